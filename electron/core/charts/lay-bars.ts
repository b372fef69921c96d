import type { Chart, Group, Series } from './chart.ts';
import { rectangle, type Box, type Mark, type Measure } from './marks.ts';
import { crossingOf, pointOn, type PlotGroup } from './plot-axes.ts';
import { stacked } from './stacks.ts';
import { labelMarks, labelsAt, pointFill } from './value-labels.ts';
import type { TextPlace } from './text.ts';

/** What every kind of group is drawn with. */
export interface DrawContext {
  readonly chart: Chart;
  readonly measure: Measure;
}

interface Bar {
  readonly series: Series;
  readonly index: number;
  readonly box: Box;
  readonly isNegative: boolean;
}

/** Bars or columns (21.2.2.16) with their gap and overlap, and the labels over them. */
export function barMarks(plot: PlotGroup, box: Box, context: DrawContext): { marks: Mark[]; labels: Mark[] } {
  const { group, x } = plot;
  const bars = thinned(barsOf(plot, box), group.lying ? box.height : box.width);
  const marks = bars.flatMap(({ series, index, box: bar }) => {
    const fill = pointFill(group, series, index, context.chart.palette);
    const line = series.points.get(index)?.line;
    return rectangle(bar, fill, line === undefined ? series.line : line);
  });
  const labels = bars.flatMap(({ series, index, box: bar, isNegative }) => {
    const own = labelsAt(series, index);
    const value = series.values[index];
    if (!own || value === null || value === undefined) return [];
    const usual = group.grouping === 'clustered' ? 'outEnd' : 'ctr';
    const place = placeOn(bar, own.position || usual, group.lying, isNegative !== plot.y.axis.reversed);
    const category = x.categories?.labels[index] ?? '';
    return labelMarks({ series, index, category, value, share: null }, place, context);
  });
  return { marks, labels };
}

function barsOf(plot: PlotGroup, box: Box): Bar[] {
  const { group, x, y } = plot;
  const { categories } = x;
  const { values } = y;
  if (!categories || !values) return [];
  const count = group.series.length;
  const overlap = group.overlap / 100;
  const width = categories.slot / (count - (count - 1) * overlap + group.gapWidth / 100);
  const start = -(width * (count - (count - 1) * overlap)) / 2;
  const ground = group.grouping === 'clustered' ? crossingOf(x.axis, y) : null;
  const inside = (share: number): number => Math.max(0, Math.min(1, share));
  return stacked(group).flatMap((spans, at) =>
    spans.flatMap((span, index): Bar[] => {
      const series = group.series[at];
      if (!span || !series) return [];
      const middle = categories.at(index) + start + at * width * (1 - overlap);
      const [from, to] = [ground ?? inside(values.at(span[0])), inside(values.at(span[1]))];
      const [ax, ay] = pointOn(plot, box, middle, from);
      const [bx, by] = pointOn(plot, box, middle + width, to);
      const bar = { x: Math.min(ax, bx), y: Math.min(ay, by), width: Math.abs(ax - bx), height: Math.abs(ay - by) };
      return [{ series, index, box: bar, isNegative: group.grouping === 'clustered' ? to < from : span[1] < span[0] }];
    }),
  );
}

/** Bars thinner than a hair lie over each other: of those the longest is seen, and only it is drawn. */
const HAIR_PT = 0.1;

function thinned(bars: readonly Bar[], lengthPt: number): readonly Bar[] {
  if (bars.length <= lengthPt / HAIR_PT) return bars;
  const longest = new Map<string, Bar>();
  for (const bar of bars) {
    const isLying = bar.box.height < bar.box.width;
    const key = `${bar.series.index} ${bar.isNegative} ${Math.round((isLying ? bar.box.y : bar.box.x) / HAIR_PT)}`;
    const known = longest.get(key);
    if (!known || known.box.height * known.box.width < bar.box.height * bar.box.width) longest.set(key, bar);
  }
  return [...longest.values()];
}

const GAP_PT = 2;

function placeOn(bar: Box, position: string, isLying: boolean, isBackwards: boolean): TextPlace {
  const [x, y] = [bar.x + bar.width / 2, bar.y + bar.height / 2];
  if (position === 'ctr') return { x, y, anchor: 'middle', from: 'middle' };
  // At the end of the bar or at its base, inside of it or outside.
  const isHigh = (position !== 'inBase') !== isBackwards;
  const isOutside = position === 'outEnd';
  if (isLying) {
    const end = isHigh ? bar.x + bar.width : bar.x;
    const isRight = isHigh === isOutside;
    return { x: end + (isRight ? GAP_PT : -GAP_PT), y, anchor: isRight ? 'start' : 'end', from: 'middle' };
  }
  const end = isHigh ? bar.y : bar.y + bar.height;
  const isAbove = isHigh === isOutside;
  return { x, y: end + (isAbove ? -GAP_PT : GAP_PT), anchor: 'middle', from: isAbove ? 'bottom' : 'top' };
}

/** Bars between the first and the last series of a line group (stock charts, 21.2.2.218). */
export function upDownMarks(plot: PlotGroup, box: Box): Mark[] {
  const { group, x, y } = plot;
  const { upDown } = group;
  const [first, last] = [group.series[0], group.series.at(-1)];
  if (!upDown || !first || !last || !x.categories || !y.values) return [];
  const { categories, values } = { categories: x.categories, values: y.values };
  const half = categories.slot / 2 / 2.5;
  return first.values.flatMap((open, index) => {
    const close = last.values[index];
    if (open === null || close === null || close === undefined) return [];
    const [ax, ay] = pointOn(plot, box, categories.at(index) - half, values.at(open));
    const [bx, by] = pointOn(plot, box, categories.at(index) + half, values.at(close));
    const bar = { x: Math.min(ax, bx), y: Math.min(ay, by), width: Math.abs(ax - bx), height: Math.abs(ay - by) };
    return rectangle(bar, close >= open ? upDown.up : upDown.down, { widthPt: 0.75, color: '#000000', dashed: false });
  });
}

/** Lines from the least to the greatest value of each category, or from the greatest down to the axis (21.2.2.80, 21.2.2.65). */
export function hangingLines(plot: PlotGroup, box: Box): Mark[] {
  const { group, x, y } = plot;
  const { categories } = x;
  const { values } = y;
  if (!categories || !values || (!group.hiLow && !group.drop)) return [];
  const count = Math.max(0, ...group.series.map((series) => series.values.length));
  return Array.from({ length: count }, (_, index) => index).flatMap((index) => {
    const own = stackedAt(group, index);
    if (own.length === 0) return [];
    const [low, high] = [Math.min(...own), Math.max(...own)];
    const down = (from: number, to: number, stroke: Group['hiLow']): Mark[] => {
      const [ax, ay] = pointOn(plot, box, categories.at(index), from);
      const [bx, by] = pointOn(plot, box, categories.at(index), to);
      return stroke ? [{ kind: 'path', steps: [['M', ax, ay], ['L', bx, by]], fill: null, stroke }] : []; // prettier-ignore
    };
    return [...down(values.at(low), values.at(high), group.hiLow), ...down(crossingOf(x.axis, y), values.at(high), group.drop)];
  });
}

function stackedAt(group: Group, index: number): number[] {
  return group.series.map(({ values }) => values[index]).filter((value) => value !== null && value !== undefined);
}
