import { TooMuch } from './gdi.ts';
import type { EmfPlay } from './emf.ts';
import { boxAt, fillRegion, regionAt } from './emf-state.ts';
import { distancesOf, isSymbol, lettersOf, symbolOf, type Letter } from './letters.ts';
import { lettering, pixel } from './letterings.ts';
import { colourOf } from './objects.ts';
import { paintPath } from './paths.ts';
import { angleArc, arc, curves, ellipse, mixed, polyline, polylines, rectangle, roundRectangle, type ArcKind, type Points } from './shapes.ts'; // prettier-ignore

/** Records that draw lines, areas and text (MS-EMF 2.3.5). False where it is none of them. */
export function playDrawing(play: EmfPlay, type: number, record: Buffer): boolean {
  const { g } = play;
  const int = (at: number): number => record.readInt32LE(at);
  switch (type) {
    case 2:
    case 5:
    case 85:
    case 88:
      curves(g, points(record, type > 80), type === 5 || type === 88);
      return true;
    case 3:
    case 86:
      polyline(g, points(record, type > 80), { closed: true });
      return true;
    case 4:
    case 6:
    case 87:
    case 89:
      polyline(g, points(record, type > 80), { from: type === 6 || type === 89 });
      return true;
    case 7:
    case 8:
    case 90:
    case 91:
      polylines(g, manyPoints(record, type > 80), type === 8 || type === 91);
      return true;
    case 15:
      pixel(g, int(8), int(12), colourOf(int(16)));
      return true;
    case 41:
      angleArc(g, int(8), int(12), int(16), record.readFloatLE(20), record.readFloatLE(24));
      return true;
    case 42:
      ellipse(g, boxAt(record, 8));
      return true;
    case 43:
      rectangle(g, boxAt(record, 8));
      return true;
    case 44:
      roundRectangle(g, boxAt(record, 8), int(24), int(28));
      return true;
    case 45:
    case 46:
    case 47:
    case 55: {
      const kinds: Readonly<Record<number, ArcKind>> = { 45: 'arc', 46: 'chord', 47: 'pie', 55: 'arc to' };
      arc(g, boxAt(record, 8), [int(24), int(28), int(32), int(36)], kinds[type] ?? 'arc');
      return true;
    }
    case 54:
      polyline(g, [int(8), int(12)], { from: true });
      return true;
    case 56:
    case 92: {
      const isShort = type === 92;
      const all = points(record, isShort);
      const from = 28 + all.length * (isShort ? 2 : 4);
      mixed(g, all, record.subarray(from, from + all.length / 2));
      return true;
    }
    case 62:
      paintPath(g, 'area');
      return true;
    case 63:
      paintPath(g, 'both');
      return true;
    case 64:
      paintPath(g, 'line');
      return true;
    case 71:
      fillRegion(play, regionAt(record, 32), int(28));
      return true;
    case 74:
      fillRegion(play, regionAt(record, 28), null);
      return true;
    case 83:
    case 84:
      text(play, record, 36, type === 84);
      return true;
    case 96:
    case 97:
      for (let one = 0; one < Math.min(1000, record.readUInt32LE(36)); one++) text(play, record, 40 + one * 40, type === 97);
      return true;
    case 108:
      smallText(play, record);
      return true;
    default:
      return false;
  }
}

/** Points after bounds and their number, as many as there are. */
function points(record: Buffer, isShort: boolean): Points {
  return pointsAt(record, 28, record.readUInt32LE(24), isShort);
}

const MOST_POINTS = 1_000_000;

function pointsAt(record: Buffer, from: number, count: number, isShort: boolean): Points {
  const size = isShort ? 2 : 4;
  const there = Math.min(count, Math.floor((record.length - from) / (2 * size)));
  if (there > MOST_POINTS) throw new TooMuch('too many points');
  return Array.from({ length: Math.max(0, there) * 2 }, (_, at) =>
    isShort ? record.readInt16LE(from + at * 2) : record.readInt32LE(from + at * 4),
  );
}

function manyPoints(record: Buffer, isShort: boolean): Points[] {
  const count = Math.min(record.readUInt32LE(24), Math.floor((record.length - 32) / 4));
  let from = 32 + count * 4;
  return Array.from({ length: count }, (_, one) => {
    const some = pointsAt(record, from, record.readUInt32LE(32 + one * 4), isShort);
    from += some.length * (isShort ? 2 : 4);
    return some;
  });
}

const FILLED = 2;
const CUT = 4;
const GLYPHS = 0x10;
const NO_BOX = 0x100;
const SMALL = 0x200;
const IN_PAIRS = 0x2000;

/** EmrText (MS-EMF 2.2.5) at a place of the record; offsets count from the record's beginning. */
function text({ g }: EmfPlay, record: Buffer, at: number, isWide: boolean): void {
  const int = (offset: number): number => record.readInt32LE(at + offset);
  const options = int(16);
  const count = Math.min(record.readUInt32LE(at + 8), record.length);
  const from = record.readUInt32LE(at + 12);
  const letters = isWide
    ? wideLetters(record.subarray(from, from + count * 2), g.dc.font)
    : lettersOf(record.subarray(from, from + count), g.dc.font.charset, g.dc.font.name);
  const dx = record.readUInt32LE(at + 36);
  const step = (options & IN_PAIRS) !== 0 ? 8 : 4;
  const hasDistances = dx > 0 && dx + count * step <= record.length;
  lettering(g, {
    x: int(0),
    y: int(4),
    chars: (options & GLYPHS) !== 0 ? [] : letters.map(({ char }) => char),
    distances: hasDistances ? distancesOf(letters, (unit) => record.readInt32LE(dx + unit * step)) : null,
    box: (options & NO_BOX) !== 0 ? null : boxAt(record, at + 20),
    isFilled: (options & FILLED) !== 0,
    isCut: (options & CUT) !== 0,
  });
}

/** SmallTextOut (MS-EMF 2.3.5.37). */
function smallText({ g }: EmfPlay, record: Buffer): void {
  const options = record.readUInt32LE(20);
  const hasBox = (options & NO_BOX) === 0;
  const from = hasBox ? 52 : 36;
  const count = Math.min(record.readUInt32LE(16), record.length);
  const letters =
    (options & SMALL) !== 0
      ? lettersOf(record.subarray(from, from + count), 0, g.dc.font.name)
      : wideLetters(record.subarray(from, from + count * 2), g.dc.font);
  lettering(g, {
    x: record.readInt32LE(8),
    y: record.readInt32LE(12),
    chars: (options & GLYPHS) !== 0 ? [] : letters.map(({ char }) => char),
    distances: null,
    box: hasBox ? boxAt(record, 36) : null,
    isFilled: (options & FILLED) !== 0,
    isCut: (options & CUT) !== 0,
  });
}

function wideLetters(bytes: Buffer, { charset, name }: { readonly charset: number; readonly name: string }): Letter[] {
  const ofSigns = isSymbol(charset, name);
  return [...bytes.subarray(0, bytes.length & ~1).toString('utf16le')].map((char) => ({
    char: ofSigns ? symbolOf(char.codePointAt(0) ?? 0, name) : char,
    units: char.length,
  }));
}
