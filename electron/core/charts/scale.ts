import type { Axis } from './chart.ts';

/** Where values stand along an axis, from 0 at its low end to 1. */
export interface ValueScale {
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly number[];
  readonly minorTicks: readonly number[];
  /** Decimals that the ticks need. */
  readonly at: (value: number) => number;
}

const MOST_TICKS = 200;
/** Below this share of its largest value the range of the data is too small for an axis that begins at zero. */
const NARROW = 1 / 6;

/**
 * The scale of a value axis: what the file says, else as spreadsheets choose it, with steps of 1, 2 or 5 and room above the largest value.
 * @param low and high of the data; equal when there is one value, 0 and 0 when there is none
 * @param intervals how many steps there is room for
 */
export function valueScale(axis: Axis, low: number, high: number, intervals: number, isPercent: boolean): ValueScale {
  if (axis.logBase !== null) return logScale(axis, axis.logBase, low, high);
  const [bottom, top] = isPercent ? [low < 0 ? -1 : 0, high > 0 ? 1 : 0] : roomy(low, high);
  let min = axis.min ?? Math.min(bottom, axis.max === null ? Infinity : axis.max - Math.abs(axis.max || 1) / 10);
  let max = axis.max ?? Math.max(top, axis.min === null ? -Infinity : axis.min + Math.abs(axis.min || 1) / 10);
  if (!(max > min)) [min, max] = [Math.min(min, max), Math.max(min, max) + 1];
  const unit = axis.majorUnit ?? niceStep((max - min) / Math.max(1, intervals));
  const step = (max - min) / unit > MOST_TICKS ? niceStep((max - min) / 10) : unit;
  if (axis.min === null) min = Math.floor(min / step + 1e-9) * step;
  if (axis.max === null) {
    const base = axis.min === null ? 0 : min;
    max = base + Math.ceil((max - base) / step - 1e-9) * step;
  }
  const ticks = ticksFrom(min, max, step);
  const minor = step / 5;
  return { min, max, ticks, minorTicks: ticksFrom(min, max, minor), at: (value) => (value - min) / (max - min) };
}

function ticksFrom(min: number, max: number, step: number): number[] {
  const count = Math.min(MOST_TICKS * 5, Math.floor((max - min) / step + 1e-6));
  return Array.from({ length: count + 1 }, (_, at) => Number((min + at * step).toPrecision(12)));
}

/** Ends of the data with room for the largest value, from zero unless that would leave only a narrow strip. */
function roomy(low: number, high: number): [number, number] {
  if (low === 0 && high === 0) return [0, 1];
  if (low >= 0) {
    const isNarrow = high > low && (high - low) / high < NARROW;
    return [isNarrow ? Math.max(0, low - (high - low) / 2) : 0, high + (isNarrow ? high - low : high) * 0.05];
  }
  if (high <= 0) {
    const [top, bottom] = roomy(-high, -low);
    return [-bottom, -top || 0];
  }
  return [low - (high - low) * 0.05, high + (high - low) * 0.05];
}

/** The smallest of 1, 2, 5, 10 … that is not smaller. */
export function niceStep(least: number): number {
  if (!(least > 0) || !Number.isFinite(least)) return 1;
  const power = 10 ** Math.floor(Math.log10(least));
  const share = least / power;
  return Number(((share <= 1.0001 ? 1 : share <= 2.0001 ? 2 : share <= 5.0001 ? 5 : 10) * power).toPrecision(6));
}

function logScale(axis: Axis, base: number, low: number, high: number): ValueScale {
  const log = (value: number): number => Math.log(value) / Math.log(base);
  const from = axis.min !== null && axis.min > 0 ? log(axis.min) : low > 0 ? Math.floor(log(low) + 1e-9) : 0;
  const to = axis.max !== null && axis.max > 0 ? log(axis.max) : high > 0 ? Math.ceil(log(high) - 1e-9) : 1;
  const end = to > from ? to : from + 1;
  const count = Math.min(MOST_TICKS, Math.floor(end - from + 1e-9));
  const ticks = Array.from({ length: count + 1 }, (_, at) => Number((base ** (from + at)).toPrecision(12)));
  return {
    min: base ** from,
    max: base ** end,
    ticks,
    minorTicks: [],
    at: (value) => (value > 0 ? (log(value) - from) / (end - from) : 0),
  };
}
