import type { DocumentSort, LinkStanding } from '../../../shared/contract/documents.ts';
import type { DocumentState, DocumentType, Kind } from '../../../shared/domain/document.ts';
import { createNearIndex, type NearIndex } from '../../../shared/domain/near-photos.ts';
import type { PhotoHint } from '../../../shared/domain/photo-hints.ts';
import { groupOf, type TypeGroup } from '../../../shared/domain/type-groups.ts';
import { titleOfPath } from '../../../shared/domain/paths.ts';
import type { Database } from '../db/database.ts';
import { bitsOf, countBits, hasBit, idsOf, type Bits } from './bits.ts';
import { WHEREABOUTS } from './copies.ts';

/** What filtering, counting and sorting need of one document. */
export interface Listed {
  readonly id: number;
  readonly path: string;
  readonly sourceId: number;
  readonly title: string;
  /** Local day, '' when not known. */
  readonly date: string;
  readonly sizeBytes: number;
  readonly type: DocumentType;
  readonly group: TypeGroup;
  readonly kind: Kind | '';
  readonly state: DocumentState;
  readonly links: LinkStanding;
  /** Places where its file lies now. */
  readonly places: number;
  readonly hints: readonly PhotoHint[];
  /** Perceptual hash of a photo whose file is there, else null. */
  readonly hash: string | null;
}

/** All documents of an archive in memory, kept fresh by what changed: one query a changed document instead of one a request. */
export interface Listing {
  readonly byId: ReadonlyMap<number, Listed>;
  /** The keys of `byId`. */
  readonly ids: Bits;
  /** All documents in an order, upwards. */
  readonly sorted: (sort: DocumentSort) => readonly Listed[];
  /** Those of these documents that are listed, in that order: a few are sorted, of many all are gone through. */
  readonly chosen: (hits: Bits, sort: DocumentSort) => readonly Listed[];
  readonly photos: Pick<NearIndex, 'near' | 'hasNear'>;
}

interface Held {
  readonly byId: Map<number, Listed>;
  /** The keys of `byId`; null where they are to be taken anew. */
  ids: Bits | null;
  readonly orders: Map<DocumentSort, Listed[]>;
  readonly photos: NearIndex;
  /** `writes` of the database when nothing had changed since. */
  checked: number;
}

const held = new WeakMap<Database, Promise<Held>>();
/** Rows a statement packs: some 20 ms of the connection. */
const CHUNK = 4000;
/** Sorting so small a share of the documents costs less than going through all. */
const FEW = 20;
/** Above so many changes an order is made anew. */
const INSERT_LIMIT = 2000;

/** The listing of an archive; the first call reads everything, later ones what changed since. */
export async function listingOf(db: Database): Promise<Listing> {
  const former = held.get(db) ?? Promise.resolve(null);
  const next = former.then((known) => (known ? refresh(db, known) : load(db)));
  held.set(db, next);
  next.catch(() => held.delete(db));
  const current = await next;
  const ids = (current.ids ??= bitsOf(current.byId.keys()));
  return {
    byId: current.byId,
    ids,
    sorted: (sort) => orderOf(current, sort),
    chosen: (hits, sort) =>
      countBits(hits) * FEW > current.byId.size
        ? orderOf(current, sort).filter(({ id }) => hasBit(hits, id))
        : idsOf(hits)
            .flatMap((id) => current.byId.get(id) ?? [])
            .sort(COMPARE[sort]),
    photos: current.photos,
  };
}

async function load(db: Database): Promise<Held> {
  await db.exec(TRIGGERS);
  await db.run('DELETE FROM temp.listing_changed');
  const byId = new Map<number, Listed>();
  const photos = createNearIndex();
  for (let after = 0; ;) {
    const packed = await db.get<{ rows: string; last: number | null }>(
      `SELECT json_group_array(json(row)) AS rows, max(id) AS last FROM (${ROW} WHERE d.id > ? ORDER BY d.id LIMIT ${CHUNK})`,
      [after],
    );
    if (!packed || packed.last === null) break;
    for (const listed of parse(packed.rows)) {
      byId.set(listed.id, listed);
      photos.put(listed.id, listed.hash);
    }
    after = packed.last;
  }
  return { byId, ids: null, orders: new Map(), photos, checked: -1 };
}

async function refresh(db: Database, known: Held): Promise<Held> {
  const writes = db.writes();
  if (known.checked === writes) return known;
  if (!(await db.get('SELECT 1 FROM temp.listing_changed LIMIT 1'))) {
    known.checked = writes;
    return known;
  }
  const changed = await db.transaction(async (tx) => {
    const rows = await tx.get<{ ids: string }>(
      'SELECT json_group_array(document_id) AS ids FROM (SELECT DISTINCT document_id FROM temp.listing_changed)',
    );
    await tx.run('DELETE FROM temp.listing_changed');
    return JSON.parse(rows?.ids ?? '[]') as number[];
  });
  const fresh: Listed[] = [];
  for (let start = 0; start < changed.length; start += CHUNK) {
    const packed = await db.get<{ rows: string }>(
      `SELECT json_group_array(json(row)) AS rows FROM (${ROW} WHERE d.id IN (SELECT value FROM json_each(?)))`,
      [JSON.stringify(changed.slice(start, start + CHUNK))],
    );
    fresh.push(...parse(packed?.rows ?? '[]'));
  }
  known.ids = null;
  const gone = new Set(changed);
  for (const id of changed) known.byId.delete(id);
  for (const listed of fresh) known.byId.set(listed.id, listed);
  for (const id of changed) known.photos.put(id, known.byId.get(id)?.hash ?? null);
  for (const [sort, order] of known.orders) {
    if (changed.length > INSERT_LIMIT) known.orders.delete(sort);
    else
      known.orders.set(
        sort,
        merged(
          order.filter((one) => !gone.has(one.id)),
          fresh,
          COMPARE[sort],
        ),
      );
  }
  return known;
}

