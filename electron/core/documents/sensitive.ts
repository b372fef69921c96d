import { lastName } from '../../../shared/domain/paths.ts';
import { sensitiveWords } from '../../../shared/domain/sensitive.ts';
import type { Sql } from '../db/database.ts';
import { VOLUME_PLACE } from './copies.ts';

const DIGITS = '[0-9]'.repeat(11);
const TEXTS_AT_ONCE = 50;

/**
 * What of these documents (row ids) is personal, by document, only those where something is; only texts with eleven digits in a row leave
 * the database.
 */
export async function readSensitive(db: Sql, ids: readonly number[]): Promise<ReadonlyMap<number, readonly string[]>> {
  const rows = await db.all<{ id: number; title: string | null; path: string | null; digits: number }>(
    `SELECT d.id, d.title, l.path,
       EXISTS (SELECT 1 FROM contents c WHERE c.document_id = d.id AND c.text GLOB '*${DIGITS}*') AS digits
     FROM json_each(?) w JOIN documents d ON d.id = w.value
     LEFT JOIN locations l ON l.id = coalesce(${VOLUME_PLACE}, (SELECT max(o.id) FROM locations o WHERE o.document_id = d.id))`,
    [JSON.stringify([...new Set(ids)])],
  );
  const inText = await readTexts(
    db,
    rows.filter(({ digits }) => digits === 1).map(({ id }) => id),
  );
  return new Map(
    rows.flatMap(({ id, title, path }) => {
      const names = [title ?? '', lastName(path ?? '')];
      const found = [...(inText.get(id) ?? []), ...sensitiveWords(names, '')];
      return found.length > 0 ? [[id, found] as const] : [];
    }),
  );
}

/** A few texts at once: a whole archive of them need not be in memory. */
async function readTexts(db: Sql, ids: readonly number[]): Promise<ReadonlyMap<number, readonly string[]>> {
  const found = new Map<number, readonly string[]>();
  for (let at = 0; at < ids.length; at += TEXTS_AT_ONCE) {
    const rows = await db.all<{ id: number; text: string }>(
      'SELECT document_id AS id, text FROM contents WHERE document_id IN (SELECT value FROM json_each(?))',
      [JSON.stringify(ids.slice(at, at + TEXTS_AT_ONCE))],
    );
    for (const { id, text } of rows) found.set(id, sensitiveWords([], text));
  }
  return found;
}
