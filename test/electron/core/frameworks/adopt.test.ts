import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { importSheetBytes } from '../../../../electron/core/frameworks/import-sheet.ts';
import { makeSampleCore, quiet, type SampleCore } from '../../../support/sample-core.ts';

const SHEET = fileURLToPath(new URL('../../../../resources/sample/责任分解一体表.xlsx', import.meta.url));
const CORPUS = fileURLToPath(new URL('../../../../../shared/corpora/02-测评指标与领域文本/', import.meta.url));

let sample: SampleCore;
beforeAll(async () => {
  sample = await makeSampleCore('adopt');
});

const preview = (file: string, mapping?: unknown) =>
  sample.core.call('framework.preview', { file, ...(mapping === undefined ? {} : { mapping }) }, quiet());

test('the preview shows the rows of the sheet, what each column was taken for, the tree and what was not understood', async () => {
  const found = await preview(SHEET);
  expect(found).toMatchObject({
    name: '滨河区创建全国文明城市责任分解一体表',
    edition: '2026年',
    leaves: 23,
    indicatorCount: 44,
    notUnderstoodCount: 3,
    problem: null,
    mapping: { headerRow: 3, columns: { A: '测评项目', B: '测评内容', C: '测评标准', E: '牵头单位', H: '材料要求' } },
  });
  expect(found.rows[2]?.[2]).toBe('测评标准');
  expect(found.rows.length).toBe(Math.min(50, found.rowCount));
  expect(found.indicators.filter((one) => one.leaf)).toHaveLength(23);
  for (const one of found.notUnderstood) expect(one.row > 0 && one.reason !== '').toBe(true);
});

test('reading by the guessed columns gives what the guess gave, and another choice gives another tree', async () => {
  const guessed = await preview(SHEET);
  expect((await preview(SHEET, guessed.mapping)).indicators).toEqual(guessed.indicators);
  const { H: _, ...others } = guessed.mapping.columns;
  const without = await preview(SHEET, { ...guessed.mapping, columns: others });
  expect(without.leaves).toBe(23);
  expect(without.indicators.every((one) => one.requirements === '')).toBe(true);
  const swapped = await preview(SHEET, {
    ...guessed.mapping,
    columns: { ...guessed.mapping.columns, E: '责任单位', F: '牵头单位' },
  });
  expect(swapped.indicators.map((one) => one.leadUnit)).not.toEqual(guessed.indicators.map((one) => one.leadUnit));
});

test('a table without a known head is shown with the reason, and becomes a framework once a person says what its columns hold', async () => {
  const file = join(sample.folder, '无表头.csv');
  writeFileSync(file, '学习,组织理论学习,宣传部\n学习,开展宣讲活动,文明办\n服务,建立志愿服务站,团委\n');
  const found = await preview(file);
  expect(found.leaves).toBe(0);
  expect(found.problem).toContain('没有找到表头');
  expect(found.problem).not.toContain('--map');
  expect(found.rows[0]).toEqual(['学习', '组织理论学习', '宣传部']);
  const mapping = { sheet: found.mapping.sheet, headerRow: 0, columns: { A: '测评项目', B: '测评标准', C: '牵头单位' } };
  const read = await preview(file, mapping);
  expect(read.problem).toBeNull();
  expect(read.indicators.filter((one) => one.leaf).map((one) => [one.name, one.leadUnit])).toEqual([
    ['组织理论学习', '宣传部'],
    ['开展宣讲活动', '文明办'],
    ['建立志愿服务站', '团委'],
  ]);
  expect((await preview(file, { ...mapping, columns: { C: '牵头单位' } })).problem).toContain('哪一列是指标');
});

test('adopting stores the framework under the given name, writes the record, and refuses a second time and an empty reading', async () => {
  const { core, archive } = sample;
  const from = { file: SHEET, name: '滨河区本地手册', edition: '2026年' };
  const made = await core.call('framework.adopt', { archive, from }, quiet());
  expect(made).toMatchObject({ name: '滨河区本地手册', leaves: 23 });
  const summary = await core.call('archive.summary', { archive }, quiet());
  expect(summary.frameworks.at(-1)).toMatchObject({ id: made.id, name: '滨河区本地手册', edition: '2026年', leaves: 23 });
  await expect(core.call('framework.adopt', { archive, from }, quiet())).rejects.toThrow('已有测评体系“滨河区本地手册”');
  const file = join(sample.folder, '看不懂.csv');
  writeFileSync(file, '一,二\n三,四\n');
  const empty = core.call('framework.adopt', { archive, from: { file, name: '空', edition: '' } }, quiet());
  await expect(empty).rejects.toMatchObject({ code: 'refused' });
  expect((await core.call('archive.summary', { archive }, quiet())).frameworks).toHaveLength(summary.frameworks.length);
  expect((await core.call('check.run', { archive }, quiet())).problems).toEqual([]);
});

test('a built-in framework is adopted by its id, an unknown id is refused by name', async () => {
  const { core, archive } = sample;
  const made = await core.call('framework.adopt', { archive, from: { reference: 'wen-ming-xiao-yuan' } }, quiet());
  expect(made.id).toBe('wen-ming-xiao-yuan');
  const unknown = core.call('framework.adopt', { archive, from: { reference: '没有' } }, quiet());
  await expect(unknown).rejects.toThrow('没有名为 没有 的内置测评体系');
});

test('a framework of the archive is written as a workbook that reads back to the same leaves, to a path or as a download', async () => {
  const { core, archive, framework } = sample;
  const path = join(sample.folder, '导出.xlsx');
  expect(await core.call('framework.workbook', { archive, framework, path }, quiet())).toEqual({ path, file: null });
  const offered = await core.call('framework.workbook', { archive, framework }, quiet());
  const { file, name } = core.ownFile(offered.file!.token);
  expect(name).toMatch(/\.xlsx$/);
  const own = sample.summary.frameworks[0]!.leaves;
  for (const one of [path, file])
    expect(importSheetBytes(readFileSync(one), name).framework.indicators.filter((leaf) => leaf.leaf)).toHaveLength(own);
});

if (!existsSync(CORPUS)) console.warn('没有 ../shared/corpora:三张公开的测评表没有试读。');
test.runIf(existsSync(CORPUS))('public tables of the corpus are understood without help', async () => {
  const leaves = async (name: string) => (await preview(join(CORPUS, name))).leaves;
  expect(await leaves('全国文明城市测评体系（修订版）地级城市-节选.csv')).toBe(3);
  expect(await leaves('平安校园考评表-节选.csv')).toBe(6);
  expect(await leaves('新时代文明实践活动内容清单.csv')).toBe(14);
});
