import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createArchive, type Archive } from '../../../../electron/core/archives/archives.ts';
import { listDocuments, markForSearch, openSearch, readIds, readPage } from '../../../../electron/core/documents/documents.ts';
import type { DocumentFilter } from '../../../../shared/contract/documents.ts';
import { storeDocuments } from '../../../support/store-documents.ts';
import { seeded } from './generated-text.ts';

interface Made {
  readonly path: string;
  readonly title?: string;
  readonly text?: string;
}

let root = '';
let archive: Archive;
let stored = 0;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'taizhang-ranked-'));
  stored = 0;
  const settings = { name: 'n', unit: '', baseDate: '2026-06-30' };
  const fill = async ({ db }: Archive) => void (await db.run("INSERT INTO sources (id, path, added_at) VALUES (1, '/材料', '')"));
  archive = await createArchive(join(root, '档案库'), settings, fill, { now: () => new Date('2026-06-30T00:00:00Z') });
});
afterEach(async () => {
  await archive.close();
  rmSync(root, { recursive: true });
});

/** Further documents, as an index run stores them; ids follow on. */
async function add(documents: readonly Made[]): Promise<void> {
  const rows = documents.map((one, at) => ({ id: stored + at + 1, ...one }));
  stored += rows.length;
  const { db } = archive;
  await storeDocuments(db, rows);
  await openSearch(db);
  await db.transaction((tx) => markForSearch(tx, rows.map(({ id }) => id))); // prettier-ignore
}

const ranked = (query: string, filter: DocumentFilter = {}): Promise<readonly number[]> =>
  readIds(archive, { filter: { ...filter, query }, sort: 'relevance', direction: 'down' });
const newest = (query: string): Promise<readonly number[]> =>
  readIds(archive, { filter: { query }, sort: 'newest', direction: 'down' });
const filler = (characters: number): string => '其他内容。'.repeat(characters / 5);

test('what is called so comes before what has it in the title, then in its text more often, in a shorter text, in a folder only', async () => {
  await add([
    { path: 'a/文明交通方案.txt', title: '方案' },
    { path: 'b/1.txt', title: '文明交通', text: filler(500) },
    { path: 'b/2.txt', title: '二', text: `${'文明交通。'.repeat(4)}${filler(1000)}` },
    { path: 'b/3.txt', title: '三', text: `文明交通。${filler(300)}` },
    { path: 'b/4.txt', title: '四', text: `文明交通。${filler(5000)}` },
    { path: 'b/5.txt', title: '五', text: '没有' },
    { path: '文明交通/6.txt', title: '六', text: filler(100) },
  ]);
  expect(await ranked('文明交通')).toEqual([1, 2, 3, 4, 5, 7]);
  expect(await ranked('文明')).toEqual([1, 2, 3, 4, 5, 7]);
  const listed = await listDocuments(archive, { query: '文明交通', order: 'relevance', limit: 2 });
  expect([listed.total, listed.documents.map(({ path }) => path)]).toEqual([6, ['a/文明交通方案.txt', 'b/1.txt']]);
});

test('among equals the newest is first, and one character is not ranked', async () => {
  await add(Array.from({ length: 5 }, (_, at) => ({ path: `${at}.txt`, title: '无题', text: '志愿服务' })));
  await add([{ path: '6.txt', title: '志愿', text: filler(9000) }]);
  await add([{ path: '7.txt', title: '无题', text: '志愿服务' }]);
  expect(await ranked('志愿')).toEqual([6, 7, 5, 4, 3, 2, 1]);
  expect(await ranked('志')).toEqual([7, 6, 5, 4, 3, 2, 1]);
  expect(await ranked('志 愿')).toEqual([7, 6, 5, 4, 3, 2, 1]);
  expect(await ranked('')).toEqual([7, 6, 5, 4, 3, 2, 1]);
});

test('of several words the rarer one counts for more', async () => {
  await add(Array.from({ length: 40 }, (_, at) => ({ path: `${at}.txt`, title: '无题', text: '文明' })));
  const both = (common: number, rare: number) => `${'文明,'.repeat(common)}${'禁毒,'.repeat(rare)}${filler(300)}`;
  await add([
    { path: 'a.txt', title: '无题', text: both(1, 3) },
    { path: 'b.txt', title: '无题', text: both(3, 1) },
  ]);
  expect(await ranked('文明 禁毒')).toEqual([41, 42]);
});

test('other spellings are counted like the plain one', async () => {
  await add([
    { path: '1.txt', title: '無題', text: `六優(yōu)行動,六優行動,ＡＢＣ${filler(200)}` },
    { path: '2.txt', title: '无题', text: `六优行动,ABC${filler(200)}` },
  ]);
  expect(await ranked('六优行动')).toEqual([1, 2]);
  expect(await ranked('abc')).toEqual([2, 1]);
});

const PIECES = ['文明', '城市', '志愿', '服务', '卫生', '检查', '在', '行动', '中心', '通报', ',', '。', '\n'];

/** A text of frequent pieces, with a word so many times. */
function textWith(next: () => number, word: string, times: number): string {
  const pieces = Array.from({ length: 60 }, () => PIECES[Math.floor(next() * PIECES.length)] ?? '');
  for (let at = 0; at < times; at++) pieces.splice(Math.floor(next() * pieces.length), 0, `,${word},`);
  return pieces.join('');
}

test('in an archive of many documents the best are first however old they are, pages follow each other, and a filter keeps the order', async () => {
  const next = seeded(5);
  const planted = new Map([
    [3, { path: '旧/交通安全方案.txt', title: '无题', text: textWith(next, '交通安全', 1) }],
    [40, { path: '旧/40.txt', title: '交通安全', text: textWith(next, '交通安全', 1) }],
    [90, { path: '旧/90.txt', title: '无题', text: textWith(next, '交通安全', 20) }],
    [200, { path: '旧/200.txt', title: '无题', text: textWith(next, '交通安全', 6) }],
  ]);
  await add(
    Array.from(
      { length: 2300 },
      (_, at) =>
        planted.get(at + 1) ?? {
          path: `新/${at}.txt`,
          title: '无题',
          text: textWith(next, at % 7 === 0 ? '安全' : '交通安全', 1),
        },
    ),
  );
  for (const query of ['交通', '交通安全', '交通 安全']) {
    const order = await ranked(query);
    expect(order.slice(0, 4), query).toEqual([3, 40, 90, 200]);
    expect(order.length).toBeGreaterThan(1900);
    expect([...order].sort((one, other) => other - one)).toEqual(await newest(query));
    const request = { filter: { query }, sort: 'relevance', direction: 'down', limit: 100 } as const;
    const pages = await Promise.all([0, 100, 450, 1900].map((offset) => readPage(archive, { ...request, offset })));
    expect(pages.map(({ total, documents }) => [total, documents.map(({ id }) => id)])).toEqual(
      [0, 100, 450, 1900].map((offset) => [order.length, order.slice(offset, offset + 100)]),
    );
    expect(await readIds(archive, { ...request, direction: 'up' })).toEqual([...order].reverse());
    expect(await ranked(query, { folder: '旧' })).toEqual([3, 40, 90, 200]);
  }
  await archive.db.transaction(async (tx) => {
    await tx.run("UPDATE documents SET title = '交通安全,交通安全' WHERE id = 1000");
    await tx.run("UPDATE contents SET text = '交通安全,'||text WHERE document_id = 1000");
    await markForSearch(tx, [1000]);
  });
  expect((await ranked('交通安全')).slice(0, 3)).toEqual([3, 1000, 40]);
});
