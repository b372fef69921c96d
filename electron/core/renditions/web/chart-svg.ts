import { layChart, type Chart, type Mark, type Measure, type Step } from '../../charts/charts.ts';
import { escaped } from './page.ts';

/** Widths of characters as shares of their size, about those of the faces slides are printed with; the engine sets the texts itself. */
const WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/[\u1100-\uffff]/, 1],
  [/[A-Z@%&]/, 0.66],
  [/[ijltf.,:;'|!()[\] ]/, 0.32],
  [/[mwMW]/, 0.85],
];
const USUAL = 0.56;

const measure: Measure = (text, { sizePt }) =>
  [...text].reduce((sum, char) => sum + (WIDTHS.find(([kind]) => kind.test(char))?.[1] ?? USUAL), 0) * sizePt;

/** A chart as a drawing (SVG 1.1) of that size, points. */
export function chartSvg(chart: Chart, size: { readonly widthPt: number; readonly heightPt: number }): string {
  const { widthPt, heightPt } = size;
  const inside = layChart(chart, size, measure).map(markSvg).join('');
  return `<svg class="f" width="${n(widthPt)}pt" height="${n(heightPt)}pt" viewBox="0 0 ${n(widthPt)} ${n(heightPt)}">${inside}</svg>`;
}

function markSvg(mark: Mark): string {
  switch (mark.kind) {
    case 'path': {
      const { fill, stroke } = mark;
      const dash = stroke?.dashed ? ` stroke-dasharray="${n(stroke.widthPt * 3)} ${n(stroke.widthPt * 2)}"` : '';
      const pen = stroke ? ` stroke="${stroke.color}" stroke-width="${n(stroke.widthPt)}" stroke-linejoin="round"${dash}` : '';
      return `<path d="${mark.steps.map(stepSvg).join('')}" fill="${fill ?? 'none'}"${pen}/>`;
    }
    case 'clip': {
      const { x, y, width, height } = mark;
      const area = `x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}"`;
      return `<svg ${area} viewBox="${[x, y, width, height].map(n).join(' ')}" overflow="hidden">${mark.marks.map(markSvg).join('')}</svg>`;
    }
    case 'text': {
      const face = mark.serif ? "'TZ Song',serif" : "'TZ Hei',sans-serif";
      const turn = mark.turn === 0 ? '' : ` transform="rotate(${n(mark.turn)} ${n(mark.x)} ${n(mark.y)})"`;
      const look = `font-family="${face}" font-size="${n(mark.sizePt)}"${mark.bold ? ' font-weight="700"' : ''} fill="${mark.color}"`;
      return `<text x="${n(mark.x)}" y="${n(mark.y)}" text-anchor="${mark.anchor}" ${look}${turn}>${escaped(mark.text)}</text>`;
    }
  }
}

const stepSvg = ([letter, ...points]: Step): string => `${letter}${points.map((value) => n(value)).join(' ')}`;

function n(value: number): string {
  return String(Math.round(value * 100) / 100);
}
