import { blit, type Place } from './blit.ts';
import { readBitmap16, readDib, sidesOf, type Dib } from './dib.ts';
import { fromBottom } from './emf-pictures.ts';
import { regionOutline } from './cuts.ts';
import { countPixels, draw, DRAWN, type Gdi } from './gdi.ts';
import { distancesOf, lettersOf } from './letters.ts';
import { lettering, pixel } from './letterings.ts';
import { colourOf, select } from './objects.ts';
import { arc, ellipse, polyline, polylines, rectangle, roundRectangle, type Box, type Points } from './shapes.ts';
import type { WmfPlay } from './wmf.ts';

const FILLED = 2;
const CUT = 4;

/** Records that draw (MS-WMF 2.3.1, 2.3.3). Parameters stand last one first. */
export function playWmfDrawing(play: WmfPlay, type: number, record: Buffer): void {
  const { g, objects } = play;
  const int = (at: number): number => record.readInt16LE(at);
  const box = (at: number): Box => [int(at + 6), int(at + 4), int(at + 2), int(at)];
  switch (type) {
    case 0x0213:
      polyline(g, [int(2), int(0)], { from: true });
      break;
    case 0x0324:
      polyline(g, pointsAt(record, 2, record.readUInt16LE(0)), { closed: true });
      break;
    case 0x0325:
      polyline(g, pointsAt(record, 2, record.readUInt16LE(0)));
      break;
    case 0x0538: {
      const count = record.readUInt16LE(0);
      let from = 2 + count * 2;
      const all: Points[] = [];
      for (let one = 0; one < count && from < record.length; one++) {
        const some = pointsAt(record, from, record.readUInt16LE(2 + one * 2));
        from += some.length * 2;
        all.push(some);
      }
      polylines(g, all, true);
      break;
    }
    case 0x0418:
      ellipse(g, box(0));
      break;
    case 0x041b:
      rectangle(g, box(0));
      break;
    case 0x061c:
      roundRectangle(g, box(4), int(2), int(0));
      break;
    case 0x0817:
    case 0x081a:
    case 0x0830:
      arc(g, box(8), [int(6), int(4), int(2), int(0)], type === 0x0817 ? 'arc' : type === 0x081a ? 'pie' : 'chord');
      break;
    case 0x041f:
      pixel(g, int(6), int(4), colourOf(record.readUInt32LE(0)));
      break;
    case 0x0228:
    case 0x012b: {
      const region = objects[record.readUInt16LE(0)];
      const before = g.dc.brush;
      if (type === 0x0228) select(g, objects[record.readUInt16LE(2)]);
      if (region?.kind === 'region') draw(g, regionOutline(region), DRAWN.area);
      g.dc.brush = before;
      break;
    }
    case 0x0521: {
      const count = Math.min(record.readUInt16LE(0), record.length);
      const after = 2 + count + (count % 2);
      text(play, record.subarray(2, 2 + count), { x: int(after + 2), y: int(after), options: 0, box: null, distances: null });
      break;
    }
    case 0x0a32:
      extendedText(play, record);
      break;
    case 0x061d:
      blit(g, null, [int(10), int(8), int(6), int(4)], null, record.readUInt32LE(0));
      break;
    default:
      picture(play, type, record);
  }
}

function picture({ g }: WmfPlay, type: number, record: Buffer): void {
  const int = (at: number): number => record.readInt16LE(at);
  /** Height, width, top, left. */
  const place = (at: number): Place => [int(at + 6), int(at + 4), int(at + 2), int(at)];
  const rop = (): number => record.readUInt32LE(0);
  const isBare = (words: number): boolean => record.length <= words * 2;
  switch (type) {
    case 0x0940:
    case 0x0922: {
      if (isBare(9)) {
        blit(g, null, place(10), null, rop());
        break;
      }
      const dib = sourceAt(g, record.subarray(16), type === 0x0940);
      const [left, top, width, height] = place(8);
      if (dib) blit(g, dib, [left, top, width, height], [int(6), int(4), Math.abs(width), Math.abs(height)], rop());
      break;
    }
    case 0x0b41:
    case 0x0b23: {
      if (isBare(11)) {
        blit(g, null, place(14), null, rop());
        break;
      }
      const dib = sourceAt(g, record.subarray(20), type === 0x0b41);
      if (dib) blit(g, dib, place(12), place(4), rop());
      break;
    }
    case 0x0f43: {
      const dib = sourceAt(g, record.subarray(22), true);
      const [x, y, width, height] = place(6);
      if (dib) blit(g, dib, place(14), fromBottom(dib, x, y, width, height), rop());
      break;
    }
    case 0x0d33: {
      const dib = sourceAt(g, record.subarray(18), true);
      const [left, top, width, height] = place(10);
      if (dib) blit(g, dib, [left, top, width, height], fromBottom(dib, int(8), int(6), width, height), 0xcc0020);
      break;
    }
    default:
  }
}

function sourceAt(g: Gdi, bytes: Buffer, isDib: boolean): Dib | null {
  const dib = isDib ? null : readBitmap16(bytes, [g.dc.textColor, g.dc.backColor]);
  countPixels(g, isDib ? sidesOf(bytes) : (dib ?? { width: 0, height: 0 }));
  return isDib ? readDib(bytes) : dib;
}

function pointsAt(record: Buffer, from: number, count: number): Points {
  const there = Math.min(count, Math.floor((record.length - from) / 4));
  return Array.from({ length: Math.max(0, there) * 2 }, (_, at) => record.readInt16LE(from + at * 2));
}

function extendedText(play: WmfPlay, record: Buffer): void {
  const int = (at: number): number => record.readInt16LE(at);
  const [y, x, options] = [int(0), int(2), record.readUInt16LE(6)];
  const count = Math.min(record.readUInt16LE(4), record.length);
  const hasBox = (options & (FILLED | CUT)) !== 0;
  const from = hasBox ? 16 : 8;
  const box: Box | null = hasBox ? [int(8), int(10), int(12), int(14)] : null;
  const after = from + count + (count % 2);
  const hasDistances = count > 0 && record.length >= after + count * 2;
  text(play, record.subarray(from, from + count), {
    x,
    y,
    options,
    box,
    distances: hasDistances ? (unit) => int(after + unit * 2) : null,
  });
}

interface Setting {
  readonly x: number;
  readonly y: number;
  readonly options: number;
  readonly box: Box | null;
  readonly distances: ((unit: number) => number) | null;
}

function text({ g }: WmfPlay, bytes: Buffer, { x, y, options, box, distances }: Setting): void {
  const letters = lettersOf(bytes, g.dc.font.charset, g.dc.font.name);
  lettering(g, {
    x,
    y,
    chars: letters.map(({ char }) => char),
    distances: distances && distancesOf(letters, distances),
    box,
    isFilled: (options & FILLED) !== 0,
    isCut: (options & CUT) !== 0,
  });
}
