import { cutBy, cutTo, moveCuts, regionOutline } from './cuts.ts';
import { deviceMatrix, draw, DRAWN, restoreDc, saveDc } from './gdi.ts';
import type { Region } from './gdi-objects.ts';
import { meanColour, readDib } from './dib.ts';
import type { EmfPlay } from './emf.ts';
import { brushOf, colourOf, penOf, select, stockObject } from './objects.ts';
import { beginPath, closeFigure, cutByPath, dropPath, endPath } from './paths.ts';
import { boxOutline, moveTo, type Box } from './shapes.ts';
import { joined, type Matrix } from './vector.ts';

const MOST_RECTANGLES = 20_000;
const STOCK = 0x80000000;

/** Records that say how is drawn (MS-EMF 2.3.7, 2.3.8, 2.3.11, 2.3.2, 2.3.10). False where it is none of them. */
export function playState(play: EmfPlay, type: number, record: Buffer): boolean {
  const { g, objects } = play;
  const { dc } = g;
  const int = (at: number): number => record.readInt32LE(at);
  const two = (): readonly [number, number] => [int(8), int(12)];
  switch (type) {
    case 9:
      dc.windowSize = two();
      return true;
    case 10:
      dc.windowAt = two();
      return true;
    case 11:
      dc.viewportSize = two();
      return true;
    case 12:
      dc.viewportAt = two();
      return true;
    case 17:
      dc.mapMode = int(8);
      return true;
    case 18:
      dc.isOpaque = int(8) === 2;
      return true;
    case 19:
      dc.evenOdd = int(8) !== 2;
      return true;
    case 20:
      dc.rop2 = int(8);
      return true;
    case 22:
      dc.textAlign = int(8);
      return true;
    case 24:
      dc.textColor = colourOf(int(8));
      return true;
    case 25:
      dc.backColor = colourOf(int(8));
      return true;
    case 26:
      moveCuts(g, int(8), int(12));
      return true;
    case 27:
      moveTo(g, int(8), int(12));
      return true;
    case 29:
      cutBy(g, boxOutline(deviceMatrix(g), boxAt(record, 8)), 4);
      return true;
    case 30:
      cutTo(g, boxOutline(deviceMatrix(g), boxAt(record, 8)));
      return true;
    case 31:
      dc.viewportSize = scaled(dc.viewportSize, record);
      return true;
    case 32:
      dc.windowSize = scaled(dc.windowSize, record);
      return true;
    case 33:
      saveDc(g);
      return true;
    case 34:
      restoreDc(g, int(8));
      return true;
    case 35:
      dc.world = matrixAt(record, 8);
      return true;
    case 36:
      changeWorld(play, record);
      return true;
    case 37:
      select(g, (int(8) & STOCK) !== 0 ? stockObject(int(8)) : objects.get(int(8)));
      return true;
    case 38:
      objects.set(int(8), penOf(int(12), int(16), colourOf(int(24))));
      return true;
    case 39:
      objects.set(int(8), brushOf(int(12), colourOf(int(16)), dc.backColor));
      return true;
    case 40:
      objects.delete(int(8));
      return true;
    case 57:
      dc.clockwise = int(8) === 2;
      return true;
    case 59:
      beginPath(g);
      return true;
    case 60:
      endPath(g);
      return true;
    case 61:
      closeFigure(g);
      return true;
    case 67:
      cutByPath(g, int(8));
      return true;
    case 68:
      dropPath(g);
      return true;
    case 75:
      cutBy(g, record.length < 48 ? null : regionOutline(regionAt(record, 16)), int(12));
      return true;
    case 82:
      objects.set(int(8), {
        kind: 'font',
        height: int(12),
        turn: int(20),
        bold: int(28) > 550,
        italic: record[32] !== 0,
        underline: record[33] !== 0,
        strike: record[34] !== 0,
        charset: record.readUInt8(35),
        name: (record.toString('utf16le', 40, 104).split('\0', 1)[0] ?? '').replace(/^@/, ''),
      });
      return true;
    case 93: {
      const bits = record.subarray(int(24), int(24) + int(28));
      objects.set(int(8), { kind: 'brush', color: '#ffffff', groundShare: shareOfOnes(bits) });
      return true;
    }
    case 94: {
      const [info, infoSize, bits, bitsSize] = [int(16), int(20), int(24), int(28)];
      const dib = readDib(record.subarray(info, info + infoSize), record.subarray(bits, bits + bitsSize));
      objects.set(int(8), { kind: 'brush', color: meanColour(dib) });
      return true;
    }
    case 95:
      makePen(play, record);
      return true;
    default:
      return false;
  }
}

function shareOfOnes(bits: Buffer): number {
  let ones = 0;
  for (const byte of bits) for (let bit = byte; bit > 0; bit >>= 1) ones += bit & 1;
  return ones / Math.max(1, bits.length * 8);
}

function makePen({ objects, g }: EmfPlay, record: Buffer): void {
  const int = (at: number): number => record.readInt32LE(at);
  const [style, brushStyle] = [int(28), int(36)];
  const own = Array.from({ length: Math.min(16, record.readUInt32LE(48)) }, (_, at) => record.readUInt32LE(52 + 4 * at));
  const pen = brushStyle === 1 ? penOf(5, 0, '#000000') : penOf(style, int(32), colourOf(int(40)), { inDevice: (style & 0x10000) === 0, own }); // prettier-ignore
  const brush = brushOf(brushStyle, colourOf(int(40)), g.dc.backColor);
  objects.set(int(8), pen.kind === 'pen' && brush.kind === 'brush' ? { ...pen, color: brush.color } : pen);
}

function changeWorld({ g }: EmfPlay, record: Buffer): void {
  const [matrix, mode] = [matrixAt(record, 8), record.readInt32LE(32)];
  if (mode === 1) g.dc.world = [1, 0, 0, 1, 0, 0];
  else if (mode === 2) g.dc.world = joined(matrix, g.dc.world);
  else if (mode === 3) g.dc.world = joined(g.dc.world, matrix);
  else g.dc.world = matrix;
}

function matrixAt(record: Buffer, at: number): Matrix {
  const values = [0, 4, 8, 12, 16, 20].map((step) => record.readFloatLE(at + step));
  return values.every(Number.isFinite) ? (values as unknown as Matrix) : [1, 0, 0, 1, 0, 0];
}

function scaled([x, y]: readonly [number, number], record: Buffer): readonly [number, number] {
  const int = (at: number): number => record.readInt32LE(at);
  return [(x * int(8)) / (int(12) || 1), (y * int(16)) / (int(20) || 1)];
}

export function boxAt(record: Buffer, at: number): Box {
  return [record.readInt32LE(at), record.readInt32LE(at + 4), record.readInt32LE(at + 8), record.readInt32LE(at + 12)];
}

/** RegionData (MS-EMF 2.2.24): a head, then rectangles. */
export function regionAt(record: Buffer, at: number): Region {
  const count = Math.min(MOST_RECTANGLES, record.readUInt32LE(at + 8), Math.floor((record.length - at - 32) / 16));
  return { kind: 'region', rects: Array.from({ length: Math.max(0, count) }, (_, one) => boxAt(record, at + 32 + one * 16)) };
}

/** Fills a region with a brush of the file. */
export function fillRegion({ g, objects }: EmfPlay, region: Region, brush: number | null): void {
  const before = g.dc.brush;
  if (brush !== null) select(g, (brush & STOCK) !== 0 ? stockObject(brush) : objects.get(brush));
  draw(g, regionOutline(region), DRAWN.area);
  g.dc.brush = before;
}
