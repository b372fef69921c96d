import { isWrittenOf, leadingCode } from '../../../shared/domain/code-keys.ts';
import { hardware } from '../../../shared/domain/ledgers/hardware.ts';
import { LEDGERS } from '../../../shared/domain/ledgers/index.ts';
import { isClosed, textOf } from '../../../shared/domain/ledgers/ledger.ts';
import { selfCheck } from '../../../shared/domain/ledgers/scoring.ts';
import type { By } from '../audit/audit.ts';
import type { Sql } from '../db/database.ts';
import { readNamedFrameworks } from './named-leaves.ts';
import { readRecords, type StoredRecord } from './store.ts';
import { insertRecord } from './write.ts';

/** A row of a 台账 that names an indicator by its code. */
export interface NamingRecord {
  readonly record: StoredRecord;
  /** Key of the column. */
  readonly column: string;
}

/**
 * Rows that name a leaf of one framework, by the leaf's row id: open rows of every ledger but 自查, whose rounds belong to the edition they
 * were made for; with `every` those and closed ones too. A row that names its framework counts for that one; else a code that frameworks of other names have too counts for none.
 */
export async function readNamingRecords(
  db: Sql,
  framework: string,
  { every = false }: { readonly every?: boolean } = {},
): Promise<ReadonlyMap<number, readonly NamingRecord[]>> {
  const frameworks = await readNamedFrameworks(db);
  const own = frameworks.find(({ id }) => id === framework);
  const found = new Map<number, NamingRecord[]>();
  if (!own) return found;
  const others = frameworks.filter(({ name }) => name !== own.name);
  const rows = await readRecords(db);
  for (const definition of LEDGERS) {
    const column = definition.columns.find(({ type }) => type === 'indicator');
    if (!column || (definition.id === selfCheck.id && !every)) continue;
    for (const record of rows.get(definition.id) ?? []) {
      const code = leadingCode(textOf(record, column.key));
      const leaf = own.leafOf(code);
      const named = textOf(record, 'framework').trim();
      if (leaf === undefined || (isClosed(definition, record) && !every)) continue;
      if (named === '' ? others.some((one) => one.leafOf(code) !== undefined) : !own.isNamed(named)) continue;
      found.set(leaf, [...(found.get(leaf) ?? []), { record, column: column.key }]);
    }
  }
  return found;
}

/**
 * Lets rows name another leaf, in the caller's transaction: the code is written anew, what stands behind it stays. Where the leaf is of
 * another edition (`framework`: how that is named) a row of 硬件缺项清单 gets a twin instead: it takes a leaf out of the count, and both
 * editions count.
 */
export async function repointRecords(
  tx: Sql,
  rows: readonly NamingRecord[],
  to: { readonly code: string; readonly framework: string | null },
  by: By,
): Promise<void> {
  for (const { record, column } of rows) {
    const former = textOf(record, column);
    const values = { ...record.values, [column]: `${to.code}${former.trim().slice(leadingCode(former).length)}` };
    if (record.ledger === hardware.id && to.framework !== null)
      await insertRecord(tx, hardware, { values: { ...values, framework: to.framework }, state: record.state }, by);
    else if (!isWrittenOf(leadingCode(former), to.code))
      await tx.run('UPDATE records SET row_values = ?, updated_at = ?, updated_by = ? WHERE id = ?', [
        JSON.stringify(values),
        by.now.toISOString(),
        by.actor,
        record.id,
      ]);
  }
}
