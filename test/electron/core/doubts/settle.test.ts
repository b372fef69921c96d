import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { checkArchive } from '../../../../electron/core/checks/checks.ts';
import { editDocument } from '../../../../electron/core/documents/documents.ts';
import { listDoubts, settleDoubt } from '../../../../electron/core/doubts/doubts.ts';
import { redoLast, undoLast } from '../../../../electron/core/undo/undo.ts';
import { audits, decideOn, links, NOW, placeWith } from '../links/links-support.ts';
import { index, type Place } from '../sources/index-support.ts';

let place: Place;
afterEach(() => place.end());

const ctx = { signal: new AbortController().signal, progress: () => undefined };
const by = { actor: '资料员', now: NOW };
const mover = { actor: '资料员', now: NOW, onDocuments: async () => undefined };

/** 方案 is confirmed for 交通 and rejected for 制度化, its title corrected; then it is edited in place. */
async function edited(): Promise<{ formerId: number; candidateId: number }> {
  place = await placeWith({ '方案.txt': '文明交通劝导方案', '乙.txt': '乙' });
  await decideOn(place, '方案.txt', 'Ⅱ-11-1)', 'confirm', { caption: '劝导方案', kind: '规范文件' });
  await decideOn(place, '方案.txt', 'Ⅱ-9-1)', 'reject');
  const document = await place.archive.db.get<{ id: number }>("SELECT document_id AS id FROM locations WHERE path = '方案.txt'");
  await editDocument(place.archive, { id: document?.id ?? 0, title: '文明交通劝导工作方案', ...by });
  writeFileSync(join(place.source, '方案.txt'), '文明交通劝导方案,第二稿');
  await index(place);
  const [doubt] = await listDoubts(place.archive.db);
  return { formerId: doubt!.former.id, candidateId: doubt!.candidates[0]!.id };
}

const decided = async (documentId: number): Promise<string[]> => {
  const rows = await place.archive.db.all<{ line: string }>(
    `SELECT i.code || ' ' || k.state || ' ' || coalesce(k.caption, '') || ' ' || coalesce(k.kind, '') AS line
     FROM links k JOIN indicators i ON i.id = k.indicator_id WHERE k.document_id = ? AND k.state <> 'suggested' ORDER BY 1`,
    [documentId],
  );
  return rows.map(({ line }) => line.trim());
};

test('shows the confirmed content with what it proves, and what lies there now', async () => {
  await edited();
  expect(await listDoubts(place.archive.db)).toMatchObject([
    {
      former: {
        path: '方案.txt',
        title: '文明交通劝导工作方案',
        evidence: [{ code: 'Ⅱ-11-1)', name: '文明交通', decidedBy: '资料员' }],
      },
      candidates: [{ path: '方案.txt', source: place.source, reasons: ['place', 'fileId'], confirmed: 0 }],
    },
  ]);
});

test('carries every decision of a person over to the edited file, and takes it back in one step', async () => {
  const { formerId, candidateId } = await edited();
  const settled = await settleDoubt(place.archive, { formerId, candidateId, ...by });
  expect(settled).toEqual({ moved: 1, rejected: 1, kept: 0, pagesDropped: 0, lines: 0 });
  const carried = ['Ⅱ-11-1) confirmed 劝导方案 规范文件', 'Ⅱ-9-1) rejected'];
  expect(await decided(candidateId)).toEqual(carried);
  expect(await decided(formerId)).toEqual(['Ⅱ-9-1) rejected']);
  expect(await place.archive.db.get('SELECT title, title_origin FROM documents WHERE id = ?', [candidateId])).toMatchObject({
    title: '文明交通劝导工作方案',
    title_origin: 'manual',
  });
  expect(await listDoubts(place.archive.db)).toEqual([]);
  expect((await audits(place)).at(-1)).toMatchObject({
    action: 'doubt.settle',
    actor: '资料员',
    detail: { path: '方案.txt', moved: 1 },
  });

  expect((await undoLast(place.archive.db, mover)).label).toBe('核对:沿用到新文件');
  expect(await decided(candidateId)).toEqual([]);
  expect(await decided(formerId)).toEqual(carried);
  expect(await listDoubts(place.archive.db)).toHaveLength(1);
  await redoLast(place.archive.db, mover);
  expect(await decided(candidateId)).toEqual(carried);
});

