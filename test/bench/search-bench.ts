import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCore } from '../../electron/core/core.ts';
import { randomFrom } from '../../resources/sample/make/rng.ts';
import { ours } from './cost.ts';
import { makeTree } from './tree.ts';

const QUERIES = 200;

/** Full-text search by length of the query: CPU of one page of hits, p50 and p99 over random pieces of real words. */
export async function searchBench(size: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'taizhang-bench-search-'));
  try {
    const source = join(folder, '材料');
    await makeTree(source, size, 2);
    const archive = join(folder, '档案库');
    ours(['create', archive, '--framework', 'wenming-chengshi', '--source', source, '--base-date', '2026-06-30']);
    ours(['index', archive]);
    const core = createCore({ now: () => new Date(), logFolder: folder });
    const quiet = { signal: new AbortController().signal, progress: () => undefined };
    const random = randomFrom(3);
    const { documents } = await core.call('documents.list', { archive, limit: 2000 }, quiet);
    const rows = [];
    for (const length of [1, 2, 3, 5]) {
      const cpuMs: number[] = [];
      for (let at = 0; at < QUERIES; at++) {
        const title = [...random.pick(documents).title];
        const from = random.integer(0, Math.max(0, title.length - length));
        const query =
          title
            .slice(from, from + length)
            .join('')
            .trim() || '的';
        const before = process.cpuUsage();
        await core.call('documents.list', { archive, query, limit: 50 }, quiet);
        const { user, system } = process.cpuUsage(before);
        cpuMs.push((user + system) / 1000);
      }
      cpuMs.sort((a, b) => a - b);
      rows.push({ characters: length, 'p50 ms': at(cpuMs, 0.5), 'p99 ms': at(cpuMs, 0.99) });
    }
    await core.close();
    console.log(`search over ${size} documents`);
    console.table(rows);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function at(sorted: readonly number[], share: number): number {
  return Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1));
}
