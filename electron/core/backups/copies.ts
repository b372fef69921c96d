import { createHash } from 'node:crypto';
import { createReadStream, existsSync, lstatSync, mkdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import yauzl from 'yauzl';
import { AppError } from '../../../shared/contract/errors.ts';
import { BACKUP_SUFFIX } from '../../../shared/domain/backup-files.ts';
import { withGbkOnly } from '../../../shared/domain/safe-names.ts';
import { handoverFolder, isInside } from '../archives/archives.ts';
import type { Database } from '../db/database.ts';
import { gbkBytes, isGbk } from '../gbk.ts';
import { stopIfCancelled, type JobContext } from '../jobs/jobs.ts';
import { fullPath } from '../sources/sources.ts';
import { createZip } from '../zip-writer.ts';

/** A copy of an original that came in a 交接包, as an archive's database has it. */
export interface Copy {
  /** Below 交接材料, with `/`: the folder of its pack, and its place there. */
  readonly name: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  /** Where it lay when the database was written. */
  readonly path: string | Buffer;
}

/** What became of the copies in a backup or in what was restored from it. */
export interface CopiesMoved {
  readonly copied: number;
  /** Names of those that were nowhere to be found as they had been; the database has their SHA-256. */
  readonly lost: readonly string[];
}

/** The file beside a backup that holds the copies. */
export const copiesFile = (backup: string): string => `${backup.slice(0, -BACKUP_SUFFIX.length)}.收来的原件.zip`;

/** The copies an archive holds, each once; none in a database older than 交接包. */
export async function readCopies(db: Database): Promise<readonly Copy[]> {
  const columns = await db.all<{ name: string }>('PRAGMA table_info(sources)');
  if (!columns.some(({ name }) => name === 'handover')) return [];
  const rows = await db.all<Row>(
    `SELECT s.path AS root, s.handover, l.path, l.raw_path, l.size_bytes, l.modified_ms, d.sha256 FROM locations l
     JOIN sources s ON s.id = l.source_id JOIN documents d ON d.id = l.document_id
     WHERE s.handover IS NOT NULL AND l.missing_at IS NULL AND l.state = 'ok' ORDER BY s.id, l.id`,
  );
  return rows.map((row) => ({
    ...{ name: `${row.handover}/${row.path}`, sha256: row.sha256, sizeBytes: row.size_bytes, modifiedMs: row.modified_ms },
    path: fullPath(row.root, row.path, row.raw_path),
  }));
}

interface Row {
  readonly root: string;
  readonly handover: string;
  readonly path: string;
  readonly raw_path: Uint8Array | null;
  readonly size_bytes: number;
  readonly modified_ms: number;
  readonly sha256: string;
}

/** Throws AppError `refused` where a file of that name is there already. */
export function refuseExisting(file: string): void {
  if (existsSync(file)) throw new AppError('refused', `已有同名文件:${file}。请换一个文件名;原来的文件没有被改动。`);
}

/**
 * Writes copies into a ZIP of their names, each read, hashed and left out where it is no longer what the database says. Nothing is
 * written where there are none. Throws AppError `refused` for a file that exists, `disk-full`, `cancelled`; then no file is left.
 */
export async function writeCopies(copies: readonly Copy[], file: string, now: Date, ctx: JobContext): Promise<CopiesMoved> {
  if (copies.length === 0) return { copied: 0, lost: [] };
  refuseExisting(file);
  const part = `${file}.part`;
  rmSync(part, { force: true });
  const lost: string[] = [];
  // The name of the system's code page is near enough; the one in Unicode beside it is what is read back.
  const zip = await createZip(part, (name) => gbkBytes(withGbkOnly(name, isGbk).text));
  try {
    for (const [at, copy] of copies.entries()) {
      ctx.progress({ stage: '备份收来的原件', done: at, total: copies.length, label: copy.name });
      if (!(await addCopy(zip, copy, now, ctx))) lost.push(copy.name);
    }
    await zip.finish();
    renameSync(part, file);
    return { copied: copies.length - lost.length, lost };
  } catch (error) {
    await zip.abort().catch(() => undefined);
    rmSync(part, { force: true });
    const isFull = (error as NodeJS.ErrnoException).code === 'ENOSPC';
    throw isFull ? new AppError('disk-full', `磁盘空间不足,收来的原件没有备份成:${file}。请腾出空间或换一个磁盘再试。`) : error;
  }
}

async function addCopy(
  zip: Awaited<ReturnType<typeof createZip>>,
  copy: Copy,
  modified: Date,
  ctx: JobContext,
): Promise<boolean> {
  const { sizeBytes } = copy;
  try {
    if (lstatSync(copy.path).size !== sizeBytes) return false;
  } catch {
    return false;
  }
  const hash = createHash('sha256');
  await zip.add(copy.name, hashed(createReadStream(copy.path), hash, ctx), { modified, sizeBytes, stored: true });
  if (hash.digest('hex') === copy.sha256) return true;
  zip.dropLast();
  return false;
}

async function* hashed(
  source: AsyncIterable<Uint8Array>,
  hash: ReturnType<typeof createHash>,
  ctx: JobContext,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    stopIfCancelled(ctx.signal);
    hash.update(chunk);
    yield chunk;
  }
}

