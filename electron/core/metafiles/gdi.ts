import type { Pen, Brush, FontLook } from './gdi-objects.ts';
import type { Matrix, Outline, VectorItem, VectorPicture, VectorStroke } from './vector.ts';
import { joined } from './vector.ts';

/** What a metafile may ask for at most; one that asks for more is given up as a whole. */
const MOST_ITEMS = 60_000;
const MOST_OUTLINE_CHARS = 12_000_000;
const MOST_PIXELS = 64_000_000;
const MOST_SAVED = 1_000;
const MOST_CLIPS = 4_000;

/** The picture asks for more than a page can hold. */
export class TooMuch extends Error {}

type Cuts = VectorPicture['clips'][number];

/** What drawing depends on; kept and taken back by SaveDC and RestoreDC. */
export interface Dc {
  pen: Pen | null;
  brush: Brush | null;
  font: FontLook;
  textColor: string;
  backColor: string;
  isOpaque: boolean;
  textAlign: number;
  evenOdd: boolean;
  rop2: number;
  mapMode: number;
  windowAt: readonly [number, number];
  windowSize: readonly [number, number];
  viewportAt: readonly [number, number];
  viewportSize: readonly [number, number];
  world: Matrix;
  at: readonly [number, number];
  charExtra: number;
  clockwise: boolean;
  cuts: Cuts;
}

export interface Gdi {
  dc: Dc;
  readonly saved: Dc[];
  /** Units of the device a millimetre, for map modes that are of a fixed size. */
  readonly perMm: readonly [number, number];
  /** The outline being built between BeginPath and EndPath, or the last one built. */
  path: string[];
  inPath: boolean;
  readonly items: VectorItem[];
  readonly clips: Cuts[];
  readonly numbers: Map<Cuts, number>;
  chars: number;
  /** Pixels of pictures so far. */
  pixels: number;
  /** What the last picture would show over white and over black, where the next may be laid on it. */
  laid: Laid | null;
}

export interface Laid {
  readonly place: string;
  /** Its place among the items. */
  readonly at: number;
  readonly width: number;
  readonly height: number;
  /** Four bytes a pixel. */
  readonly onWhite: Uint8Array;
  readonly onBlack: Uint8Array;
}

const FONT: FontLook = { kind: 'font', name: '', height: -12, bold: false, italic: false, underline: false, strike: false, turn: 0, charset: 1 }; // prettier-ignore

export const BLACK_PEN: Pen = { kind: 'pen', color: '#000000', width: 0, inDevice: true, dash: [], cap: 'round', join: 'round' };

/** A device that has drawn nothing yet. */
export function createGdi(perMm: readonly [number, number] = [96 / 25.4, 96 / 25.4]): Gdi {
  const dc: Dc = {
    pen: BLACK_PEN,
    brush: { kind: 'brush', color: '#ffffff' },
    font: FONT,
    textColor: '#000000',
    backColor: '#ffffff',
    isOpaque: true,
    textAlign: 0,
    evenOdd: true,
    rop2: 13,
    mapMode: 1,
    windowAt: [0, 0],
    windowSize: [1, 1],
    viewportAt: [0, 0],
    viewportSize: [1, 1],
    world: [1, 0, 0, 1, 0, 0],
    at: [0, 0],
    charExtra: 0,
    clockwise: false,
    cuts: [],
  };
  return {
    dc,
    saved: [],
    perMm,
    path: [],
    inPath: false,
    items: [],
    clips: [],
    numbers: new Map(),
    chars: 0,
    pixels: 0,
    laid: null,
  };
}

export function saveDc(g: Gdi): void {
  if (g.saved.length >= MOST_SAVED) throw new TooMuch('too many saved states');
  g.saved.push({ ...g.dc });
}

/** `which` below zero counts back from the last one saved, above it from the first. */
export function restoreDc(g: Gdi, which: number): void {
  const at = which < 0 ? g.saved.length + which : which - 1;
  const found = g.saved[at];
  if (!found) return;
  g.saved.length = at;
  g.dc = found;
}

/** Counts the pixels of a picture before it is read; one that is too large alone is not read anyway. */
export function countPixels(g: Gdi, { width, height }: { readonly width: number; readonly height: number }): void {
  if (width * height > MOST_PIXELS) return;
  g.pixels += width * height;
  if (g.pixels > MOST_PIXELS) throw new TooMuch('too many pixels');
}

const MM_PER_UNIT: Readonly<Record<number, number>> = { 2: 0.1, 3: 0.01, 4: 0.254, 5: 0.0254, 6: 25.4 / 1440 };

