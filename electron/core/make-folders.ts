import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '../../shared/contract/errors.ts';

/**
 * Makes a folder and those above it, and returns the topmost one made (nothing when all were there). Level by level: Node's own
 * recursive form never ends where a file system refuses a new name with "no such file" (/proc, some network drives).
 * Throws AppError `refused` where it cannot be made.
 */
export function makeFolders(folder: string): string | undefined {
  const missing: string[] = [];
  for (let at = folder; !existsSync(at) && dirname(at) !== at; at = dirname(at)) missing.unshift(at);
  try {
    for (const path of missing) mkdirSync(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    throw new AppError('refused', `无法建立文件夹 ${folder}(${code})。请换一个可以写入的位置。`);
  }
  return missing[0];
}
