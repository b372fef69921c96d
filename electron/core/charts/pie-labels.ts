import type { TextLook } from './chart.ts';
import { line, onCircle, type Box, type Mark } from './marks.ts';
import { textMarks, type SetText, type TextPlace } from './text.ts';

/** A label outside of its slice. */
export interface OuterLabel {
  readonly set: SetText;
  readonly look: TextLook;
  /** Middle of the pie the slice belongs to, and its rim. */
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** Of the middle of the slice, radians clockwise from twelve o'clock. */
  readonly angle: number;
}

const STEP = Math.PI / 72;
const MOST_STEPS = 40;
const LEADER = { widthPt: 0.5, color: '#868686', dashed: false } as const;

/**
 * Labels round a pie, each at its slice; where two would lie on each other the later one is moved on, away from twelve o'clock, and a line
 * leads from its slice to it.
 */
export function outerLabelMarks(labels: readonly OuterLabel[]): Mark[] {
  const turn = (angle: number): number => ((angle % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI);
  const right = labels.filter(({ angle }) => turn(angle) < Math.PI).sort((a, b) => turn(a.angle) - turn(b.angle));
  const left = labels.filter(({ angle }) => turn(angle) >= Math.PI).sort((a, b) => turn(b.angle) - turn(a.angle));
  const placed: Box[] = [];
  const marks: Mark[] = [];
  for (const [own, direction] of [
    [right, 1],
    [left, -1],
  ] as const)
    // prettier-ignore
    for (const label of own) {
      const tries = Array.from({ length: MOST_STEPS }, (_, step) => label.angle + direction * step * STEP);
      const angle = tries.find((at) => placed.every((other) => !meet(boxAt(label, at), other))) ?? label.angle;
      placed.push(boxAt(label, angle));
      if (Math.abs(angle - label.angle) > STEP / 2) {
        const [from, to] = [onCircle(label.x, label.y, label.radius, label.angle), placeAt(label, angle)];
        marks.push(...line(from[0], from[1], to.x, to.y, LEADER));
      }
      marks.push(...textMarks(label.set, label.look, placeAt(label, angle)));
    }
  return marks;
}

function placeAt({ x, y, radius, look }: OuterLabel, angle: number): TextPlace {
  const [px, py] = onCircle(x, y, radius + look.sizePt * 0.6, angle);
  const [side, up] = [Math.sin(angle), Math.cos(angle)];
  const anchor = side > 0.25 ? 'start' : side < -0.25 ? 'end' : 'middle';
  return { x: px, y: py, anchor, from: up > 0.8 ? 'bottom' : up < -0.8 ? 'top' : 'middle' };
}

function boxAt(label: OuterLabel, angle: number): Box {
  const { x, y, anchor, from } = placeAt(label, angle);
  const { widthPt: width, heightPt: height } = label.set;
  const left = { start: 0, middle: width / 2, end: width }[anchor];
  const above = { top: 0, middle: height / 2, bottom: height }[from];
  return { x: x - left, y: y - above, width, height };
}

function meet(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
