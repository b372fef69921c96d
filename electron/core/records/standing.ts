import { leadingCode } from '../../../shared/domain/code-keys.ts';
import { hardware, hardwareReason } from '../../../shared/domain/ledgers/hardware.ts';
import { textOf } from '../../../shared/domain/ledgers/ledger.ts';
import { negativeList, vetoesOf, type Veto } from '../../../shared/domain/ledgers/negative.ts';
import type { Sql } from '../db/database.ts';
import { readNamedFrameworks } from './named-leaves.ts';
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
    const code = leadingCode(textOf(row, 'indicator'));
    return reason === null || code === '' ? [] : [{ row, reason, code, framework: textOf(row, 'framework').trim() }];
  });
  const found = new Map<number, HardwareLack>();
  if (open.length === 0) return found;
  const frameworks = await readNamedFrameworks(db);
  for (const { row, reason, code, framework } of open) {
    const meant = frameworks.find((one) => (framework === '' || one.isNamed(framework)) && one.leafOf(code) !== undefined);
    const leaf = meant?.leafOf(code);
    if (leaf !== undefined && !found.has(leaf)) found.set(leaf, { recordId: row.id, reason });
  }
  return found;
}

/** What of the 负面清单 stands against the application on the 测评基准日 (`YYYY-MM-DD`). */
export async function readVetoes(db: Sql, baseDate: string): Promise<readonly Veto[]> {
  return vetoesOf(await readLedger(db, negativeList.id), baseDate);
}
