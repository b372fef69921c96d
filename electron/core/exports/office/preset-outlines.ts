import type { PathStep } from '../layout/drawing.ts';
import { arcTo, ellipse, transformed } from '../layout/outline.ts';

/** What a preset shape is drawn by, in its own frame: x from 0 to `w`, y from 0 to `h`, points. */
interface Frame {
  readonly w: number;
  readonly h: number;
  /** The shorter side, of which most distances are a share. */
  readonly s: number;
  /** A distance the file may adjust, as a share; `usual` where it does not. */
  readonly adj: (name: 'adj' | 'adj1' | 'adj2' | 'adj3', usual: number) => number;
}

type Draw = (frame: Frame) => PathStep[];

const polygon = (...points: readonly (readonly [number, number])[]): PathStep[] => [...polyline(...points), ['close']];
const polyline = (...points: readonly (readonly [number, number])[]): PathStep[] =>
  points.map(([x, y], at) => [at === 0 ? 'move' : 'line', x, y]);

/** A rectangle whose upper and lower corners are rounded by these radii. */
function rounded(w: number, h: number, top: number, bottom: number): PathStep[] {
  return [
    ['move', top, 0],
    ['line', w - top, 0],
    arcTo([w - top, 0], [w, 0], [w, top]),
    ['line', w, h - bottom],
    arcTo([w, h - bottom], [w, h], [w - bottom, h]),
    ['line', bottom, h],
    arcTo([bottom, h], [0, h], [0, h - bottom]),
    ['line', 0, top],
    arcTo([0, top], [0, 0], [top, 0]),
    ['close'],
  ];
}

/** A box with a tail whose tip is counted from its middle (wedgeRectCallout). */
function callout({ w, h, adj }: Frame): PathStep[] {
  const [dx, dy] = [w * adj('adj1', -0.20833), h * adj('adj2', 0.625)];
  const tip = [w / 2 + dx, h / 2 + dy] as const;
  const upright = Math.abs(dy / h) >= Math.abs(dx / w);
  const from = (length: number, side: number): readonly [number, number] =>
    side < 0 ? [length / 6, (length * 5) / 12] : [(length * 7) / 12, (length * 5) / 6];
  const [a, b] = upright ? from(w, dx) : from(h, dy);
  const top = upright && dy < 0 ? ([[a, 0], tip, [b, 0]] as const) : [];
  const right = !upright && dx >= 0 ? ([[w, a], tip, [w, b]] as const) : [];
  const bottom = upright && dy >= 0 ? ([[b, h], tip, [a, h]] as const) : [];
  const left = !upright && dx < 0 ? ([[0, b], tip, [0, a]] as const) : [];
  return polygon([0, 0], ...top, [w, 0], ...right, [w, h], ...bottom, [0, h], ...left);
}

function brace({ w, h, s, adj }: Frame): PathStep[] {
  const round = Math.min(s * adj('adj1', 0.08333), h / 4);
  const y = h * adj('adj2', 0.5);
  const x = w / 2;
  return [
    ['move', w, 0],
    arcTo([w, 0], [x, 0], [x, round]),
    ['line', x, y - round],
    arcTo([x, y - round], [x, y], [0, y]),
    arcTo([0, y], [x, y], [x, y + round]),
    ['line', x, h - round],
    arcTo([x, h - round], [x, h], [w, h]),
  ];
}

function bracket({ w, h, s, adj }: Frame): PathStep[] {
  const round = Math.min(s * adj('adj', 0.08333), h / 2);
  return [['move', w, 0], arcTo([w, 0], [0, 0], [0, round]), ['line', 0, h - round], arcTo([0, h - round], [0, h], [w, h])];
}

const mirrored =
  (draw: Draw): Draw =>
  (frame) =>
    draw(frame).map((step) => transformed(step, (x, y) => [frame.w - x, y]));
/** As the shape that points right, seen with x and y in each other's place. */
const upright =
  (draw: Draw): Draw =>
  (frame) =>
    draw({ ...frame, w: frame.h, h: frame.w }).map((step) => transformed(step, (x, y) => [y, x]));

