import { deviceMatrix, num, type Gdi } from './gdi.ts';
import type { Region } from './gdi-objects.ts';
import type { Outline } from './vector.ts';

/** Cuts within cuts beyond this are not cut any more. */
const MOST_CUTS = 24;

/** Only what lies in the outline too is seen from here on. */
export function cutTo(g: Gdi, path: Outline, evenOdd = false): void {
  if (g.dc.cuts.length < MOST_CUTS) g.dc.cuts = [...g.dc.cuts, { path, evenOdd }];
}

/** RGN_AND, OR, XOR, DIFF and COPY of MS-EMF 2.1.29; OR and XOR see both. */
export function cutBy(g: Gdi, path: Outline | null, mode: number): void {
  if (mode === 5) g.dc.cuts = path === null ? [] : [{ path, evenOdd: false }];
  else if (path === null) return;
  else if (mode === 1) cutTo(g, path);
  else if (mode === 4) cutTo(g, `${EVERYWHERE}${path}`, true);
  else {
    const last = g.dc.cuts.at(-1);
    if (last) g.dc.cuts = [...g.dc.cuts.slice(0, -1), { path: `${last.path}${path}`, evenOdd: mode === 3 }];
  }
}

const EVERYWHERE = 'M-1000000 -1000000L1000000 -1000000L1000000 1000000L-1000000 1000000Z';

/** The outline of rectangles in units of the device. */
export function regionOutline({ rects }: Region): Outline {
  return rects
    .map(([left, top, right, bottom]) => {
      const [l, t, r, b] = [num(left), num(top), num(right), num(bottom)];
      return `M${l} ${t}L${r} ${t}L${r} ${b}L${l} ${b}Z`;
    })
    .join('');
}

/** Moves what is seen, by units of the records. */
export function moveCuts(g: Gdi, x: number, y: number): void {
  const [a, b, c, d] = deviceMatrix(g);
  const by = [a * x + c * y, b * x + d * y];
  const moved = (path: Outline): Outline => {
    let axis = 1;
    return path.replace(/-?[\d.]+/g, (text) => num(Number(text) + (by[(axis = 1 - axis)] ?? 0)));
  };
  g.dc.cuts = g.dc.cuts.map(({ path, evenOdd }) => ({ path: moved(path), evenOdd }));
}
