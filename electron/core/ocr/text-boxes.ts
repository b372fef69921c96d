import type { Point, Quad } from './picture.ts';

/** How likely each pixel belongs to text, 0..1, rows from the top. */
export interface TextMap {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly share: Float32Array;
}

/** Constants of the detector's own post-processing (Differentiable Binarization, as PaddleOCR sets them for PP-OCRv4). */
const IS_TEXT = 0.3;
const SURE_ENOUGH = 0.6;
const UNCLIP = 1.6;
const SMALLEST_SIDE_PX = 3;
const MOST_BOXES = 3_000;

/**
 * Finds the boxes of text lines in the detector's map: connected pixels → smallest rectangle around them → grown, because the
 * detector is trained to see lines narrower than they are. Coordinates are those of the map.
 */
export function findTextBoxes(map: TextMap): Quad[] {
  const boxes: Quad[] = [];
  for (const points of components(map)) {
    if (boxes.length >= MOST_BOXES) break;
    const box = smallestRectangle(convexHull(points.outline));
    if (box === null || Math.min(box.width, box.height) < SMALLEST_SIDE_PX || points.meanShare < SURE_ENOUGH) continue;
    const grow = (box.width * box.height * UNCLIP) / (2 * (box.width + box.height));
    boxes.push(cornersOf({ ...box, width: box.width + 2 * grow, height: box.height + 2 * grow }));
  }
  return boxes;
}

interface Component {
  /** Leftmost and rightmost point of every row: enough for the hull. */
  readonly outline: readonly Point[];
  readonly meanShare: number;
}

function* components({ widthPx, heightPx, share }: TextMap): Generator<Component> {
  const seen = new Uint8Array(share.length);
  const stack: number[] = [];
  for (let start = 0; start < share.length; start++) {
    if (seen[start] === 1 || (share[start] ?? 0) <= IS_TEXT) continue;
    const rows = new Map<number, [number, number]>();
    let sum = 0;
    let count = 0;
    stack.push(start);
    seen[start] = 1;
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const x = at % widthPx;
      const y = (at - x) / widthPx;
      sum += share[at] ?? 0;
      count++;
      const row = rows.get(y);
      if (!row) rows.set(y, [x, x]);
      else if (x < row[0]) row[0] = x;
      else if (x > row[1]) row[1] = x;
      for (let dy = -1; dy <= 1; dy++)
        for (let dx = -1; dx <= 1; dx++) {
          const [nx, ny] = [x + dx, y + dy];
          const next = ny * widthPx + nx;
          if (nx < 0 || ny < 0 || nx >= widthPx || ny >= heightPx || seen[next] === 1 || (share[next] ?? 0) <= IS_TEXT) continue;
          seen[next] = 1;
          stack.push(next);
        }
    }
    const outline = [...rows].flatMap(([y, [from, to]]) => [
      { x: from, y },
      { x: to + 1, y },
      { x: from, y: y + 1 },
      { x: to + 1, y: y + 1 },
    ]);
    yield { outline, meanShare: sum / count };
  }
}

/** Andrew's monotone chain, counter-clockwise. */
function convexHull(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  const half = (list: readonly Point[]): Point[] => {
    const chain: Point[] = [];
    for (const point of list) {
      for (let a = chain.at(-2), b = chain.at(-1); a && b && turn(a, b, point) <= 0; a = chain.at(-2), b = chain.at(-1))
        chain.pop();
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.toReversed())];
}

function turn(a: Point, b: Point, c: Point): number {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

interface Rectangle {
  readonly centre: Point;
  readonly width: number;
  readonly height: number;
  /** Of the width's direction, radians in -π/4 … π/4. */
  readonly angle: number;
}

/** The rectangle of least area around a convex hull: one of its sides lies on a side of the hull. */
function smallestRectangle(hull: readonly Point[]): Rectangle | null {
  let best: Rectangle | null = null;
  for (let at = 0; at < hull.length; at++) {
    const [a, b] = [hull[at], hull[(at + 1) % hull.length]];
    if (!a || !b) continue;
    const angle = Math.atan2(b.y - a.y, b.x - a.x);
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const { x, y } of hull) {
      const [u, v] = [x * cos + y * sin, y * cos - x * sin];
      left = Math.min(left, u);
      right = Math.max(right, u);
      top = Math.min(top, v);
      bottom = Math.max(bottom, v);
    }
    const [width, height] = [right - left, bottom - top];
    if (best !== null && width * height >= best.width * best.height) continue;
    const [u, v] = [(left + right) / 2, (top + bottom) / 2];
    best = upright({ centre: { x: u * cos - v * sin, y: u * sin + v * cos }, width, height, angle });
  }
  return best;
}

/** The same rectangle, named so that its width runs as nearly from left to right as it can. */
function upright(box: Rectangle): Rectangle {
  const quarter = Math.PI / 2;
  const turns = Math.round(box.angle / quarter);
  const angle = box.angle - turns * quarter;
  return turns % 2 === 0 ? { ...box, angle } : { ...box, angle, width: box.height, height: box.width };
}

function cornersOf({ centre, width, height, angle }: Rectangle): Quad {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const corner = (u: number, v: number): Point => ({
    x: centre.x + (u * width * cos) / 2 - (v * height * sin) / 2,
    y: centre.y + (u * width * sin) / 2 + (v * height * cos) / 2,
  });
  return [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
}
