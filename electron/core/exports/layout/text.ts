import type { Fonts } from '../fonts.ts';
import type { Align, FontFace, Run, TabStop } from './blocks.ts';
import { BODY_SIZE_PT, flatten, type Text } from './characters.ts';
import { bearsEmphasis } from './emphasis.ts';
import { mayBreak, mayStretch } from './kinsoku.ts';

/** Part of a line in one style. `xPt` counts from the line's left edge. */
export interface Piece {
  readonly text: string;
  readonly run: Run;
  readonly xPt: number;
  readonly widthPt: number;
  /** Space added wherever justification may stretch, in points; see `mayStretch`. */
  readonly stretchPt: number;
  /** What fills the room of a tab. */
  readonly leader?: TabStop['leader'];
  /** Middles of the characters that bear a 着重号, counted from its left edge. */
  readonly marked?: readonly number[];
}

export interface Line {
  readonly pieces: readonly Piece[];
  /** Width of the set text, without stretching and without spaces at its end. */
  readonly widthPt: number;
  /** Largest font size in the line. */
  readonly sizePt: number;
  /** How far its pictures reach above and below the base line. */
  readonly pictures?: { readonly abovePt: number; readonly belowPt: number };
  /** Characters of the paragraph up to where the next line begins. */
  readonly endsAt: number;
  /** True when the paragraph or a line feed ends here, so that the line is not justified. */
  readonly last: boolean;
}

/** Where tabs lead: stops, and how far the column's edge lies left of the text that is set. */
export interface Tabs {
  readonly stops: readonly TabStop[];
  readonly originPt: number;
}

export interface LineOptions {
  readonly widthPt: number;
  readonly firstLineIndentPt?: number;
  readonly align?: Align;
  readonly fonts: Pick<Fonts, 'advance'>;
  readonly face?: FontFace;
  readonly sizePt?: number;
  /** Breaks only between Chinese words, as far as they can be told; for titles. */
  readonly wholeWords?: boolean;
  /** Without them a tab is two spaces. */
  readonly tabs?: Tabs;
}

/**
 * Breaks styled text into lines no wider than `widthPt`. Obeys the rules of `kinsoku.ts`; closing punctuation at a line's end counts
 * half, so its blank half may stand outside. An empty text gives one empty line. A word wider than a line is broken anywhere.
 */
export function breakLines(runs: readonly Run[], options: LineOptions): Line[] {
  const text = flatten(runs, options);
  const { chars, widths, endWidths } = text;
  const count = chars.length;
  const words = options.wholeWords ? wordStarts(chars) : null;
  const lines: Line[] = [];
  const tolerancePt = 0.01;
  let start = 0;
  do {
    const indent = lines.length === 0 ? (options.firstLineIndentPt ?? 0) : 0;
    const room = options.widthPt - indent + tolerancePt;
    let width = 0;
    let end = start;
    let lastBreak = -1;
    let feed = false;
    while (end < count) {
      const char = chars[end] ?? '';
      if (char === '\n') {
        feed = true;
        break;
      }
      if (char === '\t' && options.tabs) reachStop(text, end, width, { ...options, tabs: options.tabs }, indent);
      const advance = widths[end] ?? 0;
      if (end > start && mayBreak(chars[end - 1] ?? '', char) && (words?.has(end) ?? true)) lastBreak = end;
      if (width + (endWidths[end] ?? 0) > room && end > start) break;
      width += advance;
      end += 1;
      // The half outside is only allowed to the last character of a line.
      if (width > room && char !== ' ') {
        const next = chars[end];
        if (next === undefined || next === '\n' || mayBreak(char, next)) lastBreak = end;
        break;
      }
    }
    const whole = feed || (end >= count && width <= room + overhang(text, end - 1));
    const stop = whole ? end : lastBreak > start ? lastBreak : Math.max(end, start + 1);
    const next = feed && whole ? stop + 1 : stop;
    lines.push({ ...setLine(text, start, stop, runs, options, lines.length === 0, feed || stop >= count), endsAt: next });
    start = next;
    if (feed && whole && start >= count)
      lines.push({ ...setLine(text, start, start, runs, options, false, true), endsAt: start });
  } while (start < count);
  return lines;
}

/** Stops where none is set, as Word's Chinese templates have them. */
const DEFAULT_STOP_PT = 21;

