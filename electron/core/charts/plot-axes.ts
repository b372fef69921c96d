import { categoryScale, type CategoryScale } from './categories.ts';
import type { Axis, Chart, Group, Series } from './chart.ts';
import type { Box, Measure, Point } from './marks.ts';
import { formatNumber } from './number-format.ts';
import { axesOf } from './read-chart.ts';
import { valueScale, type ValueScale } from './scale.ts';
import { stackedEnds } from './stacks.ts';

/** An axis with what it measures. Shares run from its low end, 0, to 1. */
export interface PlotAxis {
  readonly axis: Axis;
  readonly isUpright: boolean;
  readonly values: ValueScale | null;
  readonly categories: CategoryScale | null;
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
}

/** Groups on one pair of axes. */
export interface PlotGroup {
  readonly group: Group;
  readonly x: PlotAxis;
  readonly y: PlotAxis;
}

/** Where two shares of a group's axes meet on the page. */
export function pointOn({ x, y }: Pick<PlotGroup, 'x' | 'y'>, box: Box, alongX: number, alongY: number): Point {
  const [a, b] = [placeAlong(x, alongX, box), placeAlong(y, alongY, box)];
  return x.isUpright ? [b, a] : [a, b];
}

/** Coordinate of a share of an axis on the page. */
export function placeAlong({ axis, isUpright }: PlotAxis, share: number, box: Box): number {
  const drawn = axis.reversed ? 1 - share : share;
  return isUpright ? box.y + box.height * (1 - drawn) : box.x + box.width * drawn;
}

/** Where an axis stands on the one it crosses, as a share of that one. */
export function crossingOf(axis: Axis, other: PlotAxis): number {
  const { values, categories } = other;
  if (axis.crosses === 'min') return 0;
  if (axis.crosses === 'max') return 1;
  const wanted = axis.crosses === 'autoZero' ? (values ? Math.max(values.min, Math.min(values.max, 0)) : 1) : axis.crosses;
  const share = values ? values.at(wanted) : wanted <= 1 ? 0 : (wanted - 1) * (categories?.slot ?? 0);
  return Math.max(0, Math.min(1, share));
}

/** Groups with their axes measured for a plot of about that size; the axes in the order of the file. */
export function plotAxes(chart: Chart, size: { width: number; height: number }, measure: Measure): PlotGroup[] {
  const pairs = chart.groups.flatMap((group) => {
    const axes = axesOf(group, chart.axes);
    return axes ? [{ group, ...axes }] : [];
  });
  const known = new Map<string, PlotAxis>();
  const measured = (axis: Axis, isUpright: boolean): PlotAxis => {
    const before = known.get(axis.id);
    if (before) return before;
    const own = pairs.filter(({ x, y }) => x.id === axis.id || y.id === axis.id);
    const isX = own.some(({ x }) => x.id === axis.id);
    const isScatter = own.some(({ group }) => group.kind === 'scatter' || group.kind === 'bubble');
    const lengthPt = isUpright ? size.height : size.width;
    const made =
      isX && !isScatter
        ? byCategory(axis, isUpright, own, chart)
        : byValue(axis, isUpright, { own, isX, lengthPt, chart, measure });
    known.set(axis.id, made);
    return made;
  };
  return pairs.map(({ group, x, y }) => ({ group, x: measured(x, group.lying), y: measured(y, !group.lying) }));
}

interface Pair {
  readonly group: Group;
  readonly x: Axis;
  readonly y: Axis;
}

function byCategory(axis: Axis, isUpright: boolean, own: readonly Pair[], chart: Chart): PlotAxis {
  const series = own.flatMap(({ group }) => group.series);
  const between = own.some(({ group, y }) => group.kind === 'bar' || y.between);
  const categories = categoryScale(series, axis, between, chart.date1904);
  const ticks = categories.shown.map((index) => ({ at: categories.at(index), label: categories.labels[index] ?? '' }));
  return { axis, isUpright, values: null, categories, ticks };
}

function byValue(
  axis: Axis,
  isUpright: boolean,
  {
    own,
    isX,
    lengthPt,
    chart,
    measure,
  }: { own: readonly Pair[]; isX: boolean; lengthPt: number; chart: Chart; measure: Measure },
): PlotAxis {
  const ends = own.flatMap(({ group }) => (isX ? group.series.flatMap(xEnds) : stackedEnds(group)));
  const [low, high] = [Math.min(...ends.map(([least]) => least)), Math.max(...ends.map(([, most]) => most))];
  const isPercent = !isX && own.some(({ group }) => group.grouping === 'percent');
  const [first] = own.flatMap(({ group }) => group.series);
  const format = axis.format ?? (isPercent ? '0%' : ((isX ? first?.xsFormat : first?.format) ?? 'General'));
  const labelOf = (value: number): string => formatNumber(value / axis.unit, format, chart.date1904);
  const data = ends.length > 0 ? ([low, high] as const) : ([0, 0] as const);
  const widest = Math.max(...data.map((value) => measure(labelOf(Number(value.toPrecision(2))), axis.look)));
  const room = isUpright ? axis.look.sizePt * 2.1 : widest + axis.look.sizePt * 2;
  const values = valueScale(axis, ...data, Math.max(2, Math.min(10, Math.floor(lengthPt / room))), isPercent);
  const ticks = values.ticks.map((value) => ({ at: values.at(value), label: labelOf(value) }));
  return { axis, isUpright, values, categories: null, ticks };
}

/** The x of a point of a scatter: its place in the row where the series has no numbers for it. */
export function xOf(series: Series, index: number): number | null {
  return series.xs ? (series.xs[index] ?? null) : index + 1;
}

function xEnds(series: Series): (readonly [number, number])[] {
  const xs = series.values.flatMap((value, index) => (value === null ? [] : [xOf(series, index)])).filter((x) => x !== null);
  return xs.length === 0 ? [] : [[xs.reduce((a, b) => Math.min(a, b)), xs.reduce((a, b) => Math.max(a, b))]];
}
