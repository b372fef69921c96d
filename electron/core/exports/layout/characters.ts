import type { Fonts } from '../fonts.ts';
import { isInvisible } from '../fonts.ts';
import type { FontFace, Run, TabStop } from './blocks.ts';
import { shrinksAtEnd, squeezed } from './kinsoku.ts';

export const BODY_SIZE_PT = 12;

/** What a picture is in the text of its line (U+FFFC, object replacement character). */
export const PICTURE_CHAR = '\ufffc';

/** What the width of characters depends on beside themselves. */
interface MeasuringOptions {
  readonly fonts: Pick<Fonts, 'advance'>;
  readonly face?: FontFace;
  readonly sizePt?: number;
  /** Without them a tab is two spaces. */
  readonly tabs?: unknown;
}

/** The characters of a paragraph with what each takes of its line. */
export interface Text {
  readonly chars: string[];
  readonly widths: number[];
  /** Width of each character when it ends a line: half a closing mark, nothing of a space. */
  readonly endWidths: number[];
  /** Index of the run each character is from. */
  readonly owners: number[];
  /** What fills the room of the tab at an index. */
  readonly leaders: Map<number, NonNullable<TabStop['leader']>>;
}

/** The characters of styled text, those that draw nothing left out; what punctuation marks that meet have too much is taken off. */
export function flatten(runs: readonly Run[], options: MeasuringOptions): Text {
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
      const isSpaces = raw === '\t' && !options.tabs;
      const copies = isSpaces ? 2 : 1;
      const char = isSpaces ? '\u3000' : raw;
      if (raw !== '\n' && raw !== '\t' && isInvisible(codePoint)) continue;
      const { picture } = run;
      const own = picture
        ? picture.widthPt
        : char === '\n' || char === '\t'
          ? 0
          : (options.fonts.advance(char.codePointAt(0) ?? 0, face) * sizePt) / 1000;
      const width = picture ? own : own * (run.stretch ?? 1) + (own > 0 ? (run.spacingPt ?? 0) : 0);
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
  return { chars, widths, endWidths, owners, leaders: new Map() };
}

/** Styled text from its character `from` on, as `flatten` counts them. */
export function runsFrom(runs: readonly Run[], from: number, options: MeasuringOptions): Run[] {
  const { chars, owners } = flatten(runs, options);
  return runs.flatMap((run, owner): Run[] => {
    const text = chars.filter((_, at) => at >= from && owners[at] === owner).join('');
    return text === '' ? [] : [{ ...run, text }];
  });
}
