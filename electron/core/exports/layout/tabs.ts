import type { Fonts } from '../fonts.ts';
import { A4_HEIGHT_PT, A4_WIDTH_PT, mm, type Drawing } from './drawing.ts';
import type { Side } from './frames.ts';

/** An index tab (隔页) of a 分隔页: which of how many it is, and what it says. */
export interface Tab {
  /** From 0. */
  readonly index: number;
  readonly count: number;
  readonly text: string;
}

const WIDTH_PT = mm(14);
/** The tabs stand between these heights, clear of the stamps. */
const TOP_PT = mm(28);
const BOTTOM_PT = A4_HEIGHT_PT - mm(28);
const TALLEST_PT = mm(32);
const SHORTEST_PT = mm(17);
/** Printers leave so much at the edge of the paper white. */
const UNPRINTABLE_PT = mm(4.5);
const INSET_PT = mm(1.2);
const LARGEST_PT = 14;
const SMALLEST_PT = 6.5;

/**
 * A tab at the outer edge of its sheet, staggered down the edge in the order of the volume; after the lowest the next begins at the
 * top again. On the back of a sheet it stands at the left, so that both sides of one sheet show it in one place.
 */
export function tabDrawings({ index, count, text }: Tab, side: Side, fonts: Pick<Fonts, 'measure'>): Drawing[] {
  const room = BOTTOM_PT - TOP_PT;
  const slots = Math.min(count, Math.floor(room / SHORTEST_PT));
  const height = Math.min(TALLEST_PT, room / slots);
  const y = TOP_PT + (index % slots) * height;
  const front = side === 'front';
  const x = front ? A4_WIDTH_PT - WIDTH_PT : 0;
  const from = front ? x + INSET_PT : UNPRINTABLE_PT;
  const width = WIDTH_PT - INSET_PT - UNPRINTABLE_PT;
  const { lines, sizePt } = inLines(text, width, height - mm(3), fonts);
  const step = sizePt * 1.15;
  const first = y + (height - lines.length * step) / 2 + sizePt * 0.9;
  return [
    // A hair lower than the next begins: neighbours stay apart on the edge of the block.
    { kind: 'rect', x, y, width: WIDTH_PT, height: height - mm(1), fill: '#333333' },
    ...lines.map((line, at): Drawing => ({
      ...{ kind: 'text', text: line, face: 'hei-bold', sizePt, color: '#ffffff', artifact: true },
      x: from + (width - fonts.measure(line, 'hei-bold', sizePt)) / 2,
      y: first + step * at - mm(0.5),
    })),
  ];
}

/** The text as large as its tab takes it, on one line where that can still be read, else broken anywhere. */
function inLines(
  text: string,
  widthPt: number,
  heightPt: number,
  fonts: Pick<Fonts, 'measure'>,
): { readonly lines: readonly string[]; readonly sizePt: number } {
  const whole = fonts.measure(text, 'hei-bold', 1);
  const single = Math.min(LARGEST_PT, widthPt / whole);
  if (single >= SMALLEST_PT + 1) return { lines: [text], sizePt: single };
  const sizePt = SMALLEST_PT + 1;
  const lines: string[] = [];
  for (const char of text) {
    const last = lines.at(-1);
    if (last !== undefined && fonts.measure(last + char, 'hei-bold', sizePt) <= widthPt) lines[lines.length - 1] = last + char;
    else lines.push(char);
  }
  const fitting = Math.max(1, Math.floor(heightPt / (sizePt * 1.15)));
  return { lines: lines.length <= fitting ? lines : [...lines.slice(0, fitting - 1), '…'], sizePt };
}
