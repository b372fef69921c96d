import type { DocumentState, Kind } from '../../../shared/domain/document.ts';
import type { GapLink } from '../../../shared/domain/gaps.ts';
import type { Database } from '../db/database.ts';
import { WHEREABOUTS } from '../documents/documents.ts';
import { isPresent } from '../present.ts';

type Held = Map<number, readonly GapLink[]>;

const held = new WeakMap<Database, Promise<Held>>();
/** Leaves a statement reads: of a large archive some thousand links. */
const LEAVES = 32;

/**
 * The confirmed and suggested links of every leaf (row id) as gaps judge them, in the order they were made. The first call reads them all,
 * later ones those of the leaves where a link, its document or its places changed since: what a decision costs does not grow with the
 * archive. What changed is noted by temporary triggers of the connection, which is the only one that writes.
 */
export async function leafLinksOf(db: Database): Promise<ReadonlyMap<number, readonly GapLink[]>> {
  const former = held.get(db) ?? Promise.resolve(null);
  const next = former.then((known) => (known ? refresh(db, known) : load(db)));
  held.set(db, next);
  next.catch(() => held.delete(db));
  return next;
}

async function load(db: Database): Promise<Held> {
  await db.exec(TRIGGERS);
  await db.run('DELETE FROM temp.leaf_links_changed');
  const leaves = await db.all<{ id: number }>('SELECT DISTINCT indicator_id AS id FROM links');
  return take(db, new Map(), leaves.map(({ id }) => id)); // prettier-ignore
}

async function refresh(db: Database, known: Held): Promise<Held> {
  const any = await db.get('SELECT 1 FROM temp.leaf_links_changed LIMIT 1');
  if (!any) return known;
  const changed = await db.transaction(async (tx) => {
    const rows = await tx.all<{ id: number }>('SELECT DISTINCT indicator_id AS id FROM temp.leaf_links_changed');
    await tx.run('DELETE FROM temp.leaf_links_changed');
    return rows.map(({ id }) => id);
  });
  return take(db, known, changed);
}

type Packed = readonly [
  state: GapLink['state'],
  kind: Kind | null,
  date: string | null,
  textState: string,
  place: 'present' | 'online-only' | 'missing',
];

/** SQL: where the file of document `d` is: where a source has it, only in a cloud, or nowhere. The first question settles nearly all. */
const PLACE = `CASE WHEN ${isPresent('d.id')} THEN 'present' WHEN ${WHEREABOUTS} = 'online-only' THEN 'online-only' ELSE 'missing' END`;

async function take(db: Database, known: Held, leaves: readonly number[]): Promise<Held> {
  const fresh: Held = new Map();
  for (let at = 0; at < leaves.length; at += LEAVES) {
    const rows = await db.all<{ id: number; links: string }>(
      `SELECT indicator_id AS id, json_group_array(json(packed)) AS links FROM (
         SELECT l.indicator_id, json_array(l.state, coalesce(l.kind, d.kind), coalesce(substr(d.taken_at, 1, 10), d.date), d.text_state,
           ${PLACE}) AS packed
         FROM links l JOIN documents d ON d.id = l.document_id
         WHERE l.state IN ('confirmed', 'suggested') AND l.indicator_id IN (SELECT value FROM json_each(?)) ORDER BY l.id)
       GROUP BY indicator_id`,
      [JSON.stringify(leaves.slice(at, at + LEAVES))],
    );
    for (const { id, links } of rows) fresh.set(id, (JSON.parse(links) as Packed[]).map(toLink));
  }
  for (const id of leaves) known.set(id, fresh.get(id) ?? []);
  return known;
}

function toLink([state, kind, date, textState, place]: Packed): GapLink {
  const [present, onlineOnly] = [place === 'present' ? 1 : 0, place === 'online-only' ? 1 : 0];
  return { state, kind, date, documentState: stateOf({ text_state: textState, present, online_only: onlineOnly }) };
}

/** How a document stands for evidence: whether its file is there, only in a cloud, or gone, and whether it could be read. */
export function stateOf(row: {
  readonly present: number;
  readonly online_only: number;
  readonly text_state: string;
}): DocumentState {
  if (row.present === 0) return row.online_only === 1 ? 'online-only' : 'missing';
  if (row.text_state === 'failed' || row.text_state === 'encrypted') return row.text_state;
  return row.text_state === 'ok' ? 'ok' : 'empty';
}

const trigger = (name: string, event: string, table: string, leaves: string): string =>
  `CREATE TEMP TRIGGER IF NOT EXISTS leaf_links_${table}_${name} AFTER ${event} ON main.${table} BEGIN
     INSERT INTO leaf_links_changed (indicator_id) ${leaves}; END;`;
const leavesOf = (document: string): string => `SELECT indicator_id FROM links WHERE document_id = ${document}`;

const TRIGGERS = `CREATE TEMP TABLE IF NOT EXISTS leaf_links_changed (indicator_id INTEGER);
  ${[
    trigger('added', 'INSERT', 'links', 'VALUES (NEW.indicator_id)'),
    trigger('changed', 'UPDATE', 'links', 'VALUES (NEW.indicator_id), (OLD.indicator_id)'),
    trigger('gone', 'DELETE', 'links', 'VALUES (OLD.indicator_id)'),
    trigger('changed', 'UPDATE OF kind, date, taken_at, text_state', 'documents', leavesOf('NEW.id')),
    trigger('added', 'INSERT', 'locations', leavesOf('NEW.document_id')),
    trigger('changed', 'UPDATE', 'locations', leavesOf('NEW.document_id')),
    trigger('left', 'UPDATE OF document_id', 'locations', leavesOf('OLD.document_id')),
    trigger('gone', 'DELETE', 'locations', leavesOf('OLD.document_id')),
  ].join('\n')}`;
