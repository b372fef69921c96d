import type { ByteSource } from './byte-source.ts';
import { heifSize } from './heif.ts';
import type { DocumentType } from '../../../shared/domain/document.ts';

export interface PictureSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

/**
 * Reads a picture's size from its header without decoding it. Returns null when the header is broken or the picture's data is
 * missing altogether.
 */
export async function pictureSize(source: ByteSource, type: DocumentType): Promise<PictureSize | null> {
  try {
    const size = await sizeOf(source, type);
    return size && size.widthPx > 0 && size.heightPx > 0 ? size : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function sizeOf(source: ByteSource, type: DocumentType): Promise<PictureSize | null> {
  switch (type) {
    case 'jpg':
      return jpegSize(source);
    case 'png':
      return pngSize(source);
    case 'gif':
      return gifSize(source);
    case 'bmp':
      return bmpSize(source);
    case 'webp':
      return webpSize(source);
    case 'tiff':
      return tiffSize(source);
    case 'heic':
      return heifSize(source);
    default:
      return Promise.resolve(null);
  }
}

const jpegSize = async (source: ByteSource): Promise<PictureSize | null> => (await jpegHead(source))?.size ?? null;

/** Where the picture's data begin in a JPEG: all that is told of it stands before. Null when the header is broken. */
export const jpegDataOffset = async (source: ByteSource): Promise<number | null> => (await jpegHead(source))?.dataOffset ?? null;

/** Walks the markers (ITU-T T.81 B.1.1) to the frame header, then on to the scan: without one there is no picture. */
async function jpegHead(source: ByteSource): Promise<{ readonly size: PictureSize | null; readonly dataOffset: number } | null> {
  let size: PictureSize | null = null;
  for (let at = 2, steps = 0; steps < 2_000; steps++) {
    const segment = view(await source.read(at, 10));
    if (segment.byteLength < 4 || segment.getUint8(0) !== 0xff) return null;
    const marker = segment.getUint8(1);
    if (marker === 0xff || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += marker === 0xff ? 1 : 2;
      continue;
    }
    if (marker === 0xda) return { size, dataOffset: at };
    if (marker === 0xd9) return null;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) size = { heightPx: segment.getUint16(5), widthPx: segment.getUint16(7) };
    at += 2 + segment.getUint16(2);
  }
  return null;
}

async function pngSize(source: ByteSource): Promise<PictureSize | null> {
  const header = view(await source.read(8, 16));
  if (header.getUint32(4) !== tag('IHDR')) return null;
  const size = { widthPx: header.getUint32(8), heightPx: header.getUint32(12) };
  for (let at = 8, steps = 0; steps < 2_000; steps++) {
    const chunk = view(await source.read(at, 8));
    if (chunk.getUint32(4) === tag('IDAT')) return size;
    at += 12 + chunk.getUint32(0);
  }
  return null;
}

async function gifSize(source: ByteSource): Promise<PictureSize | null> {
  const header = view(await source.read(6, 8));
  return { widthPx: header.getUint16(0, true), heightPx: header.getUint16(2, true) };
}

async function bmpSize(source: ByteSource): Promise<PictureSize | null> {
  const header = view(await source.read(14, 12));
  if (header.getUint32(0, true) === 12) return { widthPx: header.getUint16(4, true), heightPx: header.getUint16(6, true) };
  // A negative height means rows from top to bottom.
  return { widthPx: header.getInt32(4, true), heightPx: Math.abs(header.getInt32(8, true)) };
}

async function webpSize(source: ByteSource): Promise<PictureSize | null> {
  const header = view(await source.read(12, 18));
  const kind = header.getUint32(0);
  if (kind === tag('VP8X')) return { widthPx: 1 + uint24(header, 12), heightPx: 1 + uint24(header, 15) };
  if (kind === tag('VP8L')) {
    const bits = header.getUint32(9, true);
    return { widthPx: 1 + (bits & 0x3fff), heightPx: 1 + ((bits >>> 14) & 0x3fff) };
  }
  if (kind !== tag('VP8 ')) return null;
  return { widthPx: header.getUint16(14, true) & 0x3fff, heightPx: header.getUint16(16, true) & 0x3fff };
}

/** First image directory (TIFF 6.0), classic or BigTIFF. */
async function tiffSize(source: ByteSource): Promise<PictureSize | null> {
  const header = view(await source.read(0, 16));
  const little = header.getUint8(0) === 0x49;
  const big = header.getUint16(2, little) === 43;
  const start = big ? Number(header.getBigUint64(8, little)) : header.getUint32(4, little);
  const head = view(await source.read(start, 8));
  const count = Math.min(1_000, big ? Number(head.getBigUint64(0, little)) : head.getUint16(0, little));
  const entryBytes = big ? 20 : 12;
  const table = view(await source.read(start + (big ? 8 : 2), count * entryBytes));
  const values = new Map<number, number>();
  for (let at = 0; at + entryBytes <= table.byteLength; at += entryBytes) {
    const isShort = table.getUint16(at + 2, little) === 3;
    const value = isShort ? table.getUint16(at + (big ? 12 : 8), little) : table.getUint32(at + (big ? 12 : 8), little);
    values.set(table.getUint16(at, little), value);
  }
  return { widthPx: values.get(256) ?? 0, heightPx: values.get(257) ?? 0 };
}

function tag(name: string): number {
  return Buffer.from(name, 'latin1').readUInt32BE(0);
}

function uint24(data: DataView, at: number): number {
  return data.getUint16(at, true) + data.getUint8(at + 2) * 65_536;
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
