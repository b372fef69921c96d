import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readMetafile, svgOf, vectorBytes } from '../../../../electron/core/metafiles/metafiles.ts';
import { createRandom, mutate, type Specimen } from '../../../support/mutate.ts';
import {
  brush,
  choose,
  dib,
  emf,
  emr,
  font,
  mfr,
  pen,
  plusComment,
  plusRecords,
  rgb,
  stretched,
  wideText,
  wmf,
} from './metafile-files.ts';

const RED = rgb(255, 0, 0);
const bounds = Buffer.alloc(16);
const name = Buffer.concat([Buffer.from([0xcb, 0xce, 0xcc, 0xe5]), Buffer.alloc(28)]);
const points = Buffer.from(new Int16Array([20, 20, 180, 20, 180, 180, 20, 180, 60, 60, 140, 60, 140, 140]).buffer);

/** One file of each kind with a record of every family in it. */
const SPECIMENS: readonly Specimen[] = [
  {
    suffix: 'emf',
    bytes: emf([
      emr(17, 8), emr(9, 200, 200), emr(11, 200, 200), emr(33), brush(1, RED), choose(1), pen(2, 0, 3, 1), choose(2),
      emr(43, 10, 10, 190, 190), emr(42, 20, 20, 90, 90), emr(47, 20, 20, 90, 90, 90, 50, 50, 20), emr(44, 5, 5, 80, 80, 9, 9),
      emr(86, bounds, 7, points), emr(85, bounds, 7, points), emr(91, bounds, 2, 7, 4, 3, points), emr(92, bounds, 7, points, Buffer.from([6, 2, 2, 4, 4, 4, 3])),
      emr(59), emr(27, 1, 1), emr(54, 9, 9), emr(61), emr(60), emr(67, 1), emr(30, 0, 0, 150, 150), emr(29, 40, 40, 60, 60), emr(26, 3, 3),
      emr(75, 48, 1, 32, 1, 1, 16, 0, 0, 99, 99, 0, 0, 99, 99), font(3, '宋体', -20), choose(3), wideText(10, 90, '材料', 20),
      stretched([10, 10, 50, 50], dib(9, 9, (x, y) => x * y * 5000), 0x8800c6), stretched([10, 10, 50, 50], dib(9, 9, () => RED), 0x660046),
      emr(118, bounds, 2, 1, 0, 0, 0, 0xff00, 0, 0, 90, 90, 0, 0xff00, 0, 0, 1), emr(34, -1),
    ]),
  },
  { suffix: 'emf', bytes: emf([plusComment(...plusRecords())]) },
  {
    suffix: 'wmf',
    bytes: wmf([
      mfr(0x020b, 0, 0), mfr(0x020c, 200, 200), mfr(0x1e), mfr(0x02fc, 0, 255, 0, 0), mfr(0x012d, 0), mfr(0x02fa, 0, 2, 0, 0, 0), mfr(0x012d, 1),
      mfr(0x041b, 90, 90, 10, 10), mfr(0x0418, 90, 90, 10, 10), mfr(0x0324, 7, points), mfr(0x0538, 2, 4, 3, points), mfr(0x0817, 9, 80, 80, 9, 90, 90, 10, 10),
      mfr(0x02fb, -20, 0, 0, 0, 400, Buffer.from([0, 0, 0, 134, 0, 0, 0, 0]), name), mfr(0x012d, 2), mfr(0x0a32, 50, 10, 2, 0, Buffer.from([0xd3, 0xa1]), 10, 10),
      mfr(0x06ff, 0, 6, 0, 0, 40, 1, 2, 0, 0, 99, 99, 2, 0, 99, 0, 99, 2), mfr(0x012c, 3), mfr(0x0416, 80, 80, 0, 0),
      mfr(0x0b41, Buffer.from([0x20, 0, 0xcc, 0]), 9, 9, 0, 0, 50, 50, 10, 10, ...Object.values(dib(9, 9, () => RED))), mfr(0x0127, -1),
    ], [0, 0, 200, 200]),
  },
]; // prettier-ignore

test('300 broken copies of metafiles are drawn as far as they go or are none, and none takes long or much', () => {
  const random = createRandom(20261128);
  const ends = { drawn: 0, none: 0 };
  for (let round = 0; round < 300; round++) {
    const specimen = SPECIMENS[round % SPECIMENS.length]!;
    const { bytes } = mutate(specimen, SPECIMENS, random);
    const picture = readMetafile(round % 7 === 0 ? gzipSync(bytes) : bytes);
    if (picture) {
      ends.drawn++;
      expect(vectorBytes(picture).length).toBeLessThan(8_000_000);
      expect(svgOf(picture).replace(/base64,[^"]*/g, '')).not.toMatch(/NaN|Infinity|undefined/);
    } else ends.none++;
  }
  expect(ends.drawn + ends.none).toBe(300);
  expect(Math.min(ends.drawn, ends.none), 'both happen').toBeGreaterThan(20);
});

test('the whole copies are drawn: what was broken above was in them', () => {
  for (const { bytes } of SPECIMENS) {
    const kinds = new Set(readMetafile(bytes)?.items.map(({ kind }) => kind));
    expect([...kinds].toSorted()).toEqual(['image', 'path', 'text']);
  }
});

test('numbers of points, pixels, states and things beyond what is there or what a page can hold are refused or passed over', () => {
  const red = [brush(1, RED), choose(1)];
  const whole = emr(43, 0, 0, 200, 200);
  const claims = emf([...red, emr(3, bounds, 0x7fffffff, 1, 1), emr(91, bounds, 0x7fffffff, 0x7fffffff, 9), whole]);
  expect(readMetafile(claims)?.items).toHaveLength(1);

  const giant = dib(1, 1, () => RED);
  giant.info.writeInt32LE(2_000_000_000, 4);
  giant.info.writeInt32LE(2_000_000_000, 8);
  expect(readMetafile(emf([...red, stretched([0, 0, 9, 9], giant), whole]))?.items.some(({ kind }) => kind === 'image')).toBe(
    false,
  );

  expect(readMetafile(emf([...red, ...Array.from({ length: 1_500 }, () => emr(33)), whole])), 'states').toBeNull();
  expect(readMetafile(emf([...red, ...Array.from({ length: 60_001 }, () => whole)])), 'things').toBeNull();
  const cuts = Array.from({ length: 200 }, (_, at) => emr(30, at, at, 500, 500));
  const cut = readMetafile(emf([...red, ...cuts, whole]));
  expect(Math.max(...(cut?.clips ?? []).map(({ length }) => length))).toBeLessThan(30);
  // Runs that say little and claim much: 5,000 × 5,000 pixels of eight bits.
  const large = dib(1, 1, () => RED);
  large.info.writeInt32LE(5_000, 4);
  large.info.writeInt32LE(5_000, 8);
  large.info.writeUInt16LE(8, 14);
  large.info.writeUInt32LE(1, 16);
  const part = stretched([0, 0, 9, 9], large, undefined, [1, 1]);
  expect(readMetafile(emf([part]))?.items).toHaveLength(1);
  expect(readMetafile(emf([part, part, part])), 'pixels').toBeNull();
});

test('a small packed file that becomes a giant one is none', () => {
  const bomb = gzipSync(Buffer.concat([emf([]), Buffer.alloc(65 * 1024 * 1024)]));
  expect(bomb.length).toBeLessThan(200_000);
  expect(readMetafile(bomb)).toBeNull();
});
