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
 * whatever the number of words and leaves; of a conjunction's words each once, however often it occurs.
 */
export function createPhraseIndex(phrases: readonly Phrase[]): PhraseIndex {
  const single: Beginnings<{ readonly word: string; readonly phrase: Phrase }> = new Map();
  const together: Beginnings<{ readonly word: string; readonly number: number; readonly conjunctions: number[] }> = new Map();
  const conjunctions: { readonly phrase: Phrase; readonly words: number }[] = [];
  /** The entry of a conjunction's word in `together`. */
  const entries = new Map<string, number[]>();
  for (const phrase of phrases) {
    const [only] = phrase.words;
    if (phrase.words.length === 1 && only !== undefined) {
      listAt(single, only)?.push({ word: only, phrase });
      continue;
    }
    const distinct = phrase.words.length === 2 && phrase.words[0] !== phrase.words[1] ? phrase.words : [...new Set(phrase.words)];
    for (const word of distinct) {
      const known = entries.get(word);
      if (known) known.push(conjunctions.length);
      else {
        const holders = [conjunctions.length];
        listAt(together, word)?.push({ word, number: entries.size, conjunctions: holders });
        entries.set(word, holders);
      }
    }
    conjunctions.push({ phrase, words: distinct.length });
  }
  for (const list of single.values()) if (list.length > 1) list.sort((a, b) => b.word.length - a.word.length);
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
      const met = new Uint8Array(entries.size);
      /** How many words of each conjunction were met, in the order of meeting the first. */
      const seen = new Map<number, number>();
      for (const text of texts)
        for (let at = 0; at + 1 < text.length; at++)
          for (const { word, number, conjunctions: holders } of together.get(keyAt(text, at)) ?? []) {
            if (met[number] === 1 || !text.startsWith(word, at)) continue;
            met[number] = 1;
            for (const one of holders) seen.set(one, (seen.get(one) ?? 0) + 1);
          }
      return [...seen].flatMap(([one, count]) => {
        const conjunction = conjunctions[one];
        return conjunction?.words === count ? [conjunction.phrase] : [];
      });
    },
  };
}

/** Lists by the first two characters; see `keyAt`. */
type Beginnings<T> = Map<number, T[]>;

/** The list of the words that begin as this one does; null where it is too short to begin anything. */
function listAt<T>(index: Beginnings<T>, word: string): T[] | null {
  if (word.length < 2) return null;
  const key = keyAt(word, 0);
  const known = index.get(key);
  if (known) return known;
  const list: T[] = [];
  index.set(key, list);
  return list;
}

/** Small enough that a map needs no object for it. Two beginnings may share a key: what stands there is held against the text. */
function keyAt(text: string, at: number): number {
  return ((text.charCodeAt(at) & 0x3fff) << 16) | text.charCodeAt(at + 1);
}
