import { totalsOf, type GapsResult } from '../../../shared/domain/gaps.ts';
import type { Archive } from '../archives/archives.ts';
import { readAssessed, type GapsFilter } from './assessed.ts';

export { readGapLeaf, readGapMatrix, writeMatchingGaps } from './matrix.ts';
export { writeGapsWorkbook } from './workbook.ts';
export { readAssessed, stateOf } from './assessed.ts';
export type { GapsFilter } from './assessed.ts';

/**
 * Every leaf with its state and needs, in four queries whatever the size. Throws AppError `not-found` for an unknown framework
 * (naming those there are) or a unit that no leaf names.
 */
export async function readGaps(archive: Archive, filter: GapsFilter): Promise<GapsResult> {
  const assessed = await readAssessed(archive, filter);
  return {
    frameworks: assessed.map(({ leaves, ...framework }) => ({
      ...framework,
      totals: totalsOf(leaves.map((leaf) => leaf.state)),
      indicators: leaves.map(({ code, name, leadUnit, units, state, needs }) => ({ code, name, leadUnit, units, state, needs })),
    })),
  };
}
