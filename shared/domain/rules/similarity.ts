import { bigrams } from '../text.ts';
import type { TermIndex } from './rule.ts';

/** Terms of a text for comparing: pairs of characters without numbers, which change from one document to its sister. */
export function termsOf(folded: string): string[] {
  return bigrams(folded.replace(/\d+/g, ' '));
}

interface Entry {
  readonly terms: readonly string[];
  /** Its length under the weights of one state of the index. */
  length: { readonly value: number; readonly state: number } | null;
}

/**
 * Index of entries (each a list of terms) with the usual tf-idf weights, every entry of length 1. An entry that comes, goes or changes
 * costs its own terms; how long an entry is under the weights of now is reckoned when a text is first compared with it.
 */
export function createTermIndex(lists: readonly (readonly string[])[] = []): TermIndex {
  const entries = new Map<number, Entry>();
  const holders = new Map<string, Set<number>>();
  let state = 0;
  const rarity = (term: string): number => Math.log(1 + entries.size / (holders.get(term)?.size ?? 1));
  const lengthOf = (terms: readonly string[]): number => Math.hypot(...terms.map(rarity)) || 1;
  const put = (entry: number, terms: readonly string[] | null): void => {
    for (const term of entries.get(entry)?.terms ?? []) {
      const held = holders.get(term);
      held?.delete(entry);
      if (held?.size === 0) holders.delete(term);
    }
    if (terms === null) entries.delete(entry);
    else {
      const own = [...new Set(terms)];
      entries.set(entry, { terms: own, length: null });
      for (const term of own) {
        const held = holders.get(term);
        if (held) held.add(entry);
        else holders.set(term, new Set([entry]));
      }
    }
    state++;
  };
  lists.forEach((terms, entry) => put(entry, terms));
  return {
    put,
    similarities: (folded) => {
      const terms = [...new Set(termsOf(folded))];
      const sums = new Map<number, number>();
      for (const term of terms) {
        const held = holders.get(term);
        if (held === undefined) continue;
        const weight = rarity(term) ** 2;
        for (const entry of held) sums.set(entry, (sums.get(entry) ?? 0) + weight);
      }
      const length = lengthOf(terms);
      for (const [number, sum] of sums) {
        const entry = entries.get(number);
        if (entry === undefined) continue;
        if (entry.length?.state !== state) entry.length = { value: lengthOf(entry.terms), state };
        sums.set(number, sum / (length * entry.length.value));
      }
      return sums;
    },
  };
}