const rightArrow: Draw = ({ w, h, s, adj }) => {
  const edge = (h * (1 - adj('adj1', 0.5))) / 2;
  const x = w - Math.min(w, s * adj('adj2', 0.5));
  return polygon([0, edge], [x, edge], [x, 0], [w, h / 2], [x, h], [x, h - edge], [0, h - edge]);
};

const doubleArrow: Draw = ({ w, h, s, adj }) => {
  const edge = (h * (1 - adj('adj1', 0.5))) / 2;
  const x = Math.min(w / 2, s * adj('adj2', 0.5));
  return polygon([0, h / 2], [x, 0], [x, edge], [w - x, edge], [w - x, 0], [w, h / 2], [w - x, h], [w - x, h - edge], [x, h - edge], [x, h]); // prettier-ignore
};

const diamond: Draw = ({ w, h }) => polygon([w / 2, 0], [w, h / 2], [w / 2, h], [0, h / 2]);
const roundRect: Draw = ({ w, h, s, adj }) => {
  const round = s * Math.min(0.5, adj('adj', 0.16667));
  return rounded(w, h, round, round);
};

/** Preset shapes (ECMA-376 part 1, 20.1.10.56) that enclose an area. */
const CLOSED: Readonly<Record<string, Draw>> = {
  roundRect,
  flowChartAlternateProcess: roundRect,
  flowChartTerminator: ({ w, h, s }) => rounded(w, h, s / 2, s / 2),
  round2SameRect: ({ w, h, s, adj }) => rounded(w, h, s * Math.min(0.5, adj('adj1', 0.16667)), s * Math.min(0.5, adj('adj2', 0))),
  ellipse: ({ w, h }) => ellipse(0, 0, w, h),
  flowChartConnector: ({ w, h }) => ellipse(0, 0, w, h),
  triangle: ({ w, h, adj }) => polygon([0, h], [w * adj('adj', 0.5), 0], [w, h]),
  rtTriangle: ({ w, h }) => polygon([0, h], [0, 0], [w, h]),
  diamond,
  flowChartDecision: diamond,
  parallelogram: ({ w, h, s, adj }) => {
    const x = Math.min(w, s * adj('adj', 0.25));
    return polygon([0, h], [x, 0], [w, 0], [w - x, h]);
  },
  flowChartInputOutput: ({ w, h }) => polygon([0, h], [w / 5, 0], [w, 0], [(w * 4) / 5, h]),
  trapezoid: ({ w, h, s, adj }) => {
    const x = Math.min(w / 2, s * adj('adj', 0.25));
    return polygon([0, h], [x, 0], [w - x, 0], [w, h]);
  },
  hexagon: ({ w, h, s, adj }) => {
    const x = Math.min(w / 2, s * adj('adj', 0.25));
    return polygon([0, h / 2], [x, 0], [w - x, 0], [w, h / 2], [w - x, h], [x, h]);
  },
  octagon: ({ w, h, s, adj }) => {
    const x = Math.min(0.5, adj('adj', 0.29289)) * s;
    return polygon([0, x], [x, 0], [w - x, 0], [w, x], [w, h - x], [w - x, h], [x, h], [0, h - x]);
  },
  plus: ({ w, h, s, adj }) => {
    const x = Math.min(0.5, adj('adj', 0.25)) * s;
    return polygon([0, x], [x, x], [x, 0], [w - x, 0], [w - x, x], [w, x], [w, h - x], [w - x, h - x], [w - x, h], [x, h], [x, h - x], [0, h - x]); // prettier-ignore
  },
  homePlate: ({ w, h, s, adj }) => {
    const x = w - Math.min(w, s * adj('adj', 0.5));
    return polygon([0, 0], [x, 0], [w, h / 2], [x, h], [0, h]);
  },
  chevron: ({ w, h, s, adj }) => {
    const x = Math.min(w, s * adj('adj', 0.5));
    return polygon([0, 0], [w - x, 0], [w, h / 2], [w - x, h], [0, h], [x, h / 2]);
  },
  rightArrow,
  leftArrow: mirrored(rightArrow),
  downArrow: upright(rightArrow),
  upArrow: upright(mirrored(rightArrow)),
  leftRightArrow: doubleArrow,
  upDownArrow: upright(doubleArrow),
  flowChartDocument: ({ w, h }) => [
    ...polyline([0, 0], [w, 0], [w, h * 0.802]),
    ['curve', w / 2, h * 0.802, w / 2, h * 1.1075, 0, h * 0.934],
    ['close'],
  ],
  wedgeRectCallout: callout,
  wedgeRoundRectCallout: callout,
};

