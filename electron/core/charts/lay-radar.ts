import type { Group } from './chart.ts';
import type { DrawContext } from './lay-bars.ts';
import { markerMarks } from './lay-lines.ts';
import { onCircle, path, polygon, polyline, type Box, type Mark, type Point } from './marks.ts';
import type { PlotGroup } from './plot-axes.ts';
import { setText, textMarks } from './text.ts';
import { besidePoint, labelMarks, labelsAt } from './value-labels.ts';

/** Radar charts (21.2.2.153): a spoke a category, rings at the ticks of the values. */
export function radarMarks(plots: readonly PlotGroup[], area: Box, context: DrawContext): Mark[] {
  const [first] = plots;
  if (!first?.x.categories || !first.y.values) return [];
  const { labels } = first.x.categories;
  const { values } = first.y;
  const { look } = first.x.axis;
  const [cx, cy] = [area.x + area.width / 2, area.y + area.height / 2];
  const sets = labels.map((text) => setText(text, look, context.measure, area.width * 0.25, 2));
  const beside = Math.min(area.width * 0.22, sets.reduce((most, { widthPt }) => Math.max(most, widthPt), 0) + 6);
  const radius = Math.max(10, Math.min(area.width / 2 - beside, area.height / 2 - look.sizePt * 1.9));
  const angle = (index: number): number => (index / labels.length) * 2 * Math.PI;
  const at = (index: number, share: number): Point => onCircle(cx, cy, Math.max(0, Math.min(1, share)) * radius, angle(index));
  const ring = (share: number): Point[] => labels.map((_, index) => at(index, share));
  const { grid, line, deleted } = first.y.axis;
  const marks: Mark[] = values.ticks.slice(1).flatMap((tick) => path(polygon(ring(values.at(tick))), null, grid));
  if (line && !deleted) marks.push(...labels.flatMap((_, index) => path(polyline([[cx, cy], at(index, 1)]), null, line)));
  for (const { group } of plots) marks.push(...seriesOf(group, at, values.at, labels, context));
  sets.forEach((set, index) => {
    const [x, y] = onCircle(cx, cy, radius + look.sizePt * 0.5, angle(index));
    const side = Math.sin(angle(index));
    const anchor = side > 0.1 ? 'start' : side < -0.1 ? 'end' : 'middle';
    const from = Math.cos(angle(index)) > 0.9 ? 'bottom' : Math.cos(angle(index)) < -0.9 ? 'top' : 'middle';
    marks.push(...textMarks(set, look, { x, y, anchor, from }));
  });
  if (!deleted && first.y.axis.labels !== 'none')
    first.y.ticks.forEach(({ at: share, label }) => {
      marks.push(...textMarks({ lines: [label] }, first.y.axis.look, { x: cx - 3, y: cy - share * radius, anchor: 'end', from: 'middle' })); // prettier-ignore
    });
  return marks;
}

function seriesOf(
  group: Group,
  at: (index: number, share: number) => Point,
  shareOf: (value: number) => number,
  categories: readonly string[],
  context: DrawContext,
): Mark[] {
  return group.series.flatMap((series) => {
    const places = categories.map((_, index): Point | null => {
      const value = series.values[index] ?? (context.chart.blanks === 'zero' || group.filled ? 0 : null);
      return value === null ? null : at(index, shareOf(value));
    });
    const known = places.filter((place) => place !== null);
    const isWhole = known.length === places.length;
    const pieces = isWhole ? [polygon(known)] : places.map((place, index) => {
      const next = places[(index + 1) % places.length];
      return place && next ? polyline([place, next]) : [];
    }); // prettier-ignore
    const outline = pieces.flatMap((steps) => path(steps, group.filled ? series.color : null, series.line));
    const more = places.flatMap((place, index) => {
      if (!place) return [];
      const label = labelsAt(series, index);
      const value = series.values[index] ?? 0;
      const words = label ? labelMarks({ series, index, category: categories[index] ?? '', value, share: null }, besidePoint(label.position || 'r', ...place, 4), context) : []; // prettier-ignore
      return [...(group.filled ? [] : markerMarks(series.marker, ...place)), ...words];
    });
    return [...outline, ...more];
  });
}
