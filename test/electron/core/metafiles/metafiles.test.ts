import { gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { readMetafile, shownVector, svgOf, withPlainPictures } from '../../../../electron/core/metafiles/metafiles.ts';
import { brush, choose, dib, emf, emr, font, mfr, NO_BRUSH, NO_PEN, pen, pixelsOf, plusComment, plusRecords, rgb, stretched, wideText, wmf } from './metafile-files.ts'; // prettier-ignore

const RED = rgb(255, 0, 0);
const BLUE = rgb(0, 0, 255);
const WHITE = rgb(255, 255, 255);
const float = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, at) => bytes.writeFloatLE(value, at * 4));
  return bytes;
};
const bounds = Buffer.alloc(16);
const points = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, at) => bytes.writeInt16LE(value, at * 2));
  return bytes;
};
const filledWith = (colour: number): Buffer[] => [brush(1, colour), choose(1), NO_PEN];
/** Near enough for edges that are smoothed. */
const isRed = (colour: string): boolean => /^#(f[0-9a-f]|e[0-9a-f])[01][0-9a-f][01][0-9a-f]$/.test(colour);

test('an EMF is as large as its frame says, and what lies outside of the frame is not seen', async () => {
  const picture = readMetafile(emf([...filledWith(RED), emr(43, 10, 10, 60, 60)], { left: 10, top: 10, width: 100, height: 50 }));
  expect(picture?.widthPt).toBeCloseTo((100 / 25.4) * 72, 3);
  expect(picture?.heightPt).toBeCloseTo((50 / 25.4) * 72, 3);
  const at = await pixelsOf(picture);
  expect(at(20, 100)).toBe('#ff0000');
  expect(at(150, 100)).toBe('#ffffff');
});

test('windows, viewports, world transforms and saved states place what is drawn as Windows does', async () => {
  const at = await pixelsOf(
    readMetafile(
      emf([
        ...filledWith(RED),
        emr(17, 8),
        emr(10, 1000, 1000),
        emr(9, 2000, -2000),
        emr(12, 0, 200),
        emr(11, 200, 200),
        emr(33),
        emr(36, float(1, 0, 0, 1, 500, 0), 2),
        emr(43, 1000, 1000, 1500, 1500),
        emr(34, -1),
        ...filledWith(BLUE),
        emr(43, 1000, 1000, 1200, 1200),
      ]),
    ),
  );
  // From (500, 0) of the window's lower left corner upwards.
  expect(at(75, 174)).toBe('#ff0000');
  expect(at(10, 190)).toBe('#0000ff');
  expect(at(30, 190), 'the transform was taken back').toBe('#ffffff');
});

test('polygons are filled alternately or whole as the file says, lines have the colour and width of their pen', async () => {
  const twoSquares = (mode: number): Buffer =>
    emf([
      emr(19, mode),
      ...filledWith(RED),
      emr(91, bounds, 2, 8, 4, 4, points(20, 20, 180, 20, 180, 180, 20, 180, 60, 60, 140, 60, 140, 140, 60, 140)),
      pen(2, BLUE, 10),
      choose(2),
      emr(27, 0, 190),
      emr(54, 200, 190),
    ]);
  const [alternate, winding] = [await pixelsOf(readMetafile(twoSquares(1))), await pixelsOf(readMetafile(twoSquares(2)))];
  expect([alternate(100, 100), winding(100, 100)]).toEqual(['#ffffff', '#ff0000']);
  expect([alternate(40, 100), alternate(100, 190), alternate(100, 197)]).toEqual(['#ff0000', '#0000ff', '#ffffff']);
});

test('ellipses, pies, curves and paths are drawn, and a path cuts what comes after it', async () => {
  const picture = readMetafile(
    emf([
      ...filledWith(RED),
      emr(59),
      emr(42, 0, 0, 100, 100),
      emr(60),
      emr(67, 5),
      emr(43, 0, 0, 200, 200),
      emr(75, 0, 5),
      ...filledWith(BLUE),
      // A quarter against the clock from three to twelve.
      emr(47, 100, 100, 200, 200, 200, 150, 150, 100),
      emr(59),
      emr(27, 0, 200),
      emr(88, bounds, 3, points(0, 150, 50, 150, 50, 200)),
      emr(61),
      emr(60),
      emr(62, bounds),
    ]),
  );
  const at = await pixelsOf(picture);
  expect([at(50, 50), at(3, 3), at(150, 20)]).toEqual(['#ff0000', '#ffffff', '#ffffff']);
  expect([at(165, 130), at(135, 130), at(165, 170)]).toEqual(['#0000ff', '#ffffff', '#ffffff']);
  expect([at(20, 190), at(48, 155)]).toEqual(['#0000ff', '#ffffff']);
});

