import type { Chart, Series, TextLook } from './chart.ts';
import type { DrawContext } from './lay-bars.ts';
import { line, rectangle, type Box, type Mark } from './marks.ts';
import { formatNumber } from './number-format.ts';
import type { PlotGroup } from './plot-axes.ts';
import { LINE, setText, textMarks } from './text.ts';

/** The table of figures under a plot (21.2.2.54), a column a category. */
export interface LaidTable {
  readonly heightPt: number;
  /** Width of the column of names, left of the plot. */
  readonly namesPt: number;
  readonly marks: (plot: Box) => Mark[];
}

const PADDING_PT = 3;
/** Texts are set smaller down to this share, so that figures fit their columns. */
const SMALLEST = 0.5;
const ROW = 1.5;
const WIDEST_NAMES = 0.25;

/** Null where the chart has none, or its categories do not stand side by side. */
export function layTable(chart: Chart, groups: readonly PlotGroup[], plotPt: number, context: DrawContext): LaidTable | null {
  const { table } = chart;
  const categories = groups[0]?.x.categories;
  if (!table || !categories) return null;
  const { measure } = context;
  const slotPt = plotPt / categories.labels.length;
  const rows = groups.flatMap(({ group }) => group.series.map((series) => ({ series, isLine: group.kind === 'line', texts: figuresOf(series, categories.labels.length, chart) }))); // prettier-ignore
  const widest = Math.max(1, ...rows.flatMap(({ texts }) => texts.map((text) => measure(text, table.look))));
  const share = Math.max(SMALLEST, Math.min(1, (slotPt - PADDING_PT) / widest));
  const look: TextLook = { ...table.look, sizePt: table.look.sizePt * share };
  const heads = categories.labels.map((text) => setText(text, look, measure, slotPt - PADDING_PT, 3));
  const headPt = Math.max(...heads.map(({ heightPt }) => heightPt)) + PADDING_PT;
  const rowPt = look.sizePt * ROW;
  const keyPt = table.keys ? look.sizePt * 1.6 : 0;
  const names = rows.map(({ series }) => setText(series.name, look, measure, plotPt * WIDEST_NAMES, 1));
  const namesPt = Math.max(...names.map(({ widthPt }) => widthPt)) + keyPt + 2 * PADDING_PT;
  const heightPt = headPt + rowPt * rows.length;
  const marks = (plot: Box): Mark[] => {
    const [top, left] = [plot.y + plot.height, plot.x - namesPt];
    const at = (share: number): number => plot.x + share * plot.width;
    const lines = [
      ...line(plot.x, top, plot.x + plot.width, top, table.line),
      ...rows.flatMap((_, index) =>
        line(left, top + headPt + index * rowPt, plot.x + plot.width, top + headPt + index * rowPt, table.line),
      ),
      ...line(left, top + heightPt, plot.x + plot.width, top + heightPt, table.line),
      ...line(left, top + headPt, left, top + heightPt, table.line),
      ...heads.flatMap((_, index) => line(at(index / heads.length), top, at(index / heads.length), top + heightPt, table.line)),
      ...line(plot.x + plot.width, top, plot.x + plot.width, top + heightPt, table.line),
    ];
    const middleOf = (index: number): number => at((index + 0.5) / heads.length);
    const texts = heads.flatMap((set, index) => textMarks(set, look, { x: middleOf(index), y: top + headPt / 2, anchor: 'middle', from: 'middle' })); // prettier-ignore
    const cells = rows.flatMap((row, index) => {
      const y = top + headPt + (index + 0.5) * rowPt;
      const name = names[index];
      return [
        ...(table.keys ? keyMarks(row.series, row.isLine, { x: left + PADDING_PT, y, width: keyPt - PADDING_PT, height: look.sizePt * 0.7 }) : []),
        ...(name ? textMarks(name, look, { x: left + PADDING_PT + keyPt, y, anchor: 'start', from: 'middle' }) : []),
        ...row.texts.flatMap((text, column) => textMarks({ lines: [text] }, look, { x: middleOf(column), y, anchor: 'middle', from: 'middle' })),
      ];
    }); // prettier-ignore
    return [...lines, ...texts, ...cells];
  };
  return { heightPt: heightPt + look.sizePt * (LINE - 1), namesPt, marks };
}

function figuresOf(series: Series, count: number, chart: Chart): string[] {
  return Array.from({ length: count }, (_, index) => {
    const value = series.values[index];
    return value === null || value === undefined ? '' : formatNumber(value, series.format, chart.date1904);
  });
}

function keyMarks(series: Series, isLine: boolean, { x, y, width, height }: Box): Mark[] {
  if (isLine) return line(x, y, x + width, y, series.line);
  return rectangle({ x: x + (width - height) / 2, y: y - height / 2, width: height, height }, series.fill, null);
}
