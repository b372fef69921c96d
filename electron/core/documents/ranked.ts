import { fold } from '../../../shared/domain/text.ts';
import type { Database } from '../db/database.ts';
import { countBits, idsOf, inBoth, inEither, onlyInFirst, sameBits, type Bits } from './bits.ts';
import { readFrequent } from './frequent.ts';
import { wordQuery, type FrequentPieces } from './grams.ts';
import { fileNamesOf, levelsOf, rarityOf, weightOf } from './relevance.ts';
import { documentsOf, wordsOf } from './search.ts';
import { fieldsOf, textsOf, type Fields } from './text-check.ts';

// Order by relevance, in two looks. The levels that the index keeps of frequent pairs part the hits into tiers: joined bits, cheap whatever
// their number. Of the first documents of these the names and texts are read and the words counted. A pair without levels is rare.

/** Documents whose words are counted; of an index without levels, which is one of few documents, all hits. */
const COUNTED = { withLevels: 300, without: 2000 } as const;
/** More words and pairs of one word tell no more about the tier. */
const [WORDS, PAIRS] = [3, 4];

/** Whether a search has words that can be ranked: one character alone stands nearly everywhere, and tells nothing. */
export const canRank = (query: string): boolean => rankedWords(query).length > 0;

const rankedWords = (query: string): string[] => wordsOf(query).filter((word) => [...word].length > 1);

/** Documents in an order of their own. */
export interface Ranking {
  readonly total: number;
  /** Ids of so many of them from a place on. */
  readonly ids: (offset: number, limit: number) => readonly number[];
}

/** By the answer of a search, which stays the same object until the index changes. */
const kept = new WeakMap<Bits, { readonly shown: Bits; readonly ranking: Ranking }>();

/**
 * Those of the documents a search found that are `shown`, the one that fits best first, the newest first among equals. `answer` is what
 * `searchDocuments` gave; the last ranking of it is kept.
 */
export async function byRelevance(db: Database, query: string, answer: Bits, shown: Bits): Promise<Ranking> {
  const known = kept.get(answer);
  if (known && sameBits(known.shown, shown)) return known.ranking;
  const frequent = await readFrequent(db);
  const words = await withRarity(db, rankedWords(query), frequent);
  const tiers = await tiersOf(db, shown, words, frequent);
  const most = frequent.numbers.size > 0 ? COUNTED.withLevels : COUNTED.without;
  const best = await byCount(db, idsOfTiers(tiers, 0, most), words);
  const ids: Ranking['ids'] = (offset, limit) => [
    ...best.slice(offset, offset + limit),
    ...idsOfTiers(tiers, Math.max(offset, best.length), Math.min(limit, offset + limit - best.length)),
  ];
  const ranking = { total: countBits(shown), ids };
  kept.set(answer, { shown, ranking });
  return ranking;
}

interface RankedWord {
  readonly word: string;
  readonly rarity: number;
}

/** The words with what each is worth; a single one is weighed against nothing. */
async function withRarity(db: Database, words: readonly string[], frequent: FrequentPieces): Promise<readonly RankedWord[]> {
  if (words.length === 1) return words.map((word) => ({ word, rarity: 1 }));
  const all = (await db.get<{ n: number }>('SELECT count(*) AS n FROM documents'))?.n ?? 0;
  const ranked: RankedWord[] = [];
  for (const word of words) {
    const holding = countBits(await documentsOf(db, wordQuery(word, frequent).pieces, frequent));
    ranked.push({ word, rarity: rarityOf(holding, all) });
  }
  return ranked;
}

interface Tier {
  /** What it adds to a score, or the score itself. */
  readonly weight: number;
  readonly documents: Bits;
}

/** The documents parted by the levels of the words' pairs, the best first. */
async function tiersOf(
  db: Database,
  shown: Bits,
  words: readonly RankedWord[],
  frequent: FrequentPieces,
): Promise<readonly Bits[]> {
  let tiers: readonly Tier[] = [{ weight: 0, documents: shown }];
  for (const { word, rarity } of words.slice(0, WORDS)) {
    const levels = await levelsOfWord(db, word, frequent);
    tiers = tiers.flatMap(({ weight: score, documents }) => {
      const parts: Tier[] = [];
      let rest = documents;
      for (const { weight, documents: standing } of levels) {
        parts.push({ weight: score + rarity * weight, documents: inBoth(rest, standing) });
        rest = onlyInFirst(rest, standing);
      }
      return [...parts, { weight: score, documents: rest }].filter((tier) => tier.documents.some((byte) => byte > 0));
    });
  }
  return [...tiers].sort((one, other) => other.weight - one.weight).map(({ documents }) => documents);
}

/** The documents on each level of a word, the highest first: those that stand so high with every frequent pair of it. */
async function levelsOfWord(db: Database, word: string, frequent: FrequentPieces): Promise<readonly Tier[]> {
  const pairs = Array.from({ length: word.length - 1 }, (_, at) => word.slice(at, at + 2));
  const known = [...new Set(pairs)].filter((pair) => frequent.numbers.has(pair)).slice(0, PAIRS);
  const joined: Tier[] = [];
  for (const pair of known) {
    let standing: Bits = new Uint8Array();
    for (const [at, { token, weight }] of levelsOf(pair).entries()) {
      standing = inEither(standing, await documentsOf(db, [token], frequent));
      const before = joined[at];
      joined[at] = { weight, documents: before ? inBoth(before.documents, standing) : standing };
    }
  }
  return joined;
}

function idsOfTiers(tiers: readonly Bits[], offset: number, limit: number): readonly number[] {
  const ids: number[] = [];
  let passed = 0;
  for (const documents of tiers) {
    if (ids.length >= limit) break;
    const count = countBits(documents);
    const from = Math.max(0, offset - passed);
    if (from < count) ids.push(...idsOf(documents, { offset: from, limit: limit - ids.length }));
    passed += count;
  }
  return ids;
}

/** These documents by their words, counted where they stand; the newest first among equals. */
async function byCount(db: Database, ids: readonly number[], words: readonly RankedWord[]): Promise<readonly number[]> {
  const packed = JSON.stringify(ids);
  const texts = await textsOf(db, packed);
  const scored = (await fieldsOf(db, packed)).map((fields) => ({
    id: fields.id,
    score: scoreOf(fields, texts.get(fields.id) ?? '', words),
  }));
  return scored.sort((one, other) => other.score - one.score || other.id - one.id).map(({ id }) => id);
}

function scoreOf(fields: Fields, text: string, words: readonly RankedWord[]): number {
  const [paths, heading] = [fold(fields.paths), fold(fields.heading)];
  const fileNames = fileNamesOf(paths);
  const folded = fold(text);
  let score = 0;
  for (const { word, rarity } of words) {
    const places = { fileName: fileNames.includes(word), heading: heading.includes(word), folder: paths.includes(word) };
    score += rarity * weightOf({ ...places, hits: timesIn(folded, word), length: folded.length });
  }
  return score;
}

function timesIn(text: string, word: string): number {
  let times = 0;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) times++;
  return times;
}
