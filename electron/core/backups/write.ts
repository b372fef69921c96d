import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Backup, BackupRow } from '../../../shared/contract/backups.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { BACKUP_SUFFIX, backupFileName, outdatedBackups, readBackupName } from '../../../shared/domain/backup-files.ts';
import { backupsFolder, type Archive } from '../archives/archives.ts';
import { writeSnapshot } from '../db/snapshot.ts';
import { hashFile } from '../hash-file.ts';
import { stopIfCancelled, type JobContext } from '../jobs/jobs.ts';
import { makeFolders } from '../make-folders.ts';
import { readContents } from './contents.ts';
import { copiesFile, readCopies, refuseExisting, writeCopies } from './copies.ts';

/**
 * Writes a backup into the archive's own `backups` folder, or to `out`, reads it back and tells what it holds. Copies that came in a
 * 交接包 go into a ZIP beside `out`; in the archive folder they lie already.
 * Throws AppError `refused` for a file that exists or is named otherwise, `disk-full`, `cancelled`.
 */
export async function backUp(
  archive: Archive,
  { out, now }: { readonly out: string | undefined; readonly now: Date },
  ctx: JobContext,
): Promise<Backup> {
  const file = out === undefined ? freeName(archive, now) : resolve(out);
  refuseTarget(file);
  const besides = out === undefined ? [] : await readCopies(archive.db);
  if (besides.length > 0) refuseExisting(copiesFile(file));
  makeFolders(dirname(file));
  ctx.progress({ stage: '写出备份', done: 0, total: null, label: file });
  await writeSnapshot(archive.db, file);
  try {
    stopIfCancelled(ctx.signal);
    ctx.progress({ stage: '核对备份', done: 0, total: null, label: file });
    const { held: _, ...contents } = await readContents(file, archive.db.driver);
    const copies = await writeCopies(besides, copiesFile(file), now, ctx);
    const about = { copies, copiesFile: besides.length > 0 ? copiesFile(file) : null };
    return { file, sizeBytes: statSync(file).size, sha256: await hashFile(file, ctx.signal), ...about, ...contents };
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  }
}

/**
 * The automatic backup: made when something was recorded since the last one and that one is older than a day's work; then takes the
 * outdated automatic ones away. Returns the new file, or null when none was due. Throws what writing throws.
 */
export async function backUpDaily(archive: Archive, now: Date): Promise<string | null> {
  const { backups } = listBackups(archive);
  const [newest] = backups;
  if (newest) {
    const made = new Date(newest.at.replace(' ', 'T'));
    if (now.getTime() - made.getTime() < DUE_AFTER_MS) return null;
    if (!(await recordedSince(archive, made))) return null;
  }
  const file = join(backupsFolder(archive.path), backupFileName(now, '自动'));
  if (existsSync(file)) return null;
  makeFolders(dirname(file));
  await writeSnapshot(archive.db, file);
  const names = readdirSync(dirname(file)).flatMap((name) => readBackupName(name) ?? []);
  for (const { fileName } of outdatedBackups(names)) rmSync(join(dirname(file), fileName), { force: true });
  return file;
}

/** A little under a day: a clerk who opens the archive each morning at eight gets one each day. */
const DUE_AFTER_MS = 20 * 3_600_000;

async function recordedSince(archive: Archive, time: Date): Promise<boolean> {
  const row = await archive.db.get<{ n: number }>('SELECT count(*) AS n FROM audit WHERE at > ?', [time.toISOString()]);
  const run = await archive.db.get<{ n: number }>('SELECT count(*) AS n FROM runs WHERE ended_at > ?', [time.toISOString()]);
  return (row?.n ?? 0) + (run?.n ?? 0) > 0;
}

/** Backups in the archive's own folder, newest first. A half-written one is none. */
export function listBackups(archive: Archive): { readonly folder: string; readonly backups: readonly BackupRow[] } {
  const folder = backupsFolder(archive.path);
  if (!existsSync(folder)) return { folder, backups: [] };
  const backups = readdirSync(folder).flatMap((fileName) => {
    const name = readBackupName(fileName);
    if (!name) return [];
    const file = join(folder, fileName);
    return [{ file, origin: name.origin, at: name.at, sizeBytes: statSync(file).size }];
  });
  return { folder, backups: backups.sort((a, b) => (a.at < b.at ? 1 : -1)) };
}

/** Two backups of one second get different names. */
function freeName(archive: Archive, now: Date): string {
  for (let later = 0; ; later++) {
    const file = join(backupsFolder(archive.path), backupFileName(new Date(now.getTime() + later * 1000), '手动'));
    if (!existsSync(file)) return file;
  }
}

function refuseTarget(file: string): void {
  refuseExisting(file);
  if (!file.toLowerCase().endsWith(BACKUP_SUFFIX))
    throw new AppError('refused', `备份文件要以 ${BACKUP_SUFFIX} 结尾,不能是 ${file}。请改一下文件名。`);
}
