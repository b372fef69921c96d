import { AppError } from '../../../shared/contract/errors.ts';
import { checkValues, wordsOf } from '../../../shared/domain/ledgers/check-values.ts';
import {
  movesOf,
  refusalOf,
  type LedgerDefinition,
  type RowDocument,
  type Value,
  type Values,
} from '../../../shared/domain/ledgers/ledger.ts';
import type { Archive } from '../archives/archives.ts';
import { appendAudit, type By } from '../audit/audit.ts';
import type { Sql } from '../db/database.ts';
import { undoable, type Watched } from '../undo/undo.ts';
import { definitionOf, readRecord } from './store.ts';

export interface RecordEdit {
  readonly ledger: string;
  /** Absent: a new row. */
  readonly id?: number | undefined;
  readonly values: Readonly<Record<string, Value>>;
  /** Replaces all that are attached; absent: they stay. */
  readonly documents?: readonly RowDocument[] | undefined;
}

/** The rows a step may touch, by an SQL condition over `records`; documents first, so that undo takes them away before their row. */
export function watchRecords(where: string, params: Watched['params']): readonly Watched[] {
  return [
    { table: 'record_documents', where: `record_id IN (SELECT id FROM records WHERE ${where})`, params },
    { table: 'records', where, params },
  ];
}

/**
 * Stores one row: a transaction, a step of undo, an audit row with the values before and after. Returns its id. Throws AppError `usage`
 * for values that are no such thing, `not-found` for an unknown ledger, row or document.
 */
export async function saveRecord({ db }: Archive, edit: RecordEdit, by: By): Promise<number> {
  const definition = definitionOf(edit.ledger);
  const { values, problems } = checkValues(definition, edit.values);
  const [problem] = problems;
  if (problem) throw new AppError('usage', `“${definition.name}”这一行没有保存:${problem.reason}`);
  const roles = new Set((definition.roles ?? []).map(({ role }) => role));
  const stranger = edit.documents?.find(({ role }) => !roles.has(role));
  if (stranger) throw new AppError('usage', `“${definition.name}”没有“${stranger.role}”这种佐证。`);
  const at = by.now.toISOString();
  return db.transaction(async (tx) => {
    const former = edit.id === undefined ? null : await readRecord(tx, edit.id);
    if (former && former.ledger !== edit.ledger)
      throw new AppError('not-found', `“${definition.name}”里没有这一行。请刷新后再试。`);
    const words = wordsOf(definition, values);
    const label = `${former ? '修改' : '新增'}${definition.name}:${words}`;
    let id = former?.id ?? 0;
    // A new row has no id yet: the step watches the whole end of the table.
    const last = await tx.get<{ id: number | null }>('SELECT max(id) AS id FROM records');
    const watch = former ? watchRecords('id = ?', [former.id]) : watchRecords('id > ?', [last?.id ?? 0]);
    await undoable(tx, { label, at: by.now, actor: by.actor, watch }, async () => {
      if (former)
        await tx.run('UPDATE records SET row_values = ?, updated_at = ?, updated_by = ? WHERE id = ?', [
          JSON.stringify(values),
          at,
          by.actor,
          former.id,
        ]);
      else id = await insertRecord(tx, definition, { values, state: definition.states?.[0]?.name ?? null }, by);
      if (edit.documents) await attach(tx, id, edit.documents);
    });
    const detail = {
      ledger: definition.name,
      row: words,
      id,
      before: former?.values ?? null,
      after: values,
      documents: edit.documents ?? null,
    };
    await appendAudit(tx, { at, actor: by.actor, action: former ? 'record.edit' : 'record.add', detail });
    return id;
  });
}

export interface NewRecords {
  readonly ledger: string;
  /** Where they come from, in a person's words. */
  readonly from: string;
  readonly rows: readonly { readonly values: RecordEdit['values']; readonly documents: readonly RowDocument[] }[];
}

/**
 * Stores several new rows, all or none: a transaction, a step of undo, an audit row. Returns how many. Throws AppError `usage` for
 * values that are no such thing, naming the row, `not-found` for an unknown ledger or document.
 */
export async function addRecords({ db }: Archive, { ledger, from, rows }: NewRecords, by: By): Promise<number> {
  const definition = definitionOf(ledger);
  const roles = new Set((definition.roles ?? []).map(({ role }) => role));
  const checked = rows.map(({ values: written, documents }, at) => {
    const { values, problems } = checkValues(definition, written);
    const [problem] = problems;
    if (problem) throw new AppError('usage', `没有导入:第 ${at + 1} 个${problem.reason}`);
    const stranger = documents.find(({ role }) => !roles.has(role));
    if (stranger) throw new AppError('usage', `“${definition.name}”没有“${stranger.role}”这种佐证。`);
    return { values, documents };
  });
  return db.transaction(async (tx) => {
    const last = await tx.get<{ id: number | null }>('SELECT max(id) AS id FROM records');
    const watch = watchRecords('id > ?', [last?.id ?? 0]);
    const label = `${definition.name}:从${from}新增 ${checked.length} 行`;
    await undoable(tx, { label, at: by.now, actor: by.actor, watch }, async () => {
      for (const { values, documents } of checked) {
        const id = await insertRecord(tx, definition, { values, state: definition.states?.[0]?.name ?? null }, by);
        await attach(tx, id, documents);
      }
    });
    const detail = { ledger: definition.name, from, rows: checked.map(({ values }) => wordsOf(definition, values)) };
    await appendAudit(tx, { at: by.now.toISOString(), actor: by.actor, action: 'record.add-many', detail });
    return checked.length;
  });
}

