import { expect, test } from 'vitest';
import { readBmp } from '../../../electron/core/bmp.ts';

interface Made {
  readonly width: number;
  /** Below zero: rows from the top. */
  readonly height: number;
  readonly bits: number;
  readonly compression?: number;
  readonly palette?: readonly number[];
  readonly masks?: readonly number[];
  readonly pixels: readonly number[];
}

/** A BMP with Windows' head of 40 bytes. `palette`: blue, green, red, 0 of each colour. */
function bmp({ width, height, bits, compression = 0, palette = [], masks = [], pixels }: Made): Buffer {
  const after = Buffer.from(palette);
  const fields = Buffer.alloc(masks.length * 4);
  masks.forEach((mask, at) => fields.writeUInt32LE(mask, at * 4));
  const head = Buffer.alloc(54);
  head.write('BM', 0, 'latin1');
  head.writeUInt32LE(54 + fields.length + after.length, 10);
  head.writeUInt32LE(40, 14);
  head.writeInt32LE(width, 18);
  head.writeInt32LE(height, 22);
  head.writeUInt16LE(1, 26);
  head.writeUInt16LE(bits, 28);
  head.writeUInt32LE(compression, 30);
  return Buffer.concat([head, fields, after, Buffer.from(pixels)]);
}

/** Rows from the top, each pixel as its colour. */
function rowsOf(file: Buffer): string[][] {
  const { width, height, data } = readBmp(file);
  const pixel = (at: number): string => Buffer.from(data.subarray(at * 4, at * 4 + 3)).toString('hex');
  return Array.from({ length: height }, (_, row) => Array.from({ length: width }, (_, x) => pixel(row * width + x)));
}

const [RED, GREEN, BLUE, BLACK] = ['ff0000', '00ff00', '0000ff', '000000'];
const PALETTE = [0, 0, 0, 0, 0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0, 0];

test('24 bits: blue before green before red, rows from the bottom, each filled up to four bytes', () => {
  const pixels = [0, 0, 255, 0, 255, 0, 0, 0, 255, 0, 0, 0, 0, 0, 0, 0];
  expect(rowsOf(bmp({ width: 2, height: 2, bits: 24, pixels }))).toEqual([
    [BLUE, BLACK],
    [RED, GREEN],
  ]);
  expect(rowsOf(bmp({ width: 2, height: -2, bits: 24, pixels }))).toEqual([
    [RED, GREEN],
    [BLUE, BLACK],
  ]);
});

test('1, 4 and 8 bits are numbers of colours, the first pixel in the highest bits', () => {
  expect(rowsOf(bmp({ width: 3, height: 1, bits: 1, palette: PALETTE.slice(0, 8), pixels: [0b01100000, 0, 0, 0] }))).toEqual([
    [BLACK, RED, RED],
  ]);
  expect(rowsOf(bmp({ width: 3, height: 1, bits: 4, palette: PALETTE, pixels: [0x12, 0x30, 0, 0] }))).toEqual([
    [RED, GREEN, BLUE],
  ]);
  expect(rowsOf(bmp({ width: 3, height: 1, bits: 8, palette: PALETTE, pixels: [3, 2, 9, 0] }))).toEqual([[BLUE, GREEN, BLACK]]);
});

test('16 bits are five of each, or as masks say; 32 bits have a byte that says nothing', () => {
  expect(rowsOf(bmp({ width: 2, height: 1, bits: 16, pixels: [0x00, 0x7c, 0x1f, 0x00] }))).toEqual([[RED, BLUE]]);
  const masks = [0xf800, 0x7e0, 0x1f];
  expect(rowsOf(bmp({ width: 2, height: 1, bits: 16, compression: 3, masks, pixels: [0x00, 0xf8, 0xe0, 0x07] }))).toEqual([[RED, GREEN]]); // prettier-ignore
  expect(rowsOf(bmp({ width: 1, height: 1, bits: 32, pixels: [0, 0, 255, 0] }))).toEqual([[RED]]);
});

test('runs: repeated colours, literals, ends of lines, a jump, and the end of the picture', () => {
  // Two reds, end of line, three literals (an odd count is filled up), end of picture: from the bottom row.
  const rle8 = [2, 1, 0, 0, 0, 3, 2, 3, 2, 0, 0, 1];
  expect(rowsOf(bmp({ width: 3, height: 2, bits: 8, compression: 1, palette: PALETTE, pixels: rle8 }))).toEqual([
    [GREEN, BLUE, GREEN],
    [RED, RED, BLACK],
  ]);
  // Four of two colours by turns, a jump of one to the right in the next row, one green.
  const rle4 = [3, 0x12, 0, 0, 0, 2, 1, 0, 1, 0x20, 0, 1];
  expect(rowsOf(bmp({ width: 3, height: 2, bits: 4, compression: 2, palette: PALETTE, pixels: rle4 }))).toEqual([
    [BLACK, GREEN, BLACK],
    [RED, GREEN, RED],
  ]);
});

test('a file cut off is black from there; a hostile size, foreign bits and a picture that only says it is a BMP are refused', () => {
  expect(rowsOf(bmp({ width: 2, height: 2, bits: 24, pixels: [0, 0, 255, 0, 255, 0] }))).toEqual([
    [BLACK, BLACK],
    [RED, GREEN],
  ]);
  expect(() => readBmp(bmp({ width: 2_000_000_000, height: 2, bits: 1, pixels: [] }))).toThrow('2000000000 × 2');
  expect(() => readBmp(bmp({ width: 2, height: 0, bits: 24, pixels: [] }))).toThrow('2 × 0');
  expect(() => readBmp(bmp({ width: 2, height: 2, bits: 24, compression: 4, pixels: [] }))).toThrow('compression 4');
  expect(() => readBmp(bmp({ width: 2, height: 2, bits: 7, pixels: [] }))).toThrow('7 bits');
  expect(() => readBmp(Buffer.from('BM, a text about cars'))).toThrow('no BMP');
  // A run that never ends a line writes nothing outside the picture.
  expect(rowsOf(bmp({ width: 1, height: 1, bits: 8, compression: 1, palette: PALETTE, pixels: [255, 1, 255, 2] }))).toEqual([
    [RED],
  ]);
});
