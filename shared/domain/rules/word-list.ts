import type { Lexicon } from '../lexicon.ts';
import { fold } from '../text.ts';
import { createUnitSpeller } from '../units.ts';
import { createSubjectOf } from './document.ts';
import { countPairs } from './vocabulary.ts';

/** What of the word list is the same for every framework, each word folded once. */
export interface WordList {
  readonly cues: Lexicon['cues'];
  /** Takes out of a folded text what says nothing of a subject. */
  readonly subjectOf: (folded: string) => string;
  /** Words that say nothing of a subject. */
  readonly generic: ReadonlySet<string>;
  readonly abbreviations: readonly Abbreviation[];
  /** Pairs of characters of the words of everyday business, and how many of these words have each. */
  readonly everyday: ReadonlyMap<string, number>;
  readonly spellingsOf: (unit: string) => readonly string[];
}

/** A short form and what it stands for. */
export interface Abbreviation {
  readonly short: string;
  readonly long: string;
}

/** Reads the word list for all frameworks. Costs its words once; those of the leaves are folded where a framework is made ready. */
export function readWordList(lexicon: Lexicon): WordList {
  const subjectOf = createSubjectOf(lexicon.genericTitleWords);
  return {
    cues: lexicon.cues,
    subjectOf,
    generic: new Set(lexicon.genericTitleWords.map(fold)),
    abbreviations: Object.entries(lexicon.abbreviations).map(([short, long]) => ({ short: fold(short), long: fold(long) })),
    everyday: countPairs(lexicon.everydayWords.map((word) => ({ text: subjectOf(fold(word)), weight: 1 }))),
    spellingsOf: createUnitSpeller(lexicon),
  };
}
