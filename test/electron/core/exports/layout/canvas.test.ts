import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createJudge } from '../../../../../electron/core/exports/archival/judge.ts';
import { loadFonts } from '../../../../../electron/core/exports/fonts.ts';
import type { Block } from '../../../../../electron/core/exports/layout/blocks.ts';
import { paint } from '../../../../../electron/core/exports/layout/canvas.ts';
import { A4_HEIGHT_PT, A4_WIDTH_PT, type LaidPage } from '../../../../../electron/core/exports/layout/drawing.ts';
import { layoutBlocks } from '../../../../../electron/core/exports/layout/flow.ts';
import { createPdfWriter } from '../../../../../electron/core/exports/pdf/writer.ts';
import { openPdfSource } from '../../../../../electron/core/exports/pdf/source.ts';
import { inspectVolume } from '../../../../../electron/core/exports/pdf/inspect.ts';
import { renderPages } from '../../../../../electron/core/pdf-pages/pdf-pages.ts';
import { writeBook } from '../sections/book.ts';
import { samplePicture } from '../sections/sample-volume.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canvas-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const frame = { x: 80, y: 100, width: 300, height: 600 };

test('justified lines end at the right edge in the printed picture, squeezed punctuation and mixed scripts included', async () => {
  const text = '根据《关于〈文明交通〉的通知》（“礼让”），（《方案》）印发了 12 份 open 文件。'.repeat(8);
  const block: Block = {
    kind: 'paragraph',
    runs: [
      { text, sizePt: 14 },
      { text: '末', sizePt: 14, face: 'hei' },
    ],
    lineHeight: 2,
  };
  const path = join(folder, 'justified.pdf');
  let lines = 0;
  await writeBook(path, (fonts) =>
    layoutBlocks([block], { frame, fonts }).map((page) => {
      lines = new Set(page.drawings.map((drawing) => (drawing.kind === 'text' ? drawing.y : 0))).size;
      return { page, stamps: [], name: null };
    }),
  );
  const scale = 2;
  const [picture] = await renderPages(path, [0], Math.round(A4_WIDTH_PT * scale));
  const { widthPx, rgba } = picture!;
  expect(lines).toBeGreaterThan(8);
  for (let line = 0; line < lines - 1; line += 1) {
    let right = 0;
    for (let y = Math.round((frame.y + 28 * line) * scale); y < (frame.y + 28 * (line + 1)) * scale; y += 1) {
      for (let x = widthPx - 1; x > right; x -= 1) if (rgba[4 * (y * widthPx + x)]! < 128) right = x;
    }
    const edge = (frame.x + frame.width) * scale;
    // A comma leaves up to 0.7 of its own square white.
    expect(right, `line ${line}`).toBeLessThanOrEqual(edge + 1);
    expect(right, `line ${line}`).toBeGreaterThan(edge - 0.75 * 14 * scale);
  }
});

test('a row divided over pages has no line where it was cut', () => {
  const fonts = { advance: () => 1000, measure: (text: string) => text.length * 12 };
  const lines = Array.from({ length: 60 }, (_, index): Block => ({ kind: 'paragraph', runs: [{ text: `${index}` }] }));
  const pages = layoutBlocks([{ kind: 'table', columns: [1], rows: [{ cells: [{ blocks: lines }] }] }], { frame, fonts });
  const level = pages.map((page) =>
    page.drawings.flatMap((drawing) => (drawing.kind === 'line' && drawing.y1 === drawing.y2 ? [drawing.y1] : [])),
  );
  expect(level.map((ys) => ys.length)).toEqual([1, 1]);
  expect(level[0]![0]).toBe(frame.y);
  expect(level[1]![0]).toBeGreaterThan(frame.y + 100);
});

test('links, pictures, lines and colours reach the file', async () => {
  const picture = await samplePicture(40, 30);
  const blocks: Block[] = [
    { kind: 'paragraph', runs: [{ text: '返回目录', linkTo: 'contents', color: '#1f4e9a', underline: true, strike: true }] },
    { kind: 'image', bytes: picture.bytes, format: 'jpg', widthPt: 40, heightPt: 30 },
    { kind: 'rule' },
  ];
  const path = join(folder, 'links.pdf');
  await writeBook(path, (fonts) =>
    layoutBlocks(blocks, { frame, fonts }).map((page) => ({ page, stamps: [], name: 'contents' })),
  );
  const { links } = await inspectVolume(path);
  expect(links.map((link) => [link.page, link.targetPage])).toEqual([[0, 0]]);
  const [shown] = await renderPages(path, [0], Math.round(A4_WIDTH_PT));
  const at = (x: number, y: number): number[] => [
    ...shown!.rgba.subarray(4 * (y * shown!.widthPx + x), 4 * (y * shown!.widthPx + x) + 3),
  ];
  const [red, green, blue] = at(90, 130);
  expect([red! > 110 && red! < 145, green! > 150 && green! < 185, blue! > 185 && blue! < 220]).toEqual([true, true, true]);
});

test('the same drawings give the same operators, and each picture one name', async () => {
  const writer = createPdfWriter({ path: join(folder, 'unused.pdf'), id: '0'.repeat(32) });
  const fonts = await loadFonts(writer);
  const ref = writer.alloc();
  const image = { kind: 'image', x: 0, y: 0, width: 10, height: 10, bytes: new Uint8Array(), format: 'jpg' } as const;
  const once = await paint([image, image], 800, fonts, () => ref);
  const twice = await paint([image, image], 800, fonts, () => ref);
  expect(Buffer.compare(once.content, twice.content)).toBe(0);
  expect([...once.xObjects]).toEqual([['P0', ref]]);
  writer.abort();
});

