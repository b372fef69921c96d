import type { Chart, Group, Series, ValueLabels } from './chart.ts';
import type { Mark, Measure } from './marks.ts';
import { formatNumber } from './number-format.ts';
import { setText, textMarks, type TextPlace } from './text.ts';

/** What is known of a point that is labelled. */
export interface Labelled {
  readonly series: Series;
  readonly index: number;
  readonly category: string;
  readonly value: number;
  /** Of the whole, 0 to 1; null where there is none. */
  readonly share: number | null;
}

/** The labels a point has; null for none. */
export function labelsAt(series: Series, index: number): ValueLabels | null {
  const own = series.pointLabels.get(index);
  return own === undefined ? series.labels : own;
}

/** The words of a label (21.2.2.187 and the like): series, category, value, share. */
export function labelText(
  { series, category, value, share }: Labelled,
  labels: ValueLabels,
  chart: Pick<Chart, 'date1904'>,
): string {
  if (labels.text !== undefined) return labels.text;
  const ofShare = labels.format !== null && labels.format.includes('%') ? labels.format : '0%';
  const ofValue = labels.format !== null && (!labels.percent || !labels.format.includes('%')) ? labels.format : series.format;
  const parts = [
    ...(labels.series ? [series.name] : []),
    ...(labels.category ? [category] : []),
    ...(labels.value ? [formatNumber(value, ofValue, chart.date1904)] : []),
    ...(labels.percent && share !== null ? [formatNumber(share, ofShare)] : []),
  ].filter((part) => part !== '');
  return parts.join(labels.separator === '' ? (share === null ? '; ' : '\n') : labels.separator);
}

/** Marks of a label; `widthPt` is the widest it may be. */
export function labelMarks(
  point: Labelled,
  place: TextPlace,
  context: { readonly chart: Chart; readonly measure: Measure; readonly widthPt?: number },
): Mark[] {
  const labels = labelsAt(point.series, point.index);
  if (!labels) return [];
  const set = setText(labelText(point, labels, context.chart), labels.look, context.measure, context.widthPt ?? 160, 4);
  return textMarks(set, labels.look, {
    ...place,
    ...(labels.look.turn ? { turn: labels.look.turn, anchor: 'middle', from: 'middle' } : {}),
  });
}

/** A label beside a point of a line or scatter. */
export function besidePoint(position: string, x: number, y: number, gapPt: number): TextPlace {
  switch (position) {
    case 't':
      return { x, y: y - gapPt, anchor: 'middle', from: 'bottom' };
    case 'b':
      return { x, y: y + gapPt, anchor: 'middle', from: 'top' };
    case 'l':
      return { x: x - gapPt, y, anchor: 'end', from: 'middle' };
    case 'ctr':
      return { x, y, anchor: 'middle', from: 'middle' };
    default:
      return { x: x + gapPt, y, anchor: 'start', from: 'middle' };
  }
}

/** Colour of the n-th point where points of a group differ in colour. */
export function pointFill(group: Group, series: Series, index: number, palette: readonly string[]): string | null {
  const own = series.points.get(index)?.fill;
  if (own !== undefined) return own;
  const varies = group.varied && (group.series.length === 1 || group.kind === 'pie' || group.kind === 'doughnut');
  return varies ? (palette[index % palette.length] ?? series.fill) : series.fill;
}
