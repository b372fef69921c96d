import { applied, deviceMatrix, draw, DRAWN, num, point, type Gdi } from './gdi.ts';
import type { Matrix, Outline } from './vector.ts';

/** Points one after the other: x, y, x, y … */
export type Points = readonly number[];
export type Box = readonly [left: number, top: number, right: number, bottom: number];

const KAPPA = 0.5522847498;

/** Lines through points, from the current one where `from` says so. */
export function polyline(g: Gdi, points: Points, { from = false, closed = false } = {}): void {
  const matrix = deviceMatrix(g);
  const parts = pairs(points).map(([x, y]) => point(matrix, x, y));
  if (parts.length < (from ? 1 : 2)) return;
  const start = from ? startOf(g, matrix) : `M${parts.shift()}`;
  draw(g, `${start}${parts.map((one) => `L${one}`).join('')}${closed ? 'Z' : ''}`, closed ? DRAWN.both : DRAWN.line);
  if (from) moveOn(g, points);
}

/** Several closed outlines drawn as one, or several lines. */
export function polylines(g: Gdi, all: readonly Points[], closed: boolean): void {
  const matrix = deviceMatrix(g);
  const outline = all
    .filter((points) => points.length >= 4)
    .map(
      (points) =>
        `M${pairs(points)
          .map(([x, y]) => point(matrix, x, y))
          .join('L')}${closed ? 'Z' : ''}`,
    ) // prettier-ignore
    .join('');
  draw(g, outline, closed ? DRAWN.both : DRAWN.line);
}

/** Curves, three points each after the first; from the current point where `from` says so. */
export function curves(g: Gdi, points: Points, from: boolean): void {
  const matrix = deviceMatrix(g);
  const parts = pairs(points).map(([x, y]) => point(matrix, x, y));
  const start = from ? startOf(g, matrix) : `M${parts.shift() ?? '0 0'}`;
  let outline = start;
  for (let at = 0; at + 2 < parts.length; at += 3) outline += `C${parts[at]} ${parts[at + 1]} ${parts[at + 2]}`;
  draw(g, outline, DRAWN.line);
  if (from) moveOn(g, points);
}

/** PolyDraw (MS-EMF 2.3.5.26): what each point is stands beside it. */
export function mixed(g: Gdi, points: Points, kinds: Uint8Array): void {
  const matrix = deviceMatrix(g);
  const all = pairs(points);
  let outline = startOf(g, matrix);
  for (let at = 0; at < all.length; at++) {
    const [x, y] = all[at] ?? [0, 0];
    const kind = kinds[at] ?? 0;
    if ((kind & 6) === 6) outline += `M${point(matrix, x, y)}`;
    else if ((kind & 6) === 4 && all[at + 2]) {
      outline += `C${[0, 1, 2].map((step) => point(matrix, ...(all[at + step] ?? [0, 0]))).join(' ')}`;
      at += 2;
    } else outline += `L${point(matrix, x, y)}`;
    if (((kinds[at] ?? 0) & 1) === 1) outline += 'Z';
  }
  draw(g, outline, DRAWN.line);
  moveOn(g, points);
}

/** In a path lines go on from where the last one ended; else they begin at the current point. */
function startOf(g: Gdi, matrix: Matrix): string {
  const here = point(matrix, ...g.dc.at);
  const end = g.inPath ? /[-\d.]+ [-\d.]+$/.exec(g.path.at(-1) ?? '')?.[0] : undefined;
  return end === here ? '' : `M${here}`;
}

export function moveTo(g: Gdi, x: number, y: number): void {
  g.dc.at = [x, y];
}

function moveOn(g: Gdi, points: Points): void {
  const [x, y] = points.slice(-2);
  if (x !== undefined && y !== undefined) g.dc.at = [x, y];
}

export function pairs(points: Points): [number, number][] {
  const all: [number, number][] = [];
  for (let at = 0; at + 1 < points.length; at += 2) all.push([points[at] ?? 0, points[at + 1] ?? 0]);
  return all;
}

export function boxOutline(matrix: Matrix, [left, top, right, bottom]: Box): Outline {
  const corner = (x: number, y: number): string => point(matrix, x, y);
  return `M${corner(left, top)}L${corner(right, top)}L${corner(right, bottom)}L${corner(left, bottom)}Z`;
}

export function rectangle(g: Gdi, box: Box): void {
  draw(g, boxOutline(deviceMatrix(g), box), DRAWN.both);
}

export function ellipse(g: Gdi, box: Box): void {
  const [cx, cy, rx, ry] = middle(box);
  draw(g, `${arcOutline(deviceMatrix(g), { cx, cy, rx, ry, from: 0, sweep: 2 * Math.PI })}Z`, DRAWN.both);
}

