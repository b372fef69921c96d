import { cpSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../../shared/contract/errors.ts';
import { RESOURCES_FOLDER } from '../program-folder.ts';

const SAMPLE_FILES = join(RESOURCES_FOLDER, 'sample', 'files');

/** What the sample archive is made with. */
export const SAMPLE = {
  framework: 'wenming-chengshi',
  baseDate: '2026-06-30',
  unit: '滨河区文明办',
  name: '滨河区 2026 年迎检档案(示例)',
} as const;

/** Copies the shipped sample files to `folder`, keeping their times: a photo's date must not become today. */
export function copySample(folder: string): void {
  cpSync(SAMPLE_FILES, folder, { recursive: true, preserveTimestamps: true });
}

/** `folder` if nothing lies there, else the first `folder 2`, `folder 3` … that is free. Throws AppError `refused` after 99. */
export function freeFolder(folder: string): string {
  for (let n = 1; n < 100; n++) {
    const candidate = n === 1 ? folder : `${folder} ${n}`;
    if (!existsSync(candidate) || readdirSync(candidate).length === 0) return candidate;
  }
  throw new AppError('refused', `示例已经建了很多次:${folder}。请删掉不用的示例文件夹再试。`);
}

/** Where the sample's two folders lie under its own. */
export function sampleFolders(folder: string): { readonly source: string; readonly archive: string } {
  return { source: join(folder, '材料'), archive: join(folder, '档案库') };
}
