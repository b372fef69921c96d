/** Transformation of ISO 32000-1 §8.3.3: x' = a·x + c·y + e, y' = b·x + d·y + f. */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];
export type Rotation = 0 | 90 | 180 | 270;

/** Corners with x0 < x1 and y0 < y1. */
export interface Box {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** A4 portrait in points. */
export const A4 = { widthPt: 595.28, heightPt: 841.89 } as const;

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

export function apply(matrix: Matrix, x: number, y: number): readonly [x: number, y: number] {
  const [a, b, c, d, e, f] = matrix;
  return [a * x + c * y + e, b * x + d * y + f];
}

/** First `inner`, then `outer`. */
export function multiply(inner: Matrix, outer: Matrix): Matrix {
  const [a, b, c, d, e, f] = inner;
  const [oa, ob, oc, od, oe, of] = outer;
  return [a * oa + b * oc, a * ob + b * od, c * oa + d * oc, c * ob + d * od, e * oa + f * oc + oe, e * ob + f * od + of];
}

/** The smallest upright box round a transformed box. */
export function transformBox(matrix: Matrix, { x0, y0, x1, y1 }: Box): Box {
  const corners = [apply(matrix, x0, y0), apply(matrix, x1, y0), apply(matrix, x0, y1), apply(matrix, x1, y1)];
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  return { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) };
}

/**
 * From the page as displayed (origin at its lower left corner) to the user space of a page with this /Rotate
 * and the media box [0 0 widthPt heightPt].
 */
export function displayToUser(rotate: Rotation, widthPt: number, heightPt: number): Matrix {
  switch (rotate) {
    case 0:
      return IDENTITY;
    case 90:
      return [0, 1, -1, 0, widthPt, 0];
    case 180:
      return [-1, 0, 0, -1, widthPt, heightPt];
    case 270:
      return [0, -1, 1, 0, 0, heightPt];
  }
}

/** A number as PDF syntax: five decimals at most (ISO 32000-1 annex C), never an exponent. */
export function pdfNumber(value: number): string {
  return value
    .toFixed(5)
    .replace(/\.?0+$/, '')
    .replace(/^-0$/, '0');
}

export function matrixText(matrix: Matrix): string {
  return matrix.map(pdfNumber).join(' ');
}

/** Nearest quarter turn, clockwise, of a /Rotate entry. */
export function rotationOf(degrees: number): Rotation {
  const quarter = (((Math.round(degrees / 90) % 4) + 4) % 4) * 90;
  return quarter === 90 ? 90 : quarter === 180 ? 180 : quarter === 270 ? 270 : 0;
}
