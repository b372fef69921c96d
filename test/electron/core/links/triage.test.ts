import { afterEach, describe, expect, test } from 'vitest';
import {
  decideMany,
  putOff,
  readQueue,
  readSame,
  readTriage,
  rejectAll,
  searchIndicators,
} from '../../../../electron/core/links/links.ts';
import type { Queue } from '../../../../shared/contract/links.ts';
import { undoLast } from '../../../../electron/core/undo/undo.ts';
import { index, put, type Place } from '../sources/index-support.ts';
import { audits, links, NOW, placeWith, remove, suggest } from './links-support.ts';
import { join } from 'node:path';

let place: Place;
afterEach(() => place.end());

const BY = { actor: '资料员', now: NOW };
const FRAMEWORK = 'test';

const queue = (
  which: Queue = 'suggested',
  more: { folder?: string; band?: 'high' | 'medium' | 'low'; indicator?: number } = {},
) => readQueue(place.archive.db, { framework: FRAMEWORK, queue: which, limit: 100, ...more });
const paths = async (which: Queue = 'suggested', more: Parameters<typeof queue>[1] = {}): Promise<string[]> =>
  (await queue(which, more)).items.map((item) => item.path);
const idOf = async (path: string): Promise<number> =>
  (await place.archive.db.get<{ id: number }>('SELECT document_id AS id FROM locations WHERE path = ?', [path]))!.id;
const leafOf = async (code: string): Promise<number> =>
  (await place.archive.db.get<{ id: number }>('SELECT id FROM indicators WHERE code = ?', [code]))!.id;
const confirm = async (path: string, code: string) =>
  decideMany(place.archive, [{ documentId: await idOf(path), indicatorId: await leafOf(code), action: 'confirm' }], BY);

const TRAFFIC = 'Ⅱ-11-1)';

describe('queue of 归类', () => {
  test('lists documents with open suggestions; a confirmed one leaves, and comes back when undone', async () => {
    place = await placeWith({ '交警队/文明交通简报.txt': '一', '交警队/礼让斑马线.txt': '二', '采购合同.txt': '三' });
    await suggest(place);
    expect((await paths()).sort()).toEqual(['交警队/文明交通简报.txt', '交警队/礼让斑马线.txt']);
    expect(await paths('without')).toEqual(['采购合同.txt']);
    await confirm('交警队/文明交通简报.txt', TRAFFIC);
    expect(await paths()).toEqual(['交警队/礼让斑马线.txt']);
    expect(await queue()).toMatchObject({ total: 1, decided: 1, documents: 3 });
    await undoLast(place.archive.db, { ...BY, onDocuments: async () => undefined });
    expect(await queue()).toMatchObject({ total: 2, decided: 0 });
  });

  test('the surest come first, then neighbours by path; band and folder narrow it', async () => {
    place = await placeWith({
      '乙/文明交通.txt': '一',
      '甲/文明交通行动.txt': '二',
      '甲/子/礼让斑马线.txt': '三',
      '甲乙/文明交通四.txt': '四',
    });
    await suggest(place);
    const { items } = await queue();
    const rank = { high: 0, medium: 1, low: 2 };
    const keys = items.map((item) => `${rank[item.band!]} ${item.path}`);
    expect(keys).toHaveLength(4);
    expect(keys).toEqual([...keys].sort());
    expect((await paths('suggested', { folder: '甲' })).sort()).toEqual(['甲/子/礼让斑马线.txt', '甲/文明交通行动.txt']);
    const [first] = items;
    const same = items.filter((item) => item.band === first!.band).map((item) => item.path);
    expect(await paths('suggested', { band: first!.band! })).toEqual(same);
  });

  test('narrowed to one leaf it lists every document suggested for it, also one confirmed elsewhere, until that is decided', async () => {
    place = await placeWith({ '学雷锋主题班会与文明交通.txt': '一', '文明交通.txt': '二', '学雷锋主题班会.txt': '三' });
    await suggest(place);
    const indicator = await leafOf('Ⅱ-9-2)');
    const both = ['学雷锋主题班会.txt', '学雷锋主题班会与文明交通.txt'];
    expect((await paths('suggested', { indicator })).sort()).toEqual(both);
    await confirm('学雷锋主题班会与文明交通.txt', TRAFFIC);
    expect((await paths('suggested', { indicator })).sort()).toEqual(both);
    expect(await queue('suggested', { indicator })).toMatchObject({
      total: 2,
      indicator: { code: 'Ⅱ-9-2)', name: '学校学雷锋' },
    });
    await confirm('学雷锋主题班会与文明交通.txt', 'Ⅱ-9-2)');
    await putOff(place.archive, FRAMEWORK, await idOf('学雷锋主题班会.txt'), BY);
    expect(await paths('suggested', { indicator })).toEqual([]);
    expect(await paths('later', { indicator })).toEqual(['学雷锋主题班会.txt']);
    expect(await paths('without', { indicator })).toEqual([]);
    expect((await queue('suggested', { indicator: 999_999 })).indicator).toBeNull();
  });

  test('whether a file is there is asked of the document’s own places, whatever their numbers', async () => {
    place = await placeWith({ '交警队/文明交通简报.txt': '一', '交警队/礼让斑马线.txt': '二', '采购合同.txt': '三' });
    await suggest(place);
    await place.archive.db.run('UPDATE locations SET id = id + 1000');
    expect(await queue()).toMatchObject({ total: 2, decided: 0, high: 2 });
    await place.archive.db.run("UPDATE locations SET missing_at = '2026-01-01', id = document_id WHERE path LIKE '%斑马线.txt'");
    expect(await paths()).toEqual(['交警队/文明交通简报.txt']);
    expect(await queue()).toMatchObject({ total: 1, high: 1, documents: 2 });
  });

  test('a document put off waits in its own list until it is decided', async () => {
    place = await placeWith({ '文明交通.txt': '一', '礼让斑马线.txt': '二' });
    await suggest(place);
    await putOff(place.archive, FRAMEWORK, await idOf('文明交通.txt'), BY);
    expect(await paths()).toEqual(['礼让斑马线.txt']);
    expect(await paths('later')).toEqual(['文明交通.txt']);
    await confirm('文明交通.txt', TRAFFIC);
    expect(await paths('later')).toEqual([]);
  });

  test('a document whose file is gone does not wait, and cannot be confirmed', async () => {
    place = await placeWith({ '文明交通.txt': '一' });
    await suggest(place);
    const documentId = await idOf('文明交通.txt');
    remove(join(place.source, '文明交通.txt'));
    await index(place);
    expect(await paths()).toEqual([]);
    const pair = { documentId, indicatorId: await leafOf(TRAFFIC), action: 'confirm' as const };
    await expect(decideMany(place.archive, [pair], BY)).rejects.toMatchObject({ code: 'refused' });
  });
});

