import { createUnitIndex, type NamedUnit, type UnitIndex } from '../../../shared/domain/unit-names.ts';
import type { Sql } from '../db/database.ts';
import { readLexicon } from '../links/links.ts';

/** A unit a person said something about. */
export interface StoredUnit extends NamedUnit {
  readonly id: number;
  readonly parent: string;
}

export interface KnownUnits {
  /** Every unit's present name: those stored, and those the frameworks name, in order of appearance. */
  readonly names: readonly string[];
  readonly stored: ReadonlyMap<string, StoredUnit>;
  /** The present name of the unit a name means, null for a name nobody knows. */
  readonly unitOf: UnitIndex;
}

/** Reads every unit of an archive: the stored ones, and those its frameworks name, former names folded into the present one. */
export async function readKnownUnits(sql: Pick<Sql, 'all'>): Promise<KnownUnits> {
  const lexicon = await readLexicon();
  const rows = await sql.all<{ id: number; name: string; parent: string; former_names: string; abbreviations: string }>(
    'SELECT id, name, parent, former_names, abbreviations FROM units ORDER BY id',
  );
  const stored = rows.map(({ id, name, parent, former_names: former, abbreviations }): StoredUnit => ({
    ...{ id, name, parent },
    formerNames: JSON.parse(former) as string[],
    abbreviations: JSON.parse(abbreviations) as string[],
  }));
  const used = await sql.all<{ name: string }>(
    `SELECT name FROM (
       SELECT lead_unit AS name, framework_id, position, -1 AS place FROM indicators WHERE lead_unit <> ''
       UNION ALL SELECT j.value, i.framework_id, i.position, j.key FROM indicators i, json_each(i.units) j WHERE j.value <> '')
     GROUP BY name ORDER BY min(framework_id), min(position), min(place)`,
  );
  const bare = (name: string): NamedUnit => ({ name, formerNames: [], abbreviations: [] });
  // A name of the frameworks is a unit of its own unless a stored unit, or a unit named beside it, is known by it too.
  const byStored = createUnitIndex(stored, { unitAliases: {} });
  const own = used.map(({ name }) => name).filter((name) => byStored(name) === null);
  const heads = new Set(Object.keys(lexicon.unitAliases));
  const first = [...stored, ...own.filter((name) => heads.has(name)).map(bare)];
  const byHead = createUnitIndex(first, lexicon);
  const units = [...first, ...own.filter((name) => byHead(name) === null).map(bare)];
  const names = units.map(({ name }) => name);
  const order = new Map(own.map((name, at) => [name, at]));
  return {
    names: names.toSorted((a, b) => (order.get(a) ?? -1) - (order.get(b) ?? -1)),
    stored: new Map(stored.map((unit) => [unit.name, unit])),
    unitOf: createUnitIndex(units, lexicon),
  };
}
