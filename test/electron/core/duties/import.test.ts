import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { writeWorkbook, type SheetDefinition } from '../../../../electron/core/ledgers/ledgers.ts';
import type { Output } from '../../../../shared/contract/api.ts';
import { NO_DUTY } from '../../../../shared/domain/duty.ts';
import { makeDutyCore, type DutyCore } from '../../../support/duty-core.ts';

let made: DutyCore;
let framework: string;
const path = (name: string): string => join(made.folder, name);
const items = async () => (await made.call('duties.items', { framework, unit: null })).items;
const all = async () => {
  const found: unknown[] = [];
  for (const { id } of (await items()).slice(0, 12)) found.push(await made.call('duties.read', { indicator: id }));
  return found;
};
const sums = ({ leaves, added, updated, same, skipped, conflicts }: Output<'duties.import'>): boolean =>
  leaves === added + updated + same + skipped + conflicts;
const table = (rows: readonly (readonly (string | null)[])[], heads: readonly string[]): SheetDefinition => ({
  name: '分解表',
  title: '责任分解表',
  remarks: [],
  columns: heads.map((header) => ({ header, widthChars: 20, type: 'text' })),
  rows,
});
const HEADS = ['编号', '测评标准', '牵头单位', '责任单位', '责任人', '完成时间'];
const take = (
  procedure: 'duties.preview' | 'duties.import',
  file: string,
  conflict: 'skip' | 'update' | 'stop',
  more: object = {},
) => made.call(procedure, { framework, file: path(file), conflict, newUnits: 'add', ...more });

beforeAll(async () => {
  made = await makeDutyCore('duty-import');
  framework = made.framework;
});

describe('责任分解一体表 out and in', () => {
  test('what was written reads back as the same, with people, offices, own days and leaders', async () => {
    const [first, second] = await items();
    const give = (indicator: number, due: string, duties: readonly object[]) =>
      made.call('duties.set', {
        ...{ indicator, due, lead: true },
        duties: duties.map((duty) => ({ ...NO_DUTY, ...duty })) as never,
      });
    await give(first!.id, '2026-09-30', [
      { unit: '市民政局', person: '王敏', office: '社救科', leader: '张副局长' },
      { unit: '市教育局', person: '李强', due: '2026-08-31' },
    ]);
    await give(second!.id, '长期', [{ unit: '市司法局', person: '周一' }]);
    const before = await all();
    const step = await made.call('undo.peek', {});
    const out = await made.call('duties.workbook', { path: path('一体表.xlsx') });
    const found = await take('duties.import', '一体表.xlsx', 'update');
    expect(out.rows).toBe(156);
    expect(found).toMatchObject({ lines: 156, added: 0, updated: 0, conflicts: 0, troubleCount: 0 });
    expect(found.same + found.empty).toBe(156);
    expect(await made.call('undo.peek', {})).toEqual(step);
    for (const { id } of (await items()).slice(0, 12))
      await made.call('duties.set', { indicator: id, due: '', lead: false, duties: [] });
    const back = await take('duties.import', '一体表.xlsx', 'stop');
    expect(back.added + back.same + back.empty).toBe(156);
    expect(await all()).toEqual(before);
  });
});

