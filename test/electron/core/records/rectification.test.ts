import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readGrids } from '../../../../electron/core/frameworks/frameworks.ts';
import { makeRecordCore } from './record-core.ts';

const PROBLEM = { site: '滨河路菜市场', problem: '占道经营', found: '2026-11-20', unit: '城管局', due: '2026-11-25' };

test('a problem goes from 立项 to 销号 only by allowed steps, each undone by one step of undo', async () => {
  const { call, list, photo } = await makeRecordCore('records-moves', { indexed: true });
  const { id } = await call('records.save', { ledger: 'wenti', values: PROBLEM });
  const state = async () => (await list('wenti'))[0]!.state;
  expect(await state()).toBe('立项');
  await expect(call('records.move', { id, to: '销号' })).rejects.toThrow('现在是立项,不能直接到销号;下一步可以是交办');
  await call('records.move', { id, to: '交办' });
  await call('records.move', { id, to: '整改中' });
  await expect(call('records.move', { id, to: '待验收' })).rejects.toThrow('要先填整改措施');
  await call('records.save', { ledger: 'wenti', id, values: { ...PROBLEM, measure: '划线归位' } });
  await call('records.move', { id, to: '待验收' });
  await expect(call('records.move', { id, to: '整改中' })).rejects.toThrow('要写明原因');
  await expect(call('records.move', { id, to: '销号' })).rejects.toThrow('要有整改后照片');
  await call('records.save', {
    ledger: 'wenti',
    id,
    values: { ...PROBLEM, measure: '划线归位' },
    documents: [{ documentId: photo, role: 'after' }],
  });
  await call('records.move', { id, to: '销号' });
  expect((await list('wenti'))[0]).toMatchObject({
    state: '销号',
    overdue: false,
    lacking: ['整改前照片'],
    values: { closedBy: '资料员', closedOn: '2026-11-26' },
    documents: [{ documentId: photo, role: 'after', present: true, type: 'jpg' }],
  });
  await call('undo.run', {});
  expect((await list('wenti'))[0]).toMatchObject({ state: '待验收', documents: [{ role: 'after' }] });
  await call('undo.run', {});
  expect((await list('wenti'))[0]!.documents).toEqual([]);
  await call('undo.redo', {});
  await call('undo.redo', {});
  await call('records.move', { id, to: '整改中', reason: '又出现占道' });
  const row = (await list('wenti'))[0]!;
  expect(row.values['closedOn']).toBeUndefined();
  expect(row.values['reason']).toBe('2026-11-26 问题反弹:又出现占道');
  expect((await call('check.run', {})).problems.filter(({ message }) => message.includes('记录'))).toEqual([]);
});

test('without a photo a written reason closes a problem, and the reason stays readable', async () => {
  const { call, list } = await makeRecordCore('records-reason');
  const { id } = await call('records.save', { ledger: 'wenti', values: { ...PROBLEM, measure: '已撤摊' } });
  for (const to of ['交办', '整改中', '待验收']) await call('records.move', { id, to });
  await call('records.move', { id, to: '销号', reason: '夜间整改,现场核过' });
  expect((await list('wenti'))[0]!.values['reason']).toBe('2026-11-26 销号:夜间整改,现场核过');
});

test('a problem is overdue the day after its 整改时限, in the list, in the count and on the 工作台, until it is closed', async () => {
  const { call, list, clock } = await makeRecordCore('records-overdue');
  await call('records.save', { ledger: 'wenti', values: { ...PROBLEM, due: '2026-11-26' } });
  const overdue = async () => ({
    row: (await list('wenti'))[0]!.overdue,
    late: (await list('wenti'))[0]!.derived['late'],
    count: (await call('records.counts', {})).counts.find((one) => one.ledger === 'wenti')!.overdue,
    home: (await call('home.read', { framework: 'wen-ming-dan-wei' })).overdue,
  });
  expect(await overdue()).toEqual({ row: false, late: '今天到期', count: 0, home: 0 });
  clock.day = '2026-11-28';
  expect(await overdue()).toEqual({ row: true, late: '逾期 2 天', count: 1, home: 1 });
});

