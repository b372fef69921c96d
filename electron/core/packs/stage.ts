import { existsSync, lstatSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../../shared/contract/errors.ts';
import { fittingPath, safePackPath, type PackDocument } from '../../../shared/domain/pack.ts';
import { handoverFolder } from '../archives/archives.ts';
import { LONGEST_PATH } from '../../../shared/domain/package-names.ts';
import { stopIfCancelled, type JobContext } from '../jobs/jobs.ts';
import { makeFolders } from '../make-folders.ts';
import { skipFileName, skipFolderName, type ReceivedFile } from '../sources/sources.ts';
import type { Pack } from './read-pack.ts';

const STAGING = '.收取中_';
const SPARE_BYTES = 64 << 20;

/** Copies of originals, whole and checked, in a folder that is no source yet. */
export interface Staged {
  /** Where they lie now. */
  readonly folder: string;
  readonly files: readonly ReceivedFile[];
}

/**
 * Reads every original of a pack through and returns those that are not what its list says. Copies the ones in `wanted` (by SHA-256)
 * into a passing folder below the archive's 交接材料; `staged` is null where none is wanted or one is wrong. What an interrupted merge
 * left there is taken away first. Throws AppError `disk-full`, `refused` where nothing can be written, `cancelled`.
 */
export async function stageOriginals(
  archivePath: string,
  pack: Pack,
  wanted: ReadonlySet<string>,
  ctx: JobContext,
): Promise<{ readonly staged: Staged | null; readonly broken: readonly string[] }> {
  const documents = pack.content.documents.filter(({ member }) => member !== null);
  const copied = documents.filter(({ sha256 }) => wanted.has(sha256));
  const home = handoverFolder(archivePath);
  const folder = join(home, `${STAGING}${pack.sha256.slice(0, 16)}`);
  if (copied.length > 0) await makeRoom(home, folder, copied);
  const broken: string[] = [];
  const files: ReceivedFile[] = [];
  const taken = new Set<string>();
  // Explorer and office programs have to open the copies; room is left for the number of a second one of the same name.
  const room = LONGEST_PATH - join(home, unitFolder(pack), folderName(pack)).length - 8;
  try {
    for (const [at, document] of documents.entries()) {
      stopIfCancelled(ctx.signal);
      ctx.progress({ stage: '核对交接包', done: at, total: documents.length, label: document.path });
      const path = wanted.has(document.sha256) ? freePath(document, taken, room) : null;
      const out = path === null ? null : join(folder, ...path.split('/'));
      if (out !== null) mkdirSync(dirname(out), { recursive: true });
      if (!(await pack.original(document.member ?? '', document, out, ctx))) broken.push(document.member ?? '');
      else if (path !== null && out !== null) {
        const { size, mtimeMs } = lstatSync(out);
        files.push({ path, sha256: document.sha256, sizeBytes: size, modifiedMs: Math.floor(mtimeMs) });
      }
    }
    if (files.length > 0 && broken.length === 0) return { staged: { folder, files }, broken };
    remove(folder);
    return { staged: null, broken };
  } catch (error) {
    remove(folder);
    throw writingFailure(error, home);
  }
}

/** Takes a passing folder away, and the 交接材料 above it where that is empty then. */
function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  try {
    rmdirSync(dirname(folder));
  } catch {
    // It holds what came before, or was never made.
  }
}

const unitFolder = ({ content }: Pack): string => walked(safePackPath(content.unit).replaceAll('/', '_'), 'folder');
const folderName = ({ content, sha256 }: Pack): string => `${content.madeAt.slice(0, 10)}_${sha256.slice(0, 8)}`;

/** Gives a staged folder its name, `市教育局/2026-06-30_1f2e3d4c`: from then on it may become a source. Returns the way below 交接材料. */
export async function settleStaged(archivePath: string, staged: Staged, pack: Pack): Promise<string> {
  const home = handoverFolder(archivePath);
  const name = folderName(pack);
  for (let number = 1; ; number++) {
    const handover = `${unitFolder(pack)}/${number === 1 ? name : `${name}_${number}`}`;
    const to = join(home, ...handover.split('/'));
    if (existsSync(to)) continue;
    mkdirSync(dirname(to), { recursive: true });
    await renamePatiently(staged.folder, to);
    return handover;
  }
}

/** A virus scanner may hold a new folder for a moment. */
async function renamePatiently(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return renameSync(from, to);
    } catch (error) {
      if (attempt === 6) throw writingFailure(error, to);
      await sleep(50 * attempt);
    }
  }
}

async function makeRoom(home: string, folder: string, documents: readonly PackDocument[]): Promise<void> {
  makeFolders(home);
  // Only what a merge that was cut off left: nothing else has such a name.
  for (const name of readdirSync(home)) if (name.startsWith(STAGING)) rmSync(join(home, name), { recursive: true, force: true });
  const needed = documents.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) + SPARE_BYTES;
  const { bavail, bsize } = await statfs(home);
  if (bavail * bsize < needed)
    throw new AppError(
      'disk-full',
      `磁盘空间不足:收这个交接包大约要 ${(needed / 1073741824).toFixed(2)} GB,只剩 ${((bavail * bsize) / 1073741824).toFixed(2)} GB。请腾出空间再收;没有收进任何内容。`,
    );
  makeFolders(folder);
}

function writingFailure(error: unknown, place: string): unknown {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (code === 'ENOSPC') return new AppError('disk-full', `磁盘空间不足,交接包没有收进来:${place}。请腾出空间再收。`);
  if (['EACCES', 'EPERM', 'EROFS', 'EBUSY', 'ENAMETOOLONG'].includes(code))
    return new AppError('refused', `原件写不到档案库里:${place}(${code})。请检查磁盘和权限后再收;没有收进任何内容。`);
  return error;
}

/** The place of a copy: its folder and name as the unit had them, made safe, different from all others also where case does not count. */
function freePath(document: PackDocument, taken: Set<string>, room: number): string {
  const parts = fittingPath(safePackPath(`${document.source}/${document.path}`), room).split('/');
  const folders = parts.slice(0, -1).map((part) => walked(part, 'folder'));
  const name = walked(parts.at(-1) ?? '', 'file');
  const dot = name.lastIndexOf('.') > 0 ? name.lastIndexOf('.') : name.length;
  for (let number = 1; ; number++) {
    const own = number === 1 ? name : `${name.slice(0, dot)} (${number})${name.slice(dot)}`;
    const path = [...folders, own].join('/');
    const key = path.toLowerCase();
    if (taken.has(key)) continue;
    taken.add(key);
    return path;
  }
}

/** A name 编目 does not pass over. */
function walked(name: string, what: 'file' | 'folder'): string {
  const skips = what === 'file' ? skipFileName : skipFolderName;
  if (!skips(name)) return name;
  return skips(`_${name}`) ? `_${name}_` : `_${name}`;
}
