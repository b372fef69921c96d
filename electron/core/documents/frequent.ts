import type { Database, Sql } from '../db/database.ts';
import { fold } from '../../../shared/domain/text.ts';
import { pairsOf } from './grams.ts';

/**
 * Pairs of characters that stand in many documents. Where two such pairs overlap, their lists tell little of the word of three, so the
 * index holds that as a piece of its own. Which pairs are frequent is chosen once from a sample and kept with the index, since what is
 * asked must fit what was written; whatever they are, the answers are the same.
 */
export type FrequentPairs = ReadonlySet<string>;

/** Fewer documents are looked through as quickly without. */
const FROM_DOCUMENTS = 2000;
/** Chosen anew, and the index made anew, when the archive has grown so many times: together a third more work than making it once. */
const GROWTH = 4;
const SAMPLE = 1000;
/** Of one text; what makes a long text long is more of the same. */
const CHARACTERS = 20_000;
/** A pair is frequent in more than this share of the sample: the most that a search for a word with a rarer pair looks through. */
const SHARE = 0.05;
const MOST = 2048;

/** Tables of the index that this file keeps, as SQL. */
export const FREQUENT_TABLES = `
  CREATE TABLE search.frequent (piece TEXT PRIMARY KEY) WITHOUT ROWID;
  CREATE TABLE search.chosen (documents INTEGER NOT NULL);
  INSERT INTO search.chosen VALUES (0);`;

/** The pairs the index was written with. */
export async function readFrequent(sql: Sql): Promise<FrequentPairs> {
  return new Set((await sql.all<{ piece: string }>('SELECT piece FROM search.frequent')).map(({ piece }) => piece));
}

/** Chooses the pairs anew where it is time to; then the index is empty and every document waits. True when it did. */
export async function chooseFrequent(db: Database): Promise<boolean> {
  const counted = await db.get<{ now: number; then: number }>(
    'SELECT (SELECT count(*) FROM documents) AS now, (SELECT documents FROM search.chosen) AS "then"',
  );
  const { now = 0, then = 0 } = counted ?? {};
  if (now < FROM_DOCUMENTS || now < then * GROWTH) return false;
  await db.transaction(async (tx) => {
    const pairs = await sample(tx);
    await tx.run('DELETE FROM search.frequent');
    await tx.run('INSERT INTO search.frequent SELECT value FROM json_each(?)', [JSON.stringify(pairs)]);
    await tx.run('UPDATE search.chosen SET documents = ?', [now]);
    await tx.run("INSERT INTO search.grams (grams) VALUES ('delete-all')");
    await tx.run('DELETE FROM search.respelled');
    await tx.run('INSERT OR IGNORE INTO search.pending SELECT id FROM documents');
  });
  return true;
}

/** Frequent pairs of texts that lie evenly in the archive, the most frequent first. */
async function sample(tx: Sql): Promise<readonly string[]> {
  const texts = await tx.all<{ text: string }>(
    `SELECT substr(text, 1, ${CHARACTERS}) AS text FROM contents
     WHERE document_id % max(1, (SELECT count(*) FROM contents) / ${SAMPLE}) = 0 LIMIT ${SAMPLE}`,
  );
  const counts = new Map<string, number>();
  for (const { text } of texts) for (const pair of pairsOf(fold(text))) counts.set(pair, (counts.get(pair) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count > texts.length * SHARE)
    .sort(([, one], [, other]) => other - one)
    .slice(0, MOST)
    .map(([pair]) => pair);
}
