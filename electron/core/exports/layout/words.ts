import type { PDFRef } from 'pdf-lib';
import type { PlacedWords } from '../../../../shared/domain/reading-order.ts';
import type { Fonts } from '../fonts.ts';
import { pdfNumber } from '../pdf/geometry.ts';
import type { WordsPlace } from './drawing.ts';

/** The part of a line's height that lies above its base line, about the same in all faces. */
const ASCENT = 0.8;

/**
 * Operators that set recognised words where they stand on their picture, in text rendering mode 3: found and selected, never painted
 * (ISO 32000-1 §9.3.6). Each piece is as wide and as slanted as its line. `place` counts from the sheet's lower left corner; the font
 * used is added to `used`.
 */
export function wordsOperators(
  words: readonly PlacedWords[],
  place: WordsPlace,
  fonts: Pick<Fonts, 'unseen' | 'ref'>,
  used: Map<string, PDFRef>,
): string {
  const { x, y, width, height, turned } = place;
  const onSheet = (at: { readonly x: number; readonly y: number }): readonly [number, number] =>
    turned ? [x + at.y * width, y + at.x * height] : [x + at.x * width, y + (1 - at.y) * height];
  const lines = words.flatMap(({ text, box }) => {
    const run = fonts.unseen(text);
    if (!run) return [];
    const [top, , endBottom, bottom] = box;
    const [x0, y0] = onSheet(bottom);
    const [x1, y1] = onSheet(endBottom);
    const [topX, topY] = onSheet(top);
    const lineWidth = Math.hypot(x1 - x0, y1 - y0);
    const lineHeight = Math.hypot(topX - x0, topY - y0);
    const natural = run.widths.reduce((sum, one) => sum + one, 0) / 1000;
    if (!(lineWidth > 0 && lineHeight > 0 && natural > 0)) return [];
    used.set(run.resource, fonts.ref(run.face));
    const [cos, sin] = [(x1 - x0) / lineWidth, (y1 - y0) / lineWidth];
    const rise = 1 - ASCENT;
    const origin = [x0 + (topX - x0) * rise, y0 + (topY - y0) * rise];
    const matrix = [cos, sin, -sin, cos, ...origin].map(pdfNumber).join(' ');
    const stretch = pdfNumber((100 * lineWidth) / (natural * lineHeight));
    return [`${matrix} Tm /${run.resource} ${pdfNumber(lineHeight)} Tf ${stretch} Tz <${run.hex}> Tj`];
  });
  return lines.length === 0 ? '' : `q BT 3 Tr\n${lines.join('\n')}\nET Q`;
}
