/**
 * Overlapping pieces of folded text, most of two characters, as tokens for SQLite's `unicode61` tokenizer. Only characters that every
 * SQLite build takes for letters or digits are cut into pieces; all others separate, and are left to the check against the text.
 */
export const isGramCode = (code: number): boolean =>
  (code >= 0x4e00 && code <= 0x9fcc) ||
  (code >= 0x61 && code <= 0x7a) ||
  (code >= 0x30 && code <= 0x39) ||
  (code >= 0x3400 && code <= 0x4db5);

/** The longest piece: of a longer word all such pieces are asked for, and the text of what has them. */
export const LONGEST = 6;

/**
 * Pieces that stand in many documents (`frequent.ts`); those whose lists the index keeps as bits (`lists.ts`) with a number, others with
 * null. With a piece also the shorter ones it is made of are frequent.
 */
export interface FrequentPieces {
  readonly numbers: ReadonlyMap<string, number | null>;
  /** Of those of two characters the same, by their codes: a text has hundreds of pairs, and no text is made of a frequent one. */
  readonly pairs: ReadonlyMap<number, number | null>;
}

/** Frequent pieces with their numbers. */
export function frequentPieces(numbers: ReadonlyMap<string, number | null>): FrequentPieces {
  const pairs = new Map<number, number | null>();
  for (const [piece, number] of numbers)
    if (piece.length === 2) pairs.set(pairKey(piece.charCodeAt(0), piece.charCodeAt(1)), number);
  return { numbers, pairs };
}

/** Below 2 ** 31, which V8 holds without an object of its own. */
const pairKey = (before: number, here: number): number => before * PAIR_BASE + here;
const PAIR_BASE = 0x9fcd;

/** The distinct pieces of a text: the numbers of those that have one, the others as they are written. */
export interface Pieces {
  readonly numbers: number[];
  readonly others: string[];
}

/** The same, and how often each frequent pair stands there. */
export interface CountedPieces extends Pieces {
  readonly counted: readonly (readonly [pair: string, times: number])[];
}

/**
 * The distinct pieces of a folded text. A character alone is a piece, so that a query of one character reads one list instead of joining
 * those of all pairs that begin with it. So are three characters whose two pairs are frequent, four whose two threes are, and so on: where
 * frequent pieces overlap, their lists tell little of the word that both are part of. Linear in the characters, times `LONGEST` at most.
 */
export function piecesOf(folded: string, frequent: FrequentPieces, longest = LONGEST): Pieces {
  const { numbers, others } = countedPiecesOf(folded, frequent, longest);
  return { numbers, others };
}

/** The pieces of `piecesOf`, the frequent ones counted. */
export function countedPiecesOf(folded: string, frequent: FrequentPieces, longest = LONGEST): CountedPieces {
  const [numbers, others]: [number[], string[]] = [[], []];
  /** Takes a piece in; whether it is frequent. */
  const add = (number: number | null | undefined, piece: () => string): boolean => {
    if (typeof number === 'number') numbers.push(number);
    else others.push(piece());
    return number !== undefined;
  };
  const singles = new Set<number>();
  /** Of each pair met, by its two codes, how often, 0 where it is not frequent; of each longer piece met whether it is frequent. */
  const [pairs, longer] = [new Map<number, number>(), new Map<string, boolean>()];
  let before = 0;
  /** Up to which length the pieces that end at the character before are frequent. */
  let reached = 1;
  for (let index = 0; index < folded.length; index++) {
    const code = folded.charCodeAt(index);
    const here = isGramCode(code) ? code : 0;
    let reaches = 1;
    if (here > 0) {
      if (!singles.has(here)) {
        singles.add(here);
        const single = String.fromCharCode(here);
        add(frequent.numbers.get(single), () => single);
      }
      if (before > 0) {
        const pair = pairKey(before, here);
        const times = pairs.get(pair);
        if (times === undefined) {
          const isFrequent = add(frequent.pairs.get(pair), () => folded.slice(index - 1, index + 1));
          pairs.set(pair, isFrequent ? 1 : 0);
          if (isFrequent) reaches = 2;
        } else if (times > 0) {
          pairs.set(pair, times + 1);
          reaches = 2;
        }
      }
      for (let length = 3; reaches === length - 1 && reached >= reaches && length <= longest; length++) {
        const piece = folded.slice(index + 1 - length, index + 1);
        let isFrequent = longer.get(piece);
        if (isFrequent === undefined) longer.set(piece, (isFrequent = add(frequent.numbers.get(piece), () => piece)));
        if (isFrequent) reaches = length;
      }
    }
    reached = reaches;
    before = here;
  }
  const counted: [string, number][] = [];
  for (const [key, times] of pairs)
    if (times > 0) counted.push([String.fromCharCode(Math.floor(key / PAIR_BASE), key % PAIR_BASE), times]);
  return { numbers, others, counted };
}

