import { cutBy, cutTo, moveCuts, regionOutline } from './cuts.ts';
import { deviceMatrix, restoreDc, saveDc } from './gdi.ts';
import type { GdiObject, Region } from './gdi-objects.ts';
import { meanColour, readBitmap16, readDib } from './dib.ts';
import { brushOf, colourOf, penOf, select } from './objects.ts';
import { boxOutline, moveTo } from './shapes.ts';
import type { WmfPlay } from './wmf.ts';

const MOST_OBJECTS = 20_000;

/** Records that say how is drawn (MS-WMF 2.3.4, 2.3.5). False where it is none of them. Parameters stand last one first. */
export function playWmfState(play: WmfPlay, type: number, record: Buffer): boolean {
  const { g } = play;
  const { dc } = g;
  const int = (at: number): number => record.readInt16LE(at);
  const two = (): readonly [number, number] => [int(2), int(0)];
  switch (type) {
    case 0x001e:
      saveDc(g);
      return true;
    case 0x0127:
      restoreDc(g, int(0));
      return true;
    case 0x0102:
      dc.isOpaque = int(0) === 2;
      return true;
    case 0x0104:
      dc.rop2 = int(0);
      return true;
    case 0x0106:
      dc.evenOdd = int(0) !== 2;
      return true;
    case 0x0108:
      dc.charExtra = int(0);
      return true;
    case 0x012e:
      dc.textAlign = int(0);
      return true;
    case 0x0201:
      dc.backColor = colourOf(record.readUInt32LE(0));
      return true;
    case 0x0209:
      dc.textColor = colourOf(record.readUInt32LE(0));
      return true;
    case 0x020b:
      dc.windowAt = two();
      return true;
    case 0x020c:
      setWindow(play, two());
      return true;
    case 0x020f:
      dc.windowAt = [dc.windowAt[0] + int(2), dc.windowAt[1] + int(0)];
      return true;
    case 0x0410:
      dc.windowSize = [(dc.windowSize[0] * int(6)) / (int(4) || 1), (dc.windowSize[1] * int(2)) / (int(0) || 1)];
      return true;
    case 0x0214:
      moveTo(g, int(2), int(0));
      return true;
    case 0x0220:
      moveCuts(g, int(2), int(0));
      return true;
    case 0x0415:
      cutBy(g, boxOutline(deviceMatrix(g), [int(6), int(4), int(2), int(0)]), 4);
      return true;
    case 0x0416:
      cutTo(g, boxOutline(deviceMatrix(g), [int(6), int(4), int(2), int(0)]));
      return true;
    case 0x012c: {
      const region = play.objects[int(0)];
      cutBy(g, region?.kind === 'region' ? regionOutline(region) : null, 5);
      return true;
    }
    case 0x012d:
      select(g, play.objects[int(0)]);
      return true;
    case 0x01f0:
      play.objects[record.readUInt16LE(0)] = undefined;
      return true;
    case 0x02fa:
      keep(play, penOf(record.readUInt16LE(0), int(2), colourOf(record.readUInt32LE(6))));
      return true;
    case 0x02fb:
      keep(play, fontOf(record));
      return true;
    case 0x02fc:
      keep(play, brushOf(record.readUInt16LE(0), colourOf(record.readUInt32LE(2)), dc.backColor));
      return true;
    case 0x0142:
      keep(play, { kind: 'brush', color: meanColour(readDib(record.subarray(4))) });
      return true;
    case 0x01f9:
      keep(play, { kind: 'brush', color: meanColour(readBitmap16(record, [dc.textColor, dc.backColor])) });
      return true;
    case 0x00f7:
      keep(play, { kind: 'other' });
      return true;
    case 0x06ff:
      keep(play, regionOf(play, record));
      return true;
    default:
      return false;
  }
}

/** The first window is what is seen, unless the file has a head that says so; later ones scale what comes after. */
function setWindow(play: WmfPlay, size: readonly [number, number]): void {
  const { dc } = play.g;
  dc.windowSize = size;
  if (play.window !== null || size[0] === 0 || size[1] === 0) return;
  play.window = size;
  if (!play.hasHead) {
    dc.viewportAt = [0, 0];
    dc.viewportSize = [Math.abs(size[0]), Math.abs(size[1])];
    // Saved states hold no device of their own yet.
    for (const saved of play.g.saved) [saved.viewportAt, saved.viewportSize] = [dc.viewportAt, dc.viewportSize];
  }
}

/** The lowest number that is free (MS-WMF 3.1.4.1). */
function keep({ objects }: WmfPlay, object: GdiObject): void {
  const free = objects.indexOf(undefined);
  const at = free < 0 ? objects.length : free;
  if (at < MOST_OBJECTS) objects[at] = object;
}

function fontOf(record: Buffer): GdiObject {
  const name = record.subarray(18, 50);
  const end = name.indexOf(0);
  const text = new TextDecoder('gb18030').decode(end < 0 ? name : name.subarray(0, end));
  return {
    kind: 'font',
    height: record.readInt16LE(0),
    turn: record.readInt16LE(4),
    bold: record.readInt16LE(8) > 550,
    italic: record.readUInt8(10) !== 0,
    underline: record.readUInt8(11) !== 0,
    strike: record.readUInt8(12) !== 0,
    charset: record.readUInt8(13),
    name: text.replace(/^@/, ''),
  };
}

/** Region (MS-WMF 2.2.1.5): lines of rectangles, in units of the text. */
function regionOf({ g }: WmfPlay, record: Buffer): Region {
  const rects: (readonly [number, number, number, number])[] = [];
  const [a, , , d, e, f] = deviceMatrix(g);
  const scans = record.readInt16LE(10);
  for (let scan = 0, at = 22; scan < scans && at + 8 <= record.length && rects.length < MOST_OBJECTS; scan++) {
    const count = record.readUInt16LE(at);
    const [top, bottom] = [record.readUInt16LE(at + 2), record.readUInt16LE(at + 4)];
    for (let one = 0; one + 1 < count && at + 10 + one * 2 <= record.length; one += 2) {
      const [left, right] = [record.readUInt16LE(at + 6 + one * 2), record.readUInt16LE(at + 8 + one * 2)];
      rects.push([a * left + e, d * top + f, a * right + e, d * bottom + f]);
    }
    at += 8 + count * 2;
  }
  return { kind: 'region', rects };
}
