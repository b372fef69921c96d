import { layChart, type Chart } from '../../charts/charts.ts';
import type { Fonts } from '../fonts.ts';
import type { ChartBlock, CodeBlock, ImageBlock } from './blocks.ts';
import type { Drawing } from './drawing.ts';
import { measureBy } from './figure.ts';
import type { Frame } from './frames.ts';
import { contentPart, type Part } from './part.ts';

/** A picture, scaled down (never up) to the column and the page. */
export function imagePart(block: ImageBlock, widthPt: number, pageHeightPt: number): Part {
  const scale = Math.min(1, widthPt / block.widthPt, (pageHeightPt * 0.98) / block.heightPt);
  const width = block.widthPt * scale;
  const heightPt = block.heightPt * scale;
  const shift = block.align === 'right' ? widthPt - width : block.align === 'center' ? (widthPt - width) / 2 : 0;
  return contentPart(heightPt, (out, x, y) => {
    out.push({ kind: 'image', x: x + shift, y, width, height: heightPt, bytes: block.bytes, format: block.format });
  });
}

/** Texts of a chart that is drawn smaller than in its file are not set smaller than this share of their size. */
const SMALLEST_TEXT = 0.7;

/** A chart, smaller where the column or the page is, with its texts as large as can be read. */
export function chartPart(block: ChartBlock, widthPt: number, pageHeightPt: number, fonts: Pick<Fonts, 'measure'>): Part {
  const scale = Math.min(1, widthPt / block.widthPt, (pageHeightPt * 0.98) / block.heightPt);
  const [width, height] = [block.widthPt * scale, block.heightPt * scale];
  const shift = block.align === 'right' ? widthPt - width : block.align === 'center' ? (widthPt - width) / 2 : 0;
  return contentPart(height, (out, x, y) => drawChart(block.chart, { x: x + shift, y, width, height }, scale, fonts, out));
}

/** Draws a chart in its place; `scale` tells how much smaller that is than in the file. */
export function drawChart(chart: Chart, place: Frame, scale: number, fonts: Pick<Fonts, 'measure'>, out: Drawing[]): void {
  const size = { widthPt: place.width, heightPt: place.height, textShare: Math.max(SMALLEST_TEXT, scale) };
  out.push({ kind: 'figure', ...place, marks: layChart(chart, size, measureBy(fonts)) });
}

/** Rows reach a little into the next one, so that no reader of PDFs shows a seam between them. */
const SEAM_PT = 0.02;

/** A 二维码 as black squares. */
export function codePart({ squares, sizePt }: CodeBlock): Part {
  const side = sizePt / squares.length;
  return contentPart(sizePt, (out, x, y) => {
    squares.forEach((row, down) => {
      for (let from = 0; from < row.length; from++) {
        if (row[from] !== true) continue;
        let to = from + 1;
        while (row[to] === true) to++;
        const place = { x: x + from * side, y: y + down * side, width: (to - from) * side, height: side + SEAM_PT };
        out.push({ kind: 'rect', ...place, fill: '#000000' });
        from = to;
      }
    });
  });
}

/** A thin line across the column. */
export function rulePart(widthPt: number): Part {
  const heightPt = 9;
  return contentPart(heightPt, (out, x, y) => {
    out.push({ kind: 'line', x1: x, y1: y + heightPt / 2, x2: x + widthPt, y2: y + heightPt / 2, thicknessPt: 0.75 });
  });
}