test('text keeps its letters, places, colour and turn', () => {
  const picture = readMetafile(
    emf([font(1, '黑体', -20, { bold: true, turn: 900 }), choose(1), emr(18, 1), emr(22, 24), emr(24, RED), wideText(50, 100, '印章', 25)]), // prettier-ignore
  );
  const [text] = (picture?.items ?? []).filter((item) => item.kind === 'text');
  expect(text).toMatchObject({ text: '印章', color: '#ff0000', bold: true, serif: false, places: [0, 1.25], width: 2.5 });
  const [a, b, , , e, f] = text?.kind === 'text' ? text.matrix : [];
  expect([a, b, e, f].map((one) => Math.round(one ?? Number.NaN))).toEqual([0, -20, 50, 100]);
});

test('a WMF shows its first window, its texts are Chinese of their charset, twice as wide as letters', async () => {
  const name = Buffer.alloc(32);
  Buffer.from([0xcb, 0xce, 0xcc, 0xe5]).copy(name);
  const file = wmf([
    mfr(0x020b, 0, 0),
    mfr(0x020c, 200, 200),
    mfr(0x02fc, 0, 255, 0, 0),
    mfr(0x012d, 0),
    mfr(0x02fa, 5, 0, 0, 0, 0),
    mfr(0x012d, 1),
    mfr(0x041b, 100, 100, 0, 0),
    mfr(0x02fb, -20, 0, 0, 0, 400, Buffer.from([0, 0, 0, 134, 0, 0, 0, 0]), name),
    mfr(0x012d, 2),
    mfr(0x0a32, 150, 10, 5, 0, Buffer.from([0xd3, 0xa1, 0x41, 0xd5, 0xc2, 0]), 10, 10, 9, 10, 11),
  ]);
  const picture = readMetafile(file);
  const text = picture?.items.find((item) => item.kind === 'text');
  expect(text).toMatchObject({ text: '印A章', places: [0, 1, 1.45], width: 2.5, serif: true });
  expect((await pixelsOf(picture))(50, 50)).toBe('#ff0000');
  expect(picture?.widthPt).toBe(10);
  const placed = readMetafile(wmf([mfr(0x020b, 0, 0), mfr(0x020c, 50, 50), mfr(0x041b, 50, 50, 0, 0)], [0, 0, 1440, 720]));
  expect([placed?.widthPt, placed?.heightPt], 'a file with a head says how large it is').toEqual([72, 36]);
});

test('equations: letters of Symbol become what they look like', () => {
  const name = Buffer.alloc(32);
  name.write('Symbol', 'latin1');
  const file = wmf([
    mfr(0x020c, 100, 100),
    mfr(0x02fb, -20, 0, 0, 0, 400, Buffer.from([0, 0, 0, 2, 0, 0, 0, 0]), name),
    mfr(0x012d, 0),
    mfr(0x0521, 4, Buffer.from([0x61, 0xb3, 0xe5, 0x70]), 50, 10),
  ]);
  expect(readMetafile(file)?.items.find((item) => item.kind === 'text')).toMatchObject({ text: 'α≥∑π' });
});

test('a mask and what it lets through become one picture that can be seen through: a seal of an old plug-in', async () => {
  const isRing = (x: number, y: number): boolean => Math.abs(Math.hypot(x - 20, y - 20) - 15) < 4;
  const mask = dib(40, 40, (x, y) => (isRing(x, y) ? 0 : WHITE));
  const ring = dib(40, 40, (x, y) => (isRing(x, y) ? RED : 0));
  const place = [0, 0, 200, 200] as const;
  for (const rops of [
    [0x8800c6, 0xee0086],
    [0x8800c6, 0x660046],
    [0x660046, 0x8800c6, 0x660046],
  ]) {
    // prettier-ignore
    const laid = rops.map((rop) => stretched(place, rop === 0x8800c6 ? mask : ring, rop));
    const picture = readMetafile(emf([...filledWith(BLUE), emr(43, 0, 0, 200, 100), ...laid]));
    expect(picture?.items.map(({ kind }) => kind)).toEqual(['path', 'image']);
    const at = await pixelsOf(picture);
    expect([at(100, 25), at(100, 70), at(100, 130), isRed(at(100, 175))]).toEqual(['#ff0000', '#0000ff', '#ffffff', true]);
  }
});