test('wrong values are refused with the column and what to write, and nothing is stored', async () => {
  const { call, list, photo } = await makeRecordCore('records-wrong', { indexed: true });
  const save = (values: Record<string, string>) => call('records.save', { ledger: 'wenti', values });
  await expect(save({ ...PROBLEM, due: '11月底' })).rejects.toThrow('整改时限“11月底”不是日期');
  await expect(save({ site: '广场', found: '2026-11-20' })).rejects.toThrow('存在问题没有填');
  await expect(
    call('records.save', { ledger: 'wenti', values: PROBLEM, documents: [{ documentId: 99_999, role: 'after' }] }),
  ).rejects.toThrow('选的材料已经不在档案库里');
  await expect(
    call('records.save', { ledger: 'wenti', values: PROBLEM, documents: [{ documentId: photo, role: '别的' }] }),
  ).rejects.toThrow('没有“别的”这种佐证');
  await expect(call('records.list', { ledger: '没有' })).rejects.toThrow('可用的有:问题台账');
  expect(await list('wenti')).toEqual([]);
});

test('a removed row comes back with its photos, and the documents themselves are never touched', async () => {
  const { call, list, photo, paper } = await makeRecordCore('records-remove', { indexed: true });
  const documents = [
    { documentId: photo, role: 'after' },
    { documentId: paper, role: 'evidence' },
  ];
  const { id } = await call('records.save', { ledger: 'wenti', values: PROBLEM, documents });
  const before = await list('wenti');
  await call('records.save', { ledger: 'wenti', id, values: PROBLEM, documents: documents.toReversed() });
  await call('undo.run', {});
  expect(await list('wenti')).toEqual(before.map((row) => ({ ...row, updatedAt: expect.any(String) as string })));
  await call('records.remove', { ids: [id] });
  expect(await list('wenti')).toEqual([]);
  await call('undo.run', {});
  expect((await list('wenti'))[0]).toMatchObject({ id, values: PROBLEM, documents: before[0]!.documents });
  await call('undo.redo', {});
  await call('undo.run', {});
  expect((await call('documents.list', { query: '', limit: 10 })).total).toBe(2);
});

test('taizhang ledger writes 问题台账 under both its names, and never into a 材料文件夹', async () => {
  const { call, folder } = await makeRecordCore('records-cli');
  await call('records.save', { ledger: 'wenti', values: PROBLEM });
  const xlsx = join(folder, '问题.xlsx');
  expect(await call('ledger.write', { name: '整改台账', xlsx })).toEqual({ file: xlsx, name: '问题台账', rows: 1 });
  const inside = join(folder, '材料', '问题.xlsx');
  await expect(call('records.workbook', { ledger: 'wenti', path: inside })).rejects.toMatchObject({ code: 'refused' });
});

test('a weekly report holds the problems found in its days, with the numbers of those', async () => {
  const { call, folder } = await makeRecordCore('records-weekly');
  await call('records.save', { ledger: 'wenti', values: PROBLEM });
  await call('records.save', { ledger: 'wenti', values: { ...PROBLEM, site: '广场', found: '2026-11-24' } });
  const path = join(folder, '周报.xlsx');
  const week = { ledger: 'wenti', from: '2026-11-23', to: '2026-11-29' };
  expect(await call('records.workbook', { ...week, path })).toMatchObject({ rows: 1 });
  const [rows, numbers] = readGrids(readFileSync(path), '周报.xlsx').map((grid) =>
    grid.rows.map((row) => row.map(({ text }) => text)),
  );
  expect(rows!.at(-1)).toEqual(expect.arrayContaining(['广场', '逾期 1 天']));
  expect(numbers).toContainEqual(['逾期整改', '1', '过了整改时限还没有销号']);
});
