import type { Stroke } from '../layout/blocks.ts';
import type { Shape, ShapePlace } from '../layout/drawn-blocks.ts';
import type { PathStep } from '../layout/drawing.ts';
import { ellipse, transformed } from '../layout/outline.ts';
import { elements, type XmlElement } from '../../xml-tree.ts';
import { local } from '../../drawing-colours.ts';
import { inside } from './drawing-colours.ts';
import { presetOutline } from './preset-outlines.ts';
import { EMU_PER_PT } from '../../office-units.ts';

/** How a shape is turned round its middle. */
interface Turn {
  /** Clockwise. */
  readonly degrees: number;
  readonly flipH: boolean;
  readonly flipV: boolean;
}

/** An outline in the coordinates of its drawing. */
export interface ShapeOutline {
  readonly steps: readonly PathStep[];
  readonly closed: boolean;
  /** How far words stay away from its sides, and from above and below; points. */
  readonly inset: readonly [x: number, y: number];
}

/**
 * The outline of a shape's properties (a:prstGeom, a:custGeom) in its place, flipped and turned as its frame says; null for a rectangle that
 * stands upright and for shapes that are not known.
 * @param place as it stands when it is turned by right angles
 */
export function outlineOf(properties: XmlElement | undefined, place: ShapePlace): ShapeOutline | null {
  const turn = turnOf(inside(properties, 'xfrm'));
  const lies = Math.round(turn.degrees / 90) % 2 !== 0;
  const own = lies ? { width: place.height, height: place.width } : place;
  const custom = inside(properties, 'custGeom');
  const made = custom
    ? customOutline(custom, own.width, own.height, inside(inside(properties, 'xfrm'), 'ext')?.attributes ?? {})
    : presetOf(inside(properties, 'prstGeom'), own.width, own.height, turn.degrees % 90 !== 0);
  if (!made || made.steps.length > MOST_STEPS) return null;
  const [cx, cy] = [place.x + place.width / 2, place.y + place.height / 2];
  const angle = (turn.degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const move = (px: number, py: number): readonly [number, number] => {
    const x = (px - own.width / 2) * (turn.flipH ? -1 : 1);
    const y = (py - own.height / 2) * (turn.flipV ? -1 : 1);
    return [cx + x * cos - y * sin, cy + x * sin + y * cos];
  };
  const [x, y] = made.inset;
  return { ...made, inset: lies ? [y, x] : [x, y], steps: made.steps.map((step) => transformed(step, move)) };
}

const MOST_STEPS = 2_000;

function turnOf(frame: XmlElement | undefined): Turn {
  const { rot, flipH, flipV } = frame?.attributes ?? {};
  const isSet = (value: string | undefined): boolean => value === '1' || value === 'true';
  const degrees = Number(rot ?? 0) / 60_000 || 0;
  return { degrees: ((degrees % 360) + 360) % 360, flipH: isSet(flipH), flipV: isSet(flipV) };
}

function presetOf(geometry: XmlElement | undefined, width: number, height: number, leans: boolean): ShapeOutline | null {
  const name = geometry?.attributes['prst'] ?? '';
  const made = presetOutline(name, adjustsOf(inside(geometry, 'avLst')), width, height);
  if (made || name !== 'rect' || !leans) return made;
  return { steps: [['move', 0, 0], ['line', width, 0], ['line', width, height], ['line', 0, height], ['close']], closed: true, inset: [0, 0] }; // prettier-ignore
}

function adjustsOf(list: XmlElement | undefined): ReadonlyMap<string, number> {
  return new Map(
    (list ? elements(list) : []).flatMap(({ attributes }) => {
      const value = Number(/^val\s+(-?\d+)$/.exec(attributes['fmla'] ?? '')?.[1]);
      return Number.isFinite(value) ? [[attributes['name'] ?? '', value] as const] : [];
    }),
  );
}

/** The paths of a shape drawn by hand (20.1.9.8); null where a point is counted by formulas or an arc is among them. */
function customOutline(
  geometry: XmlElement,
  width: number,
  height: number,
  extent: Readonly<Record<string, string>>,
): ShapeOutline | null {
  const steps: PathStep[] = [];
  const paths = elements(inside(geometry, 'pathLst') ?? geometry).filter((one) => local(one) === 'path');
  let closed = false;
  for (const path of paths) {
    // A path without a size of its own counts as its shape does.
    const [w, h] = [Number(path.attributes['w'] ?? extent['cx']), Number(path.attributes['h'] ?? extent['cy'])];
    const scale = { x: w > 0 ? width / w : 1 / EMU_PER_PT, y: h > 0 ? height / h : 1 / EMU_PER_PT };
    let last: readonly [number, number] = [0, 0];
    for (const element of elements(path)) {
      const points = elements(element).map(({ attributes }) => [Number(attributes['x']) * scale.x, Number(attributes['y']) * scale.y] as const); // prettier-ignore
      if (points.flat().some((value) => !Number.isFinite(value))) return null;
      const step = stepOf(local(element), points, last);
      if (!step) return null;
      steps.push(step);
      last = points.at(-1) ?? last;
      closed ||= step[0] === 'close';
    }
    closed ||= path.attributes['fill'] === 'norm';
  }
  return steps.length > 0 ? { steps, closed, inset: [0, 0] } : null;
}

function stepOf(
  name: string,
  points: readonly (readonly [number, number])[],
  [lastX, lastY]: readonly [number, number],
): PathStep | null {
  const [a, b, c] = points;
  switch (name) {
    case 'moveTo':
      return a ? ['move', ...a] : null;
    case 'lnTo':
      return a ? ['line', ...a] : null;
    case 'cubicBezTo':
      return a && b && c ? ['curve', ...a, ...b, ...c] : null;
    case 'quadBezTo': {
      if (!a || !b) return null;
      const third = (from: number, to: number): number => from + ((to - from) * 2) / 3;
      return ['curve', third(lastX, a[0]), third(lastY, a[1]), third(b[0], a[0]), third(b[1], a[1]), ...b];
    }
    case 'close':
      return ['close'];
    default:
      return null;
  }
}

/** Heads of arrows are so many times longer than their line is wide, by size. */
const HEADS: Readonly<Record<string, number>> = { sm: 2, med: 3, lg: 5 };
/** Thinner lines have heads as those of this width. */
const LEAST_LINE_PT = 2;

/** The heads of a line's ends (a:headEnd, a:tailEnd) as filled outlines. */
export function arrowHeads(line: XmlElement | undefined, stroke: Stroke, steps: readonly PathStep[], place: ShapePlace): Shape[] {
  const points = steps.flatMap((step): (readonly [number, number])[] => {
    if (step[0] === 'close') return [];
    const [, ...numbers] = step;
    return Array.from({ length: numbers.length / 2 }, (_, at) => [numbers[2 * at] ?? 0, numbers[2 * at + 1] ?? 0] as const);
  });
  const ends = [
    { end: inside(line, 'headEnd'), points },
    { end: inside(line, 'tailEnd'), points: [...points].reverse() },
  ];
  return ends.flatMap(({ end, points: [tip, ...others] }): Shape[] => {
    const type = end?.attributes['type'] ?? 'none';
    const from = others.find((one) => tip && Math.hypot(one[0] - tip[0], one[1] - tip[1]) > 0.5);
    if (type === 'none' || !tip || !from) return [];
    const width = Math.max(LEAST_LINE_PT, stroke.widthPt);
    const long = width * (HEADS[end?.attributes['len'] ?? 'med'] ?? 3);
    const wide = width * (HEADS[end?.attributes['w'] ?? 'med'] ?? 3);
    const distance = Math.hypot(tip[0] - from[0], tip[1] - from[1]);
    const [ux, uy] = [(tip[0] - from[0]) / distance, (tip[1] - from[1]) / distance];
    const at = (back: number, side: number): readonly [number, number] => [
      tip[0] - ux * back - uy * side,
      tip[1] - uy * back + ux * side,
    ];
    const head: PathStep[] =
      type === 'oval'
        ? ellipse(tip[0] - wide / 2, tip[1] - wide / 2, wide, wide)
        : [['move', ...tip], ['line', ...at(long, wide / 2)], ['line', ...at(long, -wide / 2)], ['close']];
    return [{ kind: 'outline', ...place, steps: head, fill: stroke.color }];
  });
}
