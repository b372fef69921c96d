import type { IndicatorNode } from '../../../shared/contract/indicators.ts';
import type { GapState } from '../../../shared/domain/gaps.ts';
import { isWrittenOf, nodeKey } from '../../../shared/domain/code-keys.ts';

export interface TreeFilter {
  readonly text: string;
  readonly states: readonly GapState[];
}

/** A row the tree shows now. */
export interface TreeRow {
  readonly node: IndicatorNode;
  readonly hasChildren: boolean;
  readonly open: boolean;
}

/** Whether a node fits by code in any spelling, by words of its name, or by pinyin initials. */
function fits(node: IndicatorNode, text: string): boolean {
  const query = text.trim().toLowerCase();
  if (query === '') return true;
  const key = nodeKey(query);
  const byCode = (key !== '' && nodeKey(node.code).startsWith(key)) || isWrittenOf(query, node.code);
  return byCode || node.name.toLowerCase().includes(query) || node.initials.includes(query);
}

/**
 * The rows to show: without a filter those whose branches above are all open; with one, every leaf that fits (or lies under a branch
 * that fits) and what is above it. Two passes, whatever the size.
 */
export function rowsOf(nodes: readonly IndicatorNode[], filter: TreeFilter, closed: ReadonlySet<number>): readonly TreeRow[] {
  const parents = new Set(nodes.map((node) => node.parentId));
  if (filter.text.trim() === '' && filter.states.length === 0) {
    const hidden = new Set<number>();
    return nodes.flatMap((node): TreeRow[] => {
      const under = node.parentId !== null && (hidden.has(node.parentId) || closed.has(node.parentId));
      if (under) hidden.add(node.id);
      return under ? [] : [{ node, hasChildren: parents.has(node.id), open: !closed.has(node.id) }];
    });
  }
  const fitting = new Set<number>();
  for (const node of nodes)
    if ((node.parentId !== null && fitting.has(node.parentId)) || fits(node, filter.text)) fitting.add(node.id);
  const kept = new Set<number>();
  for (const node of [...nodes].reverse()) {
    const ofState = filter.states.length === 0 || filter.states.includes(node.state);
    // A heading without indicators yet is found by words; it has no state.
    const heading = !node.leaf && !parents.has(node.id) && filter.states.length === 0;
    if ((node.leaf || heading) && fitting.has(node.id) && ofState) kept.add(node.id);
    if (kept.has(node.id) && node.parentId !== null) kept.add(node.parentId);
  }
  return nodes.filter((node) => kept.has(node.id)).map((node) => ({ node, hasChildren: parents.has(node.id), open: true }));
}

/** The next row from `from` on (around the end) whose code or name begins with what was typed; else -1. */
export function typedAhead(rows: readonly TreeRow[], typed: string, from: number): number {
  const query = typed.toLowerCase();
  for (let step = 0; step < rows.length; step += 1) {
    const at = (from + step) % rows.length;
    const node = rows[at]?.node;
    if (node && [node.name.toLowerCase(), node.initials, node.code.toLowerCase()].some((one) => one.startsWith(query))) return at;
  }
  return -1;
}
