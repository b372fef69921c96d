import { calendarDate, lastDayOf, numberOf } from './cell-text.ts';

/** A time window named in a sheet: months back from the 测评基准日, or fixed local dates (both inclusive). */
export type Window =
  { readonly kind: 'months'; readonly months: number } | { readonly kind: 'fixed'; readonly from: string; readonly to: string };

/** End of a window without one (“2025年以来”). */
export const OPEN_END = '9999-12-31';

const YEAR = '((?:19|20)\\d\\d)';
const TO = '\\s?(?:至|到|[-‐–—―~～-])+\\s?';
const POINT = `${YEAR}\\s?[年./]\\s?(\\d{1,2})(?:\\s?[月./]\\s?(?:(\\d{1,2})日?)?)?`;

interface Rule {
  readonly pattern: RegExp;
  readonly read: (match: RegExpExecArray) => Window | null;
}

const NUMBER = '(\\d{1,2}|[一二两三四五六七八九十]{1,3})';

const RULES: readonly Rule[] = [
  {
    // 2025-01-01至2026-06-30 (our own export)
    pattern: /(\d{4}-\d{2}-\d{2})至(\d{4}-\d{2}-\d{2})/,
    read: (match) => fixed(match[1] ?? null, match[2] ?? null),
  },
  {
    pattern: new RegExp(`${POINT}${TO}${POINT}`),
    read: (match) => fixed(startOf(match[1], match[2], match[3]), endOf(match[4], match[5], match[6])),
  },
  {
    // 2025年1月至6月
    pattern: new RegExp(`${YEAR}年(\\d{1,2})月(?:(\\d{1,2})日)?${TO}(\\d{1,2})月(?:(\\d{1,2})日)?`),
    read: (match) => fixed(startOf(match[1], match[2], match[3]), endOf(match[1], match[4], match[5])),
  },
  {
    pattern: new RegExp(`${YEAR}年?(?:度)?${TO}${YEAR}年(?:度)?`),
    read: (match) => fixed(`${match[1]}-01-01`, `${match[2]}-12-31`),
  },
  {
    pattern: new RegExp(`(?:自)?${YEAR}年(?:(\\d{1,2})月)?(?:(\\d{1,2})日)?(?:以来|至今|以后|起)`),
    read: (match) => fixed(startOf(match[1], match[2] ?? '1', match[3]), OPEN_END),
  },
  {
    pattern: new RegExp(`${YEAR}年(\\d{1,2})月(?!\\d|[至到-])`),
    read: (match) => fixed(startOf(match[1], match[2], undefined), endOf(match[1], match[2], undefined)),
  },
  {
    pattern: new RegExp(`${YEAR}年度?`),
    read: (match) => fixed(`${match[1]}-01-01`, `${match[1]}-12-31`),
  },
  { pattern: /(?:最?近|过去)半年(?:来|内)?/, read: () => ({ kind: 'months', months: 6 }) },
  {
    pattern: new RegExp(`(?:最?近|过去|前|连续)${NUMBER}个?年度?(?:以?来|内)?`),
    read: (match) => months(numberOf(match[1] ?? '') * 12),
  },
  {
    pattern: new RegExp(`(?:最?近|过去)${NUMBER}个?月(?:以?来|内)?`),
    read: (match) => months(numberOf(match[1] ?? '')),
  },
];

/** Finds the first window in a text. `rest` is the text without it; null when none is named or its dates do not exist. */
export function findWindow(text: string): { readonly window: Window; readonly rest: string } | null {
  for (const { pattern, read } of RULES) {
    const match = pattern.exec(text);
    const window = match && read(match);
    if (match && window) return { window, rest: text.slice(0, match.index) + text.slice(match.index + match[0].length) };
  }
  return null;
}

/** The words our own export writes for a window, read back by `findWindow`. */
export function windowWords(window: Window | null): string {
  if (window === null) return '';
  return window.kind === 'months' ? `近${window.months}个月` : `${window.from}至${window.to}`;
}

function months(count: number): Window | null {
  return Number.isInteger(count) && count > 0 ? { kind: 'months', months: count } : null;
}

function fixed(from: string | null, to: string | null): Window | null {
  return from !== null && to !== null && from <= to ? { kind: 'fixed', from, to } : null;
}

function startOf(year: string | undefined, month: string | undefined, day: string | undefined): string | null {
  return calendarDate(Number(year), Number(month), day ? Number(day) : 1);
}

function endOf(year: string | undefined, month: string | undefined, day: string | undefined): string | null {
  return day ? calendarDate(Number(year), Number(month), Number(day)) : lastDayOf(Number(year), Number(month));
}
