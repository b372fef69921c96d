import { expect, test } from 'vitest';
import { LEDGERS } from '../../../../shared/domain/ledgers/index.ts';
import { makeRecordCore } from './record-core.ts';

const { call } = await makeRecordCore('mechanisms');
const save = (ledger: string, values: Readonly<Record<string, string | number>>) => call('records.save', { ledger, values });
const read = (ledger: string) => call('records.list', { ledger });

test('every ledger has its own id, names nobody else has, and keys and shown columns that exist', () => {
  const names = LEDGERS.flatMap(({ id, name, altNames }) => [id, name, ...altNames]);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  for (const { name, columns, derived = [], keys, shown, dueKey, dayKey } of LEDGERS) {
    const known = [...columns, ...derived].map(({ key }) => key);
    expect(
      known.filter((key, at) => known.indexOf(key) !== at),
      name,
    ).toEqual([]);
    expect(
      [...keys, ...shown, dueKey, dayKey].filter((key) => key !== undefined && !known.includes(key)),
      name,
    ).toEqual([]);
  }
});

test('自查 is one line a leaf; A/B/C/C# count 100, 66, 33 and 0, what is not judged counts on neither side, and a second round shows the first', async () => {
  const { frameworks } = await call('gaps.read', {});
  const [{ id: framework, indicators }] = frameworks as [(typeof frameworks)[number]];
  const made = await call('records.selfCheck', { framework });
  expect(made.rows).toBe(indicators.length);
  const { rows } = await read('zicha');
  for (const [at, grade] of ['A', 'B', 'C', 'C#'].entries()) {
    const row = rows[at]!;
    await call('records.save', { ledger: 'zicha', id: row.id, values: { ...row.values, grade } });
  }
  const first = await read('zicha');
  const number = first.figures.find((one) => one.kind === 'number' && one.label === made.round);
  // (1 + 0.66 + 0.33 + 0) / 4
  expect(number).toMatchObject({ value: '49.75 分', note: expect.stringContaining('1.99 ÷ 4 × 100') });
  expect(first.figures.find((one) => one.kind === 'table')).toMatchObject({ title: '失分清单(3 条)' });
  const again = await call('records.selfCheck', { framework });
  expect(again.round).not.toBe(made.round);
  const second = (await read('zicha')).rows.filter(({ values }) => values['round'] === again.round);
  expect(second.slice(0, 5).map(({ derived }) => derived['former'])).toEqual(['A', 'B', 'C', 'C#', '没有查']);
  await call('undo.run', {});
  expect((await read('zicha')).rows.length).toBe(made.rows);
});

test('a quarter is ranked by unit with ties at the same place, and the next place left out', async () => {
  const quarter = '2026 年第 4 季度';
  for (const [unit, minus] of [
    ['甲局', 2],
    ['乙局', 0],
    ['丙局', 2],
    ['丁局', 5],
  ] as const)
    // prettier-ignore
    await save('kaohe', { quarter, unit, content: '志愿服务', points: 10, minus });
  const { figures } = await read('kaohe');
  expect(figures.find((one) => one.kind === 'table')).toMatchObject({
    title: `${quarter} 前 20 名`,
    rows: [
      [1, '乙局', 10, 1],
      [2, '甲局', 8, 1],
      [2, '丙局', 8, 1],
      [4, '丁局', 5, 1],
    ],
  });
});

test('a place takes the grade of its last inspection, 0, 1, 2 and more faults being A, B, C and C#, and says when one is due', async () => {
  await save('shidi', {
    siteType: '集贸市场',
    site: '滨河路菜市场',
    unit: '城管局',
    every: '每周',
    leader: '王区长',
    road: '李街长',
  });
  for (const [day, faults] of [
    ['2026-10-01', 0],
    ['2026-10-08', 1],
    ['2026-10-15', 2],
    ['2026-10-22', 5],
  ] as const)
    // prettier-ignore
    await save('jiancha', { site: '滨河路菜市场', day, faults });
  expect((await read('jiancha')).rows.map(({ derived }) => derived['grade'])).toEqual(['A', 'B', 'C', 'C#']);
  const [place] = (await read('shidi')).rows;
  expect(place!.derived).toMatchObject({ visits: 4, last: '2026-10-22', grade: expect.stringContaining('C#') });
  expect(String(place!.derived['turn'])).not.toBe('');
});

test('the 54 kinds of place come with what standards are known, said to be a reconstruction', async () => {
  const { note, types } = await call('records.siteTypes', {});
  expect(types.length).toBe(54);
  expect(types.filter(({ standards }) => standards.length > 0).map(({ name }) => name)).toContain('集贸市场');
  expect(note).toMatch(/^示例\(重建\).*以本地操作手册为准/);
});

test('each 议定事项 becomes a task of its own with its unit and day, in one step of undo, and never twice', async () => {
  const decided = '1.整治背街小巷(责任单位:城管局,12月10日前)\n2.补画停车线';
  const { id } = await save('huiyi', { name: '第三次联席会议', day: '2026-11-20', decided, unit: '创建办', due: '2026-12-31' });
  expect(await call('records.spawn', { id })).toEqual({ added: 2, known: 0 });
  const tasks = (await read('wenti')).rows.map(({ values, state }) => [
    values['problem'],
    values['unit'],
    values['due'],
    values['way'],
    state,
  ]);
  expect(tasks).toEqual([
    ['整治背街小巷(责任单位:城管局,12月10日前)', '城管局', '2026-12-10', '会议议定', '立项'],
    ['补画停车线', '创建办', '2026-12-31', '会议议定', '立项'],
  ]);
  expect((await read('huiyi')).rows.map(({ derived }) => derived['tasks'])).toEqual([2]);
  expect(await call('records.spawn', { id })).toEqual({ added: 0, known: 2 });
  await call('undo.run', {});
  expect((await read('wenti')).rows).toEqual([]);
  const bare = await save('huiyi', { name: '没有议定', day: '2026-11-21' });
  await expect(call('records.spawn', { id: bare.id })).rejects.toThrow('没有写可以立项的内容');
});

test('the 工作台 counts down to the next task and tells of meetings that were not held', async () => {
  await save('jieduan', { phase: '迎检', task: '布置资料室', due: '2026-12-06' });
  await save('lihui', { name: '例会', day: '2026-10-01', kind: '例会' });
  const home = await call('home.read', { framework: 'wen-ming-dan-wei' });
  expect(home.schedule).toMatchObject({ open: 1, overdue: 0, next: { task: '布置资料室', days: 10 } });
  expect(home.reminders).toContainEqual({ ledger: 'lihui', words: '近 7 天没有开例会,每周一次' });
  expect(Number.isInteger(home.daysToBase)).toBe(true);
});
