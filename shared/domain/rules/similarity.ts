import { bigrams } from '../text.ts';
import type { TermIndex } from './rule.ts';

/** Terms of a text for comparing: pairs of characters without numbers, which change from one document to its sister. */
export function termsOf(folded: string): string[] {
  return bigrams(folded.replace(/\d+/g, ' '));
}

/** Index of entries (each a list of terms) with the usual tf-idf weights, every entry of length 1. */
export function createTermIndex(entries: readonly (readonly string[])[]): TermIndex {
  const frequency = new Map<string, number>();
  for (const terms of entries) for (const term of new Set(terms)) frequency.set(term, (frequency.get(term) ?? 0) + 1);
  const idf = new Map([...frequency].map(([term, count]) => [term, Math.log(1 + entries.length / count)]));
  const lists = new Map<string, { entry: number; weight: number }[]>();
  entries.forEach((terms, entry) => {
    for (const [term, weight] of unit([...new Set(terms)], idf)) {
      const list = lists.get(term);
      if (list) list.push({ entry, weight });
      else lists.set(term, [{ entry, weight }]);
    }
  });
  return { entries: lists, idf };
}

function unit(terms: readonly string[], idf: ReadonlyMap<string, number>): [string, number][] {
  const unknown = Math.max(1, ...idf.values());
  const weights = terms.map((term): [string, number] => [term, idf.get(term) ?? unknown]);
  const length = Math.hypot(...weights.map(([, weight]) => weight));
  return weights.map(([term, weight]) => [term, weight / (length || 1)]);
}

/** Cosine of a text with every entry that shares a term with it. */
export function similarities(index: TermIndex, folded: string): Map<number, number> {
  const sums = new Map<number, number>();
  for (const [term, own] of unit([...new Set(termsOf(folded))], index.idf))
    for (const { entry, weight } of index.entries.get(term) ?? []) sums.set(entry, (sums.get(entry) ?? 0) + own * weight);
  return sums;
}
