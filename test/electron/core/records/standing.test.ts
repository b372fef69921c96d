import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { IndicatorNode } from '../../../../shared/contract/indicators.ts';
import { readGrids } from '../../../../electron/core/frameworks/frameworks.ts';
import { makeRecordCore } from './record-core.ts';

const WENMING = 'wenming-chengshi';

async function withWenming(name: string) {
  const made = await makeRecordCore(name, { indexed: true });
  await made.call('framework.adopt', { from: { reference: WENMING } });
  return made;
}

test('the shipped 文明城市 and 卫生城市 bring their 负面清单 along, each item once, undone in one step', async () => {
  const { call, list } = await withWenming('negative-list');
  expect(await call('records.negativeList', { framework: WENMING })).toEqual({ rows: 10 });
  expect(await call('records.negativeList', { framework: WENMING })).toEqual({ rows: 0 });
  await call('framework.adopt', { from: { reference: 'wei-sheng-chengshi' } });
  expect(await call('records.negativeList', { framework: 'wei-sheng-chengshi' })).toEqual({ rows: 11 });
  const rows = await list('fumian');
  expect(rows[0]?.values).toEqual({
    framework: '全国文明城市测评体系(地级以上,2018—2020周期结构重建版)',
    code: '负-1',
    item: '申报前12个月内市委书记、市长严重违纪、违法犯罪',
    kind: '一票否决',
    proof: '主管部门出具的“未发生”证明',
    months: 12,
  });
  expect(rows.map(({ state }) => state)).toEqual(Array(21).fill('待核对'));
  expect(rows.filter(({ values }) => values['kind'] === '必备条件')).toHaveLength(11);
  await call('undo.run', {});
  expect(await list('fumian')).toHaveLength(10);
});

test('a framework without a 负面清单 is said so, and nothing is added', async () => {
  const { call, list } = await makeRecordCore('no-negative-list');
  await expect(call('records.negativeList', { framework: 'wen-ming-dan-wei' })).rejects.toThrow('没有自带负面清单');
  expect(await list('fumian')).toEqual([]);
});

test('an item that is 触发 within its look-back stands on the 工作台, in 缺项, before 成册 and in the workbook; an older one does not', async () => {
  const { call, folder } = await withWenming('veto');
  await call('archive.configure', { baseDate: '2026-06-30' });
  const { id } = await call('records.save', {
    ledger: 'fumian',
    values: { item: '重大安全事故', kind: '一票否决', months: 12, happened: '2026-01-15' },
  });
  const vetoes = async () => (await call('home.read', { framework: WENMING })).vetoes;
  expect(await vetoes()).toEqual([]);
  await call('records.move', { id, to: '触发', reason: '省通报' });
  expect(await vetoes()).toEqual([{ id, item: '重大安全事故', kind: '一票否决', happened: '2026-01-15' }]);
  expect((await call('gaps.matrix', { framework: WENMING, by: 'kind' })).vetoes).toHaveLength(1);
  expect((await call('gaps.read', {})).vetoes).toEqual([{ item: '重大安全事故', kind: '一票否决', happened: '2026-01-15' }]);
  const { reminders } = await call('exports.check', { draft: true });
  expect(reminders[0]).toMatchObject({ code: 'veto', title: '负面清单触发 1 项(一票否决)' });
  const path = join(folder, '缺项.xlsx');
  await call('gaps.workbook', { framework: WENMING, states: [], unit: '', text: '', path });
  const [sheet] = readGrids(await readFile(path), '缺项.xlsx');
  expect(sheet?.rows.flat().some(({ text }) => text.includes('▲ 一票否决:重大安全事故(2026-01-15)'))).toBe(true);
  await call('archive.configure', { baseDate: '2027-06-30' });
  expect(await vetoes()).toEqual([]);
});

