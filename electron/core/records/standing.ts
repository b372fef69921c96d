import { codeKey } from '../../../shared/domain/codes.ts';
import { frameworkLabel } from '../../../shared/domain/framework.ts';
import { hardware, hardwareReason } from '../../../shared/domain/ledgers/hardware.ts';
import { textOf } from '../../../shared/domain/ledgers/ledger.ts';
import { negativeList, vetoesOf, type Veto } from '../../../shared/domain/ledgers/negative.ts';
import type { Sql } from '../db/database.ts';
import { readLedger } from './store.ts';

export interface HardwareLack {
  /** Row of 硬件缺项清单. */
  readonly recordId: number;
  readonly reason: string;
}

/**
 * Leaves that are not counted because their facility is not there yet, by row id: rows of 硬件缺项清单 that are not closed, found by the
 * code in any spelling. A row that names no framework is one of the first framework that has the code.
 */
export async function readHardwareLacks(db: Sql): Promise<ReadonlyMap<number, HardwareLack>> {
  const rows = await readLedger(db, hardware.id);
  const open = rows.flatMap((row) => {
    const reason = hardwareReason(row);
    const key = codeKey(textOf(row, 'indicator').split(/\s/)[0] ?? '');
    return reason === null || key === '' ? [] : [{ row, reason, key, framework: textOf(row, 'framework').trim() }];
  });
  const found = new Map<number, HardwareLack>();
  if (open.length === 0) return found;
  const leaves = await db.all<{ id: number; code: string; framework: string; name: string; edition: string }>(
    `SELECT i.id, i.code, f.id AS framework, f.name, f.edition FROM indicators i JOIN frameworks f ON f.id = i.framework_id
     WHERE i.leaf = 1 ORDER BY f.added_at, f.rowid, i.position`,
  );
  const byCode = new Map<string, typeof leaves>();
  for (const leaf of leaves) {
    const key = codeKey(leaf.code);
    byCode.set(key, [...(byCode.get(key) ?? []), leaf]);
  }
  for (const { row, reason, key, framework } of open) {
    const same = byCode.get(key) ?? [];
    const leaf = same.find((one) => framework === '' || [one.framework, one.name, frameworkLabel(one)].includes(framework));
    if (leaf && !found.has(leaf.id)) found.set(leaf.id, { recordId: row.id, reason });
  }
  return found;
}

/** What of the 负面清单 stands against the application on the 测评基准日 (`YYYY-MM-DD`). */
export async function readVetoes(db: Sql, baseDate: string): Promise<readonly Veto[]> {
  return vetoesOf(await readLedger(db, negativeList.id), baseDate);
}