describe('a table of others', () => {
  test('every line is used, empty or named: unknown indicator, new unit, the same indicator twice, words for a day', async () => {
    const leaves = (await items()).slice(20, 25);
    const [a, b, c, d] = leaves;
    await writeWorkbook(path('外来.xlsx'), [
      table(
        [
          [a!.code, a!.name, '市卫生局', '市卫生局、市教育局', '王敏', '每月'],
          [b!.code, b!.name, '从未有过的局', '从未有过的局', '', '2026年9月底'],
          [a!.code, a!.name, '市民政局', '市民政局', '', ''],
          ['Ⅱ-99-9)', '没有的标准', '市民政局', '', '', ''],
          [c!.code, c!.name, '', '', '', '长期'],
          ['', d!.name, '', '市财政局(牵头)、市审计局等', '', ''],
        ],
        HEADS,
      ),
    ]);
    const before = await items();
    const found = await take('duties.preview', '外来.xlsx', 'update');
    expect(await items()).toEqual(before);
    expect(sums(found)).toBe(true);
    expect(found).toMatchObject({ lines: 6, leaves: 3, empty: 1, updated: 3 });
    expect(found.newUnits).toEqual(expect.arrayContaining(['从未有过的局']));
    const [head] = found.troubles;
    const at = (row: number) => found.troubles.filter((one) => one.row === row).map(({ reason }) => reason);
    expect(head!.row).toBeGreaterThan(1);
    expect(at(head!.row)).toEqual(['档案库里没有这个单位,会作为新单位']);
    expect(at(head!.row + 1)[0]).toMatch(/^与第 \d+ 行是同一条指标/);
    expect(at(head!.row + 2)).toEqual(['测评体系里没有这一条,这一行没有用']);
    expect(found.first.map(({ units, due }) => [units, due])).toEqual([
      [['市卫生健康委', '市教育局'], '每月'],
      [['从未有过的局'], '2026-09-30'],
      [['市财政局', '市审计局'], expect.anything()],
    ]);
    await take('duties.import', '外来.xlsx', 'update', { newUnits: 'skip' });
    expect((await made.call('duties.units', { framework })).units.map(({ name }) => name)).not.toContain('从未有过的局');
    expect((await made.call('duties.read', { indicator: a!.id })).duties[0]).toMatchObject({
      unit: '市卫生健康委',
      person: '王敏',
    });
    await made.call('undo.run', {});
    expect(await items()).toEqual(before);
  });

  test('what is given out otherwise is kept, replaced, or refuses the whole table, as the person chose', async () => {
    const [a, b] = (await items()).slice(30, 32);
    await made.call('duties.set', { indicator: b!.id, due: '', lead: false, duties: [] });
    await writeWorkbook(path('冲突.xlsx'), [
      table(
        [
          [a!.code, a!.name, '市信访局', '', '', ''],
          [b!.code, b!.name, '市信访局', '', '', ''],
        ],
        HEADS,
      ),
    ]);
    const before = await items();
    await expect(take('duties.import', '冲突.xlsx', 'stop')).rejects.toMatchObject({ code: 'refused' });
    expect(await items()).toEqual(before);
    expect(await take('duties.import', '冲突.xlsx', 'skip')).toMatchObject({ added: 1, skipped: 1 });
    expect((await made.call('duties.read', { indicator: a!.id })).duties.map(({ unit }) => unit)).not.toContain('市信访局');
    expect(await take('duties.import', '冲突.xlsx', 'update')).toMatchObject({ updated: 1, same: 1 });
    expect((await made.call('duties.read', { indicator: a!.id })).duties.map(({ unit }) => unit)).toEqual(['市信访局']);
  });

  test('a table without an indicator or a unit column is refused, and a person may say what the columns hold', async () => {
    const leaf = (await items())[40]!;
    const rows = [[leaf.code, '市体育局', '孙五']];
    await writeWorkbook(path('怪表.xlsx'), [table(rows, ['甲', '乙', '丙'])]);
    await expect(take('duties.preview', '怪表.xlsx', 'update')).rejects.toMatchObject({ code: 'refused' });
    const mapping = { sheet: '分解表', headerRow: 2, columns: { A: '编号', B: '责任单位', C: '责任人' } };
    await take('duties.import', '怪表.xlsx', 'update', { mapping });
    expect((await made.call('duties.read', { indicator: leaf.id })).duties).toMatchObject([
      { unit: '市体育局', person: '孙五', lead: true },
    ]);
  });
});

