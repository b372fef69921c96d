import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeWorkbook } from '../../../../electron/core/ledgers/ledgers.ts';
import { LEDGERS } from '../../../../shared/domain/ledgers/index.ts';
import type { LedgerDefinition, StoredColumn } from '../../../../shared/domain/ledgers/ledger.ts';
import { makeRecordCore } from './record-core.ts';

const HEADERS = ['序号', '地点', '主要问题', '责任单位', '检查日期', '完成时限', '整改状态', '天气'];
const ROWS = [
  ['1', '滨河路', '占道经营', '城管局', '2026年11月3日', '2026.11.6', '已整改', '晴'],
  ['2', '=HYPERLINK("x")', '0012 号井盖缺失', '住建局', '20261104', '2026-11-07', '未整改', '晴'],
  ['3', '东门小区', '飞线充电', '街道办', '11月5日', '2026-11-08', '整改中', '晴'],
  ['4', '西门小区', '垃圾未分类', '街道办', '2026-11-05', '2026-11-08', '差不多了', '晴'],
  ['5', '滨河路', '占道经营', '城管局', '2026-11-09', '', '', '晴'],
];

test('a table of others is understood by its headers; what is not understood is told row by row and nothing of it is stored', async () => {
  const { call, list, table } = await makeRecordCore('records-import');
  const file = await table('督查清单.xlsx', HEADERS, ROWS);
  const preview = await call('records.preview', { ledger: 'wenti', file, conflict: 'skip' });
  expect(preview).toMatchObject({ headerRow: 3, found: 5, added: 2, updated: 0, skipped: 0, refused: 3 });
  expect(preview.columns.map(({ key }) => key)).toEqual([null, 'site', 'problem', 'unit', 'found', 'due', '$state', null]);
  expect(preview.problems.map(({ row, reason }) => [row, reason])).toEqual([
    [6, '发现日期“11月5日”不是日期,请写成 2026-11-26 这样。'],
    [7, '状态“差不多了”看不懂,只能是立项、交办、整改中、待验收、销号。'],
    [8, '与第 4 行重复。'],
  ]);
  expect(await list('wenti')).toEqual([]);
  const done = await call('records.import', { ledger: 'wenti', file, conflict: 'skip' });
  expect(done).toEqual(preview);
  expect((await list('wenti')).map(({ values, state }) => [values['site'], values['found'], state])).toEqual([
    ['滨河路', '2026-11-03', '待验收'],
    ['=HYPERLINK("x")', '2026-11-04', '立项'],
  ]);
  await call('undo.run', {});
  expect(await list('wenti')).toEqual([]);
});

test('known rows are skipped, updated or stop the whole import, as the person chose', async () => {
  const { call, list, table } = await makeRecordCore('records-conflict');
  const headers = ['点位', '存在问题', '发现日期', '整改措施', '备注'];
  const file = await table('一.xlsx', headers, [['滨河路', '占道经营', '2026-11-03', '划线', '']]);
  await call('records.save', {
    ledger: 'wenti',
    values: { site: '滨河路', problem: '占道经营', found: '2026-11-01', note: '口头' },
  });
  await expect(call('records.import', { ledger: 'wenti', file, conflict: 'stop' })).rejects.toThrow('没有导入:一.xlsx 第 4 行');
  expect(await call('records.import', { ledger: 'wenti', file, conflict: 'skip' })).toMatchObject({ added: 0, skipped: 1 });
  expect((await list('wenti'))[0]!.values).toMatchObject({ found: '2026-11-01' });
  expect(await call('records.import', { ledger: 'wenti', file, conflict: 'update' })).toMatchObject({ added: 0, updated: 1 });
  expect((await list('wenti'))[0]!.values).toMatchObject({ found: '2026-11-03', measure: '划线', note: '口头' });
  await call('undo.run', {});
  expect((await list('wenti'))[0]!.values).toMatchObject({ found: '2026-11-01' });
});

test('a person maps columns that no header explains', async () => {
  const { call, list, table } = await makeRecordCore('records-mapping');
  const file = await table('二.xlsx', ['哪里', '什么事', '发现日期'], [['广场', '乱停车', '2026-11-03']]);
  const guess = await call('records.preview', { ledger: 'wenti', file, conflict: 'skip' });
  expect(guess).toMatchObject({ added: 0, refused: 1 });
  const mapping = { A: 'site', B: 'problem' };
  await call('records.import', { ledger: 'wenti', file, mapping, conflict: 'skip' });
  expect((await list('wenti'))[0]!.values).toMatchObject({ site: '广场', problem: '乱停车', found: '2026-11-03' });
});

test('a file that is no table, or none of this ledger, is refused in words', async () => {
  const { call, table, folder } = await makeRecordCore('records-no-table');
  const file = await table('菜单.xlsx', ['菜名', '价钱'], [['豆腐', '3']]);
  await expect(call('records.preview', { ledger: 'wenti', file, conflict: 'skip' })).rejects.toThrow('没有找到“问题台账”的表头');
  await expect(call('records.preview', { ledger: 'wenti', file: join(folder, '无.xlsx'), conflict: 'skip' })).rejects.toThrow(
    '没有这个文件',
  );
});

