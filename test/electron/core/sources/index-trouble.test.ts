import { createHash } from 'node:crypto';
import { chmodSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listDocuments } from '../../../../electron/core/documents/documents.ts';
import { addSource, relinkSources, removeSource } from '../../../../electron/core/sources/sources.ts';
import { index, makePlace, put, textDeps, type Place } from './index-support.ts';

let place: Place;
beforeEach(async () => {
  place = await makePlace();
});
afterEach(() => place.end());

const documentId = async (path: string): Promise<number | undefined> =>
  (
    await place.archive.db.get<{ id: number }>('SELECT document_id AS id FROM locations WHERE path = ? AND missing_at IS NULL', [
      path,
    ])
  )?.id;
const counts = ({ found, indexed, unchanged, moved, missing, skipped, failed }: Awaited<ReturnType<typeof index>>) => ({
  found,
  indexed,
  unchanged,
  moved,
  missing,
  skipped: skipped.length,
  failed: failed.length,
});

describe('trouble', () => {
  test('follows no link out of the source, into it or in a loop, and names each', async () => {
    put(place.root, '外面/机密.txt', 'secret');
    put(place.source, '里面/a.txt', 'a');
    symlinkSync(join(place.root, '外面'), join(place.source, '到外面'));
    symlinkSync(join(place.root, '外面/机密.txt'), join(place.source, '机密.txt'));
    symlinkSync(place.source, join(place.source, '里面/圈'));
    symlinkSync(join(place.source, '里面/a.txt'), join(place.source, 'b.txt'));
    const ran = await index(place);
    expect(counts(ran)).toMatchObject({ found: 5, indexed: 1, skipped: 4 });
    expect(new Set(ran.skipped.map(({ reason }) => reason))).toEqual(new Set(['快捷方式/符号链接,不跟随']));
  });

  test('never walks an archive folder that ended up inside a source', async () => {
    put(place.source, 'a.txt', 'a');
    await place.archive.db.run('UPDATE sources SET path = ?', [place.root]);
    const ran = await index(place);
    expect(ran.skipped.find(({ path }) => path === '档案库')).toMatchObject({ reason: '档案库自己的文件夹,不编目' });
    expect(counts(ran)).toMatchObject({ found: 2, indexed: 1 });
  });

  test.runIf(process.platform !== 'win32')('names an unreadable folder and calls nothing below it missing', async () => {
    put(place.source, '开放/a.txt', 'a');
    put(place.source, '封闭/深/b.txt', 'b');
    for (const folder of [place.root, place.source, join(place.source, '开放')]) chmodSync(folder, 0o755);
    await index(place);
    chmodSync(join(place.source, '封闭'), 0);
    // Root may read everything: for the walk this process gives that up (threads included).
    const asRoot = process.getuid?.() === 0;
    if (asRoot) process.seteuid?.(65534);
    try {
      const ran = await index(place);
      expect(counts(ran)).toEqual({ found: 2, indexed: 0, unchanged: 1, moved: 0, missing: 0, skipped: 0, failed: 1 });
      expect(ran.failed[0]).toMatchObject({ path: '封闭', code: 'EACCES' });
      expect(ran.failed[0]!.message).toContain('没有权限打开这个文件夹');
    } finally {
      if (asRoot) process.seteuid?.(0);
      chmodSync(join(place.source, '封闭'), 0o755);
    }
    expect(counts(await index(place))).toMatchObject({ found: 2, unchanged: 2, failed: 0 });
  });

  test('calls nothing missing when a source is unplugged, and refuses when all are', async () => {
    put(place.source, 'a.txt', 'a');
    const second = join(place.root, '第二处');
    put(second, 'b.txt', 'b');
    await addSource(place.archive.db, second, place.archive.path, { actor: '资料员', now: new Date() });
    await index(place);
    renameSync(second, join(place.root, '拔掉'));
    const ran = await index(place);
    expect(counts(ran)).toEqual({ found: 2, indexed: 0, unchanged: 1, moved: 0, missing: 0, skipped: 0, failed: 1 });
    expect(ran.failed[0]).toMatchObject({ path: '.', code: 'ENOENT', source: second });
    expect((await listDocuments(place.archive, { state: 'missing' })).total).toBe(0);
    renameSync(place.source, join(place.root, '也拔掉'));
    await expect(index(place)).rejects.toMatchObject({ code: 'refused' });
    renameSync(join(place.root, '也拔掉'), place.source);
    renameSync(join(place.root, '拔掉'), second);
    expect(counts(await index(place))).toMatchObject({ found: 2, unchanged: 2, missing: 0 });
  });

  test('a file that vanishes between walk and reading is one failed row and is not stored', async () => {
    const full = put(place.source, 'a.txt', 'a');
    put(place.source, 'b.txt', 'b');
    const ran = await index(place, textDeps(), undefined, ({ stage, done }) => {
      if (stage === '清点' && done === 2) rmSync(full, { force: true });
    });
    expect(counts(ran)).toEqual({ found: 2, indexed: 1, unchanged: 0, moved: 0, missing: 0, skipped: 0, failed: 1 });
    expect(ran.failed[0]).toMatchObject({ path: 'a.txt', code: 'vanished' });
    expect(counts(await index(place))).toEqual({
      found: 1,
      indexed: 0,
      unchanged: 1,
      moved: 0,
      missing: 0,
      skipped: 0,
      failed: 0,
    });
  });

  test('a file changed between fingerprint and reading gets its text only under its new fingerprint', async () => {
    const full = put(place.source, 'a.txt', '旧的', 5000);
    const deps = textDeps();
    const read: typeof deps.pool.read = (...args) => {
      put(place.source, 'a.txt', '改成新的', 100);
      return deps.pool.read(...args);
    };
    await index(place, { ...deps, pool: { read } });
    expect((await listDocuments(place.archive, { query: '改成' })).total).toBe(0);
    expect(counts(await index(place))).toMatchObject({ found: 1, indexed: 1 });
    const { documents } = await listDocuments(place.archive, { query: '改成' });
    expect(documents.map(({ sha256 }) => sha256)).toEqual([createHash('sha256').update(readFileSync(full)).digest('hex')]);
  });

  test.runIf(process.platform === 'linux')('reads a file whose name is not UTF-8 and knows it again', async () => {
    const name = Buffer.concat([Buffer.from(`${place.source}/`), Buffer.from([0xce, 0xc4, 0xc3, 0xf7]), Buffer.from('.txt')]);
    writeFileSync(name, '名字是GBK编码');
    expect(counts(await index(place))).toMatchObject({ found: 1, indexed: 1 });
    const { documents } = await listDocuments(place.archive, { query: '编码' });
    expect(documents.map(({ path, state }) => [path, state])).toEqual([['文明.txt', 'ok']]);
    expect(counts(await index(place))).toMatchObject({ found: 1, unchanged: 1 });
  });

  test('tries a file that could not be read again on the next run', async () => {
    put(place.source, 'a.txt', 'aaaa');
    await index(place);
    await place.archive.db.run(`UPDATE locations SET state = 'failed', reason_code = 'EBUSY', reason = '被占用'`);
    expect(counts(await index(place))).toMatchObject({ found: 1, indexed: 1, failed: 0 });
  });

  test('knows a source again after it was relinked to another place', async () => {
    put(place.source, 'a.txt', 'a');
    await index(place);
    const id = await documentId('a.txt');
    const moved = join(place.root, '新盘');
    renameSync(place.source, moved);
    await relinkSources(
      place.archive.db,
      { from: place.source, to: moved, also: [], actor: '资料员', now: new Date() },
      place.archive.path,
    );
    expect(counts(await index(place))).toMatchObject({ found: 1, unchanged: 1, missing: 0 });
    expect(await documentId('a.txt')).toBe(id);
  });

  test('forgets the paths of a removed source in list and search, and knows its contents when it is added again', async () => {
    put(place.source, '名单/a.txt', '文明交通');
    await index(place);
    const id = await documentId('名单/a.txt');
    await removeSource(place.archive.db, place.source, { actor: '资料员', now: new Date() });
    expect((await listDocuments(place.archive, {})).total).toBe(0);
    expect((await listDocuments(place.archive, { query: '交通' })).total).toBe(0);
    await addSource(place.archive.db, place.source, place.archive.path, { actor: '资料员', now: new Date() });
    await index(place);
    expect(await documentId('名单/a.txt')).toBe(id);
    expect((await listDocuments(place.archive, { query: '名单' })).total).toBe(1);
  });
});
