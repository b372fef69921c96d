import type { PDFRef } from 'pdf-lib';
import type { Mark, MarkLook, Measure, Step } from '../../charts/charts.ts';
import type { Fonts } from '../fonts.ts';
import { pdfNumber } from '../pdf/geometry.ts';
import type { FontFace } from './blocks.ts';

/** The face texts of a figure are set in. */
export function faceOfMark({ bold, serif }: Pick<MarkLook, 'bold' | 'serif'>): FontFace {
  return serif ? (bold ? 'song-bold' : 'song') : bold ? 'hei-bold' : 'hei';
}

/** Measures texts of a figure with the fonts it will be set in. */
export function measureBy(fonts: Pick<Fonts, 'measure'>): Measure {
  return (text, look) => fonts.measure(text, faceOfMark(look), look.sizePt);
}

/**
 * Operators that draw the marks of a figure whose upper left corner is at `x, y`, counted from the sheet's lower left corner (ISO 32000-1,
 * 8.5). The fonts used are added to `used`.
 */
export function figureOperators(
  marks: readonly Mark[],
  { x, y }: { readonly x: number; readonly y: number },
  fonts: Fonts,
  used: Map<string, PDFRef>,
): string {
  const at = (px: number, py: number): string => `${short(x + px)} ${short(y - py)}`;
  const stepOf = (step: Step): string => {
    switch (step[0]) {
      case 'M':
        return `${at(step[1], step[2])} m`;
      case 'L':
        return `${at(step[1], step[2])} l`;
      case 'C':
        return `${at(step[1], step[2])} ${at(step[3], step[4])} ${at(step[5], step[6])} c`;
      case 'Z':
        return 'h';
    }
  };
  const draw = (mark: Mark): string => {
    switch (mark.kind) {
      case 'path': {
        const { fill, stroke } = mark;
        const dash = stroke?.dashed ? ` [${pdfNumber(stroke.widthPt * 3)} ${pdfNumber(stroke.widthPt * 2)}] 0 d` : '';
        const pen = stroke ? `${pdfNumber(stroke.widthPt)} w 1 j${dash} ${rgb(stroke.color)} RG ` : '';
        const paint = fill !== null ? (stroke ? 'B' : 'f') : 'S';
        return `${pen}${fill === null ? '' : `${rgb(fill)} rg `}${mark.steps.map(stepOf).join(' ')} ${paint}${dash === '' ? '' : ' [] 0 d'}`;
      }
      case 'clip': {
        const corner = at(mark.x, mark.y + mark.height);
        return `q ${corner} ${pdfNumber(mark.width)} ${pdfNumber(mark.height)} re W n\n${mark.marks.map(draw).join('\n')}\nQ`;
      }
      case 'text':
        return textOf(mark);
    }
  };
  const textOf = (mark: Mark & { kind: 'text' }): string => {
    const face = faceOfMark(mark);
    const width = fonts.measure(mark.text, face, mark.sizePt);
    const back = { start: 0, middle: width / 2, end: width }[mark.anchor];
    const angle = (-mark.turn * Math.PI) / 180;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const origin = [x + mark.x - back * cos, y - mark.y - back * sin];
    const shown = fonts.encode(mark.text, face).map((run) => {
      used.set(run.resource, fonts.ref(run.face));
      return `/${run.resource} ${pdfNumber(mark.sizePt)} Tf <${run.hex}> Tj`;
    });
    return `BT ${rgb(mark.color)} rg ${[cos, sin, -sin, cos, ...origin].map(pdfNumber).join(' ')} Tm ${shown.join(' ')} ET`;
  };
  return `q\n${marks.map(draw).join('\n')}\nQ`;
}

/** A hundredth of a point is finer than any printer. */
function short(value: number): string {
  return pdfNumber(Math.round(value * 100) / 100);
}

function rgb(color: string): string {
  const value = Number.parseInt(color.slice(1), 16) || 0;
  return [16, 8, 0].map((shift) => pdfNumber(((value >> shift) & 255) / 255)).join(' ');
}