/** From units of pages to the device (MS-EMF 2.1.21: of a fixed size with y upwards, or as window and viewport say). */
function pageMatrix({ dc, perMm }: Gdi): Matrix {
  const { mapMode, windowAt, windowSize, viewportAt, viewportSize } = dc;
  let scale: readonly [number, number] = [1, 1];
  const mm = MM_PER_UNIT[mapMode];
  if (mm !== undefined) scale = [mm * perMm[0], -mm * perMm[1]];
  else if (mapMode === 7 || mapMode === 8) {
    const [x, y] = [viewportSize[0] / (windowSize[0] || 1), viewportSize[1] / (windowSize[1] || 1)];
    const least = Math.min(Math.abs(x), Math.abs(y));
    scale = mapMode === 8 ? [x, y] : [Math.sign(x) * least, Math.sign(y) * least];
  }
  const [dx, dy] = [viewportAt[0] - windowAt[0] * scale[0], viewportAt[1] - windowAt[1] * scale[1]];
  return [scale[0], 0, 0, scale[1], dx, dy];
}

/** From what records say to the device. */
export function deviceMatrix(g: Gdi): Matrix {
  return joined(g.dc.world, pageMatrix(g));
}

export function applied([a, b, c, d, e, f]: Matrix, x: number, y: number): [number, number] {
  return [a * x + c * y + e, b * x + d * y + f];
}

/** A number of an outline: thousandths, nothing that is no number. */
export function num(value: number): string {
  return Number.isFinite(value) ? String(Math.round(Math.max(-1e8, Math.min(1e8, value)) * 1000) / 1000) : '0';
}

export function point(matrix: Matrix, x: number, y: number): string {
  const [X, Y] = applied(matrix, x, y);
  return `${num(X)} ${num(Y)}`;
}

const STROKE = 1;
const FILL = 2;
export const DRAWN = { line: STROKE, area: FILL, both: STROKE | FILL } as const;

/** Draws an outline in units of the device with pen and brush, or adds it to the path that is being built. */
export function draw(g: Gdi, outline: Outline, what: number): void {
  if (outline === '') return;
  g.chars += outline.length;
  if (g.chars > MOST_OUTLINE_CHARS) throw new TooMuch('outlines too long');
  if (g.inPath) g.path.push(outline);
  else paintOutline(g, outline, what);
}

const NOTHING_DRAWN: readonly number[] = [6, 11];

export function paintOutline(g: Gdi, outline: Outline, what: number): void {
  const { dc } = g;
  if (NOTHING_DRAWN.includes(dc.rop2)) return;
  const forced = dc.rop2 === 1 ? '#000000' : dc.rop2 === 16 ? '#ffffff' : null;
  const fill = (what & FILL) !== 0 && dc.brush ? { fill: forced ?? colourOfBrush(dc, dc.brush), evenOdd: dc.evenOdd } : {};
  const stroke = (what & STROKE) !== 0 && dc.pen ? { stroke: strokeOf(g, dc.pen, forced) } : {};
  if ('fill' in fill || 'stroke' in stroke) add(g, { kind: 'path', path: outline, ...fill, ...stroke });
}

function colourOfBrush({ textColor, backColor }: Dc, { color, groundShare }: Brush): string {
  return groundShare === undefined ? color : mixed(backColor, textColor, groundShare);
}

/** So much of the first colour on the second. */
export function mixed(first: string, second: string, share: number): string {
  const channel = (text: string, at: number): number => Number.parseInt(text.slice(at, at + 2), 16) || 0;
  const channels = [1, 3, 5].map((at) => Math.round(channel(first, at) * share + channel(second, at) * (1 - share)));
  return `#${channels.map((one) => one.toString(16).padStart(2, '0')).join('')}`;
}

function strokeOf(g: Gdi, pen: Pen, forced: string | null): VectorStroke {
  const [a, b, c, d] = deviceMatrix(g);
  const width = pen.inDevice ? pen.width : pen.width * Math.sqrt(Math.abs(a * d - b * c));
  const dash = pen.dash.map((length) => Number(num(length * Math.max(width, 1))));
  const round = Number(num(width));
  return { color: forced ?? pen.color, width: round, cap: pen.cap, join: pen.join, ...(dash.length > 0 ? { dash } : {}) };
}

/** Adds an item, seen through the cuts that hold. */
export function add(g: Gdi, item: VectorItem, cuts: Cuts = g.dc.cuts): void {
  if (item.kind !== 'path' && !item.matrix.every(Number.isFinite)) return;
  if (g.items.length >= MOST_ITEMS) throw new TooMuch('too many things drawn');
  if (cuts.length === 0) {
    g.items.push(item);
    return;
  }
  let clip = g.numbers.get(cuts);
  if (clip === undefined) {
    if (g.clips.length >= MOST_CLIPS) throw new TooMuch('too many cuts');
    clip = g.clips.push(cuts) - 1;
    g.numbers.set(cuts, clip);
  }
  g.items.push({ ...item, clip });
}
