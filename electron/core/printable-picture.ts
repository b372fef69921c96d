import sharp from 'sharp';
import { foreignPicture, openStillBytes } from './still-picture.ts';

const MAX_PIXELS = 100_000_000;

/**
 * Makes any picture a document may hold printable, upright and at most `mostPx` a side: a JPEG, or a PNG where what shows through is
 * kept (else it stands on white). Null when it cannot be read.
 */
export async function toPrintablePicture(
  bytes: Uint8Array,
  mostPx = 2000,
  seeThrough: 'on-white' | 'kept' = 'on-white',
): Promise<{ bytes: Uint8Array; format: 'jpg' | 'png'; widthPx: number; heightPx: number } | null> {
  try {
    const picture = await openStillBytes(bytes, { mostPixels: MAX_PIXELS });
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
