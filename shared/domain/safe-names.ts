import { numberOfCircled } from './circled.ts';

/** Names that old and new Windows, ZIP readers and 申报系统 accept alike. */

/** Full-width twins, all of them in GBK, of what no Windows name may hold. */
const TWINS: Readonly<Record<string, string>> = {
  ...{ '\\': '＼', '/': '／', ':': '：', '*': '＊', '?': '？', '"': '＂', '<': '＜', '>': '＞', '|': '｜' },
};
/** Controls, and marks that are not seen but change how a name reads (zero width, direction). */

const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;
/** Device names, with or without a suffix (Windows "Naming Files, Paths, and Namespaces"). */
const RESERVED = /^(?:con|prn|aux|nul|clock\$|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/i;

/**
 * One part of a path (a folder's name, a file's stem) as every Windows accepts it: forbidden characters as their full-width twins,
 * nothing unseen, no space or dot at its ends, no device name; `otherwise` when nothing is left.
 */
export function safePart(text: string, otherwise: string): string {
  const clean = text
    .normalize('NFC')
    .replace(UNSEEN, ' ')
    .replace(/[\\/:*?"<>|]/g, (char) => TWINS[char] ?? char)
    .replace(/\s+/g, ' ')
    .replace(/^[ .]+|[ .]+$/g, '');
  if (clean === '') return otherwise;
  return RESERVED.test(clean) ? `_${clean}` : clean;
}

/** A character that GBK has not, and what stands for it. */
export interface Replaced {
  readonly char: string;
  readonly by: string;
}

/** The mark Chinese typesetting puts for a missing type (〓); it is in GBK. */
const MISSING = '〓';

/**
 * A text of GBK characters only: ⑪ as (11), compatibility forms as their plain ones, anything else as 〓. Names what was replaced,
 * each character once.
 */
export function withGbkOnly(
  text: string,
  isGbk: (char: string) => boolean,
): { readonly text: string; readonly replaced: readonly Replaced[] } {
  const replaced = new Map<string, string>();
  let out = '';
  for (const char of text.normalize('NFC').replace(UNSEEN, ' ')) {
    if (isGbk(char)) {
      out += char;
      continue;
    }
    const by = twinOf(char, isGbk);
    replaced.set(char, by);
    out += by;
  }
  return { text: out, replaced: [...replaced].map(([char, by]) => ({ char, by })) };
}

function twinOf(char: string, isGbk: (char: string) => boolean): string {
  const number = numberOfCircled(char);
  if (number !== null) return `(${number})`;
  const plain = char.normalize('NFKC');
  return plain !== char && [...plain].every(isGbk) ? plain : MISSING;
}
