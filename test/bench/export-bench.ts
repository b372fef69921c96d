import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFDocument, rgb } from 'pdf-lib';
import sharp from 'sharp';
import { createCore } from '../../electron/core/core.ts';
import type { JobContext } from '../../electron/core/jobs/jobs.ts';
import type { ExportResult } from '../../shared/contract/results.ts';
import { ours, peer } from './cost.ts';
import { rounded, type Result, type Row } from './sections.ts';

const PAGES_PER_FILE = 20;

/** A scan as offices have it: one JPEG of noise a page, about `kb` kilobytes. The seed makes every page differ. */
async function scan(seed: number, kb: number): Promise<Uint8Array> {
  const width = Math.round(Math.sqrt(kb * 1024 * 1.6));
  const height = Math.round(width * 1.414);
  const pixels = new Uint8Array(width * height);
  let state = seed * 2654435761 + 1;
  for (let at = 0; at < pixels.length; at++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    pixels[at] = state >>> 24;
  }
  return sharp(pixels, { raw: { width, height, channels: 1 } })
    .jpeg({ quality: 70 })
    .toBuffer();
}

/** Writes so many PDFs of twenty scanned pages into a folder; returns their paths. */
async function makeScans(folder: string, files: number, kbPerPage: number): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const paths: string[] = [];
  for (let file = 0; file < files; file++) {
    const pdf = await PDFDocument.create();
    for (let at = 0; at < PAGES_PER_FILE; at++) {
      const picture = await pdf.embedJpg(await scan(file * PAGES_PER_FILE + at + 1, kbPerPage));
      const page = pdf.addPage([595.28, 841.89]);
      page.drawImage(picture, { x: 40, y: 40, width: 515, height: 760 });
      page.drawRectangle({ x: 40, y: 20, width: 100, height: 8, color: rgb(0, 0, 0) });
    }
    const path = join(folder, `会议纪要扫描件${String(file + 1).padStart(4, '0')}.pdf`);
    writeFileSync(path, await pdf.save());
    paths.push(path);
  }
  return paths;
}

/** 成册: scans of so many pages bound into one volume, beside programs that only merge the same files. Sizes in pages. */
export async function exportBench(sizes: readonly number[], kbPerPage = 150): Promise<Result> {
  const rows: Row[] = [];
  for (const pages of sizes) {
    const folder = mkdtempSync(join(tmpdir(), 'taizhang-bench-export-'));
    try {
      const source = join(folder, '材料');
      const files = await makeScans(source, Math.ceil(pages / PAGES_PER_FILE), kbPerPage);
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
      row('qpdf (merges only)', peer('qpdf', ['--empty', '--pages', ...files, '--', join(folder, 'qpdf.pdf')]));
      row('mutool (merges only)', peer('mutool', ['merge', '-o', join(folder, 'mutool.pdf'), ...files]));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return { rows, notes: ['qpdf and mutool only merge: no stamps, no pages of ours, no hash, no check.'] };
}

/** Confirms every document for the leaves in turn, as a clerk would have. */
async function confirmAll(archive: string, folder: string): Promise<void> {
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
