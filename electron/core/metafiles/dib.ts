import { readBmp } from '../bmp.ts';

/** Pixels of a picture, four bytes each (red, green, blue, how much of it covers), rows from the top. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** A picture of a metafile: its pixels, or a JPEG or PNG as it lies in it. */
export type Dib =
  | ({ readonly kind: 'pixels'; readonly fromTop: boolean } & Pixels)
  | { readonly kind: 'file'; readonly bytes: Buffer; readonly format: 'jpg' | 'png'; readonly width: number; readonly height: number; readonly fromTop: true }; // prettier-ignore

const MOST_PIXELS = 32_000_000;
/** One that is cut off is read; one of which hardly anything is there claims to be large. */
const LEAST_SHARE = 10;
const JPEG = 4;
const PNG = 5;
const FILE_HEAD = 14;

/** Whether bytes begin as a picture without the head of a file does (BITMAPINFOHEADER or one of its followers). */
export function isBareDib(bytes: Uint8Array): boolean {
  if (bytes.length < 40) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const bits = view.getUint16(14, true);
  return (
    [40, 52, 56, 108, 124].includes(view.getUint32(0, true)) &&
    view.getUint16(12, true) === 1 &&
    [1, 4, 8, 16, 24, 32].includes(bits) &&
    view.getInt32(4, true) > 0
  );
}

/** A bare picture as a BMP file, which says where its pixels begin. Throws where it is too short to tell. */
export function bmpOf(info: Buffer, bits: Buffer = info.subarray(infoBytes(info))): Buffer {
  const own =
    bits.byteOffset >= info.byteOffset && bits.buffer === info.buffer ? Math.min(info.length, infoBytes(info)) : info.length;
  const head = Buffer.alloc(FILE_HEAD);
  head.write('BM', 0, 'latin1');
  head.writeUInt32LE(FILE_HEAD + own, 10);
  return Buffer.concat([head, info.subarray(0, own), bits]);
}

/** Bytes of head, masks and colours before the pixels of a bare picture. */
function infoBytes(info: Buffer): number {
  const size = info.readUInt32LE(0);
  if (size === 12) {
    const bits = info.readUInt16LE(10);
    return size + (bits <= 8 ? 3 << bits : 0);
  }
  const bits = info.readUInt16LE(14);
  const compression = info.readUInt32LE(16);
  const used = info.readUInt32LE(32);
  const colours = used > 0 ? Math.min(used, bits <= 8 ? 1 << bits : 1024) : bits <= 8 ? 1 << bits : 0;
  const masks = size === 40 && (compression === 3 || compression === 6) ? (compression === 6 ? 16 : 12) : 0;
  return size + masks + colours * 4;
}

/** Width and height a picture says it has; nothing where it is too short to tell. */
export function sidesOf(info: Buffer): { readonly width: number; readonly height: number } {
  if (info.length < 16) return { width: 0, height: 0 };
  return info.readUInt32LE(0) === 12
    ? { width: info.readUInt16LE(4), height: info.readUInt16LE(6) }
    : { width: Math.abs(info.readInt32LE(4)), height: Math.abs(info.readInt32LE(8)) };
}

/** Reads a picture of a record: its head and colours, and its pixels (right behind them when absent). Null where it cannot be read. */
export function readDib(info: Buffer, bits?: Buffer): Dib | null {
  try {
    const size = info.readUInt32LE(0);
    const compression = size === 12 ? 0 : info.readUInt32LE(16);
    if (compression === JPEG || compression === PNG) {
      const bytes = Buffer.from(bits ?? info.subarray(infoBytes(info)));
      const [width, height] = [Math.abs(info.readInt32LE(4)), Math.abs(info.readInt32LE(8))];
      return { kind: 'file', bytes, format: compression === JPEG ? 'jpg' : 'png', width, height, fromTop: true };
    }
    const { width, height } = sidesOf(info);
    const pixels = bits ?? info.subarray(infoBytes(info));
    const perPixel = size === 12 ? info.readUInt16LE(10) : info.readUInt16LE(14);
    const isPacked = compression === 1 || compression === 2;
    if (width * height > MOST_PIXELS) return null;
    if (!isPacked && pixels.length < (width * height * perPixel) / 8 / LEAST_SHARE) return null;
    return { kind: 'pixels', ...readBmp(bmpOf(info, pixels)), fromTop: size !== 12 && info.readInt32LE(8) < 0 };
  } catch {
    return null;
  }
}

/** As `readDib`, how much each pixel covers read from its fourth byte, its colours not yet multiplied by it. Only of 32 bits. */
export function readSeeThrough(info: Buffer, bits: Buffer): Dib | null {
  const dib = readDib(info, bits);
  if (dib?.kind !== 'pixels' || info.readUInt16LE(14) !== 32) return dib;
  const { width, height, data, fromTop } = dib;
  let some = 0;
  for (let y = 0; y < height; y++) {
    const row = (fromTop ? y : height - 1 - y) * width;
    for (let x = 0; x < width; x++) {
      const alpha = bits[(row + x) * 4 + 3] ?? 255;
      some |= alpha;
      const at = (y * width + x) * 4;
      for (let channel = 0; channel < 3; channel++)
        data[at + channel] = alpha === 0 ? 255 : Math.min(255, Math.round(((data[at + channel] ?? 0) * 255) / alpha));
      data[at + 3] = alpha;
    }
  }
  // Programs that know of no such byte leave it zero everywhere.
  return some === 0 ? readDib(info, bits) : dib;
}

/** Bitmap16 of old WMF (MS-WMF 2.2.2.1): two colours, or as many as 24 and 32 bits have. Null for others. */
export function readBitmap16(bytes: Buffer, [ink, ground]: readonly [ink: string, ground: string]): Dib | null {
  if (bytes.length < 10) return null;
  const [width, height, rowBytes, bits] = [bytes.readInt16LE(2), bytes.readInt16LE(4), bytes.readInt16LE(6), bytes[9] ?? 0];
  if (width <= 0 || height <= 0 || rowBytes <= 0 || width * height > MOST_PIXELS || ![1, 24, 32].includes(bits)) return null;
  if (bytes.length < (rowBytes * height) / LEAST_SHARE) return null;
  const data = new Uint8Array(width * height * 4).fill(255);
  const colours = [ink, ground].map((colour) => Number.parseInt(colour.slice(1), 16));
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const row = 10 + y * rowBytes;
      const at = (y * width + x) * 4;
      const from = row + x * (bits / 8);
      const colour =
        bits === 1
          ? (colours[((bytes[row + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1] ?? 0)
          : ((bytes[from + 2] ?? 0) << 16) | ((bytes[from + 1] ?? 0) << 8) | (bytes[from] ?? 0);
      data[at] = colour >> 16;
      data[at + 1] = (colour >> 8) & 255;
      data[at + 2] = colour & 255;
    }
  return { kind: 'pixels', width, height, data, fromTop: true };
}

/** The mean colour of a picture, for areas filled with it. */
export function meanColour(dib: Dib | null): string {
  if (dib?.kind !== 'pixels') return '#c0c0c0';
  const sums = [0, 0, 0];
  const step = Math.max(1, Math.floor(dib.data.length / 4 / 4096));
  let count = 0;
  for (let at = 0; at + 2 < dib.data.length; at += 4 * step, count++)
    for (let channel = 0; channel < 3; channel++) sums[channel] = (sums[channel] ?? 0) + (dib.data[at + channel] ?? 0);
  return `#${sums.map((sum) => Math.round(sum / Math.max(1, count)).toString(16).padStart(2, '0')).join('')}`; // prettier-ignore
}
