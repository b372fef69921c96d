import { lstatSync, watch, type FSWatcher } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** A running watch. */
export interface FolderWatch {
  readonly close: () => Promise<void>;
}

interface Watched {
  readonly watcher: FSWatcher;
  readonly folders: Map<string, Watched>;
}

/**
 * Watches these folders and all below them, those that come later too, but not what `isSkipped` by its name, and calls `onChange` whenever
 * something happens in one. Holds 2 KB a folder and nothing a file. A folder that cannot be watched costs its hints only.
 */
export function watchFolders(roots: readonly string[], isSkipped: (name: string) => boolean, onChange: () => void): FolderWatch {
  const tops = new Map<string, Watched>();
  let closed = false;

  const add = async (path: string, name: string, beside: Map<string, Watched>): Promise<void> => {
    if (closed || beside.has(name)) return;
    const folders = new Map<string, Watched>();
    try {
      const watcher = watch(path, (event, changed) => {
        onChange();
        if (event === 'rename' && changed !== null) void renew(path, changed, folders);
      });
      watcher.on('error', () => forget(beside, name));
      beside.set(name, { watcher, folders });
    } catch {
      return;
    }
    for (const entry of await readdir(path, { withFileTypes: true }).catch(() => []))
      if (entry.isDirectory() && !isSkipped(entry.name)) await add(join(path, entry.name), entry.name, folders);
  };

  /** What came, went or changed its name: a folder is watched where it lies now. */
  const renew = async (path: string, name: string, folders: Map<string, Watched>): Promise<void> => {
    forget(folders, name);
    const child = join(path, name);
    if (isSkipped(name) || !isFolder(child)) return;
    await add(child, name, folders);
    // What came into it before it was watched.
    if (!closed) onChange();
  };

  for (const root of roots) void add(root, root, tops);
  return {
    close: async () => {
      closed = true;
      for (const name of tops.keys()) forget(tops, name);
    },
  };
}

/** Not what a link leads to; false too where nobody may look. */
function isFolder(path: string): boolean {
  try {
    return lstatSync(path).isDirectory();
  } catch {
    return false;
  }
}

function forget(among: Map<string, Watched>, name: string): void {
  const one = among.get(name);
  if (!one) return;
  among.delete(name);
  one.watcher.close();
  for (const child of one.folders.keys()) forget(one.folders, child);
}
