import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFDocument, rgb } from 'pdf-lib';
import sharp from 'sharp';
import { createCore } from '../../electron/core/core.ts';
import type { JobContext } from '../../electron/core/jobs/jobs.ts';
import type { CheckResult, ExportResult } from '../../shared/contract/results.ts';
import { ours, peer } from './cost.ts';
import { rounded, type Result, type Row } from './sections.ts';

const PAGES_PER_FILE = 20;

/** So many different pictures of noise; the other pages are these again with another remark in them, so that no two are the same. */
const NOISE = 24;

/** A scan as offices have it: one JPEG of noise a page, about `kb` kilobytes. */
async function noise(seed: number, kb: number): Promise<Buffer> {
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

/** The picture of page `number`: noise with the number as a comment segment after its first marker (ITU-T T.81 §B.2.4.5). */
function pictureOf(all: readonly Buffer[], number: number): Buffer {
  const plain = all[number % all.length] ?? Buffer.alloc(0);
  const remark = Buffer.from(String(number).padStart(8, '0'), 'latin1');
  return Buffer.concat([plain.subarray(0, 2), Buffer.from([0xff, 0xfe, 0, remark.length + 2]), remark, plain.subarray(2)]);
}

interface Scans {
  readonly pdfs: readonly string[];
  /** The same pages as picture files. */
  readonly pictures: readonly string[];
}

/** Writes so many PDFs of twenty scanned pages into a folder, and each page's picture into another. */
async function makeScans(folder: string, picturesFolder: string, files: number, kbPerPage: number): Promise<Scans> {
  for (const one of [folder, picturesFolder]) mkdirSync(one, { recursive: true });
  const all: Buffer[] = [];
  for (let seed = 1; seed <= NOISE; seed++) all.push(await noise(seed, kbPerPage));
  const [pdfs, pictures]: [string[], string[]] = [[], []];
  for (let file = 0; file < files; file++) {
    const pdf = await PDFDocument.create();
    for (let at = 0; at < PAGES_PER_FILE; at++) {
      const bytes = pictureOf(all, file * PAGES_PER_FILE + at + 1);
      const picturePath = join(picturesFolder, `${String(pictures.length + 1).padStart(6, '0')}.jpg`);
      writeFileSync(picturePath, bytes);
      pictures.push(picturePath);
      const picture = await pdf.embedJpg(bytes);
      const page = pdf.addPage([595.28, 841.89]);
      page.drawImage(picture, { x: 40, y: 40, width: 515, height: 760 });
      page.drawRectangle({ x: 40, y: 20, width: 100, height: 8, color: rgb(0, 0, 0) });
    }
    const path = join(folder, `会议纪要扫描件${String(file + 1).padStart(4, '0')}.pdf`);
    writeFileSync(path, await pdf.save());
    pdfs.push(path);
  }
  return { pdfs, pictures };
}

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
