import type { PathStep } from './drawing.ts';

/** How far the points that pull lie along the sides where four curves make a circle. */
const ROUND = 0.5523;

/** The outline of an ellipse that fills a box; points. */
export function ellipse(x: number, y: number, width: number, height: number): PathStep[] {
  const [rx, ry] = [width / 2, height / 2];
  const [cx, cy] = [x + rx, y + ry];
  const [px, py] = [rx * ROUND, ry * ROUND];
  return [
    ['move', cx + rx, cy],
    ['curve', cx + rx, cy + py, cx + px, cy + ry, cx, cy + ry],
    ['curve', cx - px, cy + ry, cx - rx, cy + py, cx - rx, cy],
    ['curve', cx - rx, cy - py, cx - px, cy - ry, cx, cy - ry],
    ['curve', cx + px, cy - ry, cx + rx, cy - py, cx + rx, cy],
    ['close'],
  ];
}

type Point = readonly [x: number, y: number];

/** A quarter of an ellipse from one point to another round the corner of the box it lies in. */
export function arcTo([x1, y1]: Point, [cx, cy]: Point, [x2, y2]: Point): PathStep {
  return ['curve', x1 + (cx - x1) * ROUND, y1 + (cy - y1) * ROUND, x2 + (cx - x2) * ROUND, y2 + (cy - y2) * ROUND, x2, y2];
}

/** A step with each of its points moved. */
export function transformed(step: PathStep, move: (x: number, y: number) => readonly [number, number]): PathStep {
  switch (step[0]) {
    case 'close':
      return step;
    case 'curve': {
      const [, x1, y1, x2, y2, x, y] = step;
      return ['curve', ...move(x1, y1), ...move(x2, y2), ...move(x, y)];
    }
    default:
      return [step[0], ...move(step[1], step[2])];
  }
}