export function roundRectangle(g: Gdi, [l, t, r, b]: Box, width: number, height: number): void {
  const matrix = deviceMatrix(g);
  const [left, right, top, bottom] = [Math.min(l, r), Math.max(l, r), Math.min(t, b), Math.max(t, b)];
  const rx = Math.min(Math.abs(width), right - left) / 2;
  const ry = Math.min(Math.abs(height), bottom - top) / 2;
  const at = (x: number, y: number): string => point(matrix, x, y);
  const [kx, ky] = [rx * (1 - KAPPA), ry * (1 - KAPPA)];
  draw(
    g,
    `M${at(left + rx, top)}L${at(right - rx, top)}C${at(right - kx, top)} ${at(right, top + ky)} ${at(right, top + ry)}` +
      `L${at(right, bottom - ry)}C${at(right, bottom - ky)} ${at(right - kx, bottom)} ${at(right - rx, bottom)}` +
      `L${at(left + rx, bottom)}C${at(left + kx, bottom)} ${at(left, bottom - ky)} ${at(left, bottom - ry)}` +
      `L${at(left, top + ry)}C${at(left, top + ky)} ${at(left + kx, top)} ${at(left + rx, top)}Z`,
    DRAWN.both,
  );
}

export type ArcKind = 'arc' | 'chord' | 'pie' | 'arc to';

/** Part of an ellipse between two rays, against the clock unless the device says otherwise (MS-EMF 2.3.5.2). */
export function arc(g: Gdi, box: Box, [x1, y1, x2, y2]: readonly [number, number, number, number], kind: ArcKind): void {
  const [cx, cy, rx, ry] = middle(box);
  if (rx === 0 || ry === 0) return;
  const matrix = deviceMatrix(g);
  const from = Math.atan2((y1 - cy) / ry, (x1 - cx) / rx);
  const to = Math.atan2((y2 - cy) / ry, (x2 - cx) / rx);
  const isMirrored = matrix[0] * matrix[3] - matrix[1] * matrix[2] < 0;
  const forwards = g.dc.clockwise !== isMirrored;
  let sweep = to - from;
  if (forwards && sweep <= 0) sweep += 2 * Math.PI;
  if (!forwards && sweep >= 0) sweep -= 2 * Math.PI;
  sweepOf(g, { cx, cy, rx, ry, from, sweep }, kind);
}

/** AngleArc: a line to where it begins, then part of a circle, angles in degrees against the clock. */
export function angleArc(g: Gdi, cx: number, cy: number, radius: number, startAngle: number, sweepAngle: number): void {
  const part = {
    cx,
    cy,
    rx: radius,
    ry: radius,
    from: (-startAngle * Math.PI) / 180,
    sweep: (-clamp(sweepAngle) * Math.PI) / 180,
  };
  sweepOf(g, part, 'arc to');
}

const clamp = (degrees: number): number => Math.max(-360, Math.min(360, degrees || 0));

interface ArcPart {
  readonly cx: number;
  readonly cy: number;
  readonly rx: number;
  readonly ry: number;
  /** Radians, y downwards. */
  readonly from: number;
  readonly sweep: number;
}

function sweepOf(g: Gdi, part: ArcPart, kind: ArcKind): void {
  const matrix = deviceMatrix(g);
  const outline = arcOutline(matrix, part);
  const { cx, cy, rx, ry, from, sweep } = part;
  if (kind === 'arc') draw(g, outline, DRAWN.line);
  else if (kind === 'chord') draw(g, `${outline}Z`, DRAWN.both);
  else if (kind === 'pie') draw(g, `${outline}L${point(matrix, cx, cy)}Z`, DRAWN.both);
  else {
    const start = startOf(g, matrix);
    draw(g, `${start}L${outline.slice(1)}`, DRAWN.line);
    g.dc.at = [cx + rx * Math.cos(from + sweep), cy + ry * Math.sin(from + sweep)];
  }
}

function arcOutline(matrix: Matrix, { cx, cy, rx, ry, from, sweep }: ArcPart): Outline {
  const steps = Math.max(1, Math.ceil(Math.abs(sweep) / (Math.PI / 2) - 1e-9));
  const step = sweep / steps;
  const k = (4 / 3) * Math.tan(step / 4);
  const at = (x: number, y: number): string => {
    const [X, Y] = applied(matrix, cx + rx * x, cy + ry * y);
    return `${num(X)} ${num(Y)}`;
  };
  let outline = `M${at(Math.cos(from), Math.sin(from))}`;
  for (let n = 0; n < steps; n++) {
    const [a, b] = [from + n * step, from + (n + 1) * step];
    const first = at(Math.cos(a) - k * Math.sin(a), Math.sin(a) + k * Math.cos(a));
    const second = at(Math.cos(b) + k * Math.sin(b), Math.sin(b) - k * Math.cos(b));
    outline += `C${first} ${second} ${at(Math.cos(b), Math.sin(b))}`;
  }
  return outline;
}

function middle([left, top, right, bottom]: Box): [cx: number, cy: number, rx: number, ry: number] {
  return [(left + right) / 2, (top + bottom) / 2, Math.abs(right - left) / 2, Math.abs(bottom - top) / 2];
}
