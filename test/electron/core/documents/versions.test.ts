import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createCore } from '../../../../electron/core/core.ts';
import { temporaryFolder, treeHash } from '../../../support/folders.ts';

const folder = temporaryFolder('versions');
const ctx = { signal: new AbortController().signal, progress: () => undefined };
const [source, archive] = [join(folder, '材料'), join(folder, '档案库')];
const core = createCore({ now: () => new Date('2026-06-30T08:00:00Z'), logFolder: join(folder, 'logs'), actor: '资料员' });
const write = (path: string, text: string): void => {
  mkdirSync(join(source, path, '..'), { recursive: true });
  writeFileSync(join(source, path), text);
};

write('方案/文明交通劝导方案.txt', '文明交通劝导工作方案 第一稿');
write('方案/文明交通劝导方案改2.txt', '文明交通劝导工作方案 第二稿');
write('方案/文明交通劝导方案(终稿).txt', '文明交通劝导工作方案 终稿');
write('台账/巡查登记20260301.txt', '控烟劝导员巡查登记 三月');
write('台账/巡查登记20260401.txt', '控烟劝导员巡查登记 四月');
copyFileSync(join(source, '台账/巡查登记20260301.txt'), join(source, '巡查登记.txt'));
await core.call('archive.create', { archive, framework: ['wenming-chengshi'], sources: [source], baseDate: '2026-06-30' }, ctx);
await core.call('index.run', { archive }, ctx);
const untouched = treeHash(source);
const { documents } = await core.call('documents.list', { archive }, ctx);
const idOf = (name: string): number =>
  documents.find((one) => [one.path, ...one.otherPaths].some((path) => path.endsWith(name)))!.id;
const read = (name: string) => core.call('documents.read', { archive, id: idOf(name) }, ctx);
afterAll(() => core.close());

test('a document names its other versions, and apart from them the same record of other days', async () => {
  const found = async (name: string) =>
    (await read(name)).versions.map(({ path, relation }) => `${relation} ${path.split('/').at(-1)}`);
  expect(await found('文明交通劝导方案.txt')).toEqual(['version 文明交通劝导方案(终稿).txt', 'version 文明交通劝导方案改2.txt']);
  expect(await found('巡查登记20260401.txt')).toEqual(['dated 巡查登记20260301.txt']);
});

test('which version an edition holds stays known, on that version and on the others', async () => {
  const draft = { archive, document: '方案/文明交通劝导方案改2.txt', indicator: 'Ⅱ-11-1', action: 'confirm' } as const;
  await core.call('links.decide', draft, ctx);
  await core.call('export.run', { archive, out: join(folder, '第一版'), draft: true }, ctx);
  expect((await read('改2.txt')).placed).toMatchObject([{ edition: 1 }]);
  const final = await read('(终稿).txt');
  expect(final.placed).toEqual([]);
  expect(final.versions.find(({ path }) => path.endsWith('改2.txt'))?.placed).toMatchObject([{ edition: 1 }]);
  expect(final.versions.find(({ path }) => path.endsWith('方案.txt'))?.placed).toEqual([]);
});

test('of equal files the one a clerk chooses stands in the volume, until it is gone; undo takes the choice back', async () => {
  const id = idOf('巡查登记.txt');
  const { total } = await core.call(
    'documents.page',
    { archive, filter: { copies: true }, sort: 'path', direction: 'up', offset: 0, limit: 9 },
    ctx,
  );
  expect(total).toBe(1);
  expect((await core.call('documents.facets', { archive, filter: {} }, ctx)).copies).toBe(1);
  await core.call('links.decide', { archive, document: '巡查登记.txt', indicator: 'Ⅱ-9-1', action: 'confirm' }, ctx);
  const standing = async () => (await read('巡查登记.txt')).paths.filter(({ canonical }) => canonical).map(({ path }) => path);
  const [first] = await standing();
  const other = first === '巡查登记.txt' ? '台账/巡查登记20260301.txt' : '巡查登记.txt';
  await core.call('documents.chooseCopy', { archive, id, source, path: other }, ctx);
  expect(await standing()).toEqual([other]);
  const { placed } = await core.call('export.run', { archive, out: join(folder, '第二版'), draft: true }, ctx);
  expect(placed.filter(({ path }) => path.includes('巡查登记')).map(({ path }) => path)).toEqual([other]);

  expect((await core.call('undo.run', { archive }, ctx)).label).toBe('改用另一份入册');
  expect(await standing()).toEqual([first]);
  await core.call('undo.redo', { archive }, ctx);
  expect(treeHash(source)).toBe(untouched);
  rmSync(join(source, other));
  await core.call('index.run', { archive }, ctx);
  expect(await standing()).toEqual([first]);
  writeFileSync(join(source, other), '控烟劝导员巡查登记 三月');
  await core.call('index.run', { archive }, ctx);
  expect(await standing()).toEqual([other]);
});

test('a place where the document does not lie is refused', async () => {
  await expect(
    core.call('documents.chooseCopy', { archive, id: idOf('巡查登记.txt'), source, path: '方案/文明交通劝导方案.txt' }, ctx),
  ).rejects.toMatchObject({
    code: 'not-found',
    message: '这份材料现在不在这个位置:方案/文明交通劝导方案.txt。请重新编目后再选。',
  });
});
