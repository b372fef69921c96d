import type { Series, Trend } from './chart.ts';
import { path, polyline, type Box, type Mark } from './marks.ts';
import { pointOn, xOf, type PlotGroup } from './plot-axes.ts';

type Pair = readonly [x: number, y: number];

const SAMPLES = 80;

/** Trend lines of the series of a group (21.2.2.211), through the values as they are, whatever is stacked. */
export function trendMarks(plot: PlotGroup, box: Box): Mark[] {
  const { group, x, y } = plot;
  if (!y.values || group.grouping !== 'clustered') return [];
  const { values } = y;
  const shareOf = (at: number): number =>
    x.categories ? x.categories.at(0) + (at - 1) * x.categories.slot : (x.values?.at(at) ?? 0);
  return group.series.flatMap((series) =>
    series.trends.flatMap((trend) => {
      const points = trendPoints(pairsOf(series, x.categories !== null), trend);
      return path(polyline(points.map(([at, value]) => pointOn(plot, box, shareOf(at), values.at(value)))), null, trend.line);
    }),
  );
}

function pairsOf(series: Series, byPlace: boolean): Pair[] {
  return series.values.flatMap((value, index): Pair[] => {
    const x = byPlace ? index + 1 : xOf(series, index);
    return value === null || x === null ? [] : [[x, value]];
  });
}

/** Points along a trend; none where the values allow none (too few, or below zero for one of logarithms). */
export function trendPoints(pairs: readonly Pair[], trend: Trend): Pair[] {
  if (trend.kind === 'movingAvg') {
    return pairs.slice(trend.period - 1).map(([x], at): Pair => {
      const window = pairs.slice(at, at + trend.period);
      return [x, window.reduce((sum, [, y]) => sum + y, 0) / window.length];
    });
  }
  const ofX = trend.kind === 'log' || trend.kind === 'power' ? Math.log : (x: number): number => x;
  const ofY = trend.kind === 'exp' || trend.kind === 'power' ? Math.log : (y: number): number => y;
  const mapped = pairs.map(([x, y]): Pair => [ofX(x), ofY(y)]);
  const order = trend.kind === 'poly' ? trend.order : 1;
  if (mapped.length <= order || mapped.some((pair) => !pair.every(Number.isFinite))) return [];
  const parts = fitted(mapped, order);
  if (!parts) return [];
  const back = trend.kind === 'exp' || trend.kind === 'power' ? Math.exp : (y: number): number => y;
  const xs = pairs.map(([x]) => x);
  const [from, to] = [Math.min(...xs) - trend.backward, Math.max(...xs) + trend.forward];
  return Array.from({ length: SAMPLES + 1 }, (_, index): Pair => {
    const x = from + ((to - from) * index) / SAMPLES;
    return [x, back(parts.reduceRight((sum, part) => sum * ofX(x) + part, 0))];
  }).filter((pair) => pair.every(Number.isFinite));
}

/** Least squares: the parts of a polynomial, the constant one first; null where there is no single best one. */
function fitted(pairs: readonly Pair[], order: number): number[] | null {
  const size = order + 1;
  const rows = Array.from({ length: size }, (_, row) => [
    ...Array.from({ length: size }, (__, column) => pairs.reduce((sum, [x]) => sum + x ** (row + column), 0)),
    pairs.reduce((sum, [x, y]) => sum + y * x ** row, 0),
  ]);
  for (let at = 0; at < size; at++) {
    const best = rows.slice(at).reduce((most, row) => (Math.abs(row[at] ?? 0) > Math.abs(most[at] ?? 0) ? row : most));
    const pivot = best[at] ?? 0;
    if (!Number.isFinite(pivot) || Math.abs(pivot) < 1e-12) return null;
    rows[rows.indexOf(best)] = rows[at] ?? best;
    rows[at] = best.map((value) => value / pivot);
    for (const [index, row] of rows.entries())
      if (index !== at) rows[index] = row.map((value, column) => value - (row[at] ?? 0) * (rows[at]?.[column] ?? 0));
  }
  return rows.map((row) => row[size] ?? 0);
}
