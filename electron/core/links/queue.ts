import type { Queue, QueueItem, QueuePage, SameSituation } from '../../../shared/contract/links.ts';
import type { DocumentState, DocumentType } from '../../../shared/domain/document.ts';
import type { Band } from '../../../shared/domain/link.ts';
import { seriesOf } from '../../../shared/domain/series.ts';
import type { Database } from '../db/database.ts';
import { FIRST_PLACE, placeOf } from './place.ts';
import { isReadable, READABLE_IDS } from '../present.ts';

/** By how little a place in the framework settles between equal scores (which have three decimals). */
const BY_PLACE = '1e-9';

/**
 * The documents linked in framework ?1: `confirmed` and `suggested` count their links of that kind; where there is an open suggestion,
 * `best` is not null and `indicator_id` and `band` are those of the best one (sqlite.org, “bare columns” beside max). One pass over the
 * framework's links, or over those of the documents that `within` selects.
 */
const standing = (within?: string): string => `SELECT k.document_id AS id, k.indicator_id, k.band,
    max(CASE k.state WHEN 'suggested' THEN coalesce(k.score, 0) - i.position * ${BY_PLACE} END) AS best,
    sum(k.state = 'confirmed') AS confirmed, sum(k.state = 'suggested') AS suggested
  FROM links k JOIN indicators i ON i.id = k.indicator_id
  WHERE i.framework_id = ?1${within === undefined ? '' : ` AND k.document_id IN (${within})`} GROUP BY k.document_id`;

/** Every document with its best open suggestion in one framework, where it still waits: its file is there and nothing is confirmed in this framework. */
const waiting = (within?: string): string =>
  `SELECT id, indicator_id, band FROM (${standing(within)}) s WHERE best IS NOT NULL AND confirmed = 0 AND ${isReadable('s.id')}`;

const LATER = 'SELECT document_id FROM triage_later WHERE framework_id = ?1';
const LINKED = 'SELECT k.document_id FROM links k JOIN indicators i ON i.id = k.indicator_id WHERE i.framework_id = ?1';

/** What a list row of 归类 shows of document `d`, joined to `w(id, band)`. */
const ITEM = `d.id, d.sha256, d.type, d.title, d.pages, d.text_state, ${FIRST_PLACE} AS path`;

interface ItemRow {
  readonly id: number;
  readonly sha256: string;
  readonly type: DocumentType;
  readonly title: string | null;
  readonly pages: number | null;
  readonly text_state: string;
  readonly path: string | null;
  readonly band: Band | null;
}

/** A stored row as the page's lists show it. */
export function toItem(row: ItemRow): QueueItem {
  const path = row.path ?? '';
  return {
    ...{ id: row.id, sha256: row.sha256, type: row.type, pages: row.pages, band: row.band, path },
    title: row.title ?? placeOf(path).name,
    state: stateOf(row),
  };
}

function stateOf({ path, text_state: state }: ItemRow): DocumentState {
  if (path === null) return 'missing';
  return state === 'pending' ? 'empty' : (state as DocumentState);
}

const SUREST = "CASE band WHEN 'high' THEN 0 WHEN 'medium' THEN 1 WHEN 'low' THEN 2 ELSE 3 END";

export interface QueueFilter {
  readonly framework: string;
  readonly queue: Queue;
  readonly band?: Band | undefined;
  /** Documents at or below this folder (path in the source). */
  readonly folder?: string | undefined;
  /** Only documents with an open suggestion for this leaf, wherever else they are already confirmed. */
  readonly indicator?: number | undefined;
  readonly limit: number;
}

/**
 * The documents that wait, those one can be surest of first, then by path, so that neighbours follow each other. How every document of the
 * framework stands is worked out once, for the list and for its figures.
 */
export async function readQueue(db: Database, filter: QueueFilter): Promise<QueuePage> {
  const folder = filter.folder ?? '';
  const leaf = filter.queue === 'without' ? undefined : filter.indicator;
  const rows = await db.all<(ItemRow | { readonly id: null }) & Figures>(
    `WITH s AS MATERIALIZED (SELECT d.*, ${FIRST_PLACE} AS place FROM (${standing()}) d),
       q AS (SELECT d.id, d.band, d.place, count(*) OVER () AS total FROM (${sourceOf(filter)}) d
         WHERE d.place IS NOT NULL AND (?2 = '' OR d.band = ?2)
           AND (?3 = '' OR EXISTS (SELECT 1 FROM locations l WHERE l.document_id = d.id AND l.missing_at IS NULL
             AND l.state = 'ok' AND substr(l.path, 1, length(?3) + 1) = ?3 || '/'))
         ORDER BY ${SUREST}, d.place, d.id LIMIT ?4)
     SELECT f.decided, f.high, q.total, q.band, ${ITEM}
     FROM (SELECT sum(confirmed > 0 OR suggested = 0) AS decided, sum(best IS NOT NULL AND confirmed = 0 AND band = 'high') AS high
       FROM s WHERE place IS NOT NULL) f
     LEFT JOIN q LEFT JOIN documents d ON d.id = q.id ORDER BY ${SUREST}, q.place, q.id`,
    [filter.framework, filter.band ?? '', folder, filter.limit, ...(leaf === undefined ? [] : [leaf])],
  );
  const present = await db.get<{ documents: number }>(`SELECT count(*) AS documents FROM (${READABLE_IDS})`);
  const indicator = await db.get<{ code: string; name: string }>('SELECT code, name FROM indicators WHERE id = ?', [
    filter.indicator ?? null,
  ]);
  return {
    indicator: indicator ?? null,
    total: rows[0]?.total ?? 0,
    decided: rows[0]?.decided ?? 0,
    documents: present?.documents ?? 0,
    high: rows[0]?.high ?? 0,
    items: rows.flatMap((row) => (row.id === null ? [] : [toItem(row)])),
  };
}