/** Adds a row at the end of its ledger, in the caller's transaction; returns its id. */
export async function insertRecord(
  tx: Sql,
  definition: LedgerDefinition,
  row: { readonly values: Values; readonly state: string | null },
  by: By,
): Promise<number> {
  const at = by.now.toISOString();
  const { lastId } = await tx.run(
    `INSERT INTO records (ledger, position, row_values, state, created_at, created_by, updated_at, updated_by)
     VALUES (?1, (SELECT coalesce(max(position), 0) + 1 FROM records WHERE ledger = ?1), ?2, ?3, ?4, ?5, ?4, ?5)`,
    [definition.id, JSON.stringify(row.values), row.state, at, by.actor],
  );
  return lastId;
}

async function attach(tx: Sql, recordId: number, documents: readonly RowDocument[]): Promise<void> {
  const known = await tx.all<{ id: number }>('SELECT id FROM documents WHERE id IN (SELECT value FROM json_each(?))', [
    JSON.stringify(documents.map(({ documentId }) => documentId)),
  ]);
  const ids = new Set(known.map(({ id }) => id));
  if (documents.some(({ documentId }) => !ids.has(documentId)))
    throw new AppError('not-found', '选的材料已经不在档案库里。请刷新后重新选。');
  const list = JSON.stringify(documents.map(({ documentId, role }) => [documentId, role]));
  // What stays keeps its row: undo puts rows back by their ids.
  await tx.run(
    `DELETE FROM record_documents WHERE record_id = ?
       AND NOT EXISTS (SELECT 1 FROM json_each(?) WHERE value ->> 0 = document_id AND value ->> 1 = role)`,
    [recordId, list],
  );
  await tx.run(
    `INSERT INTO record_documents (record_id, document_id, role, position)
     SELECT ?, value ->> 0, value ->> 1, key + 1 FROM json_each(?) WHERE true
     ON CONFLICT (record_id, document_id, role) DO UPDATE SET position = excluded.position`,
    [recordId, list],
  );
}

/**
 * Takes a row one allowed step on. One transaction, one step of undo, one audit row. Returns the new state. Throws AppError `refused` for
 * a step that is not allowed from where the row is, or that lacks something, saying what.
 */
export async function moveRecord(
  { db }: Archive,
  {
    id,
    to,
    reason = '',
    today,
  }: { readonly id: number; readonly to: string; readonly reason?: string | undefined; readonly today: string },
  by: By,
): Promise<string> {
  const at = by.now.toISOString();
  return db.transaction(async (tx) => {
    const row = await readRecord(tx, id);
    const definition = definitionOf(row.ledger);
    const words = wordsOf(definition, row.values);
    const allowed = movesOf(definition, row.state);
    const move = allowed.find((one) => one.to === to);
    if (!move) {
      const next = allowed.map((one) => one.to).join('、') || '(没有下一步)';
      throw new AppError('refused', `“${words}”现在是${row.state ?? '没有状态'},不能直接到${to};下一步可以是${next}。`);
    }
    const refusal = refusalOf(definition, row, move, reason);
    if (refusal !== null) throw new AppError('refused', `“${words}”没有改动:${refusal}`);
    const values: Record<string, Value> = { ...row.values };
    if (move.signs) Object.assign(values, { [move.signs.by]: by.actor, [move.signs.on]: today });
    for (const key of move.clears ?? []) delete values[key];
    if (move.reasonKey !== undefined && reason.trim() !== '') {
      const former = values[move.reasonKey];
      const line = `${today} ${move.word}:${reason.trim()}`;
      values[move.reasonKey] = former === undefined ? line : `${String(former)}\n${line}`;
    }
    const step = {
      label: `${definition.name}:${words} ${move.word}`,
      at: by.now,
      actor: by.actor,
      watch: watchRecords('id = ?', [id]),
    };
    await undoable(tx, step, () =>
      tx.run('UPDATE records SET state = ?, row_values = ?, updated_at = ?, updated_by = ? WHERE id = ?', [
        to,
        JSON.stringify(values),
        at,
        by.actor,
        id,
      ]),
    );
    const detail = { ledger: definition.name, row: words, id, word: move.word, from: row.state, to, reason: reason.trim() };
    await appendAudit(tx, { at, actor: by.actor, action: 'record.move', detail });
    return to;
  });
}

/** Removes rows with what is attached (the documents themselves stay); one step of undo. Returns how many. Throws AppError `not-found`. */
export async function removeRecords({ db }: Archive, ids: readonly number[], by: By): Promise<number> {
  return db.transaction(async (tx) => {
    const rows = [];
    for (const id of new Set(ids)) rows.push(await readRecord(tx, id));
    const [first] = rows;
    const name = first ? definitionOf(first.ledger).name : '';
    const list = JSON.stringify(rows.map(({ id }) => id));
    const watch = watchRecords('id IN (SELECT value FROM json_each(?))', [list]);
    await undoable(tx, { label: `删除${name} ${rows.length} 行`, at: by.now, actor: by.actor, watch }, async () => {
      await tx.run('DELETE FROM record_documents WHERE record_id IN (SELECT value FROM json_each(?))', [list]);
      await tx.run('DELETE FROM records WHERE id IN (SELECT value FROM json_each(?))', [list]);
    });
    const detail = { ledger: name, rows: rows.length, removed: rows.map(({ id, values, state }) => ({ id, values, state })) };
    await appendAudit(tx, { at: by.now.toISOString(), actor: by.actor, action: 'record.remove', detail });
    return rows.length;
  });
}
