import { pngOf } from './png.ts';
import { toPrintablePicture } from '../printable-picture.ts';
import type { VectorItem, VectorPicture } from './vector.ts';

/** Pictures smaller than this stay as they are: lines and letters of pixels suffer from JPEG. */
const SMALL_BYTES = 96 * 1024;
const MOST_PX = 2000;
const OUR_PNG_COLOURS = 25;

/**
 * The picture with every picture in it one that a page takes: large ones and those that lay in the file as files of their own are read
 * and written anew, one that cannot be read is left out.
 */
export async function withPlainPictures(picture: VectorPicture): Promise<VectorPicture> {
  const items: VectorItem[] = [];
  for (const item of picture.items) {
    const plain = item.kind === 'image' ? await plainPicture(item) : item;
    if (plain) items.push(plain);
  }
  return { ...picture, items };
}

async function plainPicture(item: VectorItem & { kind: 'image' }): Promise<VectorItem | null> {
  const bytes = Buffer.from(item.data, 'base64');
  if (item.isOurs && (bytes.length < SMALL_BYTES || bytes[OUR_PNG_COLOURS] !== 2)) return item;
  const made = await toPrintablePicture(bytes, MOST_PX, 'kept');
  if (!made) return null;
  if (made.format === 'jpg') return { ...item, data: Buffer.from(made.bytes).toString('base64'), format: 'jpg' };
  const { default: sharp } = await import('sharp');
  const { data, info } = await sharp(made.bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { ...item, data: pngOf({ width: info.width, height: info.height, data }).toString('base64') };
}
