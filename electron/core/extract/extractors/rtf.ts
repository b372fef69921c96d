import { readStart } from '../byte-source.ts';
import type { ExtractInput, FormatReader } from '../extractor.ts';
import { calendarDate } from '../local-date.ts';
import { CUT, MAX_TEXT_CHARS, PARTLY_READ, unlessLost, withText } from '../outcome.ts';

const MAX_BYTES = 64 * 1024 * 1024;

/** Rich Text Format (1.9.1), as WPS, Word and WordPad write it: text, table rows with cells parted by tabs. */
export const rtfReader: FormatReader = {
  extract: async (input: ExtractInput) => {
    const bytes = await readStart(input, MAX_BYTES);
    const { text, title, createdOn, whole } = textOfRtf(Buffer.from(bytes));
    const cut = bytes.length < input.sizeBytes;
    const message = cut ? CUT : whole ? null : PARTLY_READ;
    return unlessLost(withText(text, { message, properties: { title, createdOn } }), !cut && !whole);
  },
};

/** Destinations whose words are not text of the document; `\*` marks any other that a reader may skip. */
const SILENT = new Set([
  ...['fonttbl', 'colortbl', 'stylesheet', 'listtable', 'listoverridetable', 'rsidtbl', 'generator', 'pict', 'object'],
  ...['themedata', 'colorschememapping', 'datastore', 'latentstyles', 'xmlnstbl', 'fldinst', 'bkmkstart', 'bkmkend', 'filetbl'],
  ...['template', 'author', 'operator', 'company', 'manager', 'category', 'keywords', 'comment', 'doccomm', 'revtim', 'printim'],
]);

const SPECIAL: Readonly<Record<string, string>> = {
  ...{ par: '\n', line: '\n', sect: '\n', page: '\f', row: '\n', tab: '\t', cell: '\t', nestcell: '\t', nestrow: '\n' },
  ...{ emdash: '—', endash: '–', bullet: '•', lquote: '‘', rquote: '’', ldblquote: '“', rdblquote: '”', emspace: '\u3000' },
};

/** Windows character sets by RTF's `\fcharset` number, where they are not the document's own. */
const CHARSETS: Readonly<Record<number, string>> = {
  ...{
    0: 'windows-1252',
    128: 'shift_jis',
    129: 'euc-kr',
    134: 'gb18030',
    136: 'big5',
    161: 'windows-1253',
    204: 'windows-1251',
  },
};
const CODEPAGES: Readonly<Record<number, string>> = { 936: 'gb18030', 950: 'big5', 932: 'shift_jis', 949: 'euc-kr', 1251: 'windows-1251', 65001: 'utf-8' }; // prettier-ignore

interface Group {
  readonly silent: boolean;
  readonly unicodeSkip: number;
  readonly font: number;
  /** The property of `\info` being read. */
  readonly property: 'title' | null;
}

/**
 * Text of an RTF file. `\'xx` bytes are gathered and decoded together (a Chinese character is two of them) in the code page of the
 * font in use, else of the document; after `\uN` the number of stand-in characters given by `\uc` is passed over.
 */
function textOfRtf(bytes: Buffer): { text: string; title: string | null; createdOn: string | null; whole: boolean } {
  const source = bytes.toString('latin1');
  const token = /\\([a-z]+)(-?\d+)? ?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|([^\\{}\r\n]+)|[\r\n]+/giy;
  const stack: Group[] = [];
  const fonts = new Map<number, string>();
  let group: Group = { silent: false, unicodeSkip: 1, font: -1, property: null };
  let documentPage = 'windows-1252';
  let definingFont: number | null = null;
  let inFontTable = 0;
  let mayStar = false;
  let toSkip = 0;
  let pending: number[] = [];
  let text = '';
  let title = '';
  const created: Record<string, number> = {};
  let inCreated = 0;
  const put = (words: string): void => {
    if (group.property === 'title') title += words;
    else if (!group.silent) text += words;
  };
  const flush = (): void => {
    if (pending.length === 0) return;
    put(new TextDecoder(fonts.get(group.font) ?? documentPage).decode(Uint8Array.from(pending)));
    pending = [];
  };
  for (let match = token.exec(source); match !== null; match = token.exec(source)) {
    const [, word, parameter, hex, symbol, brace, plain] = match;
    if (hex !== undefined) {
      if (toSkip > 0) toSkip--;
      else pending.push(Number.parseInt(hex, 16));
      continue;
    }
    if (plain !== undefined) {
      const words = toSkip > 0 ? plain.slice(Math.min(toSkip, plain.length)) : plain;
      toSkip = Math.max(0, toSkip - plain.length);
      if (words === '') continue;
      // A lead byte may be escaped and its second byte written plainly.
      if (pending.length > 0 || /[\x80-\xff]/.test(words)) pending.push(...Buffer.from(words, 'latin1'));
      else put(words);
      mayStar = false;
      continue;
    }
    flush();
    if (brace === '{') {
      stack.push(group);
      mayStar = true;
      continue;
    }
    if (brace === '}') {
      group = stack.pop() ?? group;
      if (stack.length < inFontTable) inFontTable = 0;
      if (stack.length < inCreated) inCreated = 0;
      toSkip = 0;
      continue;
    }
    if (symbol !== undefined) {
      if (symbol === '*' && mayStar) group = { ...group, silent: true };
      else if ('\\{}'.includes(symbol)) put(symbol);
      else if (symbol === '~') put('\u00a0');
      else if (symbol === '_') put('-');
      else if (symbol === '\n' || symbol === '\r') put('\n');
      continue;
    }
    if (word === undefined) continue;
    const value = parameter === undefined ? null : Number(parameter);
    if (word === 'u' && value !== null) {
      put(String.fromCharCode(value & 0xffff));
      toSkip = group.unicodeSkip;
    } else if (word === 'uc') group = { ...group, unicodeSkip: Math.max(0, value ?? 1) };
    else if (word === 'ansicpg') documentPage = CODEPAGES[value ?? 0] ?? documentPage;
    else if (word === 'f' && value !== null) {
      if (inFontTable > 0) definingFont = value;
      else group = { ...group, font: value };
    } else if (word === 'fcharset' && definingFont !== null) {
      const charset = CHARSETS[value ?? 0];
      if (charset !== undefined && value !== 0) fonts.set(definingFont, charset);
    } else if (word === 'bin' && value !== null) token.lastIndex += Math.max(0, value);
    else if (word === 'title') {
      // `\upr` gives the same words twice, the second time in Unicode: the last one counts.
      title = '';
      group = { ...group, property: 'title' };
    } else if (word === 'ud') group = { ...group, silent: false };
    else if (word === 'creatim') {
      inCreated = stack.length;
      group = { ...group, silent: true };
    } else if (inCreated > 0 && ['yr', 'mo', 'dy'].includes(word)) created[word] = value ?? 0;
    else if (SILENT.has(word)) {
      if (word === 'fonttbl') inFontTable = stack.length;
      group = { ...group, silent: true };
    } else put(SPECIAL[word] ?? '');
    mayStar = false;
    if (text.length > MAX_TEXT_CHARS) break;
  }
  flush();
  // A file that ends inside a group broke off.
  const whole = stack.length === 0 || text.length > MAX_TEXT_CHARS;
  const lines = text.split('\n').map((line) => line.replace(/\t+$/, '').trimEnd());
  return {
    text: lines.join('\n').replace(/\n{3,}/g, '\n\n').trim(), // prettier-ignore
    whole,
    title: title.trim() || null,
    createdOn: calendarDate(created['yr'] ?? 0, created['mo'] ?? 0, created['dy'] ?? 0),
  };
}
