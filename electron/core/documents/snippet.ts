import { fold } from '../../../shared/domain/text.ts';

const AROUND = 30;

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

/** Where a folded word stands in the text as written. */
function findFolded(text: string, word: string): { start: number; end: number } | null {
  const plain = text.indexOf(word);
  if (plain >= 0) return { start: plain, end: plain + word.length };
  const folded = fold(text);
  const at = folded.indexOf(word);
  if (at < 0) return null;
  if (folded.length === text.length) return { start: at, end: at + word.length };
  // Folding changed lengths: walk both until the folded position is reached.
  let [start, written, position] = [-1, 0, 0];
  for (const character of text) {
    if (start < 0 && position >= at) start = written;
    if (position >= at + word.length) break;
    position += fold(character).length;
    written += character.length;
  }
  return { start: start < 0 ? Math.max(0, written - word.length) : start, end: written };
}

function cut(text: string, start: number, end: number): string {
  const from = wholeCharacter(text, Math.max(0, start - AROUND));
  const to = wholeCharacter(text, Math.min(text.length, end + AROUND));
  const piece = text.slice(from, to).replace(/\s+/gu, ' ').trim();
  return `${from > 0 ? '…' : ''}${piece}${to < text.length ? '…' : ''}`;
}

/** Moves a cut off the middle of a surrogate pair. */
function wholeCharacter(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}
