import { join } from 'node:path';
import { createCore } from '../../electron/core/core.ts';
import { watchSources } from '../../electron/core/sources/watch.ts';
import { heldMb } from './family-memory.ts';
import { cpuMs } from './own-cost.ts';

// Watches in a process of its own, started by watch-bench.ts: a folder alone, as the product watches it, or an archive with its 编目. Tells by
// messages, and ends when it is told anything.

/** What a watch of a folder alone costs. */
export interface FolderWatch {
  /** All of the process before it watched and when it was ready. */
  readonly heldMb: readonly [before: number, ready: number];
  readonly readyMs: number;
  readonly cpuMs: number;
}

/** One 编目 of a watched archive. */
export interface WatchedRun {
  readonly found: number;
  readonly indexed: number;
  readonly failed: number;
}

const [LOOK_MS, QUIET_LOOKS, QUIET_CPU_MS] = [500, 4, 25];
const [work = '', place = ''] = process.argv.slice(2);
const stop = new AbortController();
process.once('message', () => stop.abort());

if (work === 'folder') await watchFolder(place);
else await watchArchive(place);
process.disconnect();

async function watchFolder(folder: string): Promise<void> {
  const before = heldMb(process.pid);
  const [startedMs, startedCpu] = [performance.now(), cpuMs()];
  const watching = watchSources([folder], () => undefined, stop.signal);
  let [quiet, last, readyMs] = [0, cpuMs(), 0];
  while (quiet < QUIET_LOOKS) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    const now = cpuMs();
    quiet = now - last < QUIET_CPU_MS ? quiet + 1 : 0;
    if (quiet === 0) readyMs = performance.now() - startedMs;
    last = now;
  }
  const told: FolderWatch = { heldMb: [before, heldMb(process.pid)], readyMs, cpuMs: cpuMs() - startedCpu };
  process.send?.(told);
  await watching;
}

async function watchArchive(archive: string): Promise<void> {
  const core = createCore({ now: () => new Date(), logFolder: join(archive, '..', 'log') });
  await core.watch(archive, { signal: stop.signal, progress: () => undefined }, ({ found, indexed, failed }) => {
    process.send?.({ found, indexed, failed: failed.length } satisfies WatchedRun);
  });
  await core.close();
}
