import { fold } from '../../../shared/domain/text.ts';

/** Part of one of the pieces of text that stand on a page. */
export interface HitPart {
  readonly piece: number;
  readonly start: number;
  readonly end: number;
}

/** One place where a word stands, over one or several pieces. */
export type Hit = readonly HitPart[];

/** The words of a query as they are compared, without the white space that lines break into. */
export function wordsToFind(query: string): readonly string[] {
  return [...new Set(fold(query).split(/\s+/u))].filter((word) => word !== '');
}

/** Every place where one of the words stands in the pieces, in reading order; white space between and inside pieces does not count. */
export function findHits(pieces: readonly string[], words: readonly string[]): readonly Hit[] {
  if (words.length === 0) return [];
  const places: { readonly piece: number; readonly at: number; readonly length: number }[] = [];
  let text = '';
  pieces.forEach((piece, index) => {
    let at = 0;
    for (const character of piece) {
      const folded = fold(character).replace(/\s/gu, '');
      for (let unit = 0; unit < folded.length; unit++) places.push({ piece: index, at, length: character.length });
      text += folded;
      at += character.length;
    }
  });
  const spans = words.flatMap((word) => spansOf(text, word)).sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const hits: Hit[] = [];
  let reached = 0;
  for (const [from, to] of spans) {
    if (from < reached) continue;
    reached = to;
    hits.push(partsOf(places.slice(from, to)));
  }
  return hits;
}

function spansOf(text: string, word: string): (readonly [number, number])[] {
  const spans: (readonly [number, number])[] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) spans.push([at, at + word.length]);
  return spans;
}

function partsOf(places: readonly { readonly piece: number; readonly at: number; readonly length: number }[]): Hit {
  const parts: HitPart[] = [];
  for (const { piece, at, length } of places) {
    const last = parts.at(-1);
    if (last?.piece === piece) parts[parts.length - 1] = { ...last, end: at + length };
    else parts.push({ piece, start: at, end: at + length });
  }
  return parts;
}
