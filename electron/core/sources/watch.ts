import { watch } from 'chokidar';
import { skipFolderName } from './skip.ts';

const SETTLE_MS = 2000;
/** A file written to without pause must not put the hint off for ever. */
const LONGEST_WAIT_MS = 60_000;

/**
 * Watches folders until `signal` is aborted and calls `onHint` once things have been quiet for 2 seconds after a change (at the
 * latest after a minute), never twice at a time; ends only after a running `onHint` did. Only a hint: events may be lost, a new walk is the truth. Watches folders, not
 * files: 100,000 file watches cost 500 MB. Rejects with what `onHint` threw, except after the abort.
 */
export async function watchSources(
  paths: readonly string[],
  onHint: () => void | Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  if (signal.aborted) return;
  const watcher = watch([...paths], {
    ignoreInitial: true,
    followSymlinks: false,
    ignorePermissionErrors: true,
    ignored: (path, stats) => (stats ? !stats.isDirectory() : false) || skipFolderName(lastName(path)) !== null,
  });
  let timer: NodeJS.Timeout | null = null;
  let current: Promise<void> = Promise.resolve();
  try {
    await new Promise<void>((resolve, reject) => {
      let [firstAt, ready, running, again] = [0, false, false, false];
      const run = async () => {
        timer = null;
        running = true;
        again = false;
        try {
          await onHint();
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
      // While it starts, every folder is reported once.
      const heard = () => ready && hint();
      watcher.on('raw', heard).on('all', heard);
      // A watcher that fails (too many folders, a lost drive) costs hints only; the next walk finds everything.
      watcher.on('error', heard).once('ready', () => (ready = true));
      signal.addEventListener('abort', () => resolve());
    });
  } finally {
    if (timer) clearTimeout(timer);
    await watcher.close();
    await current;
  }
}

const lastName = (path: string): string => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
