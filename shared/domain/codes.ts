import { chineseWord } from './chinese-numbers.ts';
import { createStyleReader, styledKey, type CodeStyle } from './code-styles.ts';
import type { Indicator } from './framework.ts';
import { fold } from './text.ts';

/** A framework code found in a name or path. `certain` is false for spellings that ordinary numbers share (`1.2`, `A4`). */
export interface CodeMatch {
  readonly indicator: Indicator;
  /** As written in the text that was searched (folded spelling). */
  readonly written: string;
  readonly certain: boolean;
}

export interface CodeIndex {
  /** The indicator whose own code this is, in any spelling; falls back to another code of its own that no other indicator has. */
  readonly exact: (code: string) => Indicator | undefined;
  /** Codes inside one path component or title, in order of appearance. */
  readonly find: (text: string) => CodeMatch[];
}

const CIRCLED = /[①-⓿❶-➓㉑-㊿]/gu;
const PART = /[a-z]+|\d+|\p{Script=Han}+/gu;
/** What follows a bare number that counts, dates or orders something; such a number is never a code. */
const MEASURE = /^\s*(?:号|年|月|日|期|版|次|届|周|季|人|名|个|件|家|户|处|天|万|%|元|岁|分|时|点|mm|cm|kg|k\b|m\b)/u;
const SEPARATOR = '[-._·~\\s]{0,3}';

/**
 * One key for all spellings of a code: `Ⅱ-9-1)`, `II—9—1）`, `Ⅱ－9－1`, `ⅱ9-1` and, with a material's number,
 * `Ⅱ-9-1)-①` all give `ii.9.1`; `第9条` and `第九条` are one. Empty when the text holds neither letters nor digits.
 */
export function codeKey(code: string): string {
  return partsOf(withWordedNumbers(fold(code.replace(CIRCLED, ' ')))).join('.');
}

const SECTION = '(?:部分|[章项條条篇節节類类]|[板版]块)';
const DIGITS_OF_SECTION = new RegExp(`第\\s*(\\d{1,2})\\s*(?=${SECTION})`, 'gu');

/** `第 9 条` → `第九条`: numbers of articles are written either way. */
function withWordedNumbers(folded: string): string {
  return folded.replace(DIGITS_OF_SECTION, (_, digits: string) => `第${chineseWord(Number(digits))}`);
}

function partsOf(folded: string): string[] {
  return Array.from(folded.matchAll(PART), ([part]) => part.replace(/^0+(?=\d)/, ''));
}

/**
 * Key by which two nodes of one framework have the same code: as `codeKey`, but a circled number counts, since `Ⅲ-1-①` and `Ⅲ-1-②` are two
 * nodes where a framework numbers so.
 */
export function sameNodeCode(one: string, other: string): boolean {
  const key = codeKey(one);
  if (key === '' || key !== codeKey(other)) return false;
  const [mine, theirs] = [circledOf(one), circledOf(other)];
  return mine === '' || theirs === '' || mine === theirs;
}

function circledOf(code: string): string {
  return (code.match(CIRCLED) ?? []).join('');
}

/**
 * Index over the codes and other codes of one framework. Other codes that several indicators share are not looked up. Where the framework
 * declares its 编号样式, what a declared style reads in a text comes first, and alone.
 */
export function createCodeIndex(indicators: readonly Indicator[], styles: readonly CodeStyle[] = []): CodeIndex {
  const plain = createPlainIndex(
    styles.some((style) => style.includes('①')) ? indicators.filter(({ code }) => circledOf(code) === '') : indicators,
  );
  if (styles.length === 0) return plain;
  const styled = new Map<string, Indicator>();
  for (const style of styles)
    for (const one of indicators) {
      const key = styledKey(one.code, style);
      if (key !== null && !styled.has(`${style} ${key}`)) styled.set(`${style} ${key}`, one);
    }
  const readers = styles.map(createStyleReader);
  const byCode = new Map(indicators.toReversed().map((one) => [one.code, one]));
  const declared = (text: string): CodeMatch[] =>
    readers.flatMap((read) =>
      read(text).flatMap(({ style, key, written, certain }) => {
        const indicator = styled.get(`${style} ${key}`);
        return indicator ? [{ indicator, written, certain }] : [];
      }),
    );
  return {
    exact: (code) => byCode.get(code) ?? declared(code)[0]?.indicator ?? plain.exact(code),
    find: (text) => {
      const found = declared(text);
      return found.length > 0 ? found : plain.find(text);
    },
  };
}

