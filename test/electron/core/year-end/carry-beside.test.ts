import { expect, test } from 'vitest';
import { makeRecordCore } from '../records/record-core.ts';

const [CITY, YOUTH] = ['wenming-chengshi', 'wei-cheng-nian-ren'];
const NEXT = { edition: '2027年度', baseDate: '2027-06-30', lasting: false };

async function withTwo(name: string) {
  const made = await makeRecordCore(name, { indexed: true });
  const { call } = made;
  for (const reference of [CITY, YOUTH]) await call('framework.adopt', { from: { reference } });
  await call('archive.configure', { baseDate: '2026-06-30' });
  const lines = async (framework: string, other: string) =>
    (await call('crosswalk.list', { framework })).lines
      .filter((line) => line.other.framework === other)
      .map(({ one, relation, other: far }) => `${one.code} ${relation ?? '没有'} ${far.code}`);
  const nodesOf = async (framework: string) => (await call('indicators.tree', { framework })).nodes;
  const idOf = async (framework: string, code: string) => (await nodesOf(framework)).find((one) => one.code === code)!.id;
  const stateOf = async (framework: string, code: string) => (await nodesOf(framework)).find((one) => one.code === code)!.state;
  return { ...made, lines, idOf, stateOf };
}

test('指标对照 between two frameworks that both go on holds in their new year as it was edited; one undo takes it back', async () => {
  const { call, lines, idOf, paper } = await withTwo('year-end-crosswalk');
  const shipped = await lines(CITY!, YOUTH!);
  const [taken, kept] = shipped.map((line) => line.split(' '));
  const said = async ([one = '', , other = '']: readonly string[], relation: 'none' | 'part') => ({
    ...{ oneId: await idOf(CITY!, one), otherId: await idOf(YOUTH!, other), relation },
  });
  await call('crosswalk.set', { rows: [await said(taken!, 'none'), await said(kept!, 'part')] });
  const before = await lines(CITY!, YOUTH!);
  const standing = before.filter((line) => !line.includes('没有'));
  expect([standing.length, standing]).toEqual([shipped.length - 1, expect.arrayContaining([`${kept![0]} part ${kept![2]}`])]);

  const done = await call('yearEnd.run', { ...NEXT, frameworks: [YOUTH!, CITY!] });
  expect(done.crosswalk).toBe(standing.length);
  const next = (from: string): string => done.frameworks.find((one) => one.from === from)!.id;
  expect(await lines(next(CITY!), next(YOUTH!))).toEqual(standing);
  expect(await lines(CITY!, YOUTH!)).toEqual(before);
  const [one = '', , other = ''] = standing.find((line) => line.includes(' equal '))!.split(' ');
  await call('links.decideMany', {
    pairs: [{ documentId: paper, indicatorId: await idOf(next(CITY!), one), action: 'confirm' }],
  });
  const { evidence } = await call('documents.read', { id: paper, query: '' });
  const beside = evidence.find((link) => link.framework === next(YOUTH!) && link.code === other);
  expect(beside?.reasons[0]?.text).toContain('两条要求相同');

  await call('undo.run', {});
  await call('undo.run', {});
  expect(await lines(CITY!, YOUTH!)).toEqual(before);
  expect((await call('archive.summary', {})).frameworks.map(({ id }) => id)).not.toContain(next(CITY!));
  await call('undo.redo', {});
  expect(await lines(next(CITY!), next(YOUTH!))).toEqual(standing);
});

test('a framework that goes on alone takes no line along: the other one has no new year yet', async () => {
  const { call, lines } = await withTwo('year-end-alone');
  const done = await call('yearEnd.run', { ...NEXT, frameworks: [CITY!] });
  expect([done.crosswalk, await lines(done.frameworks[0]!.id, YOUTH!)]).toEqual([0, []]);
});

test('open rows of 台账 stay where they are; 硬件缺项 counts on, the 负面清单 begins anew as edited, and no matter counts twice', async () => {
  const { call, list, stateOf } = await withTwo('year-end-ledgers');
  const problem = { site: '一楼大厅', problem: '缺制度牌', found: '2026-11-01', indicator: 'Ⅱ-9-1)' };
  await call('records.save', { ledger: 'wenti', values: problem });
  const lack = { indicator: 'Ⅱ-1-1)', lacking: '图书馆', reason: '在建', framework: '全国文明城市测评体系' };
  await call('records.save', { ledger: 'yingjian', values: lack });
  await call('records.negativeList', { framework: CITY! });
  const [first, second] = await list('fumian');
  await call('records.remove', { ids: [second!.id] });
  const values = { ...first!.values, happened: '2026-09-01' };
  await call('records.save', { ledger: 'fumian', id: first!.id, values });
  await call('records.move', { id: first!.id, to: '触发', reason: '省通报' });
  const [before, hardwareBefore] = [await list('fumian'), await list('yingjian')];

  const done = await call('yearEnd.run', { ...NEXT, frameworks: [CITY!] });
  const next = done.frameworks[0]!.id;
  expect(done.records).toBe(before.length + 1);
  expect((await list('wenti')).map(({ values: row, state }) => [row['site'], state])).toEqual([['一楼大厅', '立项']]);
  expect([await stateOf(CITY!, 'Ⅱ-1-1)'), await stateOf(next, 'Ⅱ-1-1)')]).toEqual(['不适用', '不适用']);
  const added = (await list('fumian')).slice(before.length);
  expect(added.map(({ values: row }) => row['item'])).toEqual(before.map(({ values: row }) => row['item']));
  expect(added.every(({ state, values: row }) => state === '待核对' && row['happened'] === undefined)).toBe(true);
  const vetoes = async () => (await call('home.read', { framework: next })).vetoes.map(({ id }) => id);
  expect(await vetoes()).toEqual([first!.id]);
  await call('records.move', { id: added[0]!.id, to: '触发', reason: '同一件事' });
  expect(await vetoes()).toEqual([first!.id]);
  await call('undo.run', {});

  const later = await call('yearEnd.run', { ...NEXT, edition: '2028年度', baseDate: '2028-06-30', frameworks: [next] });
  expect(await stateOf(later.frameworks[0]!.id, 'Ⅱ-1-1)')).toBe('不适用');
  expect(await list('yingjian')).toHaveLength(hardwareBefore.length + 2);
  for (const _ of [2028, 2027]) await call('undo.run', {});
  expect([await list('fumian'), await list('yingjian')]).toEqual([before, hardwareBefore]);
});
