import { appendFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forget, ours, peer, type Cost } from './cost.ts';
import { rounded, type Result, type Row } from './sections.ts';
import { makeTree } from './tree.ts';

interface Measured {
  readonly size: number;
  readonly cold: Cost;
  readonly unchanged: Cost;
  readonly onePercent: Cost;
}

/**
 * 编目 of trees of so many files: cold (from the disk), unchanged, one in a hundred changed; beside `find`, which only lists, and
 * `sha256sum`, which only reads. The trees are mixed, or of texts only.
 */
export async function indexBench(sizes: readonly number[], only?: 'txt'): Promise<Result> {
  const rows: Row[] = [];
  const all: Measured[] = [];
  let dropped = true;
  for (const size of sizes) {
    const folder = mkdtempSync(join(tmpdir(), 'taizhang-bench-tree-'));
    try {
      const source = join(folder, '材料');
      await makeTree(source, size, 1, only);
      const archive = join(folder, '档案库');
      ours(['create', archive, '--framework', 'wenming-chengshi', '--source', source, '--base-date', '2026-06-30']);
      dropped = forget(source) && dropped;
      const cold = ours(['index', archive]).cost;
      const hashed = peer('find', [source, '-type', 'f', '-exec', 'sha256sum', '{}', '+']);
      const unchanged = ours(['index', archive]).cost;
      const list = peer('find', [source, '-printf', '%s %T@ %p\n']);
      for (const file of filesUnder(source).filter((_, at) => at % 100 === 0)) appendFileSync(file, ' ');
      const onePercent = ours(['index', archive]).cost;
      rows.push(row(size, '编目 cold', cold, hashed, 'sha256sum'));
      if (hashed) rows.push(row(size, 'sha256sum', hashed, null, ''));
      rows.push(row(size, '编目 unchanged', unchanged, list, 'find'));
      if (list) rows.push(row(size, 'find -printf', list, null, ''));
      rows.push(row(size, '编目 1 % changed', onePercent, unchanged, 'unchanged'));
      console.log(`${size} files: cold ${(cold.cpuMs / 1000).toFixed(1)} CPU s, ${cold.peakMb.toFixed(0)} MB`);
      all.push({ size, cold, unchanged, onePercent });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  const cold = dropped
    ? 'Cold: every file was written out and dropped from the page cache before (posix_fadvise); “from disk” is what the kernel fetched.'
    : 'Not cold: the system could not be made to forget the files just written; “from disk” says what was fetched all the same.';
  return { rows, notes: [cold, 'Every run is the whole of 编目 with its 建议 (156 leaves), without 识别文字.', ...growth(all)] };
}

function growth(all: readonly Measured[]): string[] {
  return all.slice(1).map((larger, at) => {
    const smaller = all[at]!;
    const cost = (run: 'cold' | 'unchanged' | 'onePercent') => rounded(larger[run].cpuMs / larger.size / (smaller[run].cpuMs / smaller.size), 2); // prettier-ignore
    const memory = rounded(larger.cold.peakMb / smaller.cold.peakMb, 2);
    return `${smaller.size.toLocaleString('en')} → ${larger.size.toLocaleString('en')} files: CPU a file × ${cost('cold')} cold, × ${cost('unchanged')} unchanged, × ${cost('onePercent')} with 1 % changed; peak memory cold × ${memory}.`;
  });
}

/** In the order of their names, so that the same ones change in every run. */
function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function row(files: number, run: string, cost: Cost, against: Cost | null, name: string): Row {
  return {
    files,
    run,
    'CPU s': rounded(cost.cpuMs / 1000, 2),
    'wall s': rounded(cost.wallMs / 1000, 1),
    'CPU ms a file': rounded(cost.cpuMs / files, 3),
    'peak MB': Math.round(cost.peakMb),
    'from disk MB': cost.readMb === null ? '–' : Math.round(cost.readMb),
    compared: against === null || against.cpuMs === 0 ? '–' : `${rounded(cost.cpuMs / against.cpuMs, 2)} × ${name}`,
  };
}
