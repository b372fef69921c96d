import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ours, peer, type Cost } from './cost.ts';
import { makeTree } from './tree.ts';

/** 编目: cold, unchanged, one in a hundred changed; beside `find`, which only lists. Sizes in files. */
export async function indexBench(sizes: readonly number[]): Promise<void> {
  const rows: Record<string, string | number>[] = [];
  for (const size of sizes) {
    const folder = mkdtempSync(join(tmpdir(), 'taizhang-bench-tree-'));
    try {
      const source = join(folder, '材料');
      const made = await makeTree(source, size, 1);
      const archive = join(folder, '档案库');
      ours(['create', archive, '--framework', 'wenming-chengshi', '--source', source, '--base-date', '2026-06-30']);
      const cold = ours(['index', archive]).cost;
      const unchanged = ours(['index', archive]).cost;
      for (const file of made.filter((_, at) => at % 100 === 0)) appendFileSync(join(source, file.path), ' ');
      const onePercent = ours(['index', archive]).cost;
      const list = peer('find', [source, '-printf', '%s %T@ %p\n']);
      rows.push(
        row(size, 'cold', cold, null),
        row(size, 'unchanged', unchanged, list),
        row(size, '1 % changed', onePercent, unchanged),
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  console.table(rows);
}

function row(files: number, run: string, cost: Cost, against: Cost | null): Record<string, string | number> {
  return {
    files,
    run,
    'CPU s': Number((cost.cpuMs / 1000).toFixed(2)),
    'CPU ms/file': Number((cost.cpuMs / files).toFixed(3)),
    'peak MB': Math.round(cost.peakMb),
    'times the row to compare': against === null ? '–' : Number((cost.cpuMs / against.cpuMs).toFixed(2)),
  };
}
