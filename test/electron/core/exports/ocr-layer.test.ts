import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import { degrees, PDFDict, PDFDocument, PDFName, PDFRawStream } from 'pdf-lib';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCore } from '../../../../electron/core/core.ts';
import { openDatabase } from '../../../../electron/core/db/database.ts';
import { renderPageAt } from '../../../../electron/core/pdf-pages/pdf-pages.ts';
import { temporaryFolder } from '../../../support/folders.ts';

const folder = temporaryFolder('ocr-layer');
const archive = join(folder, '库');
const out = join(folder, '册');
const ctx = { signal: new AbortController().signal, progress: () => undefined };
const core = createCore({ now: () => new Date(2026, 10, 26, 9), logFolder: join(folder, 'log'), threads: 1 });
afterAll(() => core.close());

const SCAN = '关于整治占道经营的通知.pdf';
const PHOTO = '公示栏.jpg';
/** A black bar on the displayed page, shares of its width and height from the top left: where the words are said to stand. */
const BAR = { x0: 0.2, y0: 0.25, x1: 0.8, y1: 0.29 };
/** Displayed sizes of the scanned pages with their /Rotate; the second has a crop box with an offset, the last is landscape. */
const PAGES = [
  { rotate: 0, widthPt: 595, heightPt: 842 },
  { rotate: 90, widthPt: 500, heightPt: 700, crop: true },
  { rotate: 180, widthPt: 595, heightPt: 842 },
  { rotate: 270, widthPt: 595, heightPt: 842 },
  { rotate: 0, widthPt: 842, heightPt: 595 },
] as const;
const linesOf = (page: number): string => (page === 1 ? '占道经营整治第1页' : `第${page}页Rectification 2026`);

async function barPicture(widthPx: number, heightPx: number): Promise<Buffer> {
  const [width, height] = [Math.round((BAR.x1 - BAR.x0) * widthPx), Math.round((BAR.y1 - BAR.y0) * heightPx)];
  const bar = { create: { width, height, channels: 3 as const, background: '#000000' } };
  return sharp({ create: { width: widthPx, height: heightPx, channels: 3, background: '#ffffff' } })
    .composite([{ input: bar, left: Math.round(BAR.x0 * widthPx), top: Math.round(BAR.y0 * heightPx) }])
    .jpeg()
    .toBuffer();
}

/** Pages that show, when displayed, a white sheet with the bar. */
async function writeScan(path: string): Promise<void> {
  const document = await PDFDocument.create();
  for (const { rotate, widthPt, heightPt, ...rest } of PAGES) {
    const upright = await barPicture(widthPt, heightPt);
    const picture = await document.embedJpg(await sharp(upright).rotate(-rotate).jpeg().toBuffer());
    const [width, height] = rotate % 180 === 0 ? [widthPt, heightPt] : [heightPt, widthPt];
    const [x, y] = 'crop' in rest ? [70, 40] : [0, 0];
    const page = document.addPage([width + 2 * x, height + 2 * y]);
    page.setCropBox(x, y, width, height);
    page.setRotation(degrees(rotate));
    page.drawImage(picture, { x, y, width, height });
  }
  writeFileSync(path, await document.save({ addDefaultPage: false }));
}

let first = 0;
let photoPage = 0;
let file = '';
beforeAll(async () => {
  const source = join(folder, '材料');
  mkdirSync(source);
  await writeScan(join(source, SCAN));
  writeFileSync(join(source, PHOTO), await barPicture(1200, 900));
  await core.call('archive.create', { archive, framework: ['wenming-chengshi'], sources: [source] }, ctx);
  await core.call('index.run', { archive }, ctx);
  const { frameworks } = await core.call('gaps.read', { archive }, ctx);
  const indicator = frameworks[0]!.indicators[0]!.code;
  for (const document of [SCAN, PHOTO]) await core.call('links.decide', { archive, document, indicator, action: 'confirm' }, ctx);
  const { documents } = await core.call('documents.list', { archive }, ctx);
  const idOf = (name: string): number => documents.find(({ path }) => path === name)!.id;
  await core.close();
  const db = await openDatabase({ path: join(archive, 'archive.sqlite') });
  const store = async (id: number, page: number, size: { widthPt: number; heightPt: number }, corrected: string | null) => {
    const [widthPx, heightPx] = [size.widthPt * 2, size.heightPt * 2];
    const [x0, y0, x1, y1] = [BAR.x0 * widthPx, BAR.y0 * heightPx, BAR.x1 * widthPx, BAR.y1 * heightPx];
    const lines = [{ text: linesOf(page), confidence: 0.9, box: [x0, y0, x1, y0, x1, y1, x0, y1] }];
    await db.run(
      `INSERT INTO ocr_pages (document_id, page, engine_version, text, confidence, lines, corrected_text, read_at)
       VALUES (?, ?, 1, ?, 0.9, ?, ?, '2026-11-26')`,
      [id, page, linesOf(page), JSON.stringify({ widthPx, heightPx, lines }), corrected],
    );
  };
  for (const [index, size] of PAGES.entries()) await store(idOf(SCAN), index + 1, size, index === 2 ? '人工改正的字' : null);
  await store(idOf(PHOTO), 1, { widthPt: 1200, heightPt: 900 }, null);
  await db.close();
  const again = createCore({ now: () => new Date(2026, 10, 26, 9), logFolder: join(folder, 'log'), threads: 1 });
  try {
    const made = await again.call('export.run', { archive, out, draft: false }, ctx);
    file = join(out, made.volumes[0]!.file);
    first = made.placed.find(({ path }) => path === SCAN)!.firstPage;
    photoPage = made.placed.find(({ path }) => path === PHOTO)!.firstPage;
  } finally {
    await again.close();
  }
}, 90_000);