const isHan = (code: number): boolean => code >= 0x4e00 && code <= 0x9fff;

/** Whether two texts have the same runs of Chinese characters, whatever stands between them: a word of such characters is in both or in neither. */
export function sameHanRuns(one: string, other: string): boolean {
  let [at, beside] = [0, 0];
  for (;;) {
    const [from, fromBeside] = [at, beside];
    while (at < one.length && !isHan(one.charCodeAt(at))) at++;
    while (beside < other.length && !isHan(other.charCodeAt(beside))) beside++;
    if (at === one.length || beside === other.length) return at === one.length && beside === other.length;
    if (from > 0 && fromBeside > 0 && at > from !== beside > fromBeside) return false;
    if (one.charCodeAt(at++) !== other.charCodeAt(beside++)) return false;
  }
}

/** Before the pairs of names: a letter, so that the tokenizer takes both for one token, that no text is cut into: an exact piece is never one. */
const IN_NAMES = 'α';

/** The pairs of what a document is called, as pieces of their own, so that its names are looked at only where they may hold the word. */
export const namePiecesOf = (foldedNames: string): readonly string[] =>
  Array.from(pairsOf(foldedNames), (pair) => IN_NAMES + pair);

/** The distinct pairs of a folded text. */
export const pairsOf = (folded: string): ReadonlySet<string> =>
  new Set(piecesOf(folded, NONE, 2).others.filter((piece) => piece.length === 2));

const NONE = frequentPieces(new Map());

/** What to ask the index for one folded word. `exact` means that a hit needs no check against the text. */
export interface WordQuery {
  readonly word: string;
  /** Pieces that a document must all have; empty when the index cannot narrow this word. */
  readonly pieces: readonly string[];
  /** Pieces that names with this word must all have; empty when they cannot be narrowed. */
  readonly namePieces: readonly string[];
  readonly exact: boolean;
}

/** What to ask for one folded word without white space, of an index written with these frequent pieces. */
export function wordQuery(word: string, frequent: FrequentPieces): WordQuery {
  const runs: string[] = [];
  let run = '';
  for (let index = 0; index <= word.length; index++) {
    const inRun = index < word.length && isGramCode(word.charCodeAt(index));
    if (inRun) run += word[index];
    else if (run !== '') {
      runs.push(run);
      run = '';
    }
  }
  const long = runs.flatMap((one) => piecesOfRun(one, frequent));
  const singles = runs.filter((one) => one.length === 1);
  const pieces = [...new Set(long.length > 0 ? long : singles)];
  return { word, pieces, namePieces: namePiecesOf(word), exact: pieces.length === 1 && pieces[0] === word };
}

/** Pieces that a text with this run of characters must all have: the longest that the index holds, none inside another. */
function piecesOfRun(run: string, frequent: FrequentPieces): readonly string[] {
  /** Where the longest piece that ends at each character begins; never before that of the character before. */
  const starts: number[] = [];
  let reached = 1;
  for (let index = 1; index < run.length; index++) {
    let [length, reaches] = [2, frequent.numbers.has(run.slice(index - 1, index + 1)) ? 2 : 1];
    while (reaches === length && reached >= length && length < LONGEST) {
      length++;
      if (frequent.numbers.has(run.slice(index + 1 - length, index + 1))) reaches = length;
    }
    starts.push(index + 1 - length);
    reached = reaches;
  }
  return starts.flatMap((start, at) => (starts[at + 1] === start ? [] : [run.slice(start, at + 2)]));
}
