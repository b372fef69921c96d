import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fold } from '../../../shared/domain/text.ts';
import type { Database, Sql } from '../db/database.ts';
import { stopIfCancelled, type JobContext } from '../jobs/jobs.ts';
import { bitsOf, inBoth, idsOf, type Bits } from './bits.ts';
import { chooseFrequent, forgetFrequent, FREQUENT_TABLES, readFrequent } from './frequent.ts';
import { countedPiecesOf, namePiecesOf, pairsOf, sameHanRuns, wordQuery, type FrequentPieces } from './grams.ts';
import { documentsWith, LIST_TABLES, writeLists } from './lists.ts';
import { calledOf, levelTokensOf } from './relevance.ts';
import { checkAgainstText, fieldsOf, namesOf, textsOf } from './text-check.ts';

/**
 * Full-text search in a database of its own beside the archive's (attached as `search`). It holds nothing that cannot be made
 * again: when it is missing, damaged or of another version, it is made anew from `contents`.
 */
export const SEARCH_FILE = 'search.sqlite';

/** Raise when grams, fields or folding change. */
const SEARCH_VERSION = 7;

/** Attaches the index, making it anew when needed; then every document waits in `pending`. Cheap when already attached. */
export async function openSearch(db: Database): Promise<void> {
  if (ready.has(db)) return;
  const after = opening.get(db) ?? Promise.resolve();
  const next = after.catch(() => undefined).then(() => attachSearch(db));
  opening.set(db, next);
  await next;
  ready.add(db);
}

/** Where the index is known to stand: asking SQLite is a tenth of a search. */
const ready = new WeakSet<Database>();

/** Two searches at the same moment must not both attach the index. */
const opening = new WeakMap<Database, Promise<void>>();

async function attachSearch(db: Database): Promise<void> {
  if (await isAttached(db)) return;
  if (db.path === ':memory:') {
    await db.run("ATTACH DATABASE ':memory:' AS search");
    return createSearch(db);
  }
  try {
    await db.run('ATTACH DATABASE ? AS search', [join(dirname(db.path), SEARCH_FILE)]);
    const row = await db.get<{ user_version: number }>('PRAGMA search.user_version');
    if (row?.user_version === SEARCH_VERSION) {
      await db.all('SELECT rowid FROM search.grams LIMIT 1');
      return;
    }
  } catch (error) {
    if (!isDamage(error)) throw error;
  }
  await remakeSearch(db);
}

async function isAttached(db: Database): Promise<boolean> {
  return (await db.get("SELECT 1 AS yes FROM pragma_database_list WHERE name = 'search'")) !== undefined;
}

async function remakeSearch(db: Database): Promise<void> {
  ready.delete(db);
  if (await isAttached(db)) await db.run('DETACH DATABASE search');
  const file = join(dirname(db.path), SEARCH_FILE);
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(file + suffix, { force: true });
  await db.run('ATTACH DATABASE ? AS search', [file]);
  await db.exec('PRAGMA search.page_size = 8192; PRAGMA search.journal_mode = WAL;');
  await createSearch(db);
}

async function createSearch(db: Database): Promise<void> {
  known.delete(db);
  forgetFrequent(db);
  await db.exec(`BEGIN;
    CREATE TABLE search.pending (document_id INTEGER PRIMARY KEY);
    CREATE TABLE search.respelled (document_id INTEGER PRIMARY KEY);${FREQUENT_TABLES}${LIST_TABLES}
    CREATE VIRTUAL TABLE search.grams USING fts5(body, content='', contentless_delete=1, detail=none,
      tokenize='unicode61 remove_diacritics 0');
    INSERT INTO search.grams (grams, rank) VALUES ('pgsz', 8000), ('hashsize', 16777216), ('automerge', 8);
    INSERT INTO search.pending SELECT id FROM documents;
    PRAGMA search.user_version = ${SEARCH_VERSION};
    COMMIT;`);
}

/** A damaged index, as opposed to a full disk or a lock. */
const isDamage = (error: unknown): boolean =>
  /SQLITE_(CORRUPT|NOTADB)|malformed|not a database|database corruption|fts5: corrupt|no such table: search\./i.test(
    String((error as Error).message),
  );

