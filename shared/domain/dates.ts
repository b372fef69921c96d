import { addDays } from './periods.ts';

/** A date or span of time written in a text. Only precision `day` carries a `date`: nothing less is ever completed to a day. */
export interface DateFound {
  /** `YYYY-MM-DD`, null for every precision but `day`. */
  readonly date: string | null;
  readonly precision: 'day' | 'month' | 'year' | 'period';
  /** UTF-16 position and length in the text given. */
  readonly index: number;
  readonly length: number;
  readonly text: string;
  /** Begins after `today`. */
  readonly future: boolean;
}

const ZEROS = '〇○◯零Oo0';
const CN_DIGITS = '一二三四五六七八九';
const YEAR = `((?:19|20)\\d\\d|[一二][${ZEROS}${CN_DIGITS}]{3})`;
const MONTH = '(1[0-2]|0?[1-9]|十[一二]?|元|正|[一二三四五六七八九])';
const DAY = '(3[01]|[12]\\d|0?[1-9]|三十一?|卅一?|(?:二?十|廿)[一二三四五六七八九]?|[一二三四五六七八九])';
const DASH = '[-—–―~～至到]{1,2}';
const GAP = '[ \\t\\u3000]{0,3}';

/** 〔2011〕141号 and its variants: a number, not a date. */
const DOC_NUMBER = /[〔[［【(（﹝][ ]?(?:\d{2,4}|[12]\d?[xX×ＸX*]{2,3})[ ]?[〕\]］】)）﹞][ ]?第?[ ]?\d{1,5}[ ]?号/g;
/** 20xx年, XX年, 201×年, ××××年: filled in by hand later, so nothing in the phrase tells a date. */
const MASKED_YEAR = /(?<![\dA-Za-z])(?:(?:19|20)?\d?[xX×*_＿]{1,4}|(?:二[〇○零])?[×xX某]{2,4})[ ]?(?:年|(?=[-./][xX×*\d]))/g;
/** Words before a run of digits that say it is no date. */
const NUMBER_WORD = /(?:电话|传真|邮编|账号|帐号|号码|编号|热线|证号|单号|序号|QQ|[Nn][Oo]\.?)[ :：为是]{0,3}$/;

const FULL = new RegExp(
  `(?<![\\d${CN_DIGITS}${ZEROS}])${YEAR}${GAP}年${GAP}${MONTH}${GAP}月份?${GAP}${DAY}${GAP}[日号](?![\\d线])` +
    `(${GAP}${DASH}${GAP}(?:${YEAR}${GAP}年)?${GAP}(?:${MONTH}${GAP}月)?${GAP}${DAY}${GAP}日)?`,
  'g',
);
const SEPARATED = /(?<![\d.])((?:19|20)\d\d)([-./_ ])(1[0-2]|0?[1-9])\2(3[01]|[12]\d|0?[1-9])(?!\d|[./]\d)/g;
const COMPACT =
  /(?<!\d)(?<!\b0\d{2,3}-)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:[0-2]\d[0-5]\d[0-5]\d(?:\d{3})?)?(?!\d)/g;
const EPOCH_MS = /(?<!\d)1[0-9]{12}(?!\d)/g;
const SIX_DIGITS = /(?<!\d)(\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d|[ ]?[人元户件名万号个篇次条份])/g;

const HALF =
  '(?:上半年|下半年|前?[第]?[一二三四1-4][、—-]?[二三四2-4]?季度|[春秋]季|年?第?\\d{1,2}周|年?第[一二三四五六七八九十]{1,3}周)';
