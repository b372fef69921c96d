import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forget, ours, peer, type Cost } from './cost.ts';
import { costCells, rounded, type Result, type Row } from './sections.ts';
import { makeTree } from './tree.ts';

/** 编目 beside recollindex, the desktop search of Linux, over the same mixed tree: cold, then with nothing changed. */
export async function recollBench(size: number): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'taizhang-bench-recoll-'));
  try {
    const source = join(folder, '材料');
    await makeTree(source, size, 1);
    const archive = join(folder, '档案库');
    const settings = join(folder, 'recoll');
    mkdirSync(settings);
    writeFileSync(join(settings, 'recoll.conf'), `topdirs = ${source}\n`);
    ours(['create', archive, '--framework', 'wenming-chengshi', '--source', source, '--base-date', '2026-06-30']);
    const rows: Row[] = [];
    for (const run of ['cold', 'unchanged']) {
      if (run === 'cold') forget(source);
      const cost = ours(['index', archive]).cost;
      if (run === 'cold') forget(source);
      const other = peer('recollindex', ['-c', settings]);
      rows.push(row(size, `编目 ${run}`, cost, other));
      if (other) rows.push(row(size, `recollindex ${run}`, other, null));
    }
    const missing = rows.length === 2 ? ['recollindex is not installed here.'] : [];
    return { rows, notes: [...missing, 'Memory of recollindex is that of its largest process only, ours of all together.'] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function row(files: number, run: string, cost: Cost, against: Cost | null): Row {
  return {
    files,
    run,
    ...costCells(cost),
    'its CPU / ours': against === null ? '–' : rounded(against.cpuMs / cost.cpuMs, 2),
  };
}
