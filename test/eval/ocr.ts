import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { createOcrWorker } from '../../electron/core/ocr/ocr.ts';
import { ocrPages, type OcrCase } from './ocr-pages.ts';

/**
 * Prints how well and how fast pages are recognised, page by page in the thread the program uses: `npm run eval:ocr`. The error rate
 * is the edit distance by characters, without white space, over the length of what was printed. Pages come from a fixed seed.
 */
const folder = mkdtempSync(join(tmpdir(), 'taizhang-eval-ocr-'));
const worker = createOcrWorker({ timeLimitMs: 300_000 });
const { signal } = new AbortController();
const baseMb = residentMb();
try {
  console.log('case            pages  characters  errors  CER %   s a page  CPU s a page');
  for (const one of await ocrPages()) console.log(await measured(one));
  console.log(`peak memory of the process ${Math.round(process.resourceUsage().maxRSS / 1024)} MB (${baseMb} MB before the engine)`);
} finally {
  await worker.close();
  rmSync(folder, { recursive: true, force: true });
}

async function measured({ name, pages }: OcrCase): Promise<string> {
  let [characters, errors, seconds] = [0, 0, 0];
  const cpu = process.cpuUsage();
  for (const [at, page] of pages.entries()) {
    const path = join(folder, `${name}-${at}.jpg`);
    writeFileSync(path, page.picture);
    const startedMs = performance.now();
    const outcome = await worker.read({ path, type: 'jpg', page: 1 }, signal);
    seconds += (performance.now() - startedMs) / 1000;
    if (!outcome.ok) throw new Error(`${path}: ${outcome.message}`);
    const [truth, read] = [plain(page.text), plain(outcome.reading.text)];
    characters += truth.length;
    errors += editDistance(truth, read);
    if (process.argv.includes('--texts')) console.log(`--- ${name} ${at}\n${outcome.reading.text}`);
  }
  const used = process.cpuUsage(cpu);
  const cpuSeconds = (used.user + used.system) / 1e6;
  const count = pages.length;
  return [
    name.padEnd(14),
    String(count).padStart(6),
    String(characters).padStart(11),
    String(errors).padStart(7),
    ((errors / characters) * 100).toFixed(2).padStart(6),
    (seconds / count).toFixed(2).padStart(10),
    (cpuSeconds / count).toFixed(2).padStart(13),
  ].join(' ');
}

/** Punctuation in its full and half width is one thing to a searcher (the search folds it); white space is layout. */
function plain(text: string): string {
  return text.normalize('NFKC').replace(/\s/gu, '').replaceAll('〔', '[').replaceAll('〕', ']').replaceAll('【', '[').replaceAll('】', ']');
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

function residentMb(): number {
  return Math.round(process.memoryUsage.rss() / 1_048_576);
}