/**
 * Brings copies back below 交接材料 of a folder that becomes an archive: from the ZIP beside the backup, else from where they lay, else
 * from beside the `backups` folder the file lies in. Only bytes with the right SHA-256 get their name. Throws AppError `disk-full`,
 * `cancelled`, and what the file system throws.
 */
export async function bringCopies(
  copies: readonly Copy[],
  backup: string,
  folder: string,
  ctx: JobContext,
): Promise<CopiesMoved> {
  const home = handoverFolder(folder);
  const zip = await openCopies(copiesFile(backup));
  const lost: string[] = [];
  try {
    for (const [at, copy] of copies.entries()) {
      ctx.progress({ stage: '恢复收来的原件', done: at, total: copies.length, label: copy.name });
      const out = join(home, ...copy.name.split('/'));
      // A database somebody altered must not write elsewhere.
      if (!isInside(out, home)) lost.push(copy.name);
      else if (!(await bringOne(copy, [zip?.get(copy.name), ...placesOf(copy, backup)], out, ctx))) lost.push(copy.name);
    }
    return { copied: copies.length - lost.length, lost };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    throw new AppError('disk-full', `磁盘空间不足,收来的原件恢复不到:${home}。请腾出空间或换一个位置。`);
  } finally {
    zip?.close();
  }
}

type Opens = () => Promise<AsyncIterable<Uint8Array>>;

function placesOf(copy: Copy, backup: string): readonly Opens[] {
  const beside = join(handoverFolder(join(dirname(backup), '..')), ...copy.name.split('/'));
  return [copy.path, beside].map((path) => () => Promise.resolve(createReadStream(path)));
}

async function bringOne(copy: Copy, places: readonly (Opens | undefined)[], out: string, ctx: JobContext): Promise<boolean> {
  mkdirSync(dirname(out), { recursive: true });
  for (const opens of places) {
    if (!opens) continue;
    const hash = createHash('sha256');
    const file = await open(out, 'w');
    try {
      for await (const chunk of hashed(await opens(), hash, ctx)) await file.write(chunk);
      await file.sync();
    } catch (error) {
      if (error instanceof AppError || ['write', 'fsync'].includes((error as NodeJS.ErrnoException).syscall ?? '')) throw error;
    } finally {
      await file.close();
    }
    if (hash.digest('hex') === copy.sha256 && statSync(out).size === copy.sizeBytes) {
      // As the database has it: the next 编目 need not read it again.
      utimesSync(out, copy.modifiedMs / 1000, copy.modifiedMs / 1000);
      return true;
    }
    rmSync(out, { force: true });
  }
  return false;
}

/** Entries of the ZIP beside a backup by name; null where there is none that can be read. */
async function openCopies(file: string) {
  if (!existsSync(file)) return null;
  const zip = await yauzl.openPromise(file, { autoClose: false, lazyEntries: true }).catch(() => null);
  if (!zip) return null;
  const entries = new Map<string, yauzl.Entry>();
  try {
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
  } catch {
    // What its directory still tells is used.
  }
  return {
    get: (name: string): Opens | undefined => {
      const entry = entries.get(name);
      return entry && (() => zip.openReadStreamPromise(entry) as Promise<AsyncIterable<Uint8Array>>);
    },
    close: () => zip.close(),
  };
}
