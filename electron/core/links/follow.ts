import { BY_A_PERSON } from '../../../shared/domain/filing-rule.ts';
import type { Reason } from '../../../shared/domain/link.ts';
import { HABIT, HABIT_SCORE, habitatsOf, habitText, isHabit } from '../../../shared/domain/rules/learned.ts';
import { seriesOf } from '../../../shared/domain/series.ts';
import type { Sql } from '../db/database.ts';
import { FIRST_PLACE, FIRST_SOURCE, placeOf } from './place.ts';
import { suggestAnew } from './suggest-job.ts';

const REASONS = 3;
/** A file that already says so clearly what else it proves does not follow its folder. */
const SAYS_OTHERWISE = 0.5;
const MOST = 2000;

interface Pair {
  readonly documentId: number;
  readonly indicatorId: number;
}

interface Placed {
  readonly id: number;
  readonly path: string;
  readonly source: number;
}

/**
 * After confirmations: where one of them is the fifth equal one of its folder or series (`isHabit`), the waiting documents there are
 * suggested for the same leaf at once, in the high band and with that reason. Decisions of a person are never touched, and what
 * followed teaches nothing. Costs the decisions on that leaf and the files of that folder or series, not the archive.
 */
export async function followDecisions(tx: Sql, confirmed: readonly Pair[]): Promise<void> {
  for (const [leaf, documents] of byLeaf(confirmed)) await followLeaf(tx, leaf, documents);
}

/**
 * After decisions were taken back or made otherwise: what had only followed them is weighed anew where they make no habit any more.
 * Costs what `followDecisions` costs, and one weighing of what had followed.
 */
export async function unfollowDecisions(tx: Sql, changed: readonly Pair[]): Promise<void> {
  const stale = new Set<number>();
  for (const [leaf, documents] of byLeaf(changed)) {
    const places = new Map<string, Placed>();
    for (const one of await placesOf(tx, documents)) for (const place of habitatsAt(one)) places.set(place, one);
    const counts = countsOf(await decidedOn(tx, leaf));
    for (const [place, one] of places) {
      const there = await documentsAt(tx, place, one);
      const followed = await followedAmong(tx, leaf, there, place);
      const count = counts.get(place);
      const holds = followed.length > 0 && count !== undefined && isHabit(count, await confirmedAmong(tx, leaf, there));
      if (!holds) for (const id of followed) stale.add(id);
    }
  }
  await suggestAnew(tx, [...stale]);
}

/** After undo or redo of decisions: what follows them follows, what had followed them goes. */
export async function followMoved(tx: Sql, pairs: readonly Pair[]): Promise<void> {
  await followDecisions(tx, pairs);
  await unfollowDecisions(tx, pairs);
}

function byLeaf(pairs: readonly Pair[]): Map<number, Set<number>> {
  const leaves = new Map<number, Set<number>>();
  for (const { documentId, indicatorId } of pairs)
    leaves.set(indicatorId, (leaves.get(indicatorId) ?? new Set<number>()).add(documentId));
  return leaves;
}

const habitatsAt = ({ path, source }: Placed): string[] => habitatsOf({ ...placeOf(path), source });

async function placesOf(tx: Sql, documents: ReadonlySet<number>): Promise<Placed[]> {
  return tx.all<Placed>(
    `SELECT * FROM (SELECT d.id, ${FIRST_PLACE} AS path, ${FIRST_SOURCE} AS source FROM documents d
       WHERE d.id IN (SELECT value FROM json_each(?))) WHERE path IS NOT NULL`,
    [JSON.stringify([...documents])],
  );
}

/** Those with an open suggestion for the leaf that came of a habit of the place. */
async function followedAmong(tx: Sql, leaf: number, documents: readonly number[], place: string): Promise<number[]> {
  const [saying] = habitText(place, HABIT).split(String(HABIT));
  const rows = await tx.all<{ id: number }>(
    `SELECT k.document_id AS id FROM links k WHERE k.indicator_id = ? AND k.state = 'suggested'
       AND k.document_id IN (SELECT value FROM json_each(?))
       AND EXISTS (SELECT 1 FROM json_each(k.reasons) r WHERE r.value ->> 'kind' = 'learned' AND instr(r.value ->> 'text', ?) = 1)`,
    [leaf, JSON.stringify(documents), saying ?? ''],
  );
  return rows.map(({ id }) => id);
}

type Decided = Placed & { readonly state: string };

/** What a person decided on a leaf, with where it lies. */
function decidedOn(tx: Sql, leaf: number): Promise<Decided[]> {
  return tx.all<Decided>(
    `SELECT * FROM (SELECT d.id, ${FIRST_PLACE} AS path, ${FIRST_SOURCE} AS source, k.state
       FROM links k JOIN documents d ON d.id = k.document_id
       WHERE k.indicator_id = ? AND k.state <> 'suggested' AND ${BY_A_PERSON}) WHERE path IS NOT NULL`,
    [leaf],
  );
}

