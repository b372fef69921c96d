import { createCodeIndex } from '../codes.ts';
import type { CrosswalkPair } from '../crosswalk.ts';
import type { Framework, Indicator } from '../framework.ts';
import type { Lexicon } from '../lexicon.ts';
import { fold, lettersOf } from '../text.ts';
import { unitSpellings } from '../units.ts';
import { partnersOf } from './crosswalk.ts';
import { createSubjectOf } from './document.ts';
import { createExamples } from './examples.ts';
import { createPhraseIndex, type Phrase } from './phrases.ts';
import type { PreparedFramework } from './rule.ts';
import { businessPairs, createVocabulary, type WeightedWords } from './vocabulary.ts';

/** How much a word's pieces tell in the vocabulary. */
const PLAIN = 1;
const TOGETHER = 0.6;
const WEAK = 0.5;
const OF_BRANCH = 0.2;
const CUE = 1;
const WEAK_CUE = 0.5;
const KEYWORD = 1;
const NAME_PART = 0.7;
const WEAK_KEYWORD = 0.4;
const BRANCH = 0.35;
const LEAD_UNIT = 0.35;
const OTHER_UNIT = 0.15;
const FORM_WORD = 0.4;

/** Makes a framework ready: its words, units and wording as indexes, and an empty book of what is decided in it. Done once for many documents. */
export function prepareFramework(
  framework: Framework,
  lexicon: Lexicon,
  crosswalk: { readonly frameworks: readonly Framework[]; readonly pairs: readonly CrosswalkPair[] },
): PreparedFramework {
  const leaves = framework.indicators.filter((one) => one.leaf);
  const leafOf = new Map(leaves.map((leaf, index) => [leaf.id, index]));
  const leavesUnder = branches(framework.indicators, leafOf);
  const subjectOf = createSubjectOf(lexicon.genericTitleWords);
  const vocabulary = createVocabulary(
    leaves.map((leaf, at) => {
      const above = framework.indicators.filter((one) => leavesUnder.get(one.id)?.includes(at));
      const words = vocabularyOf(leaf, above, lexicon, lexicon.cues[framework.id]?.[leaf.code] ?? []);
      return words.map(({ text, weight }) => ({ text: subjectOf(text), weight }));
    }),
  );
  return {
    framework,
    leaves,
    leafOf,
    leavesUnder,
    codes: createCodeIndex(framework.indicators, framework.codeStyles),
    words: createPhraseIndex(wordsOf(framework, leaves, leavesUnder, lexicon)),
    units: createPhraseIndex(unitsOf(leaves, lexicon)),
    vocabulary,
    business: businessPairs(lexicon.everydayWords.map(fold).map(subjectOf), vocabulary, leaves.length),
    examples: createExamples(subjectOf),
    partners: partnersOf(framework, crosswalk.frameworks, crosswalk.pairs, leafOf),
  };
}

/** All words of one leaf, those of its branches too, weaker. */
function vocabularyOf(
  leaf: Indicator,
  branchesOf: readonly Indicator[],
  lexicon: Lexicon,
  cues: readonly string[],
): WeightedWords {
  const plain = [leaf.name, ...leaf.keywords, ...cues.filter((cue) => !/^~|\+/u.test(cue))].map(fold);
  const weak = [leaf.standard, ...leaf.weakKeywords, ...cues.filter((cue) => cue.startsWith('~')).map((cue) => cue.slice(1))];
  const short = Object.entries(lexicon.abbreviations).flatMap(([one, long]) => (plain.includes(fold(long)) ? [one] : []));
  return [
    ...[...plain, ...short.map(fold)].map((text) => ({ text, weight: PLAIN })),
    ...cues.filter((cue) => cue.includes('+')).map((cue) => ({ text: fold(cue.replaceAll('+', ' ')), weight: TOGETHER })),
    ...weak.map((text) => ({ text: fold(text), weight: WEAK })),
    ...branchesOf.flatMap((branch) => branch.keywords.map((text) => ({ text: fold(text), weight: OF_BRANCH }))),
  ];
}

