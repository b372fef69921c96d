import type { Group, Series } from './chart.ts';
import type { DrawContext } from './lay-bars.ts';
import { arc, onCircle, path, type Box, type Mark, type Step } from './marks.ts';
import { outerLabelMarks, type OuterLabel } from './pie-labels.ts';
import { setText, textMarks } from './text.ts';
import { labelText, labelsAt, pointFill } from './value-labels.ts';

/** Slices beyond this many are drawn as one. */
const MOST_SLICES = 1_000;
const WHITE = { widthPt: 0.75, color: '#ffffff', dashed: false } as const;

/** Pies and doughnuts (21.2.2.141, 21.2.2.60) in the middle of `area`; of a pie the first series, of a doughnut one ring each. */
export function pieMarks(group: Group, area: Box, context: DrawContext): Mark[] {
  const rings = (group.kind === 'pie' ? group.series.slice(0, 1) : group.series).filter((series) => totalOf(series) > 0);
  const labelled = group.kind === 'pie' && rings.some((series) => series.values.some((_, index) => isOutside(series, index)));
  const explosion = group.kind === 'pie' ? Math.max(0, ...rings.map(mostExploded)) / 100 : 0;
  const room = Math.min(area.width, area.height);
  const outer = ((room * (labelled ? 0.76 : 0.94)) / 2) / (1 + Math.min(1, explosion)); // prettier-ignore
  const [cx, cy] = [area.x + area.width / 2, area.y + area.height / 2];
  const hole = group.kind === 'doughnut' ? outer * group.holeShare : 0;
  const width = (outer - hole) / Math.max(1, rings.length);
  const marks: Mark[] = [];
  const inside: Mark[] = [];
  const labels: OuterLabel[] = [];
  rings.forEach((series, ring) => {
    const from = hole + ring * width;
    for (const slice of slicesOf(series, group.firstAngle)) {
      const away =
        ((series.points.get(slice.index)?.explosion ?? series.explosion) / 100) * outer * (group.kind === 'pie' ? 1 : 0);
      const [x, y] = onCircle(cx, cy, away, slice.middle);
      const own = series.points.get(slice.index)?.line;
      const stroke = own === undefined ? (series.line ?? (slice.isWhole ? null : WHITE)) : own;
      const fill = pointFill(group, series, slice.index, context.chart.palette);
      marks.push(...path(sliceSteps(x, y, [from, from + width], slice), fill, stroke));
      const label = labelOf(series, slice, { x, y, from, to: from + width, area, kind: group.kind }, context);
      if ('inside' in label) inside.push(...label.inside);
      else labels.push(label);
    }
  });
  return [...marks, ...inside, ...outerLabelMarks(labels)];
}

interface Slice {
  readonly index: number;
  readonly value: number;
  readonly share: number;
  readonly from: number;
  readonly to: number;
  readonly middle: number;
  readonly isWhole: boolean;
}

/** A pie knows sizes only: what is below zero counts by its size. */
const totalOf = (series: Series): number => series.values.reduce<number>((sum, value) => sum + Math.abs(value ?? 0), 0);
const mostExploded = (series: Series): number => Math.max(series.explosion, ...[...series.points.values()].map((point) => point.explosion ?? 0)); // prettier-ignore

function slicesOf(series: Series, firstAngle: number): Slice[] {
  const total = totalOf(series);
  let at = (firstAngle * Math.PI) / 180;
  return series.values.slice(0, MOST_SLICES).flatMap((value, index): Slice[] => {
    if (value === null || value === 0) return [];
    const rest =
      index === MOST_SLICES - 1 ? series.values.slice(MOST_SLICES).reduce<number>((sum, one) => sum + Math.abs(one ?? 0), 0) : 0;
    const share = (Math.abs(value) + rest) / total;
    const from = at;
    at += share * 2 * Math.PI;
    return [{ index, value, share, from, to: at, middle: (from + at) / 2, isWhole: share > 0.9999 }];
  });
}

function sliceSteps(cx: number, cy: number, [inner, outer]: readonly [number, number], { from, to, isWhole }: Slice): Step[] {
  const [sx, sy] = onCircle(cx, cy, outer, from);
  const rim: Step[] = [['M', sx, sy], ...arc(cx, cy, outer, from, to)];
  if (inner <= 0) return isWhole ? [...rim, ['Z']] : [...rim, ['L', cx, cy], ['Z']];
  const [ex, ey] = onCircle(cx, cy, inner, to);
  return [...rim, [isWhole ? 'M' : 'L', ex, ey], ...arc(cx, cy, inner, to, from), ['Z']];
}

function isOutside(series: Series, index: number): boolean {
  const labels = labelsAt(series, index);
  return labels !== null && (labels.position === 'outEnd' || labels.position === '' || labels.position === 'bestFit');
}

function labelOf(
  series: Series,
  slice: Slice,
  ring: { x: number; y: number; from: number; to: number; area: Box; kind: Group['kind'] },
  context: DrawContext,
): OuterLabel | { readonly inside: readonly Mark[] } {
  const labels = labelsAt(series, slice.index);
  if (!labels) return { inside: [] };
  const category = series.categories[slice.index] ?? String(slice.index + 1);
  const text = labelText({ series, index: slice.index, category, value: slice.value, share: slice.share }, labels, context.chart);
  const set = setText(text, labels.look, context.measure, ring.area.width * 0.3, 4);
  const within = (ring.from + ring.to) / 2;
  const isBest = labels.position === '' || labels.position === 'bestFit';
  const arcPt = (slice.to - slice.from) * ring.to * 0.62;
  const fits = set.widthPt < Math.min(arcPt, ring.to * 0.55) && set.heightPt < Math.max(arcPt, set.widthPt);
  const radius = ring.kind === 'doughnut' || labels.position === 'ctr' ? (ring.kind === 'doughnut' ? within : ring.to / 2) : labels.position === 'inEnd' || (isBest && fits) ? ring.to * 0.66 : null; // prettier-ignore
  if (radius !== null) {
    const [x, y] = onCircle(ring.x, ring.y, radius, slice.middle);
    return { inside: textMarks(set, labels.look, { x, y, anchor: 'middle', from: 'middle' }) };
  }
  return { set, look: labels.look, x: ring.x, y: ring.y, radius: ring.to, angle: slice.middle };
}
