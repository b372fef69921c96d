import type { Input } from '../../../shared/contract/api.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { DUTY_FIELDS } from '../../../shared/domain/duty.ts';
import type { Archive } from '../archives/archives.ts';
import { appendAudit, type By } from '../audit/audit.ts';
import type { Sql } from '../db/database.ts';
import { undoable } from '../undo/undo.ts';
import { readKnownUnits, type KnownUnits } from './known-units.ts';

/** Who answers for one leaf, as it is to be. The first duty leads when `lead` is true. */
export type Assignment = Pick<Input<'duties.set'>, 'indicator' | 'due' | 'lead' | 'duties'>;

/**
 * Replaces who answers for a leaf: one step of undo, one audit row. The names go where every other feature reads them
 * (`indicators`), the rest into `duties`. Throws AppError `usage` for a unit named twice, `not-found`, `refused` for a branch.
 */
export async function setDuties(archive: Archive, wanted: Assignment, by: By): Promise<{ readonly changed: boolean }> {
  return archive.db.transaction(async (tx) => {
    const row = await tx.get<{ code: string; framework: string; leaf: number }>(
      'SELECT code, framework_id AS framework, leaf FROM indicators WHERE id = ?',
      [wanted.indicator],
    );
    if (!row) throw new AppError('not-found', '这条指标已经不在测评体系里。请刷新后重新选择。');
    if (row.leaf === 0) throw new AppError('refused', `“${row.code}”不是末级指标,请在它下面的一条里分配责任。`);
    const before = await imageOf(tx, wanted.indicator);
    const watch = watchedOf([wanted.indicator]);
    await undoable(tx, { label: `分配“${row.code}”的责任`, at: by.now, actor: by.actor, watch }, async () =>
      writeAssignment(tx, wanted, await readKnownUnits(tx)),
    );
    const after = await imageOf(tx, wanted.indicator);
    if (before === after) return { changed: false };
    const detail = {
      ...{ framework: row.framework, indicator: row.code, units: wanted.duties.map(({ unit }) => unit), due: wanted.due },
      ...{ before: JSON.parse(before) as unknown, after: JSON.parse(after) as unknown },
    };
    await appendAudit(tx, { at: by.now.toISOString(), actor: by.actor, action: 'duty.set', detail });
    return { changed: true };
  });
}

/** The rows a change of these leaves' duties may touch, for undo. */
export function watchedOf(indicators: readonly number[]) {
  const params = [JSON.stringify(indicators)];
  return [
    { table: 'indicators' as const, where: 'id IN (SELECT value FROM json_each(?))', params },
    { table: 'duties' as const, where: 'indicator_id IN (SELECT value FROM json_each(?))', params },
  ];
}

async function imageOf(tx: Sql, indicator: number): Promise<string> {
  const names = await tx.get('SELECT lead_unit, units, due_text FROM indicators WHERE id = ?', [indicator]);
  const rows = await tx.all(`SELECT unit, ${DUTY_FIELDS.join(', ')} FROM duties WHERE indicator_id = ? ORDER BY unit`, [
    indicator,
  ]);
  return JSON.stringify({ names, duties: rows });
}

/** Writes one leaf's assignment in the caller's transaction. A former name becomes the present one. Throws AppError `usage`. */
export async function writeAssignment(tx: Sql, { indicator, due, lead, duties }: Assignment, known: KnownUnits): Promise<void> {
  const named = duties.map((duty) => ({ ...duty, unit: known.unitOf(duty.unit) ?? duty.unit.trim() }));
  const units = named.map(({ unit }) => unit);
  const twice = units.find((unit, at) => units.indexOf(unit) < at);
  if (twice !== undefined) throw new AppError('usage', `“${twice}”写了两次。同一条指标里每个单位只能有一行,请合并。`);
  const words = (text: string): string => text.trim();
  await tx.run('UPDATE indicators SET lead_unit = ?, units = ?, due_text = ? WHERE id = ?', [
    lead ? (units[0] ?? '') : '',
    JSON.stringify(units),
    words(due),
    indicator,
  ]);
  await tx.run('DELETE FROM duties WHERE indicator_id = ?', [indicator]);
  for (const duty of named) {
    const values = DUTY_FIELDS.map((field) => words(duty[field]));
    if (values.every((value) => value === '')) continue;
    await tx.run(
      `INSERT INTO duties (indicator_id, unit, ${DUTY_FIELDS.join(', ')}) VALUES (?, ?, ${DUTY_FIELDS.map(() => '?').join(', ')})`,
      [indicator, duty.unit, ...values],
    );
  }
}
