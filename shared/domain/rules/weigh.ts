import type { Band } from '../link.ts';
import type { Evidence, EvidenceKind, PreparedDocument, PreparedFramework } from './rule.ts';
import { bigrams, lettersOf } from '../text.ts';

/**
 * How much one unit of each kind of evidence says, as log odds. Fitted by maximum likelihood on the tune half of the labelled files with
 * word lists that each lack a third of their words, chosen by chance (docs/suggestions.md says how); `code` and what is learned, known
 * from elsewhere or asked for are set by hand.
 */
const WEIGHTS: Readonly<Record<EvidenceKind, number>> = {
  code: 0.9,
  name: 1.4,
  title: 1.4,
  folder: 3.5,
  unit: 4.7,
  text: 0.57,
  'wording-name': 0.65,
  'wording-title': 0.65,
  'wording-folder': 0.68,
  'wording-text': 1.02,
  confirmed: 7,
  learned: 2,
  rule: 2,
  crosswalk: 1.8,
};
/** Where the name says nothing, the text has to speak for it. */
const TEXT_ALONE = 9.5;
/**
 * Log odds that a file proves nothing: to begin with, for a name that says nothing, for a longer one, for a strange one, for a name of
 * everyday office business, for a folder of such business, for each word of it in the name and in the beginning of the text, and for
 * pieces of such words in the name.
 */
const NOTHING = {
  begin: 2.65,
  silent: 0.2,
  long: 0.75,
  strange: 1.1,
  everyday: 4.8,
  everydayFolder: 2,
  wordInName: 3.2,
  wordInHead: 2.2,
  pieces: 1.05,
};
/** Further words say no more. */
const MOST_WORDS = { name: 2, head: 5 };
const LONG_LETTERS = 10;
const SHOWN = 5;
const LEAST_SHOWN = 0.02;
/** Where the first is not sure, what a clerk reaches with keys 2 and 3 may be less likely. */
const OFFERED = 3;
const LEAST_OFFERED = 0.005;
const SURE = 0.993;
/** The first suggestion's odds against proving nothing, below which the file is left alone: with a listed word, and without. */
const ENOUGH = 0.155;
const ENOUGH_UNLISTED = 0.335;
const LEAST_FIRST = 0.02;
const HIGH = 0.95;
const MEDIUM = 0.5;

const UNLISTED: ReadonlySet<EvidenceKind> = new Set(['wording-name', 'wording-title', 'wording-folder', 'wording-text', 'unit']);

/** Shares are surer of themselves than files no word list knows bear out: of the tune files another author wrote last, 99 % were right from a share of 0.993, which is `HIGH`. */
const MODESTY = 0.6;
const MOST = 0.99;
/** Where there is a text of so many characters and nothing listed for the leaf stands in it, the name may mislead: never more than this. */
const READ_CHARACTERS = 30;
const UNSUPPORTED = 0.9;
const SUPPORT: ReadonlySet<EvidenceKind> = new Set(['text', 'code', 'confirmed', 'learned', 'rule', 'crosswalk']);

/** A leaf with its share of all that the evidence allows, made modest, 0..1: about the share of such suggestions that are right. */
export interface Weighed {
  readonly leaf: number;
  readonly score: number;
  /** Strongest first. */
  readonly evidence: readonly Evidence[];
}

/**
 * Weighs the evidence of all rules: every leaf and the answer “proves nothing” share 1 by their log odds (softmax), so a document
 * that speaks of many leaves alike proves none of them. Best first, at most five and what a clerk's rule asks for, however little else
 * speaks for it; empty where nothing is likelier than any leaf.
 */
export function weigh(document: PreparedDocument, framework: PreparedFramework, evidence: readonly Evidence[]): Weighed[] {
  const byLeaf = new Map<number, { odds: number; evidence: Evidence[] }>();
  for (const one of evidence) {
    const said = { ...one, weight: one.weight * weightOf(one.kind, document) };
    const held = byLeaf.get(one.leaf) ?? { odds: 0, evidence: [] };
    held.odds += said.weight;
    held.evidence.push(said);
    byLeaf.set(one.leaf, held);
  }
  const nothing = nothingOdds(document, framework);
  const highest = Math.max(nothing, ...[...byLeaf.values()].map(({ odds }) => odds));
  const share = (odds: number) => Math.exp(odds - highest);
  const all = [...byLeaf.values()].reduce((sum, { odds }) => sum + share(odds), share(nothing));
  const ranked = [...byLeaf]
    .map(([leaf, one]) => ({
      leaf,
      score: share(one.odds) / all,
      evidence: one.evidence.toSorted((a, b) => b.weight - a.weight),
    }))
    .sort((a, b) => b.score - a.score || a.leaf - b.leaf);
  const [first] = ranked;
  if (first === undefined || first.score < LEAST_FIRST) return [];
  const listed = first.evidence.some(({ kind }) => !UNLISTED.has(kind));
  if (first.score < ((listed ? ENOUGH : ENOUGH_UNLISTED) * share(nothing)) / all) return [];
  const leastAt = (place: number): number => (place < OFFERED && first.score < SURE ? LEAST_OFFERED : LEAST_SHOWN);
  const ruled = (one: Weighed): boolean => one.evidence.some(({ kind }) => kind === 'rule');
  return ranked
    .filter((one, place) => (place < SHOWN && one.score >= leastAt(place)) || ruled(one))
    .map((one) => ({ ...one, score: Math.round(Math.min(mostOf(one, document), modest(one.score)) * 1000) / 1000 }));
}

function mostOf({ evidence }: Weighed, { text }: PreparedDocument): number {
  return text.length < READ_CHARACTERS || evidence.some(({ kind }) => SUPPORT.has(kind)) ? MOST : UNSUPPORTED;
}

/** The odds of a share to the power of `MODESTY`, as a share again. */
function modest(share: number): number {
  return 1 / (1 + (1 / share - 1) ** MODESTY);
}

function weightOf(kind: EvidenceKind, { silent }: PreparedDocument): number {
  return WEIGHTS[kind] * (kind === 'text' && silent ? TEXT_ALONE : 1);
}

function nothingOdds(
  { silent, everyday, everydayFolder, business, subject }: PreparedDocument,
  { vocabulary, business: known }: PreparedFramework,
): number {
  const pairs = bigrams(subject.name);
  const strange = pairs.length === 0 ? 0 : pairs.filter((pair) => !vocabulary.has(pair)).length / pairs.length;
  return (
    NOTHING.begin +
    (NOTHING.pieces * [...new Set(pairs)].reduce((sum, pair) => sum + (known.get(pair) ?? 0), 0)) / Math.max(1, pairs.length) +
    (silent ? NOTHING.silent : 0) +
    NOTHING.long * Math.min(1, lettersOf(subject.name).length / LONG_LETTERS) +
    NOTHING.strange * strange +
    (everyday ? NOTHING.everyday : 0) +
    (everydayFolder ? NOTHING.everydayFolder : 0) +
    NOTHING.wordInName * Math.min(MOST_WORDS.name, business.name) +
    NOTHING.wordInHead * Math.min(MOST_WORDS.head, business.head)
  );
}

/** 高: what a clerk may confirm many at a time; 中: likelier right than wrong. */
export function bandOf(score: number): Band {
  return score >= HIGH ? 'high' : score >= MEDIUM ? 'medium' : 'low';
}
