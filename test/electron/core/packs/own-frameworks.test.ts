import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeTwoLevels, type Level, type TwoLevels } from './two-archives.ts';

const leaf = (code: string, name: string) => ({
  ...{ id: code, code, name, level: 2, parentId: 'Ⅲ-1', leaf: true, altCodes: [], standard: '', methods: [] },
  ...{ leadUnit: '市教育局', units: [], dueText: '', keywords: [], weakKeywords: [], confidence: '', requirements: [] },
});
const OWN = {
  ...{ id: 'ben-ju', name: '本局体系', edition: '2026', reconstructed: false, note: '', levelNames: ['项目', '标准'] },
  codeStyles: ['Ⅰ-1-①'],
  indicators: [
    { ...leaf('Ⅲ-1', '志愿服务'), level: 1, parentId: null, leaf: false, leadUnit: '' },
    leaf('Ⅲ-1-①', '过程资料'),
    leaf('Ⅲ-1-②', '过程资料'),
  ],
};
const IN_OWN = { framework: 'ben-ju' };

async function withOwn(name: string): Promise<TwoLevels> {
  const made = await makeTwoLevels(name);
  const file = join(made.folder, 'ben-ju.json');
  writeFileSync(file, JSON.stringify(OWN));
  for (const level of [made.lower, made.upper]) await level.call('framework.add', { framework: file });
  for (const name of ['队伍', '记录']) made.lower.put(`${name}.txt`, `${name}:志愿服务材料`);
  await made.lower.call('index.run', {});
  await made.upper.call('index.run', {});
  return made;
}
const nodesOf = async (level: Level) => (await level.call('indicators.tree', IN_OWN)).nodes;
const shapeOf = async (level: Level) => (await nodesOf(level)).map(({ code, leaf: isLeaf }) => `${code}${isLeaf ? '' : '+'}`);
const titlesOf = async (level: Level, code: string): Promise<readonly string[]> => {
  const { id } = (await nodesOf(level)).find((one) => one.code === code)!;
  return (await level.call('indicators.read', { indicator: id })).evidence.map(({ path }) => path.split('/').at(-1) ?? '');
};
const leavesOf = async (level: Level) =>
  (await level.call('gaps.read', IN_OWN)).frameworks[0]!.indicators.map(({ code }) => code);
const evidenceIn = (counts: readonly { readonly area: string }[]) => counts.find(({ area }) => area === '佐证');

test('two leaves of one name that only a circled number tells apart are two in a 交接包', async () => {
  const { lower, upper, pack } = await withOwn('pack-circled');
  await lower.confirm('队伍.txt', 'III-1-①', IN_OWN);
  await lower.confirm('记录.txt', 'III-1-②', IN_OWN);
  const merged = await upper.call('merge.run', { file: await pack('圈号') });
  expect(merged.troubles).toEqual([]);
  expect([await titlesOf(upper, 'Ⅲ-1-①'), await titlesOf(upper, 'Ⅲ-1-②')]).toEqual([['队伍.txt'], ['记录.txt']]);
});

test('headings whose indicators are still to come stay headings on both sides, count for nothing, and a second merge adds nothing', async () => {
  const { lower, upper, pack } = await withOwn('pack-headings');
  const heading = { ...IN_OWN, act: 'add' as const, heading: true as const, code: 'Ⅲ-2', name: '特色工作' };
  for (const level of [lower, upper]) await level.call('node.run', heading);
  await upper.call('node.run', { ...heading, code: 'Ⅲ-3', name: '品牌活动' });
  await lower.confirm('队伍.txt', 'Ⅲ-1-①', IN_OWN);
  const [below, above, counted] = [await shapeOf(lower), await shapeOf(upper), await leavesOf(upper)];
  expect([below, above]).toEqual([
    ['Ⅲ-1+', 'Ⅲ-1-①', 'Ⅲ-1-②', 'Ⅲ-2+'],
    ['Ⅲ-1+', 'Ⅲ-1-①', 'Ⅲ-1-②', 'Ⅲ-2+', 'Ⅲ-3+'],
  ]);
  const file = await pack('标题');
  const first = await upper.call('merge.run', { file });
  expect([first.troubles, evidenceIn(first.counts)]).toMatchObject([[], { added: 1, same: 0 }]);
  const again = await upper.call('merge.run', { file });
  expect([again.changed, evidenceIn(again.counts)]).toMatchObject([false, { added: 0, same: 1 }]);
  expect([await shapeOf(lower), await shapeOf(upper), await leavesOf(upper)]).toEqual([below, above, counted]);
  expect(counted).toEqual(['Ⅲ-1-①', 'Ⅲ-1-②']);
});

test('evidence of a leaf that is a heading here is named, and comes in once it is a leaf again', async () => {
  const { lower, upper, pack } = await withOwn('pack-shapes');
  const own = { ...IN_OWN, act: 'add' as const, code: 'Ⅲ-4', name: '本地特色' };
  await lower.call('node.run', own);
  await upper.call('node.run', { ...own, heading: true });
  await lower.confirm('记录.txt', 'Ⅲ-4', IN_OWN);
  const file = await pack('形状');
  const preview = await upper.call('merge.preview', { file });
  expect(preview.troubles).toEqual([expect.stringMatching(/“Ⅲ-4 本地特色”在这里是上级标题.*1 项佐证收不进来/) as string]);
  await upper.call('node.run', { ...IN_OWN, act: 'shape', node: 'Ⅲ-4' });
  expect((await upper.call('merge.run', { file })).troubles).toEqual([]);
  expect(await titlesOf(upper, 'Ⅲ-4')).toEqual(['记录.txt']);
});
