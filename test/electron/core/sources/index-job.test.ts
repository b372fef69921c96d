import { copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listDocuments } from '../../../../electron/core/documents/documents.ts';
import { removeSource } from '../../../../electron/core/sources/sources.ts';
import { changeUnseen, index, makePlace, put, reopen, textDeps, type Place } from './index-support.ts';

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

describe('a first run', () => {
  test('indexes files and names every skipped one with its reason', async () => {
    put(place.source, '一、组织领导/通知.txt', '关于文明交通的通知');
    put(place.source, '照片/a.jpg', 'not really a picture');
    put(place.source, 'Thumbs.db', 'x');
    put(place.source, '~$通知.docx', 'x');
    put(place.source, '空.txt', '');
    put(place.source, '.git/config', 'x');
    const ran = await index(place);
    expect(counts(ran)).toEqual({ found: 6, indexed: 2, unchanged: 0, moved: 0, missing: 0, skipped: 4, failed: 0 });
    expect(Object.fromEntries(ran.skipped.map(({ path, reason }) => [path, reason]))).toEqual({
      'Thumbs.db': 'Windows 缩略图缓存,不是材料',
      '~$通知.docx': 'Office/WPS 打开文档时的临时文件,不是材料',
      '空.txt': '空文件',
      '.git': '软件工具的隐藏文件夹,不编目',
    });
    expect(ran.bytes).toBe(Buffer.byteLength('关于文明交通的通知') + 'not really a picture'.length);
    const { documents } = await listDocuments(place.archive, {});
    expect(documents.map(({ path, state, title }) => ({ path, state, title }))).toEqual([
      { path: '一、组织领导/通知.txt', state: 'ok', title: '通知' },
      { path: '照片/a.jpg', state: 'empty', title: 'a' },
    ]);
  });

  test('reports its stages in order with honest totals', async () => {
    for (let n = 0; n < 20; n++) put(place.source, `${n}.txt`, `第${n}份`);
    const { progress } = await index(place);
    expect([...new Set(progress.map(({ stage }) => stage))]).toEqual(['清点', '指纹', '读取', '建索引']);
    for (const stage of ['指纹', '读取', '建索引']) {
      expect(progress.filter((one) => one.stage === stage).at(-1)).toMatchObject({ done: 20, total: 20 });
    }
    expect(progress.filter(({ stage }) => stage === '清点').every(({ total }) => total === null)).toBe(true);
  });

  test('lists a document that cannot be read as indexed and unreadable', async () => {
    put(place.source, '坏.pdf', 'broken');
    const ran = await index(place);
    expect(counts(ran)).toMatchObject({ indexed: 1, failed: 0 });
    expect(ran.unreadable).toEqual([{ path: '坏.pdf', code: 'failed', message: '文件已损坏。请重新导出', source: place.source }]);
    expect((await listDocuments(place.archive, { state: 'failed' })).total).toBe(1);
    expect((await index(place)).unreadable).toHaveLength(1);
  });
});