interface Count {
  readonly confirmed: number;
  readonly rejected: number;
}

/** Decisions by folder and series. */
function countsOf(decided: readonly Decided[]): Map<string, Count> {
  const counts = new Map<string, Count>();
  for (const one of decided) {
    for (const place of habitatsAt(one)) {
      const held = counts.get(place) ?? { confirmed: 0, rejected: 0 };
      counts.set(
        place,
        one.state === 'confirmed' ? { ...held, confirmed: held.confirmed + 1 } : { ...held, rejected: held.rejected + 1 },
      );
    }
  }
  return counts;
}

async function followLeaf(tx: Sql, leaf: number, documents: ReadonlySet<number>): Promise<void> {
  const decided = await decidedOn(tx, leaf);
  const counts = countsOf(decided);
  const touched = new Map<string, Placed>();
  for (const one of decided) if (documents.has(one.id)) for (const place of habitatsAt(one)) touched.set(place, one);
  for (const [place, one] of touched) {
    const count = counts.get(place);
    if (count === undefined || count.confirmed < HABIT) continue;
    const there = await documentsAt(tx, place, one);
    if (isHabit(count, await confirmedAmong(tx, leaf, there))) await suggestThere(tx, leaf, there, place, count.confirmed);
  }
}

/** The present documents of one folder (not below it), or of one series anywhere. */
async function documentsAt(tx: Sql, place: string, { path, source }: Placed): Promise<number[]> {
  const present = "document_id IS NOT NULL AND state = 'ok' AND missing_at IS NULL";
  const { name, folders } = placeOf(path);
  if (place.startsWith('folder:')) {
    const rows = await tx.all<{ id: number }>(
      `SELECT DISTINCT document_id AS id FROM locations
       WHERE source_id = ?2 AND substr(path, 1, length(?1)) = ?1 AND instr(substr(path, length(?1) + 1), '/') = 0 AND ${present}`,
      [`${folders.join('/')}/`, source],
    );
    return rows.map(({ id }) => id);
  }
  const series = seriesOf(name);
  const piece = series.split('#').reduce((longest, one) => (one.length > longest.length ? one : longest), '');
  const rows = await tx.all<Pick<Placed, 'id' | 'path'>>(
    `SELECT document_id AS id, path FROM locations WHERE instr(path, ?) > 0 AND ${present}`,
    [piece],
  );
  return [...new Set(rows.filter((row) => seriesOf(placeOf(row.path).name) === series).map(({ id }) => id))];
}

/** How many confirmations of the leaf's framework these documents have. */
async function confirmedAmong(tx: Sql, leaf: number, documents: readonly number[]): Promise<number> {
  const row = await tx.get<{ n: number }>(
    `SELECT count(*) AS n FROM links k JOIN indicators i ON i.id = k.indicator_id
     WHERE k.state = 'confirmed' AND i.framework_id = (SELECT framework_id FROM indicators WHERE id = ?)
       AND k.document_id IN (SELECT value FROM json_each(?))`,
    [leaf, JSON.stringify(documents)],
  );
  return row?.n ?? 0;
}

async function suggestThere(
  tx: Sql,
  leaf: number,
  documents: readonly number[],
  place: string,
  confirmed: number,
): Promise<void> {
  const waiting = await tx.all<{ id: number; reasons: string | null }>(
    `SELECT p.value AS id, own.reasons FROM json_each(?1) p
     LEFT JOIN links own ON own.document_id = p.value AND own.indicator_id = ?2
     WHERE (own.state IS NULL OR (own.state = 'suggested' AND own.score < ${HABIT_SCORE})) AND NOT EXISTS (
       SELECT 1 FROM links o JOIN indicators j ON j.id = o.indicator_id
       WHERE o.document_id = p.value AND o.indicator_id <> ?2 AND j.framework_id = (SELECT framework_id FROM indicators WHERE id = ?2)
         AND (o.state = 'confirmed' OR (o.state = 'suggested' AND o.score >= ?3)))
     LIMIT ${MOST}`,
    [JSON.stringify(documents), leaf, SAYS_OTHERWISE],
  );
  if (waiting.length === 0) return;
  const text = habitText(place, confirmed);
  const learned: Reason = { kind: 'learned', text };
  const rows = waiting.map(({ id, reasons }) => {
    const others = (JSON.parse(reasons ?? '[]') as Reason[]).filter(({ kind }) => kind !== 'learned');
    return { id, reasons: [learned, ...others].slice(0, REASONS) };
  });
  await tx.run(
    `INSERT INTO links (document_id, indicator_id, state, score, band, reasons)
     SELECT value ->> '$.id', ?, 'suggested', ?, 'high', value -> '$.reasons' FROM json_each(?) WHERE true
     ON CONFLICT (document_id, indicator_id) DO UPDATE SET score = excluded.score, band = excluded.band,
       reasons = excluded.reasons WHERE links.state = 'suggested'`,
    [leaf, HABIT_SCORE, JSON.stringify(rows)],
  );
}
