import { AppError } from '../../../shared/contract/errors.ts';
import { frameworkLabel, type NegativeItem } from '../../../shared/domain/framework.ts';
import { textOf } from '../../../shared/domain/ledgers/ledger.ts';
import { negativeList } from '../../../shared/domain/ledgers/negative.ts';
import type { Archive } from '../archives/archives.ts';
import { appendAudit, type By } from '../audit/audit.ts';
import { listBuiltinFrameworks, loadBuiltinFramework } from '../frameworks/frameworks.ts';
import { undoable } from '../undo/undo.ts';
import { readLedger } from './store.ts';
import { insertRecord, watchRecords } from './write.ts';

const PROOF = { 一票否决: '主管部门出具的“未发生”证明', 必备条件: '主管部门出具的达标证明' } as const;

/**
 * Adds the 负面清单 that a framework brings along, each item 待核对; items that are there already stay. One step of undo, one audit row.
 * Returns how many were added. Throws AppError `not-found` for the framework, `refused` when it brings none.
 */
export async function makeNegativeList({ db }: Archive, framework: string, by: By): Promise<{ readonly rows: number }> {
  const shipped = await shippedList(framework);
  return db.transaction(async (tx) => {
    const named = await tx.get<{ name: string; edition: string; list: string }>(
      'SELECT name, edition, negative_list AS list FROM frameworks WHERE id = ?',
      [framework],
    );
    if (!named) throw new AppError('not-found', `档案库里没有测评体系 ${framework}。请刷新后再试。`);
    const stored = JSON.parse(named.list) as readonly NegativeItem[];
    const items = stored.length > 0 ? stored : shipped;
    if (items.length === 0)
      throw new AppError('refused', `“${named.name}”没有自带负面清单。请按本地通知逐条新增,或从 Excel 导入。`);
    const label = frameworkLabel(named);
    const keyOf = (owner: string, item: string): string => `${owner}\n${item}`;
    const known = new Set(
      (await readLedger(tx, negativeList.id)).map((row) => keyOf(textOf(row, 'framework'), textOf(row, 'item'))),
    );
    const added = items.filter(({ name }) => !known.has(keyOf(label, name)));
    const last = await tx.get<{ id: number | null }>('SELECT max(id) AS id FROM records');
    const watch = watchRecords('id > ?', [last?.id ?? 0]);
    await undoable(tx, { label: `生成负面清单 ${added.length} 项`, at: by.now, actor: by.actor, watch }, async () => {
      for (const { code, name, kind, windowMonths } of added) {
        const values = { framework: label, code, item: name, kind, proof: PROOF[kind] };
        const row = windowMonths === null ? values : { ...values, months: windowMonths };
        await insertRecord(tx, negativeList, { values: row, state: negativeList.states?.[0]?.name ?? null }, by);
      }
    });
    const detail = { ledger: negativeList.name, framework, name: named.name, rows: added.length };
    await appendAudit(tx, { at: by.now.toISOString(), actor: by.actor, action: 'record.negative-list', detail });
    return { rows: added.length };
  });
}

/** Archives that took a shipped framework in before its list was kept with it still get the list. */
async function shippedList(framework: string): Promise<readonly NegativeItem[]> {
  const shipped = await listBuiltinFrameworks();
  if (!shipped.some(({ id }) => id === framework)) return [];
  return (await loadBuiltinFramework(framework)).negativeList ?? [];
}
