import { chineseWord } from './chinese-numbers.ts';
import { fold } from './text.ts';

/** How two codes are compared, everywhere: by keys that are equal for all spellings of one code. */

const CIRCLED = /[①-⓿❶-➓㉑-㊿]/gu;
const PART = /[a-z]+|\d+|\p{Script=Han}+/gu;

/**
 * Key of what is written of a code, without the number of a material: `Ⅱ-9-1)`, `II—9—1）`, `Ⅱ－9－1`, `ⅱ9-1` and `Ⅱ-9-1)-①` all give
 * `ii.9.1`; `第9条` and `第九条` are one. Empty when the text holds neither letters nor digits. Not for telling nodes apart: `nodeKey` is.
 */
export function codeKey(code: string): string {
  return keyParts(withWordedNumbers(fold(withoutCircled(code)))).join('.');
}

/**
 * Key of a node's own code, by which nodes are told apart: as `codeKey`, but a circled number belongs to it, since `Ⅲ-1-①` and `Ⅲ-1-②` are
 * two nodes.
 */
export function nodeKey(code: string): string {
  const marks = (code.match(CIRCLED) ?? []).map((mark) => `○${valueOf(mark)}`);
  return [codeKey(code), ...marks].filter((part) => part !== '').join('.');
}

/**
 * Whether two codes cannot both be those of nodes of one framework: equal but for their spelling. Of two leaves the number of a material
 * makes no difference either (`Ⅱ-9-1)` and `Ⅱ-9-1)-①`); `branch`: one of them is none, and holds no materials.
 */
export function sameNodeCode(one: string, other: string, branch = false): boolean {
  if (codeKey(one) === '') return false;
  if (nodeKey(one) === nodeKey(other)) return true;
  return !branch && codeKey(one) === codeKey(other) && hasCircled(one) !== hasCircled(other);
}

/** Whether this is written of the node with that code: in any spelling, and with the number of a material behind it where it has none. */
export function isWrittenOf(written: string, code: string): boolean {
  if (codeKey(code) === '') return false;
  return nodeKey(written) === nodeKey(code) || (!hasCircled(code) && codeKey(written) === codeKey(code));
}

/**
 * The code at the beginning of a cell that names a node: what stands before the first space, or before the words written close behind it
 * (`Ⅱ-9-1)-①制度` → `Ⅱ-9-1)-①`).
 */
export function leadingCode(cell: string): string {
  const word = cell.trim().split(/\s/)[0] ?? '';
  return /^.*?[\d)）①-⓿❶-➓㉑-㊿](?=\p{Script=Han}{2})/u.exec(word)?.[0] ?? word;
}

/** True where a circled number stands in it. */
export function hasCircled(text: string): boolean {
  return text.search(CIRCLED) >= 0;
}

/** The text with spaces for its circled numbers. */
export function withoutCircled(text: string): string {
  return text.replace(CIRCLED, ' ');
}

const NEGATIVE_CIRCLED = '❶'.codePointAt(0) ?? 0;

/** `②`, `⑵` and `❷` are one number. */
function valueOf(mark: string): string {
  const at = (mark.codePointAt(0) ?? 0) - NEGATIVE_CIRCLED;
  return at >= 0 && at < 30 ? String((at % 10) + 1) : mark.normalize('NFKC').replace(/[().]/g, '');
}

export const SECTION = '(?:部分|[章项條条篇節节類类]|[板版]块)';
const DIGITS_OF_SECTION = new RegExp(`第\\s*(\\d{1,2})\\s*(?=${SECTION})`, 'gu');

/** `第 9 条` → `第九条`: numbers of articles are written either way. */
export function withWordedNumbers(folded: string): string {
  return folded.replace(DIGITS_OF_SECTION, (_, digits: string) => `第${chineseWord(Number(digits))}`);
}

/** The numbers and words of a folded code, without zeros in front. */
export function keyParts(folded: string): string[] {
  return Array.from(folded.matchAll(PART), ([part]) => part.replace(/^0+(?=\d)/, ''));
}
