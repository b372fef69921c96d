import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createCore, type Core } from '../../../../electron/core/core.ts';
import type { NodeChange } from '../../../../shared/contract/nodes.ts';
import { temporaryFolder } from '../../../support/folders.ts';
import { quiet } from '../../../support/sample-core.ts';

interface Place {
  readonly core: Core;
  readonly archive: string;
  readonly framework: string;
  readonly edit: (change: NodeChange) => Promise<{ readonly id: number | null; readonly words: string }>;
  readonly idOf: (code: string) => Promise<number>;
  /** `level code name`, `+` for a branch. */
  readonly tree: () => Promise<readonly string[]>;
  readonly undo: () => Promise<unknown>;
  readonly reopened: () => Promise<void>;
  readonly documents: () => Promise<ReadonlyMap<string, number>>;
}

const FRAMEWORK = {
  ...{ id: 'ben-ju', name: '本局体系', edition: '2026', reconstructed: false, note: '', levelNames: ['项目', '内容', '标准'] },
  indicators: [
    ['1', '组织领导', 1, null],
    ['1.1', '机构', 2, '1'],
    ['1.1.1', '领导小组', 3, '1.1'],
    ['1.1.2', '会议制度', 3, '1.1'],
    ['2', '宣传教育', 1, null],
    ['2.1', '宣传栏', 2, '2'],
  ].map(([code, name, level, parentId]) => ({
    ...{ id: code, code, name, level, parentId, altCodes: [], leaf: ['1.1.1', '1.1.2', '2.1'].includes(code as string) },
    ...{ standard: '', methods: [], leadUnit: '', units: [], dueText: '', keywords: [], weakKeywords: [], confidence: '' },
    requirements: ['1.1.1', '2.1'].includes(code as string)
      ? [{ kind: '规范文件', minCount: 1, windowMonths: null, windowFrom: null, windowTo: null, note: '' }]
      : [],
  })),
};

async function placeOf(name: string): Promise<Place> {
  const folder = temporaryFolder(name);
  const source = join(folder, '材料');
  mkdirSync(source);
  writeFileSync(join(source, '领导小组通知.txt'), '关于成立创建工作领导小组的通知 2026年3月5日');
  writeFileSync(join(source, '1.1.2 会议制度.txt'), '会议制度 2026年3月6日');
  writeFileSync(join(source, '公益广告.txt'), '公益广告设置方案 2026年3月7日');
  const file = join(folder, 'ben-ju.json');
  writeFileSync(file, JSON.stringify(FRAMEWORK));
  const archive = join(folder, '档案库');
  const open = (): Core =>
    createCore({ now: () => new Date('2026-06-30T08:00:00Z'), logFolder: join(folder, 'log'), actor: '资料员' });
  let core = open();
  await core.call('archive.create', { archive, name: '本局', framework: [file], sources: [source] }, quiet());
  await core.call('index.run', { archive }, quiet());
  const { frameworks } = await core.call('archive.summary', { archive }, quiet());
  const framework = frameworks[0]!.id;
  const nodes = async () => (await core.call('indicators.tree', { archive, framework }, quiet())).nodes;
  return {
    get core() {
      return core;
    },
    archive,
    framework,
    edit: (change) => core.call('nodes.edit', { archive, framework, change }, quiet()),
    idOf: async (code) => (await nodes()).find((one) => one.code === code)!.id,
    tree: async () => (await nodes()).map((one) => `${one.level}${one.leaf ? '' : '+'} ${one.code} ${one.name}`),
    undo: () => core.call('undo.run', { archive }, quiet()),
    reopened: async () => {
      await core.close();
      core = open();
    },
    documents: async () => {
      const { documents } = await core.call('documents.list', { archive, query: '', limit: 10 }, quiet());
      return new Map(documents.map((one) => [one.path, one.id]));
    },
  };
}

const BEFORE = ['1+ 1 组织领导', '2+ 1.1 机构', '3 1.1.1 领导小组', '3 1.1.2 会议制度', '1+ 2 宣传教育', '2 2.1 宣传栏'];
const confirm = async ({ core, archive, documents, idOf }: Place, path: string, code: string): Promise<void> => {
  const pair = { documentId: (await documents()).get(path)!, indicatorId: await idOf(code), action: 'confirm' as const };
  await core.call('links.decideMany', { archive, pairs: [pair] }, quiet());
};