/** Words of a page (1-based) with the middle of their first and last piece on the upright sheet, shares from the top left. */
async function wordsAt(page: number): Promise<{ text: string; x: number; y: number; angle: number }[]> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const task = getDocument({ data: Uint8Array.from(readFileSync(file)), verbosity: 0 });
  try {
    const shown = await (await task.promise).getPage(page);
    const viewport = shown.getViewport({ scale: 1 });
    const { items } = await shown.getTextContent();
    return items.flatMap((item) => {
      if (!('str' in item) || item.str.trim() === '') return [];
      const [a = 0, b = 0, , , e = 0, f = 0] = item.transform as number[];
      const [x, y] = viewport.convertToViewportPoint(e, f) as [number, number];
      const [x1, y1] = viewport.convertToViewportPoint(e + a, f + b) as [number, number];
      const angle = Math.round((Math.atan2(y1 - y, x1 - x) * 180) / Math.PI);
      return [{ text: item.str, x: x / viewport.width, y: y / viewport.height, angle }];
    });
  } finally {
    await task.destroy();
  }
}

/** Where the bar shows on a page of the volume, shares from the top left. */
async function barOn(page: number, lowest = 1): Promise<{ x0: number; y0: number; x1: number; y1: number }> {
  const { widthPx, heightPx, rgba } = await renderPageAt(file, page - 1, { dpi: 72, longestPx: 900 });
  const box = { x0: 1, y0: 1, x1: 0, y1: 0 };
  // Below the middle of a photo's page stands the frame of its caption.
  for (let y = 0; y < heightPx * lowest; y++) {
    let run = 0;
    for (let x = 0; x < widthPx; x++) {
      const isInk = (rgba[4 * (y * widthPx + x)] ?? 255) < 90;
      run = isInk ? run + 1 : 0;
      // The bar is wider than any letter of the page's furniture.
      if (run < 14) continue;
      box.x0 = Math.min(box.x0, (x - run + 1) / widthPx);
      box.x1 = Math.max(box.x1, (x + 1) / widthPx);
      box.y0 = Math.min(box.y0, y / heightPx);
      box.y1 = Math.max(box.y1, (y + 1) / heightPx);
    }
  }
  return box;
}

test('words read on a scan lie over their picture on every rotation, with an offset crop box and on a turned landscape page', async () => {
  for (const [index] of PAGES.entries()) {
    const wanted = index === 2 ? '人工改正的字' : linesOf(index + 1);
    const words = (await wordsAt(first + index)).filter(({ text }) => wanted.startsWith(text.slice(0, 3)));
    expect(words, `page ${index + 1}`).not.toEqual([]);
    const turned = index === 4;
    const bar = await barOn(first + index);
    const { x, y, angle } = words[0]!;
    expect(angle).toBe(turned ? -90 : 0);
    // They begin at the bar's beginning and stand on its lower edge.
    if (turned) {
      expect(Math.abs(y - bar.y1)).toBeLessThan(0.01);
      expect(x).toBeGreaterThan(bar.x0 - 0.005);
      expect(x).toBeLessThan(bar.x1 + 0.005);
    } else {
      expect(Math.abs(x - bar.x0)).toBeLessThan(0.01);
      expect(y).toBeGreaterThan(bar.y0 - 0.005);
      expect(y).toBeLessThan(bar.y1 + 0.005);
    }
  }
});

test('a person’s correction is found instead of what the engine read', async () => {
  const words = (await wordsAt(first + 2)).map(({ text }) => text).join('');
  expect(words).toContain('人工改正的字');
  expect(words).not.toContain('第3页Rectification');
});

test('words on a photo lie over the photo, and another reader finds and selects them all', async () => {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(readFileSync(file));
  try {
    expect(document.getPage(photoPage - 1).getText()).toContain('占道经营整治第1页');
    for (const index of [1, 3, 4]) expect(document.getPage(first - 1 + index).getText()).toContain(linesOf(index + 1));
  } finally {
    document.destroy();
    library.destroy();
  }
  const bar = await barOn(photoPage, 0.5);
  const [found] = (await wordsAt(photoPage)).filter(({ text }) => text.startsWith('占道'));
  expect(Math.abs(found!.x - bar.x0)).toBeLessThan(0.02);
  expect(found!.y).toBeLessThan(bar.y1 + 0.01);
});

test('nothing of the words is painted, and their font stays under four kilobytes', async () => {
  const { context } = await PDFDocument.load(readFileSync(file));
  const programs = context.enumerateIndirectObjects().flatMap(([, object]) => {
    const program = object instanceof PDFDict ? object.lookup(PDFName.of('FontFile2')) : undefined;
    return program instanceof PDFRawStream ? [program.contents.length] : [];
  });
  expect(programs).toHaveLength(5);
  expect(Math.min(...programs)).toBeLessThan(4096);
  const { rgba, widthPx, heightPx } = await renderPageAt(file, first - 1, { dpi: 72, longestPx: 900 });
  const bar = await barOn(first);
  // Letters over the bar would hang out below it.
  const row = Math.round((bar.y1 + 0.01) * heightPx);
  for (let x = 0; x < widthPx; x++) expect(rgba[4 * (row * widthPx + x)]).toBeGreaterThan(200);
});
