/** Reading single cells of a 责任分解表: numbers of indicators, lists of units, due dates. Text in, values out. */

/** Splits outside brackets at any character of `separators`; pieces are trimmed, empty ones dropped. */
export function splitOutsideBrackets(text: string, separators: string): string[] {
  const pieces: string[] = [];
  let depth = 0;
  let piece = '';
  for (const char of text) {
    if ('(（【〔['.includes(char)) depth++;
    if (')）】〕]'.includes(char)) depth = Math.max(0, depth - 1);
    if (depth === 0 && separators.includes(char)) {
      pieces.push(piece);
      piece = '';
    } else piece += char;
  }
  return [...pieces, piece].map((one) => one.trim()).filter((one) => one !== '');
}

/** `一、测评\n方法` → `一、测评方法`: line breaks between Chinese characters are layout, others become a space. */
export function joinLines(text: string): string {
  return text
    .replace(/([\u2E80-\u9FFF\uFF00-\uFFEF“”、。;；:：])\s*\n\s*(?=[0-9\u2E80-\u9FFF\uFF00-\uFFEF“”(（])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}

const CHINESE_DIGITS = '零一二三四五六七八九';

/** 1–99 written as `三`, `两`, `十二`, `二十`, `15` or `15`; NaN for anything else. */
export function numberOf(text: string): number {
  const plain = text.normalize('NFKC').trim();
  if (/^\d+$/.test(plain)) return Number(plain);
  const word = plain.replace('两', '二').replace('〇', '零');
  const match = /^([一二三四五六七八九])?(十)?([一二三四五六七八九])?$/.exec(word);
  if (!match || word === '') return Number.NaN;
  const [, first, ten, last] = match;
  if (!ten) return last === undefined || first === undefined ? CHINESE_DIGITS.indexOf(first ?? last ?? '') : Number.NaN;
  return (first ? CHINESE_DIGITS.indexOf(first) : 1) * 10 + (last ? CHINESE_DIGITS.indexOf(last) : 0);
}

export interface CodedText {
  /** As printed, without the mark that only separates it from the name; '' when the text carries none. */
  readonly code: string;
  readonly name: string;
  /** True for `1)`, `(三)`, `①`: numbers that start again under each parent. */
  readonly local: boolean;
}

const DASHES = '\\-‐‑‒–—―﹣－';
const DASH = `[${DASHES}]`;
const CHINESE_NUMBER = '[一二三四五六七八九十百]+';
/** What a code of Roman and other numbers ends in. A circled number behind the bracket is that of a material: `Ⅱ-9-1)-①`. */
const CLOSING = `(?:\\s?[)）]|\\s?${DASH}\\s?[①-⑳])?`;
const FULL_CODES: readonly RegExp[] = [
  // Ⅱ-9-1)  Ⅱ—9—1)  Ⅲ—92  Ⅱ3  Ⅲ-1-②
  new RegExp(`^[Ⅰ-Ⅻⅰ-ⅻ]+(?:\\s?[${DASHES}._]?\\s?\\d+)*${CLOSING}`),
  // II-9-1)
  new RegExp(`^[IVX]{1,4}\\s?${DASH}\\s?\\d+(?:\\s?${DASH}\\s?\\d+)*${CLOSING}`),
  // 卫-1-2
  new RegExp(`^[\\u4e00-\\u9fff]{1,2}${DASH}\\d+(?:${DASH}\\d+)*`),
  // 1.1.2  1-2-3  but neither 2018-2020 nor 3.5万元
  new RegExp(`^(?!(?:19|20)\\d\\d)\\d{1,3}(?:(?:[.．]|${DASH})\\d{1,3})+(?![\\d%％万亿元度℃米个])[)）]?`),
  // A1  B2-3  but not A4纸
  new RegExp(`^(?!A[34]纸)[A-Z]\\d{1,3}(?:(?:[.．]|${DASH})\\d{1,3})*(?![A-Za-z\\d%])`),
  new RegExp(`^第${CHINESE_NUMBER}(?:部分|[章项条篇节类]|[板版]块)`),
];
const LOCAL_CODES: readonly RegExp[] = [
  new RegExp(`^[(（](?:\\d{1,3}|${CHINESE_NUMBER})[)）]`),
  /^\d{1,3}\s?[)）]/,
  /^[①-⑳㈠-㈩⑴-⒇]/,
  new RegExp(`^${CHINESE_NUMBER}(?=\\s*[、.．]|\\s)`),
  /^\d{1,3}(?=\s*[、.．](?!\d))/,
  /^\d{1,3}(?=\s+[\u4e00-\u9fff“])/,
];

/** Splits `Ⅱ-9-1)广泛开展…`, `1.1.2 …`, `(十七)…`, `A1 …`, `一、…` into number and name. An enumeration (1)…2)…) is no number. */
export function splitCode(text: string): CodedText {
  const trimmed = text.trim();
  for (const [patterns, local] of [
    [FULL_CODES, false],
    [LOCAL_CODES, true],
  ] as const) {
    for (const pattern of patterns) {
      const found = pattern.exec(trimmed)?.[0];
      if (!found) continue;
      if (local && isEnumeration(trimmed)) return { code: '', name: trimmed, local: false };
      const name = trimmed.slice(found.length).replace(/^[\s、.．:：,，]+/, '');
      return { code: found.replace(/\s+/g, ''), name: name === '' ? trimmed : name, local };
    }
  }
  return { code: '', name: trimmed, local: false };
}

function isEnumeration(text: string): boolean {
  return /^[(（]?1[)）、.．]/.test(text)
    ? /[\s;；。,，][(（]?2[)）、.．](?!\d)/.test(text)
    : /^①/.test(text)
      ? text.includes('②')
      : /^[(（]?一[)）、]/.test(text) && /[\s;；。][(（]?二[)）、]/.test(text);
}

export interface UnitList {
  /** A unit named as leading (“牵头:…”, “…(牵头)”), else ''. */
  readonly lead: string;
  /** In print order, each once, with the leading one. */
  readonly units: readonly string[];
  /** Words that are no unit, e.g. `等`. */
  readonly rest: readonly string[];
}

const LEAD_MARK = /[(（](?:牵头|主责|主办)(?:单位|部门)?[)）]$/;

/** Reads `市委宣传部、市文明办;各县(市、区)` or `牵头:…\n配合:…`. */
export function readUnits(text: string): UnitList {
  const units: string[] = [];
  const rest: string[] = [];
  let lead = '';
  for (const part of splitOutsideBrackets(text, '\n\r;；')) {
    const label = /^(牵头|主责|主办|责任|配合|协办|协同|参与|成员|承办)(?:责任)?(?:单位|部门)?\s*[:：]\s*/.exec(part);
    const words = splitOutsideBrackets(label ? part.slice(label[0].length) : part, '、,，/／').flatMap(splitAtSpaces);
    for (const word of words) {
      const marked = LEAD_MARK.test(word);
      const bare = word
        .replace(LEAD_MARK, '')
        .replace(/^\d+[.、．)）]\s*/, '')
        .replace(/[。.．]$/, '');
      const unit = bare.replace(/等(?:(?:相关|有关)?(?:部门|单位))?$/, '');
      if (unit !== bare) rest.push(bare.slice(unit.length));
      if (unit === '' || /^(?:无|\/|-+|—+)$/.test(unit)) continue;
      if (lead === '' && (marked || (label && /牵头|主责|主办/.test(label[1] ?? '')))) lead = unit;
      if (!units.includes(unit)) units.push(unit);
    }
  }
  return { lead, units, rest };
}

