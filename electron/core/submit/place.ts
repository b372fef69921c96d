import { existsSync, readdirSync, statSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { PackageForm } from '../../../shared/contract/submit.ts';
import { safePart, withGbkOnly } from '../../../shared/domain/safe-names.ts';
import { isInside, type Archive } from '../archives/archives.ts';
import { outFolderProblem } from '../exports/exports.ts';
import { listSources } from '../sources/sources.ts';
import { isGbk } from '../gbk.ts';

/** In a package that is being made: says so to whoever finds it after a crash, and to the next run that it may be taken away. */
export const UNFINISHED = '没有生成完.txt';
export const UNFINISHED_TEXT = '这个文件夹里的报送包没有生成完,不能使用,可以删除。原件不受影响,重新生成即可。\r\n';

/** `zip` where the place is called so. */
export function formOf(out: string, form: PackageForm | undefined): PackageForm {
  return form ?? (out.toLowerCase().endsWith('.zip') ? 'zip' : 'folder');
}

/** Beside the archive, `报送/第N号报送包`; a number is added while that is taken. */
export function defaultPlace(archive: Archive, number: number, form: PackageForm, called = '报送包'): string {
  const base = join(dirname(archive.path), '报送', `第${number}号${called}`);
  const suffix = form === 'zip' ? '.zip' : '';
  for (let n = 1; ; n++) {
    const place = `${base}${n === 1 ? '' : `_${n}`}${suffix}`;
    if (!existsSync(place) || (form === 'folder' && statSync(place).isDirectory() && readdirSync(place).length === 0))
      return place;
  }
}

/** Why a package cannot be made there, one sentence; null when it can. Touches nothing. */
export async function placeProblem(archive: Archive, out: string, form: PackageForm): Promise<string | null> {
  if (form === 'folder') {
    const problem = await outFolderProblem(archive, out);
    if (problem !== null) return problem.replace(/成册文件夹/g, '报送包文件夹');
    const inside = existsSync(out) ? readdirSync(out) : [];
    return inside.length === 0 ? null : `报送包文件夹不是空的:${out}(里面有 ${inside[0] ?? ''})。请选一个空文件夹或新文件夹。`;
  }
  if (!isAbsolute(out)) return `报送包要写完整的位置(从盘符或 / 开始):${out}。`;
  const place = resolve(out);
  if (!place.toLowerCase().endsWith('.zip')) return `ZIP 报送包的文件名要以 .zip 结尾:${out}。`;
  for (const source of await listSources(archive.db))
    if (isInside(place, source.path)) return `报送包不能放在材料文件夹里:${out}。材料文件夹只读不写,请换一个位置。`;
  if (isInside(place, archive.path)) return `报送包不要放在档案库里面:${out}。请放在档案库旁边或别的位置。`;
  return existsSync(place) ? `已有同名文件:${place}。请换一个文件名;原来的文件没有被改动。` : null;
}

/** Where it is made before it gets its name: a sibling, so that one renaming finishes it. What an interrupted run left there is ours to take away. */
export async function stagingPlace(out: string, form: PackageForm): Promise<string> {
  for (let n = 1; ; n++) {
    const place = `${out}${n === 1 ? '' : `.${n}`}.part`;
    if (!existsSync(place)) return place;
    const ours =
      form === 'zip' ? statSync(place).isFile() : existsSync(join(place, UNFINISHED)) || readdirSync(place).length === 0;
    if (!ours) continue;
    await rm(place, { recursive: true, force: true });
    return place;
  }
}

const TRIES = 20;
const BETWEEN_MS = 250;

/** Renames; a virus scanner that still holds one of many new files is waited for. Throws what renaming throws. */
export async function renameWhenFree(from: string, to: string): Promise<void> {
  for (let n = 1; ; n++) {
    try {
      return await rename(from, to);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? '';
      if (!['EPERM', 'EACCES', 'EBUSY'].includes(code) || n >= TRIES) throw error;
      await wait(BETWEEN_MS);
    }
  }
}

/** Name of the folder at the top of a ZIP: that of the file, without what GBK or Windows has not. */
export function bagName(out: string): string {
  return safePart(withGbkOnly(basename(out).replace(/\.zip$/i, ''), isGbk).text, '报送包');
}