describe('none fits', () => {
  test('rejects every open suggestion in one step; they never come back by a new run or a copy', async () => {
    place = await placeWith({ '文明交通.txt': '一' });
    await suggest(place);
    const documentId = await idOf('文明交通.txt');
    expect(await rejectAll(place.archive, FRAMEWORK, documentId, BY)).toEqual({ confirmed: 0, rejected: 1, cleared: 0 });
    put(place.source, '另一处/文明交通.txt', '一');
    await index(place);
    await suggest(place);
    expect(await paths()).toEqual([]);
    expect((await links(place)).map((line) => line.split(' ').at(-1))).toEqual(['rejected', 'rejected']);
    await expect(rejectAll(place.archive, FRAMEWORK, documentId, BY)).rejects.toMatchObject({ code: 'refused' });
    await undoLast(place.archive.db, { ...BY, onDocuments: async () => undefined });
    expect(await queue()).toMatchObject({ total: 1 });
  });
});

describe('same situation', () => {
  test('is the same best indicator in the same folder or of the same series, never what is decided already', async () => {
    place = await placeWith({
      '交警队/文明交通简报第3期.txt': '一',
      '交警队/礼让斑马线.txt': '二',
      '宣传部/文明交通简报第4期.txt': '三',
      '宣传部/文明交通其他.txt': '四',
      '交警队/文明交通已定.txt': '五',
    });
    await suggest(place);
    await confirm('交警队/文明交通已定.txt', TRAFFIC);
    const same = await readSame(place.archive.db, {
      framework: FRAMEWORK,
      documentId: await idOf('交警队/文明交通简报第3期.txt'),
      indicatorId: await leafOf(TRAFFIC),
    });
    expect(same.items.map((item) => item.path)).toEqual(['交警队/礼让斑马线.txt', '宣传部/文明交通简报第4期.txt']);
    expect(same).toMatchObject({ code: TRAFFIC, name: '文明交通' });
    const card = await readTriage(place.archive, FRAMEWORK, await idOf('交警队/文明交通简报第3期.txt'));
    expect(card.sameSituation).toBe(2);
  });
});

describe('deciding many', () => {
  test('is all or nothing, and one row of the record', async () => {
    place = await placeWith({ '文明交通.txt': '一', '采购合同.txt': '二' });
    await suggest(place);
    const before = await links(place);
    const good = { documentId: await idOf('采购合同.txt'), indicatorId: await leafOf('Ⅱ-9-1)'), action: 'confirm' as const };
    await expect(decideMany(place.archive, [good, { ...good, documentId: 999_999 }], BY)).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(decideMany(place.archive, [{ ...good, indicatorId: await leafOf('Ⅱ-9') }], BY)).rejects.toMatchObject({
      code: 'refused',
    });
    expect(await links(place)).toEqual(before);
    await decideMany(place.archive, [good, { ...good, documentId: await idOf('文明交通.txt') }], BY);
    expect(await links(place)).toContain('采购合同.txt Ⅱ-9-1) confirmed');
    const [row, ...rest] = await audits(place);
    expect(rest).toEqual([]);
    expect(row).toMatchObject({ action: 'link.decide-many', detail: { confirmed: 2 } });
  });
});

describe('search of 归入…', () => {
  const found = async (query: string): Promise<string[]> =>
    (await searchIndicators(place.archive, { framework: FRAMEWORK, query, limit: 20 })).map((one) => one.code);

  test.each([
    ['Ⅱ-11-1', [TRAFFIC]],
    ['ii-11-1', [TRAFFIC]],
    ['Ⅱ 9 1', ['Ⅱ-9-1)']],
    ['文明', [TRAFFIC]],
    ['斑马线', [TRAFFIC]],
    ['wmjt', [TRAFFIC]],
    ['WMJT', [TRAFFIC]],
    ['xxxlf', ['Ⅱ-9-2)']],
    ['没有这样的词', []],
  ])('%s', async (query, codes) => {
    place = await placeWith({});
    expect(await found(query)).toEqual(codes);
  });

  test('without a query it lists the leaves in their order, with their state and what they have', async () => {
    place = await placeWith({ '文明交通.txt': '一' });
    await confirm('文明交通.txt', TRAFFIC);
    const all = await searchIndicators(place.archive, { framework: FRAMEWORK, query: '', limit: 20 });
    expect(all.map(({ code, confirmed }) => [code, confirmed])).toEqual([
      ['Ⅱ-9-1)', 0],
      ['Ⅱ-9-2)', 0],
      [TRAFFIC, 1],
    ]);
    expect(all[0]!.above).toEqual(['学雷锋志愿服务']);
  });
});
