import { watchFolders, type FolderWatch } from './folder-watch.ts';
import { liesOnNetwork } from './network-root.ts';
import { skipFolderName } from './skip.ts';

const SETTLE_MS = 2000;
/** A file written to without pause must not put the hint off for ever. */
const LONGEST_WAIT_MS = 60_000;
/** Watching a network drive is slow and loses events: there the time is the hint. */
const RESCAN_MS = 10 * 60_000;
/** Files still being written are looked at again after this, then twice as late each time. */
const FIRST_RETRY_MS = 5_000;

/** `again`: something was not ready yet. */
export type Heard = 'again' | void;

export interface WatchOptions {
  /** What a look before the watch began answered. */
  readonly first?: Heard;
  readonly isNetwork?: (path: string) => boolean;
  readonly rescanMs?: number;
  readonly retryMs?: number;
  /** By whom folders are watched; as `startWatch` says when absent. */
  readonly by?: 'folder' | 'library';
}

/**
 * Watches folders until `signal` is aborted and calls `onHint` once things have been quiet for 2 seconds after a change (at the
 * latest after a minute), never twice at a time; ends only after a running `onHint` did. Only a hint: events may be lost, a new walk is the
 * truth. Watches folders, not files: 100,000 file watches cost 500 MB. Folders on another machine are not watched but hinted at every 10
 * minutes. Where `onHint` answers `again` (files were still being written) it is called again after 5 s, 10 s … at the latest a minute.
 * Rejects with what `onHint` threw, except after the abort.
 */
export async function watchSources(
  paths: readonly string[],
  onHint: () => Heard | Promise<Heard>,
  signal: AbortSignal,
  options: WatchOptions = {},
): Promise<void> {
  if (signal.aborted) return;
  const isNetwork = options.isNetwork ?? liesOnNetwork;
  const near = paths.filter((path) => !isNetwork(path));
  let changed = (): void => undefined;
  const watcher = await startWatch(near, () => changed(), options.by ?? (process.platform === 'linux' ? 'folder' : 'library'));
  let timer: NodeJS.Timeout | null = null;
  let later: NodeJS.Timeout | null = null;
  let current: Promise<void> = Promise.resolve();
  try {
    await new Promise<void>((resolve, reject) => {
      let [firstAt, running, again, retries] = [0, false, false, 0];
      const run = async () => {
        timer = null;
        running = true;
        again = false;
        if (later) clearTimeout(later);
        later = null;
        try {
          const heard = await onHint();
          retries = heard === 'again' ? retries + 1 : 0;
          const retryMs = Math.min(LONGEST_WAIT_MS, (options.retryMs ?? FIRST_RETRY_MS) * 2 ** (retries - 1));
          const waitMs = retries > 0 ? retryMs : near.length < paths.length ? (options.rescanMs ?? RESCAN_MS) : null;
          if (waitMs !== null && !signal.aborted) later = setTimeout(hint, waitMs);
        } catch (error) {
          reject(error);
        }
        running = false;
        if (again && !signal.aborted) hint();
      };
      const hint = () => {
        if (running) {
          again = true;
          return;
        }
        const now = performance.now();
        if (timer) clearTimeout(timer);
        else firstAt = now;
        timer = setTimeout(() => (current = run()), Math.max(0, Math.min(SETTLE_MS, firstAt + LONGEST_WAIT_MS - now)));
      };
      changed = hint;
      if (options.first === 'again') later = setTimeout(hint, options.retryMs ?? FIRST_RETRY_MS);
      else if (near.length < paths.length) later = setTimeout(hint, options.rescanMs ?? RESCAN_MS);
      signal.addEventListener('abort', () => resolve());
    });
  } finally {
    if (timer) clearTimeout(timer);
    if (later) clearTimeout(later);
    await watcher.close();
    await current;
  }
}

/** On Linux by folder, where the library holds 30 KB a folder of them: 671 MB at 100,000 files in 22,000 folders. Elsewhere that was not measured. */
async function startWatch(paths: readonly string[], onChange: () => void, by: 'folder' | 'library'): Promise<FolderWatch> {
  const isSkipped = (name: string): boolean => skipFolderName(name) !== null;
  if (by === 'folder') return watchFolders(paths, isSkipped, onChange);
  const { watch } = await import('chokidar');
  const watcher = watch([...paths], {
    ignoreInitial: true,
    followSymlinks: false,
    ignorePermissionErrors: true,
    ignored: (path, stats) => (stats ? !stats.isDirectory() : false) || isSkipped(lastName(path)),
  });
  let ready = false;
  // While it starts, every folder is reported once.
  const heard = (): void => (ready ? onChange() : undefined);
  watcher.on('raw', heard).on('all', heard);
  // A watcher that fails (too many folders, a lost drive) costs hints only; the next walk finds everything.
  watcher.on('error', heard).once('ready', () => (ready = true));
  return watcher;
}

const lastName = (path: string): string => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
