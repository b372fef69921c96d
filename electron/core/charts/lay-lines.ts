import type { ChartLine, Marker, Series } from './chart.ts';
import { hangingLines, upDownMarks, type DrawContext } from './lay-bars.ts';
import { circle, path, polygon, polyline, smoothed, type Box, type Mark, type Point } from './marks.ts';
import { crossingOf, pointOn, xOf, type PlotGroup } from './plot-axes.ts';
import { stacked } from './stacks.ts';
import { besidePoint, labelMarks, labelsAt, pointFill } from './value-labels.ts';

interface Place {
  readonly index: number;
  readonly value: number;
  readonly at: Point;
}

/** Lines, areas, scatters and bubbles (21.2.2.3, 21.2.2.20, 21.2.2.97, 21.2.2.161) with the marks and labels of their points. */
export function lineMarks(plot: PlotGroup, box: Box, context: DrawContext): { marks: Mark[]; labels: Mark[] } {
  const { group, x } = plot;
  const spans = group.kind === 'area' || group.kind === 'line' ? stacked(group) : null;
  const marks: Mark[] = [...hangingLines(plot, box), ...upDownMarks(plot, box)];
  const labels: Mark[] = [];
  group.series.forEach((series, at) => {
    const own = spans?.[at];
    const pieces = piecesOf(plot, series, own, { box, blanks: context.chart.blanks });
    if (group.kind === 'area') marks.push(...areaOf(plot, series, own, box, context));
    else if (group.kind === 'bubble') marks.push(...bubblesOf(plot, series, pieces.flat(), box, context));
    else for (const piece of pieces) marks.push(...strokeOf(series, piece));
    const isDense = pieces.flat().length > box.width * 2;
    if (group.kind === 'line' || group.kind === 'scatter')
      for (const { index, at: [px, py] } of isDense ? [] : pieces.flat()) {
        const said = series.points.get(index)?.marker;
        marks.push(...markerMarks(said === undefined ? series.marker : said, px, py));
      } // prettier-ignore
    for (const { index, value, at: [px, py] } of pieces.flat()) {
      const label = labelsAt(series, index);
      if (!label || value !== series.values[index]) continue;
      const category = x.categories?.labels[index] ?? '';
      const place = besidePoint(group.kind === 'area' ? 'ctr' : label.position || 'r', px, py, (series.marker?.sizePt ?? 2) / 2 + 2);
      labels.push(...labelMarks({ series, index, category, value, share: null }, place, context));
    } // prettier-ignore
  });
  return { marks, labels };
}

/** Points of a series in their order, parted where values are missing unless those are passed over or counted as zero. */
function piecesOf(
  plot: PlotGroup,
  series: Series,
  spans: readonly (readonly [number, number] | null)[] | null | undefined,
  { box, blanks }: { box: Box; blanks: 'gap' | 'zero' | 'span' },
): Place[][] {
  const { x, y, group } = plot;
  const pieces: Place[][] = [[]];
  series.values.forEach((value, index) => {
    const isLine = group.kind === 'line' || group.kind === 'area';
    const known = value ?? (blanks === 'zero' && isLine ? 0 : null);
    const top = value === null ? known : (spans?.[index]?.[1] ?? known);
    const across = x.categories ? x.categories.at(index) : shareOf(x, xOf(series, index));
    if (known === null || top === null || across === null || !y.values) {
      if (blanks !== 'span') pieces.push([]);
      return;
    }
    pieces.at(-1)?.push({ index, value: known, at: pointOn(plot, box, across, y.values.at(top)) });
  });
  const whole = pieces.filter((piece) => piece.length > 0);
  return x.categories?.isDates ? whole.map((piece) => piece.sort((a, b) => a.at[0] - b.at[0])) : whole;
}

function shareOf(x: PlotGroup['x'], value: number | null): number | null {
  return value === null || !x.values ? null : x.values.at(value);
}

function strokeOf(series: Series, piece: readonly Place[]): Mark[] {
  if (piece.length < 2) return [];
  const points = thinned(piece).map(({ at }) => at);
  const isPlain = ![...series.points.values()].some(({ line }) => line !== undefined);
  if (series.smooth || isPlain) return path(series.smooth ? smoothed(points) : polyline(points), null, series.line);
  // A point of its own look has the stretch that leads to it.
  return piece.slice(1).flatMap(({ index, at }, before) => {
    const own = series.points.get(index)?.line;
    return path(polyline([piece[before]?.at ?? at, at]), null, own === undefined ? series.line : own);
  });
}

/** So many points on one line are drawn as they are; of more only the first, least, greatest and last of each hair's breadth, which look the same. */
const MOST_WHOLE = 2_000;
const HAIR_PT = 0.25;

