export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Four corners of a line of text, from its beginning clockwise: start top, end top, end bottom, start bottom. */
export type Quad = readonly [Point, Point, Point, Point];

/** One recognised line: its words, how sure the reader is (0..1), where it stands on the page (pixels of the page picture). */
export interface OcrLine {
  readonly text: string;
  readonly confidence: number;
  readonly box: Quad;
}

/** Two lines stand in one row when their middles are closer than this share of the lower one's height. */
const SAME_ROW = 0.5;

/** Rows from top to bottom, in each row from left to right: words of a table's row stay together. */
export function rowsOf(lines: readonly OcrLine[]): OcrLine[][] {
  const rows: { readonly lines: OcrLine[]; middle: number; height: number }[] = [];
  for (const line of [...lines].sort((a, b) => middleOf(a.box) - middleOf(b.box))) {
    const [middle, height] = [middleOf(line.box), heightOf(line.box)];
    const row = rows.findLast((one) => Math.abs(one.middle - middle) < SAME_ROW * Math.min(one.height, height));
    if (!row) {
      rows.push({ lines: [line], middle, height });
      continue;
    }
    row.lines.push(line);
    row.middle = row.lines.reduce((sum, one) => sum + middleOf(one.box), 0) / row.lines.length;
  }
  return rows.map((row) => row.lines.sort((a, b) => a.box[0].x - b.box[0].x));
}

/** The page as text: a line a row, columns of a row parted by tabs. */
export function pageText(lines: readonly OcrLine[]): string {
  return rowsOf(lines)
    .map((row) => row.map((line) => line.text).join('\t'))
    .join('\n');
}

function middleOf(box: Quad): number {
  return box.reduce((sum, corner) => sum + corner.y, 0) / 4;
}

function heightOf(box: Quad): number {
  return Math.hypot(box[3].x - box[0].x, box[3].y - box[0].y);
}
