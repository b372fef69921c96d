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
