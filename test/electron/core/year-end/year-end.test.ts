import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createCore } from '../../../../electron/core/core.ts';
import type { Input, Output, Procedure } from '../../../../shared/contract/api.ts';
import { NO_CONDITIONS } from '../../../../shared/domain/filing-rule.ts';
import { temporaryFolder } from '../../../support/folders.ts';
import { quiet } from '../../../support/sample-core.ts';

const need = (kind: string, window: object = {}) => ({
  ...{ kind, minCount: 1, windowMonths: null, windowFrom: null, windowTo: null, note: '' },
  ...window,
});
const leaf = (code: string, name: string, requirement: object) => ({
  ...{ id: code, code, name, level: 2, parentId: '1', leaf: true, altCodes: [], standard: '', methods: [], leadUnit: '文明办' },
  ...{ units: [], dueText: '2026-06-20', keywords: [], weakKeywords: [], confidence: '', requirements: [requirement] },
});
const FRAMEWORK = {
  ...{ id: 'ben-ju', name: '本局体系', edition: '2026年度', reconstructed: false, note: '', levelNames: ['项目', '标准'] },
  indicators: [
    { ...leaf('1', '组织领导', {}), level: 1, parentId: null, leaf: false, requirements: [] },
    leaf('1.1', '制度', need('规范文件')),
    leaf('1.2', '报告', need('说明报告', { windowMonths: 12 })),
    leaf('1.3', '活动', need('实景图片', { windowFrom: '2026-01-01', windowTo: '2026-12-31' })),
    leaf('1.4', '台账', need('工作台账', { windowMonths: 36 })),
  ],
};
const NEXT = { frameworks: ['ben-ju'], edition: '2027年度', baseDate: '2027-06-30' };

async function yearAtItsEnd(name: string) {
  const folder = temporaryFolder(name);
  const source = join(folder, '材料');
  mkdirSync(source);
  const files = { 制度: '制度 2024年3月5日', 报告: '报告 2026年3月5日', 活动: '活动 2026年3月6日', 台账: '台账 2026年3月7日' };
  for (const [file, text] of Object.entries(files)) writeFileSync(join(source, `${file}.txt`), text);
  const file = join(folder, 'ben-ju.json');
  writeFileSync(file, JSON.stringify(FRAMEWORK));
  const archive = join(folder, '档案库');
  const core = createCore({ now: () => new Date('2026-12-30T08:00:00Z'), logFolder: join(folder, 'log'), actor: '资料员' });
  afterAll(() => core.close());
  await core.call(
    'archive.create',
    { archive, name: '本局', framework: [file], sources: [source], baseDate: '2026-06-30' },
    quiet(),
  );
  await core.call('index.run', { archive }, quiet());
  const call = <P extends Procedure>(procedure: P, input: Omit<Input<P>, 'archive'>): Promise<Output<P>> =>
    core.call(procedure, { archive, ...input } as Input<P>, quiet());
  const kinds = { 制度: '规范文件', 报告: '说明报告', 活动: '实景图片', 台账: '工作台账' } as const;
  for (const [at, [what, kind]] of Object.entries(kinds).entries())
    await call('links.decide', {
      document: `${what}.txt`,
      indicator: `1.${at + 1}`,
      framework: 'ben-ju',
      action: 'confirm',
      kind,
    });
  await call('links.decide', { document: '活动.txt', indicator: '1.2', framework: 'ben-ju', action: 'reject' });
  const states = async (framework: string) =>
    (await call('gaps.read', { framework })).frameworks[0]!.indicators.map((one) => `${one.code} ${one.state}`);
  return { core, call, archive, states };
}

test('the preview says what holds in the new year and what would be lacking, and writes nothing', async () => {
  const { call, states } = await yearAtItsEnd('year-end-preview');
  const before = await states('ben-ju');
  const preview = await call('yearEnd.preview', NEXT);
  expect(preview.frameworks).toEqual([
    {
      ...{ id: 'ben-ju', name: '本局体系', edition: '2026年度', leaves: 4, confirmed: 4, lasting: 2 },
      ...{ lackingBare: 4, lackingWithLasting: 2 },
    },
  ]);
  expect([preview.former, preview.baseDate, preview.moving]).toEqual(['2026-06-30', '2027-06-30', []]);
  expect(await states('ben-ju')).toEqual(before);
  expect((await call('archive.summary', {})).frameworks).toHaveLength(1);
});