async function withRemake<T>(db: Database, work: () => Promise<T>): Promise<T> {
  await openSearch(db);
  try {
    return await work();
  } catch (error) {
    if (!isDamage(error)) throw error;
    await remakeSearch(db);
    return work();
  }
}

/**
 * Notes in the caller's transaction that these documents' names or texts changed, so that a crash never loses an update of the
 * index. `openSearch` must have been called. Ignores null.
 */
export async function markForSearch(tx: Sql, documentIds: readonly (number | null)[]): Promise<void> {
  const ids = [...new Set(documentIds.filter((id) => id !== null))];
  if (ids.length === 0) return;
  await tx.run('INSERT OR IGNORE INTO search.pending SELECT value FROM json_each(?)', [JSON.stringify(ids)]);
}

const BATCH = 200;

/** `writes` of the database when nothing waited: until it writes again nothing does. */
const nothingPending = new WeakMap<Database, number>();

/** Brings the index up to date with every document noted by `markForSearch`. Throws AppError `cancelled`. */
export async function updateSearch(db: Database, ctx: JobContext): Promise<void> {
  const writes = db.writes();
  if (nothingPending.get(db) === writes) return;
  await withRemake(db, async () => {
    if ((await countPending(db)) === 0) return void nothingPending.set(db, writes);
    known.delete(db);
    await chooseFrequent(db);
    forgetFrequent(db);
    const frequent = await readFrequent(db);
    const total = await countPending(db);
    for (let done = 0; done < total;) {
      stopIfCancelled(ctx.signal);
      const count = await indexBatch(db, frequent);
      if (count === 0) break;
      done += count;
      ctx.progress({ stage: '建索引', done: Math.min(done, total), total, label: '' });
    }
    if (total > 2000) await db.run("INSERT INTO search.grams (grams) VALUES ('optimize')");
  });
}

async function countPending(db: Database): Promise<number> {
  return (await db.get<{ n: number }>('SELECT count(*) AS n FROM search.pending'))?.n ?? 0;
}

async function indexBatch(db: Database, frequent: FrequentPieces): Promise<number> {
  return db.transaction(async (tx) => {
    const pending = await tx.all<{ id: number }>(
      `SELECT document_id AS id FROM search.pending ORDER BY document_id LIMIT ${BATCH}`,
    );
    const ids = JSON.stringify(pending.map(({ id }) => id));
    const fields = await fieldsOf(tx, ids);
    const texts = await textsOf(tx, ids);
    await tx.run('DELETE FROM search.grams WHERE rowid IN (SELECT value FROM json_each(?))', [ids]);
    await tx.run('DELETE FROM search.respelled WHERE document_id IN (SELECT value FROM json_each(?))', [ids]);
    const rows: (readonly [number, string])[] = [];
    const respelled: number[] = [];
    const lists = new Map<number, readonly number[]>(pending.map(({ id }) => [id, []]));
    for (const one of fields) {
      const [id, names] = [one.id, namesOf(one)];
      const written = `${names}\n${texts.get(id) ?? ''}`;
      const foldedNames = fold(names);
      const folded = `${foldedNames}\n${fold(texts.get(id) ?? '')}`;
      const { numbers, others, counted } = countedPiecesOf(folded, frequent);
      for (const token of levelTokensOf(counted, pairsOf(fold(calledOf(one))), folded.length)) {
        const number = frequent.numbers.get(token) ?? null;
        if (number === null) others.push(token);
        else numbers.push(number);
      }
      rows.push([id, [...others, ...namePiecesOf(foldedNames)].join(' ')]);
      lists.set(id, numbers);
      if (!sameHanRuns(written, folded)) respelled.push(id);
    }
    if (rows.length > 0) {
      await tx.run(`INSERT INTO search.grams (rowid, body) VALUES ${rows.map(() => '(?, ?)').join(', ')}`, rows.flat());
    }
    const numbered = [...frequent.numbers.values()].filter((number) => number !== null).length;
    await writeLists(
      tx,
      numbered,
      Array.from(lists, ([id, pieces]) => ({ id, pieces })),
    );
    await tx.run('INSERT INTO search.respelled SELECT value FROM json_each(?)', [JSON.stringify(respelled)]);
    await tx.run('DELETE FROM search.pending WHERE document_id IN (SELECT value FROM json_each(?))', [ids]);
    return pending.length;
  });
}

