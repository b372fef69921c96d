import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { verifyAudit } from '../../../../electron/core/audit/audit.ts';
import { confirmBand } from '../../../../electron/core/links/links.ts';
import { addSource } from '../../../../electron/core/sources/sources.ts';
import { index, put, type Place } from '../sources/index-support.ts';
import { audits, decideOn, links, NOW, placeWith, remove, suggest, TREE } from './links-support.ts';

let place: Place;
afterEach(() => place.end());

describe('deciding', () => {
  test('confirms, rejects and clears one pair, each with one audit row that holds', async () => {
    place = await placeWith({ '文明交通.txt': '一' });
    await suggest(place);
    expect(await decideOn(place, '文明交通.txt', 'Ⅱ-11-1)', 'confirm')).toEqual({ confirmed: 1, rejected: 0, cleared: 0 });
    expect(await decideOn(place, '文明交通.txt', 'Ⅱ-11-1)', 'reject')).toEqual({ confirmed: 0, rejected: 1, cleared: 0 });
    expect(await decideOn(place, '文明交通.txt', 'Ⅱ-11-1)', 'clear')).toEqual({ confirmed: 0, rejected: 0, cleared: 1 });
    expect(await links(place)).toEqual(['文明交通.txt Ⅱ-11-1) suggested']);
    expect((await audits(place)).map((one) => one.action)).toEqual(['link.confirm', 'link.reject', 'link.clear']);
    expect((await audits(place))[0]).toMatchObject({
      actor: '资料员',
      detail: {
        path: '文明交通.txt',
        framework: 'test',
        indicator: 'Ⅱ-11-1)',
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      },
    });
    expect(await verifyAudit(place.archive.db)).toEqual([]);
  });

  test('a pair that was never suggested can be confirmed, and clearing it leaves nothing', async () => {
    place = await placeWith({ '采购合同.txt': '一' });
    await decideOn(place, '采购合同.txt', 'ⅱ9-1', 'confirm', { kind: '规范文件', caption: '合同首页' });
    expect(await place.archive.db.get('SELECT state, kind, caption, decided_by, decided_at FROM links')).toEqual({
      state: 'confirmed',
      kind: '规范文件',
      caption: '合同首页',
      decided_by: '资料员',
      decided_at: NOW.toISOString(),
    });
    await decideOn(place, '采购合同.txt', 'Ⅱ-9-1)', 'clear');
    expect(await links(place)).toEqual([]);
    expect(await decideOn(place, '采购合同.txt', 'Ⅱ-9-1)', 'clear')).toEqual({ confirmed: 0, rejected: 0, cleared: 0 });
  });

  test('confirming anew keeps details that are not named', async () => {
    place = await placeWith({ '采购合同.txt': '一' });
    await decideOn(place, '采购合同.txt', 'Ⅱ-9-1)', 'confirm', { caption: '首页' });
    await decideOn(place, '采购合同.txt', 'Ⅱ-9-1)', 'confirm', { kind: '工作台账' });
    expect(await place.archive.db.get('SELECT kind, caption FROM links')).toEqual({ kind: '工作台账', caption: '首页' });
  });

  test('one document proves several indicators', async () => {
    place = await placeWith({ '采购合同.txt': '一' });
    for (const code of ['Ⅱ-9-1)', 'Ⅱ-9-2)', 'Ⅱ-11-1)']) await decideOn(place, '采购合同.txt', code, 'confirm');
    expect(await links(place)).toHaveLength(3);
  });

  test('a failure leaves neither link nor audit row', async () => {
    place = await placeWith({ '采购合同.txt': '一' });
    await expect(decideOn(place, '采购合同.txt', 'Ⅱ-9-1)', 'confirm', { firstPage: 1 })).rejects.toMatchObject({
      code: 'refused',
    });
    expect([await links(place), await audits(place)]).toEqual([[], []]);
  });
});

