import { gunzipSync } from 'node:zlib';
import { isEmf, playEmf, type EmfPicture } from './emf.ts';
import { playEmfPlus } from './emf-plus.ts';
import type { VectorItem, VectorPicture } from './vector.ts';
import { isWmf, playWmf } from './wmf.ts';

export { bmpOf, isBareDib } from './dib.ts';
export { withPlainPictures } from './plain-pictures.ts';
export { planesOf, pngOf } from './png.ts';
export { svgOf } from './svg.ts';
export { BEYOND, joined, shownVector, sideUnits, vectorBytes, vectorOf } from './vector.ts';
export type { Matrix, VectorItem, VectorPicture } from './vector.ts';

const MOST_BYTES = 64 * 1024 * 1024;

/** Whether bytes begin as EMF or WMF do, or as one of them packed by gzip (.emz, .wmz) may. */
export function looksLikeMetafile(bytes: Uint8Array): boolean {
  const file = asBuffer(bytes);
  return isEmf(file) || isWmf(file) || (file[0] === 0x1f && file[1] === 0x8b && file[2] === 8);
}

/**
 * Plays a metafile of Windows: EMF, WMF, or one of them packed by gzip. What of it cannot be drawn is left out.
 * @returns null where it is none, shows nothing, or asks for more than a page can hold
 */
export function readMetafile(bytes: Uint8Array): VectorPicture | null {
  try {
    const file = unpacked(asBuffer(bytes));
    if (file.length > MOST_BYTES) return null;
    const picture = isEmf(file) ? withPlus(playEmf(file)) : isWmf(file) ? playWmf(file) : null;
    const isSound = picture?.frame.every(Number.isFinite) && picture.widthPt > 0 && picture.heightPt > 0;
    return picture && isSound && picture.items.some(isSeen) ? picture : null;
  } catch {
    return null;
  }
}

/** What is drawn with GDI+ counts only where there is nothing else: most files hold the same twice. */
function withPlus({ plus, ...picture }: EmfPicture): VectorPicture {
  return picture.items.some(isSeen) || plus.length === 0 ? picture : { ...picture, ...playEmfPlus(plus) };
}

function unpacked(file: Buffer): Buffer {
  return file[0] === 0x1f && file[1] === 0x8b ? gunzipSync(file, { maxOutputLength: MOST_BYTES }) : file;
}

/** White on paper shows nothing. */
function isSeen(item: VectorItem): boolean {
  return item.kind !== 'path' || (item.fill ?? '#ffffff') !== '#ffffff' || (item.stroke?.color ?? '#ffffff') !== '#ffffff';
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
