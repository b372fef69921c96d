import { copyFileSync, mkdirSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listDocuments } from '../../../../electron/core/documents/documents.ts';
import { addSource, removeSource } from '../../../../electron/core/sources/sources.ts';
import { index, makePlace, put, type Place } from '../sources/index-support.ts';

let place: Place;
beforeEach(async () => {
  place = await makePlace();
});
afterEach(() => place.end());

const paths = async (options: Parameters<typeof listDocuments>[1]) =>
  (await listDocuments(place.archive, options)).documents.map(({ path }) => path);

test('lists one row a content with every key of the contract', async () => {
  put(place.source, '甲/通知.txt', '关于文明交通的通知');
  mkdirSync(join(place.source, '乙'));
  copyFileSync(join(place.source, '甲/通知.txt'), join(place.source, '乙/通知(1).txt'));
  await index(place);
  await place.archive.db.run(
    `UPDATE documents SET kind = '规范文件', doc_number = '泸市体〔2011〕141号', date = '2011-05-08', date_origin = 'text', pages = 2,
       taken_at = '2011-05-08T09:30:00'`,
  );
  const { total, documents } = await listDocuments(place.archive, {});
  expect(total).toBe(1);
  expect(documents[0]).toEqual({
    id: 1,
    path: '乙/通知(1).txt',
    source: place.source,
    otherPaths: ['甲/通知.txt'],
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    sizeBytes: Buffer.byteLength('关于文明交通的通知'),
    type: 'txt',
    title: expect.stringContaining('通知') as string,
    kind: '规范文件',
    docNumber: '泸市体〔2011〕141号',
    date: '2011-05-08',
    dateOrigin: 'text',
    takenAt: '2011-05-08T09:30:00',
    pages: 2,
    state: 'ok',
  });
});

test('filters by state and pages through the rest in the order of paths', async () => {
  for (const name of ['c.txt', 'a.txt', 'd.txt', 'b.txt']) put(place.source, name, name);
  put(place.source, 'e.jpg', 'picture');
  put(place.source, 'f.pdf', 'broken');
  await index(place);
  unlinkSync(join(place.source, 'b.txt'));
  await index(place);
  expect(await paths({ state: 'ok' })).toEqual(['a.txt', 'c.txt', 'd.txt']);
  expect(await paths({ state: 'empty' })).toEqual(['e.jpg']);
  expect(await paths({ state: 'failed' })).toEqual(['f.pdf']);
  expect(await paths({ state: 'missing' })).toEqual(['b.txt']);
  expect(await paths({ state: 'encrypted' })).toEqual([]);
  expect(await paths({ limit: 2, offset: 1 })).toEqual(['b.txt', 'c.txt']);
  expect((await listDocuments(place.archive, { limit: 2, offset: 1 })).total).toBe(6);
  expect(await listDocuments(place.archive, { limit: 0 })).toEqual({ total: 6, documents: [] });
});

test('a document is missing only when all its files are gone, and its other file then names it', async () => {
  put(place.source, 'a.txt', 'same');
  put(place.source, 'b.txt', 'same');
  await index(place);
  unlinkSync(join(place.source, 'a.txt'));
  await index(place);
  expect((await listDocuments(place.archive, {})).documents[0]).toMatchObject({ path: 'b.txt', otherPaths: [], state: 'ok' });
});

test('the same content in two sources is one document that names both', async () => {
  put(place.source, 'a.txt', 'same');
  const second = join(place.root, '第二处');
  put(second, 'b.txt', 'same');
  await addSource(place.archive.db, second, place.archive.path, { actor: '资料员', now: new Date() });
  await index(place);
  const { documents, total } = await listDocuments(place.archive, {});
  expect(total).toBe(1);
  expect(documents[0]).toMatchObject({ path: 'a.txt', source: place.source, otherPaths: ['b.txt'] });
});

test('confirmed evidence stays listed as missing after its source was removed; anything else leaves the list', async () => {
  put(place.source, '佐证.txt', 'evidence');
  put(place.source, '其他.txt', 'other');
  await index(place);
  await place.archive.db.exec(
    `INSERT INTO frameworks (id, name, edition, reconstructed, note, level_names, added_at) VALUES ('f', 'f', '', 0, '', '[]', '');
     INSERT INTO indicators (framework_id, key, position, level, leaf, code, alt_codes, name, standard, methods, lead_unit, units,
       due_text, keywords, weak_keywords, confidence) VALUES ('f', 'k', 1, 1, 1, 'I-1', '[]', '', '', '[]', '', '[]', '', '[]', '[]', '');
     INSERT INTO links (document_id, indicator_id, state)
       SELECT document_id, 1, 'confirmed' FROM locations WHERE path = '佐证.txt'`,
  );
  await removeSource(place.archive.db, place.source, { actor: '资料员', now: new Date() });
  const { documents } = await listDocuments(place.archive, {});
  expect(documents.map(({ title, state }) => [title, state])).toEqual([['佐证', 'missing']]);
});
