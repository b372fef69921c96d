/** A word or conjunction of words that speaks for leaves. */
export interface Phrase {
  /** One word, or the words that must all occur. */
  readonly words: readonly string[];
  readonly leaves: readonly { readonly leaf: number; readonly weight: number }[];
}

export interface PhraseHit {
  readonly phrase: Phrase;
  readonly start: number;
  readonly length: number;
}

export interface PhraseIndex {
  /** Hits in a folded text, in order. A hit inside a longer hit is left out; of equal hits the first stands. */
  readonly find: (text: string) => PhraseHit[];
  /** Conjunctions all of whose words occur somewhere in these texts. */
  readonly findTogether: (texts: readonly string[]) => Phrase[];
}

/**
 * Index over words by their first two characters: reading a text costs its length plus the words that really begin there,
 * whatever the number of words and leaves.
 */
export function createPhraseIndex(phrases: readonly Phrase[]): PhraseIndex {
  const single = new Map<number, { readonly word: string; readonly phrase: Phrase }[]>();
  const together = new Map<number, { readonly word: string; readonly conjunctions: Phrase[] }[]>();
  for (const phrase of phrases) {
    const [only] = phrase.words;
    if (phrase.words.length === 1 && only !== undefined) add(single, only, { word: only, phrase });
    else
      for (const word of phrase.words) {
        const slot = together.get(keyAt(word, 0))?.find((one) => one.word === word);
        if (slot) slot.conjunctions.push(phrase);
        else add(together, word, { word, conjunctions: [phrase] });
      }
  }
  for (const list of single.values()) list.sort((a, b) => b.word.length - a.word.length);
  return {
    find: (text) => {
      const hits: PhraseHit[] = [];
      let coveredTo = 0;
      for (let at = 0; at + 1 < text.length; at++) {
        const here = single.get(keyAt(text, at))?.find(({ word }) => text.startsWith(word, at));
        if (here === undefined || at + here.word.length <= coveredTo) continue;
        coveredTo = at + here.word.length;
        hits.push({ phrase: here.phrase, start: at, length: here.word.length });
      }
      return hits;
    },
    findTogether: (texts) => {
      const seen = new Map<Phrase, Set<string>>();
      for (const text of texts)
        for (let at = 0; at + 1 < text.length; at++)
          for (const { word, conjunctions } of together.get(keyAt(text, at)) ?? [])
            if (text.startsWith(word, at)) for (const one of conjunctions) noted(seen, one).add(word);
      return [...seen].filter(([phrase, words]) => words.size === new Set(phrase.words).size).map(([phrase]) => phrase);
    },
  };
}

function add<T>(index: Map<number, T[]>, word: string, value: T): void {
  if (word.length < 2) return;
  const list = index.get(keyAt(word, 0));
  if (list) list.push(value);
  else index.set(keyAt(word, 0), [value]);
}

function noted(seen: Map<Phrase, Set<string>>, phrase: Phrase): Set<string> {
  const words = seen.get(phrase) ?? new Set<string>();
  seen.set(phrase, words);
  return words;
}

function keyAt(text: string, at: number): number {
  return text.charCodeAt(at) * 65_536 + text.charCodeAt(at + 1);
}
