import { blit, lay, type Place } from './blit.ts';
import { readDib, readSeeThrough, sidesOf, type Dib } from './dib.ts';
import type { EmfPlay } from './emf.ts';
import { add, countPixels, deviceMatrix, point, type Gdi } from './gdi.ts';
import { boxOutline } from './shapes.ts';
import { joined, type Matrix } from './vector.ts';

const COPY = 0xcc0020;
const COPY_BYTE = 0xcc;

/** Records that draw pictures (MS-EMF 2.3.1) and colours that run into each other. False where it is none of them. */
export function playPicture({ g }: EmfPlay, type: number, record: Buffer): boolean {
  const int = (at: number): number => record.readInt32LE(at);
  const place = (at: number): Place => [int(at), int(at + 4), int(at + 8), int(at + 12)];
  switch (type) {
    case 76:
      blit(g, sourceAt(g, record, 84), place(24), [int(44), int(48), ...sized(g, int(32), int(36), record)], int(40));
      return true;
    case 77:
      blit(g, sourceAt(g, record, 84), place(24), [int(44), int(48), int(100), int(104)], int(40));
      return true;
    case 78:
      masked(g, record);
      return true;
    case 79:
      sheared(g, record);
      return true;
    case 80: {
      const dib = sourceAt(g, record, 48);
      const [width, height] = [int(40), int(44)];
      if (dib) blit(g, dib, [int(24), int(28), width, height], fromBottom(dib, int(32), int(36), width, height), COPY);
      return true;
    }
    case 81: {
      const dib = sourceAt(g, record, 48);
      blit(g, dib, [int(24), int(28), int(72), int(76)], fromBottom(dib, int(32), int(36), int(40), int(44)), int(68));
      return true;
    }
    case 114:
      blended(g, record);
      return true;
    case 116: {
      const dib = withoutColour(sourceAt(g, record, 84), int(40));
      if (dib) blit(g, dib, place(24), [int(44), int(48), int(100), int(104)], COPY);
      return true;
    }
    case 118:
      gradient(g, record);
      return true;
    default:
      return false;
  }
}

/** A BitBlt takes as many pixels as its place has, which the source’s own transform may scale. */
function sized(g: Gdi, width: number, height: number, record: Buffer): [number, number] {
  const [a, , , d] = deviceMatrix(g);
  const [sa, sd] = [record.readFloatLE(52), record.readFloatLE(64)];
  const of = (length: number, here: number, there: number): number => {
    const value = Math.round((length * here) / (there || 1));
    return Math.abs(value) || 1;
  };
  return [of(width, a, sa), of(height, d, sd)];
}

/** The picture whose head, and whose pixels, four numbers of the record place. */
function sourceAt(g: Gdi, record: Buffer, at: number, read: (info: Buffer, bits: Buffer) => Dib | null = readDib): Dib | null {
  const [info, infoSize, bits, bitsSize] = [0, 4, 8, 12].map((step) => record.readUInt32LE(at + step)) as [number, number, number, number]; // prettier-ignore
  if (infoSize === 0 || info + infoSize > record.length) return null;
  countPixels(g, sidesOf(record.subarray(info, info + infoSize)));
  return read(record.subarray(info, info + infoSize), record.subarray(bits, bits + bitsSize));
}

/** A part counted from the lower left corner, as device-independent pictures that begin at the bottom are. */
export function fromBottom(dib: Dib | null, x: number, y: number, width: number, height: number): Place {
  return [x, dib && !dib.fromTop ? dib.height - y - height : y, width, height];
}

function masked(g: Gdi, record: Buffer): void {
  const int = (at: number): number => record.readInt32LE(at);
  const dib = sourceAt(g, record, 84);
  const mask = sourceAt(g, record, 112);
  if (dib?.kind === 'pixels' && mask?.kind === 'pixels') {
    const [dx, dy] = [int(100) - int(44), int(104) - int(48)];
    for (let y = 0; y < dib.height; y++)
      for (let x = 0; x < dib.width; x++) {
        const at = ((y + dy) * mask.width + x + dx) * 4;
        dib.data[(y * dib.width + x) * 4 + 3] = (mask.data[at] ?? 255) > 127 ? 255 : 0;
      }
  }
  if (dib) blit(g, dib, [int(24), int(28), int(32), int(36)], [int(44), int(48), ...sized(g, int(32), int(36), record)], COPY);
}

