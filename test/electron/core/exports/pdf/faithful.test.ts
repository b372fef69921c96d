import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { tryPlacing } from '../../../../../electron/core/exports/pdf/faithful.ts';
import { createLooker } from '../../../../../electron/core/exports/pdf/look.ts';
import { renderPages } from '../../../../../electron/core/pdf-pages/pdf-pages.ts';
import { openPdfSource, type PdfSource } from '../../../../../electron/core/exports/pdf/source.ts';
import { temporaryFolder } from '../../../../support/folders.ts';
import { allPages, differenceOf, inkBox, isBlue, placeAll, writeRawPdf, writeShapedPdf } from './pdf-fixtures.ts';

const folder = temporaryFolder('faithful');
const looker = createLooker();
afterAll(() => looker.close());

const SHAPES = [
  {},
  { rotate: 90 },
  { widthPt: 841.89, heightPt: 595.28, crop: [60, 90, 600, 400] },
  { rotate: 270, userUnit: 2 },
] as const;

const tried = (source: PdfSource, path: string) =>
  tryPlacing(source, { path, password: undefined, pageIndexes: allPages(source), looker });

test('pages of every turn and size are found to look like their source', async () => {
  const path = join(folder, 'shapes.pdf');
  await writeShapedPdf(path, SHAPES);
  const source = await openPdfSource(path);
  expect(await tried(source, path)).toEqual(['same', 'same', 'same', 'same']);
  source.close();
});

test('a page that came out blank, and one that lost a part, are found', async () => {
  const [whole, blank, part] = ['whole.pdf', 'blank.pdf', 'part.pdf'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const square = '0 g 100 100 200 200 re f ';
  await writeRawPdf(whole, [{ content: [`${square}1 0 0 rg 350 500 150 150 re f`] }]);
  await writeRawPdf(blank, [{ content: ['n'] }]);
  await writeRawPdf(part, [{ content: [square] }]);
  const found = [];
  for (const written of [blank, part]) {
    const source = await openPdfSource(written);
    found.push(...(await tried(source, whole)));
    source.close();
  }
  expect(found).toEqual(['blank', 'differs']);
});

test('where there is no picture to compare with, that is said and nothing is thrown', async () => {
  const path = join(folder, 'plain.pdf');
  await writeShapedPdf(path, [{}]);
  const broken = join(folder, 'broken.pdf');
  writeFileSync(broken, 'no PDF at all');
  const source = await openPdfSource(path);
  expect(await tried(source, broken)).toEqual(['unseen']);
  source.close();
});

test('pages as pictures keep number, size and look of the original, and say so', async () => {
  const path = join(folder, 'pictured.pdf');
  await writeShapedPdf(path, SHAPES.slice(1, 3));
  const source = await openPdfSource(path, undefined, { asPictures: true });
  expect(source).toMatchObject({ readerName: 'pictures', pageCount: 2 });
  expect(source.notes).toEqual(['按原样收入的页面与原件看起来不同，各页已画成图片收入，请对照原件核对。']);
  const volume = join(folder, 'pictured-volume.pdf');
  const { placed } = placeAll(volume, source);
  source.close();
  for (const [index, { scale }] of placed.entries()) {
    const difference = await differenceOf({ path, index, ...source.pages[index]! }, { path: volume, index, scale });
    expect({ index, ...difference }).toEqual({ index, inside: expect.closeTo(0, 2), outsideInk: 0 });
  }
});

test('a TIFF of several pages becomes as many pages, each in the size its resolution gives', async () => {
  const path = join(folder, 'two.tif');
  const page = (background: string) =>
    sharp({ create: { width: 200, height: 300, channels: 3, background } })
      .png()
      .toBuffer();
  const pages = [await page('#ff0000'), await page('#0000ff')];
  const halves = await sharp({ create: { width: 200, height: 300, channels: 3, background: '#ffffff' } })
    .composite([{ input: await sharp(pages[1]).resize(200, 150).png().toBuffer(), left: 0, top: 0 }])
    .png()
    .toBuffer();
  writeFileSync(
    path,
    await sharp([pages[0]!, halves], { join: { animated: true } })
      .tiff({ xres: 4, yres: 4 })
      .toBuffer(),
  );
  const source = await openPdfSource(path, undefined, { asPictures: true });
  expect(source).toMatchObject({ readerName: 'pictures', pageCount: 2, notes: [] });
  // 4 dots a millimetre are 101.6 an inch; the library rounds.
  expect(source.pages[1]!.heightPt).toBeCloseTo((300 * 72) / 101.6, -0.5);
  const volume = join(folder, 'two-volume.pdf');
  const [, second] = placeAll(volume, source).placed;
  source.close();
  const [, picture] = await renderPages(volume, [0, 1], 595);
  const blue = inkBox(picture!, isBlue)!;
  expect(blue.y1).toBeCloseTo(second!.box.y + second!.box.height, -0.5);
  expect(blue.y1 - blue.y0).toBeGreaterThan(second!.box.height / 2 - 3);
});