/** Those that are lines. */
const OPEN: Readonly<Record<string, Draw>> = {
  line: ({ w, h }) => polyline([0, 0], [w, h]),
  straightConnector1: ({ w, h }) => polyline([0, 0], [w, h]),
  bentConnector2: ({ w, h }) => polyline([0, 0], [w, 0], [w, h]),
  bentConnector3: ({ w, h, adj }) => {
    const x = w * adj('adj1', 0.5);
    return polyline([0, 0], [x, 0], [x, h], [w, h]);
  },
  bentConnector4: ({ w, h, adj }) => {
    const [x, y] = [w * adj('adj1', 0.5), h * adj('adj2', 0.5)];
    return polyline([0, 0], [x, 0], [x, y], [w, y], [w, h]);
  },
  bentConnector5: ({ w, h, adj }) => {
    const [x, y, z] = [w * adj('adj1', 0.5), h * adj('adj2', 0.5), w * adj('adj3', 0.5)];
    return polyline([0, 0], [x, 0], [x, y], [z, y], [z, h], [w, h]);
  },
  curvedConnector2: ({ w, h }) => [['move', 0, 0], ['curve', w / 2, 0, w, h / 2, w, h]], // prettier-ignore
  curvedConnector3: ({ w, h, adj }) => {
    const x = w * adj('adj1', 0.5);
    return [['move', 0, 0], ['curve', x / 2, 0, x, h / 4, x, h / 2], ['curve', x, (h * 3) / 4, (w + x) / 2, h, w, h]]; // prettier-ignore
  },
  leftBrace: brace,
  rightBrace: mirrored(brace),
  leftBracket: bracket,
  rightBracket: mirrored(bracket),
  bracketPair: (frame) => {
    const round = frame.s * frame.adj('adj', 0.16667);
    const one: Draw = ({ h }) => bracket({ ...frame, w: round, h, adj: () => round / frame.s });
    return [...one(frame), ...one(frame).map((step) => transformed(step, (x, y) => [frame.w - x, y]))];
  },
};

/** Shares of its width and height a preset shape keeps its words away from its sides by. */
const INSETS: Readonly<Record<string, readonly [x: number, y: number]>> = { ellipse: [0.146, 0.146], flowChartConnector: [0.146, 0.146], diamond: [0.25, 0.25], flowChartDecision: [0.25, 0.25], triangle: [0.25, 0.25], hexagon: [0.1, 0.1], parallelogram: [0.15, 0.1] }; // prettier-ignore

/** The outline of a preset shape. */
export interface PresetOutline {
  readonly steps: readonly PathStep[];
  readonly closed: boolean;
  /** How far words stay away from its left and right side, and from above and below; points. */
  readonly inset: readonly [x: number, y: number];
}

/**
 * The outline of a preset shape in a frame of that size in points; null for a rectangle and for shapes that are not known here.
 * @param adjust what the file says of its distances, in 1/100,000
 */
export function presetOutline(
  name: string,
  adjust: ReadonlyMap<string, number>,
  width: number,
  height: number,
): PresetOutline | null {
  const draw = CLOSED[name] ?? OPEN[name];
  if (!draw) return null;
  const adj: Frame['adj'] = (key, usual) => (adjust.get(key) ?? adjust.get(key === 'adj1' ? 'adj' : key) ?? usual * 1e5) / 1e5;
  const steps = draw({ w: width, h: height, s: Math.min(width, height), adj });
  const [x, y] = INSETS[name] ?? [0, 0];
  return { steps, closed: name in CLOSED, inset: [x * width, y * height] };
}
