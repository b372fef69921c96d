import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fold } from '../../../shared/domain/text.ts';
import type { Database, Sql } from '../db/database.ts';
import { stopIfCancelled, type JobContext } from '../jobs/jobs.ts';
import { gramsOf, sameHanRuns, wordQuery, type WordQuery } from './grams.ts';

/**
 * Full-text search in a database of its own beside the archive's (attached as `search`). It holds nothing that cannot be made
 * again: when it is missing, damaged or of another version, it is made anew from `contents`.
 */
export const SEARCH_FILE = 'search.sqlite';

/** Raise when grams, fields or folding change. */
const SEARCH_VERSION = 3;

/** Attaches the index, making it anew when needed; then every document waits in `pending`. Cheap when already attached. */
export function openSearch(db: Database): Promise<void> {
  const after = opening.get(db) ?? Promise.resolve();
  const next = after.catch(() => undefined).then(() => attachSearch(db));
  opening.set(db, next);
  return next;
}

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
  if (await isAttached(db)) await db.run('DETACH DATABASE search');
  const file = join(dirname(db.path), SEARCH_FILE);
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(file + suffix, { force: true });
  await db.run('ATTACH DATABASE ? AS search', [file]);
  await db.exec('PRAGMA search.page_size = 8192; PRAGMA search.journal_mode = WAL;');
  await createSearch(db);
}

