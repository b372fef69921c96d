import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OcrEngine } from '../../../../electron/core/ocr/engine.ts';
import { openShippedOcr } from '../../../../electron/core/ocr/models.ts';
import { pageText } from '../../../../shared/domain/reading-order.ts';
import { columnsPng, drawnPng, pixelsOf } from './drawn-page.ts';

let ocr: OcrEngine;
beforeAll(async () => {
  ocr = await openShippedOcr();
});
afterAll(() => ocr.close());

test('printed lines are read word for word and in order', async () => {
  const lines = ['关于开展志愿服务活动的通知', '各社区、各单位', '参与人数不低于15人'];
  const found = await ocr.read(await pixelsOf(await drawnPng(lines)));
  expect(pageText(found)).toBe(lines.join('\n'));
  for (const line of found) expect(line.confidence).toBeGreaterThan(0.9);
});

test('the box of a line stands where the line was drawn', async () => {
  const [line] = await ocr.read(await pixelsOf(await drawnPng(['文明交通劝导'])));
  const [start, end, below] = line!.box;
  expect(start.x).toBeGreaterThan(20);
  expect(start.x).toBeLessThan(48);
  expect(end.x - start.x).toBeGreaterThan(6 * 32 - 20);
  expect(end.x - start.x).toBeLessThan(6 * 32 + 40);
  expect(below.y - end.y).toBeLessThan(32 * 2);
});

test('an empty picture has no lines', async () => {
  expect(await ocr.read({ widthPx: 320, heightPx: 240, rgb: new Uint8Array(320 * 240 * 3).fill(255) })).toEqual([]);
});

test.each([90, 180, 270])(
  'a page scanned turned by %i degrees is read word for word, from its head to its foot',
  async (degrees) => {
    const lines = ['关于开展志愿服务活动的通知', '各社区、各单位', '参与人数不低于15人'];
    const turned = await sharp(await drawnPng(lines))
      .rotate(degrees)
      .png()
      .toBuffer();
    const found = await ocr.read(await pixelsOf(turned));
    expect(pageText(found)).toBe(lines.join('\n'));
    // A line's box begins where the line begins: for a searcher who selects it on the page.
    const [start, end] = found.find(({ text }) => text === lines[0])!.box;
    const away = Math.round(Math.atan2(end.y - start.y, end.x - start.x) / (Math.PI / 180) + 360) % 360;
    expect(Math.abs(away - degrees)).toBeLessThan(3);
  },
);

test('columns of upright characters are read from the rightmost to the leftmost', async () => {
  const found = await ocr.read(await pixelsOf(await columnsPng(['创建全国文明城市', '讲文明树新风公益'])));
  expect(pageText(found)).toBe('创建全国文明城市\n讲文明树新风公益');
});
