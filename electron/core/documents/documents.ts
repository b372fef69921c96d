import type { DocumentRow, DocumentsResult } from '../../../shared/contract/results.ts';
import type { DateOrigin, DocumentState, DocumentType, Kind } from '../../../shared/domain/document.ts';
import { titleOfPath } from '../../../shared/domain/paths.ts';
import type { Archive } from '../archives/archives.ts';
import type { Database, SqlParams } from '../db/database.ts';
import type { JobContext } from '../jobs/jobs.ts';
import { idsOf } from './bits.ts';
import { WHEREABOUTS } from './copies.ts';
import { byRelevance, canRank } from './ranked.ts';
import { searchDocuments, wordsOf } from './search.ts';
import { SNIPPET_AROUND, snippetOf } from './snippet.ts';

export type { DocumentFileRequest, ServedFile } from './files.ts';
export { chooseCopy, VOLUME_PLACE, WHEREABOUTS } from './copies.ts';
export { readDocument } from './details.ts';
export { findByNames, findByPaths } from './dropped.ts';
export { editDocument } from './edit.ts';
export { readFacets, readIds, readPage } from './pages.ts';
export { readSensitive } from './sensitive.ts';
export { markForSearch, openSearch, updateSearch } from './search.ts';

export interface DocumentsOptions {
  /** Words separated by white space; all must occur. */
  readonly query?: string | undefined;
  readonly state?: DocumentState | undefined;
  /** Of what is searched; default: `newest`. */
  readonly order?: 'newest' | 'relevance' | undefined;
  /** Default: all. */
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
}

const PRESENT = `l.state = 'ok' AND l.missing_at IS NULL`;

/** A document is shown while some path to it is known, or a person confirmed it as evidence. */
const SHOWN = `(EXISTS (SELECT 1 FROM locations l WHERE l.document_id = d.id)
  OR EXISTS (SELECT 1 FROM links k WHERE k.document_id = d.id AND k.state = 'confirmed'))`;

const STATE = `CASE ${WHEREABOUTS} WHEN 'missing' THEN 'missing' WHEN 'online-only' THEN 'online-only'
  ELSE iif(d.text_state = 'pending', 'empty', d.text_state) END`;

/**
 * Lists documents, one row a content: by path, or when searched newest first or by relevance. `total` counts all that fit, whatever the limit.
 * A content whose files are all gone has state `missing`, one whose files are only in a cloud `online-only`.
 */
export async function listDocuments(archive: Archive, options: DocumentsOptions, ctx?: JobContext): Promise<DocumentsResult> {
  const { db } = archive;
  const words = wordsOf(options.query ?? '');
  const { total, ids } =
    words.length > 0 ? await searchedPage(db, await hitsOf(db, options, ctx ?? QUIET), options) : await wholePage(db, options);
  return { total, documents: await rowsOf(db, ids, words) };
}

interface PageOfIds {
  readonly total: number;
  readonly ids: readonly number[];
}

async function hitsOf(db: Database, { query = '', order }: DocumentsOptions, ctx: JobContext): Promise<readonly number[]> {
  const hits = await searchDocuments(db, query, ctx);
  return order === 'relevance' && canRank(query) ? (await byRelevance(db, query, hits, hits)).ids(0, Infinity) : idsOf(hits);
}

const chosen = ({ state }: DocumentsOptions) => ({
  where: state ? `${SHOWN} AND ${STATE} = ?` : SHOWN,
  params: state ? [state] : [],
});

async function searchedPage(db: Database, hits: readonly number[], options: DocumentsOptions): Promise<PageOfIds> {
  const { where, params } = chosen(options);
  const packed = await db.get<{ ids: string }>(
    `SELECT json_group_array(d.id) AS ids FROM documents d WHERE d.id IN (SELECT value FROM json_each(?)) AND ${where}`,
    [JSON.stringify(hits), ...params],
  );
  const shown = new Set(JSON.parse(packed?.ids ?? '[]') as number[]);
  const start = options.offset ?? 0;
  const ids = hits.filter((id) => shown.has(id));
  return { total: ids.length, ids: ids.slice(start, options.limit === undefined ? undefined : start + options.limit) };
}

