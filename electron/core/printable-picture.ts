import type { Sharp } from 'sharp';
import { foreignPicture, openStillBytes } from './still-picture.ts';

const MAX_PIXELS = 100_000_000;

/** What of a picture a document shows: `left` … `bottom` are the shares (0..1) cut away, `turn` how far it is turned clockwise. */
export interface ShownPart {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly turn: 0 | 90 | 180 | 270;
}

export const WHOLE_PICTURE: ShownPart = { left: 0, top: 0, right: 0, bottom: 0, turn: 0 };

/**
 * Makes any picture a document may hold printable, upright, cut and turned as the document shows it, and at most `mostPx` a side: a JPEG,
 * or a PNG where what shows through is kept (else it stands on white). Null when it cannot be read.
 */
export async function toPrintablePicture(
  bytes: Uint8Array,
  mostPx = 2000,
  seeThrough: 'on-white' | 'kept' = 'on-white',
  shown: ShownPart = WHOLE_PICTURE,
): Promise<{ bytes: Uint8Array; format: 'jpg' | 'png'; widthPx: number; heightPx: number } | null> {
  try {
    const { default: sharp } = await import('sharp');
    const picture = await shownOf(await openStillBytes(bytes, { mostPixels: MAX_PIXELS }), shown);
    const isForeign = foreignPicture(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)) !== null;
    const { hasAlpha } = isForeign
      ? { hasAlpha: false }
      : await sharp(bytes, { failOn: 'none', limitInputPixels: MAX_PIXELS }).metadata();
    const small = picture
      .resize({ width: mostPx, height: mostPx, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb');
    const isKept = hasAlpha && seeThrough === 'kept';
    const opaque = hasAlpha || isForeign ? small.flatten({ background: '#ffffff' }) : small;
    const { data, info } = await (isKept ? small.png() : opaque.jpeg({ quality: 85 })).toBuffer({ resolveWithObject: true });
    return { bytes: data, format: isKept ? 'png' : 'jpg', widthPx: info.width, heightPx: info.height };
  } catch {
    return null;
  }
}

/** The part that is shown, turned; the picture itself where that is all of it. */
async function shownOf(picture: Sharp, shown: ShownPart): Promise<Sharp> {
  const { left, top, right, bottom, turn } = shown;
  if (left + top + right + bottom === 0) return turn === 0 ? picture : turned(await rawOf(picture), turn);
  const whole = await rawOf(picture);
  const { width, height } = await whole.metadata();
  const x = Math.min(width - 1, Math.round(left * width));
  const y = Math.min(height - 1, Math.round(top * height));
  const cut = whole.extract({
    left: x,
    top: y,
    width: Math.max(1, Math.round((1 - right) * width) - x),
    height: Math.max(1, Math.round((1 - bottom) * height) - y),
  });
  return turn === 0 ? cut : turned(await rawOf(cut), turn);
}

const turned = (picture: Sharp, turn: ShownPart['turn']): Sharp => picture.rotate(turn);

/** The picture decoded: upright, its pixels known. */
async function rawOf(picture: Sharp): Promise<Sharp> {
  const { default: sharp } = await import('sharp');
  const { data, info } = await picture.toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  return sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } });
}
