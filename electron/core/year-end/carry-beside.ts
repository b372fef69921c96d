import { inverse } from '../../../shared/domain/crosswalk.ts';
import { frameworkLabel, type Framework } from '../../../shared/domain/framework.ts';
import { hardware } from '../../../shared/domain/ledgers/hardware.ts';
import { textOf } from '../../../shared/domain/ledgers/ledger.ts';
import type { By } from '../audit/audit.ts';
import type { Sql } from '../db/database.ts';
import { readCrosswalkRows } from '../links/links.ts';
import { carryNegativeRows, readNamingRecords, repointRecords } from '../records/records.ts';

/** What of 年度结转 hangs on several frameworks, or lies in the 台账 of the whole archive. */

/** A framework that went on: this year's, how the next one is named, and their nodes by row ids. */
export interface Gone {
  readonly from: Framework;
  readonly to: Pick<Framework, 'id' | 'name' | 'edition'>;
  readonly nodes: readonly { readonly from: number; readonly to: number; readonly code: string }[];
}

/**
 * 指标对照 between frameworks that both go on, line by line for their next year; lines of the shipped 示例 too, which speak of this year's
 * alone. Who said a line and when stays with it. Returns how many, and the leaves they lie between.
 */
export async function carryCrosswalk(
  tx: Sql,
  gone: readonly Gone[],
  by: By,
): Promise<{ readonly lines: number; readonly leaves: readonly number[] }> {
  const nextOf = new Map(gone.flatMap(({ nodes }) => nodes.map(({ from, to }) => [from, to] as const)));
  const lines = (await readCrosswalkRows(tx)).flatMap(({ one, other, relation, decidedBy, decidedAt }) => {
    const [a, b] = [nextOf.get(one.id), nextOf.get(other.id)];
    if (a === undefined || b === undefined || relation === null) return [];
    const said = a < b ? { one: a, other: b, relation } : { one: b, other: a, relation: inverse(relation) };
    return [{ ...said, by: decidedBy ?? by.actor, at: decidedAt ?? by.now.toISOString() }];
  });
  await tx.run(
    `INSERT INTO crosswalk (one_id, other_id, relation, decided_by, decided_at)
     SELECT value ->> '$.one', value ->> '$.other', value ->> '$.relation', value ->> '$.by', value ->> '$.at' FROM json_each(?)`,
    [JSON.stringify(lines)],
  );
  return { lines: lines.length, leaves: [...new Set(lines.flatMap(({ one, other }) => [one, other]))] };
}

/**
 * Rows of 台账 are of the whole archive and stay, open ones too. Two ledgers say of each edition what counts there: 硬件缺项 that is not built
 * yet counts in the next year too, and the 负面清单 is gone through anew. Returns how many rows were added.
 */
export async function carryRows(tx: Sql, gone: readonly Gone[], by: By): Promise<number> {
  let added = 0;
  for (const { from, to, nodes } of gone) {
    const naming = await readNamingRecords(tx, from.id);
    for (const node of nodes) {
      const lacks = (naming.get(node.from) ?? []).filter(({ record }) => record.ledger === hardware.id);
      // A row that names no edition is beside the one an earlier 年度结转 made of it.
      const once = [...new Map(lacks.map((row) => [textOf(row.record, 'lacking'), row])).values()];
      await repointRecords(tx, once, { code: node.code, framework: frameworkLabel(to) }, by);
      added += once.length;
    }
    added += await carryNegativeRows(tx, from, to, by);
  }
  return added;
}
