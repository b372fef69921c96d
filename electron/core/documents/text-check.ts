import { fold } from '../../../shared/domain/text.ts';
import type { Database, Sql } from '../db/database.ts';
import { stopIfCancelled } from '../jobs/jobs.ts';
import { bitsOf, hasBit, type Bits } from './bits.ts';
import type { WordQuery } from './grams.ts';

/** Present paths (else the last known ones), one a line. */
const PATHS = `coalesce(
    (SELECT group_concat(path, char(10)) FROM locations l WHERE l.document_id = d.id AND l.state = 'ok' AND l.missing_at IS NULL),
    (SELECT group_concat(path, char(10)) FROM locations l WHERE l.document_id = d.id), '')`;
/** Title and 文号. */
const HEADING = `coalesce(d.title, '') || char(10) || coalesce(d.doc_number, '')`;
/** Everything searched besides the text, one line a field. */
const NAMES = `${PATHS} || char(10) || ${HEADING}`;

/** What is searched of a document besides its text. */
export interface Fields {
  readonly id: number;
  /** Present paths (else the last known ones), one a line. */
  readonly paths: string;
  /** Title and 文号, one a line. */
  readonly heading: string;
}

export async function fieldsOf(tx: Sql, ids: string): Promise<Fields[]> {
  return tx.all(
    `SELECT d.id, ${PATHS} AS paths, ${HEADING} AS heading FROM documents d WHERE d.id IN (SELECT value FROM json_each(?))`,
    [ids],
  );
}

/** Everything searched besides the text, one line a field. */
export const namesOf = ({ paths, heading }: Fields): string => `${paths}\n${heading}`;

/** What was read of each document, by its id. */
export async function textsOf(tx: Sql, ids: string): Promise<Map<number, string>> {
  const rows = await tx.all<{ id: number; text: string }>(
    'SELECT document_id AS id, text FROM contents WHERE document_id IN (SELECT value FROM json_each(?))',
    [ids],
  );
  return new Map(rows.map(({ id, text }) => [id, text]));
}

/** Candidates of one look: some 20 ms of the connection. */
const CHECK = 2000;

/**
 * Keeps the candidates that really hold the words, in their order. Words of Chinese characters are looked for inside SQLite in what is
 * written; only documents whose Chinese changes by folding come here as text. Linear in the characters of the candidates. Throws AppError
 * `cancelled`.
 */
export async function checkAgainstText(
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
    const held = han ? await heldAsWritten(db, ids, words) : new Set<number>();
    const unsure = han ? await respelled(db, without(ids, held)) : ids;
    if (unsure.length > 0) {
      const left = JSON.stringify(unsure);
      const texts = await textsOf(db, left);
      for (const fields of await fieldsOf(db, left)) {
        const lines = [...fold(namesOf(fields)).split('\n'), fold(texts.get(fields.id) ?? '')];
        if (words.every(({ word }) => lines.some((line) => line.includes(word)))) held.add(fields.id);
      }
    }
    hits.push(...ids.filter((id) => held.has(id)));
  }
  return hits;
}

const without = (ids: readonly number[], some: ReadonlySet<number>): readonly number[] => ids.filter((id) => !some.has(id));

const inText = (word: string): string => `instr(c.text, ${word}) > 0`;
/** Whether a name of a document holds a word as written. Putting its names together is the dearest part: only where some path has the word. */
const inNames = (word: string): string => `(instr(d.title, ${word}) > 0 OR instr(d.doc_number, ${word}) > 0
  OR (EXISTS (SELECT 1 FROM locations l WHERE l.document_id = d.id AND instr(l.path, ${word}) > 0) AND instr(${NAMES}, ${word}) > 0))`;

/** Documents whose names may hold one of the words; null where the index cannot tell. */
async function namedBy(db: Database, words: readonly WordQuery[]): Promise<Bits | null> {
  if (words.some(({ namePieces }) => namePieces.length === 0)) return null;
  const packed = await db.get<{ ids: string }>('SELECT json_group_array(rowid) AS ids FROM search.grams WHERE grams MATCH ?', [
    words.map(({ namePieces }) => `(${namePieces.map((piece) => `"${piece}"`).join(' AND ')})`).join(' OR '),
  ]);
  return bitsOf(JSON.parse(packed?.ids ?? '[]') as number[]);
}

/** Who holds the words as written: first in the text alone, where most are; the names only of others that may be called so. */
async function heldAsWritten(db: Database, ids: readonly number[], words: readonly WordQuery[]): Promise<Set<number>> {
  const all = (holds: (word: string) => string): string => words.map((_, at) => holds(`?${at + 2}`)).join(' AND ');
  const held = new Set<number>();
  const look = async (among: readonly number[], from: string, id: string, holds: string): Promise<void> => {
    if (among.length === 0) return;
    const packed = await db.get<{ held: string }>(
      `SELECT json_group_array(${id}) AS held FROM ${from} WHERE ${id} IN (SELECT value FROM json_each(?1)) AND ${holds}`,
      [JSON.stringify(among), ...words.map(({ word }) => word)],
    );
    for (const one of JSON.parse(packed?.held ?? '[]') as number[]) held.add(one);
  };
  await look(ids, 'contents c', 'c.document_id', all(inText));
  const unheld = without(ids, held);
  if (unheld.length === 0) return held;
  const named = await namedBy(db, words);
  const others = unheld.filter((id) => named === null || hasBit(named, id));
  if (words.length === 1) await look(others, 'documents d', 'd.id', all(inNames));
  else
    await look(
      others,
      'documents d LEFT JOIN contents c ON c.document_id = d.id',
      'd.id',
      all((word) => `(${inText(word)} OR ${inNames(word)})`),
    );
  return held;
}

/** Those whose Chinese changes by folding: they may hold the words all the same. */
async function respelled(db: Database, ids: readonly number[]): Promise<readonly number[]> {
  if (ids.length === 0) return [];
  const packed = await db.get<{ ids: string }>(
    `SELECT json_group_array(value) AS ids FROM json_each(?) WHERE value IN (SELECT document_id FROM search.respelled)`,
    [JSON.stringify(ids)],
  );
  return JSON.parse(packed?.ids ?? '[]') as number[];
}
