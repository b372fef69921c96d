import { createCodeIndex } from '../codes.ts';
import type { CrosswalkPair } from '../crosswalk.ts';
import type { Framework, Indicator } from '../framework.ts';
import { fold, lettersOf } from '../text.ts';
import { partnersOf } from './crosswalk.ts';
import { createExamples } from './examples.ts';
import { createPhraseIndex, type Phrase } from './phrases.ts';
import type { PreparedFramework } from './rule.ts';
import { businessPairs, createVocabulary, type WeightedWords } from './vocabulary.ts';
import type { Abbreviation, WordList } from './word-list.ts';

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

/** A word of a leaf as it is compared: folded, and whether it counts half (`~`). */
interface Cue {
  readonly text: string;
  readonly weak: boolean;
}

/** Makes a framework ready: its words, units and wording as indexes, and an empty book of what is decided in it. Done once for many documents. */
export function prepareFramework(
  framework: Framework,
  words: WordList,
  crosswalk: { readonly frameworks: readonly Framework[]; readonly pairs: readonly CrosswalkPair[] },
): PreparedFramework {
  const leaves = framework.indicators.filter((one) => one.leaf);
  const leafOf = new Map(leaves.map((leaf, index) => [leaf.id, index]));
  const leavesUnder = branches(framework.indicators, leafOf);
  const { subjectOf } = words;
  const cues = leaves.map((leaf) => (words.cues[framework.id]?.[leaf.code] ?? []).map(readCue));
  const above = leaves.map((): Indicator[] => []);
  for (const one of framework.indicators) for (const leaf of leavesUnder.get(one.id) ?? []) above[leaf]?.push(one);
  const vocabulary = createVocabulary(
    leaves.map((leaf, at) => {
      const own = vocabularyOf(leaf, above[at] ?? [], words.abbreviations, cues[at] ?? []);
      return own.map(({ text, weight }) => ({ text: subjectOf(text), weight }));
    }),
  );
  return {
    framework,
    leaves,
    leafOf,
    leavesUnder,
    codes: createCodeIndex(framework.indicators, framework.codeStyles),
    words: createPhraseIndex(wordsOf(framework, leaves, leavesUnder, words, cues)),
    units: createPhraseIndex(unitsOf(leaves, words)),
    vocabulary,
    business: businessPairs(words.everyday, vocabulary, leaves.length),
    examples: createExamples(subjectOf),
    partners: partnersOf(framework, crosswalk.frameworks, crosswalk.pairs, leafOf),
  };
}

function readCue(cue: string): Cue {
  const weak = cue.startsWith('~');
  return { text: fold(weak ? cue.slice(1) : cue), weak };
}

/** All words of one leaf, those of its branches too, weaker. */
function vocabularyOf(
  leaf: Indicator,
  branchesOf: readonly Indicator[],
  abbreviations: readonly Abbreviation[],
  cues: readonly Cue[],
): WeightedWords {
  const joined = ({ text }: Cue): boolean => text.includes('+');
  const plain = [leaf.name, ...leaf.keywords].map(fold);
  for (const cue of cues) if (!cue.weak && !joined(cue)) plain.push(cue.text);
  const known = new Set(plain);
  const short = abbreviations.flatMap((one) => (known.has(one.long) ? [one.short] : []));
  const weak = [leaf.standard, ...leaf.weakKeywords].map(fold);
  return [
    ...[...plain, ...short].map((text) => ({ text, weight: PLAIN })),
    ...cues.filter(joined).map(({ text }) => ({ text, weight: TOGETHER })),
    ...[...weak, ...cues.filter((cue) => cue.weak).map(({ text }) => text)].map((text) => ({ text, weight: WEAK })),
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

/** A word, or words that must all occur, and how strongly it speaks for a leaf, and for further ones: few have any. */
interface Collected {
  readonly words: readonly string[];
  readonly leaf: number;
  strength: number;
  more: Map<number, number> | null;
}

function wordsOf(
  framework: Framework,
  leaves: readonly Indicator[],
  leavesUnder: ReadonlyMap<string, readonly number[]>,
  { generic, abbreviations }: WordList,
  cues: readonly (readonly Cue[])[],
): Phrase[] {
  const collected = new Map<string, Collected>();
  const put = (folded: string, leaf: number, strength: number) => {
    const words = folded.includes('+')
      ? folded.split('+').map((one) => one.trim()).filter((one) => one !== '') // prettier-ignore
      : [folded.trim()];
    const [first = ''] = words;
    const key = words.length < 2 ? first : words.join('+');
    const held = collected.get(key);
    if (held === undefined) {
      if (words.length < 2 && (generic.has(first) || lettersOf(first).length < 2)) return;
      collected.set(key, { words, leaf, strength, more: null });
    } else if (held.leaf === leaf) held.strength = Math.max(held.strength, strength);
    else {
      held.more ??= new Map();
      held.more.set(leaf, Math.max(held.more.get(leaf) ?? 0, strength));
    }
  };
  leaves.forEach((leaf, index) => {
    for (const { text, weak } of cues[index] ?? []) put(text, index, weak ? WEAK_CUE : CUE);
    for (const keyword of leaf.keywords) put(fold(keyword), index, KEYWORD);
    for (const keyword of leaf.weakKeywords) put(fold(keyword), index, WEAK_KEYWORD);
    for (const part of leaf.name.split(/[^\p{L}\p{N}]+/u))
      if (part.length >= 4 && part.length <= 12) put(fold(part), index, NAME_PART);
  });
  for (const branch of framework.indicators) {
    if (branch.leaf) continue;
    const words = [...branch.keywords, branch.name].map(fold).filter((word) => word.length <= 12);
    for (const leaf of leavesUnder.get(branch.id) ?? []) for (const word of words) put(word, leaf, BRANCH);
  }
  for (const { short, long } of abbreviations)
    for (const [leaf, strength] of holdersOf(collected.get(long))) put(short, leaf, strength);
  return [...collected.values()].map((one) => {
    const { words, leaf, strength, more } = one;
    if (more === null) return { words, leaves: [{ leaf, weight: strength * lengthWeight(words, generic) }] };
    const holders = holdersOf(one);
    const strongest = Math.max(...holders.map(([, held]) => held));
    const kept = holders.filter(([, strength]) => strength >= strongest * 0.3);
    const shared = Math.sqrt(kept.filter(([, strength]) => strength >= strongest * 0.9).length);
    const said = lengthWeight(words, generic) / shared;
    return { words, leaves: kept.map(([leaf, strength]) => ({ leaf, weight: strength * said })) };
  });
}

function holdersOf(one: Collected | undefined): (readonly [leaf: number, strength: number])[] {
  return one === undefined ? [] : [[one.leaf, one.strength], ...(one.more ?? [])];
}

/**
 * Longer words are rarer: two characters weigh 1, four 2, then less for each further one. In a conjunction a word that only tells
 * the form of a document (方案, 照片) separates neighbours but says little of its subject.
 */
function lengthWeight(words: readonly string[], generic: ReadonlySet<string>): number {
  const length = words.reduce((sum, word) => sum + word.length * (generic.has(word) ? FORM_WORD : 1), 0);
  return length <= 4 ? length / 2 : 2 + Math.log2(length / 4) * 1.1;
}

function unitsOf(leaves: readonly Indicator[], { spellingsOf }: WordList): Phrase[] {
  const collected = new Map<string, Map<number, number>>();
  const put = (unit: string, leaf: number, weight: number) => {
    for (const spelling of spellingsOf(unit)) {
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
