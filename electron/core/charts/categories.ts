import { formatNumber, isDateFormat } from './number-format.ts';
import type { Axis, Series } from './chart.ts';

/** Places along an axis of categories. */
export interface CategoryScale {
  readonly labels: readonly string[];
  /** Middle of the n-th category, from 0 at the low end to 1. */
  readonly at: (index: number) => number;
  /** Width of one category as a share of the axis. */
  readonly slot: number;
  /** Which labels may be shown, and where ticks stand. */
  readonly shown: readonly number[];
  readonly edges: readonly number[];
  readonly isDates: boolean;
}

const DAY_KINDS = { days: 1, months: 30.4, years: 365.25 } as const;

/**
 * Categories of series that share an axis: texts, numbers in their format, or 1, 2, 3 … where there are none.
 * @param between whether each has a slot of its own instead of a place on a tick
 */
export function categoryScale(series: readonly Series[], axis: Axis | null, between: boolean, is1904: boolean): CategoryScale {
  const count = Math.max(1, ...series.map(({ values, categories }) => Math.max(values.length, categories.length)));
  const named = series.find(({ categories }) => categories.length > 0);
  const numbers = named?.xs ?? null;
  const format = axis?.format ?? null;
  const labels = Array.from({ length: count }, (_, at) => {
    if (!named) return String(at + 1);
    const number = numbers?.[at];
    return number === null || number === undefined
      ? (named.categories[at] ?? '')
      : formatNumber(number, format ?? named.xsFormat, is1904);
  });
  const isDates =
    axis?.kind === 'date' &&
    numbers !== null &&
    numbers.some((one) => one !== null) &&
    isDateFormat(format ?? named?.xsFormat ?? '');
  if (isDates && axis) return dateScale(numbers, { axis, between, count, format: format ?? named?.xsFormat ?? '', is1904 });
  const slot = between ? 1 / count : count > 1 ? 1 / (count - 1) : 1;
  const at = (index: number): number => (between ? (index + 0.5) / count : count > 1 ? index / (count - 1) : 0.5);
  const edges = Array.from({ length: between ? count + 1 : count }, (_, index) => (between ? index / count : at(index)));
  return { labels, at, slot, shown: labels.map((_, index) => index), edges, isDates: false };
}

/** Dates stand as far from each other as they are (21.2.2.39). */
function dateScale(
  numbers: readonly (number | null)[],
  axis: { axis: Axis; between: boolean; count: number; format: string; is1904: boolean },
): CategoryScale {
  const known = numbers.filter((one) => one !== null);
  const sorted = [...new Set(known)].sort((a, b) => a - b);
  const first = axis.axis.min ?? sorted[0] ?? 0;
  const last = axis.axis.max ?? sorted.at(-1) ?? first;
  const gaps = sorted.slice(1).map((one, index) => one - (sorted[index] ?? one));
  const unit = Math.max(1e-6, Math.min(...gaps, last - first || 1));
  const from = axis.between ? first - unit / 2 : first;
  const span = Math.max(1e-6, (axis.between ? last + unit / 2 : last) - from);
  const at = (index: number): number => ((numbers[index] ?? first) - from) / span;
  const step = axis.axis.majorUnit === null ? 0 : axis.axis.majorUnit * DAY_KINDS[axis.axis.majorTimeUnit ?? 'days'];
  const order = numbers.map((_, index) => index).filter((index) => numbers[index] !== null).sort((a, b) => at(a) - at(b)); // prettier-ignore
  let next = -Infinity;
  const shown = order.filter((index) => {
    const value = numbers[index] ?? first;
    if (value < next - unit / 2) return false;
    next = value + step;
    return true;
  });
  const labels = Array.from({ length: axis.count }, (_, index) => {
    const number = numbers[index];
    return number === null || number === undefined ? '' : formatNumber(number, axis.format, axis.is1904);
  });
  return { labels, at, slot: unit / span, shown, edges: shown.map((index) => at(index)), isDates: true };
}