/** The words of a query, folded; a document must hold all of them. */
export const wordsOf = (query: string): string[] => [
  ...new Set(
    fold(query)
      .split(/\s+/u)
      .filter((word) => word !== ''),
  ),
];

/** What the last search of an archive found; forgotten as soon as the index changes. */
const known = new WeakMap<Database, { readonly query: string; readonly hits: Bits }>();
/** Told apart by identity: a search that began before a change must not be remembered after it. */
const NOTHING = { query: '', hits: new Uint8Array() };

/**
 * All documents whose path, title, 文号 or text holds every word of the query; exactly those that comparing folded text would find.
 * Brings the index up to date first. The next page, and the counts beside it, find the last answer kept. Throws AppError `cancelled`.
 */
export async function searchDocuments(db: Database, query: string, ctx: JobContext): Promise<Bits> {
  await updateSearch(db, ctx);
  await takeRoom(db);
  const words = wordsOf(query);
  const wanted = words.join(' ');
  const last = known.get(db) ?? { ...NOTHING };
  if (last.query === wanted && wanted !== '') return last.hits;
  known.set(db, last);
  const hits = await withRemake(db, () => findWords(db, words, ctx));
  if (known.get(db) === last) known.set(db, { query: wanted, hits });
  return hits;
}

/** Kilobytes of pages of each file: a search reads here and there, and SQLite's 2 MB would not hold even the way to its rows. */
const ROOM_KB = 8000;
const roomy = new WeakSet<Database>();

async function takeRoom(db: Database): Promise<void> {
  if (roomy.has(db)) return;
  roomy.add(db);
  await db.exec(`PRAGMA main.cache_size = -${ROOM_KB}; PRAGMA search.cache_size = -${ROOM_KB};`);
}

async function findWords(db: Database, words: readonly string[], ctx: JobContext): Promise<Bits> {
  const frequent = await readFrequent(db);
  const asked = words.map((word) => wordQuery(word, frequent));
  const candidates = await documentsOf(db, [...new Set(asked.flatMap(({ pieces }) => pieces))], frequent);
  const unsure = asked.filter((word) => !word.exact);
  return unsure.length === 0 ? candidates : bitsOf(await checkAgainstText(db, idsOf(candidates), unsure, ctx.signal));
}

/** All documents that have every one of these pieces, or all there are where these are none. */
export async function documentsOf(db: Database, pieces: readonly string[], frequent: FrequentPieces): Promise<Bits> {
  const numbers = pieces.flatMap((piece) => frequent.numbers.get(piece) ?? []);
  const rare = pieces.filter((piece) => (frequent.numbers.get(piece) ?? null) === null);
  const listed = numbers.length > 0 ? await documentsWith(db, numbers) : null;
  if (listed !== null && rare.length === 0) return listed;
  const found = rare.length > 0 ? await documentsMatching(db, rare) : await allDocuments(db);
  return listed === null ? found : inBoth(listed, found);
}

/** All documents that the index notes each of these tokens of. */
async function documentsMatching(db: Database, tokens: readonly string[]): Promise<Bits> {
  const packed = await db.get<{ ids: string }>('SELECT json_group_array(rowid) AS ids FROM search.grams WHERE grams MATCH ?', [
    tokens.map((token) => `"${token}"`).join(' '),
  ]);
  return bitsOf(JSON.parse(packed?.ids ?? '[]') as number[]);
}

async function allDocuments(db: Database): Promise<Bits> {
  const packed = await db.get<{ ids: string }>('SELECT json_group_array(id) AS ids FROM documents');
  return bitsOf(JSON.parse(packed?.ids ?? '[]') as number[]);
}
