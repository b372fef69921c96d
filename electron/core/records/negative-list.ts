import { AppError } from '../../../shared/contract/errors.ts';
import { frameworkLabel, type Framework, type NegativeItem } from '../../../shared/domain/framework.ts';
import { numberOf, textOf, type LedgerRow, type Values } from '../../../shared/domain/ledgers/ledger.ts';
import { negativeList } from '../../../shared/domain/ledgers/negative.ts';
import type { Archive } from '../archives/archives.ts';
import { appendAudit, type By } from '../audit/audit.ts';
import type { Sql } from '../db/database.ts';
import { listBuiltinFrameworks, loadBuiltinFramework } from '../frameworks/frameworks.ts';
import { undoable } from '../undo/undo.ts';
import { readLedger } from './store.ts';
import { insertRecord, watchRecords } from './write.ts';

const PROOF = { 一票否决: '主管部门出具的“未发生”证明', 必备条件: '主管部门出具的达标证明' } as const;

/**
 * Adds the 负面清单 that a framework brings along, each item 待核对; items that are there already stay, by their code where they have one: one
 * that was reworded is not added again. One step of undo, one audit row. Returns how many were added. Throws AppError `not-found` for the
 * framework, `refused` when it brings none.
 */
export async function makeNegativeList({ db }: Archive, framework: string, by: By): Promise<{ readonly rows: number }> {
  const shipped = await shippedList(framework);
  return db.transaction(async (tx) => {
    const named = await tx.get<{ id: string; name: string; edition: string; list: string }>(
      'SELECT id, name, edition, negative_list AS list FROM frameworks WHERE id = ?',
      [framework],
    );
    if (!named) throw new AppError('not-found', `档案库里没有测评体系 ${framework}。请刷新后再试。`);
    const stored = JSON.parse(named.list) as readonly NegativeItem[];
    const items = stored.length > 0 ? stored : shipped;
    if (items.length === 0)
      throw new AppError('refused', `“${named.name}”没有自带负面清单。请按本地通知逐条新增,或从 Excel 导入。`);
    const rows = rowsOf(await readLedger(tx, negativeList.id), [named.id, named.name, frameworkLabel(named)]);
    const added = items.filter((item) => !rows.some((row) => isOf(row, item)));
    const last = await tx.get<{ id: number | null }>('SELECT max(id) AS id FROM records');
    const watch = watchRecords('id > ?', [last?.id ?? 0]);
    await undoable(tx, { label: `生成负面清单 ${added.length} 项`, at: by.now, actor: by.actor, watch }, async () => {
      for (const { code, name, kind, windowMonths } of added) {
        const values = { framework: frameworkLabel(named), code, item: name, kind, proof: PROOF[kind] };
        await addRow(tx, windowMonths === null ? values : { ...values, months: windowMonths }, by);
      }
    });
    const detail = { ledger: negativeList.name, framework, name: named.name, rows: added.length };
    await appendAudit(tx, { at: by.now.toISOString(), actor: by.actor, action: 'record.negative-list', detail });
    return { rows: added.length };
  });
}

type Named = Pick<Framework, 'id' | 'name' | 'edition'>;

/** The rows of the framework that has these names. */
function rowsOf<Row extends LedgerRow>(rows: readonly Row[], names: readonly string[]): readonly Row[] {
  return rows.filter((row) => names.includes(textOf(row, 'framework').trim()));
}

/** Whether a row is what became of an item: by its words, or by its code where it has one. */
function isOf(row: LedgerRow, { code, name }: NegativeItem): boolean {
  return textOf(row, 'item') === name || (code !== '' && textOf(row, 'code') === code);
}

async function addRow(tx: Sql, values: Values, by: By): Promise<void> {
  await insertRecord(tx, negativeList, { values, state: negativeList.states?.[0]?.name ?? null }, by);
}

/**
 * A framework with its 负面清单 as it stands: once items it brought along are rows of the ledger, the rows are the list, as the clerk changed,
 * added and took them away; before, what it brought along and what the clerk added. A row that is neither 一票否决 nor 必备条件 stays in the
 * ledger alone.
 */
export async function withNegativeRows<Given extends Framework>(tx: Sql, framework: Given): Promise<Given> {
  const rows = rowsOf(await readLedger(tx, negativeList.id), [framework.id, framework.name, frameworkLabel(framework)]);
  if (rows.length === 0) return framework;
  const brought = framework.negativeList ?? [];
  const own = rows.flatMap((row): NegativeItem[] => {
    const kind = (['一票否决', '必备条件'] as const).find((one) => one === (textOf(row, 'kind') || '一票否决'));
    const months = numberOf(row, 'months');
    return kind === undefined
      ? []
      : [{ code: textOf(row, 'code'), name: textOf(row, 'item'), kind, windowMonths: months > 0 ? months : null }];
  });
  const taken = brought.some((item) => rows.some((row) => isOf(row, item)));
  return { ...framework, negativeList: taken ? own : [...brought, ...own] };
}

/**
 * Rows of a framework's 负面清单 for its next year, each 待核对 with nothing of this year's; in the caller's transaction. None where the ledger
 * has no rows that name this very edition. Returns how many.
 */
export async function carryNegativeRows(tx: Sql, from: Named, to: Named, by: By): Promise<number> {
  const own = rowsOf(await readLedger(tx, negativeList.id), [from.id, frameworkLabel(from)]);
  for (const { values } of own) {
    const { checkedBy: _by, checked: _on, happened: _day, what: _what, ...item } = values;
    await addRow(tx, { ...item, framework: frameworkLabel(to) }, by);
  }
  return own.length;
}

/** Archives that took a shipped framework in before its list was kept with it still get the list. */
async function shippedList(framework: string): Promise<readonly NegativeItem[]> {
  const shipped = await listBuiltinFrameworks();
  if (!shipped.some(({ id }) => id === framework)) return [];
  return (await loadBuiltinFramework(framework)).negativeList ?? [];
}