describe('a later run', () => {
  test('opens no file of an unchanged tree', async () => {
    const full = put(place.source, '甲.txt', 'AAAA');
    put(place.source, 'b/乙.txt', 'BBBB');
    await index(place);
    const before = await documentId('甲.txt');
    changeUnseen(full, 'CCCC');
    const deps = textDeps();
    const ran = await index(place, deps);
    expect(counts(ran)).toEqual({ found: 2, indexed: 0, unchanged: 2, moved: 0, missing: 0, skipped: 0, failed: 0 });
    expect(deps.read).toEqual([]);
    expect(await documentId('甲.txt')).toBe(before);
    expect(ran.bytes).toBe(0);
  });

  test('keeps the document and its links when a file is renamed, moved or its folder renamed, and does not read it again', async () => {
    put(place.source, '甲.txt', '甲的内容');
    put(place.source, '夹/乙.txt', '乙的内容');
    put(place.source, '夹/丙.txt', '丙的内容');
    await index(place);
    const ids = [await documentId('甲.txt'), await documentId('夹/乙.txt'), await documentId('夹/丙.txt')];
    await place.archive.db.exec(
      `INSERT INTO frameworks (id, name, edition, reconstructed, note, level_names, added_at) VALUES ('f', 'f', '', 0, '', '[]', '');
       INSERT INTO indicators (framework_id, key, position, level, leaf, code, alt_codes, name, standard, methods, lead_unit, units,
         due_text, keywords, weak_keywords, confidence) VALUES ('f', 'k', 1, 1, 1, 'I-1', '[]', '', '', '[]', '', '[]', '', '[]', '[]', '');
       INSERT INTO links (document_id, indicator_id, state) VALUES (${ids[0]}, 1, 'confirmed')`,
    );
    renameSync(join(place.source, '甲.txt'), join(place.source, '新甲.txt'));
    renameSync(join(place.source, '夹'), join(place.source, '新夹'));
    const deps = textDeps();
    const ran = await index(place, deps);
    expect(counts(ran)).toEqual({ found: 3, indexed: 3, unchanged: 0, moved: 3, missing: 0, skipped: 0, failed: 0 });
    expect([await documentId('新甲.txt'), await documentId('新夹/乙.txt'), await documentId('新夹/丙.txt')]).toEqual(ids);
    expect(deps.read).toEqual([]);
    const link = await place.archive.db.get('SELECT document_id, state FROM links');
    expect({ ...(link as object) }).toEqual({ document_id: ids[0], state: 'confirmed' });
    expect(counts(await index(place))).toMatchObject({ unchanged: 3, moved: 0, missing: 0 });
    expect((await listDocuments(place.archive, {})).documents.map(({ path }) => path)).toEqual([
      '新夹/丙.txt',
      '新夹/乙.txt',
      '新甲.txt',
    ]);
  });

  test('gives each content its own file back when two files swap names', async () => {
    put(place.source, 'a.txt', 'first', 3000);
    put(place.source, 'b.txt', 'second', 2000);
    await index(place);
    const [a, b] = [await documentId('a.txt'), await documentId('b.txt')];
    renameSync(join(place.source, 'a.txt'), join(place.source, 'c.txt'));
    renameSync(join(place.source, 'b.txt'), join(place.source, 'a.txt'));
    renameSync(join(place.source, 'c.txt'), join(place.source, 'b.txt'));
    expect(counts(await index(place))).toMatchObject({ found: 2, indexed: 2, missing: 0 });
    expect([await documentId('a.txt'), await documentId('b.txt')]).toEqual([b, a]);
  });

  test('shows a copy as a second path of the same document without reading it again', async () => {
    put(place.source, '甲.txt', '内容');
    await index(place);
    copyFileSync(join(place.source, '甲.txt'), join(place.source, '甲 - 副本.txt'));
    const deps = textDeps();
    expect(counts(await index(place, deps))).toMatchObject({ found: 2, indexed: 1, unchanged: 1, moved: 0 });
    expect(deps.read).toEqual([]);
    const { documents, total } = await listDocuments(place.archive, {});
    expect(total).toBe(1);
    expect([documents[0]!.path, ...documents[0]!.otherPaths].sort()).toEqual(['甲 - 副本.txt', '甲.txt']);
  });

  test('makes a new document of a file changed in place and keeps the old content nameable as missing', async () => {
    put(place.source, '签到表.txt', '旧的内容', 5000);
    await index(place);
    const old = await documentId('签到表.txt');
    put(place.source, '签到表.txt', '全新的内容');
    expect(counts(await index(place))).toMatchObject({ found: 1, indexed: 1, moved: 0, missing: 0 });
    expect(await documentId('签到表.txt')).not.toBe(old);
    const { documents } = await listDocuments(place.archive, { state: 'missing' });
    expect(documents).toHaveLength(1);
    expect(documents[0]!.path).toMatch(/^签到表\.txt\(旧内容 [0-9a-f]{8}\)$/);
    expect(counts(await index(place))).toMatchObject({ found: 1, unchanged: 1, missing: 0 });
  });

  test('marks a deleted file missing, deletes nothing, and takes it back when it returns', async () => {
    const full = put(place.source, '甲.txt', '内容');
    put(place.source, '乙.txt', '别的内容');
    await index(place);
    const id = await documentId('甲.txt');
    const content = readFileSync(full);
    unlinkSync(full);
    expect(counts(await index(place))).toEqual({
      found: 1,
      indexed: 0,
      unchanged: 1,
      moved: 0,
      missing: 1,
      skipped: 0,
      failed: 0,
    });
    expect((await listDocuments(place.archive, { state: 'missing' })).documents.map(({ path }) => path)).toEqual(['甲.txt']);
    expect(counts(await index(place))).toMatchObject({ missing: 0 });
    writeFileSync(full, content);
    const deps = textDeps();
    expect(counts(await index(place, deps))).toMatchObject({ found: 2, indexed: 1, missing: 0 });
    expect(await documentId('甲.txt')).toBe(id);
    expect(deps.read).toEqual([]);
  });

  test('takes a file respelled from NFC to NFD for the same file without opening it', async () => {
    const [nfc, nfd] = ['caf\u00e9.txt', 'cafe\u0301.txt'];
    put(place.source, nfc, '内容');
    await index(place);
    const id = await documentId(nfc);
    renameSync(join(place.source, nfc), join(place.source, nfd));
    expect(counts(await index(place))).toEqual({
      found: 1,
      indexed: 0,
      unchanged: 1,
      moved: 1,
      missing: 0,
      skipped: 0,
      failed: 0,
    });
    expect(await documentId(nfd)).toBe(id);
  });

  test('keeps two files apart whose names differ only in normalisation', async () => {
    put(place.source, 'caf\u00e9.txt', 'one');
    put(place.source, 'cafe\u0301.txt', 'two');
    expect(counts(await index(place))).toMatchObject({ found: 2, indexed: 2 });
    expect((await listDocuments(place.archive, {})).total).toBe(2);
    expect(counts(await index(place))).toMatchObject({ found: 2, unchanged: 2 });
  });

  test('reads again what an older version of its extractor read', async () => {
    put(place.source, '甲.txt', '内容');
    await index(place);
    const deps = textDeps();
    const newer = {
      ...deps,
      extractorVersion: () => 2,
      pool: {
        read: async (...args: Parameters<typeof deps.pool.read>) => {
          const read = await deps.pool.read(...args);
          return read && { ...read, text: '新读法', extractorVersion: 2 };
        },
      },
    };
    expect(counts(await index(place, newer))).toMatchObject({ unchanged: 1, indexed: 0 });
    expect((await listDocuments(place.archive, { query: '新读法' })).total).toBe(1);
    expect((await listDocuments(place.archive, { query: '内容' })).total).toBe(0);
  });
});

