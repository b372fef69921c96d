import type { Drawing } from './drawing.ts';
import type { Frame } from './frames.ts';

export type Layer = 'under' | 'over';

/** A piece of a column that pages are filled with: a line, a table row, a picture. */
export interface Part {
  readonly heightPt: number;
  /** Space above, dropped at the top of a page. */
  readonly gapPt: number;
  readonly keepWithNext: boolean;
  readonly role: 'content' | 'space' | 'fill' | 'page-break' | 'column-break';
  draw(out: Drawing[], x: number, y: number): void;
  /** What lies under or over the text of its page; `area` is where that text lies, absent in a cell or box. */
  drawLayer?(layer: Layer, out: Drawing[], x: number, y: number, area: Frame | undefined): void;
  /** Divided wherever a page ends, however high it is. */
  readonly flows?: boolean;
  /** Set for so much room, where it then is no higher; null where it has to be divided. */
  within?(roomPt: number): Part | null;
  /** Divided only where it is higher than a page. */
  readonly whole?: boolean;
  /** Two parts of which the first is at most `roomPt` high, or null when it cannot be divided so. */
  split?(roomPt: number): readonly [Part, Part] | null;
  /** Drawn again above this part when it opens a page (a table's header). */
  readonly repeated?: Part;
}

export const nothing = (): void => {};

/** A part that may stand anywhere and be parted from the next. */
export function contentPart(heightPt: number, draw: Part['draw']): Part {
  return { heightPt, gapPt: 0, keepWithNext: false, role: 'content', draw };
}

/** Height of parts under each other; the first one's gap does not count. */
export function heightOf(parts: readonly Part[]): number {
  let sum = 0;
  parts.forEach((part, index) => (sum += part.heightPt + (index > 0 ? part.gapPt : 0)));
  return sum;
}

/** Draws parts under each other. */
export function drawParts(parts: readonly Part[], out: Drawing[], x: number, y: number): void {
  eachAt(parts, y, (part, at) => part.draw(out, x, at));
}

/** Draws what of parts under each other lies under or over the text. */
export function drawLayerOf(parts: readonly Part[], layer: Layer, out: Drawing[], x: number, y: number, area?: Frame): void {
  eachAt(parts, y, (part, at) => part.drawLayer?.(layer, out, x, at, area));
}

function eachAt(parts: readonly Part[], y: number, use: (part: Part, at: number) => void): void {
  let at = y;
  parts.forEach((part, index) => {
    if (index > 0) at += part.gapPt;
    use(part, at);
    at += part.heightPt;
  });
}

/** Divides a column so that the first half is at most `roomPt` high; null when not even one part fits. */
export function splitParts(parts: readonly Part[], roomPt: number): readonly [readonly Part[], readonly Part[]] | null {
  let used = 0;
  for (const [index, part] of parts.entries()) {
    const gap = index > 0 ? part.gapPt : 0;
    if (used + gap + part.heightPt <= roomPt + 0.01) {
      used += gap + part.heightPt;
      continue;
    }
    const halves = part.split?.(roomPt - used - gap) ?? null;
    if (halves)
      return [
        [...parts.slice(0, index), halves[0]],
        [halves[1], ...parts.slice(index + 1)],
      ];
    return index === 0 ? null : [parts.slice(0, index), parts.slice(index)];
  }
  return [parts, []];
}
