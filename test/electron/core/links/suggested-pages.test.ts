import { afterEach, expect, test } from 'vitest';
import { confirmBand, decideMany, listSuggestions } from '../../../../electron/core/links/links.ts';
import { undoLast } from '../../../../electron/core/undo/undo.ts';
import type { Place } from '../sources/index-support.ts';
import { decideOn, NOW, placeWith, suggest } from './links-support.ts';

let place: Place;
afterEach(() => place.end());

const BY = { actor: '资料员', now: NOW };
const PLAIN = '有关数据见下表\n一二三四五六七八';
const TRAFFIC = '一、文明交通\n文明交通劝导,礼让斑马线,文明交通礼让斑马线';
const LESSON = '二、学雷锋主题班会\n各校开展学雷锋主题班会';
const NAME = '扫描0007.txt';

/** One long paper of two subjects; the reader of these tests counts no pages, so they are written down here. */
async function longPaper(): Promise<{ documentId: number; traffic: number }> {
  place = await placeWith({ [NAME]: [PLAIN, TRAFFIC, TRAFFIC, PLAIN, LESSON, LESSON, PLAIN, PLAIN].join('\f') });
  await place.archive.db.run('UPDATE documents SET pages = 8');
  await suggest(place);
  const [document] = await place.archive.db.all<{ id: number }>('SELECT id FROM documents');
  const [leaf] = await place.archive.db.all<{ id: number }>("SELECT id FROM indicators WHERE code = 'Ⅱ-11-1)'");
  return { documentId: document!.id, traffic: leaf!.id };
}
const stored = () =>
  place.archive.db.all(
    "SELECT i.code, k.first_page, k.last_page FROM links k JOIN indicators i ON i.id = k.indicator_id WHERE k.state = 'confirmed' ORDER BY i.code",
  );

test('a long paper of two subjects is suggested for both with their pages, and the confirmation takes them over', async () => {
  const { documentId, traffic } = await longPaper();
  const [document] = (await listSuggestions(place.archive, {})).documents;
  expect(Object.fromEntries(document!.suggestions.map((one) => [one.indicator, one.reasons[0]?.text]))).toEqual({
    'Ⅱ-11-1)': '第 2–4 页说的是这一条',
    'Ⅱ-9-2)': '第 5–6 页说的是这一条',
  });
  await decideMany(place.archive, [{ documentId, indicatorId: traffic, action: 'confirm' }], BY);
  await decideOn(place, NAME, 'Ⅱ-9-2)', 'confirm');
  expect(await stored()).toEqual([
    { code: 'Ⅱ-11-1)', first_page: 2, last_page: 4 },
    { code: 'Ⅱ-9-2)', first_page: 5, last_page: 6 },
  ]);
  const mover = { ...BY, onDocuments: async () => undefined };
  await undoLast(place.archive.db, mover);
  await undoLast(place.archive.db, mover);
  expect(await stored()).toEqual([]);
  await decideOn(place, NAME, 'Ⅱ-11-1)', 'confirm', { firstPage: 1, lastPage: 8 });
  expect(await stored()).toEqual([{ code: 'Ⅱ-11-1)', first_page: 1, last_page: 8 }]);
});

test('a band confirmed at once takes the pages over too; 把握大的 never holds what only some pages say', async () => {
  await longPaper();
  expect(await confirmBand(place.archive, { band: 'high', ...BY })).toMatchObject({ confirmed: 0 });
  await confirmBand(place.archive, { band: 'medium', ...BY });
  expect(await stored()).toHaveLength(1);
  expect((await stored())[0]).not.toMatchObject({ first_page: null });
});
