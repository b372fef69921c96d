import type { DocumentVersion, PlacedEdition } from '../../../shared/contract/documents.ts';
import { fold } from '../../../shared/domain/text.ts';
import { versionRelation, type VersionInput } from '../../../shared/domain/versions.ts';
import { folderOf, lastName } from '../../../shared/domain/paths.ts';
import type { Database } from '../db/database.ts';
import { listingOf, type Listed } from './listing.ts';

/** A title that so many documents carry is a form's (签到表), not one document's. */
const MOST_OF_ONE_TITLE = 12;

/** Other states of the same document and the same document of other days, by path. */
export async function versionsOf(db: Database, id: number): Promise<readonly DocumentVersion[]> {
  const { byId } = await listingOf(db);
  const own = byId.get(id);
  if (!own) return [];
  const title = fold(own.title);
  const [near, titled]: [Listed[], Listed[]] = [[], []];
  for (const one of byId.values()) {
    if (one.id === id || one.path === '') continue;
    if (sameFolder(one, own)) near.push(one);
    else if (one.title.length === own.title.length && fold(one.title) === title) titled.push(one);
  }
  const others = titled.length > MOST_OF_ONE_TITLE ? near : [...near, ...titled];
  const facts = await factsOf(db, [id, ...others.map((one) => one.id)]);
  const input = (one: Listed): VersionInput => ({
    name: lastName(one.path),
    folder: `${one.sourceId} ${folderOf(one.path)}`,
    title: one.title,
    shot: one.group === '图片' || one.group === '影音',
    docNumber: facts.get(one.id)?.docNumber ?? null,
    date: one.date === '' ? null : one.date,
  });
  const found = others.flatMap((one) => {
    const relation = versionRelation(input(own), input(one));
    return relation === null ? [] : [{ one, relation }];
  });
  const placed = await placedEditions(
    db,
    found.map(({ one }) => facts.get(one.id)?.sha256 ?? ''),
  );
  return found
    .map(({ one, relation }) => ({
      ...{ id: one.id, title: one.title, path: one.path, state: one.state, links: one.links, relation },
      date: one.date === '' ? null : one.date,
      placed: placed.get(facts.get(one.id)?.sha256 ?? '') ?? [],
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Which editions hold each of these contents, newest first, from the record frozen with each. */
export async function placedEditions(
  db: Database,
  shas: readonly string[],
): Promise<ReadonlyMap<string, readonly PlacedEdition[]>> {
  const placed = new Map<string, PlacedEdition[]>();
  if (shas.length === 0) return placed;
  const rows = await db.all<PlacedEdition & { readonly sha256: string }>(
    `SELECT DISTINCT e.edition, e.created_at AS createdAt, i.value ->> '$.sha256' AS sha256
     FROM exports e, json_each(e.manifest, '$.items') i
     WHERE i.value ->> '$.omitted' IS NULL AND i.value ->> '$.sha256' IN (SELECT value FROM json_each(?)) ORDER BY e.edition DESC`,
    [JSON.stringify(shas)],
  );
  for (const { sha256, ...edition } of rows) placed.set(sha256, [...(placed.get(sha256) ?? []), edition]);
  return placed;
}

interface Facts {
  readonly id: number;
  readonly sha256: string;
  readonly docNumber: string | null;
}

async function factsOf(db: Database, ids: readonly number[]): Promise<ReadonlyMap<number, Facts>> {
  const rows = await db.all<Facts>(
    'SELECT id, sha256, doc_number AS docNumber FROM documents WHERE id IN (SELECT value FROM json_each(?))',
    [JSON.stringify(ids)],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

function sameFolder(one: Listed, own: Listed): boolean {
  const length = own.path.lastIndexOf('/');
  return (
    one.sourceId === own.sourceId &&
    one.path.lastIndexOf('/') === length &&
    (length < 0 || one.path.startsWith(own.path.slice(0, length + 1)))
  );
}