function splitAtSpaces(text: string): string[] {
  const words = text.split(/\s+/).filter((word) => word !== '');
  return words.every((word) => word.length >= 3) ? words : [words.join('')].filter((word) => word !== '');
}

/** `网上申报、材料审核` or `1)材料审核\n2)问卷调查` → each method once, in print order. */
export function readMethods(text: string): string[] {
  const words = splitOutsideBrackets(text, '、,，;；/／\n\r').map((word) =>
    word
      .replace(/^(?:[(（]?\d+[)）、.．]|[①-⑳])\s*/, '')
      .replace(/[。.．]$/, '')
      .replace(/\s+/g, ''),
  );
  return [...new Set(words.filter((word) => word !== ''))];
}

/** A full date in words becomes `YYYY-MM-DD` (`2026年6月底` its last day); anything less certain (`6月底前`, `长期`) stays as it is. */
export function readDue(text: string): string {
  const plain = joinLines(text).normalize('NFKC');
  const day = /^(\d{4})\s?[年./-]\s?(\d{1,2})\s?[月./-]\s?(\d{1,2})日?(?:之?前)?$/.exec(plain);
  if (day) return calendarDate(Number(day[1]), Number(day[2]), Number(day[3])) ?? plain;
  const monthEnd = /^(\d{4})年(\d{1,2})月(?:底|末)(?:之?前)?$/.exec(plain);
  if (monthEnd) return lastDayOf(Number(monthEnd[1]), Number(monthEnd[2])) ?? plain;
  const yearEnd = /^(\d{4})年(?:年底|底|年末)(?:之?前)?$/.exec(plain);
  return yearEnd ? `${yearEnd[1]}-12-31` : joinLines(text);
}

/** `YYYY-MM-DD`, or null when there is no such day. */
export function calendarDate(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const real = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real ? date.toISOString().slice(0, 10) : null;
}

/** Last day of a month as `YYYY-MM-DD`, or null for a month outside 1..12. */
export function lastDayOf(year: number, month: number): string | null {
  return month >= 1 && month <= 12 ? new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10) : null;
}