/** PlgBlt: the place is a parallelogram, three of its corners told. */
function sheared(g: Gdi, record: Buffer): void {
  const int = (at: number): number => record.readInt32LE(at);
  const [x, y] = [int(24), int(28)];
  const corners: Matrix = [int(32) - x, int(36) - y, int(40) - x, int(44) - y, x, y];
  const dib = sourceAt(g, record, 96);
  if (dib) lay(g, dib, joined(corners, deviceMatrix(g)), [int(48), int(52), int(56), int(60)], COPY_BYTE);
}

function blended(g: Gdi, record: Buffer): void {
  const int = (at: number): number => record.readInt32LE(at);
  const [whole, hasOwn] = [record.readUInt8(42), (record.readUInt8(43) & 1) === 1];
  const dib = sourceAt(g, record, 84, hasOwn ? readSeeThrough : readDib);
  if (!dib) return;
  if (dib.kind === 'pixels' && whole < 255)
    for (let at = 3; at < dib.data.length; at += 4) dib.data[at] = Math.round(((dib.data[at] ?? 0) * whole) / 255);
  blit(g, dib, [int(24), int(28), int(32), int(36)], [int(44), int(48), int(100), int(104)], COPY);
}

function withoutColour(dib: Dib | null, colour: number): Dib | null {
  if (dib?.kind !== 'pixels') return dib;
  const { data } = dib;
  const [red, green, blue] = [colour & 255, (colour >> 8) & 255, (colour >> 16) & 255];
  for (let at = 0; at < data.length; at += 4)
    if (data[at] === red && data[at + 1] === green && data[at + 2] === blue) data[at + 3] = 0;
  return dib;
}

const STRIPES = 48;
const MOST_AREAS = 2_000;

interface Corner {
  readonly x: number;
  readonly y: number;
  readonly color: readonly number[];
}

/** GradientFill (MS-EMF 2.3.5.12): rectangles in stripes, triangles in the mean of their corners. */
function gradient(g: Gdi, record: Buffer): void {
  const count = Math.min(record.readUInt32LE(28), Math.floor((record.length - 40) / 16));
  const mode = record.readUInt32LE(36);
  const corners = Array.from({ length: count }, (_, one): Corner => {
    const at = 40 + one * 16;
    const color = [8, 10, 12].map((step) => record.readUInt16LE(at + step) >> 8);
    return { x: record.readInt32LE(at), y: record.readInt32LE(at + 4), color };
  });
  const each = mode === 2 ? 12 : 8;
  const from = 40 + count * 16;
  const areas = Math.min(MOST_AREAS, record.readUInt32LE(32), Math.floor((record.length - from) / each));
  const matrix = deviceMatrix(g);
  for (let one = 0; one < areas; one++) {
    const at = from + one * each;
    const some = [0, 4, 8].slice(0, each / 4).flatMap((step) => corners[record.readUInt32LE(at + step)] ?? []);
    if (some.length < each / 4) continue;
    if (mode === 2) {
      const path = `M${some.map(({ x, y }) => point(matrix, x, y)).join('L')}Z`;
      add(g, { kind: 'path', path, fill: hex([0, 1, 2].map((channel) => some.reduce((sum, { color }) => sum + (color[channel] ?? 0) / 3, 0))) }); // prettier-ignore
      continue;
    }
    const [first, last] = some as [Corner, Corner];
    for (let stripe = 0; stripe < STRIPES; stripe++) {
      const color = hex(
        first.color.map((value, channel) => value + (((last.color[channel] ?? 0) - value) * (stripe + 0.5)) / STRIPES),
      );
      const along = (from: number, to: number, step: number): number => from + ((to - from) * step) / STRIPES;
      const box =
        mode === 0
          ? ([along(first.x, last.x, stripe), first.y, along(first.x, last.x, stripe + 1), last.y] as const)
          : ([first.x, along(first.y, last.y, stripe), last.x, along(first.y, last.y, stripe + 1)] as const);
      add(g, { kind: 'path', path: boxOutline(matrix, box), fill: color });
    }
  }
}

function hex(color: readonly number[]): string {
  return `#${color.map((value) => Math.round(Math.max(0, Math.min(255, value))).toString(16).padStart(2, '0')).join('')}`; // prettier-ignore
}
