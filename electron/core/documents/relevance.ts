import { lastName } from '../../../shared/domain/paths.ts';
import type { Fields } from './text-check.ts';

// How well a document fits one word, as BM25F has it: hits count for more where the document is called so, for less the longer its text,
// and each further one for less than the one before. What is called so comes before what only speaks of it, however often.

/** What one place of a word is worth; `text` is what ever so many hits in the text come to, less than a title. */
const WORTH = { fileName: 16, heading: 8, folder: 0.5, text: 6 } as const;
/** Characters of a text of the usual length. */
const USUAL = 1000;
/** BM25's k1 and b, at their usual values. */
const [SATURATION, LENGTH_SHARE] = [1.2, 0.75];

/** Where a word stands in a document. */
export interface Places {
  readonly fileName: boolean;
  /** In the title or 文号. */
  readonly heading: boolean;
  readonly folder: boolean;
  readonly hits: number;
  /** Characters of the text. */
  readonly length: number;
}

/** How much a document is about a word: 0 where it is nowhere, without a unit. */
export function weightOf({ fileName, heading, folder, hits, length }: Places): number {
  const named = (fileName ? WORTH.fileName : 0) + (heading ? WORTH.heading : 0) + (folder ? WORTH.folder : 0);
  const usualLength = 1 - LENGTH_SHARE + (LENGTH_SHARE * length) / USUAL;
  return named + (WORTH.text * hits) / (hits + SATURATION * usualLength);
}

/** What a word is worth that so many of all documents hold (BM25's inverse document frequency): above 0, the rarer the more. */
export const rarityOf = (holding: number, documents: number): number =>
  Math.log(1 + (Math.max(documents, holding) - holding + 0.5) / (holding + 0.5));

/** Levels of a pair by the weight from which a document stands there, the highest first; below the last the index notes nothing. */
const LEVELS = [12, 8, 4.5, 3.5] as const;
/** Before a pair, one a level: letters that no folded text is cut into, so that such a token is none of a text. */
const MARKS = ['ε', 'δ', 'γ', 'β'] as const;

/** The tokens of a pair's levels, the highest first, each with the least weight of a document that has it. */
export const levelsOf = (pair: string): readonly { readonly token: string; readonly weight: number }[] =>
  LEVELS.map((weight, at) => ({ token: `${MARKS[at] ?? ''}${pair}`, weight }));

/** What a document is called: the names of its files, title and 文号, one a line. */
export const calledOf = ({ paths, heading }: Fields): string => `${fileNamesOf(paths)}\n${heading}`;

/** The names of files at these paths, one a line. */
export const fileNamesOf = (paths: string): string => paths.split('\n').map(lastName).join('\n');

/**
 * Tokens of the index that tell which frequent pairs a document is about more than by a single hit: one a pair, none for most.
 * `counted` are the frequent pairs of everything searched with how often each stands there, `named` the pairs of what the document is called;
 * `length` in characters.
 */
export function levelTokensOf(
  counted: Iterable<readonly [pair: string, times: number]>,
  named: ReadonlySet<string>,
  length: number,
): string[] {
  const tokens: string[] = [];
  for (const [pair, hits] of counted) {
    const heading = named.has(pair);
    if (hits < 2 && !heading) continue;
    const weight = weightOf({ fileName: false, heading, folder: false, hits, length });
    const level = LEVELS.findIndex((from) => weight >= from);
    if (level >= 0) tokens.push(`${MARKS[level] ?? ''}${pair}`);
  }
  return tokens;
}
