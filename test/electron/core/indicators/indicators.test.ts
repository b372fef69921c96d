import { afterEach, expect, test } from 'vitest';
import { planFramework } from '../../../../electron/core/exports/plan.ts';
import { readGaps } from '../../../../electron/core/gaps/gaps.ts';
import {
  describeLink,
  orderEvidence,
  readIndicator,
  readTree,
  setNotApplicable,
  setRequirements,
  tryRequirements,
} from '../../../../electron/core/indicators/indicators.ts';
import { decideMany } from '../../../../electron/core/links/links.ts';
import { undoLast } from '../../../../electron/core/undo/undo.ts';
import type { Requirement } from '../../../../shared/contract/indicators.ts';
import { audits, NOW, placeWith, suggest } from '../links/links-support.ts';
import type { Place } from '../sources/index-support.ts';

let place: Place;
afterEach(() => place.end());

const BY = { actor: '资料员', now: NOW };
const TRAFFIC = 'Ⅱ-11-1)';
const FILES = { '甲 文明交通.txt': '一', '乙 文明交通.txt': '二', '丙 文明交通.txt': '三', '学雷锋主题班会.txt': '四' };

const leafOf = async (code: string): Promise<number> =>
  (await place.archive.db.get<{ id: number }>('SELECT id FROM indicators WHERE code = ?', [code]))!.id;
const idOf = async (path: string): Promise<number> =>
  (await place.archive.db.get<{ id: number }>('SELECT document_id AS id FROM locations WHERE path = ?', [path]))!.id;
const confirm = async (paths: readonly string[], code: string): Promise<void> => {
  const indicatorId = await leafOf(code);
  const pairs = await Promise.all(
    paths.map(async (path) => ({ documentId: await idOf(path), indicatorId, action: 'confirm' as const })),
  );
  await decideMany(place.archive, pairs, BY);
};
const paths = async (code: string): Promise<string[]> =>
  (await readIndicator(place.archive, await leafOf(code))).evidence.map((one) => one.path);
const stateOf = async (code: string) =>
  (await readGaps(place.archive, {})).frameworks[0]!.indicators.find((one) => one.code === code)!.state;
const wants = (more: Partial<Requirement>): Requirement => ({
  ...{ kind: '评价意见', minCount: 1, windowMonths: null, windowFrom: null, windowTo: null, note: '' },
  ...more,
});
const volumePaths = async (): Promise<string[]> => {
  const [gaps] = (await readGaps(place.archive, {})).frameworks;
  const options = { frameworkId: 'test', levelNames: gaps!.levelNames, gaps: gaps!, selection: { indicators: 'all' as const } };
  const plan = await planFramework(place.archive.db, options);
  const leaf = plan.groups.flatMap((group) => group.indicators).find((one) => one.code === TRAFFIC)!;
  return leaf.evidence.map((one) => plan.files.get(one.documentId)!.path as string).map((path) => path.split('/').at(-1)!);
};

test('the tree has the states of the gap list, and a branch counts the leaves beneath it', async () => {
  place = await placeWith(FILES);
  await confirm(['学雷锋主题班会.txt'], 'Ⅱ-9-2)');
  await setNotApplicable(place.archive, { indicator: await leafOf(TRAFFIC), reason: '没有机动车道' }, BY);
  const { nodes } = await readTree(place.archive, 'test');
  const [gaps] = (await readGaps(place.archive, {})).frameworks;
  const shown = Object.fromEntries(nodes.filter((node) => node.leaf).map((node) => [node.code, node.state]));
  expect(shown).toEqual(Object.fromEntries(gaps!.indicators.map((one) => [one.code, one.state])));
  const tops = nodes.filter((node) => node.parentId === null);
  const sum = (key: 'complete' | 'leaves'): number => tops.reduce((total, node) => total + node[key], 0);
  expect([sum('complete'), sum('leaves')]).toEqual([gaps!.totals.complete, gaps!.totals.leaves - gaps!.totals.notApplicable]);
  expect(nodes.find((node) => node.code === 'Ⅱ-9')).toMatchObject({ state: '缺失', complete: 1, leaves: 2, initials: 'xlfzyfw' });
});

test('a leaf shows confirmed evidence, waiting suggestions with reasons, and rejected ones apart', async () => {
  place = await placeWith(FILES);
  await suggest(place);
  const indicatorId = await leafOf(TRAFFIC);
  await confirm(['甲 文明交通.txt'], TRAFFIC);
  await decideMany(place.archive, [{ documentId: await idOf('乙 文明交通.txt'), indicatorId, action: 'reject' }], BY);
  const detail = await readIndicator(place.archive, indicatorId);
  expect(detail.evidence.map((one) => one.path)).toEqual(['甲 文明交通.txt']);
  expect(detail.suggestions.map((one) => one.path)).toEqual(['丙 文明交通.txt']);
  expect(detail.suggestions[0]!.reasons.length).toBeGreaterThan(0);
  expect(detail.rejected.map((one) => one.path)).toEqual(['乙 文明交通.txt']);
  expect((await readIndicator(place.archive, await leafOf('Ⅱ-9-1)'))).above).toEqual(['Ⅱ-9 学雷锋志愿服务']);
});

