import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { AppError } from '../../../shared/contract/errors.ts';
import { backupFileName } from '../../../shared/domain/backup-files.ts';
import { openDatabase, type Database, type DriverName } from '../db/database.ts';
import { migrate } from '../db/migrate.ts';
import { writeSnapshot } from '../db/snapshot.ts';
import { makeFolders } from '../make-folders.ts';
import { followMoved } from './handover.ts';
import { inUse, noteHolder, removeHolder } from './lock.ts';
import { realExisting } from './real-path.ts';
import { readSettings, writeSettings } from './settings.ts';

export { handoverFolder, unusedCopies } from './handover.ts';
export { copySample, freeFolder, SAMPLE, sampleFolders } from './sample.ts';
export { readSettings, writeSettings } from './settings.ts';
export { refuseSynchronised, syncServiceOf } from './sync-folder.ts';

export const DATABASE_FILE = 'archive.sqlite';
/** A small file in every archive folder, so that a double click opens it. Holds nothing that is needed. */
export const ARCHIVE_MARK = '打开档案库.taizhang';

/** An open archive (档案库). All its own files lie under `path`; sources are elsewhere and only ever read. */
export interface Archive {
  /** Absolute path of the archive folder. */
  readonly path: string;
  readonly db: Database;
  readonly settings: ArchiveSettings;
  /** Closes the database and gives the lock back. */
  readonly close: () => Promise<void>;
}

export interface ArchiveSettings {
  readonly name: string;
  /** 编制单位, '' when not given. */
  readonly unit: string;
  /** 测评基准日 `YYYY-MM-DD`. */
  readonly baseDate: string;
}

export interface ArchiveDeps {
  readonly now: () => Date;
  readonly driver?: DriverName | undefined;
  /** Before an older database is brought to the newest schema it is backed up, unless it just came from a backup. */
  readonly beforeMigration?: 'back up' | 'nothing';
}

/**
 * Makes a new archive folder and fills it through `fill` in the same transaction as its settings, so that a failure leaves
 * nothing behind. Throws AppError `refused` when the folder exists and is not empty, or cannot be made.
 */
export async function createArchive(
  path: string,
  settings: ArchiveSettings,
  fill: (archive: Archive) => Promise<void>,
  deps: ArchiveDeps,
): Promise<Archive> {
  const folder = resolve(path);
  refuseExisting(folder);
  // The topmost folder it had to make, so that a failed creation can take away just that.
  const made = makeFolders(folder) ?? null;
  try {
    const archive = await openAt(folder, deps);
    try {
      await archive.db.transaction((tx) => writeSettings(tx, settings));
      const filled = { ...archive, settings };
      await fill(filled);
      markArchive(folder, settings.name);
      return filled;
    } catch (error) {
      await archive.close();
      throw error;
    }
  } catch (error) {
    removeOwn(folder, made);
    throw error;
  }
}

/** Opens an archive and migrates it when needed. Throws AppError `archive-not-found`, `archive-in-use`, `database-unreadable`. */
export async function openArchive(path: string, deps: ArchiveDeps): Promise<Archive> {
  const folder = resolve(path);
  if (!existsSync(join(folder, DATABASE_FILE))) {
    throw new AppError('archive-not-found', `这里没有档案库:${folder}。请检查路径,或先用 taizhang create 建立。`);
  }
  return openAt(folder, deps);
}

async function openAt(folder: string, deps: ArchiveDeps): Promise<Archive> {
  const db = await openDatabase({ path: join(folder, DATABASE_FILE), driver: deps.driver, exclusive: true }).catch(
    (error: unknown) => {
      throw error instanceof AppError && error.code === 'archive-in-use' ? inUse(folder) : error;
    },
  );
  try {
    noteHolder(folder, deps.now());
    await migrate(db, async () => {
      if (deps.beforeMigration === 'nothing') return;
      makeFolders(backupsFolder(folder));
      await writeSnapshot(db, join(backupsFolder(folder), backupFileName(deps.now(), '升级前')));
    });
    await followMoved(db, folder);
    const settings = await readSettings(db);
    const close = async () => {
      removeHolder(folder);
      await db.close();
    };
    return { path: folder, db, settings, close };
  } catch (error) {
    await db.close();
    throw error;
  }
}

/** Where an archive keeps its own backups. */
export const backupsFolder = (archivePath: string): string => join(archivePath, 'backups');

/** Puts the small file into an archive's folder that a double click opens. */
export function markArchive(folder: string, name: string): void {
  writeFileSync(join(folder, ARCHIVE_MARK), `${name}\n`);
}

function refuseExisting(folder: string): void {
  if (!existsSync(folder)) return;
  if (!statSync(folder).isDirectory()) throw new AppError('refused', `这个位置已有同名文件:${folder}。请换一个文件夹名。`);
  if (existsSync(join(folder, DATABASE_FILE))) {
    throw new AppError('refused', `这里已有一个档案库:${folder}。请换一个文件夹,或直接打开它;现有档案库没有被改动。`);
  }
  if (readdirSync(folder).length > 0) throw new AppError('refused', `文件夹不是空的:${folder}。请选一个空文件夹或新文件夹。`);
}

function removeOwn(folder: string, made: string | null): void {
  if (made) rmSync(made, { recursive: true, force: true });
  else for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true });
}

/**
 * True when `inner` is `outer` or lies under it, by real paths (links resolved as far as they exist), never by string prefix.
 */
export function isInside(inner: string, outer: string): boolean {
  const path = relative(realExisting(outer), realExisting(inner));
  return path === '' || (!isAbsolute(path) && path !== '..' && !path.startsWith('../') && !path.startsWith('..\\'));
}
