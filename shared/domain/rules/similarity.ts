import { bigrams, lettersOf } from '../text.ts';
import type { Evidence, Rule, TermIndex } from './rule.ts';

const WORDING = 1.3;
const CONFIRMED = 3.2;
const ENOUGH_WORDING = 0.22;
const ENOUGH_CONFIRMED = 0.45;
const SAME_FOLDER = 0.8;
/** A shorter subject than this is shared by chance. */
const TELLING_LETTERS = 6;

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

/** Wording shared with the leaf's own name and words: what still helps where no listed word fits, e.g. in an imported framework. */
export const wordingRule: Rule = (document, framework) => {
  const text = document.name === '' ? document.title : document.name;
  return [...similarities(framework.wording, text)]
    .filter(([, cosine]) => cosine >= ENOUGH_WORDING)
    .map(([leaf, cosine]): Evidence => ({ leaf, weight: cosine * WORDING, kind: 'wording', text: '用词与指标表述相近' }));
};

/** Likeness to documents a person confirmed, and having been put into the same folder as they. */
export const confirmedRule: Rule = (document, framework) => {
  if (framework.confirmed.length === 0) return [];
  const best = new Map<number, Evidence>();
  const offer = (one: Evidence) => {
    if ((best.get(one.leaf)?.weight ?? 0) < one.weight) best.set(one.leaf, one);
  };
  const subject = framework.subjectOf(`${document.name} ${document.title}`);
  const telling = Math.min(1, lettersOf(subject).length / TELLING_LETTERS);
  for (const [entry, cosine] of similarities(framework.examples, subject)) {
    const example = framework.confirmed[entry];
    if (example === undefined || cosine < ENOUGH_CONFIRMED) continue;
    offer({
      leaf: example.leaf,
      weight: cosine * telling * CONFIRMED,
      kind: 'confirmed',
      text: `与已确认的《${example.title || example.name}》相似`,
    });
  }
  for (const example of framework.confirmedIn.get(document.folders.join('/')) ?? [])
    offer({
      leaf: example.leaf,
      weight: SAME_FOLDER,
      kind: 'folder',
      text: `与已确认的《${example.title || example.name}》在同一文件夹`,
    });
  return [...best.values()];
};
