/** What a laid chart is made of. Lengths in points from its upper left corner, y downwards; later marks lie over earlier ones. */

export type Step =
  | readonly ['M' | 'L', x: number, y: number]
  | readonly ['C', x1: number, y1: number, x2: number, y2: number, x: number, y: number]
  | readonly ['Z'];

export interface MarkStroke {
  readonly widthPt: number;
  readonly color: string;
  readonly dashed: boolean;
}

export interface MarkLook {
  readonly sizePt: number;
  readonly bold: boolean;
  readonly color: string;
  readonly serif: boolean;
}

export type Mark =
  | { readonly kind: 'path'; readonly steps: readonly Step[]; readonly fill: string | null; readonly stroke: MarkStroke | null }
  /** A line of text whose start, middle or end of the base line is at the point, turned round it (degrees, clockwise). */
  | ({
      readonly kind: 'text';
      readonly x: number;
      readonly y: number;
      readonly text: string;
      readonly anchor: 'start' | 'middle' | 'end';
      readonly turn: number;
    } & MarkLook)
  /** Marks of which only what lies in the rectangle is seen. */
  | ({ readonly kind: 'clip'; readonly marks: readonly Mark[] } & Box);

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Width of a text in points. */
export type Measure = (text: string, look: Pick<MarkLook, 'sizePt' | 'bold' | 'serif'>) => number;

export function path(steps: readonly Step[], fill: string | null, stroke: MarkStroke | null): Mark[] {
  return steps.length === 0 || (fill === null && stroke === null) ? [] : [{ kind: 'path', steps, fill, stroke }];
}

export function line(x1: number, y1: number, x2: number, y2: number, stroke: MarkStroke | null): Mark[] {
  return stroke ? path([['M', x1, y1], ['L', x2, y2]], null, stroke) : []; // prettier-ignore
}

export function rectangle({ x, y, width, height }: Box, fill: string | null, stroke: MarkStroke | null): Mark[] {
  return path(polygon([[x, y], [x + width, y], [x + width, y + height], [x, y + height]]), fill, stroke); // prettier-ignore
}

export type Point = readonly [x: number, y: number];

export function polyline(points: readonly Point[]): Step[] {
  return points.map(([x, y], index): Step => [index === 0 ? 'M' : 'L', x, y]);
}

export function polygon(points: readonly Point[]): Step[] {
  return points.length === 0 ? [] : [...polyline(points), ['Z']];
}

/** Where an angle (radians, clockwise from twelve o'clock) meets a circle. */
export function onCircle(cx: number, cy: number, radius: number, angle: number): Point {
  return [cx + radius * Math.sin(angle), cy - radius * Math.cos(angle)];
}

/** Curves along a circle from one angle to another, without the first point. */
export function arc(cx: number, cy: number, radius: number, from: number, to: number): Step[] {
  const pieces = Math.max(1, Math.ceil(Math.abs(to - from) / (Math.PI / 2) - 1e-9));
  const step = (to - from) / pieces;
  const reach = (4 / 3) * Math.tan(step / 4) * radius;
  return Array.from({ length: pieces }, (_, index): Step => {
    const [a, b] = [from + index * step, from + (index + 1) * step];
    const [x0, y0] = onCircle(cx, cy, radius, a);
    const [x3, y3] = onCircle(cx, cy, radius, b);
    return ['C', x0 + reach * Math.cos(a), y0 + reach * Math.sin(a), x3 - reach * Math.cos(b), y3 - reach * Math.sin(b), x3, y3]; // prettier-ignore
  });
}

export function circle(cx: number, cy: number, radius: number): Step[] {
  return [['M', cx, cy - radius], ...arc(cx, cy, radius, 0, 2 * Math.PI), ['Z']];
}

/** A curve through points as spreadsheets smooth their lines: at each point along its neighbours. */
export function smoothed(points: readonly Point[]): Step[] {
  return points.map(([x, y], index): Step => {
    const before = points[index - 1];
    if (!before) return ['M', x, y];
    const [px, py] = points[index - 2] ?? before;
    const [nx, ny] = points[index + 1] ?? [x, y];
    return ['C', before[0] + (x - px) / 6, before[1] + (y - py) / 6, x - (nx - before[0]) / 6, y - (ny - before[1]) / 6, x, y];
  });
}

/** All marks larger or smaller by a factor. */
export function scaledMarks(marks: readonly Mark[], by: number): Mark[] {
  const step = (one: Step): Step => one.map((part) => (typeof part === 'number' ? part * by : part)) as unknown as Step;
  return marks.map((mark): Mark => {
    if (mark.kind === 'text') return { ...mark, x: mark.x * by, y: mark.y * by, sizePt: mark.sizePt * by };
    if (mark.kind === 'clip') {
      const { x, y, width, height } = mark;
      return { kind: 'clip', x: x * by, y: y * by, width: width * by, height: height * by, marks: scaledMarks(mark.marks, by) };
    }
    const stroke = mark.stroke && { ...mark.stroke, widthPt: mark.stroke.widthPt * by };
    return { ...mark, steps: mark.steps.map(step), stroke };
  });
}