test('nodes are added, renamed, moved and removed, each as one step that is undone also after a restart', async () => {
  const place = await placeOf('nodes-steps');
  const { edit, idOf, tree } = place;
  await edit({ act: 'add', parentId: await idOf('2'), before: await idOf('2.1'), code: '2.2', name: '公益广告' });
  await edit({ act: 'add', parentId: await idOf('2.2'), before: null, code: '2.2.1', name: '公益广告设置' });
  await edit({ act: 'name', id: await idOf('1.1.2'), code: '1.1.3', name: '会议与学习制度' });
  await edit({ act: 'move', id: await idOf('2.1'), parentId: await idOf('1.1'), before: await idOf('1.1.1') });
  const done = ['1+ 1 组织领导', '2+ 1.1 机构', '3 2.1 宣传栏', '3 1.1.1 领导小组', '3 1.1.3 会议与学习制度', '1+ 2 宣传教育', '2+ 2.2 公益广告', '3 2.2.1 公益广告设置']; // prettier-ignore
  expect(await tree()).toEqual(done);
  const { words } = await edit({ act: 'remove', id: await idOf('2'), to: null });
  expect(words).toBe('删除指标:2 宣传教育(连同下级 2 条)');
  await place.reopened();
  await place.undo();
  expect(await tree()).toEqual(done);
  for (let step = 0; step < 4; step++) await place.undo();
  expect(await tree()).toEqual(BEFORE);
  for (let step = 0; step < 5; step++) await place.core.call('undo.redo', { archive: place.archive }, quiet());
  expect((await tree()).some((line) => line.includes('2.2'))).toBe(false);
  await place.core.close();
});

test('a node that holds work is not removed until a leaf takes it over, and undoing gives all of it back', async () => {
  const place = await placeOf('nodes-held');
  const { archive, edit, idOf } = place;
  await confirm(place, '领导小组通知.txt', '1.1.1');
  const problem = {
    site: '滨河路',
    problem: '占道经营',
    found: '2026-06-01',
    unit: '城管局',
    due: '2026-06-04',
    indicator: '1.1.1 领导小组',
  };
  await place.core.call('records.save', { archive, ledger: 'wenti', values: problem }, quiet());
  const evidence = async (code: string) =>
    (await place.core.call('indicators.read', { archive, indicator: await idOf(code) }, quiet())).evidence.map((one) => one.path);
  const named = async () => {
    const { rows } = await place.core.call('records.list', { archive, ledger: 'wenti' }, quiet());
    return rows.map((row) => row.values['indicator']);
  };
  const held = await place.core.call('nodes.held', { archive, id: await idOf('1') }, quiet());
  expect(held).toMatchObject({ beneath: 3, words: '佐证 1 份、台账 1 行' });
  await expect(edit({ act: 'remove', id: await idOf('1'), to: null })).rejects.toThrow(
    '没有删除“1 组织领导”:上面有佐证 1 份、台账 1 行。请选一条末级指标来接收,再删除。',
  );
  await expect(edit({ act: 'remove', id: await idOf('1'), to: await idOf('1.1.2') })).rejects.toThrow('要选一条留下来的末级指标');
  await expect(edit({ act: 'add', parentId: await idOf('1.1.1'), before: null, code: '1.1.1.1', name: '名单' })).rejects.toThrow('只有 3 级'); // prettier-ignore
  expect(await evidence('1.1.1')).toEqual(['领导小组通知.txt']);
  const done = await edit({ act: 'remove', id: await idOf('1'), to: await idOf('2.1') });
  expect(done.words).toContain('佐证 1 份、台账 1 行由“2.1”接收');
  expect(await evidence('2.1')).toEqual(['领导小组通知.txt']);
  expect(await named()).toEqual(['2.1 领导小组']);
  await place.undo();
  expect(await evidence('1.1.1')).toEqual(['领导小组通知.txt']);
  expect(await evidence('2.1')).toEqual([]);
  expect(await named()).toEqual(['1.1.1 领导小组']);
  expect(await place.tree()).toEqual(BEFORE);
  await place.core.close();
});

