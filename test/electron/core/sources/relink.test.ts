import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addSource, listSources, planRelink, relinkSources } from '../../../../electron/core/sources/sources.ts';
import { undoLast } from '../../../../electron/core/undo/undo.ts';
import { index, makePlace, put, type Place } from './index-support.ts';

// A stick with three folders, and one on the disk; the stick comes back under another letter.
let place: Place;
let [old, now] = ['', ''];
beforeEach(async () => {
  place = await makePlace();
  [old, now] = [join(place.root, 'E'), join(place.root, 'G')];
  for (const name of ['材料/台账', '照片', '已删']) {
    put(old, `${name}/甲.txt`, `${name}里的甲`);
    put(old, `${name}/夹/乙.txt`, `${name}里的乙`);
    await addSource(place.archive.db, join(old, name), place.archive.path, { actor: '资料员', now: new Date() });
  }
  put(place.source, '本机.txt', '本机上的文件');
  await index(place);
  renameSync(old, now);
  renameSync(join(now, '已删'), join(place.root, '别处'));
});
afterEach(() => place.end());

const paths = async () => (await listSources(place.archive.db)).map(({ path }) => path);
const order = (also: readonly string[] | 'all') => ({
  ...{ from: join(old, '材料/台账'), to: join(now, '材料/台账'), also, actor: '资料员' },
  now: new Date(),
});

test('one answer offers every folder that moved alike, with how many of its files lie there, and changes nothing yet', async () => {
  const { from, to } = order([]);
  expect(await planRelink(place.archive.db, from, to, place.archive.path)).toEqual([
    { from, to, known: 2, found: 2 },
    { from: join(old, '照片'), to: join(now, '照片'), known: 2, found: 2 },
  ]);
  expect(await paths()).toContain(from);
});

test('maps them in one step; the next run finds everything unchanged, and one undo takes all back', async () => {
  await relinkSources(place.archive.db, order('all'), place.archive.path);
  expect(await paths()).toEqual([place.source, join(now, '材料/台账'), join(now, '照片'), join(old, '已删')]);
  expect(await index(place)).toMatchObject({ unchanged: 5, indexed: 0, missing: 0 });
  const { label, indexAgain } = await undoLast(place.archive.db, {
    actor: '资料员',
    now: new Date(),
    onDocuments: async () => undefined,
  });
  expect(label).toBe('重新指定 2 个材料文件夹');
  expect(indexAgain, 'the person is told to 重新编目').toBe(true);
  expect(await paths()).toEqual([place.source, join(old, '材料/台账'), join(old, '照片'), join(old, '已删')]);
});

test('maps only what was chosen, and refuses what did not move alike', async () => {
  await relinkSources(place.archive.db, order([]), place.archive.path);
  expect(await paths()).toContain(join(old, '照片'));
  const wrong = { ...order([join(old, '已删')]), from: join(old, '照片'), to: join(now, '照片') };
  await expect(relinkSources(place.archive.db, wrong, place.archive.path)).rejects.toMatchObject({
    code: 'refused',
    message: `不能一并改指:${join(old, '已删')}。它还在原处,或新位置上没有这个文件夹。请单独重新指定。`,
  });
});

test('a wrong folder shows by its files: none of those known is found', async () => {
  mkdirSync(join(place.root, '空的'));
  const [only] = await planRelink(place.archive.db, join(old, '照片'), join(place.root, '空的'), place.archive.path);
  expect(only).toMatchObject({ known: 2, found: 0 });
});