const SHORT_MONTH = '(?:1[0-2]|0?[1-9])';
const PERIODS = new RegExp(
  [
    `${YEAR}${GAP}年${GAP}${SHORT_MONTH}月${GAP}${DASH}${GAP}${YEAR}${GAP}年${GAP}${SHORT_MONTH}月`,
    `${YEAR}年?度?${GAP}${HALF}`,
    `${YEAR}年?${GAP}${DASH}${GAP}${YEAR}(?!\\d)年?度?`,
    `(?:${YEAR}${GAP}年${GAP})?(?<!\\d)${SHORT_MONTH}月?${GAP}[-—–~～至到、]{1,2}${GAP}${SHORT_MONTH}${GAP}月份?`,
    `(?<!\\d)第\\d{1,2}周|第[一二三四1-4]季度|上半年|下半年`,
  ].join('|'),
  'g',
);
const MONTH_ONLY = new RegExp(`(?<![\\d${CN_DIGITS}${ZEROS}])${YEAR}${GAP}年${GAP}${MONTH}${GAP}月份?`, 'g');
const MONTH_IN_NAME = /(?<![\d.])((?:19|20)\d\d)(?:[-._]|(?=\d))(1[0-2]|0?[1-9])(?!\d|[-._]\d|[万亿%元])/g;
const YEAR_ONLY = new RegExp(`(?<![\\d${CN_DIGITS}${ZEROS}])${YEAR}${GAP}年度?`, 'g');
const YEAR_IN_NAME = /(?<![\d.])((?:19|20)\d\d)(?![\d.]*\d|[ ]?[人元户件名万号个篇次条份])/g;

/**
 * Dates and spans written in a text, in order. Read as dates: 2019年5月8日, 二〇一九年五月八日, 2019.5.8, 2019-05-08, 2019/5/8,
 * 20190508 (with a time behind it too), full-width digits. Spans (上半年, 1-9月, 2018-2020, 第15周, 8日至10日) are `period`.
 * Masked years (20xx年) give nothing, nor does a date in the same phrase; document numbers and days that do not exist neither.
 * With `fileName`, also 190508, 2019.5, a bare year, and the 13-digit times of phones (mmexport…), which are read in UTC+8, the
 * zone of the whole country. Takes time in proportion to the text's length. `today` is `YYYY-MM-DD`.
 */
export function findDates(text: string, today: string, options: { readonly fileName?: boolean } = {}): readonly DateFound[] {
  const fileName = options.fileName ?? false;
  const found: DateFound[] = [];
  const masked: number[] = [];
  let rest = toHalfWidth(text);
  // What one pattern took is blanked, so that the weaker patterns after it do not see it.
  const take = (pattern: RegExp, read: (match: readonly (string | undefined)[], index: number) => Read) => {
    rest = rest.replace(pattern, (...all: (string | number | undefined)[]) => {
      const match = all.filter((one): one is string | undefined => typeof one !== 'number').slice(0, -1);
      const whole = String(all[0]);
      const index = Number(all.find((one) => typeof one === 'number'));
      const outcome = read(match, index);
      if (outcome === 'leave') return whole;
      if (outcome !== 'drop')
        found.push({ ...outcome, index, length: whole.length, text: text.slice(index, index + whole.length) });
      return '\0'.repeat(whole.length);
    });
  };
  const day = (year: number, month: number, date: number) => asDay(year, month, date, today);

  take(DOC_NUMBER, () => 'drop');
  take(MASKED_YEAR, (_, index) => {
    masked.push(index);
    return 'drop';
  });
  take(FULL, ([, y, m, d, span]) =>
    span === undefined ? day(numberOf(y), numberOf(m), numberOf(d)) : asPeriod(numberOf(y), today),
  );
  take(SEPARATED, ([, y, separator, m, d], index) =>
    separator === ' ' && !fileName ? 'leave' : isNumberNamed(rest, index) ? 'drop' : day(Number(y), Number(m), Number(d)),
  );
  if (fileName) take(EPOCH_MS, ([digits]) => dayOfEpoch(Number(digits), today));
  take(COMPACT, ([, y, m, d], index) => {
    if (!fileName && (/[A-Za-z]$/.test(rest.slice(Math.max(0, index - 1), index)) || isNumberNamed(rest, index))) return 'drop';
    return day(Number(y), Number(m), Number(d));
  });
  take(PERIODS, (match) => asPeriod(numberOf(match.slice(1).find((one) => one !== undefined)), today));
  take(MONTH_ONLY, ([, y, m]) => asMonth(numberOf(y), numberOf(m), today));
  if (fileName) {
    take(MONTH_IN_NAME, ([, y, m]) => asMonth(Number(y), Number(m), today));
    take(SIX_DIGITS, ([, y, m, d]) =>
      Number(y) < 10 || 2000 + Number(y) > yearOf(today) ? 'drop' : day(2000 + Number(y), Number(m), Number(d)),
    );
  }
  take(YEAR_ONLY, ([, y]) => asYear(numberOf(y), today));
  if (fileName) take(YEAR_IN_NAME, ([, y]) => asYear(Number(y), today));
  const ordered = found.toSorted((a, b) => a.index - b.index);
  return joinSpans(ordered, text, today).filter(({ index }) => !isMasked(index, masked, text));
}