test('nothing goes beneath a leaf that holds work, and a leaf that becomes a branch gives up its requirements until undone', async () => {
  const place = await placeOf('nodes-parent');
  const { archive, edit, idOf } = place;
  await confirm(place, '公益广告.txt', '2.1');
  const child = async () => ({ act: 'add' as const, parentId: await idOf('2.1'), before: null, code: '2.1.1', name: '公益广告' });
  await expect(edit(await child())).rejects.toThrow('“2.1 宣传栏”上有佐证 1 份,下面加了指标它就不再是末级指标');
  await place.undo();
  await edit(await child());
  const { nodes } = await place.core.call('indicators.tree', { archive, framework: place.framework }, quiet());
  expect(nodes.find((one) => one.code === '2.1')!.leaf).toBe(false);
  await place.undo();
  const back = await place.core.call('indicators.read', { archive, indicator: await idOf('2.1') }, quiet());
  expect(back).toMatchObject({ leaf: true, requirements: [{ kind: '规范文件', minCount: 1 }] });
  await place.core.close();
});

test('rows of 台账, file names, suggestions and gaps follow a new code, and a new leaf is suggested after the next 编目', async () => {
  const place = await placeOf('nodes-follow');
  const { archive, framework, edit, idOf } = place;
  const problem = {
    site: '滨河路',
    problem: '占道经营',
    found: '2026-06-01',
    unit: '城管局',
    due: '2026-06-04',
    indicator: '1.1.2',
  };
  await place.core.call('records.save', { archive, ledger: 'wenti', values: problem }, quiet());
  await edit({ act: 'name', id: await idOf('1.1.2'), code: '1.1.9', name: '会议制度' });
  await edit({ act: 'add', parentId: await idOf('2'), before: null, code: '2.2', name: '公益广告设置', requirements: [{ kind: '规范文件', minCount: 2, windowMonths: null, windowFrom: null, windowTo: null, note: '' }] }); // prettier-ignore
  const { rows } = await place.core.call('records.list', { archive, ledger: 'wenti' }, quiet());
  expect(rows[0]!.values['indicator']).toBe('1.1.9');
  const gaps = await place.core.call('gaps.read', { archive }, quiet());
  expect(gaps.frameworks[0]!.indicators.map((one) => `${one.code} ${one.state}`)).toContain('2.2 缺失');
  const found = await place.core.call('indicators.search', { archive, framework, query: '公益广告', limit: 5 }, quiet());
  expect(found.indicators.map((one) => one.code)).toEqual(['2.2']);
  await place.core.call('index.run', { archive }, quiet());
  const suggested = async (code: string) =>
    (await place.core.call('indicators.read', { archive, indicator: await idOf(code) }, quiet())).suggestions.map(
      (one) => one.path,
    );
  expect(await suggested('1.1.9')).toEqual(['1.1.2 会议制度.txt']);
  expect(await suggested('2.2')).toEqual(['公益广告.txt']);
  await place.core.close();
});

test('an edited framework is read back from its workbook as the same tree', async () => {
  const place = await placeOf('nodes-roundtrip');
  const { archive, framework, edit, idOf } = place;
  await edit({ act: 'add', parentId: await idOf('1.1'), before: await idOf('1.1.1'), code: '1.1.3', name: '专题会议' });
  await edit({ act: 'move', id: await idOf('1.1.2'), parentId: await idOf('2'), before: null });
  const out = join(archive, '..', '导出.xlsx');
  await place.core.call('framework.export', { id: framework, out, archive }, quiet());
  const before = await place.tree();
  const back = await place.core.call('framework.adopt', { archive, from: { file: out, name: '读回来的', edition: '' } }, quiet());
  const { nodes } = await place.core.call('indicators.tree', { archive, framework: back.id }, quiet());
  expect(nodes.map((one) => `${one.level}${one.leaf ? '' : '+'} ${one.code} ${one.name}`)).toEqual(before);
  await place.core.close();
});

