import { Button, Checkbox, Dropdown, Input, Popover, Spin } from 'antd';
import { useMemo, useState } from 'react';
import type { Evidence } from '../../../shared/contract/indicators.ts';
import type { AppError } from '../../../shared/contract/errors.ts';
import { createCodeIndex } from '../../../shared/domain/codes.ts';
import { GAP_STATES, type GapState } from '../../../shared/domain/gaps.ts';
import { useArchive } from '../../api/archive.tsx';
import { useAct, useRead } from '../../api/hooks.ts';
import { usePreference } from '../../api/preference.ts';
import { DocumentPreview } from '../../parts/DocumentPreview.tsx';
import { useDropped } from '../../parts/dragged-documents.ts';
import { useDone, useUndo } from '../../parts/use-undo.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { go } from '../../ui/go.ts';
import { isLayout, Panes } from '../../ui/Panes.tsx';
import { StateTag } from '../../ui/StateTag.tsx';
import { BranchView } from './BranchView.tsx';
import { IndicatorTreeView } from './IndicatorTreeView.tsx';
import { LeafView } from './LeafView.tsx';
import { useNodeEdit } from './nodes/use-node-edit.tsx';
import { rowsOf } from './tree-rows.ts';
import { useRedLines } from './use-red-lines.ts';
import './indicators.css';

const isIds = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'number');

