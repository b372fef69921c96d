import { totalsOf, type GapsResult } from '../../../shared/domain/gaps.ts';
import { scoreOf } from '../../../shared/domain/scoring.ts';
import type { Archive } from '../archives/archives.ts';
import { readVetoes } from '../records/records.ts';
import { readScheme } from '../scoring/scoring.ts';
import { readAssessed, type GapsFilter } from './assessed.ts';

export { readGapLeaf, readGapMatrix, writeMatchingGaps } from './matrix.ts';
export { writeGapsWorkbook } from './workbook.ts';
export { readAssessed } from './assessed.ts';
export { stateOf } from './leaf-links.ts';
export type { AssessedLeaf, GapsFilter } from './assessed.ts';

/**
 * Every leaf with its state and needs, in a few queries whatever the size. Throws AppError `not-found` for an unknown framework
 * (naming those there are) or a unit that no leaf names.
 */
export async function readGaps(archive: Archive, filter: GapsFilter): Promise<GapsResult> {
  const frameworks: GapsResult['frameworks'][number][] = [];
  for (const { leaves, ...framework } of await readAssessed(archive, filter)) {
    const { score } = scoreOf(leaves, await readScheme(archive.db, framework.id));
    frameworks.push({
      ...framework,
      totals: { ...totalsOf(leaves.map((leaf) => leaf.state)), score },
      indicators: leaves.map(({ code, name, leadUnit, units, state, needs, notApplicable }) => ({
        ...{ code, name, leadUnit, units, state, needs, notApplicable },
      })),
    });
  }
  const vetoes = await readVetoes(archive.db, archive.settings.baseDate);
  return { frameworks, vetoes: vetoes.map(({ item, kind, happened }) => ({ item, kind, happened })) };
}
