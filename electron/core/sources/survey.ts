import { Buffer } from 'node:buffer';
import { readdirSync, statSync } from 'node:fs';
import { isAbsolute, relative } from 'node:path';
import type { FailedFile, SkippedFile } from '../../../shared/contract/results.ts';
import type { Archive } from '../archives/archives.ts';
import { markForSearch } from '../documents/documents.ts';
import type { Database } from '../db/database.ts';
import { walkInThread } from './file-threads.ts';
import { loadKnown, readLocations, type KnownLocation } from './known-paths.ts';
import { storeOddities, storeRespelled, storeVanished, type ChangedFile } from './locations.ts';
import type { Source as ListedSource } from './source-list.ts';
import type { WalkBatch, WalkOddity } from './walk.ts';

type Source = Pick<ListedSource, 'id' | 'path'>;

/** What walking one source and comparing it with the archive told. */
export interface Survey {
  readonly source: Source;
  /** True when the source itself cannot be reached (unplugged drive); nothing of it is then called missing. */
  readonly gone: boolean;
  readonly found: number;
  readonly unchanged: number;
  /** Of `unchanged`: same file, name differing in Unicode normalisation only (macOS copies). */
  readonly respelled: number;
  readonly changed: readonly ChangedFile[];
  readonly vanished: readonly KnownLocation[];
  readonly skipped: readonly SkippedFile[];
  readonly failed: readonly FailedFile[];
}

const WALK_BATCH = 2000;

/**
 * Walks one source, compares size and modification time with the last run (opens no file), and stores what was skipped,
 * failed or vanished. Throws AppError `cancelled`.
 */