function branches(indicators: readonly Indicator[], leafOf: ReadonlyMap<string, number>): Map<string, number[]> {
  const parents = new Map(indicators.map((one) => [one.id, one.parentId]));
  const under = new Map<string, number[]>();
  for (const [id, leaf] of leafOf)
    for (let at = parents.get(id) ?? null; at !== null; at = parents.get(at) ?? null)
      under.set(at, [...(under.get(at) ?? []), leaf]);
  return under;
}

function wordsOf(
  framework: Framework,
  leaves: readonly Indicator[],
  leavesUnder: ReadonlyMap<string, readonly number[]>,
  lexicon: Lexicon,
): Phrase[] {
  const generic = new Set(lexicon.genericTitleWords.map(fold));
  const cues = lexicon.cues[framework.id] ?? {};
  const collected = new Map<string, Map<number, number>>();
  const put = (word: string, leaf: number, strength: number) => {
    const words = fold(word).split('+').map((one) => one.trim()).filter((one) => one !== ''); // prettier-ignore
    if (words.length === 0 || (words.length === 1 && (generic.has(words[0] ?? '') || lettersOf(words[0] ?? '').length < 2)))
      return;
    const key = words.join('+');
    const holders = collected.get(key) ?? new Map<number, number>();
    holders.set(leaf, Math.max(holders.get(leaf) ?? 0, strength));
    collected.set(key, holders);
  };
  leaves.forEach((leaf, index) => {
    for (const cue of cues[leaf.code] ?? []) put(cue.replace(/^~/, ''), index, cue.startsWith('~') ? WEAK_CUE : CUE);
    for (const keyword of leaf.keywords) put(keyword, index, KEYWORD);
    for (const keyword of leaf.weakKeywords) put(keyword, index, WEAK_KEYWORD);
    for (const part of leaf.name.split(/[^\p{L}\p{N}]+/u)) if (part.length >= 4 && part.length <= 12) put(part, index, NAME_PART);
  });
  for (const branch of framework.indicators) {
    if (branch.leaf) continue;
    for (const leaf of leavesUnder.get(branch.id) ?? [])
      for (const word of [...branch.keywords, branch.name]) if (fold(word).length <= 12) put(word, leaf, BRANCH);
  }
  for (const [short, long] of Object.entries(lexicon.abbreviations)) {
    const holders = collected.get(fold(long));
    if (holders) for (const [leaf, strength] of holders) put(short, leaf, strength);
  }
  return [...collected].map(([key, holders]) => {
    const words = key.split('+');
    const strongest = Math.max(...holders.values());
    const kept = [...holders].filter(([, strength]) => strength >= strongest * 0.3);
    const shared = Math.sqrt(kept.filter(([, strength]) => strength >= strongest * 0.9).length);
    return {
      words,
      leaves: kept.map(([leaf, strength]) => ({ leaf, weight: (strength * lengthWeight(words, generic)) / shared })),
    };
  });
}

/**
 * Longer words are rarer: two characters weigh 1, four 2, then less for each further one. In a conjunction a word that only tells
 * the form of a document (方案, 照片) separates neighbours but says little of its subject.
 */
function lengthWeight(words: readonly string[], generic: ReadonlySet<string>): number {
  const length = words.reduce((sum, word) => sum + word.length * (generic.has(word) ? FORM_WORD : 1), 0);
  return length <= 4 ? length / 2 : 2 + Math.log2(length / 4) * 1.1;
}

function unitsOf(leaves: readonly Indicator[], lexicon: Lexicon): Phrase[] {
  const collected = new Map<string, Map<number, number>>();
  const spelled = new Map<string, string[]>();
  const put = (unit: string, leaf: number, weight: number) => {
    const spellings = spelled.get(unit) ?? unitSpellings(unit, lexicon);
    spelled.set(unit, spellings);
    for (const spelling of spellings) {
      const holders = collected.get(spelling) ?? new Map<number, number>();
      holders.set(leaf, Math.max(holders.get(leaf) ?? 0, weight));
      collected.set(spelling, holders);
    }
  };
  leaves.forEach((leaf, index) => {
    if (leaf.leadUnit !== '') put(leaf.leadUnit, index, LEAD_UNIT);
    for (const unit of leaf.units) put(unit, index, OTHER_UNIT);
  });
  return [...collected].map(([word, holders]) => ({
    words: [word],
    leaves: [...holders].map(([leaf, weight]) => ({ leaf, weight })),
  }));
}
