import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { confirmBand, followMoved, listSuggestions } from '../../../../electron/core/links/links.ts';
import { redoLast, undoLast } from '../../../../electron/core/undo/undo.ts';
import { addSource } from '../../../../electron/core/sources/sources.ts';
import { index, put, reopen, type Place } from '../sources/index-support.ts';
import { decideOn, links, NOW, placeWith, suggest, suggested } from './links-support.ts';

let place: Place;
afterEach(() => place.end());

const numbered = (count: number, path: (n: number) => string): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [path(n + 1), `内容${n + 1}`]));

const reasonOf = async (path: string): Promise<string | undefined> =>
  (await listSuggestions(place.archive, { path })).documents[0]?.suggestions[0]?.reasons[0]?.text;
const bandOf = async (path: string): Promise<string | undefined> =>
  (await listSuggestions(place.archive, { path })).documents[0]?.suggestions[0]?.band;

async function confirmFirst(count: number, path: (n: number) => string, code: string): Promise<void> {
  for (let n = 1; n <= count; n++) await decideOn(place, path(n), code, 'confirm');
}

describe('after five equal confirmations', () => {
  const photo = (n: number) => `路口/IMG_${n}.txt`;

  test('in a folder the rest follows at once, in the high band, with that reason', async () => {
    place = await placeWith(numbered(8, photo));
    await suggest(place);
    await confirmFirst(4, photo, 'Ⅱ-11-1)');
    expect(await suggested(place, photo(6))).toEqual({ [photo(6)]: [] });
    await decideOn(place, photo(5), 'Ⅱ-11-1)', 'confirm');
    expect(await suggested(place, photo(6))).toEqual({ [photo(6)]: ['Ⅱ-11-1)'] });
    expect([await bandOf(photo(6)), await reasonOf(photo(6))]).toEqual(['high', '同一文件夹已确认 5 份归入此项']);
  });

  test('and a later run says the same', async () => {
    place = await placeWith(numbered(8, photo));
    await suggest(place);
    await confirmFirst(5, photo, 'Ⅱ-11-1)');
    await suggest(place);
    expect([await bandOf(photo(7)), await reasonOf(photo(7))]).toEqual(['high', '同一文件夹已确认 5 份归入此项']);
  });

  test('of a series the rest follows wherever it lies', async () => {
    const issue = (n: number) => `${n % 2 === 0 ? '甲' : '乙'}/林邑简讯第${n}期.txt`;
    place = await placeWith(numbered(8, issue));
    await suggest(place);
    await confirmFirst(5, issue, 'Ⅱ-9-1)');
    expect(await suggested(place, issue(8))).toEqual({ [issue(8)]: ['Ⅱ-9-1)'] });
    expect(await reasonOf(issue(8))).toBe('同一系列已确认 5 份归入此项');
  });

  test('not below the folder, not where the decisions there differ, and never against a refusal', async () => {
    place = await placeWith({ ...numbered(12, photo), '路口/下级/IMG_1.txt': '深处' });
    await suggest(place);
    await decideOn(place, photo(12), 'Ⅱ-11-1)', 'reject');
    await decideOn(place, photo(10), 'Ⅱ-9-1)', 'confirm');
    await decideOn(place, photo(11), 'Ⅱ-9-2)', 'confirm');
    await confirmFirst(5, photo, 'Ⅱ-11-1)');
    expect(await suggested(place, photo(9))).toEqual({ [photo(9)]: [] });
    for (const n of [6, 7, 8]) await decideOn(place, photo(n), 'Ⅱ-11-1)', 'confirm');
    expect(await suggested(place, photo(9))).toEqual({ [photo(9)]: ['Ⅱ-11-1)'] });
    expect(await suggested(place, photo(12))).toEqual({ [photo(12)]: [] });
    expect(await suggested(place, '路口/下级/IMG_1.txt')).toEqual({ '路口/下级/IMG_1.txt': [] });
  });

  test('not in a folder of the same name of another 材料文件夹, now or in a later run', async () => {
    place = await placeWith(numbered(8, photo));
    const other = join(place.root, '另一处');
    for (const [path, text] of Object.entries(numbered(3, (n) => `路口/DSC_${n}.txt`))) put(other, path, `另一处${text}`);
    await addSource(place.archive.db, other, place.archive.path, { actor: '资料员', now: NOW });
    await index(place);
    await suggest(place);
    await confirmFirst(5, photo, 'Ⅱ-11-1)');
    expect(await suggested(place, photo(6))).toEqual({ [photo(6)]: ['Ⅱ-11-1)'] });
    expect(await suggested(place, '路口/DSC_1.txt')).toEqual({ '路口/DSC_1.txt': [] });
    await suggest(place);
    expect(await bandOf(photo(6))).toBe('high');
    expect(await suggested(place, '路口/DSC_1.txt')).toEqual({ '路口/DSC_1.txt': [] });
  });

  test('taking the fifth back leaves what the four say, as a later run would, and doing it again brings the rest again', async () => {
    place = await placeWith({ ...numbered(8, photo), '路口/文明交通劝导.txt': '自己也说明' });
    await suggest(place);
    const before = await links(place);
    await confirmFirst(5, photo, 'Ⅱ-11-1)');
    const five = await links(place);
    const habit = ['high', '同一文件夹已确认 5 份归入此项'];
    const said = async () => [await bandOf(photo(6)), await reasonOf(photo(6))];
    expect(await said()).toEqual(habit);
    const mover = { actor: '资料员', now: NOW, onDocuments: () => Promise.resolve(), onLinks: followMoved };
    await undoLast(place.archive.db, mover);
    const after = { links: await links(place), said: await said() };
    expect(after.said[0]).not.toBe('high');
    expect(after.said[1]).toContain('在同一文件夹');
    await suggest(place);
    expect({ links: (await links(place)).filter((line) => !line.startsWith(photo(5))), said: await said() }).toEqual(after);
    await redoLast(place.archive.db, mover);
    expect([await links(place), await said()]).toEqual([five, habit]);
    for (let n = 1; n <= 5; n++) await decideOn(place, photo(n), 'Ⅱ-11-1)', 'clear');
    await suggest(place);
    expect(await links(place)).toEqual(before);
  });

  test('a file whose name says otherwise does not follow', async () => {
    place = await placeWith({ ...numbered(6, photo), '路口/志愿服务记录办法.txt': '办法' });
    await suggest(place);
    await confirmFirst(5, photo, 'Ⅱ-11-1)');
    expect((await suggested(place))['路口/志愿服务记录办法.txt']).toEqual(['Ⅱ-9-1)']);
  });
});

