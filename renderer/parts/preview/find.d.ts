/** Part of one of the pieces of text that stand on a page. */
export interface HitPart {
  readonly piece: number;
  readonly start: number;
  readonly end: number;
}
/** One place where a word stands, over one or several pieces. */
export type Hit = readonly HitPart[];
/** The words of a query as they are compared, without the white space that lines break into. */
export declare function wordsToFind(query: string): readonly string[];
/** Every place where one of the words stands in the pieces, in reading order; white space between and inside pieces does not count. */
export declare function findHits(pieces: readonly string[], words: readonly string[]): readonly Hit[];