describe('a bureau’s own 责任分解表', () => {
  const heads = [
    '测评项目',
    '编号',
    '测评标准',
    '责任单位',
    '上级单位',
    '责任科室',
    '责任人',
    '任务',
    '进度',
    '责任',
    '考评',
    '奖惩',
    '完成时间',
  ];
  const line = (code: string, name: string, unit: string, above: string, task: string) => [
    ...['一、志愿服务', code, name, unit, above, '社救科', '王敏', task],
    ...['上半年完成', '主要领导负责', '季度考核', '年终评优', '2026-09-30'],
  ];

  test('五定 and 上级单位 come in with merged cells, a circle of units is told, and one undo takes all of it back', async () => {
    const [a, b, c] = (await items()).slice(60, 63);
    const rows = [
      line(a!.code, a!.name, '滨河街道', '市民政局', '建站点'),
      line(b!.code, b!.name, '一社区', '滨河街道', '招志愿者'),
      line(c!.code, c!.name, '市民政局', '一社区', '抓落实'),
    ];
    await writeWorkbook(path('本局.xlsx'), [{ ...table(rows, heads), mergeLevels: 1 }]);
    const before = { items: await items(), units: (await made.call('duties.units', { framework })).units };
    const found = await take('duties.import', '本局.xlsx', 'update');
    expect(found.columns.map(({ word }) => word)).toEqual(
      expect.arrayContaining(['任务', '进度', '责任', '考评', '奖惩', '上级单位']),
    );
    expect(found.troubles.filter(({ text }) => text.includes('→'))).toEqual([
      { row: 5, text: '市民政局 → 一社区', reason: '上级单位是它自己或它的下级,没有用' },
    ]);
    expect((await made.call('duties.read', { indicator: a!.id })).duties[0]).toMatchObject({
      ...{ unit: '滨河街道', office: '社救科', person: '王敏', task: '建站点', progress: '上半年完成' },
      ...{ responsibility: '主要领导负责', appraisal: '季度考核', reward: '年终评优' },
    });
    const parents = (await made.call('duties.units', { framework })).units.map(({ name, parent }) => `${name}<${parent}`);
    expect(parents).toEqual(expect.arrayContaining(['滨河街道<市民政局', '一社区<滨河街道', '市民政局<']));
    await made.call('undo.run', {});
    expect({ items: await items(), units: (await made.call('duties.units', { framework })).units }).toEqual(before);
  });
});

test('3,000 lines with merged cells come in as one step, and one undo takes them back', async () => {
  const heads = ['测评项目', '编号', '测评标准', '责任单位', '完成时间'];
  const rows = Array.from({ length: 3_000 }, (_, n) => {
    const group = Math.floor(n / 10) + 1;
    return [`项目${group}`, `${group}.${(n % 10) + 1}`, `第 ${n + 1} 项工作标准`, `第${group}街道办`, '长期'];
  });
  const sheet = { ...table(rows, heads), mergeLevels: 1 };
  const bare = {
    ...table(
      rows.map((row) => [...row.slice(0, 3), '', '']),
      heads,
    ),
    mergeLevels: 1,
  };
  await writeWorkbook(path('大体系.xlsx'), [bare]);
  await writeWorkbook(path('大分解.xlsx'), [sheet]);
  const big = await makeDutyCore('duty-import-big', path('大体系.xlsx'));
  const call = { framework: big.framework, file: path('大分解.xlsx'), conflict: 'stop' as const, newUnits: 'add' as const };
  const found = await big.call('duties.import', call);
  expect(found).toMatchObject({ lines: 3_000, leaves: 3_000, added: 3_000, empty: 0 });
  expect(found.newUnits.length).toBe(300);
  const { units, unassigned } = await big.call('duties.units', { framework: big.framework });
  expect(unassigned).toBe(0);
  expect(units.every((unit) => unit.leads === 10)).toBe(true);
  await big.call('undo.run', {});
  expect((await big.call('duties.units', { framework: big.framework })).unassigned).toBe(3_000);
});
