import type { Emphasis } from './blocks.ts';
import type { Drawing } from './drawing.ts';
import { ellipse } from './outline.ts';

/** Whether a character bears a 着重号: letters, digits and signs do, spaces and punctuation do not. */
export function bearsEmphasis(char: string): boolean {
  return !/[\s\p{P}]/u.test(char);
}

/** Where a mark stands from the base line, down, and how large it is; shares of the size of the characters. */
const MARKS: Readonly<Record<Emphasis, { readonly down: number; readonly size: number }>> = {
  dot: { down: 0.21, size: 0.13 },
  ring: { down: -0.97, size: 0.2 },
  comma: { down: -0.97, size: 0.16 },
};

/**
 * Draws 着重号 at the middles of characters, which are counted from `x`.
 * @param color `#rrggbb` of the characters; black when absent
 */
export function drawEmphasis(
  kind: Emphasis,
  middles: readonly number[],
  { x, base, sizePt }: { readonly x: number; readonly base: number; readonly sizePt: number },
  color: string | undefined,
  out: Drawing[],
): void {
  const { down, size } = MARKS[kind];
  const side = size * sizePt;
  const ink = color ?? '#000000';
  const y = base + down * sizePt;
  for (const middle of middles) {
    const [left, top] = [x + middle - side / 2, y - side / 2];
    if (kind === 'ring') out.push({ kind: 'path', steps: ellipse(left, top, side, side), stroke: ink, thicknessPt: sizePt / 24 });
    else if (kind === 'dot') out.push({ kind: 'path', steps: ellipse(left, top, side, side), fill: ink });
    else {
      // The mark as it stands in print: thin at the upper left, round at the lower right.
      const [right, bottom] = [left + side, top + side];
      out.push({
        kind: 'path',
        fill: ink,
        steps: [
          ['move', left, top],
          ['curve', left + side * 0.7, top + side * 0.1, right, top + side * 0.5, right, bottom - side * 0.2],
          ['curve', right, bottom, left + side * 0.55, bottom + side * 0.1, left + side * 0.45, bottom - side * 0.25],
          ['close'],
        ],
      });
    }
  }
}