/** Gives the tab at `at`, before which `width` is set, the room to its stop. */
function reachStop(text: Text, at: number, width: number, options: LineOptions & { tabs: Tabs }, indent: number): void {
  const { stops, originPt } = options.tabs;
  const x = originPt + indent + width;
  const last = originPt + options.widthPt;
  // In a line that hangs out, the others' edge is a stop.
  const own = indent < 0 ? [...stops, { atPt: originPt, kind: 'left' as const }].sort((a, b) => a.atPt - b.atPt) : stops;
  const stop: TabStop = own.find(({ atPt }) => atPt > x + 0.5) ?? {
    atPt: (Math.floor((x + 0.5) / DEFAULT_STOP_PT) + 1) * DEFAULT_STOP_PT,
    kind: 'left',
  };
  let after = 0;
  for (let next = at + 1; next < text.chars.length && after <= options.widthPt; next += 1) {
    const char = text.chars[next];
    if (stop.kind === 'left' || char === '\t' || char === '\n') break;
    after += text.widths[next] ?? 0;
  }
  const taken = stop.kind === 'right' ? after : stop.kind === 'center' ? after / 2 : 0;
  const room = Math.max(0, Math.min(stop.atPt, last) - x - taken);
  text.widths[at] = room;
  text.endWidths[at] = Math.min(room, Math.max(0, last - x));
  if (stop.leader) text.leaders.set(at, stop.leader);
}

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** Indices of the characters that begin a word. */
function wordStarts(chars: readonly string[]): ReadonlySet<number> {
  const starts = new Set<number>();
  let at = 0;
  for (const { segment } of segmenter.segment(chars.join(''))) {
    starts.add(at);
    at += Array.from(segment).length;
  }
  return starts;
}

/** How much of a character may stand outside when it ends a line. */
const overhang = (text: Text, at: number): number => Math.max(0, (text.widths[at] ?? 0) - (text.endWidths[at] ?? 0));

function setLine(
  text: Text,
  start: number,
  stop: number,
  runs: readonly Run[],
  options: LineOptions,
  first: boolean,
  last: boolean,
): Omit<Line, 'endsAt'> {
  const { chars, widths, owners } = text;
  let end = stop;
  // An underlined space is a line to write on.
  while (end > start && chars[end - 1] === ' ' && !runs[owners[end - 1] ?? 0]?.underline) end -= 1;
  const sizeOf = (owner: number): number => runs[owner]?.sizePt ?? options.sizePt ?? BODY_SIZE_PT;
  const indent = first ? (options.firstLineIndentPt ?? 0) : 0;
  const room = options.widthPt - indent;
  let natural = 0;
  let gaps = 0;
  let sizePt = 0;
  let [abovePt, belowPt] = [0, 0];
  let tabbed = false;
  for (let at = start; at < end; at += 1) {
    natural += widths[at] ?? 0;
    const { picture, raisePt = 0 } = runs[owners[at] ?? 0] ?? {};
    if (picture) {
      abovePt = Math.max(abovePt, picture.heightPt + raisePt);
      belowPt = Math.max(belowPt, -raisePt);
    } else sizePt = Math.max(sizePt, sizeOf(owners[at] ?? 0));
    if (at > start && mayStretch(chars[at - 1] ?? '', chars[at] ?? '')) gaps += 1;
    if (chars[at] === '\t') tabbed = true;
  }
  if (sizePt === 0) sizePt = sizeOf(owners[Math.min(start, owners.length - 1)] ?? 0);
  const align = options.align ?? 'justify';
  const outside = end > start && natural > room ? overhang(text, end - 1) : 0;
  const left = room - (natural - outside);
  const perGap = gaps > 0 ? left / gaps : 0;
  const fills = align === 'distribute' ? left > 0 : align === 'justify' && !last && perGap < sizePt * 0.6 && left > -sizePt;
  const stretchPt = fills && !tabbed ? perGap : 0;
  const shift = align === 'center' ? left / 2 : align === 'right' ? left : 0;
  const pieces: Piece[] = [];
  let x = indent + Math.max(0, shift);
  for (let at = start; at < end;) {
    const owner = owners[at] ?? 0;
    const from = at;
    const isTab = chars[at] === '\t';
    const run = runs[owner];
    const marked: number[] = [];
    let width = 0;
    while (at < end && (owners[at] ?? 0) === owner && (at === from || (!isTab && chars[at] !== '\t'))) {
      if (run?.emphasis && bearsEmphasis(chars[at] ?? '')) marked.push(width + (widths[at] ?? 0) / 2);
      width += widths[at] ?? 0;
      if (at + 1 < end && mayStretch(chars[at] ?? '', chars[at + 1] ?? '')) width += stretchPt;
      at += 1;
    }
    const leader = text.leaders.get(from);
    const words = isTab ? '' : chars.slice(from, at).join('');
    if (run)
      pieces.push({
        ...{ text: words, run, xPt: x, widthPt: width, stretchPt },
        ...(leader ? { leader } : {}),
        ...(marked.length > 0 ? { marked } : {}),
      });
    x += width;
  }
  return {
    ...{ pieces, widthPt: natural - outside, sizePt, last },
    ...(abovePt > 0 || belowPt > 0 ? { pictures: { abovePt, belowPt } } : {}),
  };
}
