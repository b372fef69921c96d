import type { CodeBlock, ImageBlock } from './blocks.ts';
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
