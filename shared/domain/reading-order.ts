export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Four corners of a line of text, from its beginning clockwise: start top, end top, end bottom, start bottom. */
export type Quad = readonly [Point, Point, Point, Point];

/** A piece of text and where it stands, as shares of the displayed page's width and height from its top left corner. */
export interface PlacedWords {
  readonly text: string;
  readonly box: Quad;
}

/** One recognised line: its words, how sure the reader is (0..1), where it stands on the page (pixels of the page picture). */
export interface OcrLine {
  readonly text: string;
  readonly confidence: number;
  readonly box: Quad;
}

/** Two lines stand in one row when their middles are closer than this share of the lower one's height. */
const SAME_ROW = 0.5;

/** How often a page must be turned to the left by a quarter until its lines run from left to right. */
export type QuarterTurns = 0 | 1 | 2 | 3;

/**
 * How the lines of a page run, each weighing what it says: a page scanned on its head or on its side is read as it would be held, and
 * columns of upright characters (竖排), which run downwards, from the rightmost to the leftmost.
 */
export function turnsOf(lines: readonly Pick<OcrLine, 'text' | 'box'>[]): QuarterTurns {
  const weights: [number, number, number, number] = [0, 0, 0, 0];
  for (const { text, box } of lines) {
    const [start, end] = box;
    const turns = (Math.round(Math.atan2(end.y - start.y, end.x - start.x) / (Math.PI / 2)) + 4) % 4;
    weights[turns as QuarterTurns] += text.length;
  }
  return weights.indexOf(Math.max(...weights)) as QuarterTurns;
}

/** A point where it stands after the page was turned to the left so often, about the origin. */
export function turnedLeft({ x, y }: Point, turns: QuarterTurns): Point {
  return turns === 0 ? { x, y } : turns === 1 ? { x: y, y: -x } : turns === 2 ? { x: -x, y: -y } : { x: -y, y: x };
}

/** Rows from top to bottom, in each row from left to right, as the page is held to read it: words of a table's row stay together. */
export function rowsOf<Line extends Pick<OcrLine, 'text' | 'box'>>(lines: readonly Line[]): Line[][] {
  const turns = turnsOf(lines);
  const held = lines.map((line) => ({ line, box: line.box.map((corner) => turnedLeft(corner, turns)) }));
  const rows: { readonly lines: (typeof held)[number][]; middle: number; height: number }[] = [];
  for (const one of held.sort((a, b) => middleOf(a.box) - middleOf(b.box))) {
    const [middle, height] = [middleOf(one.box), heightOf(one.box)];
    const row = rows.findLast((other) => Math.abs(other.middle - middle) < SAME_ROW * Math.min(other.height, height));
    if (!row) {
      rows.push({ lines: [one], middle, height });
      continue;
    }
    row.lines.push(one);
    row.middle = row.lines.reduce((sum, other) => sum + middleOf(other.box), 0) / row.lines.length;
  }
  return rows.map((row) => row.lines.sort((a, b) => leftOf(a.box) - leftOf(b.box)).map(({ line }) => line));
}

/** The page as text: a line a row, columns of a row parted by tabs. */
export function pageText(lines: readonly OcrLine[]): string {
  return rowsOf(lines)
    .map((row) => row.map((line) => line.text).join('\t'))
    .join('\n');
}

function middleOf(box: readonly Point[]): number {
  return box.reduce((sum, corner) => sum + corner.y, 0) / 4;
}

/** Where a line begins; of one that runs across the others, its leftmost corner. */
function leftOf(box: readonly Point[]): number {
  return Math.min(...box.map((corner) => corner.x));
}

function heightOf(box: readonly Point[]): number {
  const ys = box.map((corner) => corner.y);
  const [start, , , below] = box;
  if (!start || !below) return 0;
  const along = Math.hypot(below.x - start.x, below.y - start.y);
  // A line that runs across the others is as high as it is long.
  return Math.abs(below.y - start.y) > Math.abs(below.x - start.x) ? along : Math.max(...ys) - Math.min(...ys);
}
