import type { Input, Output } from '../../../shared/contract/api.ts';
import { isCalendarDate } from '../../../shared/contract/calendar-day.ts';
import type { Pledge } from '../../../shared/contract/pledges.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Archive } from '../archives/archives.ts';
import { appendAudit, type By } from '../audit/audit.ts';
import type { Database } from '../db/database.ts';
import type { SheetDefinition } from '../ledgers/ledgers.ts';
import { undoable } from '../undo/undo.ts';
import { readKnownUnits } from './known-units.ts';

const ROWS = `SELECT p.id, p.unit, p.signed_on AS signedOn, p.document_id AS documentId, d.title AS documentTitle,
    p.deposit_yuan AS depositYuan, p.note FROM pledges p LEFT JOIN documents d ON d.id = p.document_id`;

/** 责任状 (R4) of one unit, the newest first, and how many of all units have signed. */
export async function listPledges({ db }: Archive, unit: string): Promise<Output<'pledges.list'>> {
  const pledges = await db.all<Pledge>(`${ROWS} WHERE p.unit = ? ORDER BY p.signed_on DESC, p.id DESC`, [unit]);
  return { pledges, ...(await rateOf(db)) };
}

async function rateOf(db: Database): Promise<{ readonly signed: number; readonly units: number }> {
  const { names } = await readKnownUnits(db);
  const signed = new Set((await db.all<{ unit: string }>('SELECT DISTINCT unit FROM pledges')).map(({ unit }) => unit));
  return { signed: names.filter((name) => signed.has(name)).length, units: names.length };
}

/** Registers or changes a 责任状: one step of undo, one audit row. Throws AppError `usage` for a day that is none, `not-found`. */
export async function savePledge(
  archive: Archive,
  { id, unit, signedOn, documentId, depositYuan, note }: Omit<Input<'pledges.save'>, 'archive'>,
  by: By,
): Promise<void> {
  if (!isCalendarDate(signedOn)) throw new AppError('usage', `签订日期“${signedOn}”要写成 YYYY-MM-DD,并且是真实存在的一天。`);
  await archive.db.transaction(async (tx) => {
    if ((await readKnownUnits(tx)).unitOf(unit) !== unit)
      throw new AppError('not-found', `没有单位“${unit}”。请刷新后重新选择。`);
    if (documentId !== null && !(await tx.get('SELECT 1 FROM documents WHERE id = ?', [documentId])))
      throw new AppError('not-found', '选的扫描件已经不在材料里。请重新选择。');
    if (id !== null && !(await tx.get('SELECT 1 FROM pledges WHERE id = ? AND unit = ?', [id, unit])))
      throw new AppError('not-found', '这份责任状已经不在了。请刷新后再试。');
    const watch = [{ table: 'pledges' as const, where: 'unit = ?', params: [unit] }];
    await undoable(tx, { label: `登记责任状:${unit}`, at: by.now, actor: by.actor, watch }, async () => {
      const values = [unit, signedOn, documentId, depositYuan, note.trim()];
      if (id === null)
        await tx.run('INSERT INTO pledges (unit, signed_on, document_id, deposit_yuan, note) VALUES (?, ?, ?, ?, ?)', values);
      else
        await tx.run('UPDATE pledges SET unit = ?, signed_on = ?, document_id = ?, deposit_yuan = ?, note = ? WHERE id = ?', [
          ...values,
          id,
        ]);
    });
    const detail = { unit, signedOn, documentId, depositYuan, note };
    await appendAudit(tx, { at: by.now.toISOString(), actor: by.actor, action: 'pledge.save', detail });
  });
}

/** Takes a 责任状 out: one step of undo, one audit row. Throws AppError `not-found`. */
export async function removePledge(archive: Archive, id: number, by: By): Promise<void> {
  await archive.db.transaction(async (tx) => {
    const row = await tx.get<{ unit: string; signed_on: string }>('SELECT unit, signed_on FROM pledges WHERE id = ?', [id]);
    if (!row) throw new AppError('not-found', '这份责任状已经不在了。请刷新后再试。');
    const watch = [{ table: 'pledges' as const, where: 'id = ?', params: [id] }];
    await undoable(tx, { label: `删除责任状:${row.unit}`, at: by.now, actor: by.actor, watch }, () =>
      tx.run('DELETE FROM pledges WHERE id = ?', [id]),
    );
    const detail = { unit: row.unit, signedOn: row.signed_on };
    await appendAudit(tx, { at: by.now.toISOString(), actor: by.actor, action: 'pledge.remove', detail });
  });
}

/** 责任状签订表: every unit, signed or not, with the rate of signing over it. */
export async function pledgeSheets({ db }: Archive): Promise<readonly SheetDefinition[]> {
  const { names } = await readKnownUnits(db);
  const pledges = await db.all<Pledge>(`${ROWS} ORDER BY p.signed_on, p.id`);
  const { signed, units } = await rateOf(db);
  const deposit = pledges.reduce((sum, { depositYuan }) => sum + (depositYuan ?? 0), 0);
  const rate = units === 0 ? '' : `(${((signed / units) * 100).toFixed(1)}%)`;
  const rows = names.flatMap((name) => {
    const own = pledges.filter(({ unit }) => unit === name);
    if (own.length === 0) return [[name, '未签订', null, null, '', '']];
    return own.map((one) => [name, '已签订', one.signedOn, one.depositYuan, one.documentTitle ?? '', one.note]);
  });
  return [
    {
      name: '责任状签订表',
      title: '责任状签订表',
      remarks: [`责任单位 ${units} 个,已签订 ${signed} 个${rate};风险抵押金共 ${deposit} 元`],
      columns: [
        { header: '序号', widthChars: 6, type: 'number' },
        { header: '责任单位', widthChars: 28, type: 'text' },
        { header: '签订情况', widthChars: 10, type: 'text' },
        { header: '签订日期', widthChars: 12, type: 'date' },
        { header: '风险抵押金(元)', widthChars: 14, type: 'number' },
        { header: '扫描件', widthChars: 36, type: 'text' },
        { header: '备注', widthChars: 24, type: 'text' },
      ],
      rows: rows.map((row, at) => [at + 1, ...row]),
    },
  ];
}
