import { chineseValue } from './chinese-numbers.ts';
import { fold } from './text.ts';

/**
 * 编号样式: how a framework writes its codes, declared as a sample in which every number is the first of its kind, e.g. `Ⅰ-1-1)`, `1.1.1`,
 * `A1`, `(一)`, `第一条`, `卫-1-1`, `Ⅰ-1-①`. Marks and other characters stand for themselves.
 */
export type CodeStyle = string;

/** The styles offered in lists, each with codes as one would meet them. */
export const CODE_STYLES: readonly { readonly style: CodeStyle; readonly example: string }[] = [
  { style: 'Ⅰ-1-1)', example: 'Ⅱ-9-1)' },
  { style: 'Ⅰ-1-①', example: 'Ⅲ-1-②' },
  { style: 'Ⅰ-1', example: 'Ⅲ-92' },
  { style: '1.1.1', example: '1.1.2' },
  { style: '1-1-1', example: '1-2-3' },
  { style: '1.1', example: '3.2' },
  { style: 'A1', example: 'A4' },
  { style: 'A1-1', example: 'B2-3' },
  { style: '(一)', example: '(十七)' },
  { style: '一、', example: '十七、' },
  { style: '第一条', example: '第九条' },
  { style: '1', example: '17' },
];

/** At most so many styles a framework may declare. */
export const MOST_STYLES = 6;
export const STYLE_CHARACTERS = 20;

const NUMERALS = {
  Ⅰ: { written: '[ⅰ-ⅻⅠ-Ⅻ]+|[IVXivx]{1,5}(?![A-Za-z])', read: '[ivx]{1,5}(?![a-z])' },
  '1': { written: '\\d+', read: '\\d{1,3}(?!\\d)' },
  A: { written: '[A-Za-z](?![A-Za-z])', read: '[a-z](?![a-z])' },
  一: { written: '[一二三四五六七八九十]+', read: '[一二三四五六七八九十]{1,3}' },
  // Names reach the rules folded: there a circled number is a plain one.
  '①': { written: '[①-⑳㉑-㉟㊱-㊿]', read: '[①-⑳㉑-㉟㊱-㊿]|\\d{1,2}(?!\\d)' },
} as const;
type Numeral = keyof typeof NUMERALS;

const WRITTEN = new Map(Object.entries(NUMERALS).map(([kind, { written }]) => [kind, new RegExp(written, 'y')]));
const ORDER: readonly Numeral[] = ['①', '1', 'Ⅰ', '一', 'A'];
const DASHES = /[‐‑‒–—―﹣－~～]/g;

/** `Ⅱ－9－1）` → `Ⅰ-1-1)`: the style a code is written in; also what a style typed by hand becomes. '' for a text without any number. */
export function styleOf(code: string): CodeStyle {
  const plain = plainOf(code);
  let style = '';
  let numbers = 0;
  for (let at = 0; at < plain.length;) {
    const found = numeralAt(plain, at);
    if (found === null) style += plain[at++];
    else {
      style += found.kind;
      at += found.written.length;
      numbers += 1;
    }
  }
  return numbers > 0 && style.length <= STYLE_CHARACTERS ? style : '';
}

/** Full-width signs as plain ones, dashes of any kind as one, no spaces; Roman and circled numbers stay what they are. */
function plainOf(code: string): string {
  return code
    .replace(/[！-～]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(DASHES, '-')
    .replace(/[\s\u3000]+/g, '');
}

function numeralAt(text: string, at: number): { readonly kind: Numeral; readonly written: string } | null {
  const before = text[at - 1] ?? '';
  for (const kind of ORDER) {
    // A Latin I, V or X is a Roman number only where a word could begin and a mark or the end follows it.
    const latin = kind === 'Ⅰ' && /[A-Za-z]/.test(text[at] ?? '');
    if (latin && (/[A-Za-z0-9]/.test(before) || !/^[IVXivx]{1,5}(?:[^A-Za-z0-9]|$)/.test(text.slice(at)))) continue;
    const pattern = WRITTEN.get(kind);
    if (!pattern) continue;
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) return { kind, written: found[0] };
  }
  return null;
}

/** The styles that these codes (of leaves) are written in, most frequent first; what only one code in ten or fewer has is left out. */
export function guessStyles(codes: readonly string[]): CodeStyle[] {
  const counts = new Map<CodeStyle, number>();
  for (const code of codes) {
    const style = styleOf(code);
    if (style !== '') counts.set(style, (counts.get(style) ?? 0) + 1);
  }
  const common = [...counts].filter(([, count]) => count >= codes.length * LEAST_SHARE).sort((a, b) => b[1] - a[1]);
  return common.map(([style]) => style).slice(0, MOST_GUESSED);
}

const LEAST_SHARE = 0.1;
const MOST_GUESSED = 3;

/** What is wrong with styles as a person declares them, one sentence, or null. */
export function stylesProblem(styles: readonly string[]): string | null {
  if (styles.length > MOST_STYLES) return `编号样式最多 ${MOST_STYLES} 种。请去掉不用的。`;
  const wrong = styles.find((style) => styleOf(style) === '');
  return wrong === undefined ? null : `“${wrong}”里没有能认出的序号。请照着一条真实的编号写,例如 Ⅱ-9-1)、1.1.2、A1、(十七)。`;
}

/** Styles as they are kept: as `styleOf` writes them, each once, in the order given. */
export function normalStyles(styles: readonly string[]): CodeStyle[] {
  return [...new Set(styles.map(styleOf).filter((style) => style !== ''))];
}

