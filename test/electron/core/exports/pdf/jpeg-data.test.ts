import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import sharp, { type JpegOptions } from 'sharp';
import { expect, test } from 'vitest';
import { isJpegBroken } from '../../../../../electron/core/exports/pdf/jpeg-data.ts';
import { createRandom } from '../../../../support/mutate.ts';

const [WIDTH, HEIGHT] = [203, 131];

/** A picture with flat parts, edges and noise, so that codes of every kind occur. */
function picture(options: { readonly grey?: boolean } & JpegOptions): Promise<Buffer> {
  const random = createRandom(7);
  const channels = options.grey === true ? 1 : 3;
  const pixels = Buffer.from(
    Array.from({ length: WIDTH * HEIGHT * channels }, (_, at) => {
      const [x, y] = [Math.floor(at / channels) % WIDTH, Math.floor(at / channels / WIDTH)];
      return y < 40 ? 255 : x < 90 ? (x * 3 + y * (at % channels)) & 255 : random.below(256);
    }),
  );
  return sharp(pixels, { raw: { width: WIDTH, height: HEIGHT, channels } })
    .jpeg({ quality: 80, ...options })
    .toBuffer();
}

const KINDS: readonly (readonly [string, Parameters<typeof picture>[0]])[] = [
  ['colours at half the size', { chromaSubsampling: '4:2:0' }],
  ['colours at full size', { chromaSubsampling: '4:4:4' }],
  ['grey', { grey: true }],
  ['the usual tables', { optimiseCoding: false }],
  ['quality 100', { quality: 100 }],
  ['quality 5', { quality: 5 }],
];

test.each(KINDS)('a whole JPEG holds: %s', async (_, options) => {
  expect(isJpegBroken(await picture(options))).toBe(false);
});

test.each(KINDS)('a hole of zeros is found wherever it lies, and so is an end that is missing: %s', async (_, options) => {
  const whole = await picture(options);
  const from = whole.indexOf(Buffer.from([0xff, 0xda])) + 16;
  for (let at = from; at + 64 < whole.length; at += 97) {
    const damaged = Buffer.from(whole);
    expect(isJpegBroken(damaged.fill(0, at, at + 64)), `hole at ${at} of ${whole.length}`).toBe(true);
  }
  expect(isJpegBroken(Buffer.from(whole.subarray(0, whole.length - 40)))).toBe(true);
});

test('most altered bits change how many blocks there are, and are found', async () => {
  const whole = await picture({});
  const from = whole.indexOf(Buffer.from([0xff, 0xda])) + 16;
  const random = createRandom(3);
  const found = Array.from({ length: 200 }, () => {
    const damaged = Buffer.from(whole);
    for (let left = 8; left > 0; left--) {
      const at = from + random.below(whole.length - from - 2);
      damaged[at] = (damaged[at] ?? 0) ^ (1 << random.below(8));
    }
    return isJpegBroken(damaged);
  });
  expect(found.filter((broken) => broken === true).length).toBeGreaterThan(180);
});

test('a progressive JPEG is not looked into', async () => {
  expect(isJpegBroken(await picture({ progressive: true }))).toBeNull();
});

/** Two grey blocks of one colour, a restart marker between them: ISO/IEC 10918-1 annex B, by hand. */
function withRestarts(data: readonly number[]): Buffer {
  const segment = (marker: number, bytes: readonly number[]): readonly number[] => [0xff, marker, 0, bytes.length + 2, ...bytes];
  const oneCode = (kind: number): readonly number[] => [kind, 1, ...Array<number>(15).fill(0), 0];
  return Buffer.from([
    ...[0xff, 0xd8],
    ...segment(0xdb, [0, ...Array<number>(64).fill(1)]),
    ...segment(0xc0, [8, 0, 8, 0, 16, 1, 1, 0x11, 0]),
    ...segment(0xc4, [...oneCode(0), ...oneCode(0x10)]),
    ...segment(0xdd, [0, 1]),
    ...segment(0xda, [1, 1, 0, 0, 63, 0]),
    ...data,
    ...[0xff, 0xd9],
  ]);
}

test.each<[string, readonly number[], boolean]>([
  ['in turn', [0x3f, 0xff, 0xd0, 0x3f], false],
  ['filled up with 0xFF before it', [0x3f, 0xff, 0xff, 0xff, 0xd0, 0x3f], false],
  ['out of turn', [0x3f, 0xff, 0xd1, 0x3f], true],
  ['missing', [0x3f, 0x3f], true],
  ['too many', [0x3f, 0xff, 0xd0, 0x3f, 0xff, 0xd1, 0x3f], true],
  ['with bytes too many before it', [0x3f, 0x12, 0x34, 0x56, 0xff, 0xd0, 0x3f], true],
  ['with a code no table has before it', [0xbf, 0xff, 0xd0, 0x3f], true],
])('restart markers: %s', (_, data, broken) => {
  expect(isJpegBroken(withRestarts(data))).toBe(broken);
});

test('a scan of the sample holds', () => {
  const pdf = readFileSync(
    join(resolve('resources/sample/files/03 志愿服务'), 'II—9—1)② 滨河区志愿服务记录办法20251016(盖章扫描件).pdf'),
  );
  const from = pdf.indexOf(Buffer.from([0xff, 0xd8, 0xff]));
  expect(isJpegBroken(Buffer.from(pdf.subarray(from, pdf.indexOf('endstream', from))))).toBe(false);
});

test.each([
  ['nothing', Buffer.alloc(0)],
  ['text', Buffer.from('not a picture at all')],
  ['only its first marker', Buffer.from([0xff, 0xd8, 0xff, 0xd9])],
  ['a table that is cut off', Buffer.from([0xff, 0xd8, 0xff, 0xc4, 0, 40, 0])],
])('%s is no JPEG that holds', (_, bytes) => {
  expect(isJpegBroken(bytes)).toBe(true);
});
