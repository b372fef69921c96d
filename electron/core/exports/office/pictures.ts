import sharp from 'sharp';

const MAX_PIXELS = 100_000_000;

/** Makes any picture an office file may hold printable (JPEG, at most `mostPx` a side); null when it cannot be read. */
export async function toPrintablePicture(
  bytes: Uint8Array,
  mostPx = 2000,
): Promise<{ bytes: Uint8Array; format: 'jpg' | 'png'; widthPx: number; heightPx: number } | null> {
  try {
    const picture = sharp(bytes, { failOn: 'none', limitInputPixels: MAX_PIXELS }).autoOrient();
    const { hasAlpha } = await sharp(bytes, { failOn: 'none', limitInputPixels: MAX_PIXELS }).metadata();
    const small = picture
      .resize({ width: mostPx, height: mostPx, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb');
    const { data, info } = await (hasAlpha ? small.flatten({ background: '#ffffff' }) : small)
      .jpeg({ quality: 85 })
      .toBuffer({ resolveWithObject: true });
    return { bytes: data, format: 'jpg', widthPx: info.width, heightPx: info.height };
  } catch {
    return null;
  }
}
