import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeRecordCore } from '../records/record-core.ts';

const OWN = '项目,编号,标准,责任单位\n志愿服务,Ⅲ-1-①,队伍建设,文明办\n,Ⅲ-1-②,活动记录,文明办\n交通,Ⅱ-9-1),文明劝导,交警队\n';

/** An archive with a framework of its own whose leaves are told apart by circled numbers that belong to their codes. */
async function withOwn(name: string) {
  const made = await makeRecordCore(name, { indexed: true });
  const file = join(made.folder, '本地体系.csv');
  writeFileSync(file, OWN);
  const from = { file, name: '本地', edition: '', codeStyles: ['Ⅰ-1-①', 'Ⅰ-1-1)'] };
  const { id: framework } = await made.call('framework.adopt', { from });
  const nodes = async () => (await made.call('indicators.tree', { framework })).nodes;
  const idOf = async (code: string): Promise<number> => (await nodes()).find((one) => one.code === code)!.id;
  return { ...made, framework, nodes, idOf };
}

test('a row of 硬件缺项 takes the leaf it names out of the count, not its neighbour, in any spelling', async () => {
  const { call, nodes } = await withOwn('circled-hardware');
  const values = { indicator: 'III—1—② 活动记录', lacking: '活动室', reason: '在建', framework: '本地' };
  await call('records.save', { ledger: 'yingjian', values });
  await call('records.save', { ledger: 'yingjian', values: { ...values, indicator: 'Ⅱ-9-1)-③劝导', lacking: '护栏' } });
  const states = (await nodes()).filter(({ leaf }) => leaf).map(({ code, state }) => `${code} ${state}`);
  expect(states).toEqual(['Ⅲ-1-① 缺失', 'Ⅲ-1-② 不适用', 'Ⅱ-9-1) 不适用']);
});

test('rows of 台账 follow the leaf they name when its code changes, those of its neighbour stay', async () => {
  const { call, list, framework, idOf } = await withOwn('circled-rename');
  const problem = (indicator: string) => ({ site: indicator, problem: '缺记录', found: '2026-11-01', indicator });
  for (const code of ['Ⅲ-1-①', 'III-1-② 活动记录', 'Ⅱ-9-1)-①'])
    await call('records.save', { ledger: 'wenti', values: problem(code) });
  const change = { act: 'name' as const, id: await idOf('Ⅲ-1-②'), code: 'Ⅲ-1-⑥', name: '活动记录' };
  await call('nodes.edit', { framework, change });
  expect((await list('wenti')).map(({ values }) => values['indicator'])).toEqual(['Ⅲ-1-①', 'Ⅲ-1-⑥ 活动记录', 'Ⅱ-9-1)-①']);
  const moved = { act: 'name' as const, id: await idOf('Ⅱ-9-1)'), code: 'Ⅱ-9-1)', name: '交通文明劝导' };
  await call('nodes.edit', { framework, change: moved });
  expect((await list('wenti')).at(-1)?.values['indicator']).toBe('Ⅱ-9-1)-①');
});

test('a 责任分解表 gives each of them its own unit, whether the code stands in its column or before the name', async () => {
  const { call, table, framework, idOf } = await withOwn('circled-duties');
  const heads = ['编号', '测评标准', '牵头单位'];
  const file = await table('分解表.xlsx', heads, [
    ['III-1-①', '队伍建设', '团委'],
    ['', 'Ⅲ－1－②活动记录', '妇联'],
    ['Ⅱ-9-1)-②', '文明劝导', '城管局'],
  ]);
  const done = await call('duties.import', { framework, file, conflict: 'update', newUnits: 'add' });
  expect(done).toMatchObject({ leaves: 3, updated: 3 });
  const leadOf = async (code: string) => (await call('duties.read', { indicator: await idOf(code) })).duties[0]?.unit;
  expect([await leadOf('Ⅲ-1-①'), await leadOf('Ⅲ-1-②'), await leadOf('Ⅱ-9-1)')]).toEqual(['团委', '妇联', '城管局']);
});

test('换版 names them by code in its file of choices, and what hangs on each goes its own way', async () => {
  const { call, folder, framework, idOf, photo, paper } = await withOwn('circled-edition');
  const confirm = async (documentId: number, code: string) => ({
    ...{ documentId, indicatorId: await idOf(code), action: 'confirm' as const },
  });
  await call('links.decideMany', { pairs: [await confirm(paper, 'Ⅲ-1-①'), await confirm(photo, 'Ⅲ-1-②')] });
  const next = join(folder, '2027.csv');
  writeFileSync(next, OWN.replace('队伍建设', '网格员入户走访').replace('活动记录', '公益广告设置'));
  const choicesFile = join(folder, '去向.json');
  writeFileSync(choicesFile, JSON.stringify({ 'III-1-①': 'III-1-②', 'Ⅲ-1-②': 'Ⅲ-1-①' }));
  const { carried } = await call('edition.run', { framework, next, choicesFile, apply: true });
  const { nodes } = await call('indicators.tree', { framework: carried!.id });
  const evidence = async (code: string) =>
    (await call('indicators.read', { indicator: nodes.find((one) => one.code === code)!.id })).evidence.map(
      ({ documentId }) => documentId,
    );
  expect([await evidence('Ⅲ-1-①'), await evidence('Ⅲ-1-②')]).toEqual([[photo], [paper]]);
});

test('归入, 成册 and the search of 指标 find the one that is typed, and 体检 calls neither of them a double', async () => {
  const { call, framework, paper } = await withOwn('circled-search');
  const search = async (query: string) =>
    (await call('indicators.search', { framework, query, limit: 10 })).indicators.map(({ code }) => code);
  expect(await search('iii-1-②')).toEqual(['Ⅲ-1-②']);
  expect(await search('Ⅲ-1-2')).toEqual(['Ⅲ-1-②']);
  expect(await search('Ⅱ-9-1)-③')).toEqual(['Ⅱ-9-1)']);
  await call('links.decide', { document: '通知.txt', indicator: 'III—1—②', action: 'confirm', framework });
  const { evidence } = await call('documents.read', { id: paper, query: '' });
  expect(evidence.filter(({ state }) => state === 'confirmed').map(({ code }) => code)).toEqual(['Ⅲ-1-②']);
  const bound = async (code: string) =>
    (await call('exports.check', { draft: true, framework, indicators: [code] })).estimate.evidence;
  expect([await bound('iii－1—②'), await bound('Ⅲ-1-①'), await bound('Ⅱ-9-1')]).toEqual([1, 0, 0]);
  const twice = (await call('checks.read', {})).rules.find(({ rule }) => rule === 'indicator-code-twice');
  expect(twice?.findings).toEqual([]);
});

test('a table that writes the codes before the names is read with them, each its own leaf', async () => {
  const { call, folder } = await makeRecordCore('circled-in-names');
  const file = join(folder, '手册.csv');
  writeFileSync(file, '项目,测评标准\n志愿服务,Ⅲ-1-① 队伍建设\n,Ⅲ-1-② 活动记录\n');
  expect(await call('framework.preview', { file })).toMatchObject({ leaves: 2, codeStyles: ['Ⅰ-1-①'] });
  const { id } = await call('framework.adopt', { from: { file, name: '手册', edition: '' } });
  const { nodes } = await call('indicators.tree', { framework: id });
  expect(nodes.filter(({ leaf }) => leaf).map(({ code, name }) => `${code} ${name}`)).toEqual([
    'Ⅲ-1-① 队伍建设',
    'Ⅲ-1-② 活动记录',
  ]);
});