/** 指标: tree, node, preview. `code` or `indicator` (row id) in the address names the node; `do=not-applicable` opens its editor. */
export function IndicatorsScreen({ params }: { readonly params: Readonly<Record<string, string>> }) {
  const { archive, framework } = useArchive();
  const tree = useRead('indicators.tree', { archive, framework: framework.id });
  const [text, setText] = useState('');
  const [states, setStates] = useState<readonly GapState[]>([]);
  const [closed, setClosed] = usePreference<readonly number[]>(`indicators.closed.${archive}`, [], isIds);
  const [layout, setLayout] = usePreference('indicators.layout', {}, isLayout);
  const [shown, setShown] = useState<Evidence | null>(null);
  const nodes = useMemo(() => (tree.data?.framework === framework.id ? tree.data.nodes : []), [tree.data, framework.id]);
  const rows = useMemo(() => rowsOf(nodes, { text, states }, new Set(closed)), [nodes, text, states, closed]);
  const index = useMemo(() => createCodeIndex(nodes, framework.codeStyles), [nodes, framework.codeStyles]);
  const wanted =
    params['indicator'] === undefined
      ? index.exact(params['code'] ?? '')
      : nodes.find((node) => node.id === Number(params['indicator']));
  const chosen = wanted ?? nodes[0] ?? null;
  const detail = useRead('indicators.read', chosen ? { archive, indicator: chosen.id } : null);
  const current = detail.data?.id === chosen?.id ? detail.data : undefined;
  const decide = useAct('links.decideMany');
  const undo = useUndo();
  const done = useDone(undo);
  const choose = (id: number): void => go('indicators', { indicator: String(id) });
  const toggle = (id: number): void => setClosed(closed.includes(id) ? closed.filter((one) => one !== id) : [...closed, id]);
  const add = (indicatorId: number, documentIds: readonly number[]): void =>
    decide.mutate(
      { archive, pairs: documentIds.map((documentId) => ({ documentId, indicatorId, action: 'confirm' as const })) },
      { onSuccess: () => done(`已归入 ${documentIds.length} 份材料`) },
    );
  const edit = useNodeEdit({
    tree: tree.data?.framework === framework.id ? tree.data : undefined,
    chosen,
    onChoose: choose,
    done,
  });
  const dropped = useDropped();
  const [undropped, setUndropped] = useState<{ readonly indicatorId: number; readonly error: AppError } | null>(null);
  const drop = (indicatorId: number, data: DataTransfer): void => {
    setUndropped(null);
    void dropped(data).then(({ ids, error }) => {
      if (error) setUndropped({ indicatorId, error });
      if (error && indicatorId !== chosen?.id) choose(indicatorId);
      if (ids.length > 0) add(indicatorId, ids);
    });
  };
  const listed = current ? [...current.evidence, ...current.suggestions, ...current.rejected] : [];
  const previewed = listed.find((one) => one.linkId === shown?.linkId) ?? current?.evidence[0] ?? null;

  if (tree.error) return <ErrorNotice error={tree.error} onRetry={() => void tree.refetch()} />;
  const treePane = (
    <section className="pane" aria-label="指标目录">
      <div className="pane-head">
        <Input
          allowClear
          value={text}
          placeholder="编号、名称或拼音首字母"
          aria-label="筛选指标"
          onChange={(event) => setText(event.target.value)}
        />
        <Popover
          trigger="click"
          placement="bottomRight"
          content={
            <Checkbox.Group
              className="ind-states"
              value={[...states]}
              onChange={(values) => setStates(GAP_STATES.filter((state) => values.includes(state)))}
              options={GAP_STATES.map((state) => ({ value: state, label: <StateTag state={state} /> }))}
            />
          }
        >
          <Button>{states.length > 0 ? `状态 ${states.length}` : '状态'}</Button>
        </Popover>
        <Dropdown menu={edit.menu} trigger={['click']} placement="bottomRight" disabled={!chosen}>
          <Button title="修改这套测评体系:增加、改名、移动、删除指标(右键也可以)">修改</Button>
        </Dropdown>
      </div>
      {edit.error && <ErrorNotice error={edit.error} />}
      {rows.length > 0 ? (
        <Dropdown menu={edit.menu} trigger={['contextMenu']}>
          <div className="ind-tree-room">
            <IndicatorTreeView
              rows={rows}
              chosen={chosen?.id ?? null}
              onChoose={choose}
              onToggle={toggle}
              onDrop={drop}
              onAct={edit.act}
            />
          </div>
        </Dropdown>
      ) : tree.data ? (
        <EmptyState
          title="没有符合的指标"
          text="换一个词,或清除筛选。"
          action={{
            label: '清除筛选',
            onClick: () => {
              setText('');
              setStates([]);
            },
          }}
        />
      ) : (
        <Spin style={{ margin: 32 }} />
      )}
    </section>
  );
  const nodePane = (
    <section className="pane" aria-label="指标内容">
      <div className="pane-body ind-body">
        {detail.error && <ErrorNotice error={detail.error} onRetry={() => void detail.refetch()} />}
        {decide.error && <ErrorNotice error={decide.error} />}
        {undropped && undropped.indicatorId === chosen?.id && <ErrorNotice error={undropped.error} />}
        {!current && !detail.error && chosen && <Spin style={{ margin: 32 }} />}
        {current?.leaf && (
          <LeafView
            key={current.id}
            detail={current}
            previewed={previewed?.linkId ?? null}
            startNotApplicable={params['do'] === 'not-applicable'}
            onShow={setShown}
            onAdd={(ids) => add(current.id, ids)}
            onDrop={(data) => drop(current.id, data)}
            done={done}
          />
        )}
        {current && !current.leaf && <BranchView detail={current} nodes={nodes} onChoose={choose} />}
      </div>
    </section>
  );
  const redLines = useRedLines(current, previewed, done);
  const previewPane = (
    <section className="pane" aria-label="材料预览">
      {redLines.error && <ErrorNotice error={redLines.error} />}
      {previewed ? (
        <DocumentPreview
          document={{ ...previewed, id: previewed.documentId }}
          redLines={redLines.tool}
          {...(previewed.firstPage === null ? {} : { page: previewed.firstPage })}
        />
      ) : (
        <EmptyState title="没有选中材料" text="在佐证清单里选一份材料,这里显示它的样子。" />
      )}
    </section>
  );
  return (
    <>
      {edit.dialogs}
      <Panes
        label="指标"
        layout={layout}
        onLayout={setLayout}
        panes={[
          { id: 'tree', share: 30, minPx: 260, rowPx: 190, content: treePane },
          { id: 'node', share: 40, minPx: 380, content: nodePane },
          { id: 'preview', share: 30, minPx: 250, content: previewPane },
        ]}
      />
    </>
  );
}