test('what only followed teaches nothing', async () => {
  const photo = (n: number) => `路口/IMG_${n}.txt`;
  place = await placeWith(numbered(30, photo));
  await suggest(place);
  await confirmFirst(5, photo, 'Ⅱ-11-1)');
  expect(await reasonOf(photo(20))).toBe('同一文件夹已确认 5 份归入此项');
  await suggest(place);
  await suggest(place);
  expect(await reasonOf(photo(20))).toBe('同一文件夹已确认 5 份归入此项');
});

test('three refusals in a folder without a confirmation speak against that leaf there', async () => {
  const photo = (n: number) => `文明交通/IMG_${n}.txt`;
  place = await placeWith(numbered(6, photo));
  await suggest(place);
  expect(await suggested(place, photo(6))).toEqual({ [photo(6)]: ['Ⅱ-11-1)'] });
  for (const n of [1, 2, 3]) await decideOn(place, photo(n), 'Ⅱ-11-1)', 'reject');
  await suggest(place);
  expect(await suggested(place, photo(6))).toEqual({ [photo(6)]: [] });
});

test('a whole run of confirmations is taken back in one step, after the archive was opened again too', async () => {
  place = await placeWith({ '文明交通Ⅱ-11-1)一.txt': '一', '文明交通Ⅱ-11-1)二.txt': '二', 'Ⅱ-9-1)办法.txt': '三' });
  await suggest(place);
  const before = await links(place);
  await confirmBand(place.archive, { band: 'high', actor: '资料员', now: NOW });
  expect((await links(place)).filter((line) => line.endsWith('confirmed')).length).toBe(3);
  await place.archive.close();
  const { root } = place;
  const archive = await reopen(place.archive);
  const end = () => archive.close().then(() => rmSync(root, { recursive: true, force: true }));
  place = { ...place, archive, end };
  await undoLast(place.archive.db, { actor: '资料员', now: NOW, onDocuments: () => Promise.resolve() });
  expect(await links(place)).toEqual(before);
});
