import { Button, Spin } from 'antd';
import type { FilingDraft } from '../../../shared/contract/filing.ts';
import { conditionsText } from '../../../shared/domain/filing-rule.ts';
import { useArchive } from '../../api/archive.tsx';
import { useRead } from '../../api/hooks.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';

export interface LearnedViewProps {
  readonly onEdit: (draft: FilingDraft) => void;
  readonly onBack: () => void;
}

/** Habits of the clerk as rules to look at; each is opened, previewed and kept like one written by hand. */
export function LearnedView({ onEdit, onBack }: LearnedViewProps) {
  const { archive, framework } = useArchive();
  const learned = useRead('filing.learned', { archive, framework: framework.id });
  const drafts = learned.data?.drafts ?? [];
  return (
    <>
      <p className="muted filing-lead">同一文件夹或同一系列里,你至少 3 次确认到同一条指标的,列在这里。打开看过命中再保存。</p>
      {learned.error && <ErrorNotice error={learned.error} />}
      {!learned.data && !learned.error && <Spin style={{ margin: 24 }} />}
      {learned.data && drafts.length === 0 && (
        <EmptyState title="还没有看出习惯" text="再归类一些材料:同一文件夹或同一系列里有 3 份确认到同一条指标,这里就会列出来。" />
      )}
      {drafts.length > 0 && (
        <ul className="filing-hits" aria-label="看出的习惯">
          {drafts.map((draft) => (
            <li key={`${draft.indicatorId} ${conditionsText(draft.conditions)}`}>
              <span className="filing-hit">
                <span className="ellipsis">
                  {conditionsText(draft.conditions)} → {draft.code} {draft.indicatorName}
                </span>
                <span className="muted">
                  那里 {draft.decided} 次确认中有 {draft.confirmed} 次
                </span>
              </span>
              <Button size="small" aria-label={`做成规则“${draft.name}”`} onClick={() => onEdit(draft)}>
                做成规则…
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div className="filing-foot">
        <Button autoFocus onClick={onBack}>
          返回
        </Button>
      </div>
    </>
  );
}
