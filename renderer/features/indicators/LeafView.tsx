import { Button } from 'antd';
import { useState, type DragEvent, type ReactNode } from 'react';
import type { Evidence, IndicatorDetail } from '../../../shared/contract/indicators.ts';
import { useArchive } from '../../api/archive.tsx';
import { useAct } from '../../api/hooks.ts';
import { carriesDocuments } from '../../parts/dragged-documents.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { StateTag } from '../../ui/StateTag.tsx';
import { AddDocuments } from './AddDocuments.tsx';
import { EvidenceList } from './EvidenceList.tsx';
import { LeafCrosswalk } from './LeafCrosswalk.tsx';
import { NodeHead } from './NodeHead.tsx';
import { RequirementDrawer } from './RequirementDrawer.tsx';

export interface LeafViewProps {
  readonly detail: IndicatorDetail;
  /** Link id of what the preview shows. */
  readonly previewed: number | null;
  readonly startNotApplicable: boolean;
  readonly onShow: (evidence: Evidence) => void;
  readonly onAdd: (documentIds: readonly number[]) => void;
  readonly onDrop: (data: DataTransfer) => void;
  readonly done: (text: string) => void;
}

/** A leaf: what it asks for, its evidence in order, and what waits. */
export function LeafView({ detail, previewed, startNotApplicable, onShow, onAdd, onDrop, done }: LeafViewProps) {
  const { archive } = useArchive();
  const [editing, setEditing] = useState(startNotApplicable);
  const [adding, setAdding] = useState(false);
  const decide = useAct('links.decideMany');
  const act = (evidence: Evidence, action: 'confirm' | 'reject' | 'clear', text: string): void =>
    decide.mutate(
      { archive, pairs: [{ documentId: evidence.documentId, indicatorId: detail.id, action }] },
      { onSuccess: () => done(text) },
    );
  return (
    <>
      <NodeHead detail={detail} />
      <div className="ind-title">
        <h3>材料要求</h3>
        <Button size="small" onClick={() => setEditing(true)}>
          修改要求
        </Button>
      </div>
      {detail.notApplicable !== null && (
        <p>
          {detail.hardware === null ? '不适用的理由:' : ''}
          {detail.notApplicable}
        </p>
      )}
      {detail.needs.length === 0 && <p className="muted">没有写明要什么材料,有一份能打开的已确认材料就算齐全。</p>}
      {detail.needs.length > 0 && (
        <table className="ind-needs">
          <thead>
            <tr>
              <th>材料类型</th>
              <th>已有/要求</th>
              <th>状态</th>
              <th>说明</th>
            </tr>
          </thead>
          <tbody>
            {detail.needs.map((need, at) => (
              <tr key={at}>
                <td>{need.kind}</td>
                <td>
                  {need.confirmed}/{need.required}
                </td>
                <td>
                  <StateTag state={need.state} />
                </td>
                <td>{need.message}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div
        onDragOver={(event: DragEvent) => carriesDocuments(event.dataTransfer) && event.preventDefault()}
        onDrop={(event: DragEvent) => {
          if (!carriesDocuments(event.dataTransfer)) return;
          event.preventDefault();
          onDrop(event.dataTransfer);
        }}
      >
        <div className="ind-title">
          <h3>佐证 {detail.evidence.length} 份</h3>
          <Button size="small" type="primary" aria-expanded={adding} onClick={() => setAdding(!adding)}>
            添加材料
          </Button>
        </div>
        {adding && <AddDocuments present={detail.evidence.map((one) => one.documentId)} onAdd={(id) => onAdd([id])} />}
        {decide.error && <ErrorNotice error={decide.error} />}
        {detail.evidence.length === 0 && <p className="muted">还没有佐证。用“添加材料”查找,或确认下面的建议。</p>}
        <EvidenceList
          detail={detail}
          previewed={previewed}
          onShow={onShow}
          done={done}
          onRemove={(one) => act(one, 'clear', '已移出佐证')}
        />
      </div>
      <Waiting
        title="待确认"
        evidence={detail.suggestions}
        onShow={onShow}
        actions={(one) => (
          <>
            <Button size="small" onClick={() => act(one, 'confirm', '已确认 1 项')}>
              确认
            </Button>
            <Button size="small" onClick={() => act(one, 'reject', '已否决 1 项')}>
              否决
            </Button>
          </>
        )}
      />
      <Waiting
        title="已否决"
        evidence={detail.rejected}
        onShow={onShow}
        actions={(one) => (
          <Button size="small" onClick={() => act(one, 'clear', '已退回待确认')}>
            取消否决
          </Button>
        )}
      />
      <LeafCrosswalk leaf={detail.id} code={detail.code} />
      {editing && <RequirementDrawer detail={detail} onClose={() => setEditing(false)} done={done} />}
    </>
  );
}

interface WaitingProps {
  readonly title: string;
  readonly evidence: readonly Evidence[];
  readonly onShow: (evidence: Evidence) => void;
  readonly actions: (evidence: Evidence) => ReactNode;
}

function Waiting({ title, evidence, onShow, actions }: WaitingProps) {
  if (evidence.length === 0) return null;
  return (
    <>
      <h3>
        {title} {evidence.length} 份
      </h3>
      <ul className="ind-waiting" aria-label={title}>
        {evidence.map((one) => (
          <li key={one.linkId}>
            <div className="ind-line">
              <button type="button" className="ind-link ellipsis" title={one.path} onClick={() => onShow(one)}>
                {one.title}
              </button>
              {actions(one)}
            </div>
            <div className="muted">{one.reasons.map((reason) => reason.text).join(';')}</div>
          </li>
        ))}
      </ul>
    </>
  );
}
