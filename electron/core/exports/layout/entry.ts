import type { Fonts } from '../fonts.ts';
import type { EntryBlock, Run } from './blocks.ts';
import { BODY_SIZE_PT } from './characters.ts';
import type { Drawing } from './drawing.ts';
import { ASCENT, DEFAULT_LINE_HEIGHT, drawLine } from './paragraph.ts';
import type { Part } from './part.ts';
import { breakLines, type Line } from './text.ts';

type Measuring = Pick<Fonts, 'advance' | 'measure'>;

/** A line of contents; its lines and so its height depend on the text alone, never on the label. */
export function entryParts(block: EntryBlock, widthPt: number, fonts: Measuring): Part[] {
  const left = block.leftPt ?? 0;
  const labelWidth = block.labelWidthPt ?? 36;
  const lineHeight = block.lineHeight ?? DEFAULT_LINE_HEIGHT;
  const hang = block.hangPt ?? 0;
  const lines = breakLines(block.runs, {
    widthPt: widthPt - left - hang - labelWidth - 18,
    firstLineIndentPt: -hang,
    align: 'left',
    fonts,
  });
  return lines.map((line, index): Part => {
    const heightPt = line.sizePt * lineHeight;
    const lastLine = index === lines.length - 1;
    return {
      heightPt,
      gapPt: index === 0 ? (block.spaceBeforePt ?? 0) : 0,
      keepWithNext: !lastLine || block.keepWithNext === true,
      role: 'content',
      draw(out, x, y) {
        drawLine(line, out, x + left + hang, y, heightPt);
        if (block.linkTo !== undefined) {
          out.push({ kind: 'link', x: x + left, y, width: widthPt - left, height: heightPt, linkTo: block.linkTo });
        }
        const textX = x + left + (index === 0 ? 0 : hang);
        if (lastLine) drawLabel(block.label, block.runs[0], line, fonts, out, { x: textX, y, right: x + widthPt, heightPt });
      },
    };
  });
}

function drawLabel(
  label: string,
  style: Run | undefined,
  line: Line,
  fonts: Measuring,
  out: Drawing[],
  at: { readonly x: number; readonly y: number; readonly right: number; readonly heightPt: number },
): void {
  const sizePt = style?.sizePt ?? BODY_SIZE_PT;
  const baseline = at.y + (at.heightPt - line.sizePt) / 2 + ASCENT * line.sizePt;
  const labelX = at.right - fonts.measure(label, 'song', sizePt);
  if (label) out.push({ kind: 'text', x: labelX, y: baseline, text: label, face: 'song', sizePt });
  const from = at.x + line.widthPt + sizePt * 0.5;
  const to = labelX - sizePt * 0.5;
  // Dots of all lines stand under each other.
  const pitch = 4;
  const firstDot = at.right - Math.floor((at.right - from) / pitch) * pitch;
  const leaderY = baseline - sizePt * 0.12;
  if (to - firstDot > pitch) {
    out.push({ kind: 'line', x1: firstDot, y1: leaderY, x2: to, y2: leaderY, thicknessPt: 0.9, color: '#444444', dotsPt: pitch });
  }
}
