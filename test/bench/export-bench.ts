import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCore } from '../../electron/core/core.ts';
import type { JobContext } from '../../electron/core/jobs/jobs.ts';
import type { CheckResult, ExportResult } from '../../shared/contract/results.ts';
import { ours, peer } from './cost.ts';
import { makeScans, PAGES_PER_FILE } from './scans.ts';
import { rounded, type Result, type Row } from './sections.ts';

/**
 * 成册: scans of so many pages bound into one volume, beside programs that only merge the same files (img2pdf: the same pictures).
 * Sizes in pages; `checked` has qpdf read the whole volume and verifies it, and says what both found.
 */
export async function exportBench(
  sizes: readonly number[],
  { kbPerPage = 150, checked = false }: { readonly kbPerPage?: number; readonly checked?: boolean } = {},
): Promise<Result> {
  const rows: Row[] = [];
  for (const pages of sizes) {
    const folder = mkdtempSync(join(tmpdir(), 'taizhang-bench-export-'));
    try {
      const source = join(folder, '材料');
      const files = Math.ceil(pages / PAGES_PER_FILE);
      const { pdfs, pictures } = await makeScans(source, join(folder, '图片'), files, kbPerPage);
      const archive = join(folder, '档案库');
      ours(['create', archive, '--framework', 'wenming-chengshi', '--source', source, '--base-date', '2026-06-30']);
      ours(['index', archive]);
      await confirmAll(archive, folder);
      const { answer, cost } = ours([
        'export',
        archive,
        '--out',
        join(folder, '成册'),
        '--max-pages',
        '100000',
        '--max-mb',
        '100000',
      ]);
      const volume = (answer as ExportResult).volumes[0]!;
      if (checked) check(join(folder, '成册'), volume.file);
      const row = (program: string, used: { cpuMs: number; peakMb: number; wallMs: number } | null) =>
        used &&
        rows.push({
          pages: volume.pages,
          MB: Math.round(volume.sizeBytes / 1e6),
          program,
          'CPU s': rounded(used.cpuMs / 1000, 2),
          'wall s': rounded(used.wallMs / 1000, 1),
          'peak MB': Math.round(used.peakMb),
          'times our CPU': rounded(used.cpuMs / cost.cpuMs, 2),
        });
      row('taizhang export', cost);
      row('qpdf (merges only)', peer('qpdf', ['--empty', '--pages', ...pdfs, '--', join(folder, 'qpdf.pdf')]));
      rmSync(join(folder, 'qpdf.pdf'), { force: true });
      row('mutool (merges only)', peer('mutool', ['merge', '-o', join(folder, 'mutool.pdf'), ...pdfs]));
      rmSync(join(folder, 'mutool.pdf'), { force: true });
      const list = join(folder, 'pictures.txt');
      writeFileSync(list, pictures.join('\0'));
      row('img2pdf (pictures only)', peer('img2pdf', ['--from-file', list, '-o', join(folder, 'img2pdf.pdf')]));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return { rows, notes: ['qpdf and mutool only merge: no stamps, no pages of ours, no hash, no check.'] };
}

/** What qpdf says when it reads every object of the file, and `verify` of the folder. Decoding every picture too (`--check`) takes qpdf half an hour. */
function check(out: string, file: string): void {
  const run = spawnSync('qpdf', ['--stream-data=preserve', join(out, file), '/dev/null'], { encoding: 'utf8' });
  const said = run.error
    ? 'not installed'
    : run.status === 0
      ? 'no errors'
      : `exit code ${run.status}: ${run.stdout}${run.stderr}`;
  const { answer, cost } = ours(['verify', out]);
  const { ok } = answer as CheckResult;
  console.log(`qpdf reads it: ${said}. verify: ${ok ? 'intact' : 'NOT intact'}, ${Math.round(cost.peakMb)} MB.`);
}

/** Confirms every document for the leaves in turn, as a clerk would have. */
export async function confirmAll(archive: string, folder: string): Promise<void> {
  const ctx: JobContext = { signal: new AbortController().signal, progress: () => undefined };
  const core = createCore({ now: () => new Date(), logFolder: join(folder, 'log'), appFolder: join(folder, 'app'), threads: 1 });
  try {
    const { frameworks } = await core.call('gaps.read', { archive }, ctx);
    const codes = frameworks[0]!.indicators.map((leaf) => leaf.code);
    const { documents } = await core.call('documents.list', { archive, limit: 100_000 }, ctx);
    for (const [at, { path }] of documents.entries()) {
      await core.call('links.decide', { archive, document: path, indicator: codes[at % 40]!, action: 'confirm' }, ctx);
    }
  } finally {
    await core.close();
  }
}
