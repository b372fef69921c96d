import { calendarDate } from './local-date.ts';

/** Built-in number formats that are dates or times (ECMA-376 part 1, 18.8.30, with the East Asian ones), by id. */
const BUILT_IN: Readonly<Record<number, string>> = {
  9: '0%', 10: '0.00%', 14: 'yyyy-mm-dd', 15: 'yyyy-mm-dd', 16: 'm-d', 17: 'yyyy-m', 18: 'h:mm', 19: 'h:mm:ss', 20: 'h:mm', 21: 'h:mm:ss',
  22: 'yyyy-mm-dd h:mm', 27: 'yyyy-m', 28: 'm-d', 29: 'm-d', 30: 'yyyy-mm-dd', 31: 'yyyy-mm-dd', 32: 'h:mm', 33: 'h:mm:ss', 34: 'h:mm',
  35: 'h:mm:ss', 36: 'yyyy-m', 45: 'mm:ss', 46: 'h:mm:ss', 47: 'mm:ss', 50: 'yyyy-m', 51: 'm-d', 52: 'yyyy-m', 53: 'm-d', 54: 'm-d',
  55: 'h:mm', 56: 'h:mm:ss', 57: 'yyyy-m', 58: 'm-d',
}; // prettier-ignore

/** The format code of a built-in id, or 'General'. */
export function builtInFormat(id: number): string {
  return BUILT_IN[id] ?? 'General';
}

/** Day 0 of a workbook's calendar: 1900 with Excel's leap year fault, or 1904. */
export type DateSystem = '1900' | '1904';

interface DateParts {
  readonly year: boolean;
  readonly month: boolean;
  readonly day: boolean;
  readonly time: boolean;
}

const formats = new Map<string, DateParts | null>();

/**
 * A number as a reader of the sheet sees it, as far as it matters for text: dates as `2019-05-08` (`2019年5月` where the format
 * shows no day), percent, else the shortest decimal number.
 */
export function formatNumber(value: number, format: string, dateSystem: DateSystem): string {
  const parts = formats.get(format) ?? datePartsOf(format);
  if (formats.size < 5_000) formats.set(format, parts);
  const date = parts ? formatDate(value, parts, dateSystem) : null;
  if (date !== null) return date;
  if (/^[0#.,]+%/.test(format)) return `${shortest(value * 100)}%`;
  return shortest(value);
}

function datePartsOf(format: string): DateParts | null {
  const section = (format.split(';')[0] ?? '').replace(/"[^"]*"|\\.|_.|\*./g, '').replace(/\[(?![hms]+\])[^\]]*\]/gi, '');
  const code = section.toLowerCase().replace(/am\/pm|上午\/下午|a\/p/g, '');
  if (/general|[0#?]/.test(code.replace(/[.]0+/g, ''))) return null;
  const year = /[ye]/.test(code);
  const day = /d/.test(code);
  const time = /[hs]/.test(code);
  const month = /m/.test(code) && (year || day || !time);
  return year || day || time || month ? { year, month, day, time } : null;
}

function formatDate(serial: number, parts: DateParts, dateSystem: DateSystem): string | null {
  if (!(serial >= 0 && serial < 2_958_466)) return null;
  const seconds = Math.round(serial * 86_400);
  const days = Math.floor(seconds / 86_400);
  const clock = clockText(seconds - days * 86_400);
  if (parts.time && !parts.year && !parts.day) return clock;
  const offset = dateSystem === '1904' ? 24_107 : days < 60 ? 25_568 : 25_569;
  const date = new Date((days - offset) * 86_400_000);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  const whole = calendarDate(year, month, day);
  if (whole === null) return null;
  if (!parts.day && parts.year && parts.month) return `${year}年${month}月`;
  if (!parts.day && parts.year) return `${year}年`;
  if (!parts.year && parts.month && parts.day) return `${month}月${day}日`;
  if (!parts.year) return null;
  return parts.time && seconds % 86_400 !== 0 ? `${whole} ${clock}` : whole;
}

function clockText(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const rest = seconds % 60;
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}${rest === 0 ? '' : `:${two(rest)}`}`;
}

/** Fifteen digits are what a spreadsheet keeps; beyond them 0.1+0.2 shows its binary fault. */
function shortest(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(15))) : '';
}
