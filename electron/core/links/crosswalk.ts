import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { inverse, RELATIONS, type CrosswalkPair, type Relation } from '../../../shared/domain/crosswalk.ts';
import type { Sql } from '../db/database.ts';
import { RESOURCES_FOLDER } from '../program-folder.ts';

const CROSSWALK_FILE = join(RESOURCES_FOLDER, 'crosswalk.json');

const shipped = z.object({
  pairs: z.array(
    z.object({
      one: z.string(),
      other: z.string(),
      rows: z.array(z.tuple([z.string(), z.enum(RELATIONS), z.string()])),
    }),
  ),
});

/** A leaf of the crosswalk by its row id. */
export interface CrosswalkLeaf {
  readonly id: number;
  readonly framework: string;
  readonly key: string;
  readonly code: string;
  readonly name: string;
}

/** One line between two leaves of an archive, `one` having the smaller row id. */
export interface CrosswalkRow {
  readonly one: CrosswalkLeaf;
  readonly other: CrosswalkLeaf;
  /** What counts; null where the clerk took the shipped line away. */
  readonly relation: Relation | null;
  /** What the shipped 示例 says; null where it says nothing. */
  readonly shipped: Relation | null;
  /** Who said it and when (ISO 8601); null where only the 示例 says it. */
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
}

/**
 * Every line between the frameworks of an archive, also those taken away: the shipped 示例 for shipped frameworks, each replaced by what
 * a person said of the same two leaves. Throws when the shipped file is damaged.
 */
export async function readCrosswalkRows(db: Sql): Promise<CrosswalkRow[]> {
  const frameworks = await db.all<{ id: string }>('SELECT id FROM frameworks');
  if (frameworks.length < 2) return [];
  const own = await db.all<{ one_id: number; other_id: number; relation: string; decided_by: string; decided_at: string }>(
    'SELECT one_id, other_id, relation, decided_by, decided_at FROM crosswalk',
  );
  const held = new Set(frameworks.map(({ id }) => id));
  const { pairs } = shipped.parse(JSON.parse(await readFile(CROSSWALK_FILE, 'utf8')));
  const usable = pairs.filter(({ one, other }) => held.has(one) && held.has(other));
  const leaves = await db.all<CrosswalkLeaf>(
    `SELECT id, framework_id AS framework, key, code, name FROM indicators
     WHERE leaf = 1 AND (framework_id IN (SELECT value FROM json_each(?)) OR id IN (SELECT value FROM json_each(?)))`,
    [
      JSON.stringify(usable.flatMap(({ one, other }) => [one, other])),
      JSON.stringify(own.flatMap((row) => [row.one_id, row.other_id])),
    ],
  );
  const byId = new Map(leaves.map((leaf) => [leaf.id, leaf]));
  const byCode = new Map(leaves.map((leaf) => [`${leaf.framework} ${leaf.code}`, leaf]));
  const rows = new Map<string, CrosswalkRow>();
  for (const { one, other, rows: lines } of usable)
    for (const [oneCode, relation, otherCode] of lines) {
      const [a, b] = [byCode.get(`${one} ${oneCode}`), byCode.get(`${other} ${otherCode}`)];
      if (a === undefined || b === undefined) continue;
      const said = a.id < b.id ? { one: a, other: b, relation } : { one: b, other: a, relation: inverse(relation) };
      rows.set(`${said.one.id} ${said.other.id}`, { ...said, shipped: said.relation, decidedBy: null, decidedAt: null });
    }
  for (const row of own) {
    const [one, other] = [byId.get(row.one_id), byId.get(row.other_id)];
    if (one === undefined || other === undefined) continue;
    const key = `${one.id} ${other.id}`;
    const relation = RELATIONS.find((known) => known === row.relation) ?? null;
    rows.set(key, {
      ...{ one, other, relation, shipped: rows.get(key)?.shipped ?? null },
      ...{ decidedBy: row.decided_by, decidedAt: row.decided_at },
    });
  }
  return [...rows.values()];
}

/** The lines that count, as suggesting reads them. */
export async function readCrosswalk(db: Sql): Promise<CrosswalkPair[]> {
  const nameOf = ({ framework, key }: CrosswalkLeaf) => ({ frameworkId: framework, indicatorId: key });
  return (await readCrosswalkRows(db)).flatMap(({ one, other, relation }) =>
    relation === null ? [] : [{ one: nameOf(one), other: nameOf(other), relation }],
  );
}