/** True when the text holds a year left to be filled in (20xx年, XX年, 201×年). */
export function hasMaskedYear(text: string): boolean {
  MASKED_YEAR.lastIndex = 0;
  const masked = MASKED_YEAR.test(toHalfWidth(text));
  MASKED_YEAR.lastIndex = 0;
  return masked;
}

type Read = 'leave' | 'drop' | Pick<DateFound, 'date' | 'precision' | 'future'>;

const yearOf = (today: string): number => Number(today.slice(0, 4));
const pad = (value: number): string => String(value).padStart(2, '0');

function asDay(year: number, month: number, day: number, today: string): Read {
  const date = `${year}-${pad(month)}-${pad(day)}`;
  if (year < 1900 || year > 2099 || addDays(date, 0) !== date) return 'drop';
  return { date, precision: 'day', future: date > today };
}

function asMonth(year: number, month: number, today: string): Read {
  return { date: null, precision: 'month', future: `${year}-${pad(month)}` > today.slice(0, 7) };
}

const asYear = (year: number, today: string): Read => ({ date: null, precision: 'year', future: year > yearOf(today) });
const asPeriod = (year: number, today: string): Read => ({ date: null, precision: 'period', future: year > yearOf(today) });

const CHINA_OFFSET_MS = 8 * 3600 * 1000;

/** Phones write milliseconds since 1970; before 2010 there was no such phone. */
function dayOfEpoch(milliseconds: number, today: string): Read {
  const date = new Date(milliseconds + CHINA_OFFSET_MS).toISOString().slice(0, 10);
  return date < '2010-01-01' || date > addDays(today, 1) ? 'drop' : { date, precision: 'day', future: date > today };
}

function isNumberNamed(text: string, index: number): boolean {
  return NUMBER_WORD.test(text.slice(Math.max(0, index - 8), index));
}

const SPAN = /^[ \t\u3000]{0,3}[-—–―~～至到]{1,2}[ \t\u3000]{0,3}$/;

/** Two days with a dash between them are a span: neither is the day of the document. */
function joinSpans(ordered: readonly DateFound[], text: string, today: string): DateFound[] {
  const joined: DateFound[] = [];
  for (const next of ordered) {
    const last = joined.at(-1);
    const between = last ? text.slice(last.index + last.length, next.index) : '';
    if (!last || last.precision !== 'day' || next.precision !== 'day' || between.length > 8 || !SPAN.test(between)) {
      joined.push(next);
      continue;
    }
    const length = next.index + next.length - last.index;
    const future = (last.date ?? '') > today;
    const span = text.slice(last.index, last.index + length);
    joined[joined.length - 1] = { date: null, precision: 'period', index: last.index, length, text: span, future };
  }
  return joined;
}

const PHRASE = 12;

function isMasked(index: number, masked: readonly number[], text: string): boolean {
  return masked.some((at) => at < index && index - at <= PHRASE && !/[。；;\n\r\f]/.test(text.slice(at, index)));
}

/** Full-width digits, letters and separators as half-width ones, one for one, so that positions stay. */
function toHalfWidth(text: string): string {
  return /[\uff01-\uff5e]/.test(text)
    ? text.replace(/[０-９Ａ-Ｚａ-ｚ．／－＿]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
    : text;
}

/** 2019, 二〇一九, 十二, 二十一, 廿三, 卅一. NaN when absent. */
function numberOf(written: string | undefined): number {
  if (written === undefined) return Number.NaN;
  if (/^\d+$/.test(written)) return Number(written);
  if (written === '元' || written === '正') return 1;
  const digit = (character: string): number => (ZEROS.includes(character) ? 0 : CN_DIGITS.indexOf(character) + 1);
  if (written.length === 4) return [...written].reduce((sum, character) => sum * 10 + digit(character), 0);
  const [tens, ones] = written.replace('廿', '二十').replace('卅', '三十').split('十');
  if (ones === undefined) return digit(written);
  return (tens ? digit(tens) : 1) * 10 + (ones ? digit(ones) : 0);
}
