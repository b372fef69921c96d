import { copyFileSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { BackupContents, Restored } from '../../../shared/contract/backups.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import {
  DATABASE_FILE,
  isInside,
  markArchive,
  openArchive,
  refuseSynchronised,
  type Archive,
  type ArchiveDeps,
} from '../archives/archives.ts';
import { appendAudit } from '../audit/audit.ts';
import { keptCacheFolder } from '../downloads/downloads.ts';
import type { JobContext } from '../jobs/jobs.ts';
import { makeFolders } from '../make-folders.ts';
import { contentsOf, readContents } from './contents.ts';
import { bringCopies } from './copies.ts';

interface Restoring extends ArchiveDeps {
  readonly actor: string;
}

/**
 * Makes an archive folder out of a backup, brought to the newest schema, with an entry in its record; the backup itself stays as it
 * is. Copies that came in a 交接包 come back below its 交接材料, from the ZIP beside the backup or where they lay. The full-text index comes back with the next 编目. On failure nothing is left behind.
 * Throws AppError `refused` (no whole backup, folder not empty or inside a 材料文件夹), `sync-folder`, `disk-full`.
 */
export async function restore(
  { file, to, syncFolderOk }: { readonly file: string; readonly to: string; readonly syncFolderOk?: true | undefined },
  deps: Restoring,
  ctx: JobContext,
): Promise<{ readonly archive: Archive; readonly restored: Restored }> {
  const [from, folder] = [resolve(file), resolve(to)];
  if (!existsSync(from)) throw new AppError('refused', `找不到备份文件:${from}。请检查路径。`);
  refuseSynchronised(folder, syncFolderOk ?? false);
  ctx.progress({ stage: '核对备份', done: 0, total: null, label: from });
  const { sources, held } = await readContents(from, deps.driver);
  const inside = sources.find(({ path }) => isInside(folder, path));
  if (inside) throw new AppError('refused', `档案库不能放在材料文件夹里:${inside.path}。请换一个位置。`);
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new AppError('refused', `文件夹不是空的:${folder}。请选一个空文件夹或新文件夹;里面的东西没有被改动。`);
  const made = makeFolders(folder) ?? null;
  try {
    const copies = await bringCopies(held, from, folder, ctx);
    ctx.progress({ stage: '恢复', done: 0, total: null, label: folder });
    const archive = await unpack(from, folder, deps);
    try {
      const contents = await contentsOf(archive.db);
      await archive.db.transaction((tx) =>
        appendAudit(tx, {
          at: deps.now().toISOString(),
          actor: deps.actor,
          action: 'archive.restore',
          detail: { file: basename(from) },
        }),
      );
      markArchive(folder, archive.settings.name);
      return { archive, restored: { archive: folder, copies, ...contents } };
    } catch (error) {
      await archive.close();
      throw error;
    }
  } catch (error) {
    if (made) rmSync(made, { recursive: true, force: true });
    else for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true });
    throw error;
  }
}

/** 演练恢复: a restore into a passing folder of the archive's cache, opened as the program would, and taken away. Throws as `restore`. */
export async function rehearse(archive: Archive, file: string, deps: ArchiveDeps): Promise<BackupContents> {
  await readContents(resolve(file), deps.driver);
  const folder = mkdtempSync(join(keptCacheFolder(archive.path, 'rehearsal', 0), 'archive-'));
  try {
    const opened = await unpack(resolve(file), folder, deps);
    try {
      return await contentsOf(opened.db);
    } finally {
      await opened.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The database is copied under another name first: a folder with the right name always holds a whole one. */
async function unpack(from: string, folder: string, deps: ArchiveDeps): Promise<Archive> {
  const part = join(folder, `${DATABASE_FILE}.part`);
  copyFileSync(from, part);
  renameSync(part, join(folder, DATABASE_FILE));
  return openArchive(folder, { ...deps, beforeMigration: 'nothing' });
}
