import type { DocumentRow, DocumentsResult } from '../../../shared/contract/results.ts';
import type { DateOrigin, DocumentState, DocumentType, Kind } from '../../../shared/domain/document.ts';
import type { Archive } from '../archives/archives.ts';
import type { Database } from '../db/database.ts';
import type { JobContext } from '../jobs/jobs.ts';
import { searchDocuments, wordsOf } from './search.ts';
import { snippetOf } from './snippet.ts';

export { markForSearch, openSearch, updateSearch } from './search.ts';

export interface DocumentsOptions {
  /** Words separated by white space; all must occur. */
  readonly query?: string | undefined;
  readonly state?: DocumentState | undefined;
  /** Default: all. */
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
}

/** A document is shown while some path to it is known, or a person confirmed it as evidence. */
const SHOWN = `SELECT d.id,
    coalesce(min(CASE WHEN l.state = 'ok' AND l.missing_at IS NULL THEN l.path END), min(l.path), d.title, '') AS path,
    CASE WHEN count(CASE WHEN l.state = 'ok' AND l.missing_at IS NULL THEN 1 END) = 0 THEN 'missing'
      WHEN d.text_state = 'pending' THEN 'empty' ELSE d.text_state END AS state
  FROM documents d LEFT JOIN locations l ON l.document_id = d.id
  GROUP BY d.id
  HAVING count(l.id) > 0 OR EXISTS (SELECT 1 FROM links k WHERE k.document_id = d.id AND k.state = 'confirmed')`;

/**
 * Lists documents, one row a content: by path, or newest first when searched. `total` counts all that fit, whatever the limit.
 * A content whose files are all gone has state `missing`.
 */
export async function listDocuments(archive: Archive, options: DocumentsOptions, ctx?: JobContext): Promise<DocumentsResult> {
  const { db } = archive;
  const words = wordsOf(options.query ?? '');
  const searched = words.length > 0;
  const ids = searched ? await searchDocuments(db, options.query ?? '', ctx ?? QUIET) : null;
  const filters = [ids ? 'id IN (SELECT value FROM json_each(?))' : '', options.state ? 'state = ?' : ''].filter(
    (one) => one !== '',
  );
  const where = filters.length > 0 ? `WHERE ${filters.join(' AND ')}` : '';
  const params = [...(ids ? [JSON.stringify(ids)] : []), ...(options.state ? [options.state] : [])];
  const shown = ids ? SHOWN.replace('GROUP BY', 'WHERE d.id IN (SELECT value FROM json_each(?)) GROUP BY') : SHOWN;
  const shownParams = ids ? [JSON.stringify(ids)] : [];
  const counted = await db.get<{ n: number }>(`SELECT count(*) AS n FROM (${shown}) ${where}`, [...shownParams, ...params]);
  const page = await db.all<{ id: number; path: string; state: DocumentState }>(
    `SELECT * FROM (${shown}) ${where} ORDER BY ${searched ? 'id DESC' : 'path, id'} LIMIT ? OFFSET ?`,
    [...shownParams, ...params, options.limit ?? -1, options.offset ?? 0],
  );
  return { total: counted?.n ?? 0, documents: await rowsOf(db, page, words) };
}

const QUIET: JobContext = { signal: new AbortController().signal, progress: () => undefined };

interface StoredDocument {
  readonly id: number;
  readonly sha256: string;
  readonly size_bytes: number;
  readonly type: DocumentType;
  readonly title: string | null;
  readonly kind: Kind | null;
  readonly doc_number: string | null;
  readonly date: string | null;
  readonly date_origin: DateOrigin;
  readonly taken_at: string | null;
  readonly pages: number | null;
}

const PAGE = 500;

async function rowsOf(
  db: Database,
  page: readonly { readonly id: number; readonly path: string; readonly state: DocumentState }[],
  words: readonly string[],
): Promise<DocumentRow[]> {
  const rows: DocumentRow[] = [];
  for (let start = 0; start < page.length; start += PAGE) {
    const slice = page.slice(start, start + PAGE);
    const ids = JSON.stringify(slice.map(({ id }) => id));
    const stored = await byId<StoredDocument>(
      db,
      `SELECT id, sha256, size_bytes, type, title, kind, doc_number, date, date_origin, taken_at, pages
       FROM documents WHERE id IN (SELECT value FROM json_each(?))`,
      ids,
    );
    const places = await placesOf(db, ids);
    const texts =
      words.length > 0 ? await byId<{ id: number; text: string }>(db, TEXTS, ids) : new Map<number, { text: string }>();
    for (const { id, path, state } of slice) {
      const document = stored.get(id);
      if (!document) continue;
      const [first, ...others] = places.get(id) ?? [];
      const snippet = words.length > 0 ? snippetOf(texts.get(id)?.text ?? '', words) : null;
      rows.push({
        path: first?.path ?? path,
        source: first?.source ?? '',
        otherPaths: others.filter((place) => place.present === 1).map((place) => place.path),
        sha256: document.sha256,
        sizeBytes: document.size_bytes,
        type: document.type,
        title: document.title ?? nameOf(first?.path ?? path),
        kind: document.kind,
        docNumber: document.doc_number,
        date: document.date,
        dateOrigin: document.date_origin,
        takenAt: document.taken_at,
        pages: document.pages,
        state,
        ...(snippet === null ? {} : { snippet }),
      });
    }
  }
  return rows;
}

const TEXTS = 'SELECT document_id AS id, text FROM contents WHERE document_id IN (SELECT value FROM json_each(?))';

async function byId<Row extends { readonly id: number }>(db: Database, sql: string, ids: string): Promise<Map<number, Row>> {
  return new Map((await db.all<Row>(sql, [ids])).map((row) => [row.id, row]));
}

interface Place {
  readonly id: number;
  readonly path: string;
  readonly source: string;
  readonly present: number;
}

/** All known paths of the documents, present ones first, then by path. */
async function placesOf(db: Database, ids: string): Promise<Map<number, Place[]>> {
  const places = await db.all<Place>(
    `SELECT l.document_id AS id, l.path, s.path AS source, l.state = 'ok' AND l.missing_at IS NULL AS present
     FROM locations l JOIN sources s ON s.id = l.source_id WHERE l.document_id IN (SELECT value FROM json_each(?))
     ORDER BY present DESC, l.path, l.source_id`,
    [ids],
  );
  const byDocument = new Map<number, Place[]>();
  for (const place of places) {
    const found = byDocument.get(place.id);
    if (found) found.push(place);
    else byDocument.set(place.id, [place]);
  }
  return byDocument;
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]+$/, '');
