import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCore, type Core } from '../../../../electron/core/core.ts';
import type { Input } from '../../../../shared/contract/api.ts';
import { NO_DUTY } from '../../../../shared/domain/duty.ts';
import { NO_RULES } from '../../../../shared/domain/package-rules.ts';
import { temporaryFolder } from '../../../support/folders.ts';
import { readSheets } from './sheet-reader.ts';

const folder = temporaryFolder('submit-by-unit');
const source = join(folder, '材料');
const archive = join(folder, '档案库');
const quiet = { signal: new AbortController().signal, progress: () => undefined };
const CODES = ['Ⅱ-11-1)', 'Ⅱ-9-1)', 'Ⅱ-9-2)', 'Ⅱ-1-1)'] as const;
let core: Core;

const make = (out: string, more: Partial<Input<'submit.runByUnit'>> = {}) =>
  core.call('submit.runByUnit', { archive, out: join(folder, out), indicators: [...CODES], ...more }, quiet);
const check = () => core.call('submit.check', { archive, byUnit: true, indicators: [...CODES] }, quiet);

/** 交通 leads two indicators with a paper each, 教育 one; 民政 leads one nothing is confirmed for; nobody leads the last. */
beforeAll(async () => {
  mkdirSync(source);
  for (const name of ['交通通知', '交通方案', '教育通知', '无主通知'])
    writeFileSync(join(source, `${name}.txt`), `关于${name}的通知\n正文。\n滨河区文明办\n2026年3月5日\n`);
  core = createCore({ now: () => new Date('2026-06-30T08:00:00Z'), logFolder: join(folder, 'logs'), actor: '资料员' });
  const create = { archive, name: '滨河区', framework: ['wenming-chengshi'], sources: [source], baseDate: '2026-06-30' };
  await core.call('archive.create', create, quiet);
  await core.call('index.run', { archive }, quiet);
  const { nodes } = await core.call('indicators.tree', { archive, framework: 'wenming-chengshi' }, quiet);
  const lead = (code: string, unit: string) => {
    const { id } = nodes.find((node) => node.leaf && node.code === code)!;
    const duties = unit === '' ? [] : [{ ...NO_DUTY, unit }];
    return core.call('duties.set', { archive, indicator: id, due: '', lead: true, duties }, quiet);
  };
  const rows = [
    ['Ⅱ-11-1)', '市交通局:运管', '交通通知.txt'],
    ['Ⅱ-9-1)', '市交通局:运管', '交通方案.txt'],
    ['Ⅱ-9-2)', '市教育局', '教育通知.txt'],
    ['Ⅱ-1-1)', '市民政局', null],
  ] as const;
  for (const [code, unit, document] of rows) {
    await lead(code, unit);
    if (document) await core.call('links.decide', { archive, document, indicator: code, action: 'confirm' }, quiet);
  }
}, 60_000);
afterAll(() => core.close());

test('the check names the package each unit would get, and the unit that has nothing', async () => {
  expect(await check()).toMatchObject({
    number: 1,
    blockers: [],
    totals: { files: 3, indicators: 3 },
    units: [
      { unit: '市交通局:运管', number: 1, totals: { files: 2 } },
      { unit: '市教育局', number: 2, totals: { files: 1 } },
    ],
    emptyUnits: ['市民政局'],
  });
});

test('every unit gets its own package, number, 目录 and report in one folder, each of them whole; the list beside names who has none', async () => {
  const made = await make('各单位');
  expect(made.packages.map(({ unit, totals }) => [unit, totals.files])).toEqual([
    ['市交通局:运管', 2],
    ['市教育局', 1],
  ]);
  expect([made.empty, made.registered]).toEqual([['市民政局'], 0]);
  expect(readdirSync(join(folder, '各单位')).sort()).toEqual([
    '各单位报送包.xlsx',
    '市交通局：运管',
    '市交通局：运管_检查报告.xlsx',
    '市教育局',
    '市教育局_检查报告.xlsx',
  ]);
  for (const one of made.packages) {
    expect(await core.call('verify.run', { path: one.out }, quiet)).toMatchObject({ ok: true });
    const [contents] = await readSheets(join(one.out, '目录.xlsx'));
    expect(JSON.stringify(contents!.rows)).toContain(one.unit);
  }
  const { packages } = await core.call('submit.list', { archive }, quiet);
  expect(packages.map(({ number, scope, files }) => [number, scope.split(',')[0], files])).toEqual(
    [...made.packages].reverse().map(({ number, unit, totals }) => [number, unit, totals.files]),
  );
  const [list] = await readSheets(join(folder, '各单位', '各单位报送包.xlsx'));
  expect(JSON.stringify(list!.rows)).toContain('没有报送包:市民政局');
});

test('with 报送对象 each package has its row in 报送登记, dated today', async () => {
  const made = await make('登记', { to: '省文明办', form: 'zip' });
  expect(made.registered).toBe(2);
  expect(
    readdirSync(join(folder, '登记'))
      .filter((name) => name.endsWith('.zip'))
      .sort(),
  ).toEqual(['市交通局：运管.zip', '市教育局.zip']);
  const { rows } = await core.call('records.list', { archive, ledger: 'baosong' }, quiet);
  expect(rows.map(({ values }) => [values['edition'], values['to'], values['day']]).sort()).toEqual(
    made.packages.map(({ number }) => [`第 ${number} 号报送包`, '省文明办', '2026-06-30']).sort(),
  );
});

test('a limit counts for each package alone; a unit all of whose material is left out has no package but a report', async () => {
  const rules = { ...NO_RULES, name: '省系统', formats: ['pdf'] };
  const input = { archive, byUnit: true, indicators: ['Ⅱ-9-2)', 'Ⅱ-11-1)'], rules };
  const { findings } = await core.call('submit.check', input, quiet);
  const key = findings[0]!.items.find(({ indicator }) => indicator === 'Ⅱ-9-2)')!.key;
  const answers = [
    { of: key, action: 'leave-out' as const, reason: '另寄' },
    { of: 'format', action: 'accept' as const, reason: '已说好' },
  ];
  const made = await make('另寄', { indicators: ['Ⅱ-9-2)', 'Ⅱ-11-1)'], rules, answers });
  expect([made.packages.map(({ unit }) => unit), made.empty]).toEqual([['市交通局:运管'], ['市教育局']]);
  const [report] = await readSheets(join(folder, '另寄', '市教育局_检查报告.xlsx'));
  expect(JSON.stringify(report!.rows)).toContain('另寄');
});

test('one cancel stops all: no package, no record, nothing that looks whole', async () => {
  const { packages: before } = await core.call('submit.list', { archive }, quiet);
  const stop = new AbortController();
  const ctx = { signal: stop.signal, progress: ({ done }: { done: number }) => (done >= 2 ? stop.abort() : undefined) };
  const input = { archive, out: join(folder, '取消'), indicators: [...CODES] };
  await expect(core.call('submit.runByUnit', input, ctx)).rejects.toMatchObject({ code: 'cancelled' });
  expect([existsSync(join(folder, '取消')), existsSync(join(folder, '取消.part'))]).toEqual([false, false]);
  expect((await core.call('submit.list', { archive }, quiet)).packages).toHaveLength(before.length);
});