describe('the indicator', () => {
  test.each(['Ⅱ-9-1)', 'II-9-1', 'Ⅱ—9—1）', 'ⅱ9-1', 'Ⅱ-9-1)-①'])('is found as %s', async (code) => {
    place = await placeWith({ 'a.txt': '一' });
    await decideOn(place, 'a.txt', code, 'confirm');
    expect(await links(place)).toEqual(['a.txt Ⅱ-9-1) confirmed']);
  });
  test('that is unknown is answered with the nearest codes', async () => {
    place = await placeWith({ 'a.txt': '一' });
    await expect(decideOn(place, 'a.txt', 'Ⅱ-9-7)', 'confirm')).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringMatching(/相近的有:Ⅱ-9-[12]\)/) as string,
    });
  });
  test('that is a branch is refused with what lies under it', async () => {
    place = await placeWith({ 'a.txt': '一' });
    await expect(decideOn(place, 'a.txt', 'Ⅱ-9', 'confirm')).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining('Ⅱ-9-1)、Ⅱ-9-2)') as string,
    });
  });
  test('that two frameworks have needs its framework named', async () => {
    place = await placeWith({ 'a.txt': '一' }, [TREE, { ...TREE, id: 'other' }]);
    await expect(decideOn(place, 'a.txt', 'Ⅱ-9-1)', 'confirm')).rejects.toMatchObject({ code: 'usage' });
    await decideOn(place, 'a.txt', 'Ⅱ-9-1)', 'confirm', { frameworkId: 'other' });
    expect((await audits(place))[0]?.detail).toMatchObject({ framework: 'other' });
    await expect(decideOn(place, 'a.txt', 'Ⅱ-9-1)', 'confirm', { frameworkId: 'no' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('the document', () => {
  test('is found by its relative path, its whole path and another composition of its letters', async () => {
    place = await placeWith({ '夹/é材料.txt': '一' });
    const spellings = [
      '夹/é材料.txt',
      './夹/é材料.txt',
      '夹\\é材料.txt',
      '夹/é材料.txt'.normalize('NFD'),
      join(place.source, '夹/é材料.txt'),
    ];
    for (const path of spellings) expect(await decideOn(place, path, 'Ⅱ-9-1)', 'confirm')).toMatchObject({ confirmed: 1 });
    expect(await links(place)).toHaveLength(1);
  });
  test('that is unknown is answered with files of the same name', async () => {
    place = await placeWith({ '夹/材料.txt': '一' });
    await expect(decideOn(place, '材料.txt', 'Ⅱ-9-1)', 'confirm')).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('夹/材料.txt') as string,
    });
  });
  test('whose path two sources hold with different content needs the whole path', async () => {
    place = await placeWith({ 'a.txt': '一' });
    const second = join(place.root, '另一处');
    mkdirSync(second);
    put(second, 'a.txt', '二');
    await addSource(place.archive.db, second, place.archive.path, { actor: '资料员', now: NOW });
    await index(place);
    await expect(decideOn(place, 'a.txt', 'Ⅱ-9-1)', 'confirm')).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringMatching(/材料\/a\.txt.*另一处\/a\.txt|另一处\/a\.txt.*材料\/a\.txt/) as string,
    });
    expect(await decideOn(place, join(second, 'a.txt'), 'Ⅱ-9-1)', 'confirm')).toMatchObject({ confirmed: 1 });
  });
  test('that is gone cannot be confirmed, but rejected', async () => {
    place = await placeWith({ 'a.txt': '一' });
    remove(join(place.source, 'a.txt'));
    await index(place);
    await expect(decideOn(place, 'a.txt', 'Ⅱ-9-1)', 'confirm')).rejects.toMatchObject({ code: 'refused' });
    expect(await decideOn(place, 'a.txt', 'Ⅱ-9-1)', 'reject')).toMatchObject({ rejected: 1 });
  });
});

describe('pages', () => {
  test.each<[number | undefined, number | undefined, [number, number] | null]>([
    [2, 3, [2, 3]],
    [3, undefined, [3, 3]],
    [1, 5, [1, 5]],
    [0, 2, null],
    [3, 2, null],
    [2, 6, null],
    [1.5, 2, null],
  ])('%s to %s of five', async (firstPage, lastPage, expected) => {
    place = await placeWith({ 'a.pdf': '一' });
    await place.archive.db.run('UPDATE documents SET pages = 5');
    const decided = decideOn(place, 'a.pdf', 'Ⅱ-9-1)', 'confirm', { firstPage, lastPage });
    if (expected === null) await expect(decided).rejects.toMatchObject({ code: 'refused' });
    else {
      await decided;
      expect(await place.archive.db.get('SELECT first_page, last_page FROM links')).toEqual({
        first_page: expected[0],
        last_page: expected[1],
      });
    }
  });
});

describe('confirming a band', () => {
  const high = (at: Place) => confirmBand(at.archive, { band: 'high', actor: '资料员', now: NOW });

  test('confirms the best certain suggestion of each document with one audit row', async () => {
    place = await placeWith({ 'Ⅱ-9-1) 甲.txt': '一', '文明交通礼让斑马线.txt': '二', '合同.txt': '三', '班会 学雷锋.txt': '四' });
    await suggest(place);
    const before = await links(place);
    expect(await high(place)).toEqual({ confirmed: 2, rejected: 0, cleared: 0 });
    expect((await links(place)).filter((line) => line.endsWith('confirmed'))).toEqual([
      'Ⅱ-9-1) 甲.txt Ⅱ-9-1) confirmed',
      '文明交通礼让斑马线.txt Ⅱ-11-1) confirmed',
    ]);
    expect(await links(place)).toHaveLength(before.length);
    expect(await audits(place)).toMatchObject([{ action: 'link.confirm-band', detail: { band: 'high' } }]);
    expect(await high(place)).toMatchObject({ confirmed: 0 });
  });

  test('leaves rejected pairs and documents a person already filed', async () => {
    place = await placeWith({ 'Ⅱ-9-1) 甲.txt': '一', 'Ⅱ-9-2) 乙.txt': '二' });
    await suggest(place);
    await decideOn(place, 'Ⅱ-9-1) 甲.txt', 'Ⅱ-9-1)', 'reject');
    await decideOn(place, 'Ⅱ-9-2) 乙.txt', 'Ⅱ-11-1)', 'confirm');
    await suggest(place);
    expect(await high(place)).toMatchObject({ confirmed: 0 });
    expect((await links(place)).filter((line) => line.includes('甲'))).toEqual(['Ⅱ-9-1) 甲.txt Ⅱ-9-1) rejected']);
  });
});
