import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../../shared/contract/errors.ts';
import type { OfferedFile } from '../../../shared/contract/gaps.ts';

/** A file of ours (never a document) that a host may send. */
export interface OwnFile {
  readonly file: string;
  readonly mime: string;
  /** The name a browser saves it under. */
  readonly name: string;
  readonly disposition: 'attachment' | 'inline';
}

/** Which of our files a page may ask for: by a token only this process knows, never by path. */
export interface Downloads {
  /** Makes a file askable. Throws AppError `not-found` when it is not there. */
  readonly offer: (file: OwnFile) => OfferedFile;
  /** Throws AppError `not-found` for a token that is unknown, or whose file is gone. */
  readonly take: (token: string) => OwnFile;
}

/** So many last offers stay askable. */
const KEPT = 200;

export function createDownloads(): Downloads {
  const offered = new Map<string, OwnFile>();
  return {
    offer(file) {
      if (!existsSync(file.file)) throw new AppError('not-found', `文件不在了:${file.file}。请重新生成。`);
      const known = [...offered].find(([, other]) => other.file === file.file && other.disposition === file.disposition);
      const token = known?.[0] ?? randomBytes(18).toString('base64url');
      offered.delete(token);
      offered.set(token, file);
      for (const old of [...offered.keys()].slice(0, Math.max(0, offered.size - KEPT))) offered.delete(old);
      return { token, name: file.name, sizeBytes: statSync(file.file).size };
    },
    take(token) {
      const file = offered.get(token);
      if (!file || !existsSync(file.file)) throw new AppError('not-found', '这个文件已经不在了。请重新生成。');
      return file;
    },
  };
}

/**
 * A folder of the archive's cache, made when it is not there; of what lies there only the newest `kept` stay. What is still held
 * open stays until the next time.
 */
export function keptCacheFolder(archivePath: string, name: string, kept: number): string {
  const folder = join(archivePath, 'cache', name);
  mkdirSync(folder, { recursive: true });
  const byAge = readdirSync(folder)
    .map((file) => ({ file: join(folder, file), modifiedMs: statSync(join(folder, file)).mtimeMs }))
    .sort((a, b) => b.modifiedMs - a.modifiedMs);
  for (const { file } of byAge.slice(kept)) {
    try {
      rmSync(file, { recursive: true, force: true });
    } catch {
      continue;
    }
  }
  return folder;
}

/** Removes the oldest files until the folder holds at most `limitBytes`, and what an interrupted write left. */
export function shrink(folder: string, limitBytes: number): void {
  const files = readdirSync(folder).flatMap((name) => {
    const file = join(folder, name);
    const found = statSync(file, { throwIfNoEntry: false });
    return found?.isFile() ? [{ file, sizeBytes: found.size, modifiedMs: found.mtimeMs }] : [];
  });
  let total = files.reduce((sum, file) => sum + file.sizeBytes, 0);
  for (const { file, sizeBytes } of files.sort((a, b) => a.modifiedMs - b.modifiedMs)) {
    if (total <= limitBytes) return;
    rmSync(file, { force: true });
    total -= sizeBytes;
  }
}
