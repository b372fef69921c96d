import type { DocumentRow, DocumentsResult } from '../../../shared/contract/results.ts';
import type { DateOrigin, DocumentState, DocumentType, Kind } from '../../../shared/domain/document.ts';
import { titleOfPath } from '../../../shared/domain/paths.ts';
import type { Archive } from '../archives/archives.ts';
import type { Database } from '../db/database.ts';
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

/** A document as `ROWS` packs it: one value for a whole page, since each value of each row costs as much as a look into the text. */
type Packed = readonly [
  id: number,
  sha256: string,
  sizeBytes: number,
  type: DocumentType,
  title: string | null,
  kind: Kind | null,
  docNumber: string | null,
  date: string | null,
  dateOrigin: DateOrigin,
  takenAt: string | null,
  pages: number | null,
  state: DocumentState,
  places: readonly (readonly [path: string, source: string, present: 0 | 1])[],
  text: string | null,
];

const PAGE = 500;

/** Rows of these documents in this order; with words, each with the part of its text where one stands. */
export async function rowsOf(db: Database, wanted: readonly number[], words: readonly string[]): Promise<DocumentRow[]> {
  const rows: DocumentRow[] = [];
  for (let start = 0; start < wanted.length; start += PAGE) {
    const ids = JSON.stringify(wanted.slice(start, start + PAGE));
    const [first] = words;
    const packed = await db.get<{ rows: string }>(
      first === undefined ? ROWS : ROWS_WITH_TEXT,
      first === undefined ? [ids] : [ids, first],
    );
    for (const row of JSON.parse(packed?.rows ?? '[]') as Packed[]) rows.push(rowOf(row, words));
  }
  return rows;
}

function rowOf(packed: Packed, words: readonly string[]): DocumentRow {
  const [id, sha256, sizeBytes, type, title, kind, docNumber, date, dateOrigin, takenAt, pages, state, places, text] = packed;
  const [[path, source], ...others] = [places[0] ?? ['', ''], ...places.slice(1)];
  const snippet = words.length > 0 ? snippetOf(text ?? '', words) : null;
  return {
    id,
    path: places.length > 0 ? path : (title ?? ''),
    source,
    otherPaths: others.flatMap(([other, , present]) => (present === 1 ? [other] : [])),
    ...{ sha256, sizeBytes, type, title: title ?? titleOfPath(path), kind, docNumber, date, dateOrigin, takenAt, pages, state },
    ...(snippet === null ? {} : { snippet }),
  };
}

/** All known places of document `d`, present ones first, then by path. */
const PLACES = `(SELECT json_group_array(json_array(path, source, present)) FROM (
    SELECT l.path, s.path AS source, ${PRESENT} AS present FROM locations l JOIN sources s ON s.id = l.source_id
    WHERE l.document_id = d.id ORDER BY present DESC, l.path, l.source_id))`;

/** What `snippetOf` needs on either side of a word, with the other half of a character at the cut. */
const AROUND = SNIPPET_AROUND + 2;
/**
 * Of a text that holds the word ?2 as written the part around it, else the whole, which costs more than all else of a row. SQLite ends a part at
 * a NUL: one shorter than asked for is not taken. The limit keeps SQLite from cutting the part out anew wherever it is named.
 */
const TEXT = `(SELECT iif(instr(part, ?2) > 0 AND length(part) = length(?2) + ${2 * AROUND}, part,
    (SELECT text FROM contents WHERE document_id = d.id)) FROM (
    SELECT substr(text, max(1, instr(text, ?2) - ${AROUND}), length(?2) + ${2 * AROUND}) AS part
    FROM contents WHERE document_id = d.id LIMIT 1))`;

const rowsSql = (
  text: string,
): string => `SELECT json_group_array(json_array(d.id, d.sha256, d.size_bytes, d.type, d.title, d.kind,
    d.doc_number, d.date, d.date_origin, d.taken_at, d.pages, ${STATE}, ${PLACES}, ${text})) AS rows
  FROM json_each(?1) wanted CROSS JOIN documents d ON d.id = wanted.value`;
const [ROWS, ROWS_WITH_TEXT] = [rowsSql('NULL'), rowsSql(TEXT)];
