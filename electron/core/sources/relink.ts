import { existsSync, lstatSync } from 'node:fs';
import { movedAlike } from '../../../shared/domain/relink.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Relink } from '../../../shared/contract/results.ts';
import { appendAudit } from '../audit/audit.ts';
import type { Database, Sql } from '../db/database.ts';
import { undoable } from '../undo/undo.ts';
import { findSource, listSources, refuseSource, type Source } from './source-list.ts';
import { fullPath } from './walk.ts';

/** So many of a source's files are looked for at its new place, spread over all of it. */
const SAMPLE = 200;

/**
 * What one answer would map: the source itself first, then every other source that is gone and whose folder lies where the same move
 * would have put it. Opens no file. Throws AppError `not-found` for an unknown `from`, `refused` for an unsuitable `to`.
 */
export async function planRelink(db: Database, from: string, to: string, archivePath: string): Promise<readonly Relink[]> {
  const source = await findSource(db, from);
  const others = (await listSources(db)).filter((other) => other.id !== source.id);
  const real = refuseSource(
    to,
    archivePath,
    others.map((other) => other.path),
  );
  const plan = [{ source, to: real }];
  for (const other of others.filter(({ path }) => !existsSync(path))) {
    const moved = movedAlike(source.path, real, other.path, process.platform === 'win32' ? 'windows' : 'posix');
    if (moved === null || !existsSync(moved)) continue;
    const beside = others.filter(({ id }) => id !== other.id).map(({ path }) => path);
    const usable = usableOrNull(moved, archivePath, [...beside, ...plan.map((one) => one.to)]);
    if (usable !== null) plan.push({ source: other, to: usable });
  }
  return Promise.all(
    plan.map(async ({ source: one, to: place }) => ({ from: one.path, to: place, ...(await lookFor(db, one, place)) })),
  );
}

function usableOrNull(path: string, archivePath: string, others: readonly string[]): string | null {
  try {
    return refuseSource(path, archivePath, others);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

async function lookFor(db: Sql, source: Source, place: string): Promise<{ known: number; found: number }> {
  const rows = await db.all<{ path: string; raw_path: Uint8Array | null; size_bytes: number }>(
    `SELECT path, raw_path, size_bytes FROM (
       SELECT *, row_number() OVER (ORDER BY id) AS n, count(*) OVER () AS total FROM locations
       WHERE source_id = ? AND state = 'ok' AND missing_at IS NULL)
     WHERE total <= ${SAMPLE} OR n % (total / ${SAMPLE}) = 0 LIMIT ${SAMPLE}`,
    [source.id],
  );
  const found = rows.filter(({ path, raw_path, size_bytes }) => {
    const stats = lstatSync(fullPath(place, path, raw_path), { throwIfNoEntry: false });
    return stats?.isFile() === true && stats.size === size_bytes;
  });
  return { known: rows.length, found: found.length };
}

export interface RelinkOrder {
  readonly from: string;
  readonly to: string;
  /** Other sources (their former paths) to map alike, or all that the plan names with files found there. */
  readonly also: readonly string[] | 'all';
  readonly actor: string;
  readonly now: Date;
}

/**
 * Points a source, and others with it, to where they lie now; everything known of their files is kept. One transaction, one step of
 * undo, an audit row each. Throws as `planRelink` does, and `refused` for one of `also` that the plan does not name.
 */
export async function relinkSources(db: Database, order: RelinkOrder, archivePath: string): Promise<readonly Relink[]> {
  const [first, ...others] = await planRelink(db, order.from, order.to, archivePath);
  if (!first) return [];
  const { also } = order;
  const unknown = also === 'all' ? undefined : also.find((path) => !others.some((one) => one.from === path));
  if (unknown !== undefined)
    throw new AppError('refused', `不能一并改指:${unknown}。它还在原处,或新位置上没有这个文件夹。请单独重新指定。`);
  const chosen = [first, ...others.filter((one) => (also === 'all' ? one.found > 0 : also.includes(one.from)))];
  await db.transaction(async (tx) => {
    const label = chosen.length === 1 ? '重新指定材料文件夹' : `重新指定 ${chosen.length} 个材料文件夹`;
    const watch = [{ table: 'sources' as const, where: 'true', params: [] }];
    await undoable(tx, { label, at: order.now, actor: order.actor, watch }, async () => {
      for (const { from, to } of chosen) await tx.run('UPDATE sources SET path = ? WHERE path = ?', [to, from]);
    });
    const row = { at: order.now.toISOString(), actor: order.actor, action: 'source.relink' };
    for (const { from, to } of chosen) await appendAudit(tx, { ...row, detail: { from, to } });
  });
  return chosen;
}
