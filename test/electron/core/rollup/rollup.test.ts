import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { read, utils } from '@e965/xlsx';
import { afterAll, expect, test } from 'vitest';
import { createCore } from '../../../../electron/core/core.ts';
import { bestState } from '../../../../shared/domain/rollup.ts';
import { temporaryFolder } from '../../../support/folders.ts';
import { quiet } from '../../../support/sample-core.ts';

const FRAMEWORK = 'wen-ming-dan-wei';
const folder = temporaryFolder('rollup');
const core = createCore({ now: () => new Date('2026-06-30T08:00:00'), logFolder: join(folder, 'logs'), actor: '资料员' });
afterAll(() => core.close());

/** An archive of a unit over these papers, each confirmed for a leaf of its own, by the leaf's place. */
async function unitArchive(unit: string, papers: Readonly<Record<string, number>>): Promise<string> {
  const [source, archive] = [join(folder, `${unit}材料`), join(folder, unit)];
  mkdirSync(source);
  for (const paper of Object.keys(papers)) writeFileSync(join(source, `${paper}.txt`), `${paper}的通知`);
  await core.call(
    'archive.create',
    { archive, name: `${unit}档案`, unit, framework: [FRAMEWORK], sources: [source], baseDate: '2026-06-30' },
    quiet(),
  );
  await core.call('index.run', { archive }, quiet());
  const { nodes } = await core.call('indicators.tree', { archive, framework: FRAMEWORK }, quiet());
  const leaves = nodes.filter((node) => node.leaf);
  const { documents } = await core.call('documents.list', { archive, query: '', limit: 10 }, quiet());
  const pairs = Object.entries(papers).map(([paper, at]) => ({
    documentId: documents.find(({ path }) => path === `${paper}.txt`)!.id,
    indicatorId: leaves[at]!.id,
    action: 'confirm' as const,
  }));
  if (pairs.length > 0) await core.call('links.decideMany', { archive, pairs }, quiet());
  return archive;
}

const own = await unitArchive('市文明办', { 共同: 0 });
const one = await unitArchive('民政局', { 共同: 0, 志愿: 1 });
const two = await unitArchive('教育局', {});

test('archives of several units stand together by code, the same content counted once, one that cannot be read named', async () => {
  const before = readFileSync(join(one, 'archive.sqlite'));
  const gone = join(folder, '没有的档案');
  const result = await core.call('rollup.read', { archive: own, framework: FRAMEWORK, others: [one, two, gone, own] }, quiet());
  expect(result.units.map(({ name, materials, shared }) => [name, materials, shared])).toEqual([
    ['市文明办', 1, 1],
    ['民政局', 2, 1],
    ['教育局', 0, 0],
    [gone, 0, 0],
  ]);
  expect(result.units.map(({ problem }) => problem === '')).toEqual([true, true, true, false]);
  expect(result).toMatchObject({ materials: 2, repeated: 1 });
  const stateIn = async (archive: string): Promise<readonly string[]> =>
    (await core.call('gaps.read', { archive }, quiet())).frameworks[0]!.indicators.map(({ state }) => state);
  const [mine, theirs, empty] = [await stateIn(own), await stateIn(one), await stateIn(two)];
  result.leaves.forEach(({ states, best }, at) => {
    expect(states).toEqual([mine[at], theirs[at], empty[at], null]);
    expect(best).toBe(bestState(states));
  });
  expect(result.together.leaves).toBe(result.leaves.length);
  expect(readFileSync(join(one, 'archive.sqlite')).equals(before)).toBe(true);
});

test('the workbook has a line a unit, what they make together, and indicators × units', async () => {
  const path = join(folder, '汇总.xlsx');
  await core.call('rollup.workbook', { archive: own, framework: FRAMEWORK, others: [one, two], path }, quiet());
  const book = read(readFileSync(path));
  expect(book.SheetNames).toEqual(['各单位', '逐条']);
  const lines = utils.sheet_to_json<string[]>(book.Sheets['各单位']!, { header: 1, defval: '', raw: false });
  expect(lines.slice(3).map(([name]) => name)).toEqual(['市文明办', '民政局', '教育局', '合并以后']);
  const grid = utils.sheet_to_json<string[]>(book.Sheets['逐条']!, { header: 1, defval: '', raw: false });
  expect(grid[2]).toEqual(['编号', '测评标准', '合并以后', '市文明办', '民政局', '教育局']);
});

test('an unknown framework is refused, and the table is never written into a 材料文件夹', async () => {
  await expect(core.call('rollup.read', { archive: own, framework: '没有', others: [] }, quiet())).rejects.toMatchObject({
    code: 'not-found',
  });
  const path = join(folder, '市文明办材料', '汇总.xlsx');
  await expect(
    core.call('rollup.workbook', { archive: own, framework: FRAMEWORK, others: [], path }, quiet()),
  ).rejects.toMatchObject({
    code: 'refused',
  });
});

test('what does not apply counts only where it does not apply to anyone', () => {
  expect(bestState(['不适用', '缺失'])).toBe('缺失');
  expect(bestState(['不适用', '不适用', null])).toBe('不适用');
  expect(bestState(['数量不足', '齐全'])).toBe('齐全');
  expect(bestState([null])).toBe('缺失');
});