test('pictures with colour tables, runs, few bits, a part of theirs, JPEG within and see-through pixels are drawn', async () => {
  const numbered = { info: Buffer.from(dib(8, 2, () => 0).info), bits: Buffer.from([0, 0, 0, 0, 0xf0, 0, 0, 0]) };
  numbered.info.writeUInt16LE(1, 14);
  numbered.info = Buffer.concat([numbered.info, Buffer.from([255, 0, 0, 0, 0, 0, 255, 0])]);
  const two = await pixelsOf(readMetafile(emf([stretched([0, 0, 200, 200], numbered)])));
  expect([two(20, 50), two(150, 50), two(20, 150)]).toEqual(['#ff0000', '#0000ff', '#0000ff']);

  const jpeg = await sharp({ create: { width: 40, height: 40, channels: 3, background: '#ff0000' } })
    .jpeg({ quality: 100 })
    .toBuffer();
  const info = Buffer.from(dib(40, 40, () => 0).info);
  info.writeUInt16LE(0, 14);
  info.writeUInt32LE(4, 16);
  const within = readMetafile(emf([stretched([0, 0, 100, 200], { info, bits: jpeg })]));
  const plain = within && (await withPlainPictures(within));
  expect(plain?.items[0]).toMatchObject({ kind: 'image', format: 'jpg' });
  const at = await pixelsOf(plain);
  expect([isRed(at(50, 100)), at(150, 100)]).toEqual([true, '#ffffff']);

  const seen = { info: Buffer.from(dib(1, 1, () => 0).info), bits: Buffer.from([0, 0, 128, 128]) };
  seen.info.writeUInt16LE(32, 14);
  const blend = emr(114, bounds, 0, 0, 200, 200, 0x01ff0000, 0, 0, float(1, 0, 0, 1, 0, 0), 0, 0, 108, 40, 148, 4, 1, 1, seen.info, seen.bits); // prettier-ignore
  expect((await pixelsOf(readMetafile(emf([blend]))))(100, 100)).toBe('#ff7f7f');
});

test('a packed metafile is one too, and a picture is cut and turned as a document shows it', async () => {
  const file = emf([...filledWith(RED), emr(43, 0, 0, 100, 200)]);
  const picture = readMetafile(gzipSync(file));
  expect(picture).toEqual(readMetafile(file));
  if (!picture) return;
  const half = shownVector(picture, { left: 0.5, top: 0, right: 0, bottom: 0, turn: 0 });
  expect(half.widthPt).toBeCloseTo(picture.widthPt / 2);
  expect((await pixelsOf(half))(100, 100)).toBe('#ffffff');
  const turned = await pixelsOf(shownVector(picture, { left: 0, top: 0, right: 0, bottom: 0, turn: 90 }));
  expect([turned(100, 50), turned(100, 150)], 'what was left is above').toEqual(['#ff0000', '#ffffff']);
});

test('hatched areas are of one light colour, no brush and no pen draw nothing, white alone shows nothing', async () => {
  const at = await pixelsOf(
    readMetafile(emf([brush(1, RED, 2), choose(1), NO_PEN, emr(43, 0, 0, 100, 200), NO_BRUSH, emr(43, 100, 0, 200, 200)])),
  );
  expect([at(50, 100), at(150, 100)]).toEqual(['#ffcccc', '#ffffff']);
  expect(readMetafile(emf([...filledWith(WHITE), emr(43, 0, 0, 200, 200)]))).toBeNull();
});

test('what a text says cannot break out of the picture', () => {
  const svg = svgOf(readMetafile(emf([font(1, 'Arial', -20), choose(1), wideText(0, 0, '</text><script>\u0001&', 10)]))!);
  expect(svg).toContain('&lt;/text&gt;&lt;script&gt; &amp;');
  expect(svg).not.toContain('<script');
});

test('what is drawn by GDI+ alone is drawn too, in one record or over several comments, and not twice where GDI draws it', async () => {
  const records = plusRecords();
  const picture = readMetafile(emf([plusComment(...records.slice(0, 5)), plusComment(...records.slice(5))]));
  const at = await pixelsOf(picture);
  expect([at(150, 50), at(20, 20), at(80, 80), at(100, 195)]).toEqual(['#ff0000', '#0000ff', '#ffffff', '#00ff00']);
  expect([at(20, 130), at(80, 130)]).toEqual(['#ff7f7f', '#0000ff']);
  expect(picture?.items.find(({ kind }) => kind === 'text')).toMatchObject({ text: '印章', color: '#000000', bold: true });
  const both = emf([plusComment(...records), ...filledWith(RED), emr(43, 0, 0, 200, 200)]);
  expect(readMetafile(both)?.items).toHaveLength(1);
});
