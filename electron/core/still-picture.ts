import { open, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Sharp, SharpConstructor } from 'sharp';
import { readBmp } from './bmp.ts';
import { isBmp, isHeic, PICTURE_HEAD_BYTES } from './picture-heads.ts';

export interface StillOptions {
  /** Of a TIFF, a GIF or a WebP, from 0. */
  readonly page?: number;
  /** More pixels are refused before they are decoded. */
  readonly mostPixels?: number;
}

const MOST_PIXELS = 400_000_000;

type HeifDecoder = (input: {
  readonly buffer: Uint8Array;
}) => Promise<{ readonly width: number; readonly height: number; readonly data: Uint8ClampedArray }>;

/** What the native library has no decoder for, by the first bytes of a file. */
export function foreignPicture(head: Uint8Array): 'heic' | 'bmp' | null {
  return isHeic(head) ? 'heic' : isBmp(head) ? 'bmp' : null;
}

/**
 * A picture file of any kind the program reads, upright by Exif, as a pipeline still to be resized and stored: HEIC through libheif in
 * WebAssembly (which turns the picture as its container says), BMP by its own reader, all others through the native library. The path may
 * be bytes, where a name is no text. Throws what the decoder throws, of hostile sizes too.
 */
export async function openStill(
  path: string | Uint8Array,
  { page = 0, mostPixels = MOST_PIXELS }: StillOptions = {},
): Promise<Sharp> {
  const sharp = await pictureLibrary();
  const head = await firstBytes(path);
  const foreign = foreignPicture(head);
  const whole = foreign !== null || typeof path !== 'string';
  const input = whole ? await readFile(typeof path === 'string' ? path : Buffer.from(path)) : path;
  return typeof input === 'string'
    ? sharp(input, { failOn: 'none', limitInputPixels: mostPixels, page }).autoOrient()
    : openStillBytes(input, { page, mostPixels });
}

/** The native library, which keeps nothing of a picture that was read: none is read twice in a row, and it would hold 20 files open and mapped. */
async function pictureLibrary(): Promise<SharpConstructor> {
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  return sharp;
}

/** As `openStill`, of a file already in memory. */
export async function openStillBytes(
  bytes: Uint8Array,
  { page = 0, mostPixels = MOST_PIXELS }: StillOptions = {},
): Promise<Sharp> {
  const sharp = await pictureLibrary();
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const foreign = foreignPicture(file);
  if (foreign === null) return sharp(file, { failOn: 'none', limitInputPixels: mostPixels, page }).autoOrient();
  const { width, height, data } = foreign === 'bmp' ? readBmp(file) : await heifDecoder()({ buffer: namedHeic(file) });
  return sharp(Buffer.from(data.buffer, data.byteOffset, data.byteLength), { raw: { width, height, channels: 4 } });
}

async function firstBytes(path: string | Uint8Array): Promise<Buffer> {
  const file = await open(typeof path === 'string' ? path : Buffer.from(path), 'r');
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(PICTURE_HEAD_BYTES), 0, PICTURE_HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** The decoder looks at the major brand alone and refuses a camera's own: the brand is told to it as the one it stands for. */
function namedHeic(file: Buffer): Buffer {
  const named = Buffer.from(file);
  named.write('heic', 8, 'latin1');
  return named;
}

/** Loaded when first needed, its WebAssembly is 3 MB; the package carries no types. */
function heifDecoder(): HeifDecoder {
  return createRequire(import.meta.url)('heic-decode') as HeifDecoder;
}