async function createSearch(db: Database): Promise<void> {
  await db.exec(`BEGIN;
    CREATE TABLE search.pending (document_id INTEGER PRIMARY KEY);
    CREATE TABLE search.respelled (document_id INTEGER PRIMARY KEY);
    CREATE VIRTUAL TABLE search.grams USING fts5(body, content='', contentless_delete=1, detail=none,
      tokenize='unicode61 remove_diacritics 0');
    INSERT INTO search.grams (grams, rank) VALUES ('pgsz', 8000), ('hashsize', 16777216);
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

/** Brings the index up to date with every document noted by `markForSearch`. Throws AppError `cancelled`. */
export async function updateSearch(db: Database, ctx: JobContext): Promise<void> {
  await withRemake(db, async () => {
    const counted = await db.get<{ n: number }>('SELECT count(*) AS n FROM search.pending');
    const total = counted?.n ?? 0;
    for (let done = 0; done < total;) {
      stopIfCancelled(ctx.signal);
      const count = await indexBatch(db);
      if (count === 0) break;
      done += count;
      ctx.progress({ stage: '建索引', done: Math.min(done, total), total, label: '' });
    }
    if (total > 2000) await db.run("INSERT INTO search.grams (grams) VALUES ('optimize')");
  });
}

async function indexBatch(db: Database): Promise<number> {
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
    for (const { id, names } of fields) {
      const written = `${names}\n${texts.get(id) ?? ''}`;
      const folded = `${fold(names)}\n${fold(texts.get(id) ?? '')}`;
      rows.push([id, gramsOf(folded)]);
      if (!sameHanRuns(written, folded)) respelled.push(id);
    }
    if (rows.length > 0) {
      await tx.run(`INSERT INTO search.grams (rowid, body) VALUES ${rows.map(() => '(?, ?)').join(', ')}`, rows.flat());
    }
    await tx.run('INSERT INTO search.respelled SELECT value FROM json_each(?)', [JSON.stringify(respelled)]);
    await tx.run('DELETE FROM search.pending WHERE document_id IN (SELECT value FROM json_each(?))', [ids]);
    return pending.length;
  });
}

/** Everything searched besides the text, one line a field: present paths (else the last known ones), title, 文号. */
const NAMES = `coalesce(
    (SELECT group_concat(path, char(10)) FROM locations l WHERE l.document_id = d.id AND l.state = 'ok' AND l.missing_at IS NULL),
    (SELECT group_concat(path, char(10)) FROM locations l WHERE l.document_id = d.id), '')
  || char(10) || coalesce(d.title, '') || char(10) || coalesce(d.doc_number, '')`;

async function fieldsOf(tx: Sql, ids: string): Promise<{ id: number; names: string }[]> {
  return tx.all(`SELECT d.id, ${NAMES} AS names FROM documents d WHERE d.id IN (SELECT value FROM json_each(?))`, [ids]);
}

async function textsOf(tx: Sql, ids: string): Promise<Map<number, string>> {
  const rows = await tx.all<{ id: number; text: string }>(
    'SELECT document_id AS id, text FROM contents WHERE document_id IN (SELECT value FROM json_each(?))',
    [ids],
  );
  return new Map(rows.map(({ id, text }) => [id, text]));
}

/** The words of a query, folded; a document must hold all of them. */
export const wordsOf = (query: string): string[] => [
  ...new Set(
    fold(query)
      .split(/\s+/u)
      .filter((word) => word !== ''),
  ),
];

/**
 * Ids of all documents whose path, title, 文号 or text holds every word of the query, newest first; exactly those that comparing
 * folded text would find. Brings the index up to date first.
 */
export async function searchDocuments(db: Database, query: string, ctx: JobContext): Promise<readonly number[]> {
  await updateSearch(db, ctx);
  const words = wordsOf(query).map(wordQuery);
  return withRemake(db, async () => {
    const terms = [...new Set(words.flatMap((word) => word.terms))];
    const packed = await db.get<{ ids: string }>(
      terms.length > 0
        ? 'SELECT json_group_array(id) AS ids FROM (SELECT rowid AS id FROM search.grams WHERE grams MATCH ? ORDER BY rowid DESC)'
        : 'SELECT json_group_array(id) AS ids FROM (SELECT id FROM documents ORDER BY id DESC)',
      terms.length > 0 ? [terms.join(' ')] : [],
    );
    const candidates = JSON.parse(packed?.ids ?? '[]') as number[];
    const unsure = words.filter((word) => !word.exact);
    return unsure.length === 0 ? candidates : checkAgainstText(db, candidates, unsure, ctx.signal);
  });
}

const CHECK = 1000;

/**
 * Keeps the candidates that really hold the words. Words of Chinese characters are looked for inside SQLite in what is written; only
 * documents whose Chinese changes by folding come here as text. Linear in the characters of the candidates.
 */
async function checkAgainstText(
  db: Database,
  candidates: readonly number[],
  words: readonly WordQuery[],
  signal: AbortSignal,
): Promise<number[]> {
  // A folded Chinese character folds to itself; other characters may belong to something that folding removes.
  const han = words.every(({ word }) => /^[\u4e00-\u9fff]+$/.test(word));
  const hits: number[] = [];
  for (let start = 0; start < candidates.length; start += CHECK) {
    stopIfCancelled(signal);
    const ids = candidates.slice(start, start + CHECK);
    const { held, unsure } = han ? await heldAsWritten(db, ids, words) : { held: new Set<number>(), unsure: ids };
    if (unsure.length > 0) {
      const left = JSON.stringify(unsure);
      const texts = await textsOf(db, left);
      for (const { id, names } of await fieldsOf(db, left)) {
        const lines = [...fold(names).split('\n'), fold(texts.get(id) ?? '')];
        if (words.every(({ word }) => lines.some((line) => line.includes(word)))) held.add(id);
      }
    }
    hits.push(...ids.filter((id) => held.has(id)));
  }
  return hits;
}

/** Whether a document holds a word as written. Putting its names together is the dearest part: only where some path has the word. */
const holds = (
  word: string,
): string => `(instr(c.text, ${word}) > 0 OR instr(d.title, ${word}) > 0 OR instr(d.doc_number, ${word}) > 0
  OR (EXISTS (SELECT 1 FROM locations l WHERE l.document_id = d.id AND instr(l.path, ${word}) > 0) AND instr(${NAMES}, ${word}) > 0))`;

/** Who holds the words as written, and who else may hold them when folded. */
async function heldAsWritten(
  db: Database,
  ids: readonly number[],
  words: readonly WordQuery[],
): Promise<{ readonly held: Set<number>; readonly unsure: readonly number[] }> {
  const packed = await db.get<{ held: string; unsure: string }>(
    `SELECT json_group_array(id) FILTER (WHERE held) AS held,
       json_group_array(id) FILTER (WHERE held IS NOT TRUE AND id IN (SELECT document_id FROM search.respelled)) AS unsure
     FROM (SELECT d.id, ${words.map((_, at) => holds(`?${at + 2}`)).join(' AND ')} AS held
       FROM documents d LEFT JOIN contents c ON c.document_id = d.id WHERE d.id IN (SELECT value FROM json_each(?1)))`,
    [JSON.stringify(ids), ...words.map(({ word }) => word)],
  );
  return { held: new Set(JSON.parse(packed?.held ?? '[]') as number[]), unsure: JSON.parse(packed?.unsure ?? '[]') as number[] };
}