describe('reading again', () => {
  const newer = (): ReturnType<typeof textDeps> => ({ ...textDeps(), extractorVersion: () => 2 });

  test('never overwrites a title or a date that a person entered', async () => {
    put(place.source, '甲.txt', '内容');
    await index(place);
    await place.archive.db.run(
      `UPDATE documents SET title = '我改的题名', title_origin = 'manual', date = '2026-01-02', date_origin = 'manual'`,
    );
    const deps = newer();
    await index(place, deps);
    expect(deps.read).toHaveLength(1);
    expect((await listDocuments(place.archive, {})).documents[0]).toMatchObject({
      title: '我改的题名',
      date: '2026-01-02',
      dateOrigin: 'manual',
    });
  });

  test('looks again at files without a reader once the program knows other formats, and at no others', async () => {
    put(place.source, '甲.txt', '内容');
    put(place.source, '乙.ofd', 'unknown today');
    await index(place);
    await place.archive.db.run(`UPDATE settings SET value = 'fewer formats' WHERE key = 'documentTypes'`);
    const deps = textDeps();
    await index(place, deps);
    expect(deps.read.map((path) => path.slice(-5))).toEqual(['乙.ofd']);
    const again = textDeps();
    await index(place, again);
    expect(again.read).toEqual([]);
  });
});

describe('interruption', () => {
  test('a cancelled run keeps what was finished and the next run continues', async () => {
    for (let n = 0; n < 300; n++) put(place.source, `${n % 7}/${n}.txt`, `第${n}份材料`);
    const stop = new AbortController();
    const cancelled = index(place, { ...textDeps(), batchSize: 64 }, stop.signal, ({ stage, done }) => {
      if (stage === '读取' && done >= 50) stop.abort();
    });
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
    const archive = await (await place.archive.close(), reopen(place.archive));
    const deps = textDeps();
    const ran = await index({ archive }, deps);
    expect(counts(ran)).toMatchObject({ found: 300, indexed: 0, unchanged: 300 });
    expect(deps.read.length).toBeLessThan(260);
    expect(deps.read.length).toBeGreaterThan(0);
    expect((await listDocuments(archive, { query: '份材料', limit: 0 })).total).toBe(300);
    place = { ...place, archive, end: async () => (await archive.close(), rmSync(dirname(place.source), { recursive: true })) };
  });

  test('cancelling while fingerprinting stores the finished files', async () => {
    for (let n = 0; n < 400; n++) put(place.source, `${n}.txt`, `第${n}份`);
    const stop = new AbortController();
    const cancelled = index(
      place,
      { ...textDeps(), batchSize: 64 },
      stop.signal,
      ({ stage }) => stage === '指纹' && stop.abort(),
    );
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
    const { unchanged, indexed } = await index(place);
    expect(unchanged).toBeGreaterThanOrEqual(64);
    expect(unchanged + indexed).toBe(400);
  });

  test('an archive without sources indexes nothing', async () => {
    await removeSource(place.archive.db, place.source, { actor: '资料员', now: new Date() });
    mkdirSync(join(place.source, 'x'));
    expect(counts(await index(place))).toEqual({
      found: 0,
      indexed: 0,
      unchanged: 0,
      moved: 0,
      missing: 0,
      skipped: 0,
      failed: 0,
    });
  });
});
