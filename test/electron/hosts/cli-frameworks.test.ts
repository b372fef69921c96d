import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../../support/folders.ts';
import { taizhang } from '../../support/taizhang.ts';

const folder = temporaryFolder('cli-frameworks');
const [source, archive] = [join(folder, '材料'), join(folder, '档案库')];
const leaf = (code: string, name: string) => ({
  ...{ id: code, code, name, level: 2, parentId: '1', leaf: true, altCodes: [], standard: '', methods: [], leadUnit: '' },
  ...{ units: [], dueText: '', keywords: [], weakKeywords: [], confidence: '', requirements: [] },
});
const OWN = {
  ...{ id: 'ben-ju', name: '本局体系', edition: '2026年度', reconstructed: false, note: '', levelNames: ['项目', '标准'] },
  indicators: [{ ...leaf('1', '组织领导'), level: 1, parentId: null, leaf: false }, leaf('1.1', '制度'), leaf('1.2', '会议')],
};
const SHIPPED = 'wen-ming-dan-wei';
const codesOf = async (framework: string): Promise<readonly string[]> => {
  const gaps = (await taizhang('gaps', archive, '--framework', framework, '--json')).json<{
    frameworks: { indicators: { code: string }[] }[];
  }>();
  return gaps.frameworks[0]!.indicators.map(({ code }) => code);
};

beforeAll(async () => {
  mkdirSync(source);
  writeFileSync(join(source, '1.1 制度.txt'), '学习制度 2026年3月5日');
  const file = join(folder, 'ben-ju.json');
  writeFileSync(file, JSON.stringify(OWN));
  const own = ['--framework', file, '--framework', SHIPPED];
  await taizhang('create', archive, ...own, '--source', source, '--base-date', '2026-06-30');
}, 120_000);

test('framework styles declares how codes are written, takes them away again, and says what is no style', async () => {
  const said = await taizhang('framework', 'styles', archive, 'ben-ju', '--style', '1.1', '--style', 'III—1—②', '--json');
  const wrong = await taizhang('framework', 'styles', archive, 'ben-ju', '--style', '甲');
  const both = await taizhang('framework', 'styles', archive, 'ben-ju', '--style', '1.1', '--none');
  const unknown = await taizhang('framework', 'styles', archive, '没有这套', '--none');
  expect([said.code, said.json()]).toEqual([0, { codeStyles: ['1.1', 'Ⅰ-1-①'] }]);
  expect([wrong.code, wrong.stderr]).toEqual([5, expect.stringContaining('“甲”里没有能认出的序号')]);
  expect([both.code, both.stderr]).toEqual([2, expect.stringContaining('请用 --style 写编号样式')]);
  expect([unknown.code, unknown.stderr]).toEqual([5, expect.stringContaining('没有测评体系 没有这套')]);
  const none = await taizhang('framework', 'styles', archive, 'ben-ju', '--none');
  expect([none.code, none.stdout.trim()]).toEqual([0, '编号样式:不声明']);
}, 120_000);

test('node adds a heading, turns it into a leaf and back, and refuses what cannot be in one sentence', async () => {
  const added = await taizhang('node', archive, 'ben-ju', 'add', '--code', '2', '--name', '特色工作', '--heading', '--json');
  expect([added.code, added.json()]).toEqual([0, { id: expect.any(Number) as number, words: '增加上级标题:2 特色工作' }]);
  expect(await codesOf('ben-ju')).toEqual(['1.1', '1.2']);
  const leafNow = await taizhang('node', archive, 'ben-ju', 'shape', '2');
  expect([leafNow.code, leafNow.stdout.trim()]).toEqual([0, '改为末级指标:2 特色工作']);
  expect(await codesOf('ben-ju')).toEqual(['1.1', '1.2', '2']);
  const again = await taizhang('node', archive, 'ben-ju', 'shape', '2', '--heading', '--json');
  expect(again.json()).toMatchObject({ words: '改为上级标题:2 特色工作' });
  const act = await taizhang('node', archive, 'ben-ju', 'turn', '2');
  const shipped = await taizhang('node', archive, SHIPPED, 'add', '--code', '9', '--name', '特色');
  const under = ['--under', '1', '--code', '1.3', '--name', '标题', '--heading'];
  const lowest = await taizhang('node', archive, 'ben-ju', 'add', ...under);
  const parent = await taizhang('node', archive, 'ben-ju', 'shape', '1', '--json');
  expect([act.code, act.stderr]).toEqual([2, expect.stringContaining('不能是“turn”')]);
  expect([shipped.code, shipped.stderr]).toEqual([5, expect.stringContaining('是示例模板,不直接修改')]);
  expect([lowest.code, lowest.stderr]).toEqual([5, expect.stringContaining('不能在最下一级')]);
  expect([parent.code, parent.stderr]).toEqual([5, expect.stringContaining('下面有指标')]);
}, 120_000);

test('rollover shows the next year first, makes it with --apply, and refuses a day or a year that cannot be', async () => {
  const year = ['--edition', '2027年度', '--base-date', '2027-06-30'];
  const preview = await taizhang('rollover', archive, 'ben-ju', ...year, '--json');
  expect([preview.code, preview.json()]).toMatchObject([
    0,
    { former: '2026-06-30', baseDate: '2027-06-30', frameworks: [{ id: 'ben-ju', leaves: 2, confirmed: 0, lasting: 0 }] },
  ]);
  const run = (day: string) => taizhang('rollover', archive, 'ben-ju', '--edition', '2027年度', '--base-date', day);
  const bare = await taizhang('rollover', archive, 'ben-ju', '--edition', '2027年度');
  const [never, early] = [await run('2027-02-30'), await run('2026-06-30')];
  const gone = await taizhang('rollover', archive, '没有这套', ...year);
  expect([bare.code, bare.stderr]).toEqual([2, expect.stringContaining('--base-date')]);
  expect([never.code, never.stderr]).toEqual([2, expect.stringContaining('真实存在的一天')]);
  expect([early.code, early.stderr]).toEqual([5, expect.stringContaining('不晚于现在的 2026-06-30')]);
  expect([gone.code, gone.stderr]).toEqual([5, expect.stringContaining('没有测评体系 没有这套')]);
  const made = await taizhang('rollover', archive, 'ben-ju', ...year, '--apply', '--json');
  expect(made.code).toBe(0);
  const { frameworks, words } = made.json<{ frameworks: { id: string; edition: string }[]; words: string }>();
  expect([frameworks[0]?.edition, words]).toEqual(['2027年度', '年度结转:本局体系 → 2027年度,测评基准日 2027-06-30']);
  expect(await codesOf(frameworks[0]!.id)).toEqual(['1.1', '1.2']);
  expect((await run('2028-06-30')).stderr).toContain('已经有“本局体系(2027年度)”');
}, 120_000);
