import { addDays, addMonths } from './periods.ts';

/** 时间过半任务过半 and the figures of 统计: pure reckoning. Days are local `YYYY-MM-DD`. */

/** Whole days from one day to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** The share of a period that is over, 0–1; 1 for a period without length. */
export function elapsedShare(from: string, to: string, today: string): number {
  const length = daysBetween(from, to);
  return length <= 0 ? 1 : Math.min(1, Math.max(0, daysBetween(from, today) / length));
}

/** At most `most` days from `from` to `to`, evenly apart, both ends among them. */
export function pointsBetween(from: string, to: string, most: number): readonly string[] {
  const length = Math.max(0, daysBetween(from, to));
  const steps = Math.max(1, Math.min(most - 1, length));
  const days = Array.from({ length: steps + 1 }, (_, at) => addDays(from, Math.round((length * at) / steps)));
  return [...new Set(days)];
}

/** How work stands against time: a word with its sentence. */
export function paceOf(elapsed: number, done: number): { readonly word: '领先' | '同步' | '落后'; readonly sentence: string } {
  const points = Math.round((done - elapsed) * 100);
  const word = points > 5 ? '领先' : points < -5 ? '落后' : '同步';
  const by = word === '同步' ? '与时间同步' : `${word} ${Math.abs(points)} 个百分点`;
  return { word, sentence: `时间过去 ${Math.round(elapsed * 100)}%,任务完成 ${Math.round(done * 100)}%,${by}` };
}

/** Ranks with ties: 1, 2, 2, 4. `rows` come best first. */
export function ranked<Row>(rows: readonly Row[], value: (row: Row) => number): readonly (Row & { readonly rank: number })[] {
  let rank = 0;
  return rows.map((row, at) => {
    const before = rows[at - 1];
    if (before === undefined || value(before) !== value(row)) rank = at + 1;
    return { ...row, rank };
  });
}

export interface HeatDay {
  readonly day: string;
  readonly count: number;
  /** Column of its week, from 0, and row, Monday 0. */
  readonly week: number;
  readonly weekday: number;
}

/** The twelve months up to a day, as weeks of seven days; how many of `dates` fall on each. */
export function heatDays(dates: readonly string[], last: string): readonly HeatDay[] {
  const counts = new Map<string, number>();
  for (const date of dates) counts.set(date, (counts.get(date) ?? 0) + 1);
  const first = addDays(addMonths(last, -12), 1);
  const offset = weekdayOf(first);
  return Array.from({ length: daysBetween(first, last) + 1 }, (_, at) => {
    const day = addDays(first, at);
    return { day, count: counts.get(day) ?? 0, week: Math.floor((at + offset) / 7), weekday: (at + offset) % 7 };
  });
}

function weekdayOf(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

/** Five steps of a heat map: none, 1, 2–3, 4–7, 8 and more. */
export function heatLevel(count: number): 0 | 1 | 2 | 3 | 4 {
  return count === 0 ? 0 : count === 1 ? 1 : count < 4 ? 2 : count < 8 ? 3 : 4;
}