test('never touches what a person decided of the candidate itself', async () => {
  const { formerId, candidateId } = await edited();
  await decideOn(place, '方案.txt', 'Ⅱ-11-1)', 'reject');
  await editDocument(place.archive, { id: candidateId, title: '我另起的题名', ...by });
  const settled = await settleDoubt(place.archive, { formerId, candidateId, ...by });
  expect(settled).toMatchObject({ moved: 0, kept: 1 });
  expect(await decided(candidateId)).toEqual(['Ⅱ-11-1) rejected', 'Ⅱ-9-1) rejected']);
  expect(await place.archive.db.get('SELECT title FROM documents WHERE id = ?', [candidateId])).toMatchObject({
    title: '我另起的题名',
  });
});

test('after “none of them” the confirmed content stays known as missing and is not asked about again', async () => {
  const { formerId } = await edited();
  expect(await settleDoubt(place.archive, { formerId, candidateId: null, ...by })).toMatchObject({ moved: 0 });
  await index(place);
  expect(await listDoubts(place.archive.db)).toEqual([]);
  expect(await decided(formerId)).toContain('Ⅱ-11-1) confirmed 劝导方案 规范文件');
  expect((await links(place)).some((line) => line.includes('confirmed'))).toBe(false);
  await undoLast(place.archive.db, mover);
  expect(await listDoubts(place.archive.db)).toHaveLength(1);
});

test('an answer to a question that is no longer open is refused in one sentence', async () => {
  const { formerId, candidateId } = await edited();
  await settleDoubt(place.archive, { formerId, candidateId, ...by });
  await expect(settleDoubt(place.archive, { formerId, candidateId, ...by })).rejects.toMatchObject({
    code: 'not-found',
    message: '这份材料已经核对过,或情况有了变化。请刷新后再看。',
  });
});

test('the integrity check names the confirmed file and what it may have become', async () => {
  const { formerId, candidateId } = await edited();
  const { problems } = await checkArchive(place.archive, '2026-06-30', ctx);
  expect(problems).toEqual([
    {
      file: '方案.txt',
      code: 'doubt',
      message:
        '待核对:已确认佐证(Ⅱ-11-1))的原件内容变了或不在原处,可能是 方案.txt(在原来的位置、系统里是同一个文件)。请在工作台的“待核对”里选定。',
    },
  ]);
  await settleDoubt(place.archive, { formerId, candidateId, ...by });
  expect((await checkArchive(place.archive, '2026-06-30', ctx)).problems).toEqual([]);
});

test('the caption of a photo goes over with it, unless the edited photo has one of its own, and comes back in the same step', async () => {
  const { formerId, candidateId } = await edited();
  const write = (id: number, event: string) =>
    place.archive.db.run(
      `INSERT INTO captions (document_id, event, time, place, people, background, photographer, decided_by, decided_at)
       VALUES (?, ?, '', '', '', '', '', '资料员', '2026-06-30T08:00:00.000Z')`,
      [id, event],
    );
  const captions = () =>
    place.archive.db.all<{ id: number; event: string }>('SELECT document_id AS id, event FROM captions ORDER BY document_id');
  await write(formerId, '路口劝导');
  await settleDoubt(place.archive, { formerId, candidateId, ...by });
  expect(await captions()).toEqual([{ id: candidateId, event: '路口劝导' }]);
  await undoLast(place.archive.db, mover);
  expect(await captions()).toEqual([{ id: formerId, event: '路口劝导' }]);
  await write(candidateId, '礼让行人');
  await settleDoubt(place.archive, { formerId, candidateId, ...by });
  expect((await captions()).map(({ event }) => event)).toEqual(['路口劝导', '礼让行人']);
});
