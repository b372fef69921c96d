import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Framework } from '../../../shared/domain/framework.ts';
import { RESOURCES_FOLDER } from '../program-folder.ts';
import { parseFrameworkJson } from './schema.ts';

export const BUILTIN_FOLDER = join(RESOURCES_FOLDER, 'frameworks');

export interface BuiltinFramework {
  readonly id: string;
  readonly name: string;
  readonly edition: string;
  readonly leaves: number;
  readonly reconstructed: boolean;
  /** What a person must know before using it. */
  readonly note: string;
}

/** The shipped 示例模板 in file-name order. Throws AppError `refused` naming the file when one is broken. */
export async function listBuiltinFrameworks(folder: string = BUILTIN_FOLDER): Promise<BuiltinFramework[]> {
  const ids = await builtinIds(folder);
  return Promise.all(
    ids.map(async (id) => {
      const { name, edition, reconstructed, note, indicators } = await loadBuiltinFramework(id, folder);
      return { id, name, edition, leaves: indicators.filter((one) => one.leaf).length, reconstructed, note };
    }),
  );
}

/** One shipped 示例模板 by id (its file name without suffix). Throws AppError `not-found` with the list of ids, `refused` when broken. */
export async function loadBuiltinFramework(id: string, folder: string = BUILTIN_FOLDER): Promise<Framework> {
  const ids = await builtinIds(folder);
  if (!ids.includes(id)) throw new AppError('not-found', `没有名为 ${id} 的内置测评体系。可用的有:${ids.join('、')}。`);
  return parseFrameworkJson(await readFile(join(folder, `${id}.json`), 'utf8'), id, `${id}.json`);
}

/** Whether this is the id of a shipped 示例模板, which is never edited. */
export async function isBuiltin(id: string): Promise<boolean> {
  return (await builtinIds(BUILTIN_FOLDER)).includes(id);
}

async function builtinIds(folder: string): Promise<string[]> {
  const names = await readdir(folder);
  return names
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .sort();
}
