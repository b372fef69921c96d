import { afterEach, expect, test } from 'vitest';
import { drawRedLines, eraseRedLines, readIndicator } from '../../../../electron/core/indicators/indicators.ts';
import { decideMany } from '../../../../electron/core/links/links.ts';
import { undoLast } from '../../../../electron/core/undo/undo.ts';
import { NOW, placeWith } from '../links/links-support.ts';
import type { Place } from '../sources/index-support.ts';

let place: Place;
afterEach(() => place.end());

const BY = { actor: '资料员', now: NOW };
const LINE = { page: 1, x1: 0.1, y1: 0.5, x2: 0.9, y2: 0.5 };

const leafOf = async (code: string): Promise<number> =>
  (await place.archive.db.get<{ id: number }>('SELECT id FROM indicators WHERE code = ?', [code]))!.id;

/** One document confirmed for two leaves. */
async function twice(): Promise<{ documentId: number; one: number; other: number }> {
  place = await placeWith({ '甲 文明交通.txt': '一' });
  const { id: documentId } = (await place.archive.db.get<{ id: number }>('SELECT id FROM documents'))!;
  const [one, other] = [await leafOf('Ⅱ-11-1)'), await leafOf('Ⅱ-9-2)')];
  const pairs = [one, other].map((indicatorId) => ({ documentId, indicatorId, action: 'confirm' as const }));
  await decideMany(place.archive, pairs, BY);
  return { documentId, one, other };
}

const linesOf = async (indicatorId: number) => (await readIndicator(place.archive, indicatorId)).evidence[0]!.redLines;

test('a line belongs to one material under one leaf, and each stroke is a step that can be undone', async () => {
  const { documentId, one, other } = await twice();
  await drawRedLines(place.archive, { documentId, indicatorId: one, lines: [LINE] }, BY);
  await drawRedLines(place.archive, { documentId, indicatorId: one, lines: [{ ...LINE, page: 1, y1: 0.7, y2: 0.7 }] }, BY);
  expect(await linesOf(one)).toMatchObject([LINE, { y1: 0.7 }]);
  expect(await linesOf(other)).toEqual([]);
  expect(await undoLast(place.archive.db, { ...BY, onDocuments: async () => undefined })).toMatchObject({
    label: '在“甲 文明交通”上划红线',
  });
  expect(await linesOf(one)).toMatchObject([LINE]);
});

test('one line or all of a material are wiped, and come back by undo', async () => {
  const { documentId, one } = await twice();
  await drawRedLines(place.archive, { documentId, indicatorId: one, lines: [LINE, { ...LINE, y1: 0.7, y2: 0.7 }] }, BY);
  const [first] = await linesOf(one);
  await eraseRedLines(place.archive, { documentId, indicatorId: one, ids: [first!.id] }, BY);
  expect(await linesOf(one)).toMatchObject([{ y1: 0.7 }]);
  await eraseRedLines(place.archive, { documentId, indicatorId: one, ids: null }, BY);
  expect(await linesOf(one)).toEqual([]);
  await undoLast(place.archive.db, { ...BY, onDocuments: async () => undefined });
  expect(await linesOf(one)).toHaveLength(1);
});

test('evidence that was moved out meanwhile takes no line, and its lines wait for it', async () => {
  const { documentId, one } = await twice();
  await drawRedLines(place.archive, { documentId, indicatorId: one, lines: [LINE] }, BY);
  await decideMany(place.archive, [{ documentId, indicatorId: one, action: 'clear' }], BY);
  await expect(drawRedLines(place.archive, { documentId, indicatorId: one, lines: [LINE] }, BY)).rejects.toMatchObject({
    code: 'not-found',
    message: expect.stringContaining('已经不在'),
  });
  await decideMany(place.archive, [{ documentId, indicatorId: one, action: 'confirm' }], BY);
  expect(await linesOf(one)).toHaveLength(1);
});

test('a page the document does not have, and more lines than a hand draws, are refused in a sentence', async () => {
  const { documentId, one } = await twice();
  await place.archive.db.run('UPDATE documents SET pages = 3 WHERE id = ?', [documentId]);
  const at = { documentId, indicatorId: one };
  await expect(drawRedLines(place.archive, { ...at, lines: [{ ...LINE, page: 4 }] }, BY)).rejects.toMatchObject({
    message: '红线没有保存:“甲 文明交通”没有第 4 页。请刷新后再划。',
  });
  await drawRedLines(place.archive, { ...at, lines: Array.from({ length: 500 }, () => LINE) }, BY);
  await expect(drawRedLines(place.archive, { ...at, lines: [LINE] }, BY)).rejects.toMatchObject({ code: 'refused' });
});
