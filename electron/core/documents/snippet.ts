import { fold } from '../../../shared/domain/text.ts';

/** Characters shown on either side of the word. */
export const SNIPPET_AROUND = 30;

/**
 * The part of a text around the first word that occurs in it, ±30 characters with `…` where it is cut, white space collapsed;
 * null when no word occurs. `words` are folded; the snippet shows the text as written.
 */
export function snippetOf(text: string, words: readonly string[]): string | null {
  for (const word of words) {
    const span = findFolded(text, word);
    if (span) return cut(text, span.start, span.end);
  }
  return null;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where a folded word stands in the text as written. Folding changes lengths, so a line that holds the word is narrowed down. */
function findFolded(text: string, word: string): Span | null {
  const plain = text.indexOf(word);
  if (plain >= 0) return { start: plain, end: plain + word.length };
  let offset = 0;
  for (const line of text.split('\n')) {
    if (fold(line).includes(word)) {
      const span = narrow(line, word);
      return { start: offset + span.start, end: offset + span.end };
    }
    offset += line.length + 1;
  }
  return null;
}

/** The shortest beginning of the line that holds the word, and the shortest end of that. */
function narrow(line: string, word: string): Span {
  let [without, end] = [0, line.length];
  while (end - without > 1) {
    const middle = Math.floor((without + end) / 2);
    if (fold(line.slice(0, middle)).includes(word)) end = middle;
    else without = middle;
  }
  let start = Math.max(0, end - 1);
  while (start > 0 && !fold(line.slice(start, end)).includes(word)) start--;
  return { start, end };
}

function cut(text: string, start: number, end: number): string {
  const from = wholeCharacter(text, Math.max(0, start - SNIPPET_AROUND));
  const to = wholeCharacter(text, Math.min(text.length, end + SNIPPET_AROUND));
  const piece = text.slice(from, to).replace(/\s+/gu, ' ').trim();
  return `${from > 0 ? '…' : ''}${piece}${to < text.length ? '…' : ''}`;
}

/** Moves a cut off the middle of a surrogate pair. */
function wholeCharacter(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}
