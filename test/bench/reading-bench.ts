import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createExtractPool } from '../../electron/core/extract/extract.ts';
import { sniffFile } from '../../electron/core/extract/sniff.ts';
import { forkReader, type StartReader } from '../../electron/core/extract/start-reader.ts';
import { cpuMs } from './own-cost.ts';
import { rounded, type Result, type Row } from './sections.ts';
import { makeTree } from './tree.ts';

const THREADS = 2;

/**
 * What it costs that files are read in a process of its own, which may die of a file, instead of in threads of the core: the same files
 * by both, twice in turn, nothing stored. The first round warms the page cache and is not counted.
 */
export async function readingBench(size: number): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'taizhang-bench-reading-'));
  try {
    await makeTree(folder, size, 4);
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    const inputs = await Promise.all(
      files.map(async (path) => ({ path, sizeBytes: statSync(path).size, type: await sniffFile(path) })),
    );
    const read = async (startReader: StartReader | null) => {
      const [before, started] = [cpuMs(), performance.now()];
      const pool = createExtractPool({ threads: THREADS, timeLimitMs: 60_000, memoryLimitMb: 512, startReader });
      const queue = inputs.values();
      let characters = 0;
      const worker = async () => {
        for (const input of queue) {
          const { text } = await pool.extract(input, new AbortController().signal);
          characters += text.length;
        }
      };
      await Promise.all(Array.from({ length: THREADS }, worker));
      await pool.close();
      return { cpu: cpuMs() - before, wall: performance.now() - started, characters };
    };
    const totals = { threads: { cpu: 0, wall: 0, characters: 0 }, process: { cpu: 0, wall: 0, characters: 0 } };
    await read(null);
    for (const where of ['threads', 'process', 'process', 'threads'] as const) {
      const one = await read(where === 'process' ? forkReader : null);
      const sum = totals[where];
      totals[where] = { cpu: sum.cpu + one.cpu / 2, wall: sum.wall + one.wall / 2, characters: one.characters };
    }
    if (totals.threads.characters !== totals.process.characters) throw new Error('the two did not read the same');
    const row = (where: 'threads' | 'process', words: string): Row => ({
      files: size,
      'read in': words,
      'CPU s': rounded(totals[where].cpu / 1000, 2),
      'wall s': rounded(totals[where].wall / 1000, 1),
      'CPU ms a file': rounded(totals[where].cpu / size, 3),
      'times threads': rounded(totals[where].cpu / totals.threads.cpu, 3),
    });
    return {
      rows: [row('threads', 'threads of the core'), row('process', 'a process of its own')],
      notes: [
        `${THREADS} at a time, mean of two rounds each, in the order threads, process, process, threads, after one that is not counted.`,
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