/** Of the whole framework, and of the list; null where nothing is. */
interface Figures {
  readonly decided: number | null;
  readonly high: number | null;
  readonly total: number | null;
}

/** The documents of a queue, `id`, `band` and `place`; ?5 is the leaf where only its documents are wanted, wherever else they are confirmed. */
function sourceOf({ queue, indicator }: QueueFilter): string {
  const wait =
    indicator === undefined
      ? 'SELECT id, band, place FROM s WHERE best IS NOT NULL AND confirmed = 0'
      : `SELECT k.document_id AS id, k.band, s.place FROM links k JOIN indicators i ON i.id = k.indicator_id
           JOIN s ON s.id = k.document_id WHERE k.indicator_id = ?5 AND i.framework_id = ?1 AND k.state = 'suggested'`;
  switch (queue) {
    case 'suggested':
      return `SELECT id, band, place FROM (${wait}) WHERE id NOT IN (${LATER})`;
    case 'later':
      return `SELECT id, band, place FROM (${wait}) WHERE id IN (${LATER})`;
    case 'without':
      return `SELECT document_id AS id, NULL AS band, min(path) AS place FROM locations
        WHERE state = 'ok' AND missing_at IS NULL AND document_id NOT IN (${LINKED}) GROUP BY document_id`;
  }
}

interface BestRow extends ItemRow {
  readonly indicator_id: number;
  readonly code: string;
  readonly name: string;
}

const best = (within?: string): string => `SELECT ${ITEM}, w.band, w.indicator_id, i.code, i.name
  FROM (${waiting(within)}) w JOIN documents d ON d.id = w.id JOIN indicators i ON i.id = w.indicator_id`;

/** Waiting documents whose best suggestion lies in a band, each with it. */
export async function readBand(db: Database, framework: string, band: Band) {
  const rows = await db.all<BestRow>(`${best()} WHERE w.band = ?2 ORDER BY path, d.id`, [framework, band]);
  return rows.map((row) => ({ item: toItem(row), indicatorId: row.indicator_id, code: row.code, name: row.name }));
}

const MOST_ALIKE = 500;

/**
 * 同样情况: other waiting documents with this indicator as their best suggestion, in the same folder or of the same series. The
 * document's own row is not among them. Looks at the places of what is suggested for this leaf, and weighs only what lies or is named alike:
 * what it costs does not grow with the framework.
 */
export async function readSame(
  db: Database,
  of: { framework: string; documentId: number; indicatorId: number },
): Promise<SameSituation> {
  const own = await db.get<{ path: string | null }>(`SELECT ${FIRST_PLACE} AS path FROM documents d WHERE d.id = ?`, [
    of.documentId,
  ]);
  const indicator = await db.get<{ code: string; name: string }>('SELECT code, name FROM indicators WHERE id = ?', [
    of.indicatorId,
  ]);
  const { name, folders } = placeOf(own?.path ?? '');
  const series = seriesOf(name);
  const suggested = await db.all<{ id: number; path: string | null }>(
    `SELECT d.id, ${FIRST_PLACE} AS path FROM (SELECT document_id AS id FROM links WHERE indicator_id = ? AND state = 'suggested') d`,
    [of.indicatorId],
  );
  const alike = suggested.filter(({ id, path }) => {
    if (path === null || id === of.documentId) return false;
    const place = placeOf(path);
    return place.folders.join('/') === folders.join('/') || (series !== '' && seriesOf(place.name) === series);
  });
  const items = await db.all<BestRow>(
    `${best('SELECT value FROM json_each(?3)')} WHERE w.indicator_id = ?2 ORDER BY path LIMIT ${MOST_ALIKE}`,
    [of.framework, of.indicatorId, JSON.stringify(alike.map(({ id }) => id))],
  );
  return {
    indicatorId: of.indicatorId,
    code: indicator?.code ?? '',
    name: indicator?.name ?? '',
    items: items.map(toItem),
  };
}
