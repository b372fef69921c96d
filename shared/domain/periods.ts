/** Calendar arithmetic on local dates `YYYY-MM-DD`, without clocks or time zones. Such dates compare as text. */

/** Moves a date by whole months; a day the target month does not have becomes its last day (31 March − 1 month = 28 February). */
export function addMonths(date: string, months: number): string {
  const { year, month, day } = parts(date);
  const index = year * 12 + (month - 1) + months;
  const [targetYear, targetMonth] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1];
  return write(targetYear, targetMonth, Math.min(day, daysIn(targetYear, targetMonth)));
}

/** Moves a date by days. */
export function addDays(date: string, days: number): string {
  const { year, month, day } = parts(date);
  const moved = new Date(Date.UTC(year, month - 1, day + days));
  return write(moved.getUTCFullYear(), moved.getUTCMonth() + 1, moved.getUTCDate());
}

export interface Window {
  readonly from: string | null;
  readonly to: string | null;
}

/**
 * The dates a requirement accepts, both ends included: a fixed from–to, or so many months back from the 测评基准日 (that day
 * included); neither end when the requirement has no window.
 */
export function windowOf(
  requirement: { readonly windowMonths: number | null; readonly windowFrom: string | null; readonly windowTo: string | null },
  baseDate: string,
): Window {
  if (requirement.windowFrom !== null || requirement.windowTo !== null)
    return { from: requirement.windowFrom, to: requirement.windowTo };
  if (requirement.windowMonths === null) return { from: null, to: null };
  return { from: addMonths(baseDate, -requirement.windowMonths), to: baseDate };
}

export function isWithin(date: string, window: Window): boolean {
  return (window.from === null || date >= window.from) && (window.to === null || date <= window.to);
}

function parts(date: string): { year: number; month: number; day: number } {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) };
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function write(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