function thinned(piece: readonly Place[]): readonly Place[] {
  if (piece.length <= MOST_WHOLE || piece.some(({ at }, index) => index > 0 && at[0] < (piece[index - 1]?.at[0] ?? 0)))
    return piece;
  const columns = new Map<number, Place[]>();
  for (const place of piece) {
    const column = Math.round(place.at[0] / HAIR_PT);
    const known = columns.get(column);
    if (!known) columns.set(column, [place, place, place, place]);
    else {
      if (place.at[1] < (known[1]?.at[1] ?? 0)) known[1] = place;
      if (place.at[1] > (known[2]?.at[1] ?? 0)) known[2] = place;
      known[3] = place;
    }
  }
  return [...columns.values()].flatMap((known) => [...new Set(known)].sort((a, b) => a.index - b.index));
}

function areaOf(
  plot: PlotGroup,
  series: Series,
  spans: readonly (readonly [number, number] | null)[] | null | undefined,
  box: Box,
  context: DrawContext,
): Mark[] {
  const { x, y, group } = plot;
  const { values } = y;
  if (!values || !x.categories || !spans) return [];
  const { categories } = x;
  const ground = crossingOf(x.axis, y);
  // Missing values of an area count as nothing: it goes down to what lies below.
  const order = spans.map((_, index) => index).sort((a, b) => categories.at(a) - categories.at(b));
  const top = order.map((index) => pointOn(plot, box, categories.at(index), values.at(spans[index]?.[1] ?? 0)));
  const bottom = order.map((index) =>
    pointOn(plot, box, categories.at(index), group.grouping === 'clustered' ? ground : values.at(spans[index]?.[0] ?? 0)),
  );
  return path(
    polygon([...top, ...bottom.reverse()]),
    pointFill({ ...group, varied: false }, series, -1, context.chart.palette),
    series.line,
  );
}

/** The largest bubble is a quarter of the shorter side of the plot across. */
const LARGEST = 0.25;

function bubblesOf(plot: PlotGroup, series: Series, places: readonly Place[], box: Box, context: DrawContext): Mark[] {
  const sizes = plot.group.series.flatMap((one) => one.sizes.map((size) => Math.abs(size ?? 0)));
  const most = sizes.reduce((largest, size) => Math.max(largest, size), 0) || 1;
  return places.flatMap(({ index, at: [px, py] }) => {
    const size = Math.abs(series.sizes[index] ?? most);
    const radius = (Math.sqrt(size / most) * Math.min(box.width, box.height) * LARGEST) / 2;
    const fill = pointFill(plot.group, series, index, context.chart.palette);
    return path(circle(px, py, radius), fill, series.line ?? { widthPt: 0.5, color: '#ffffff', dashed: false });
  });
}

/** The mark of a point (21.2.2.203). */
export function markerMarks(marker: Marker | null, x: number, y: number): Mark[] {
  if (!marker) return [];
  const half = marker.sizePt / 2;
  const { fill, line } = marker;
  const strokes = (...ends: readonly (readonly [number, number, number, number])[]): Mark[] => {
    const stroke: ChartLine = line ?? { widthPt: 0.75, color: fill ?? '#000000', dashed: false };
    return ends.flatMap(([x1, y1, x2, y2]) => path(polyline([[x + x1 * half, y + y1 * half], [x + x2 * half, y + y2 * half]]), null, stroke)); // prettier-ignore
  };
  switch (marker.symbol) {
    case 'square':
      return path(polygon([[x - half, y - half], [x + half, y - half], [x + half, y + half], [x - half, y + half]]), fill, line); // prettier-ignore
    case 'diamond':
      return path(polygon([[x, y - half], [x + half, y], [x, y + half], [x - half, y]]), fill, line); // prettier-ignore
    case 'triangle':
      return path(polygon([[x, y - half], [x + half, y + half], [x - half, y + half]]), fill, line); // prettier-ignore
    case 'x':
      return strokes([-1, -1, 1, 1], [-1, 1, 1, -1]);
    case 'star':
      return strokes([-1, -1, 1, 1], [-1, 1, 1, -1], [0, -1, 0, 1]);
    case 'plus':
      return strokes([-1, 0, 1, 0], [0, -1, 0, 1]);
    case 'dash':
      return path(polygon([[x - half, y - half / 4], [x + half, y - half / 4], [x + half, y + half / 4], [x - half, y + half / 4]]), fill, line); // prettier-ignore
    case 'dot':
      return path(polygon([[x, y - half / 4], [x + half, y - half / 4], [x + half, y + half / 4], [x, y + half / 4]]), fill, line); // prettier-ignore
    default:
      return path(circle(x, y, half), fill, line);
  }
}
