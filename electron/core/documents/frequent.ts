import type { Database, Sql } from '../db/database.ts';
import { fold } from '../../../shared/domain/text.ts';
import { countedPiecesOf, frequentPieces, isGramCode, LONGEST, type FrequentPieces } from './grams.ts';
import { LIST_TABLE } from './lists.ts';
import { levelTokensOf } from './relevance.ts';

// Which pieces are frequent is chosen once from a sample and kept with the index, since what is asked must fit what was written;
// whatever they are, the answers are the same.

/** Fewer documents are looked through as quickly without. */
const FROM_DOCUMENTS = 2000;
/** Chosen anew, and the index made anew, when the archive has grown so many times: together a third more work than making it once. */
const GROWTH = 4;
/** Of one text; what makes a long text long is more of the same. */
const CHARACTERS = 10_000;
/** A piece is frequent in more documents than these: the most that a search for a word with a rarer piece looks through, 10 µs each. */
const LOOKED_THROUGH = 400;
/** As a share of all documents within these bounds: below the lower one the index would outgrow the text. */
const SHARES = { least: 0.004, most: 0.02 } as const;
/** Documents of a part of the sample in which a piece that is just frequent stands. */
const SEEN = 8;
/** Parts of the sample, and the characters from which on no further one is read. */
const [PARTS, ROOM] = [3, 10_000_000];
/** From this share on a bit a document takes less room than a list. */
const SHARE_AS_BITS = 0.1;
/** Of one length. */
const MOST = 16_384;

/** Tables of the index that this file keeps, as SQL. */
export const FREQUENT_TABLES = `
  CREATE TABLE search.frequent (piece TEXT PRIMARY KEY, number INTEGER) WITHOUT ROWID;
  CREATE TABLE search.chosen (documents INTEGER NOT NULL);
  INSERT INTO search.chosen VALUES (0);`;

const held = new WeakMap<Database, FrequentPieces>();

/** The pieces the index was written with; held until they are chosen anew. */
export async function readFrequent(db: Database): Promise<FrequentPieces> {
  const known = held.get(db);
  if (known) return known;
  const packed = await db.get<{ pieces: string }>(
    'SELECT json_group_array(json_array(piece, number)) AS pieces FROM search.frequent',
  );
  const pieces = frequentPieces(new Map(JSON.parse(packed?.pieces ?? '[]') as [string, number | null][]));
  held.set(db, pieces);
  return pieces;
}

/** To be called when the index is made anew, and before it is written to. */
export const forgetFrequent = (db: Database): void => void held.delete(db);

/** Chooses the pieces anew where it is time to; then the index is empty and every document waits. True when it did. */
export async function chooseFrequent(db: Database): Promise<boolean> {
  const counted = await db.get<{ now: number; then: number }>(
    'SELECT (SELECT count(*) FROM documents) AS now, (SELECT documents FROM search.chosen) AS "then"',
  );
  const { now = 0, then = 0 } = counted ?? {};
  if (now < FROM_DOCUMENTS || now < then * GROWTH) return false;
  await db.transaction(async (tx) => {
    const pieces = await sample(tx, Math.min(SHARES.most, Math.max(SHARES.least, LOOKED_THROUGH / now)));
    await tx.run('DELETE FROM search.frequent');
    await tx.run('INSERT INTO search.frequent SELECT value ->> 0, value ->> 1 FROM json_each(?)', [JSON.stringify(pieces)]);
    await tx.run('UPDATE search.chosen SET documents = ?', [now]);
    await tx.run("INSERT INTO search.grams (grams) VALUES ('delete-all')");
    await tx.run(`DELETE FROM ${LIST_TABLE}`);
    await tx.run('DELETE FROM search.respelled');
    await tx.run('INSERT OR IGNORE INTO search.pending SELECT id FROM documents');
  });
  return true;
}

/** A text of the sample, folded, and where a piece begins that longer ones may begin with: first each character of a piece. */
interface Followed {
  readonly text: string;
  readonly begins: Uint8Array;
}

