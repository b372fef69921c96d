/**
 * Overlapping 2-character pieces of folded text, as tokens for SQLite's `unicode61` tokenizer. Only characters that every
 * SQLite build takes for letters or digits are cut into pieces; all others separate, and are left to the check against the text.
 */
const isGramCode = (code: number): boolean =>
  (code >= 0x4e00 && code <= 0x9fcc) ||
  (code >= 0x61 && code <= 0x7a) ||
  (code >= 0x30 && code <= 0x39) ||
  (code >= 0x3400 && code <= 0x4db5);

/**
 * The distinct pieces of a text and its distinct characters, joined by spaces. A character alone is a piece, so that a query of one
 * character reads one list instead of joining those of all pieces that begin with it; so are three characters whose two pairs are frequent.
 */
export function gramsOf(folded: string, frequent: ReadonlySet<string>): string {
  const singles = new Set<number>();
  const pieces = pairsOf(folded);
  for (let index = 0; index < folded.length; index++) {
    const code = folded.charCodeAt(index);
    if (isGramCode(code)) singles.add(code);
  }
  if (frequent.size > 0) {
    let wasFrequent = false;
    for (let index = 0; index + 1 < folded.length; index++) {
      const isFrequent = frequent.has(folded.slice(index, index + 2));
      if (isFrequent && wasFrequent) pieces.add(folded.slice(index - 1, index + 2));
      wasFrequent = isFrequent;
    }
  }
  return [...[...singles].map((code) => String.fromCharCode(code)), ...pieces].join(' ');
}

/** The distinct pairs of neighbouring characters. */
export function pairsOf(folded: string): Set<string> {
  const seen = new Set<number>();
  let before = 0;
  for (let index = 0; index < folded.length; index++) {
    const code = folded.charCodeAt(index);
    const here = isGramCode(code) ? code : 0;
    if (here > 0 && before > 0) seen.add(before * 0x10000 + here);
    before = here;
  }
  const pairs = new Set<string>();
  for (const pair of seen) pairs.add(String.fromCharCode(Math.floor(pair / 0x10000), pair % 0x10000));
  return pairs;
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

/** What to ask the index for one folded word. `exact` means that a hit needs no check against the text. */
export interface WordQuery {
  readonly word: string;
  /** Terms that a document must all have, in FTS5 syntax; empty when the index cannot narrow this word. */
  readonly terms: readonly string[];
  readonly exact: boolean;
}

/** Terms for one folded word without white space, for an index written with these frequent pairs. */
export function wordQuery(word: string, frequent: ReadonlySet<string>): WordQuery {
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
  const pieces = runs.flatMap((one) => piecesOfRun(one, frequent));
  const singles = runs.filter((one) => one.length === 1);
  const terms = [...new Set(pieces.length > 0 ? pieces : singles)].map((piece) => `"${piece}"`);
  const one = runs.length === 1 && runs[0]?.length === word.length;
  return { word, terms, exact: one && (word.length <= 2 || (word.length === 3 && pieces.length === 1)) };
}

/** Pieces that a text with this run of characters must all have: threes where both their pairs are frequent, else pairs. */
function piecesOfRun(run: string, frequent: ReadonlySet<string>): readonly string[] {
  const pairs = Array.from({ length: Math.max(0, run.length - 1) }, (_, at) => run.slice(at, at + 2));
  const isThree = (at: number): boolean => frequent.has(pairs[at] ?? '') && frequent.has(pairs[at + 1] ?? '');
  return pairs.flatMap((pair, at) => {
    if (isThree(at)) return [run.slice(at, at + 3)];
    return at > 0 && isThree(at - 1) ? [] : [pair];
  });
}
