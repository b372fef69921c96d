import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ExportResult } from '../../shared/contract/results.ts';
import { COMPILED_ENV, ours, peer, type Cost } from './cost.ts';
import { confirmAll } from './export-bench.ts';
import { makePhotos, makeScans, PAGES_PER_FILE } from './scans.ts';
import { costCells, rounded, type Result, type Row } from './sections.ts';

const RUN = fileURLToPath(new URL('./writer-run.ts', import.meta.url));
const ROUNDS = 3;

interface Written {
  readonly cost: Cost;
  readonly sizeBytes: number;
}

/** The writer of volumes alone over some files, in a process of its own. Throws when it failed. */
function write(folder: string, kind: 'pictures' | 'stamped' | 'bare', files: readonly string[]): Written {
  const [report, list, out] = ['cost.json', 'list', 'out.pdf'].map((name) => join(folder, name)) as [string, string, string];
  writeFileSync(list, files.join('\0'));
  const run = spawnSync(process.execPath, [RUN, report, kind, list, out], { encoding: 'utf8', env: COMPILED_ENV });
  if (run.status !== 0) throw new Error(run.stderr);
  rmSync(out);
  return JSON.parse(readFileSync(report, 'utf8')) as Written;
}

/** 成册 of so many photos of 3.6 MB that go in as they are: the writer alone, and `export` with all it looks at; img2pdf over the same files. */
export async function photoBench(count: number): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'taizhang-bench-photos-'));
  try {
    const source = join(folder, '材料');
    const photos = await makePhotos(source, count);
    const MB = Math.round(photos.reduce((sum, path) => sum + statSync(path).size, 0) / 1e6);
    // What the first run compiles, the next finds.
    write(folder, 'pictures', photos.slice(0, 1));
    const writer = write(folder, 'pictures', photos).cost;
    const archive = join(folder, '档案库');
    ours(['create', archive, '--framework', 'wenming-chengshi', '--source', source, '--base-date', '2026-06-30']);
    ours(['index', archive]);
    await confirmAll(archive, folder);
    const out = join(folder, '成册');
    const whole = ours(['export', archive, '--out', out, '--max-pages', '100000', '--max-mb', '100000']);
    const { placed } = whole.answer as ExportResult;
    if (placed.length !== count) throw new Error(`${placed.length} photos placed instead of ${count}`);
    rmSync(out, { recursive: true, force: true });
    const next = ours(['export', archive, '--out', out, '--max-pages', '100000', '--max-mb', '100000']);
    rmSync(out, { recursive: true, force: true });
    const list = join(folder, 'list');
    writeFileSync(list, photos.join('\0'));
    const theirs = peer('img2pdf', ['--from-file', list, '-o', join(folder, 'img2pdf.pdf')]);
    const row = (program: string, cost: Cost): Row => ({
      photos: count,
      MB,
      program,
      ...costCells(cost),
      'img2pdf’s CPU / its': theirs === null ? '–' : rounded(theirs.cpuMs / cost.cpuMs, 2),
    });
    return {
      rows: [
        row('the writer of volumes alone', writer),
        row('taizhang export, the first time', whole.cost),
        row('taizhang export, the next edition', next.cost),
        ...(theirs === null ? [] : [row('img2pdf', theirs)]),
      ],
      notes: [
        'The writer hashes what it writes. `export` hashes every photo, the first time decodes those that 编目 has not decoded, sets its page with caption and stamps, reads the volume back and hashes every page.',
        ...(theirs === null ? ['img2pdf is not installed here: nothing to compare with.'] : []),
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What stamps cost: so many scanned pages placed with and without them, by the writer alone, least of a few rounds in turn. 成册 itself never goes without. */
export async function stampBench(pages: number): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'taizhang-bench-stamps-'));
  try {
    const { pdfs } = await makeScans(join(folder, '材料'), join(folder, '图片'), Math.ceil(pages / PAGES_PER_FILE), 150);
    const kinds = ['bare', 'stamped'] as const;
    const least = { bare: Infinity, stamped: Infinity };
    const rows: Row[] = [];
    const last: Partial<Record<(typeof kinds)[number], Written>> = {};
    for (let round = 0; round < ROUNDS; round++)
      for (const kind of kinds) {
        last[kind] = write(folder, kind, pdfs);
        least[kind] = Math.min(least[kind], last[kind].cost.cpuMs);
      }
    for (const kind of kinds)
      rows.push({
        pages,
        MB: rounded((last[kind]?.sizeBytes ?? 0) / 1e6, 1),
        placed: kind === 'bare' ? 'without stamps' : 'with code, head and page number',
        'CPU s': rounded(least[kind] / 1000, 2),
        'peak MB': Math.round(last[kind]?.cost.peakMb ?? 0),
        'times the one without': rounded(least[kind] / least.bare, 2),
      });
    return {
      rows,
      notes: [
        'Least CPU of three rounds each, in turn. Loading the fonts and embedding what the stamps use of them is among it.',
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