/** A code of a declared style found in a text. */
export interface StyledCode {
  readonly style: CodeStyle;
  /** Its numbers as values, joined by dots; equal for all spellings of one code. */
  readonly key: string;
  readonly written: string;
  /** False for a bare number, which ordinary names begin with too. */
  readonly certain: boolean;
}

/** Key of a code that is written in this style, or null when it is not. */
export function styledKey(code: string, style: CodeStyle): string | null {
  if (styleOf(code) !== style) return null;
  const plain = plainOf(code);
  const values: string[] = [];
  for (let at = 0; at < plain.length;) {
    const found = numeralAt(plain, at);
    if (found !== null) values.push(valueOf(found.kind, found.written));
    at += found?.written.length ?? 1;
  }
  return values.join('.');
}

const ROMAN: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10 };

function valueOf(kind: Numeral, written: string): string {
  if (kind === '①') return written.normalize('NFKC');
  const folded = fold(written);
  if (kind === '1' || /^\d+$/.test(folded)) return String(Number(folded));
  if (kind === '一' || /^[一二三四五六七八九十]+$/.test(folded)) return String(chineseValue(folded));
  if (kind === 'A') return folded;
  const digits = [...folded].map((one) => ROMAN[one] ?? 0);
  return String(digits.reduce((sum, one, at) => sum + (one < (digits[at + 1] ?? 0) ? -one : one), 0));
}

/** What follows a bare number that counts, dates or orders something; such a number is never a code. */
const MEASURE = /^\s*(?:号|年|月|日|期|版|次|届|周|季|人|名|个|件|家|户|处|天|万|亿|%|元|岁|分|时|点|mm|cm|kg|k\b|m\b)/u;
/** `A4纸`, `A3打印`: sizes of paper. */
const PAPER = /^\s*(?:纸|打印|幅面|版面|大小)/u;
const CLOSED = /^\s*(?:[)\]、:_\s-]|[①-⑳]|$|\p{Script=Han})/u;

/** Reads codes of one style in names: `read` gives those of a text, in order. A style is made ready once for many texts. */
export function createStyleReader(style: CodeStyle): (text: string) => StyledCode[] {
  const kinds: Numeral[] = [];
  let pattern = '';
  let literal = false;
  for (const [at, char] of [...style].entries()) {
    if (ORDER.includes(char as Numeral)) {
      const kind = char as Numeral;
      const first = kinds.length === 0;
      if (!first && !literal) pattern += '[-._·\\s]{0,3}';
      pattern += `(${readBy(kind, first, style)})`;
      kinds.push(kind);
      literal = false;
    } else if (/[-._·]/.test(char)) {
      const loose = kinds.at(-1) === 'A' || kinds.at(-1) === 'Ⅰ' || style[at + 1] === '①';
      pattern += loose ? '[-._·\\s]{0,3}' : '[-._·\\s]{1,3}';
      literal = true;
    } else if (/[()、]/.test(char)) {
      pattern += char === '、' ? '\\s*[、.]' : char === '(' ? '[(<【\\[]\\s*' : '\\s*[)>】\\]]?';
      literal = true;
    } else {
      pattern += `${fold(char).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*`;
      literal = true;
    }
  }
  const bare = kinds[0] === '1' && /^[1.-]/.test(style);
  const before = bare ? '^[([{<《【\\s]*' : '(?<![\\p{L}\\p{N}])';
  const after = kinds.at(-1) === '①' ? '' : '(?![-.]?\\d)';
  const whole = new RegExp(`${before}${pattern}${after}`, 'gu');
  const single = kinds.length === 1 && bare;
  return (text) => {
    const folded = foldKeepingCircled(text);
    return Array.from(folded.matchAll(whole)).flatMap((match): StyledCode[] => {
      const rest = folded.slice(match.index + match[0].length);
      if (bare ? MEASURE.test(rest) : kinds[0] === 'A' && PAPER.test(rest)) return [];
      if (single && !/^\s*[)\]、._\s-]/u.test(rest)) return [];
      if (kinds.length === 2 && bare && !CLOSED.test(rest)) return [];
      const values = kinds.map((kind, at) => valueOf(kind, match[at + 1] ?? ''));
      return values.includes('0') ? [] : [{ style, key: values.join('.'), written: match[0], certain: !single }];
    });
  };
}

/** A Roman number of a longer code is written with digits or Chinese numbers too, and Chinese numbers in brackets with digits. */
function readBy(kind: Numeral, first: boolean, style: CodeStyle): string {
  if (kind === 'Ⅰ' && first && /^Ⅰ-1-/.test(style)) return `${NUMERALS.Ⅰ.read}|[一二三四五六七八九十]{1,3}`;
  if (kind === '一' && /^(?:\(一|第一)/.test(style)) return `${NUMERALS.一.read}|\\d{1,2}(?!\\d)`;
  return NUMERALS[kind].read;
}

function foldKeepingCircled(text: string): string {
  return text
    .split(/([①-⑳㉑-㉟㊱-㊿])/u)
    .map((part, at) => (at % 2 === 1 ? part : fold(part)))
    .join('')
    .trimStart();
}

/** The code as a hurried person would type it: Latin for Roman numbers, other dashes, full-width brackets. For examples on screen. */
export function otherSpelling(code: string): string {
  return code
    .replace(/[Ⅰ-Ⅻ]/g, (numeral) => numeral.normalize('NFKC'))
    .replace(/-/g, '—')
    .replace(/\(/g, '（')
    .replace(/\)/g, '）')
    .replace(/(?<=^（)[一二三四五六七八九十]+(?=）$)/, (word) => String(chineseValue(word)))
    .replace(/(?<=^第)[一二三四五六七八九十]+/, (word) => String(chineseValue(word)))
    .replace(/^([A-Z])(\d+)$/, '$1-$2');
}