/** How the first code of a name of a file is read, given the codes and 编号样式 of a framework: its code as printed, or null. */
export function codeReader(codes: readonly string[], styles: readonly CodeStyle[]): (name: string) => string | null {
  const index = createCodeIndex(
    codes.map((code) => ({ ...BARE, id: code, code })),
    styles,
  );
  return (name) => index.find(name)[0]?.indicator.code ?? null;
}

const BARE: Indicator = {
  ...{ id: '', code: '', altCodes: [], name: '', level: 1, parentId: null, leaf: true, standard: '', methods: [], leadUnit: '' },
  ...{ units: [], dueText: '', keywords: [], weakKeywords: [], confidence: '', requirements: [] },
};

function createPlainIndex(indicators: readonly Indicator[]): CodeIndex {
  const byKey = new Map<string, Indicator>();
  const shared = new Set<string>();
  for (const indicator of indicators) {
    const key = codeKey(indicator.code);
    if (key !== '' && !byKey.has(key)) byKey.set(key, indicator);
  }
  const own = new Set(byKey.keys());
  for (const indicator of indicators) {
    for (const key of new Set(indicator.altCodes.map(codeKey))) {
      if (key === '' || own.has(key) || shared.has(key)) continue;
      const holder = byKey.get(key);
      if (holder === undefined) byKey.set(key, indicator);
      else if (holder !== indicator) {
        byKey.delete(key);
        shared.add(key);
      }
    }
  }
  const prefixes = new Set(
    [...byKey.keys()].map((key) => /^[^\d.]+(?=\.\d)/u.exec(key)?.[0] ?? '').filter((prefix) => prefix !== ''),
  );
  const pattern = numberedPattern(prefixes);
  return {
    exact: (code) => byKey.get(codeKey(code)),
    find: (text) => {
      const folded = fold(text.replace(CIRCLED, ' ')).trimStart();
      return [...findNumbered(folded, pattern, byKey), ...findWorded(folded, byKey)];
    },
  };
}

function numberedPattern(prefixes: ReadonlySet<string>): RegExp {
  const named = [...prefixes].sort((a, b) => b.length - a.length).map((prefix) => prefix.replace(/[^\p{L}]/gu, ''));
  const words = named.length > 0 ? `(?:(?<prefix>${named.join('|')})${SEPARATOR})?` : '(?<prefix>(?!))?';
  return new RegExp(`${words}(?<![\\d.])\\d{1,3}(?:${SEPARATOR.replace('{0,3}', '{1,3}')}\\d{1,3}(?!\\d))*(?!\\d)`, 'gu');
}

function findNumbered(folded: string, pattern: RegExp, byKey: ReadonlyMap<string, Indicator>): CodeMatch[] {
  const found: CodeMatch[] = [];
  for (const match of folded.matchAll(pattern)) {
    const prefix = match.groups?.['prefix'] ?? '';
    const before = folded.slice(0, match.index);
    if (!standsFree(before, prefix)) continue;
    const parts = partsOf(match[0]);
    const after = folded.slice(match.index + match[0].length);
    if (prefix === '' && MEASURE.test(after)) continue;
    for (let count = parts.length; count >= (prefix === '' ? 2 : 1); count--) {
      const indicator = byKey.get(parts.slice(0, count).join('.'));
      if (indicator === undefined) continue;
      const multipart = count >= 3;
      const closed = /^\s*[)\]、:_\s-]/u.test(after) || after === '';
      if (prefix === '' && !multipart && !closed) break;
      found.push({ indicator, written: match[0], certain: multipart || (prefix !== '' && closed) });
      break;
    }
  }
  return found;
}

/** A prefix must not be the tail of a longer word; a bare number counts as a code only where the name begins. */
function standsFree(before: string, prefix: string): boolean {
  if (prefix === '') return /^[([{<《【\s]*$/u.test(before);
  if (/^[a-z]+$/.test(prefix)) return !/[a-z0-9]$/.test(before);
  return !/[\p{L}\p{N}]$/u.test(before);
}

const ARTICLE = new RegExp(`^[([{<《【]?(第[一二三四五六七八九十百]+${SECTION})`, 'u');

/** `(十七)`, `十七、` and `第九条` at the beginning of a name. */
function findWorded(folded: string, byKey: ReadonlyMap<string, Indicator>): CodeMatch[] {
  const article = ARTICLE.exec(withWordedNumbers(folded));
  const named = article && byKey.get(article[1] ?? '');
  if (named) return [{ indicator: named, written: article[0], certain: true }];
  const match = /^(?:\(([一二三四五六七八九十百]+)\)|([一二三四五六七八九十百]+)、)/u.exec(folded);
  const indicator = match && byKey.get(match[1] ?? match[2] ?? '');
  return indicator ? [{ indicator, written: match[0], certain: match[1] !== undefined }] : [];
}
