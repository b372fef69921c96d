import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createArchive, type Archive } from '../../../../electron/core/archives/archives.ts';
import { addSource, listSources, relinkSources, removeSource } from '../../../../electron/core/sources/sources.ts';

let root: string;
let archive: Archive;
const now = () => new Date('2026-06-30T08:00:00Z');
beforeEach(async () => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'taizhang-sources-')));
  for (const folder of ['材料/子', '材料二', '母/档案库的上级']) mkdirSync(join(root, folder), { recursive: true });
  archive = await createArchive(join(root, '母/档案库'), { name: 'n', unit: '', baseDate: '2026-06-30' }, async () => undefined, {
    now,
  });
});
afterEach(async () => {
  await archive.close();
  rmSync(root, { recursive: true, force: true });
});
const add = (path: string) => addSource(archive.db, path, archive.path, { actor: '资料员', now: now() });
const refusal = (sentence: string | RegExp) => ({ code: 'refused', message: expect.stringMatching(sentence) as string });

test('adds folders by their real path and lists them in order', async () => {
  symlinkSync(join(root, '材料'), join(root, '链接'));
  await add(join(root, '链接'));
  await add(join(root, '材料二'));
  expect((await listSources(archive.db)).map(({ path, files }) => [path, files])).toEqual([
    [join(root, '材料'), 0],
    [join(root, '材料二'), 0],
  ]);
});

test('a folder whose name merely begins like another is a different folder', async () => {
  await add(join(root, '材料'));
  await expect(add(join(root, '材料二'))).resolves.toMatchObject({ path: join(root, '材料二') });
});

test('refuses each unsuitable folder with one sentence saying why', async () => {
  await add(join(root, '材料'));
  writeFileSync(join(root, '文件.txt'), 'x');
  symlinkSync(join(root, '材料'), join(root, '又一个'));
  mkdirSync(join(archive.path, 'inside'));
  const cases: [string, RegExp][] = [
    ['不存在', /找不到材料文件夹/],
    ['文件.txt', /不是文件夹/],
    ['材料', /已经添加过/],
    ['又一个', /已经添加过/],
    ['材料/子', /在已添加的材料文件夹里面/],
    ['.', /档案库不能放在材料文件夹里面/],
    ['母', /档案库不能放在材料文件夹里面/],
    ['母/档案库', /不能放在档案库里面/],
    ['母/档案库/inside', /不能放在档案库里面/],
  ];
  for (const [path, sentence] of cases) await expect(add(join(root, path)), path).rejects.toMatchObject(refusal(sentence));
  expect(await listSources(archive.db)).toHaveLength(1);
});

test('refuses a folder that holds a source already added', async () => {
  await add(join(root, '材料/子'));
  await expect(add(join(root, '材料'))).rejects.toMatchObject(refusal(/包含已添加的材料文件夹/));
});

const relink = (from: string, to: string) =>
  relinkSources(archive.db, { from, to, also: [], actor: '资料员', now: new Date() }, archive.path);

test('relinks a source to another folder, also to one that overlaps its own former place', async () => {
  await add(join(root, '材料'));
  await relink(join(root, '材料'), join(root, '材料/子'));
  expect((await listSources(archive.db)).map(({ path }) => path)).toEqual([join(root, '材料/子')]);
  await expect(relink(join(root, '材料/子'), join(root, '母'))).rejects.toMatchObject({
    code: 'refused',
  });
});

test('removing or relinking an unknown source says which ones there are', async () => {
  await add(join(root, '材料'));
  await expect(removeSource(archive.db, join(root, '材料二'), { actor: '资料员', now: new Date() })).rejects.toMatchObject({
    code: 'not-found',
    message: expect.stringContaining(join(root, '材料')) as string,
  });
  await removeSource(archive.db, join(root, '材料'), { actor: '资料员', now: new Date() });
  expect(await listSources(archive.db)).toEqual([]);
});

test('a source can be removed after its folder is gone', async () => {
  await add(join(root, '材料'));
  rmSync(join(root, '材料'), { recursive: true });
  await removeSource(archive.db, join(root, '材料'), { actor: '资料员', now: new Date() });
  expect(await listSources(archive.db)).toEqual([]);
});
