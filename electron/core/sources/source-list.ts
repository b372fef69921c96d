import { accessSync, constants, readdirSync, realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { AppError } from '../../../shared/contract/errors.ts';
import { isInside } from '../archives/archives.ts';
import { appendAudit, type By } from '../audit/audit.ts';
import type { Database, Sql } from '../db/database.ts';
import { markForSearch, openSearch } from '../documents/documents.ts';

/** A folder of the user's that we only ever read. */
export interface Source {
  readonly id: number;
  /** Absolute real path. */
  readonly path: string;
  readonly addedAt: string;
  /** Copies that came in a 交接包, in a folder of ours. */
  readonly received: boolean;
  /** Present files whose content is known. */
  readonly files: number;
}

/** Ids and paths of all sources in the order they were added; counts nothing. */
export function sourcePaths(db: Sql): Promise<readonly Pick<Source, 'id' | 'path'>[]> {
  return db.all('SELECT id, path FROM sources ORDER BY id');
}

/** All sources in the order they were added. */
export async function listSources(db: Sql): Promise<readonly Source[]> {
  const rows = await db.all<{ id: number; path: string; added_at: string; received: number; files: number }>(
    // By the index of the paths every place would be looked up by itself: ten times the cost.
    `SELECT s.id, s.path, s.added_at, s.handover IS NOT NULL AS received, coalesce(n.files, 0) AS files FROM sources s
     LEFT JOIN (SELECT source_id, count(*) AS files FROM locations NOT INDEXED WHERE state = 'ok' AND missing_at IS NULL
       GROUP BY source_id) n ON n.source_id = s.id ORDER BY s.id`,
  );
  return rows.map(({ id, path, added_at: addedAt, received, files }) => ({ id, path, addedAt, received: received === 1, files }));
}

/**
 * Adds a folder as a source of an archive; stores its real path and a record of it. Throws AppError `refused` when it does not exist, is no
 * folder, cannot be read, is or holds or lies in the archive folder, or overlaps another source.
 */
export async function addSource(db: Database, path: string, archivePath: string, by: By): Promise<Source> {
  const others = await listSources(db);
  const real = refuseSource(
    path,
    archivePath,
    others.map((other) => other.path),
  );
  const at = by.now.toISOString();
  return db.transaction(async (tx) => {
    const { lastId } = await tx.run('INSERT INTO sources (path, added_at) VALUES (?, ?)', [real, at]);
    await appendAudit(tx, { at, actor: by.actor, action: 'source.add', detail: { path: real } });
    return { id: lastId, path: real, addedAt: at, received: false, files: 0 };
  });
}

/**
 * Checks that a folder may become a source beside `others` (paths); returns its real path. Touches nothing, so that `create` can check
 * before it makes anything. Throws AppError `refused`.
 */
export function refuseSource(path: string, archivePath: string, others: readonly string[]): string {
  const real = readableFolder(path);
  if (isInside(real, archivePath)) {
    throw new AppError('refused', `材料文件夹不能放在档案库里面:${real}。请选档案库以外的文件夹。`);
  }
  if (isInside(archivePath, real)) {
    throw new AppError(
      'refused',
      `档案库不能放在材料文件夹里面:${real} 包含档案库 ${resolve(archivePath)}。请把档案库建在别处。`,
    );
  }
  for (const other of others) {
    const [within, around] = [isInside(real, other), isInside(other, real)];
    if (within && around) throw new AppError('refused', `这个材料文件夹已经添加过:${real}。不用重复添加。`);
    if (within) {
      throw new AppError(
        'refused',
        `这个文件夹在已添加的材料文件夹里面:${real} 属于 ${other}。里面的文件已经会编目,不用再添加。`,
      );
    }
    if (around) {
      throw new AppError('refused', `这个文件夹包含已添加的材料文件夹:${other}。同一个文件会被算两次,请先移除里面那个再添加。`);
    }
  }
  return real;
}

/**
 * Takes a source out of the archive. Its files are untouched; contents with a person's decision stay known and are shown as
 * missing. Throws AppError `not-found`.
 */
export async function removeSource(db: Database, path: string, by: By): Promise<void> {
  const source = await findSource(db, path);
  await openSearch(db);
  await db.transaction(async (tx) => {
    const rows = await tx.all<{ id: number | null }>('SELECT DISTINCT document_id AS id FROM locations WHERE source_id = ?', [
      source.id,
    ]);
    await markForSearch(
      tx,
      rows.map(({ id }) => id),
    );
    await tx.run('DELETE FROM sources WHERE id = ?', [source.id]);
    const detail = { path: source.path, files: source.files };
    await appendAudit(tx, { at: by.now.toISOString(), actor: by.actor, action: 'source.remove', detail });
  });
}

/** The source at a path, in any spelling of it. Throws AppError `not-found` naming those there are. */
export async function findSource(db: Sql, path: string): Promise<Source> {
  const sources = await listSources(db);
  const wanted = resolve(path);
  const found = sources.find((source) => source.path === path || source.path === wanted || source.path === realOrNull(path));
  if (found) return found;
  const known = sources.map((source) => source.path).join('、') || '(还没有)';
  throw new AppError('not-found', `档案库里没有这个材料文件夹:${wanted}。已添加的有:${known}。`);
}

function realOrNull(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}

function readableFolder(path: string): string {
  const full = resolve(path);
  try {
    const real = realpathSync(full);
    if (!statSync(real).isDirectory()) throw new AppError('refused', `这不是文件夹:${full}。请选一个文件夹作为材料文件夹。`);
    accessSync(real, constants.R_OK);
    readdirSync(real);
    return real;
  } catch (error) {
    if (error instanceof AppError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code === 'ENOENT') throw new AppError('refused', `找不到材料文件夹:${full}。请检查路径,移动硬盘是否接好。`);
    if (code === 'EACCES' || code === 'EPERM')
      throw new AppError('refused', `没有权限读取材料文件夹:${full}。请换一个文件夹,或联系管理员给你读取权限。`);
    throw new AppError('refused', `材料文件夹打不开:${full}(${code})。请检查磁盘或网络连接后再试。`);
  }
}