test('未触发 needs the certificate of the department or a written reason', async () => {
  const { call, paper } = await makeRecordCore('veto-proof', { indexed: true });
  const { id } = await call('records.save', { ledger: 'fumian', values: { item: '重大食品安全事故' } });
  await expect(call('records.move', { id, to: '未触发' })).rejects.toThrow('主管部门证明');
  const values = { item: '重大食品安全事故' };
  await call('records.save', { ledger: 'fumian', id, values, documents: [{ documentId: paper, role: 'proof' }] });
  expect(await call('records.move', { id, to: '未触发' })).toEqual({ state: '未触发' });
});

test('an indicator whose facility is not there is not counted until it is built, and says why wherever it is listed', async () => {
  const { call } = await withWenming('hardware');
  const leaves = async (): Promise<IndicatorNode[]> =>
    (await call('indicators.tree', { framework: WENMING })).nodes.filter(({ leaf }) => leaf);
  const [leaf] = await leaves();
  const stateOf = async (): Promise<string | undefined> => (await leaves()).find(({ id }) => id === leaf?.id)?.state;
  expect(await stateOf()).toBe('缺失');
  const before = (await call('home.read', { framework: WENMING })).totals;
  // The code in another spelling: codes are compared, not texts.
  const code = (leaf?.code ?? '').replace('Ⅱ', 'II').replace(')', '）');
  const values = {
    framework: '全国文明城市测评体系',
    indicator: code,
    lacking: '市级图书馆',
    reason: '新馆在建',
    built: '2026-11-20',
  };
  const { id } = await call('records.save', { ledger: 'yingjian', values });
  expect(await stateOf()).toBe('不适用');
  const home = await call('home.read', { framework: WENMING });
  expect(home.hardware).toBe(1);
  expect(home.totals).toMatchObject({ missing: before.missing - 1, notApplicable: before.notApplicable + 1 });
  const card = await call('gaps.leaf', { framework: WENMING, indicator: leaf?.id ?? 0 });
  expect(card).toMatchObject({ hardware: id, notApplicable: '硬件缺项:市级图书馆。新馆在建' });
  expect((await call('indicators.read', { indicator: leaf?.id ?? 0 })).hardware).toBe(id);
  const listed = (await call('gaps.read', { framework: WENMING })).frameworks[0]?.indicators.filter((one) => one.notApplicable);
  expect(listed?.map((one) => one.code)).toEqual([leaf?.code]);
  expect((await call('records.selfCheck', { framework: WENMING })).rows).toBe((await leaves()).length - 1);
  await call('records.move', { id, to: '已建成' });
  expect(await stateOf()).toBe('缺失');
  expect((await call('home.read', { framework: WENMING })).hardware).toBe(0);
});

test('a row of 硬件缺项 that names another framework leaves this one alone', async () => {
  const { call } = await withWenming('hardware-other');
  const values = { framework: '国家卫生城市标准', indicator: 'Ⅱ-1-1)', lacking: '垃圾焚烧厂', reason: '没有建' };
  await call('records.save', { ledger: 'yingjian', values });
  expect((await call('home.read', { framework: WENMING })).hardware).toBe(0);
});

test('未成年人 below 85 is said on the 工作台 until it is reached', async () => {
  const { call } = await withWenming('precondition');
  const grades = [{ name: 'A', points: 100, fromShare: 0 }];
  const scheme = (entered: number | null) => ({
    ...{ grades, parts: [], years: [] },
    precondition: { name: '未成年人思想道德建设工作测评', least: 85, entered },
  });
  const read = async () => (await call('home.read', { framework: WENMING })).precondition;
  expect(await read()).toBe(null);
  await call('scoring.change', { framework: WENMING, scheme: scheme(null) });
  expect(await read()).toMatchObject({ met: null, least: 85 });
  await call('scoring.change', { framework: WENMING, scheme: scheme(82) });
  expect(await read()).toMatchObject({ met: false, reached: 82 });
  await call('scoring.change', { framework: WENMING, scheme: scheme(86) });
  expect(await read()).toMatchObject({ met: true });
});