/** Something a clerk might write, told apart by `row`. */
function sample(column: StoredColumn, row: number): string | number {
  if (column.type === 'number') return row * 10 + 0.5;
  if (column.type === 'date') return `2026-03-0${row}`;
  if (column.choices && !column.open) return column.choices[row % column.choices.length]!;
  return column.type === 'long' ? `第 ${row} 件\n=A1+1` : `00${row}${column.header}`;
}

const valuesOf = (definition: LedgerDefinition, row: number) =>
  Object.fromEntries(definition.columns.map((column) => [column.key, sample(column, row)]));

test('every ledger comes back from its own workbook as it was, columns, states and order', async () => {
  const { call, list, folder } = await makeRecordCore('records-round-trip');
  for (const definition of LEDGERS) {
    for (const row of [1, 2, 3]) await call('records.save', { ledger: definition.id, values: valuesOf(definition, row) });
    const before = (await list(definition.id)).map(({ values, state }) => ({ values, state }));
    const path = join(folder, `${definition.id}.xlsx`);
    expect(await call('records.workbook', { ledger: definition.id, path })).toMatchObject({ rows: 3, path });
    await call('records.remove', { ids: (await list(definition.id)).map(({ id }) => id) });
    const result = await call('records.import', { ledger: definition.id, file: path, conflict: 'stop' });
    expect([definition.name, result.problems]).toEqual([definition.name, []]);
    expect((await list(definition.id)).map(({ values, state }) => ({ values, state }))).toEqual(before);
  }
});

test('3,000 rows whose place is one merged cell for ten problems come in as one step; words for a day are told and left out', async () => {
  const { call, list, folder } = await makeRecordCore('records-large');
  const headers = ['点位', '存在问题', '责任单位', '发现日期', '整改时限'];
  const dueOf = (n: number): string => (n % 1_000 === 0 ? '长期' : n % 1_000 === 1 ? '每月' : '2026-11-06');
  const rows = Array.from({ length: 3_000 }, (_, n) => [
    `第 ${Math.floor(n / 10) + 1} 社区`,
    `第 ${n + 1} 个问题`,
    '从未有过的局',
    '2026-11-03',
    dueOf(n),
  ]);
  const columns = headers.map((header) => ({ header, widthChars: 12, type: 'text' as const }));
  const file = join(folder, '大清单.xlsx');
  await writeWorkbook(file, [{ name: '清单', title: '问题清单', remarks: [], columns, rows, mergeLevels: 1 }]);
  const done = await call('records.import', { ledger: 'wenti', file, conflict: 'stop' });
  expect(done).toMatchObject({ found: 3_000, added: 2_994, refused: 6 });
  expect(done.problems.map(({ row, column, text }) => [row, column, text])).toEqual(
    [0, 1, 1_000, 1_001, 2_000, 2_001].map((n) => [n + 3, 'E', dueOf(n)]),
  );
  const stored = await list('wenti');
  // The second row of a merged cell has its place too.
  expect(stored.find(({ values }) => values['problem'] === '第 10 个问题')!.values['site']).toBe('第 1 社区');
  await call('undo.run', {});
  expect(await list('wenti')).toEqual([]);
});

test('units are taken under their present names, unknown ones are told with the nearest one and taken as they stand or as the person chooses', async () => {
  const { call, list, table } = await makeRecordCore('records-units');
  const unit = { parent: '', formerNames: [] as string[], abbreviations: [] as string[] };
  await call('units.save', { ...unit, name: '滨河街道办事处', newName: '滨河街道办事处' });
  await call('units.save', { ...unit, name: '市卫生健康委', newName: '市卫生健康委', formerNames: ['市卫计委'] });
  const file = await table(
    '单位.xlsx',
    ['点位', '存在问题', '发现日期', '责任单位'],
    [
      ['滨河路', '占道经营', '2026-11-03', '滨河街道办'],
      ['东门', '垃圾未分类', '2026-11-04', '市卫计委、滨河街道办事处'],
      ['西门', '乱停车', '2026-11-05', '云上公司'],
      ['北门', '小广告', '2026-11-05', '滨河街道办'],
      ['南门', '飞线', '11月5日', '没读懂的一行'],
    ],
  );
  const request = { ledger: 'wenti', file, conflict: 'skip' as const };
  const preview = await call('records.preview', request);
  expect(preview).toMatchObject({ added: 4, refused: 1 });
  expect(preview.units).toEqual([
    { written: '滨河街道办', rows: 2, present: null, nearest: '滨河街道办事处', taken: '滨河街道办' },
    { written: '云上公司', rows: 1, present: null, nearest: null, taken: '云上公司' },
    { written: '市卫计委', rows: 1, present: '市卫生健康委', nearest: null, taken: '市卫生健康委' },
  ]);
  expect(await list('wenti')).toEqual([]);
  await call('records.import', { ...request, units: { 滨河街道办: '滨河街道办事处' } });
  expect((await list('wenti')).map(({ values }) => values['unit'])).toEqual([
    '滨河街道办事处',
    '市卫生健康委、滨河街道办事处',
    '云上公司',
    '滨河街道办事处',
  ]);
  await call('undo.run', {});
  expect(await list('wenti')).toEqual([]);
});