export async function surveySource(
  archive: Archive,
  source: Source,
  run: { readonly runId: number; readonly at: string },
  watch: { readonly signal: AbortSignal; readonly count: (found: number) => void },
  platform: NodeJS.Platform,
): Promise<Survey> {
  const trouble = await sourceTrouble(archive.db, source);
  if (trouble) return { ...NOTHING, source, gone: true, found: 1, failed: [{ ...trouble, path: '.', source: source.path }] };
  const known = await loadKnown(archive.db, source.id);
  const differing: { readonly file: Omit<ChangedFile, 'known'>; readonly id: number | null }[] = [];
  const odd: { readonly oddity: WalkOddity; readonly id: number | null }[] = [];
  let [found, unchanged] = [0, 0];
  const take = (batch: WalkBatch) => {
    const raw = new Map(batch.rawPaths);
    const paths = batch.count === 0 ? [] : batch.paths.split('\0');
    for (const [index, path] of paths.entries()) {
      const [sizeBytes, modifiedMs] = [batch.sizesBytes[index] ?? 0, batch.modifiedMs[index] ?? 0];
      if (known.isSame(path, sizeBytes, modifiedMs)) {
        unchanged++;
        continue;
      }
      const hex = raw.get(path);
      const rawPath = hex === undefined ? null : Buffer.from(hex, 'hex');
      const file = { sourceId: source.id, root: source.path, path, rawPath, sizeBytes, modifiedMs };
      differing.push({ file, id: known.meet(path) });
    }
    for (const oddity of batch.oddities) odd.push({ oddity, id: known.meet(oddity.path) });
    found += paths.length + batch.oddities.length;
    watch.count(found);
  };
  await walkInThread(
    { root: source.path, excluded: inside(source.path, archive.path), batchSize: WALK_BATCH, platform },
    take,
    watch.signal,
  );
  const rows = await readLocations(
    archive.db,
    [...differing, ...odd].flatMap(({ id }) => id ?? []),
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  const rowOf = (id: number | null) => (id === null ? null : (byId.get(id) ?? null));
  const changed = differing.map(({ file, id }): ChangedFile => ({ ...file, known: rowOf(id) }));
  const oddities = odd.map(({ oddity, id }) => ({ oddity, known: rowOf(id) }));
  const unseen = unseenFolders(oddities.map(({ oddity }) => oddity));
  const absent = (await known.unmet()).filter((one) => !unseen(one.path));
  const { respelled, rest, vanished } = pairRespelled(changed, absent);
  await storeRespelled(archive.db, respelled);
  await storeVanished(archive.db, vanished, run.at);
  await storeOddities(archive.db, source.id, oddities, run.runId);
  const renamed = [...respelled.map(({ known: one }) => one), ...vanished, ...oddities.map(({ known: one }) => one)];
  await archive.db.transaction((tx) =>
    markForSearch(
      tx,
      renamed.map((one) => one?.documentId ?? null),
    ),
  );
  const named = (state: string) => oddities.map(({ oddity }) => oddity).filter((oddity) => oddity.state === state);
  return {
    source,
    gone: named('failed').some((oddity) => oddity.path === '.'),
    found,
    unchanged: unchanged + respelled.length,
    respelled: respelled.length,
    changed: rest,
    vanished: vanished.filter((one) => one.documentId !== null),
    skipped: named('skipped').map(({ path, reason }) => ({ path, reason, source: source.path })),
    failed: named('failed').map(({ path, code, reason }) => ({ path, code, message: reason, source: source.path })),
  };
}

const NOTHING = { unchanged: 0, respelled: 0, changed: [], vanished: [], skipped: [] } as const;

/** Relative path with `/` of `folder` inside `root`, or null. */
function inside(root: string, folder: string): string | null {
  const path = relative(root, folder).replaceAll('\\', '/');
  return path === '' || isAbsolute(path) || path === '..' || path.startsWith('../') ? null : path;
}

/** True for paths under a folder that could not be read or is no longer walked for another reason than being gone. */
function unseenFolders(oddities: readonly WalkOddity[]): (path: string) => boolean {
  const folders = oddities.filter((oddity) => oddity.state === 'failed' && oddity.folder).map(({ path }) => path);
  return (path) => folders.some((folder) => folder === '.' || path.startsWith(`${folder}/`));
}

/**
 * A copy made on macOS spells 台账é differently from Windows (NFD and NFC). A new path and an absent one that differ in
 * nothing else, with equal size and time, are the same file.
 */
function pairRespelled(changed: readonly ChangedFile[], absent: readonly KnownLocation[]) {
  const key = (one: { path: string; sizeBytes: number; modifiedMs: number }) =>
    `${one.path.normalize('NFC')}\0${one.sizeBytes}\0${one.modifiedMs}`;
  const byKey = new Map(absent.filter((one) => one.state === 'ok').map((one) => [key(one), one]));
  const respelled: { known: KnownLocation; path: string }[] = [];
  const rest = changed.filter((file) => {
    const known = byKey.size > 0 && file.known === null && file.rawPath === null ? byKey.get(key(file)) : undefined;
    if (!known) return true;
    byKey.delete(key(file));
    respelled.push({ known, path: file.path });
    return false;
  });
  const paired = new Set(respelled.map(({ known }) => known.id));
  return { respelled, rest, vanished: absent.filter((one) => !paired.has(one.id)) };
}

/** Why a source cannot be walked at all, or null. */
async function sourceTrouble(db: Database, source: Source): Promise<{ code: string; message: string } | null> {
  const advice = '请接好移动硬盘或网络盘后重新编目,或用 source relink 指到新位置;原有编目保留,没有标为缺失';
  try {
    const stats = statSync(source.path, { bigint: true });
    if (!stats.isDirectory()) return { code: 'ENOTDIR', message: `材料文件夹的位置上不是文件夹:${source.path}。${advice}` };
    if (readdirSync(source.path).length > 0) return null;
    // An empty folder on another volume than the known files is a mount point without its drive.
    const row = await db.get<{ n: number }>(
      `SELECT count(*) AS n FROM locations WHERE source_id = ? AND missing_at IS NULL AND file_id IS NOT NULL
       AND file_id NOT LIKE ? || ':%'`,
      [source.id, String(stats.dev)],
    );
    return row && row.n > 0
      ? { code: 'unplugged', message: `材料文件夹变空了:${source.path},磁盘可能没有接上。${advice}` }
      : null;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'EIO';
    return { code, message: `材料文件夹打不开:${source.path}(${code})。${advice}` };
  }
}
