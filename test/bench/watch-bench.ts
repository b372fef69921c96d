import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { IndexResult } from '../../shared/contract/results.ts';
import { ours } from './cost.ts';
import { rounded, type Result } from './sections.ts';
import { makeTree } from './tree.ts';
import type { FolderWatch, WatchedRun } from './watch-run.ts';

const RUN = fileURLToPath(new URL('./watch-run.ts', import.meta.url));
/** Files of the archive that the burst falls into. */
const BEFORE = 1_000;
/** No 编目 comes later than this after the last: the longest that the watch waits for files that are still being written, and what it takes. */
const QUIET_MS = 20_000;
const LONGEST_MS = 30 * 60_000;

/** What watching so many files costs, and into how many runs of 编目 a burst of so many new files falls. */
export async function watchBench(count: number, burst: number): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'taizhang-bench-watch-'));
  try {
    const tree = join(folder, '很多材料');
    await makeTree(tree, count, 1, 'txt');
    const alone = start('folder', tree);
    const [told] = await messages<FolderWatch>(alone, 1);
    await end(alone);
    rmSync(tree, { recursive: true, force: true });

    const [source, archive] = [join(folder, '材料'), join(folder, '档案库')];
    await makeTree(source, BEFORE, 1, 'txt');
    ours(['create', archive, '--framework', 'wenming-chengshi', '--source', source, '--base-date', '2026-06-30']);
    const watched = start('archive', archive);
    await messages<WatchedRun>(watched, 1);
    // Until its folders are watched; what comes before is found by the next run only.
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    const [later, startedMs] = [messages<WatchedRun>(watched, Infinity), performance.now()];
    await makeTree(join(source, '新到'), burst, 2, 'txt');
    const writtenMs = performance.now() - startedMs;
    const runs = await later;
    await end(watched);
    const check = ours(['index', archive]).answer as IndexResult;
    const right = runs.at(-1)?.found === BEFORE + burst && check.unchanged === BEFORE + burst && check.indexed === 0;
    const [before, ready] = told?.heldMb ?? [0, 0];
    return {
      rows: [
        {
          'files watched': count,
          'ready after s': rounded((told?.readyMs ?? 0) / 1000, 1),
          'CPU s': rounded((told?.cpuMs ?? 0) / 1000, 1),
          'MB more': Math.round(ready - before),
          'MB in all': Math.round(ready),
          'burst of files': burst,
          'runs of 编目': runs.length,
          'nothing missed': right ? 'yes' : 'no',
          goal: '≤ 120 MB, one right run',
        },
      ],
      notes: [
        'The folders of the files are watched, by the watch of the product in a process of its own, nothing else in it; ready when it is quiet.',
        `The burst falls into an archive of ${BEFORE.toLocaleString('en')} watched texts and is written in ${rounded(writtenMs / 1000, 1)} s; a run afterwards by hand finds whether anything was missed.`,
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const start = (work: 'folder' | 'archive', place: string): ChildProcess => fork(RUN, [work, place]);

/** So many messages of a process, or all until it is quiet. Throws when it ended before the first. */
function messages<Message>(child: ChildProcess, count: number): Promise<readonly Message[]> {
  return new Promise((resolve, reject) => {
    const heard: Message[] = [];
    let timer = setTimeout(done, LONGEST_MS);
    function done(): void {
      clearTimeout(timer);
      child.off('message', hear).off('exit', gone);
      resolve(heard);
    }
    function hear(message: unknown): void {
      heard.push(message as Message);
      clearTimeout(timer);
      if (heard.length >= count) done();
      else timer = setTimeout(done, QUIET_MS);
    }
    const gone = (code: number | null): void => reject(new Error(`the watching process ended (${code})`));
    child.on('message', hear).on('exit', gone);
  });
}

async function end(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.send('end');
  await ended;
}
