import type { Part } from './part.ts';

/** A part with how far below the head of its page or column it begins. */
export interface PlacedPart {
  readonly part: Part;
  readonly y: number;
}

/** Pages or columns that are filled, and what found no room in them. */
export interface Filled {
  readonly pages: readonly (readonly PlacedPart[])[];
  readonly rest: readonly Part[];
}

export interface FillOptions {
  /** No more than so many are filled. */
  readonly most?: number;
  /** The first part goes on with what stands on a page before. */
  readonly goesOn?: boolean;
  /** Parts are called high by this height; that of the page when absent. */
  readonly measurePt?: number;
}

/** A row is divided only when at least this much room is left for its first half. */
const LEAST_SPLIT_PT = 60;

/**
 * Fills pages, or columns, with parts one after the other.
 * @param heightOn height of the text by the page's place, from 0
 */
export function fillPages(parts: readonly Part[], heightOn: (index: number) => number, options: FillOptions = {}): Filled {
  const { most = Number.MAX_SAFE_INTEGER, goesOn = false } = options;
  const pages: PlacedPart[][] = [];
  let heightPt = heightOn(0);
  let page: PlacedPart[] = [];
  let y = 0;
  const turn = (): void => {
    if (page.some((item) => item.part.role === 'content')) pages.push(page);
    page = [];
    y = 0;
    heightPt = heightOn(pages.length);
  };
  const gapOf = (part: Part): number => (page.length > 0 ? part.gapPt : 0);
  const put = (part: Part): void => {
    const at = y + gapOf(part);
    page.push({ part, y: at });
    y = at + part.heightPt;
  };
  const room = (part: Part): number => heightPt - y - gapOf(part) + 0.01;
  const isHigh = (part: Part): boolean => part.flows === true || tooTall(part, options.measurePt ?? heightPt);

  for (const [index, original] of parts.entries()) {
    if (pages.length >= most) return { pages, rest: parts.slice(index) };
    if (original.role === 'page-break' || original.role === 'column-break') {
      turn();
      continue;
    }
    const isFirst = pages.length === 0 && !goesOn;
    const before = parts[index - 1]?.role;
    const opensPage = page.length === 0 && !isFirst && before !== 'page-break' && before !== 'column-break';
    if (original.role === 'space' && (opensPage || original.heightPt > room(original))) continue;
    const divides = isHigh(original) && room(original) >= LEAST_SPLIT_PT;
    if (page.length > 0 && !divides && chainHeight(parts, index, heightPt, isHigh) > room(original)) turn();
    let rest: Part | null = original;
    while (rest) {
      if (pages.length >= most) return { pages, rest: [rest, ...parts.slice(index + 1)] };
      const whole: Part = rest;
      rest = null;
      if (page.length === 0 && whole.repeated) put(whole.repeated);
      const part = whole.within?.(room(whole)) ?? whole;
      if (part.heightPt <= room(part)) {
        put(part);
        continue;
      }
      const halves: readonly [Part, Part] | null = part.split?.(room(part)) ?? null;
      const alone = page.every((item) => item.part === part.repeated);
      if (halves) {
        put(halves[0]);
        rest = { ...halves[1], ...(part.repeated ? { repeated: part.repeated } : {}), keepWithNext: part.keepWithNext };
        turn();
      } else if (alone) {
        put(part);
      } else {
        rest = part;
        turn();
      }
    }
  }
  turn();
  return { pages, rest: [] };
}

const tooTall = (part: Part, pageHeightPt: number): boolean =>
  part.split !== undefined && part.heightPt + (part.repeated?.heightPt ?? 0) > pageHeightPt * (part.whole ? 1 : 0.6);

/** Height of a part with all that must stay on its page, across the space between them; more than a page is not asked for. */
function chainHeight(parts: readonly Part[], start: number, pageHeightPt: number, isHigh: (part: Part) => boolean): number {
  let sum = 0;
  for (let index = start; index < parts.length; index += 1) {
    const part = parts[index];
    if (!part || part.role === 'page-break' || part.role === 'column-break') break;
    const least = index > start && isHigh(part) ? Math.min(LEAST_SPLIT_PT, part.heightPt) : part.heightPt;
    sum += (index > start ? part.gapPt : 0) + least;
    if (sum > pageHeightPt) return parts[start]?.heightPt ?? 0;
    if (!part.keepWithNext && (index === start || part.role !== 'space')) break;
  }
  return sum;
}
