import { gzipSync } from 'node:zlib';
import { ImageRun, Paragraph, TextRun } from 'docx';
import { expect, test } from 'vitest';
import { createJudge } from '../../../../../electron/core/exports/archival/judge.ts';
import { openPdfSource } from '../../../../../electron/core/exports/pdf/source.ts';
import { readDocxBlocks } from '../../../../../electron/core/exports/office/docx.ts';
import { writeSingleDocument } from '../../../../../electron/core/exports/single.ts';
import { openForDrawing, renderPages } from '../../../../../electron/core/pdf-pages/pdf-pages.ts';
import {
  brush,
  choose,
  dib,
  emf,
  emr,
  font,
  mfr,
  NO_PEN,
  rgb,
  stretched,
  wideText,
  wmf,
} from '../../metafiles/metafile-files.ts';
import { change, drawingsOf, fileOf, FRAME, pagesOf } from './docx-files.ts';

const RED = rgb(255, 0, 0);
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** A Word file with these pictures, each 150 × 150 points, under these endings. */
async function fileWith(pictures: readonly { bytes: Buffer; ending: string }[]): Promise<string> {
  const runs = pictures.map((_, at) => new ImageRun({ type: 'png', data: Buffer.concat([png, Buffer.from([at])]), transformation: { width: 200, height: 200 } })); // prettier-ignore
  const path = await fileOf([...runs.map((run) => new Paragraph({ children: [run] })), new Paragraph({ children: [new TextRun('落款')] })]); // prettier-ignore
  let at = 0;
  const endings = new Map<string, string>();
  change(path, 'word/_rels/document.xml.rels', (xml) =>
    xml.replace(/media\/([^"]+)\.png/g, (_, name: string) => {
      const { ending } = pictures[at++]!;
      endings.set(name, ending);
      return `media/${name}.${ending}`;
    }),
  );
  [...endings].forEach(([name, ending], index) => change(path, `word/media/${name}.${ending}`, () => pictures[index]!.bytes)); // prettier-ignore
  return path;
}

const seal = emf([
  brush(1, RED),
  choose(1),
  NO_PEN,
  emr(43, 0, 0, 200, 100),
  font(2, '宋体', -60),
  choose(2),
  emr(18, 1),
  emr(22, 24),
  emr(24, RED),
  wideText(40, 180, '印章', 60),
]);

async function printed(path: string) {
  const out = `${path}.pdf`;
  const result = await writeSingleDocument({ path, type: 'docx', storedText: '', title: '文', out, maxPages: 5 });
  const [page] = await renderPages(out, [0], 1190);
  const drawn = await openForDrawing(out);
  const words = drawn.words(0).map(({ text }) => text);
  drawn.close();
  const count = (isSuch: (red: number, green: number, blue: number) => boolean): number => {
    let found = 0;
    for (let at = 0; at < (page?.rgba.length ?? 0); at += 4)
      if (isSuch(page!.rgba[at]!, page!.rgba[at + 1]!, page!.rgba[at + 2]!)) found++;
    return found;
  };
  const source = await openPdfSource(out, undefined);
  const faults = source.sourcePages.flatMap((one) => createJudge(source.objects).page(one));
  source.close();
  return { notes: result?.notes ?? [], words: words.join(''), count, faults };
}

test('an EMF of a Word file is printed as what it draws, its letters to be found', async () => {
  const page = await printed(await fileWith([{ bytes: seal, ending: 'emf' }]));
  expect(page.notes).toEqual([]);
  expect(page.words).toContain('印章');
  expect(page.faults, 'PDF/A').toEqual([]);
  // Half of 150 × 150 points at two pixels a point, and the letters.
  const red = page.count((r, g, b) => r > 240 && g < 20 && b < 20);
  expect(red).toBeGreaterThan(45_000);
  expect(red).toBeLessThan(56_000);
});

test('WMF, packed EMF and bare DIB are printed; what is none of them is named', async () => {
  const old = wmf([mfr(0x020c, 10, 10), mfr(0x02fc, 0, 0, 0xff, 0), mfr(0x012d, 0), mfr(0x041b, 10, 10, 0, 0)]);
  const green = emf([brush(1, rgb(0, 255, 0)), choose(1), NO_PEN, emr(43, 0, 0, 200, 200)]);
  const bare = dib(8, 8, () => rgb(255, 0, 0));
  const page = await printed(
    await fileWith([
      { bytes: old, ending: 'wmf' },
      { bytes: gzipSync(green), ending: 'emz' },
      { bytes: Buffer.concat([bare.info, bare.bits]), ending: 'dib' },
    ]),
  );
  expect(page.notes).toEqual([]);
  expect(
    page.count((r, g, b) => r < 30 && g < 30 && b > 220),
    'blue of the WMF',
  ).toBeGreaterThan(80_000);
  expect(
    page.count((r, g, b) => r < 30 && g > 220 && b < 30),
    'green of the packed EMF',
  ).toBeGreaterThan(80_000);
  expect(
    page.count((r, g, b) => r > 220 && g < 30 && b < 30),
    'red of the DIB',
  ).toBeGreaterThan(80_000);
  const broken = await printed(await fileWith([{ bytes: seal.subarray(0, 60), ending: 'emf' }]));
  expect(broken.notes).toEqual([expect.stringMatching(/^文中一张图片\(.+\.emf\)格式不支持,没有印出$/)]);
});

test('the mask and the ring of a seal print as a ring that words are read through', async () => {
  const isRing = (x: number, y: number): boolean => Math.abs(Math.hypot(x - 50, y - 50) - 40) < 8;
  const mask = dib(100, 100, (x, y) => (isRing(x, y) ? 0 : rgb(255, 255, 255)));
  const ring = dib(100, 100, (x, y) => (isRing(x, y) ? RED : 0));
  const place = [0, 0, 200, 200] as const;
  const bytes = emf([brush(1, rgb(0, 0, 255)), choose(1), NO_PEN, emr(43, 0, 90, 200, 110), stretched(place, mask, 0x8800c6), stretched(place, ring, 0xee0086)]); // prettier-ignore
  const page = await printed(await fileWith([{ bytes, ending: 'emf' }]));
  expect(
    page.count((r, g, b) => r > 220 && g < 40 && b < 40),
    'the ring',
  ).toBeGreaterThan(20_000);
  expect(
    page.count((r, g, b) => r < 40 && g < 40 && b > 220),
    'the bar seen through its middle',
  ).toBeGreaterThan(5_000);
  expect(
    page.count((r, g, b) => r < 40 && g < 40 && b < 40),
    'no black box',
  ).toBeLessThan(3_000);
});

test('a metafile is a picture like any other to the page: in the line, of its size', async () => {
  const { blocks } = await readDocxBlocks(await fileWith([{ bytes: seal, ending: 'emf' }]), FRAME.width);
  const [picture] = drawingsOf(pagesOf(blocks)[0], 'image');
  expect(picture).toMatchObject({ format: 'vector', width: 150, height: 150 });
});
