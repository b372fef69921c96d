import type { IndicatorNode, IndicatorTree } from '../../../shared/contract/indicators.ts';
import { WORST_FIRST, type GapState } from '../../../shared/domain/gaps.ts';
import type { Archive } from '../archives/archives.ts';
import { isBuiltin } from '../frameworks/frameworks.ts';
import { readAssessed } from '../gaps/gaps.ts';
import { initialsReader } from '../initials.ts';

interface NodeRow {
  readonly id: number;
  readonly parent_id: number | null;
  readonly level: number;
  readonly leaf: number;
  readonly code: string;
  readonly name: string;
}

/**
 * All nodes of a framework in its order, each with its state and 齐全/全部 of the leaves beneath: one pass from the last node to the
 * first, whatever the size. Throws AppError `not-found` for an unknown framework.
 */
export async function readTree(archive: Archive, frameworkId: string): Promise<IndicatorTree> {
  const [assessed] = await readAssessed(archive, { frameworkId });
  const rows = await archive.db.all<NodeRow>(
    'SELECT id, parent_id, level, leaf, code, name FROM indicators WHERE framework_id = ? ORDER BY position',
    [frameworkId],
  );
  const states = new Map((assessed?.leaves ?? []).map((leaf) => [leaf.id, leaf.state]));
  const sums = sumsOf(rows, states);
  const read = await initialsReader();
  return {
    framework: frameworkId,
    note: assessed?.note ?? '',
    levelNames: assessed?.levelNames ?? [],
    editable: !(await isBuiltin(frameworkId)),
    nodes: rows.map((row): IndicatorNode => {
      const sum = sums.get(row.id) ?? NOTHING;
      return {
        ...{ id: row.id, parentId: row.parent_id, level: row.level, leaf: row.leaf === 1, code: row.code, name: row.name },
        ...{ state: sum.worst, complete: sum.complete, leaves: sum.leaves },
        initials: initialsOf(row.name, read),
      };
    }),
  };
}

interface Sum {
  readonly worst: GapState;
  readonly complete: number;
  readonly leaves: number;
}
const NOTHING: Sum = { worst: '不适用', complete: 0, leaves: 0 };

/** A parent stands before its children, so going backwards every node is whole when it is added to its parent. */
function sumsOf(rows: readonly NodeRow[], states: ReadonlyMap<number, GapState>): ReadonlyMap<number, Sum> {
  const sums = new Map<number, Sum>();
  for (const row of [...rows].reverse()) {
    const state = row.leaf === 1 ? (states.get(row.id) ?? '缺失') : null;
    const own = state === null ? (sums.get(row.id) ?? NOTHING) : sumOfLeaf(state);
    sums.set(row.id, own);
    if (row.parent_id !== null) sums.set(row.parent_id, added(sums.get(row.parent_id) ?? NOTHING, own));
  }
  return sums;
}

function sumOfLeaf(worst: GapState): Sum {
  return { worst, complete: worst === '齐全' || worst === '将到期' ? 1 : 0, leaves: worst === '不适用' ? 0 : 1 };
}

function added(one: Sum, other: Sum): Sum {
  const worst = WORST_FIRST.find((state) => state === one.worst || state === other.worst) ?? '不适用';
  return { worst, complete: one.complete + other.complete, leaves: one.leaves + other.leaves };
}

const initials = new Map<string, string>();

function initialsOf(name: string, read: (name: string) => string): string {
  const known = initials.get(name);
  if (known !== undefined) return known;
  const made = read(name);
  initials.set(name, made);
  return made;
}
