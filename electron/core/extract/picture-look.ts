import { readFileSync } from 'node:fs';
import { openStill, openStillBytes } from '../still-picture.ts';
import type { ExtractInput } from './extractor.ts';
import { sharpnessOf, type GreyPicture } from './grey-picture.ts';
import { pictureHash } from './picture-hash.ts';

/** What the pixels of a picture tell. */
export interface PictureLook {
  /** See `sharpnessOf`; null when nothing can be told. */
  readonly sharpness: number | null;
  /** See `pictureHash`; null when flat or not looked at. */
  readonly hash: string | null;
}

export const NOT_LOOKED_AT: PictureLook = { sharpness: null, hash: null };

/** Long side of the picture that is looked at. Both figures were measured on this size (`test/eval/photos.ts`). */
const LOOK_PX = 512;
/** Larger pictures are not decoded only to be looked at. */
const MAX_PIXELS = 120_000_000;
const MAX_BYTES = 128 * 1024 * 1024;

/**
 * Decodes a picture small, grey and upright, and looks at it. HEIC is left out: decoding it takes seconds a photo. So are
 * pictures over 120 megapixels and those inside archive files. Broken data is no failure here: whether a picture opens is for its reader to say.
 */
export async function lookAtPicture(input: ExtractInput, pixels: number): Promise<PictureLook> {
  const skipped = input.type === 'heic' || input.content !== undefined || pixels > MAX_PIXELS || input.sizeBytes > MAX_BYTES;
  if (skipped) return NOT_LOOKED_AT;
  try {
    const picture = await greyPicture(typeof input.path === 'string' ? input.path : readFileSync(Buffer.from(input.path)));
    return { sharpness: rounded(sharpnessOf(picture)), hash: pictureHash(picture) };
  } catch (error) {
    if (error instanceof Error) return NOT_LOOKED_AT;
    throw error;
  }
}

/** A picture as it is looked at: upright, grey on white, its long side at most 512 pixels. Throws what the decoder throws. */
export async function greyPicture(source: string | Buffer): Promise<GreyPicture> {
  const limit = { mostPixels: MAX_PIXELS };
  const picture = await (typeof source === 'string' ? openStill(source, limit) : openStillBytes(source, limit));
  const { data, info } = await picture
    .resize({ width: LOOK_PX, height: LOOK_PX, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    // Not `greyscale()`, which works on the pixels before they are made fewer: with it a look costs half as much again.
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { widthPx: info.width, heightPx: info.height, pixels: new Uint8Array(data.buffer, data.byteOffset, data.length) };
}

const rounded = (value: number | null): number | null => (value === null ? null : Math.round(value * 1000) / 1000);
