import type { Pixels } from './dib.ts';
import { mixed, num } from './gdi.ts';
import type { Matrix } from './vector.ts';

/** What EMF+ keeps to draw with; colours already on white, null where nothing of them is seen. */
export type PlusObject =
  | { readonly kind: 'brush'; readonly color: string | null }
  | { readonly kind: 'pen'; readonly color: string | null; readonly width: number; readonly isDashed: boolean }
  | { readonly kind: 'path'; readonly outline: (matrix: Matrix) => string }
  | { readonly kind: 'pixels'; readonly pixels: Pixels }
  | { readonly kind: 'file'; readonly bytes: Buffer; readonly format: 'jpg' | 'png' }
  | {
      readonly kind: 'font';
      readonly em: number;
      readonly unit: number;
      readonly name: string;
      readonly bold: boolean;
      readonly italic: boolean;
    };

const MOST_PIXELS = 32_000_000;
const MOST_POINTS = 500_000;

/** A colour of blue, green, red and how much covers, laid on white. */
export function colourOnWhite(argb: number): string | null {
  const covers = argb >>> 24;
  const color = `#${(argb & 0xffffff).toString(16).padStart(6, '0')}`;
  return covers === 0 ? null : covers === 255 ? color : mixed(color, '#ffffff', covers / 255);
}

/** Reads an object of EMF+ (MS-EMFPLUS 2.2.1); null for kinds that are not drawn. Throws RangeError where it is cut off. */
export function readObject(type: number, data: Buffer): PlusObject | null {
  switch (type) {
    case 1:
      return { kind: 'brush', color: brushColour(data) };
    case 2:
      return readPen(data);
    case 3:
      return readPath(data);
    case 5:
      return readImage(data);
    case 6: {
      const [em, unit, style, length] = [data.readFloatLE(4), data.readUInt32LE(8), data.readUInt32LE(12), data.readUInt32LE(20)];
      const name = data.subarray(24, 24 + Math.min(200, length) * 2).toString('utf16le');
      return { kind: 'font', em, unit, name, bold: (style & 1) !== 0, italic: (style & 2) !== 0 };
    }
    default:
      return null;
  }
}

/** Plain ones as they are, gradients as the mean of their ends, hatches mostly as their ground, others none. */
function brushColour(data: Buffer): string | null {
  const [first, second] = [(at: number) => colourOnWhite(data.readUInt32LE(at)), (at: number) => data.length >= at + 4];
  switch (data.readUInt32LE(4)) {
    case 0:
      return first(8);
    case 1:
      return mixed(first(12) ?? '#ffffff', first(16) ?? '#ffffff', 0.2);
    case 4:
      return second(36) ? mixed(first(32) ?? '#ffffff', first(36) ?? '#ffffff', 0.5) : null;
    default:
      return null;
  }
}

/** Optional parts of a pen by the bit that says they are there: their bytes, or `counted` where a number says how many. */
const PEN_PARTS: readonly (readonly [number, number | 'floats' | 'bytes'])[] = [
  [1, 24], [2, 4], [4, 4], [8, 4], [0x10, 4], [0x20, 4], [0x40, 4], [0x80, 4], [0x100, 'floats'], [0x200, 4], [0x400, 'floats'], [0x800, 'bytes'], [0x1000, 'bytes'],
]; // prettier-ignore
const LINE_STYLE = 0x20;

function readPen(data: Buffer): PlusObject {
  const [flags, width] = [data.readUInt32LE(8), data.readFloatLE(16)];
  let at = 20;
  let isDashed = false;
  for (const [bit, size] of PEN_PARTS) {
    if ((flags & bit) === 0) continue;
    if (bit === LINE_STYLE) isDashed = data.readUInt32LE(at) !== 0;
    at += size === 'floats' ? 4 + data.readUInt32LE(at) * 4 : size === 'bytes' ? 4 + data.readUInt32LE(at) : size;
  }
  return { kind: 'pen', color: brushColour(data.subarray(at)), width, isDashed };
}

/** Points of a record, as floats or as whole numbers of two bytes. */
export function pointsOf(data: Buffer, from: number, count: number, isShort: boolean): [number, number][] {
  const size = isShort ? 4 : 8;
  const there = Math.min(count, MOST_POINTS, Math.max(0, Math.floor((data.length - from) / size)));
  return Array.from({ length: there }, (_, one): [number, number] => {
    const at = from + one * size;
    return isShort ? [data.readInt16LE(at), data.readInt16LE(at + 2)] : [data.readFloatLE(at), data.readFloatLE(at + 4)];
  });
}

const SHORT = 0x4000;
const CURVE = 3;

function readPath(data: Buffer): PlusObject | null {
  const flags = data.readUInt32LE(8);
  const isShort = (flags & SHORT) !== 0;
  const points = pointsOf(data, 12, data.readUInt32LE(4), isShort);
  const types = data.subarray(12 + points.length * (isShort ? 4 : 8));
  if ((flags & 0x1000) !== 0 || points.length === 0) return null;
  const outline = ([a, b, c, d, e, f]: Matrix): string => {
    const set = points.map(([x, y]) => `${num(a * x + c * y + e)} ${num(b * x + d * y + f)}`);
    let text = '';
    for (let at = 0; at < set.length; at++) {
      const kind = (types[at] ?? 0) & 15;
      if (kind === CURVE && at + 2 < set.length) {
        text += `C${set.slice(at, at + 3).join(' ')}`;
        at += 2;
      } else text += `${kind === 0 || text === '' ? 'M' : 'L'}${set[at] ?? ''}`;
      if (((types[at] ?? 0) & 0x80) !== 0) text += 'Z';
    }
    return text;
  };
  return { kind: 'path', outline };
}

const ARGB = 0x26200a;
const PARGB = 0xe200b;
const RGB32 = 0x22009;
const RGB24 = 0x21808;

function readImage(data: Buffer): PlusObject | null {
  if (data.readUInt32LE(4) !== 1) return null;
  const [width, height, stride] = [data.readInt32LE(8), data.readInt32LE(12), data.readInt32LE(16)];
  const [format, isFile] = [data.readUInt32LE(20), data.readUInt32LE(24) === 1];
  const bytes = data.subarray(28);
  if (isFile) {
    const isJpeg = bytes[0] === 0xff && bytes[1] === 0xd8;
    return isJpeg || bytes[0] === 0x89 ? { kind: 'file', bytes: Buffer.from(bytes), format: isJpeg ? 'jpg' : 'png' } : null;
  }
  const each = format === RGB24 ? 3 : 4;
  if (![ARGB, PARGB, RGB32, RGB24].includes(format) || !(width > 0 && height > 0) || width * height > MOST_PIXELS) return null;
  if (stride < width * each || bytes.length < (stride * height) / 10) return null;
  const pixels = new Uint8Array(width * height * 4).fill(255);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [from, to] = [y * stride + x * each, (y * width + x) * 4];
      const covers = format === ARGB || format === PARGB ? (bytes[from + 3] ?? 255) : 255;
      for (let channel = 0; channel < 3; channel++) {
        const value = bytes[from + 2 - channel] ?? 255;
        pixels[to + channel] = format === PARGB && covers > 0 ? Math.min(255, (value * 255) / covers) : value;
      }
      pixels[to + 3] = covers;
    }
  return { kind: 'pixels', pixels: { width, height, data: pixels } };
}