async function wholePage(db: Database, options: DocumentsOptions): Promise<PageOfIds> {
  const { where, params } = chosen(options);
  const counted = await db.get<{ n: number }>(`SELECT count(*) AS n FROM documents d WHERE ${where}`, params);
  const rows = await db.all<{ id: number }>(
    `SELECT d.id, (SELECT coalesce(min(CASE WHEN ${PRESENT} THEN l.path END), min(l.path)) FROM locations l
       WHERE l.document_id = d.id) AS first_path
     FROM documents d WHERE ${where} ORDER BY first_path, d.id LIMIT ? OFFSET ?`,
    [...params, options.limit ?? -1, options.offset ?? 0],
  );
  return { total: counted?.n ?? 0, ids: rows.map(({ id }) => id) };
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
  readonly state: DocumentState;
}

const PAGE = 500;

/** Rows of these documents in this order; with words, each with the part of its text where one stands. */
export async function rowsOf(db: Database, wanted: readonly number[], words: readonly string[]): Promise<DocumentRow[]> {
  const rows: DocumentRow[] = [];
  for (let start = 0; start < wanted.length; start += PAGE) {
    const slice = wanted.slice(start, start + PAGE);
    const ids = JSON.stringify(slice);
    const stored = await byId<StoredDocument>(
      db,
      `SELECT id, sha256, size_bytes, type, title, kind, doc_number, date, date_origin, taken_at, pages, ${STATE} AS state
       FROM documents d WHERE id IN (SELECT value FROM json_each(?))`,
      [ids],
    );
    const places = await placesOf(db, ids);
    const texts =
      words.length > 0
        ? await byId<{ id: number; text: string }>(db, TEXTS, [ids, words[0] ?? ''])
        : new Map<number, { text: string }>();
    for (const id of slice) {
      const document = stored.get(id);
      if (!document) continue;
      const [first, ...others] = places.get(id) ?? [];
      const snippet = words.length > 0 ? snippetOf(texts.get(id)?.text ?? '', words) : null;
      rows.push({
        id,
        path: first?.path ?? document.title ?? '',
        source: first?.source ?? '',
        otherPaths: others.filter((place) => place.present === 1).map((place) => place.path),
        sha256: document.sha256,
        sizeBytes: document.size_bytes,
        type: document.type,
        title: document.title ?? titleOfPath(first?.path ?? ''),
        kind: document.kind,
        docNumber: document.doc_number,
        date: document.date,
        dateOrigin: document.date_origin,
        takenAt: document.taken_at,
        pages: document.pages,
        state: document.state,
        ...(snippet === null ? {} : { snippet }),
      });
    }
  }
  return rows;
}

/** What `snippetOf` needs on either side of a word, with the other half of a character at the cut. */
const AROUND = SNIPPET_AROUND + 2;
/**
 * Of a text that holds the word ?2 as written the part around it, else the whole, which costs more than all else of a row. SQLite ends a part at
 * a NUL: one shorter than asked for is not taken.
 */
const TEXTS = `SELECT id, iif(instr(part, ?2) > 0 AND length(part) = length(?2) + ${2 * AROUND}, part, text) AS text
  FROM (SELECT document_id AS id, text, substr(text, max(1, instr(text, ?2) - ${AROUND}), length(?2) + ${2 * AROUND}) AS part
    FROM contents WHERE document_id IN (SELECT value FROM json_each(?1)))`;

async function byId<Row extends { readonly id: number }>(db: Database, sql: string, given: SqlParams): Promise<Map<number, Row>> {
  return new Map((await db.all<Row>(sql, given)).map((row) => [row.id, row]));
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
    `SELECT l.document_id AS id, l.path, s.path AS source, ${PRESENT} AS present
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