/** Texts that lie evenly in the archive: a first part that chance decides too much of, and more of the same size as far as there is room. */
async function sampleOf(
  tx: Sql,
  size: number,
): Promise<{ readonly first: readonly Followed[]; readonly more: readonly Followed[] }> {
  const parts: Followed[][] = [];
  let characters = 0;
  for (let part = 0; part < PARTS && (part === 0 || characters < ROOM); part++) {
    const texts = await tx.all<{ text: string }>(
      `WITH apart (step) AS (SELECT max(1, count(*) / ${size}) FROM contents)
       SELECT substr(text, 1, ${CHARACTERS}) AS text FROM contents, apart WHERE document_id % step = step * ${part} / ${PARTS} LIMIT ${size}`,
    );
    parts.push(texts.map(({ text }) => followed(fold(text))));
    for (const { text } of texts) characters += text.length;
  }
  const [first = [], ...more] = parts;
  return { first, more: more.flat() };
}

function followed(text: string): Followed {
  const begins = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) begins[at] = isGramCode(text.charCodeAt(at)) ? 1 : 0;
  return { text, begins };
}

/** Goes through the pieces of a length of a text: as `piecesOf` cuts them, each as often as it stands there. */
function eachPiece({ text, begins }: Followed, length: number, take: (piece: string, at: number) => void): void {
  for (let at = 0; at + length <= text.length; at++)
    if (begins[at] === 1 && (length === 1 || begins[at + 1] === 1)) take(text.slice(at, at + length), at);
}

/** More than the texts of a sample. In how many of them a piece stands is held with the last of them as one number. */
const MOST_TEXTS = 2 ** 14;

/** How many texts hold each piece of a length: all pieces of the first part, in the others only what was met half as often as a frequent one. */
function countPieces(first: readonly Followed[], more: readonly Followed[], length: number, share: number): Map<string, number> {
  const counts = new Map<string, number>();
  const count = (one: Followed, number: number, all: boolean): void =>
    eachPiece(one, length, (piece) => {
      const held = counts.get(piece);
      if (held === undefined ? all : Math.floor(held / MOST_TEXTS) !== number)
        counts.set(piece, number * MOST_TEXTS + ((held ?? 0) % MOST_TEXTS) + 1);
    });
  for (const [at, one] of first.entries()) count(one, at + 1, true);
  for (const [piece, held] of counts) if (held % MOST_TEXTS <= (first.length * share) / 2) counts.delete(piece);
  for (const [at, one] of more.entries()) count(one, first.length + at + 1, false);
  for (const [piece, held] of counts) counts.set(piece, held % MOST_TEXTS);
  return counts;
}

/**
 * Frequent pieces of a sample, and the tokens of their levels that are kept as bits. Those of a length are counted once those they are made
 * of are chosen.
 */
async function sample(tx: Sql, share: number): Promise<readonly (readonly [piece: string, number: number | null])[]> {
  const { first, more } = await sampleOf(tx, Math.ceil(SEEN / share));
  const texts = [...first, ...more];
  const chosen = new Map<string, null>();
  const asBits: string[] = [];
  for (let length = 1; length <= LONGEST; length++) {
    const counts = countPieces(first, more, length, share);
    const frequent = [...counts].filter(([, count]) => count > texts.length * share).sort(([, one], [, other]) => other - one);
    for (const [piece, count] of frequent.slice(0, MOST)) {
      chosen.set(piece, null);
      if (count > texts.length * SHARE_AS_BITS) asBits.push(piece);
    }
    if (length === 1) continue; // Every pair is a piece, whatever its characters.
    for (const one of texts) {
      const begins = new Uint8Array(one.begins.length);
      eachPiece(one, length, (piece, at) => (begins[at] = chosen.has(piece) ? 1 : 0));
      one.begins.set(begins);
    }
  }
  const levels = new Map<string, number>();
  const known = frequentPieces(chosen);
  for (const { text } of first)
    for (const token of levelTokensOf(countedPiecesOf(text, known, 2).counted, new Set(), text.length))
      levels.set(token, (levels.get(token) ?? 0) + 1);
  for (const [token, count] of levels) {
    if (count <= first.length * SHARE_AS_BITS) continue;
    chosen.set(token, null);
    asBits.push(token);
  }
  const numbers = new Map(asBits.map((piece, number) => [piece, number]));
  return Array.from(chosen.keys(), (piece) => [piece, numbers.get(piece) ?? null]);
}
