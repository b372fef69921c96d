import type { Edges, Stroke } from './blocks.ts';
import type { Drawing } from './drawing.ts';

/** Draws the lines of a box: four alike as one rectangle, else each edge on its own. */
export function drawEdges(
  edges: Edges,
  { x, y, width, height }: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  out: Drawing[],
): void {
  const { top, right, bottom, left } = edges;
  if (top && top.kind === 'solid' && [right, bottom, left].every((edge) => edge !== undefined && isSame(edge, top))) {
    out.push({ kind: 'rect', x, y, width, height, stroke: top.color, thicknessPt: top.widthPt });
    return;
  }
  if (left) drawStroke(left, [x, y, x, y + height], out);
  if (right) drawStroke(right, [x + width, y, x + width, y + height], out);
  if (top) drawStroke(top, [x, y, x + width, y], out);
  if (bottom) drawStroke(bottom, [x, y + height, x + width, y + height], out);
}

/** Draws one line from `x1, y1` to `x2, y2` (points); a double one as two thin ones beside each other. */
export function drawStroke(
  { widthPt, color, kind }: Stroke,
  [x1, y1, x2, y2]: readonly [number, number, number, number],
  out: Drawing[],
): void {
  const line = (offset: number, thicknessPt: number): void => {
    const isUpright = Math.abs(x2 - x1) < Math.abs(y2 - y1);
    const [dx, dy] = isUpright ? [offset, 0] : [0, offset];
    const dots = kind === 'dotted' ? { dotsPt: Math.max(2, 2.5 * thicknessPt) } : {};
    out.push({ kind: 'line', x1: x1 + dx, y1: y1 + dy, x2: x2 + dx, y2: y2 + dy, thicknessPt, color, ...dots });
  };
  if (kind !== 'double') return line(0, widthPt);
  line(-widthPt, widthPt);
  line(widthPt, widthPt);
}

function isSame(a: Stroke, b: Stroke): boolean {
  return a.widthPt === b.widthPt && a.color === b.color && a.kind === b.kind;
}