test('the volume takes the order of the screen, as given and undone', async () => {
  place = await placeWith(FILES);
  await confirm(['甲 文明交通.txt', '乙 文明交通.txt', '丙 文明交通.txt'], TRAFFIC);
  const before = await paths(TRAFFIC);
  expect(await volumePaths()).toEqual(before);
  const wanted = [before[2]!, before[0]!, before[1]!];
  const documentIds = await Promise.all(wanted.map(idOf));
  await orderEvidence(place.archive, { indicatorId: await leafOf(TRAFFIC), documentIds }, BY);
  expect(await paths(TRAFFIC)).toEqual(wanted);
  expect(await volumePaths()).toEqual(wanted);
  await undoLast(place.archive.db, { ...BY, onDocuments: async () => undefined });
  expect(await paths(TRAFFIC)).toEqual(before);
  expect(await volumePaths()).toEqual(before);
});

test('an order that leaves a confirmed document out, or names one twice, is refused and changes nothing', async () => {
  place = await placeWith(FILES);
  await confirm(['甲 文明交通.txt', '乙 文明交通.txt'], TRAFFIC);
  const [first] = await Promise.all((await paths(TRAFFIC)).map(idOf));
  const indicatorId = await leafOf(TRAFFIC);
  const before = await paths(TRAFFIC);
  for (const documentIds of [[first!], [first!, first!]])
    await expect(orderEvidence(place.archive, { indicatorId, documentIds }, BY)).rejects.toThrow('顺序没有保存');
  expect(await paths(TRAFFIC)).toEqual(before);
});

test('other requirements change the state as the trial said, in one audit row, and undo brings both back', async () => {
  place = await placeWith(FILES);
  await confirm(['甲 文明交通.txt'], TRAFFIC);
  const indicator = await leafOf(TRAFFIC);
  const was = { state: await stateOf(TRAFFIC), requirements: (await readIndicator(place.archive, indicator)).requirements };
  const requirements = [wants({ minCount: 3, note: '盖章' })];
  const trial = await tryRequirements(place.archive, indicator, requirements);
  expect(await stateOf(TRAFFIC)).toBe(was.state);
  const written = (await audits(place)).length;
  await setRequirements(place.archive, { indicator, requirements }, BY);
  expect((await audits(place)).slice(written).map((row) => row.action)).toEqual(['indicator.requirements']);
  expect(await stateOf(TRAFFIC)).toBe(trial.state);
  expect(trial.state).not.toBe(was.state);
  expect((await readIndicator(place.archive, indicator)).requirements).toEqual(requirements);
  await undoLast(place.archive.db, { ...BY, onDocuments: async () => undefined });
  expect(await stateOf(TRAFFIC)).toBe(was.state);
  expect((await readIndicator(place.archive, indicator)).requirements).toEqual(was.requirements);
});

test.each([
  [{ minCount: 0 }, '份数要写成 1 到 999'],
  [{ windowMonths: 1.5 }, '近几个月要写成'],
  [{ windowMonths: 12, windowTo: '2026-01-01' }, '时限只能写一种'],
  [{ windowFrom: '2026-02-30' }, '真实存在的一天'],
  [{ windowFrom: '2026-05-01', windowTo: '2026-04-01' }, '起始日期在截止日期之后'],
] as const)('a requirement of %j is refused with a sentence', async (more, sentence) => {
  place = await placeWith({});
  const change = { indicator: await leafOf(TRAFFIC), requirements: [wants(more)] };
  await expect(setRequirements(place.archive, change, BY)).rejects.toThrow(sentence);
});

test('不适用 needs a written reason, a branch cannot have it, and undo takes it back', async () => {
  place = await placeWith({});
  const indicator = await leafOf(TRAFFIC);
  await expect(setNotApplicable(place.archive, { indicator, reason: '  ' }, BY)).rejects.toThrow('要写明理由');
  const branch = await leafOf('Ⅱ-9');
  await expect(setNotApplicable(place.archive, { indicator: branch, reason: '无' }, BY)).rejects.toThrow('不是末级指标');
  const was = await stateOf(TRAFFIC);
  await setNotApplicable(place.archive, { indicator, reason: '辖区没有机动车道' }, BY);
  expect(await stateOf(TRAFFIC)).toBe('不适用');
  await undoLast(place.archive.db, { ...BY, onDocuments: async () => undefined });
  expect(await stateOf(TRAFFIC)).toBe(was);
  await setNotApplicable(place.archive, { indicator, reason: '辖区没有机动车道' }, BY);
  await setNotApplicable(place.archive, { indicator, reason: null }, BY);
  expect(await stateOf(TRAFFIC)).toBe(was);
});

test('kind, caption and pages of a link are kept and undone; pages that make no sense are refused', async () => {
  place = await placeWith(FILES);
  await confirm(['甲 文明交通.txt'], TRAFFIC);
  const indicatorId = await leafOf(TRAFFIC);
  const documentId = await idOf('甲 文明交通.txt');
  const description = { documentId, indicatorId, kind: '实景图片', caption: ' 路口劝导 ', firstPage: 1, lastPage: 1 } as const;
  await describeLink(place.archive, description, BY);
  const [evidence] = (await readIndicator(place.archive, indicatorId)).evidence;
  expect(evidence).toMatchObject({ ownKind: '实景图片', caption: '路口劝导', firstPage: 1, lastPage: 1 });
  await expect(describeLink(place.archive, { ...description, firstPage: 3, lastPage: 2 }, BY)).rejects.toThrow('没有保存');
  await undoLast(place.archive.db, { ...BY, onDocuments: async () => undefined });
  expect((await readIndicator(place.archive, indicatorId)).evidence[0]).toMatchObject({
    ownKind: null,
    caption: '',
    firstPage: null,
  });
  const other = { ...description, documentId: await idOf('乙 文明交通.txt') };
  await expect(describeLink(place.archive, other, BY)).rejects.toThrow('已经不在');
});
