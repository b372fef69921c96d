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
 * character reads one list instead of joining those of all pieces that begin with it.
 */
export function gramsOf(folded: string): string {
  const seen = new Set<number>();
  for (let index = 0; index < folded.length; index++) {
    const code = folded.charCodeAt(index);
    if (!isGramCode(code)) continue;
    const next = index + 1 < folded.length ? folded.charCodeAt(index + 1) : 0;
    seen.add(code);
    if (isGramCode(next)) seen.add(code * 0x10000 + next);
  }
  const pieces: string[] = [];
  for (const piece of seen) {
    pieces.push(piece < 0x10000 ? String.fromCharCode(piece) : String.fromCharCode(Math.floor(piece / 0x10000), piece % 0x10000));
  }
  return pieces.join(' ');
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

/** Terms for one folded word without white space. */
export function wordQuery(word: string): WordQuery {
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
  const pairs = runs.flatMap((one) => Array.from({ length: one.length - 1 }, (_, start) => `"${one.slice(start, start + 2)}"`));
  const singles = runs.filter((one) => one.length === 1).map((one) => `"${one}"`);
  const terms = [...new Set(pairs.length > 0 ? pairs : singles)];
  return { word, terms, exact: word.length <= 2 && runs.length === 1 && runs[0]?.length === word.length };
}