test('a shipped 示例模板 is not edited: the sentence says to save it under a name of one’s own; on the command line codes name the nodes', async () => {
  const place = await placeOf('nodes-shipped');
  const { archive, framework } = place;
  await place.core.call('framework.adopt', { archive, from: { reference: 'wen-ming-dan-wei' } }, quiet());
  const run = (more: object) =>
    place.core.call(
      'node.run',
      { archive, framework, act: 'name', ...more } as Parameters<typeof place.core.call<'node.run'>>[1],
      quiet(),
    );
  await expect(run({ framework: 'wen-ming-dan-wei', node: '单-1-1', name: '改一改' })).rejects.toThrow(
    '请先在“设置 → 测评体系”里另存为自己的一套',
  );
  await expect(run({ node: '9.9', name: '改' })).rejects.toThrow('测评体系里没有编号为 9.9 的指标');
  await expect(run({ node: '1.1.1', name: ' ' })).rejects.toThrow('名称还没有写');
  await expect(run({ act: 'move', node: '1.1.1' })).rejects.toThrow('没有写移到哪里');
  expect((await run({ node: '1.1.1', name: '领导机构' })).words).toBe('指标改名:1.1.1 领导小组 → 领导机构');
  expect((await run({ act: 'add', under: '2', before: '2.1', code: '2.0', name: '方案' })).words).toBe('增加指标:2.0 方案');
  expect((await run({ act: 'move', node: '2.0', under: '1.1' })).words).toBe('移动指标:2.0 方案 → “1.1 机构”');
  expect((await run({ act: 'remove', node: '2.0' })).words).toBe('删除指标:2.0 方案');
  expect((await place.tree())[2]).toBe('3 1.1.1 领导机构');
  await place.core.close();
});

test('lines of 指标对照 and red lines go along to the leaf that takes over, with the same meaning', async () => {
  const place = await placeOf('nodes-crosswalk');
  const { archive, framework, edit, idOf } = place;
  await place.core.call('framework.adopt', { archive, from: { reference: 'wen-ming-dan-wei' } }, quiet());
  const far = (
    await place.core.call('indicators.search', { archive, framework: 'wen-ming-dan-wei', query: '单-1-1', limit: 1 }, quiet())
  ).indicators[0]!;
  await edit({ act: 'add', parentId: await idOf('2'), before: null, code: '2.9', name: '后加的一条' });
  const former = await idOf('1.1.1');
  const line = { oneId: former, otherId: far.id, relation: 'part' as const };
  await place.core.call('crosswalk.set', { archive, rows: [line] }, quiet());
  await confirm(place, '领导小组通知.txt', '1.1.1');
  const documentId = (await place.documents()).get('领导小组通知.txt')!;
  const lines = [{ page: 1, x1: 0.1, y1: 0.5, x2: 0.9, y2: 0.5 }];
  await place.core.call('redLines.draw', { archive, documentId, indicatorId: former, lines }, quiet());
  const said = async (leaf: number) =>
    (await place.core.call('crosswalk.list', { archive, framework, leaf }, quiet())).lines.map(({ relation }) => relation);
  const before = await said(former);
  expect(before).toHaveLength(1);
  for (const code of ['2.1', '2.9']) {
    const to = await idOf(code);
    await edit({ act: 'remove', id: former, to });
    expect(await said(to)).toEqual(before);
    const { evidence } = await place.core.call('indicators.read', { archive, indicator: to }, quiet());
    expect(evidence.map((one) => one.redLines.length)).toEqual([1]);
    await place.undo();
    expect([await said(former), await said(to)]).toEqual([before, []]);
  }
  await place.core.close();
});

test('what was ignored in 体检 goes with its indicator, so that a later one with the same row id is looked at; undoing brings it back', async () => {
  const place = await placeOf('nodes-mutes');
  const { archive, edit, idOf } = place;
  const findings = async () => {
    const { rules } = await place.core.call('checks.read', { archive }, quiet());
    return rules
      .filter(({ rule }) => rule === 'indicator-no-lead' || rule === 'indicator-no-requirement')
      .flatMap(({ rule, findings: found }) => found.map(({ what, muted }) => `${rule} ${what} ${muted?.reason ?? '–'}`));
  };
  const last = (await edit({ act: 'add', parentId: await idOf('1.1'), before: null, code: '1.1.3', name: '经费' })).id!;
  for (const rule of ['indicator-no-lead', 'indicator-no-requirement'])
    await place.core.call('checks.mute', { archive, rule, subjects: [`indicator ${last}`], reason: '由局长管' }, quiet());
  const ignored = ['indicator-no-lead 1.1.3 经费 由局长管', 'indicator-no-requirement 1.1.3 经费 由局长管'];
  expect(await findings()).toEqual(expect.arrayContaining(ignored));
  await edit({ act: 'remove', id: last, to: null });
  const { id: next } = await edit({ act: 'add', parentId: await idOf('1.1'), before: null, code: '1.1.4', name: '培训' });
  expect(next).toBe(last);
  expect(await findings()).toEqual(
    expect.arrayContaining(['indicator-no-lead 1.1.4 培训 –', 'indicator-no-requirement 1.1.4 培训 –']),
  );
  await place.undo();
  await place.undo();
  expect(await findings()).toEqual(expect.arrayContaining(ignored));
  await place.core.close();
});

