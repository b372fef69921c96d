import { AppError } from '../../../shared/contract/errors.ts';
import { selfCheck } from '../../../shared/domain/ledgers/scoring.ts';
import { textOf } from '../../../shared/domain/ledgers/ledger.ts';
import type { Archive } from '../archives/archives.ts';
import { appendAudit, type By } from '../audit/audit.ts';
import { undoable } from '../undo/undo.ts';
import { readHardwareLacks } from './standing.ts';
import { readRecords } from './store.ts';
import { insertRecord, watchRecords } from './write.ts';

/**
 * Makes a round of 自查: one line for every leaf of a framework that applies, without a grade yet. One step of undo, one audit row.
 * Returns the round's name and its lines. Throws AppError `not-found` for a framework without leaves.
 */
export async function makeSelfCheck(
  { db }: Archive,
  framework: string,
  today: string,
  by: By,
): Promise<{ readonly round: string; readonly rows: number }> {
  return db.transaction(async (tx) => {
    const lacks = await readHardwareLacks(tx);
    const all = await tx.all<{ id: number; code: string; name: string; unit: string }>(
      `SELECT id, code, name, lead_unit AS unit FROM indicators
       WHERE framework_id = ? AND leaf = 1 AND not_applicable_reason IS NULL ORDER BY position`,
      [framework],
    );
    const leaves = all.filter(({ id }) => !lacks.has(id));
    if (leaves.length === 0) throw new AppError('not-found', `测评体系 ${framework} 没有可以自查的指标。请先导入测评体系。`);
    const former = new Set(((await readRecords(tx)).get(selfCheck.id) ?? []).map((row) => textOf(row, 'round')));
    const round = `第 ${former.size + 1} 轮 ${today}`;
    const last = await tx.get<{ id: number | null }>('SELECT max(id) AS id FROM records');
    const watch = watchRecords('id > ?', [last?.id ?? 0]);
    await undoable(tx, { label: `生成自查表:${round}`, at: by.now, actor: by.actor, watch }, async () => {
      for (const { code, name, unit } of leaves) {
        const values = { round, indicator: code, name, ...(unit === '' ? {} : { unit }) };
        await insertRecord(tx, selfCheck, { values, state: null }, by);
      }
    });
    const detail = { ledger: selfCheck.name, round, framework, rows: leaves.length };
    await appendAudit(tx, { at: by.now.toISOString(), actor: by.actor, action: 'record.self-check', detail });
    return { round, rows: leaves.length };
  });
}
