import { AppError } from '../../../shared/contract/errors.ts';
import { checkValues, keyOf, wordsOf } from '../../../shared/domain/ledgers/check-values.ts';
import type { Archive } from '../archives/archives.ts';
import { appendAudit, type By } from '../audit/audit.ts';
import { undoable } from '../undo/undo.ts';
import { definitionOf, readRecord, readRecords } from './store.ts';
import { insertRecord, watchRecords } from './write.ts';

/**
 * Makes the rows a row can become in another ledger (M4: 议定事项 → 任务), all or none, as one step of undo and one audit row; those
 * whose key columns are known already are left out. Returns how many were added and how many were known. Throws AppError `not-found`
 * for the row, `refused` where there is nothing to make or a row of it would not be stored, saying why.
 */
export async function spawnRecords(
  { db }: Archive,
  id: number,
  by: By,
): Promise<{ readonly added: number; readonly known: number }> {
  return db.transaction(async (tx) => {
    const row = await readRecord(tx, id);
    const { spawn, name, ...definition } = definitionOf(row.ledger);
    const words = wordsOf({ name, ...definition }, row.values);
    const wanted = spawn?.values(row) ?? [];
    if (!spawn || wanted.length === 0)
      throw new AppError('refused', `“${words}”里没有写可以立项的内容。请先填议定事项,一行一项。`);
    const target = definitionOf(spawn.ledger);
    const stored = new Set(((await readRecords(tx)).get(target.id) ?? []).map((one) => keyOf(target, one.values)));
    const checked = wanted.map((values) => checkValues(target, values));
    const [problem] = checked.flatMap(({ problems }) => problems);
    if (problem) throw new AppError('refused', `没有立项:${problem.reason}`);
    const fresh = checked.map(({ values }) => values).filter((values) => !stored.has(keyOf(target, values)));
    const last = await tx.get<{ id: number | null }>('SELECT max(id) AS id FROM records');
    const watch = watchRecords('id > ?', [last?.id ?? 0]);
    await undoable(tx, { label: `${spawn.label}:${words}`, at: by.now, actor: by.actor, watch }, async () => {
      for (const values of fresh) await insertRecord(tx, target, { values, state: target.states?.[0]?.name ?? null }, by);
    });
    const detail = { ledger: name, row: words, target: target.name, added: fresh.length, known: wanted.length - fresh.length };
    if (fresh.length > 0) await appendAudit(tx, { at: by.now.toISOString(), actor: by.actor, action: 'record.spawn', detail });
    return { added: fresh.length, known: wanted.length - fresh.length };
  });
}
