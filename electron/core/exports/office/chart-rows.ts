import type { Block, ChartBlock } from '../layout/blocks.ts';
import type { DrawnBlock, Shape } from '../layout/drawn-blocks.ts';
import type { SheetImage } from './sheet-placing.ts';

/** Charts of one paragraph that fit beside each other stand beside each other, as in its line. */
export function besideEachOther(blocks: readonly Block[], widthPt: number): Block[] {
  const joined: Block[] = [];
  let row: ChartBlock[] = [];
  const flush = (): void => {
    const [first] = row;
    if (first) joined.push(row.length === 1 ? first : drawnRow(row, first.align ?? 'left', widthPt));
    row = [];
  };
  for (const block of blocks) {
    const used = row.reduce((sum, one) => sum + one.widthPt, 0);
    if (block.kind !== 'chart' || used + block.widthPt > widthPt + SLACK_PT) flush();
    if (block.kind === 'chart') row.push(block);
    else joined.push(block);
  }
  flush();
  return joined;
}

/** What a line's width and its charts may differ by. */
const SLACK_PT = 2;

/** Charts beside each other on a sheet are set smaller down to this share, so that they stay so. */
const SMALLEST = 0.6;

/** Pictures and charts of a sheet that follow each other, a block a row; those that lie beside the one before share its row where they can. */
export function sheetRows(images: readonly SheetImage[], widthPt: number): Block[] {
  const rows: SheetImage[][] = [];
  for (const image of images) {
    const row = rows.at(-1) ?? [];
    const wide = row.reduce((sum, one) => sum + one.widthPt, image.widthPt);
    if (image.kind === 'chart' && image.isBeside && wide * SMALLEST <= widthPt) row.push(image);
    else rows.push([image]);
  }
  return rows.flatMap((row): Block[] => {
    const charts = row.filter((one) => one.kind === 'chart');
    return charts.length < 2 ? row : [drawnRow(charts, 'center', widthPt)];
  });
}

function drawnRow(row: readonly ChartBlock[], align: 'left' | 'center' | 'right', columnPt: number): DrawnBlock {
  const share = Math.min(1, columnPt / row.reduce((sum, one) => sum + one.widthPt, 0));
  const heightPt = Math.max(...row.map((one) => one.heightPt)) * share;
  let x = 0;
  const shapes = row.map((one): Shape => {
    const [width, height] = [one.widthPt * share, one.heightPt * share];
    const place = { x, y: heightPt - height, width, height };
    x += width;
    return { kind: 'chart', chart: one.chart, share, ...place };
  });
  const room = Math.max(0, columnPt - x);
  const xPt = align === 'left' ? 0 : align === 'right' ? room : room / 2;
  return { kind: 'drawn', shapes, widthPt: x, heightPt, xPt, yPt: 0, from: 'here', inFlow: true, under: false };
}
