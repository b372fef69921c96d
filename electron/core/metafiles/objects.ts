import { BLACK_PEN, mixed, type Gdi } from './gdi.ts';
import type { Brush, FontLook, GdiObject, NoInk, Pen } from './gdi-objects.ts';

/** A colour of a record (red, green, blue, and what of a palette is told apart, which is not read) as `#rrggbb`. */
export function colourOf(value: number): string {
  const hex = (channel: number): string => channel.toString(16).padStart(2, '0');
  return `#${hex(value & 255)}${hex((value >> 8) & 255)}${hex((value >> 16) & 255)}`;
}

const DASHES: Readonly<Record<number, readonly number[]>> = {
  1: [6, 3],
  2: [1.5, 2],
  3: [6, 2, 1.5, 2],
  4: [6, 2, 1.5, 2, 1.5, 2],
  8: [1.5, 1.5],
};

/** A pen by PenStyle (MS-EMF 2.1.25): kind of line, ends and joins in one number. */
export function penOf(
  style: number,
  width: number,
  color: string,
  { inDevice = false, own = [] }: { readonly inDevice?: boolean; readonly own?: readonly number[] } = {},
): Pen | NoInk {
  const kind = style & 15;
  if (kind === 5) return { kind: 'no pen' };
  const per = Math.max(1, Math.abs(width));
  const dash = kind === 7 ? own.slice(0, 16).map((length) => length / per) : (DASHES[kind] ?? []);
  return {
    kind: 'pen',
    color,
    width: Math.abs(width),
    inDevice: inDevice || width === 0,
    dash: dash.some((length) => length > 0) ? dash : [],
    cap: dash.length > 0 || (style & 0xf00) === 0x200 ? 'butt' : (style & 0xf00) === 0x100 ? 'square' : 'round',
    join: (style & 0xf000) === 0x1000 ? 'bevel' : (style & 0xf000) === 0x2000 ? 'miter' : 'round',
  };
}

/** BrushStyle (MS-WMF 2.1.1.4): a plain one, none, or lines on a ground, which become one colour between both. */
export function brushOf(style: number, color: string, ground: string): Brush | NoInk {
  if (style === 1) return { kind: 'no brush' };
  return { kind: 'brush', color: style === 2 ? mixed(color, ground, HATCHED) : color };
}

/** Lines of a hatch cover about so much of their ground. */
const HATCHED = 0.2;

const plain = (color: string): Brush => ({ kind: 'brush', color });

/** Objects that every device has (MS-EMF 2.1.31), by the low byte of their number. */
export function stockObject(number: number): GdiObject {
  switch (number & 0xff) {
    case 0:
      return plain('#ffffff');
    case 1:
      return plain('#c0c0c0');
    case 2:
      return plain('#808080');
    case 3:
      return plain('#404040');
    case 4:
      return plain('#000000');
    case 5:
      return { kind: 'no brush' };
    case 6:
      return { ...BLACK_PEN, color: '#ffffff' };
    case 7:
    case 19:
      return BLACK_PEN;
    case 8:
      return { kind: 'no pen' };
    case 18:
      return plain('#ffffff');
    case 10:
    case 11:
    case 12:
    case 13:
    case 14:
    case 16:
    case 17:
      return STOCK_FONT;
    default:
      return { kind: 'other' };
  }
}

const STOCK_FONT: FontLook = { kind: 'font', name: '', height: -13, bold: false, italic: false, underline: false, strike: false, turn: 0, charset: 1 }; // prettier-ignore

/** Draws with an object from here on. Regions are chosen by whoever knows their units. */
export function select(g: Gdi, object: GdiObject | undefined): void {
  switch (object?.kind) {
    case 'pen':
      g.dc.pen = object;
      break;
    case 'no pen':
      g.dc.pen = null;
      break;
    case 'brush':
      g.dc.brush = object;
      break;
    case 'no brush':
      g.dc.brush = null;
      break;
    case 'font':
      g.dc.font = object;
      break;
    default:
  }
}
