import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { tryPlacing } from '../../../../../electron/core/exports/pdf/faithful.ts';
import { createLooker } from '../../../../../electron/core/exports/pdf/look.ts';
import { openPdfSource, type PdfSource } from '../../../../../electron/core/exports/pdf/source.ts';
import { temporaryFolder } from '../../../../support/folders.ts';
import { allPages, differenceOf, placeAll, writeRawPdf, writeShapedPdf } from './pdf-fixtures.ts';

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
