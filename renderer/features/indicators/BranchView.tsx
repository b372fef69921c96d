import type { IndicatorDetail, IndicatorNode } from '../../../shared/contract/indicators.ts';
import { GAP_STATES } from '../../../shared/domain/gaps.ts';
import { StateTag } from '../../ui/StateTag.tsx';
import { NodeHead } from './NodeHead.tsx';

export interface BranchViewProps {
  readonly detail: IndicatorDetail;
  readonly nodes: readonly IndicatorNode[];
  readonly onChoose: (id: number) => void;
}

/** A branch: how many of its leaves have which state, and the leaves. */
export function BranchView({ detail, nodes, onChoose }: BranchViewProps) {
  const under = new Set([detail.id]);
  const leaves = nodes.filter((node) => {
    if (node.parentId === null || !under.has(node.parentId)) return false;
    under.add(node.id);
    return node.leaf;
  });
  const counts = GAP_STATES.map((state) => ({ state, count: leaves.filter((leaf) => leaf.state === state).length }));
  return (
    <>
      <NodeHead detail={detail} />
      <h3>下属 {leaves.length} 条末级指标</h3>
      {leaves.length === 0 && (
        <p className="muted">
          这是上级标题,下面还没有指标:不要材料,不算缺项。按 Shift+Insert 增加下级指标,或从“修改”里改为末级指标。
        </p>
      )}
      <ul className="ind-counts" aria-label="各状态条数">
        {counts
          .filter(({ count }) => count > 0)
          .map(({ state, count }) => (
            <li key={state}>
              <StateTag state={state} /> {count}
            </li>
          ))}
      </ul>
      <ul className="ind-leaves" aria-label="下属指标">
        {leaves.map((leaf) => (
          <li key={leaf.id}>
            <button type="button" title={leaf.name} onClick={() => onChoose(leaf.id)}>
              <span className="ind-code">{leaf.code}</span>
              <span className="ellipsis">{leaf.name}</span>
              <StateTag state={leaf.state} />
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
