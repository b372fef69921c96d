import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { shrink } from '../downloads/downloads.ts';

/** Folders of the archive's cache, all of which may be deleted at any time, with the most each may hold. */
const LIMITS_BYTES = { previews: 512 << 20, thumbnails: 256 << 20 } as const;
/** The folder is measured again after so many new files. */
const MEASURE_EVERY = 200;

const made = new Map<string, number>();

/** The path of a file in the archive's cache; its folder exists afterwards and is kept within its limit, oldest files first. */
export function cachePath(archivePath: string, folder: keyof typeof LIMITS_BYTES, name: string): string {
  const path = join(archivePath, 'cache', folder);
  mkdirSync(path, { recursive: true });
  const count = made.get(path) ?? 0;
  if (count % MEASURE_EVERY === 0) shrink(path, LIMITS_BYTES[folder]);
  made.set(path, count + 1);
  return join(path, name);
}