test('a heading whose indicators are still to come asks for nothing, keeps its shape in Excel and another edition, and becomes a branch', async () => {
  const place = await placeOf('nodes-heading');
  const { archive, framework, edit, idOf, tree } = place;
  const gaps = async () =>
    (await place.core.call('gaps.read', { archive }, quiet())).frameworks[0]!.indicators.map((one) => one.code);
  const before = await gaps();
  expect((await edit({ act: 'add', parentId: null, before: null, code: '3', name: '特色工作', heading: true })).words).toBe(
    '增加上级标题:3 特色工作',
  );
  expect(await gaps()).toEqual(before);
  await edit({ act: 'move', id: await idOf('2.1'), parentId: await idOf('1'), before: null });
  expect((await tree()).filter((line) => /^1/.test(line))).toEqual(['1+ 1 组织领导', '1 2 宣传教育', '1+ 3 特色工作']);
  await place.undo();
  const out = join(archive, '..', '带标题.xlsx');
  await place.core.call('framework.export', { id: framework, out, archive }, quiet());
  const back = await place.core.call('framework.adopt', { archive, from: { file: out, name: '读回来的', edition: '' } }, quiet());
  const { nodes } = await place.core.call('indicators.tree', { archive, framework: back.id }, quiet());
  expect(nodes.map((one) => `${one.level}${one.leaf ? '' : '+'} ${one.code} ${one.name}`)).toEqual(await tree());
  const copy = await place.core.call('framework.saveAs', { archive, framework, name: '另一版', edition: '2027' }, quiet());
  const compared = await place.core.call('editions.preview', { archive, framework, to: { held: copy.id }, choices: {} }, quiet());
  expect(compared.rows.find((row) => row.from.code === '3')).toMatchObject({ to: { code: '3', leaf: false }, open: false });
  await edit({ act: 'add', parentId: await idOf('3'), before: null, code: '3.1', name: '品牌活动' });
  expect(await gaps()).toEqual([...before, '3.1']);
  expect((await tree()).slice(-2)).toEqual(['1+ 3 特色工作', '2 3.1 品牌活动']);
  await place.core.close();
});

test('a leaf is turned into a heading and back, not while it holds work, not at the lowest level, and nothing with nodes beneath it', async () => {
  const place = await placeOf('nodes-shape');
  const { archive, framework, edit, idOf, tree } = place;
  expect((await edit({ act: 'shape', id: await idOf('2.1'), leaf: false })).words).toBe('改为上级标题:2.1 宣传栏');
  expect(await tree()).toContain('2+ 2.1 宣传栏');
  await place.undo();
  expect(await tree()).toEqual(BEFORE);
  const run = (more: { node: string; heading?: true }) =>
    place.core.call('node.run', { archive, framework, act: 'shape', ...more }, quiet());
  await run({ node: '2.1', heading: true });
  expect((await run({ node: '2.1' })).words).toBe('改为末级指标:2.1 宣传栏');
  await expect(run({ node: '1.1.1', heading: true })).rejects.toThrow('在最下一级');
  await expect(run({ node: '2' })).rejects.toThrow('下面有指标');
  await confirm(place, '公益广告.txt', '2.1');
  await expect(run({ node: '2.1', heading: true })).rejects.toThrow('上有');
  await expect(
    edit({ act: 'add', parentId: await idOf('1.1'), before: null, code: '9', name: '标题', heading: true }),
  ).rejects.toThrow('不能在最下一级');
  await place.core.close();
});