test('a picture drawn as ink darkens what is below and hides nothing, and the page keeps to PDF/A', async () => {
  const bytes = await sharp({ create: { width: 40, height: 40, channels: 3, background: '#e00000' } })
    .jpeg()
    .toBuffer();
  const path = join(folder, 'ink.pdf');
  const page: LaidPage = {
    widthPt: A4_WIDTH_PT,
    heightPt: A4_HEIGHT_PT,
    drawings: [
      { kind: 'rect', x: 100, y: 100, width: 100, height: 100, fill: '#000000' },
      { kind: 'image', x: 150, y: 100, width: 100, height: 100, bytes, format: 'jpg', ink: true },
    ],
  };
  await writeBook(path, () => [{ page, stamps: [], name: null }]);
  const [picture] = await renderPages(path, [0], Math.round(A4_WIDTH_PT));
  const { widthPx, rgba } = picture!;
  const at = (x: number, y: number): readonly number[] => [...rgba.slice(4 * (y * widthPx + x), 4 * (y * widthPx + x) + 3)];
  expect(Math.max(...at(170, 150)), 'over black').toBeLessThan(12);
  expect(at(230, 150)[0], 'over white').toBeGreaterThan(200);
  expect(at(230, 150)[2]).toBeLessThan(30);
  const source = await openPdfSource(path, undefined);
  expect(createJudge(source.objects).page(source.sourcePages[0]!)).toEqual([]);
  source.close();
});

test('slanted characters and outlines are drawn as they are said, and the page keeps to PDF/A', async () => {
  const path = join(folder, 'slanted.pdf');
  const text = { kind: 'text', x: 100, y: 200, text: '|', face: 'hei-bold', sizePt: 200 } as const;
  const pages = [false, true].map((slanted): LaidPage => ({
    widthPt: A4_WIDTH_PT,
    heightPt: A4_HEIGHT_PT,
    drawings: [
      { ...text, slanted },
      { kind: 'path', steps: [['move', 300, 300], ['line', 400, 300], ['curve', 400, 350, 400, 400, 300, 400], ['close']], fill: '#0000ff' },
      { kind: 'path', steps: [['move', 300, 500], ['line', 400, 500]], stroke: '#ff0000', thicknessPt: 4 },
    ],
  })); // prettier-ignore
  await writeBook(path, () => pages.map((page) => ({ page, stamps: [], name: null })));
  const pictures = await renderPages(path, [0, 1], Math.round(A4_WIDTH_PT));
  const inkFrom = (index: number, y: number): number => {
    const { widthPx, rgba } = pictures[index]!;
    for (let x = 60; x < 290; x += 1) if (rgba[4 * (y * widthPx + x)]! < 100) return x;
    return -1;
  };
  expect(inkFrom(0, 60), 'upright, near its head').toBe(inkFrom(0, 190));
  expect(inkFrom(1, 60) - inkFrom(1, 190), 'leaning by 12 degrees').toBeCloseTo(130 * Math.tan((12 * Math.PI) / 180), -0.5);
  const { widthPx, rgba } = pictures[0]!;
  const at = (x: number, y: number): readonly number[] => [...rgba.slice(4 * (y * widthPx + x), 4 * (y * widthPx + x) + 3)];
  expect(at(320, 350)).toEqual([0, 0, 255]);
  expect(at(350, 500)).toEqual([255, 0, 0]);
  expect(at(398, 395), 'outside the curve').toEqual([255, 255, 255]);
  const source = await openPdfSource(path, undefined);
  expect(source.sourcePages.flatMap((page) => createJudge(source.objects).page(page))).toEqual([]);
});

test('what is turned clockwise runs down, its left at the head; turned characters in it stand upright again', async () => {
  const path = join(folder, 'turned.pdf');
  const mark = { kind: 'rect', x: 0, y: 0, width: 40, height: 10, fill: '#ff0000' } as const;
  const bar = { kind: 'text', text: '一', face: 'hei-bold', sizePt: 100, x: 150 + 38, y: 112, turned: true } as const;
  const link = { kind: 'link', x: 0, y: 0, width: 40, height: 10, linkTo: 'here' } as const;
  const page: LaidPage = {
    widthPt: A4_WIDTH_PT,
    heightPt: A4_HEIGHT_PT,
    drawings: [{ kind: 'across', clockwise: true, x: 100, y: 100, width: 200, height: 300, drawings: [mark, bar, link] }],
  };
  await writeBook(path, () => [{ page, stamps: [], name: 'here' }]);
  const [picture] = await renderPages(path, [0], Math.round(A4_WIDTH_PT));
  const { widthPx, rgba } = picture!;
  const at = (x: number, y: number): readonly number[] => [...rgba.slice(4 * (y * widthPx + x), 4 * (y * widthPx + x) + 3)];
  expect(at(295, 120), 'at the right, running down').toEqual([255, 0, 0]);
  expect(at(285, 120)).toEqual([255, 255, 255]);
  expect(at(295, 145)).toEqual([255, 255, 255]);
  const ink: [number, number][] = [];
  for (let y = 160; y < 400; y += 1) for (let x = 100; x < 300; x += 1) if (at(x, y)[0]! < 100) ink.push([x, y]);
  const [xs, ys] = [ink.map(([x]) => x), ink.map(([, y]) => y)];
  expect(Math.max(...xs) - Math.min(...xs), 'the stroke of 一 lies level').toBeGreaterThan(70);
  expect(Math.max(...ys) - Math.min(...ys)).toBeLessThan(30);
  expect((await inspectVolume(path)).links.map((one) => [one.page, one.targetPage])).toEqual([[0, 0]]);
});
