import { cutTo } from './cuts.ts';
import { add, applied, deviceMatrix, draw, DRAWN, num, point, type Gdi } from './gdi.ts';
import { boxOutline, type Box } from './shapes.ts';
import { joined, type Matrix, type VectorItem } from './vector.ts';

/** Text as a record sets it: its characters, how far each is from the next in units of the record, and what is done with a rectangle. */
export interface Lettering {
  readonly x: number;
  readonly y: number;
  readonly chars: readonly string[];
  readonly distances: readonly number[] | null;
  /** Filled behind the text, or all that is seen of it. */
  readonly box: Box | null;
  readonly isFilled: boolean;
  readonly isCut: boolean;
}

/** Shares of an em: from the base line to the top and the bottom of a line, and the height of a line. */
const ASCENT = 0.88;
const DESCENT = 0.2;
const LINE = 1.15;
const DEFAULT_EM = 12;

/** TextAlign (MS-EMF 2.1.31, MS-WMF 2.1.2.3). */
const UPDATES = 1;
const ACROSS = 6;
const DOWN = 24;

const SERIF =
  /song|sun|ming|times|serif|fang|kai|宋|仿|楷|明|roman|georgia|garamond|cambria|symbol|mt extra|book|xiaobiao|century/i;
const SANS = /sans|hei|arial|helvet|黑/i;

/** Draws text with the font, the colour and the alignment that hold. */
export function lettering(g: Gdi, text: Lettering): void {
  const before = g.dc.cuts;
  const matrix = deviceMatrix(g);
  if (text.box && text.isFilled) add(g, { kind: 'path', path: boxOutline(matrix, text.box), fill: g.dc.backColor });
  if (text.box && text.isCut) cutTo(g, boxOutline(matrix, text.box));
  if (text.chars.length > 0) letters(g, text, matrix);
  g.dc.cuts = before;
}

function letters(g: Gdi, { x, y, chars, distances }: Lettering, matrix: Matrix): void {
  const { dc } = g;
  const { font } = dc;
  const isMoving = (dc.textAlign & UPDATES) !== 0;
  const [atX, atY] = applied(matrix, ...(isMoving ? dc.at : ([x, y] as const)));
  const [across, down] = [Math.hypot(matrix[0], matrix[1]), Math.hypot(matrix[2], matrix[3])];
  const em = (font.height < 0 ? -font.height : font.height > 0 ? font.height / LINE : DEFAULT_EM) * down;
  if (!(em > 0) || !Number.isFinite(em + atX + atY)) return;
  const angle = Math.atan2(dc.world[1], dc.world[0]) - (font.turn * Math.PI) / 1800;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const places: number[] = [];
  let width = 0;
  for (const distance of distances ?? []) {
    places.push(width);
    width += ((distance + dc.charExtra) * across) / em;
  }
  const isPlaced = distances !== null && width > 0;
  const side = dc.textAlign & ACROSS;
  const shift = !isPlaced || side === 0 ? 0 : side === ACROSS ? -width / 2 : -width;
  const line = (dc.textAlign & DOWN) === DOWN ? 0 : (dc.textAlign & DOWN) === 8 ? DESCENT : -ASCENT;
  const base: Matrix = [cos * em, sin * em, sin * em, -cos * em, atX, atY];
  const set = joined([1, 0, 0, 1, shift, line], base);
  if (dc.isOpaque && isPlaced) add(g, { kind: 'path', path: emBox(set, width), fill: dc.backColor });
  const item: VectorItem = {
    kind: 'text',
    text: chars.join(''),
    matrix: set,
    ...(isPlaced && places.length === chars.length ? { places: places.map((one) => Number(num(one))), width } : {}),
    anchor: isPlaced || side === 0 ? 'start' : side === ACROSS ? 'middle' : 'end',
    serif: !SANS.test(font.name) && (font.name === '' || SERIF.test(font.name)),
    bold: font.bold,
    slanted: font.italic,
    color: dc.textColor,
  };
  g.chars += item.text.length;
  if (item.text.trim() !== '') add(g, item);
  if (isPlaced && (font.underline || font.strike)) rules(g, set, width);
  if (isMoving && isPlaced) dc.at = [dc.at[0] + (width * em) / (across || 1), dc.at[1]];
}

function emBox(set: Matrix, width: number): string {
  const at = (x: number, y: number): string => point(set, x, y);
  return `M${at(0, -DESCENT)}L${at(width, -DESCENT)}L${at(width, ASCENT)}L${at(0, ASCENT)}Z`;
}

function rules(g: Gdi, set: Matrix, width: number): void {
  const rule = (low: number): string =>
    `M${point(set, 0, low)}L${point(set, width, low)}L${point(set, width, low + 0.06)}L${point(set, 0, low + 0.06)}Z`;
  const path = [g.dc.font.underline ? rule(-0.16) : '', g.dc.font.strike ? rule(0.28) : ''].join('');
  add(g, { kind: 'path', path, fill: g.dc.textColor });
}

/** A point of one unit of the device in a colour. */
export function pixel(g: Gdi, x: number, y: number, color: string): void {
  const [X, Y] = applied(deviceMatrix(g), x, y);
  const brush = g.dc.brush;
  g.dc.brush = { kind: 'brush', color };
  draw(g, boxOutline([1, 0, 0, 1, 0, 0], [X, Y, X + 1, Y + 1]), DRAWN.area);
  g.dc.brush = brush;
}
