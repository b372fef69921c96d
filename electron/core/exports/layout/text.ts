import type { Fonts } from '../fonts.ts';
import { isInvisible } from '../fonts.ts';
import type { Align, FontFace, Run } from './blocks.ts';
import { mayBreak, mayStretch, shrinksAtEnd, squeezed } from './kinsoku.ts';

/** Part of a line in one style. `xPt` counts from the line's left edge. */
export interface Piece {
  readonly text: string;
  readonly run: Run;
  readonly xPt: number;
  readonly widthPt: number;
  /** Space added wherever justification may stretch, in points; see `mayStretch`. */
  readonly stretchPt: number;
}

export interface Line {
  readonly pieces: readonly Piece[];
  /** Width of the set text, without stretching and without spaces at its end. */
  readonly widthPt: number;
  /** Largest font size in the line. */
  readonly sizePt: number;
  /** True when the paragraph or a line feed ends here, so that the line is not justified. */
  readonly last: boolean;
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
}

export const BODY_SIZE_PT = 12;

interface Text {
  readonly chars: string[];
  readonly widths: number[];
  /** Width of each character when it ends a line: half a closing mark, nothing of a space. */
  readonly endWidths: number[];
  /** Index of the run each character is from. */
  readonly owners: number[];
}

function flatten(runs: readonly Run[], options: LineOptions): Text {
  const chars: string[] = [];
  const widths: number[] = [];
  const endWidths: number[] = [];
  const owners: number[] = [];
  runs.forEach((run, owner) => {
    const face = run.face ?? options.face ?? 'song';
    const sizePt = run.sizePt ?? options.sizePt ?? BODY_SIZE_PT;
    const text = /[̀-ͯ]/.test(run.text) ? run.text.normalize('NFC') : run.text;
    for (const raw of text) {
      if (raw === '\r') continue;
      const codePoint = raw.codePointAt(0) ?? 0;
      const copies = raw === '\t' ? 2 : 1;
      const char = raw === '\t' ? '\u3000' : raw;
      if (raw !== '\n' && raw !== '\t' && isInvisible(codePoint)) continue;
      const width = raw === '\n' ? 0 : (options.fonts.advance(char.codePointAt(0) ?? 0, face) * sizePt) / 1000;
      for (let copy = 0; copy < copies; copy += 1) {
        const before = chars.at(-1);
        // Only full-width marks have a blank half.
        if (
          before !== undefined &&
          owners.at(-1) === owner &&
          squeezed(before, char) > 0 &&
          (widths.at(-1) ?? 0) >= sizePt * 0.99
        ) {
          widths[widths.length - 1] = (widths.at(-1) ?? 0) - sizePt * squeezed(before, char);
        }
        chars.push(char);
        widths.push(width);
        endWidths.push(char === ' ' ? 0 : shrinksAtEnd(char) && width >= sizePt * 0.99 ? width / 2 : width);
        owners.push(owner);
      }
    }
  });
  return { chars, widths, endWidths, owners };
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
    const room = options.widthPt - (lines.length === 0 ? (options.firstLineIndentPt ?? 0) : 0) + tolerancePt;
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
    lines.push(setLine(text, start, stop, runs, options, lines.length === 0, feed || stop >= count));
    start = feed && whole ? stop + 1 : stop;
    if (feed && whole && start >= count) lines.push(setLine(text, start, start, runs, options, false, true));
  } while (start < count);
  return lines;
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
): Line {
  const { chars, widths, owners } = text;
  let end = stop;
  while (end > start && chars[end - 1] === ' ') end -= 1;
  const sizeOf = (owner: number): number => runs[owner]?.sizePt ?? options.sizePt ?? BODY_SIZE_PT;
  const indent = first ? (options.firstLineIndentPt ?? 0) : 0;
  const room = options.widthPt - indent;
  let natural = 0;
  let gaps = 0;
  let sizePt = 0;
  for (let at = start; at < end; at += 1) {
    natural += widths[at] ?? 0;
    sizePt = Math.max(sizePt, sizeOf(owners[at] ?? 0));
    if (at > start && mayStretch(chars[at - 1] ?? '', chars[at] ?? '')) gaps += 1;
  }
  if (sizePt === 0) sizePt = sizeOf(owners[Math.min(start, owners.length - 1)] ?? 0);
  const align = options.align ?? 'justify';
  const outside = end > start && natural > room ? overhang(text, end - 1) : 0;
  const left = room - (natural - outside);
  const perGap = gaps > 0 ? left / gaps : 0;
  const stretchPt = align === 'justify' && !last && perGap < sizePt * 0.6 && left > -sizePt ? perGap : 0;
  const shift = align === 'center' ? left / 2 : align === 'right' ? left : 0;
  const pieces: Piece[] = [];
  let x = indent + Math.max(0, shift);
  for (let at = start; at < end;) {
    const owner = owners[at] ?? 0;
    const from = at;
    let width = 0;
    while (at < end && (owners[at] ?? 0) === owner) {
      width += widths[at] ?? 0;
      if (at + 1 < end && mayStretch(chars[at] ?? '', chars[at + 1] ?? '')) width += stretchPt;
      at += 1;
    }
    const run = runs[owner];
    if (run) pieces.push({ text: chars.slice(from, at).join(''), run, xPt: x, widthPt: width, stretchPt });
    x += width;
  }
  return { pieces, widthPt: natural - outside, sizePt, last };
}
