import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CleanedCopies } from '../../../shared/contract/checks.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { handoverFolder, unusedCopies, type Archive } from '../archives/archives.ts';
import { appendAudit } from '../audit/audit.ts';

/** A folder on its way out; a name with a dot is no one's copy. */
const ASIDE = '.清理-';

/**
 * Deletes folders below 交接材料 that belong to no source of the archive: those named, or all there are. Looked at once more before; one audit
 * row. It cannot be undone: a 收交接包 that is done again then needs its pack. Throws AppError `not-found` for a folder that is used or
 * gone, `refused` for one that another program holds; then nothing is deleted.
 */
export async function cleanCopies(
  archive: Archive,
  wanted: readonly string[] | 'all',
  by: { readonly actor: string; readonly now: Date },
): Promise<CleanedCopies> {
  const home = handoverFolder(archive.path);
  const place = (folder: string): string => join(home, ...folder.split('/'));
  const aside: { readonly from: string; readonly to: string }[] = [];
  try {
    const cleaned = await archive.db.transaction(async (tx) => {
      const unused = await unusedCopies(tx, archive.path);
      const stranger = wanted === 'all' ? undefined : wanted.find((name) => unused.every(({ folder }) => folder !== name));
      if (stranger !== undefined)
        throw new AppError('not-found', `“交接材料/${stranger}”正在使用,或已经不在了。什么都没有删除,请刷新后再看。`);
      const chosen = wanted === 'all' ? unused : unused.filter(({ folder }) => wanted.includes(folder));
      // Put aside first, under a name no source can have: all of them go, or none.
      for (const { folder } of chosen) {
        const from = place(folder);
        const to = join(dirname(from), `${ASIDE}${randomBytes(6).toString('hex')}`);
        renameSync(from, to);
        aside.push({ from, to });
      }
      const sum = (of: (one: (typeof chosen)[number]) => number): number => chosen.reduce((all, one) => all + of(one), 0);
      const totals = { files: sum(({ files }) => files), sizeBytes: sum(({ sizeBytes }) => sizeBytes) };
      const folders = chosen.map(({ folder }) => folder);
      if (folders.length > 0)
        await appendAudit(tx, {
          ...{ at: by.now.toISOString(), actor: by.actor, action: 'copies.clean' },
          detail: { folders, ...totals },
        });
      return { folders, ...totals };
    });
    if (cleaned.folders.length > 0) sweep(home);
    return cleaned;
  } catch (error) {
    for (const { from, to } of aside) if (existsSync(to)) renameSync(to, from);
    const code = (error as NodeJS.ErrnoException).code;
    if (error instanceof AppError || typeof code !== 'string') throw error;
    throw new AppError('refused', `什么都没有删除(${code}):可能有文件正被别的程序打开。请关闭后再试。`);
  }
}

/** Takes away what was put aside, also by a run that was killed, and folders of units that held nothing else. */
function sweep(home: string): void {
  for (const unit of readdirSync(home, { withFileTypes: true })) {
    const folder = join(home, unit.name);
    if (!unit.isDirectory() || unit.name.startsWith('.')) continue;
    for (const name of readdirSync(folder))
      if (name.startsWith(ASIDE)) rmSync(join(folder, name), { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    if (readdirSync(folder).length === 0) rmdirSync(folder);
  }
}