test('last year keeps its evidence and its standing, the new year begins with what holds, and one undo puts all of it back', async () => {
  const { call, states } = await yearAtItsEnd('year-end-run');
  const before = await states('ben-ju');
  expect(before).toEqual(['1.1 齐全', '1.2 齐全', '1.3 齐全', '1.4 齐全']);
  const done = await call('yearEnd.run', { ...NEXT, lasting: true });
  expect(done).toMatchObject({ confirmed: 2, rejected: 1, words: '年度结转:本局体系 → 2027年度,测评基准日 2027-06-30' });
  const next = done.frameworks[0]!.id;
  expect(await states('ben-ju')).toEqual(before);
  const bare = (await states(next)).filter((line) => !line.endsWith('齐全')).map((line) => line.split(' ')[0]);
  expect(bare).toEqual(['1.2', '1.3']);
  expect((await call('archive.summary', {})).baseDate).toBe('2027-06-30');
  const { nodes } = await call('indicators.tree', { framework: next });
  const activity = await call('indicators.read', { indicator: nodes.find((one) => one.code === '1.3')!.id });
  expect(activity.requirements[0]).toMatchObject({ windowFrom: '2027-01-01', windowTo: '2027-12-31' });
  expect(activity.dueText).toBe('2027-06-20');

  await call('undo.run', {});
  expect((await call('archive.summary', {})).baseDate).toBe('2026-06-30');
  expect((await call('archive.summary', {})).frameworks.map(({ id }) => id)).toEqual(['ben-ju']);
  expect(await states('ben-ju')).toEqual(before);
  await call('undo.redo', {});
  expect((await call('archive.summary', {})).baseDate).toBe('2027-06-30');
  expect(await states('ben-ju')).toEqual(before);
});

test('without the clerk’s word nothing is confirmed in the new year; rejections, not-applicable leaves and rules go on', async () => {
  const { call, states } = await yearAtItsEnd('year-end-bare');
  const { nodes } = await call('indicators.tree', { framework: 'ben-ju' });
  const idOf = (code: string) => nodes.find((one) => one.code === code)!.id;
  await call('indicators.setNotApplicable', { indicator: idOf('1.4'), reason: '没有这项工作' });
  const conditions = { ...NO_CONDITIONS, name: '制度' };
  await call('filing.save', { rules: [{ indicatorId: idOf('1.1'), name: '制度', active: true, conditions }] });
  const done = await call('yearEnd.run', { ...NEXT, lasting: false });
  expect([done.confirmed, done.rejected, done.rules]).toEqual([0, 1, 1]);
  const next = done.frameworks[0]!.id;
  expect((await states(next)).at(-1)).toBe('1.4 不适用');
  const active = async (framework: string) => (await call('filing.list', { framework })).rules.map((rule) => rule.active);
  expect([await active('ben-ju'), await active(next)]).toEqual([[false], [true]]);
  await call('index.run', {});
  expect((await states('ben-ju'))[0]).toBe('1.1 齐全');
});

test('a day that is not later, a name that is taken and a framework that is not there are refused in words', async () => {
  const { call } = await yearAtItsEnd('year-end-refused');
  await expect(call('yearEnd.run', { ...NEXT, baseDate: '2026-06-30', lasting: true })).rejects.toThrow(
    '不晚于现在的 2026-06-30',
  );
  await expect(call('yearEnd.preview', { ...NEXT, edition: '2026年度' })).rejects.toThrow('已经有“本局体系(2026年度)”');
  await expect(call('yearEnd.preview', { ...NEXT, frameworks: ['没有'] })).rejects.toThrow('没有测评体系 没有');
  expect((await call('archive.summary', {})).baseDate).toBe('2026-06-30');
});

test('a day the calendar does not have is refused as the new 测评基准日', async () => {
  const { call } = await yearAtItsEnd('年度结转-日子');
  for (const baseDate of ['2027-13-30', '2027-02-30'])
    await expect(call('yearEnd.preview', { ...NEXT, baseDate })).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining('真实存在的一天') as string,
    });
});
