import type { Held } from '../../../shared/contract/editions.ts';
import { nodeKey } from '../../../shared/domain/code-keys.ts';
import type { Sql } from '../db/database.ts';
import { readNamingRecords, type NamingRecord } from '../records/records.ts';

/** What hangs on the leaves of a framework, by row id. */
export interface Holdings {
  readonly of: (leaf: number) => Held;
  readonly records: ReadonlyMap<number, readonly NamingRecord[]>;
  /** Leaves whose 材料要求, and whose units and day, a person changed. */
  readonly ownRequirements: ReadonlySet<number>;
  readonly ownDuties: ReadonlySet<number>;
}

/** Reads every decision of a framework that a new edition must not lose. */
export async function readHoldings(db: Sql, framework: string): Promise<Holdings> {
  const leaves = await db.all<{ id: number; code: string; reason: string | null }>(
    'SELECT id, code, not_applicable_reason AS reason FROM indicators WHERE framework_id = ? AND leaf = 1',
    [framework],
  );
  const links = await db.all<{ id: number; confirmed: number; rejected: number }>(
    `SELECT l.indicator_id AS id, sum(l.state = 'confirmed') AS confirmed, sum(l.state = 'rejected') AS rejected
     FROM links l JOIN indicators i ON i.id = l.indicator_id WHERE i.framework_id = ? GROUP BY l.indicator_id`,
    [framework],
  );
  const counted = (table: 'duties' | 'rules'): Promise<{ id: number; n: number }[]> =>
    db.all(
      `SELECT t.indicator_id AS id, count(*) AS n FROM ${table} t JOIN indicators i ON i.id = t.indicator_id
       WHERE i.framework_id = ? GROUP BY t.indicator_id`,
      [framework],
    );
  const duties = new Map((await counted('duties')).map(({ id, n }) => [id, n]));
  const rules = new Map((await counted('rules')).map(({ id, n }) => [id, n]));
  const records = await readNamingRecords(db, framework);
  const changed = await readChanged(db, framework);
  const linked = new Map(links.map((row) => [row.id, row]));
  const reasons = new Set(leaves.filter(({ reason }) => reason !== null).map(({ id }) => id));
  const byCode = (keys: ReadonlySet<string>): ReadonlySet<number> =>
    new Set(leaves.filter(({ code }) => keys.has(nodeKey(code))).map(({ id }) => id));
  const [ownRequirements, ownDuties] = [byCode(changed.requirements), byCode(changed.duties)];
  return {
    records,
    ownRequirements,
    ownDuties,
    of: (leaf) => ({
      confirmed: linked.get(leaf)?.confirmed ?? 0,
      rejected: linked.get(leaf)?.rejected ?? 0,
      notApplicable: reasons.has(leaf),
      duties: Math.max(duties.get(leaf) ?? 0, ownDuties.has(leaf) ? 1 : 0),
      rules: rules.get(leaf) ?? 0,
      records: records.get(leaf)?.length ?? 0,
      requirements: ownRequirements.has(leaf),
    }),
  };
}

/** Codes whose requirements or units a person changed in the window, as the record tells. */
async function readChanged(
  db: Sql,
  framework: string,
): Promise<{ readonly requirements: ReadonlySet<string>; readonly duties: ReadonlySet<string> }> {
  const rows = await db.all<{ action: string; detail: string }>(
    `SELECT action, detail FROM audit WHERE action IN ('indicator.requirements', 'duty.set', 'duty.import', 'node.edit')
       AND detail ->> '$.framework' = ? ORDER BY seq`,
    [framework],
  );
  const requirements = new Set<string>();
  const duties = new Set<string>();
  for (const { action, detail } of rows) {
    const { indicator, codes, recoded } = JSON.parse(detail) as {
      readonly indicator?: string;
      readonly codes?: readonly string[];
      readonly recoded?: readonly [from: string, to: string];
    };
    if (recoded) for (const held of [requirements, duties]) if (held.has(nodeKey(recoded[0]))) held.add(nodeKey(recoded[1]));
    if (action === 'node.edit') continue;
    const into = action === 'indicator.requirements' ? requirements : duties;
    for (const code of codes ?? (indicator === undefined ? [] : [indicator])) into.add(nodeKey(code));
  }
  return { requirements, duties };
}
