import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import type { Archive } from '../archives/archives.ts';
import { isInside } from '../archives/archives.ts';
import { listSources } from '../sources/sources.ts';

/** Why an edition cannot go to this folder, one sentence; null when it can. Touches nothing. */
export async function outFolderProblem(archive: Archive, folder: string): Promise<string | null> {
  if (!isAbsolute(folder)) return `成册文件夹要写完整的位置(从盘符或 / 开始):${folder}。`;
  const out = resolve(folder);
  for (const source of await listSources(archive.db)) {
    if (isInside(out, source.path)) return `成册文件夹不能放在材料文件夹里:${out}。材料文件夹只读不写,请换一个位置。`;
  }
  if (isInside(out, archive.path)) return `成册文件夹不要放在档案库里面:${out}。请放在档案库旁边或别的位置。`;
  if (!existsSync(out)) {
    try {
      accessSync(existingParent(out), constants.W_OK);
      return null;
    } catch {
      return `这个位置不能写入:${existingParent(out)}。请换一个可以写入的位置。`;
    }
  }
  if (!statSync(out).isDirectory()) return `这个位置已有同名文件:${out}。请换一个文件夹名。`;
  const left = readdirSync(out).filter((name) => !name.endsWith('.part'));
  return left.length > 0
    ? `成册文件夹不是空的:${out}(里面有 ${left[0] ?? ''} 等 ${left.length} 项)。请选一个空文件夹或新文件夹。`
    : null;
}

/** Beside the archive, `成册/第N版`; a number is added while that is taken. */
export function defaultOutFolder(archive: Archive, edition: number): string {
  const base = join(dirname(archive.path), '成册', `第${edition}版`);
  for (let n = 1; ; n++) {
    const folder = n === 1 ? base : `${base}_${n}`;
    if (!existsSync(folder) || (statSync(folder).isDirectory() && readdirSync(folder).length === 0)) return folder;
  }
}

/** Free bytes where a folder is or will be; null when the system does not say. */
export async function freeBytesAt(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(existingParent(resolve(folder)));
    return bavail * bsize;
  } catch {
    return null;
  }
}

function existingParent(path: string): string {
  for (let at = path; ; at = dirname(at)) if (existsSync(at) || dirname(at) === at) return at;
}
