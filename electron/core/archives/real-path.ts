import { realpathSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** The path with every link resolved as far as it exists; what is to be made below stays as written. */
export function realExisting(path: string): string {
  const full = resolve(path);
  try {
    return realpathSync(full);
  } catch {
    const parent = dirname(full);
    return parent === full ? full : join(realExisting(parent), relative(parent, full));
  }
}
