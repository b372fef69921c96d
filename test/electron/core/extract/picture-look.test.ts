import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import { createExtractPool } from '../../../../electron/core/extract/extract.ts';
import type { Extraction } from '../../../../electron/core/extract/extractor.ts';
import { nearBits } from '../../../../shared/domain/near-photos.ts';
import { BLURRED_BELOW } from '../../../../shared/domain/photo-hints.ts';
import { drawnPage, drawnPhoto } from '../../../support/drawn-photos.ts';
import { temporaryFolder } from '../../../support/folders.ts';

const folder = temporaryFolder('picture-look');
const pool = createExtractPool({ threads: 1, timeLimitMs: 30_000, memoryLimitMb: 512 });
afterAll(() => pool.close());

let made = 0;
async function read(bytes: Buffer, type: 'jpg' | 'png' = 'jpg'): Promise<NonNullable<Extraction['picture']>> {
  const path = join(folder, `${made++}.${type}`);
  writeFileSync(path, bytes);
  const { picture } = await pool.extract({ path, sizeBytes: bytes.length, type }, new AbortController().signal);
  return picture!;
}

const SIZE = { width: 1600, height: 1200 };
const jpeg = (bytes: Buffer, quality = 85): Promise<Buffer> => sharp(bytes).jpeg({ quality }).toBuffer();
const hashOf = async (bytes: Buffer): Promise<string> => (await read(bytes)).hash!;

describe('a photo saved again still looks alike', async () => {
  const photo = await drawnPhoto(7, SIZE);
  const own = await hashOf(await jpeg(photo));
  test.each([
    ['at half the size', () => sharp(photo).resize({ width: 800 }).jpeg().toBuffer()],
    ['at a quarter of the size and poor quality', () => sharp(photo).resize({ width: 400 }).jpeg({ quality: 40 }).toBuffer()],
    ['at poor quality', () => sharp(photo).jpeg({ quality: 25 }).toBuffer()],
    ['a little brighter', () => sharp(photo).linear(1, 15).jpeg().toBuffer()],
    ['with a little more contrast', () => sharp(photo).linear(1.12, -8).jpeg().toBuffer()],
    ['in grey', () => sharp(photo).greyscale().jpeg().toBuffer()],
    [
      'stored lying, with the turn in its metadata',
      () => sharp(photo).rotate(270).withMetadata({ orientation: 6 }).jpeg().toBuffer(),
    ],
  ])('%s', async (_, make) => {
    expect(nearBits(own, await hashOf(await make()))).not.toBeNull();
  });
});

describe('what is not alike', () => {
  test('forty different photos: no two look alike', async () => {
    const hashes: string[] = [];
    for (let seed = 100; seed < 140; seed++)
      hashes.push(await hashOf(await jpeg(await drawnPhoto(seed, { width: 640, height: 480 }))));
    const pairs = hashes.flatMap((one, at) => hashes.slice(at + 1).map((other) => nearBits(one, other)));
    expect(pairs.filter((bits) => bits !== null)).toEqual([]);
  });

  test('scanned pages of different text do not look alike, or are left out as flat', async () => {
    const hashes: (string | null)[] = [];
    for (let seed = 1; seed <= 20; seed++) hashes.push((await read(await drawnPage(seed).jpeg().toBuffer())).hash);
    const known = hashes.filter((hash) => hash !== null);
    expect(known.flatMap((one, at) => known.slice(at + 1).filter((other) => nearBits(one, other) !== null))).toEqual([]);
  });

  test.each([
    ['white', { r: 255, g: 255, b: 255 }],
    ['black', { r: 0, g: 0, b: 0 }],
    ['grey', { r: 120, g: 122, b: 119 }],
  ])('a blank %s picture has no hash and is not called blurred', async (_, background) => {
    const blank = await sharp({ create: { ...SIZE, channels: 3, background } })
      .jpeg()
      .toBuffer();
    expect(await read(blank)).toMatchObject({ hash: null, sharpness: null });
  });

  test('an icon of 48 pixels has no hash', async () => {
    const icon = await sharp(await drawnPhoto(3, { width: 48, height: 48 }))
      .png()
      .toBuffer();
    expect((await read(icon, 'png')).hash).toBeNull();
  });
});

describe('sharpness', () => {
  test.each([1, 2, 3, 4, 5])('photo %i is sharp as drawn and blurred when out of focus', async (seed) => {
    const photo = await drawnPhoto(seed * 11, SIZE);
    const sharpOne = (await read(await jpeg(photo))).sharpness!;
    const blurred = (await read(await sharp(photo).blur(9).jpeg({ quality: 85 }).toBuffer())).sharpness!;
    expect(sharpOne).toBeGreaterThan(BLURRED_BELOW * 2);
    expect(blurred).toBeLessThan(BLURRED_BELOW);
  });

  test('a dull sharp photo is not called blurred', async () => {
    const dull = await sharp(await drawnPhoto(21, SIZE))
      .linear(0.35, 70)
      .jpeg()
      .toBuffer();
    expect((await read(dull)).sharpness!).toBeGreaterThan(BLURRED_BELOW);
  });
});

describe('metadata', () => {
  const withExif = (ifd0: Record<string, string>): Promise<Buffer> =>
    drawnPhoto(1, { width: 320, height: 240 }).then((photo) => sharp(photo).withExif({ IFD0: ifd0 }).jpeg().toBuffer());

  // The writer knows ASCII only; cameras and programs write the bytes of their own encoding.
  const written = (bytes: Buffer, ascii: string, own: Buffer): Buffer => {
    const at = bytes.indexOf(ascii, 0, 'latin1');
    return Buffer.concat([bytes.subarray(0, at), own, bytes.subarray(at + ascii.length)]);
  };

  test.each(['utf-8', 'gb18030'])('the photographer and the program are read (%s)', async (encoding) => {
    const [artist, program] =
      encoding === 'utf-8'
        ? [Buffer.from('王小明'), Buffer.from('今日水印相机 3.0')]
        : [Buffer.from('cdf5d0a1c3f7', 'hex'), Buffer.from('bdf1c8d5cbaed3a1cfe0bbfa20332e30', 'hex')];
    const [a, b] = ['A'.repeat(artist.length), 'B'.repeat(program.length)];
    const bytes = written(written(await withExif({ Artist: a, Software: b }), a, artist), b, program);
    expect(await read(bytes)).toMatchObject({ photographer: '王小明', software: '今日水印相机 3.0' });
  });

  test.each(['    ', 'unknown', 'Picasa'])('%j is nobody’s name', async (Artist) => {
    expect((await read(await withExif({ Artist }))).photographer).toBeNull();
  });

  test('a picture whose data breaks off is still read, whatever its pixels tell', async () => {
    const whole = await jpeg(await drawnPhoto(5, SIZE));
    const picture = await read(whole.subarray(0, Math.floor(whole.length / 3)));
    expect(picture).toMatchObject({ widthPx: 1600, heightPx: 1200 });
  });
});
