import { AppError } from '../../../shared/contract/errors.ts';
import { circled } from '../../../shared/domain/circled.ts';
import type { PlannedGroup } from '../../../shared/domain/volume.ts';
import type { Database } from '../db/database.ts';
import { manifestOf, type Manifest } from './manifest.ts';

/** What an edition froze. Throws AppError `not-found` when there is no such edition. */
export async function frozenManifest(db: Database, edition: number): Promise<Manifest> {
  const row = await db.get<{ manifest: string }>('SELECT manifest FROM exports WHERE edition = ?', [edition]);
  if (!row) throw new AppError('not-found', `没有第 ${edition} 版。请在成册的记录里选一版。`);
  return manifestOf(row.manifest);
}

/** The newest whole edition (no 补充卷), to say what changed since; null before the first. */
export async function lastWholeEdition(db: Database): Promise<Manifest | null> {
  const row = await db.get<{ manifest: string }>(
    `SELECT manifest FROM exports WHERE json_extract(manifest, '$.supplementTo') IS NULL ORDER BY edition DESC LIMIT 1`,
  );
  return row ? manifestOf(row.manifest) : null;
}

/** An edition with the 补充卷 already made to it: what has been handed over. */
export async function handedOver(db: Database, edition: number): Promise<readonly Manifest[]> {
  const base = await frozenManifest(db, edition);
  if (base.supplementTo !== undefined)
    throw new AppError(
      'refused',
      `第 ${edition} 版本身是第 ${base.supplementTo} 版的补充卷。请对第 ${base.supplementTo} 版出补充卷。`,
    );
  const rows = await db.all<{ manifest: string }>(
    `SELECT manifest FROM exports WHERE json_extract(manifest, '$.supplementTo') = ? ORDER BY edition`,
    [edition],
  );
  return [base, ...rows.map((row) => manifestOf(row.manifest))];
}

/**
 * 补充卷: only evidence that was not yet handed over, numbered `补①` on behind what was, so that no number of the volumes in other
 * hands changes. A piece that had only a placeholder page then counts as not handed over.
 */
export function supplementGroups(groups: readonly PlannedGroup[], before: readonly Manifest[]): readonly PlannedGroup[] {
  const known = new Set<string>();
  const used = new Map<string, number>();
  for (const [index, manifest] of before.entries()) {
    for (const item of manifest.items) {
      if (item.omitted === null) known.add(`${item.indicator}\n${item.sha256}`);
      if (index > 0) used.set(item.indicator, (used.get(item.indicator) ?? 0) + 1);
    }
  }
  return groups.flatMap((group) => {
    const indicators = group.indicators.flatMap((indicator) => {
      const start = used.get(indicator.code) ?? 0;
      const evidence = indicator.evidence
        .filter((item) => !known.has(`${indicator.code}\n${item.sha256}`))
        .map((item, index) => {
          const mark = `补${circled(start + index + 1)}`;
          return { ...item, mark, materialCode: `${indicator.code}-${mark}` };
        });
      return evidence.length > 0 ? [{ ...indicator, evidence }] : [];
    });
    return indicators.length > 0 ? [{ ...group, indicators }] : [];
  });
}