function merged(order: Listed[], fresh: readonly Listed[], compare: Compare): Listed[] {
  for (const one of fresh) {
    let [low, high] = [0, order.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = order[middle];
      if (other && compare(other, one) < 0) low = middle + 1;
      else high = middle;
    }
    order.splice(low, 0, one);
  }
  return order;
}

function orderOf({ byId, orders }: Held, sort: DocumentSort): readonly Listed[] {
  const known = orders.get(sort) ?? [...byId.values()].sort(COMPARE[sort]);
  orders.set(sort, known);
  return known;
}

type Compare = (a: Listed, b: Listed) => number;
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byPath: Compare = (a, b) => byText(a.path, b.path) || a.id - b.id;
/** Chinese titles by their sound, numbers by their size. */
const COLLATOR = new Intl.Collator('zh-CN', { numeric: true });

const byAge: Compare = (a, b) => a.id - b.id;

const COMPARE: Readonly<Record<DocumentSort, Compare>> = {
  path: byPath,
  title: (a, b) => COLLATOR.compare(a.title, b.title) || byPath(a, b),
  date: (a, b) => byText(a.date, b.date) || byPath(a, b),
  size: (a, b) => a.sizeBytes - b.sizeBytes || byPath(a, b),
  type: (a, b) => byText(a.type, b.type) || byPath(a, b),
  newest: byAge,
  relevance: byAge,
};

type Packed = readonly [
  id: number,
  path: string | null,
  sourceId: number | null,
  title: string | null,
  date: string | null,
  sizeBytes: number,
  type: DocumentType,
  kind: Kind | null,
  state: DocumentState,
  links: number | null,
  hints: readonly PhotoHint[] | null,
  hash: string | null,
  places: number,
];

const STANDINGS: readonly LinkStanding[] = ['none', 'rejected', 'suggested', 'confirmed'];

const NO_HINTS: readonly PhotoHint[] = [];

function parse(rows: string): Listed[] {
  return (JSON.parse(rows) as (Packed | null)[]).flatMap((row): Listed[] => {
    if (row === null) return [];
    const [id, path, sourceId, title, date, sizeBytes, type, kind, state, links, hints, hash, places] = row;
    const standing = STANDINGS[links ?? 0] ?? 'none';
    if (path === null && standing !== 'confirmed') return [];
    const shown = { id, path: path ?? '', sourceId: sourceId ?? 0, title: title ?? titleOfPath(path ?? ''), date: date ?? '' };
    const photo = { hints: hints ?? NO_HINTS, hash: state === 'missing' ? null : hash };
    return [{ ...shown, sizeBytes, type, group: groupOf(type), kind: kind ?? '', state, links: standing, places, ...photo }];
  });
}

const PLACE = (column: string): string =>
  `(SELECT l.${column} FROM locations l WHERE l.document_id = d.id
    ORDER BY l.state = 'ok' AND l.missing_at IS NULL DESC, l.path, l.source_id LIMIT 1)`;

const ROW = `SELECT d.id AS id, json_array(d.id, ${PLACE('path')}, ${PLACE('source_id')}, d.title,
    coalesce(d.date, substr(d.taken_at, 1, 10)), d.size_bytes, d.type, d.kind,
    CASE ${WHEREABOUTS} WHEN 'missing' THEN 'missing' WHEN 'online-only' THEN 'online-only'
      ELSE iif(d.text_state = 'pending', 'empty', d.text_state) END,
    (SELECT max(CASE k.state WHEN 'confirmed' THEN 3 WHEN 'suggested' THEN 2 ELSE 1 END) FROM links k
      WHERE k.document_id = d.id), json(d.photo_hints), d.picture ->> '$.hash',
    (SELECT count(*) FROM locations l WHERE l.document_id = d.id AND l.state = 'ok' AND l.missing_at IS NULL)) AS row
  FROM documents d`;

const trigger = (name: string, event: string, table: string, column: string): string =>
  `CREATE TEMP TRIGGER IF NOT EXISTS listing_${table}_${name} AFTER ${event} ON main.${table} BEGIN
     INSERT INTO listing_changed (document_id) VALUES (${column}); END;`;

/** On this connection only, which is the only one that writes: nothing of it reaches the archive's file. */
const TRIGGERS = `CREATE TEMP TABLE IF NOT EXISTS listing_changed (document_id INTEGER);
  ${['documents', 'locations', 'links']
    .flatMap((table) => {
      const column = table === 'documents' ? 'id' : 'document_id';
      return [
        trigger('added', 'INSERT', table, `NEW.${column}`),
        trigger('changed', 'UPDATE', table, `NEW.${column}`),
        trigger('left', 'UPDATE', table, `OLD.${column}`),
        trigger('gone', 'DELETE', table, `OLD.${column}`),
      ];
    })
    .join('\n')}`;
