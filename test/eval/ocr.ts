import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ocrPages, type OcrCase } from './ocr-pages.ts';
import { realPages } from './ocr-real.ts';
import type { ReadPage } from './ocr-read.ts';

/**
 * Prints how well and how fast pages are recognised: `npm run eval:ocr` (`--texts` prints what was read). The error rate is the edit
 * distance by characters, without white space, over the length of what was printed. Pages come from a fixed seed; with `--real` they
 * are pictures made by others, where the corpora lie (TAIZHANG_CORPORA names their folder). Each row is read in a process of its own,
 * so that its peak is the reading's and not the drawing's.
 */
const folder = mkdtempSync(join(tmpdir(), 'taizhang-eval-ocr-'));
const reader = fileURLToPath(new URL('./ocr-read.ts', import.meta.url));
try {
  console.log('case                                          pages  characters  errors  CER %   s a page  CPU s a page  peak MB');
  for (const one of process.argv.includes('--real') ? await realPages() : await ocrPages()) console.log(measured(one));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function measured({ name, pages }: OcrCase): string {
  const files = pages.map((page, at) => {
    const path = join(folder, `${name}-${at}.jpg`);
    writeFileSync(path, page.picture);
    return path;
  });
  const read = JSON.parse(execFileSync(process.execPath, [reader, ...files], { encoding: 'utf8' })) as ReadPage[];
  let [characters, errors] = [0, 0];
  for (const [at, page] of pages.entries()) {
    const truth = plain(page.text);
    characters += truth.length;
    errors += editDistance(truth, plain(read[at]?.text ?? ''));
    if (process.argv.includes('--texts')) console.log(`--- ${name} ${at + 1}\n${read[at]?.text ?? ''}`);
  }
  const mean = (of: (page: ReadPage) => number): string =>
    (read.reduce((sum, page) => sum + of(page), 0) / read.length).toFixed(2);
  return [
    name.padEnd(44),
    String(pages.length).padStart(6),
    String(characters).padStart(11),
    String(errors).padStart(7),
    ((errors / characters) * 100).toFixed(2).padStart(6),
    mean((page) => page.seconds).padStart(10),
    mean((page) => page.cpuSeconds).padStart(13),
    String(read.at(-1)?.peakMb ?? 0).padStart(8),
  ].join(' ');
}

/** Punctuation in its full and half width is one thing to a searcher (the search folds it); white space is layout. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\s/gu, '')
    .replaceAll('〔', '[')
    .replaceAll('〕', ']')
    .replaceAll('【', '[')
    .replaceAll('】', ']');
}

function editDistance(truth: string, read: string): number {
  let row = Array.from({ length: read.length + 1 }, (_, at) => at);
  for (const [at, wanted] of [...truth].entries()) {
    const next = [at + 1];
    for (const [column, got] of [...read].entries())
      next.push(Math.min((row[column] ?? 0) + (wanted === got ? 0 : 1), (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    row = next;
  }
  return row.at(-1) ?? 0;
}
