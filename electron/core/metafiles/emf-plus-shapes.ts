import { colourOnWhite, pointsOf } from './emf-plus-objects.ts';
import { boxOutline, placeOf, pointIn, type PlusPlay } from './emf-plus-state.ts';
import { add, num } from './gdi.ts';
import type { Matrix, VectorItem } from './vector.ts';

export const SHORT = 0x4000;
const COLOUR = 0x8000;
const CLOSED = 0x2000;
const KAPPA = 0.5522847498;

function ovalOutline(matrix: Matrix, x: number, y: number, width: number, height: number): string {
  const at = pointIn(matrix);
  const [rx, ry] = [width / 2, height / 2];
  const [cx, cy, kx, ky] = [x + rx, y + ry, rx * KAPPA, ry * KAPPA];
  return (
    `M${at(cx + rx, cy)}C${at(cx + rx, cy + ky)} ${at(cx + kx, cy + ry)} ${at(cx, cy + ry)}` +
    `C${at(cx - kx, cy + ry)} ${at(cx - rx, cy + ky)} ${at(cx - rx, cy)}` +
    `C${at(cx - rx, cy - ky)} ${at(cx - kx, cy - ry)} ${at(cx, cy - ry)}` +
    `C${at(cx + kx, cy - ry)} ${at(cx + rx, cy - ky)} ${at(cx + rx, cy)}Z`
  );
}

/** What each record of a shape is: how it is drawn, where its numbers begin, and what they are. */
const SHAPES: Readonly<Record<number, readonly ['fill' | 'draw', 'boxes' | 'oval' | 'points' | 'curves' | 'path']>> = {
  0x400a: ['fill', 'boxes'], 0x400b: ['draw', 'boxes'], 0x400c: ['fill', 'points'], 0x400d: ['draw', 'points'], 0x400e: ['fill', 'oval'],
  0x400f: ['draw', 'oval'], 0x4014: ['fill', 'path'], 0x4015: ['draw', 'path'], 0x4019: ['draw', 'curves'],
}; // prettier-ignore

/** Records of areas and lines (MS-EMFPLUS 2.3.4). */
export function drawShape(play: PlusPlay, type: number, flags: number, data: Buffer): void {
  const shape = SHAPES[type];
  if (!shape) return;
  const [how, what] = shape;
  const matrix = placeOf(play);
  const isShort = (flags & SHORT) !== 0;
  const from = how === 'fill' || what === 'path' ? 4 : 0;
  const look =
    how === 'fill' ? fillOf(play, flags, data) : strokeOf(play, what === 'path' ? data.readUInt32LE(0) : flags & 0xff, matrix);
  if (!look) return;
  const outline = outlineOf(play, what, { matrix, flags, data, from, isShort, closes: how === 'fill' || (flags & CLOSED) !== 0 });
  play.g.chars += outline.length;
  if (outline !== '') add(play.g, { kind: 'path', path: outline, ...look });
}

interface Numbers {
  readonly matrix: Matrix;
  readonly flags: number;
  readonly data: Buffer;
  readonly from: number;
  readonly isShort: boolean;
  readonly closes: boolean;
}

function outlineOf({ objects }: PlusPlay, what: string, { matrix, flags, data, from, isShort, closes }: Numbers): string {
  const at = pointIn(matrix);
  if (what === 'path') {
    const path = objects.get(flags & 0xff);
    return path?.kind === 'path' ? path.outline(matrix) : '';
  }
  if (what === 'oval') {
    const [[x, y] = [0, 0], [width, height] = [0, 0]] = pointsOf(data, from, 2, isShort);
    return ovalOutline(matrix, x, y, width, height);
  }
  const count = data.readUInt32LE(from);
  const points = pointsOf(data, from + 4, what === 'boxes' ? count * 2 : count, isShort);
  if (what === 'boxes')
    return points
      .flatMap(([x, y], one) =>
        one % 2 === 0 && points[one + 1] ? [boxOutline(matrix, x, y, ...(points[one + 1] ?? [0, 0]))] : [],
      )
      .join('');
  const set = points.map(([x, y]) => at(x, y));
  if (set.length < 2) return '';
  if (what === 'curves') return `M${set[0] ?? ''}${Array.from({ length: Math.floor((set.length - 1) / 3) }, (_, one) => `C${set.slice(one * 3 + 1, one * 3 + 4).join(' ')}`).join('')}`; // prettier-ignore
  return `M${set.join('L')}${closes ? 'Z' : ''}`;
}

type Look = Partial<Pick<VectorItem & { kind: 'path' }, 'fill' | 'evenOdd' | 'stroke'>>;

/** How a record fills: with a colour of its own or a brush; null where it shows nothing. */
export function fillOf({ objects }: PlusPlay, flags: number, data: Buffer): Look | null {
  const told = data.readUInt32LE(0);
  const brush = objects.get(told & 0xff);
  const color = (flags & COLOUR) !== 0 ? colourOnWhite(told) : brush?.kind === 'brush' ? brush.color : null;
  return color === null ? null : { fill: color, evenOdd: true };
}

function strokeOf({ objects }: PlusPlay, id: number, [a, b, c, d]: Matrix): Look | null {
  const pen = objects.get(id & 0xff);
  if (pen?.kind !== 'pen' || pen.color === null) return null;
  const width = Number(num(pen.width * Math.sqrt(Math.abs(a * d - b * c))));
  return {
    stroke: { color: pen.color, width, cap: 'butt', join: 'miter', ...(pen.isDashed ? { dash: [width * 3, width * 2] } : {}) },
  };
}
