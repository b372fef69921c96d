import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { verifyAudit } from '../../../../electron/core/audit/audit.ts';
import { openArchive, type Archive } from '../../../../electron/core/archives/archives.ts';
import { editDocument, listDocuments, markForSearch } from '../../../../electron/core/documents/documents.ts';
import { confirmBand, decideMany, putOff } from '../../../../electron/core/links/links.ts';
import { peekUndo, redoLast, undoLast } from '../../../../electron/core/undo/undo.ts';
import { index, put, type Place } from '../sources/index-support.ts';
import { audits, decideOn, links, NOW, placeWith, suggest } from '../links/links-support.ts';

let place: Place;
afterEach(() => place.end());

const BY = { actor: '资料员', now: NOW };
const undo = (archive: Archive = place.archive) => undoLast(archive.db, { ...BY, onDocuments: markForSearch });
const redo = () => redoLast(place.archive.db, { ...BY, onDocuments: markForSearch });

/** Ids by path of the document and code of the leaf. */
async function pair(path: string, code: string): Promise<{ documentId: number; indicatorId: number }> {
  const found = await place.archive.db.get<{ documentId: number; indicatorId: number }>(
    'SELECT l.document_id AS documentId, i.id AS indicatorId FROM locations l, indicators i WHERE l.path = ? AND i.code = ?',
    [path, code],
  );
  return found!;
}

const SUGGESTED = ['文明交通.txt Ⅱ-11-1) suggested'];

describe('undo', () => {
  test('takes back the last step, then the one before, and does them again', async () => {
    place = await placeWith({ '文明交通.txt': '一' });
    await suggest(place);
    await decideOn(place, '文明交通.txt', 'Ⅱ-11-1)', 'confirm', { kind: '工作台账', caption: '首页' });
    await decideOn(place, '文明交通.txt', 'Ⅱ-11-1)', 'reject');
    expect((await peekUndo(place.archive.db)).undo).toEqual({ label: '否决 1 项', at: NOW.toISOString() });
    expect(await undo()).toEqual({ label: '否决 1 项', changes: 1, indexAgain: false });
    expect(await place.archive.db.get('SELECT state, kind, caption FROM links')).toEqual({
      state: 'confirmed',
      kind: '工作台账',
      caption: '首页',
    });
    expect(await undo()).toMatchObject({ label: '确认 1 项' });
    expect(await links(place)).toEqual(SUGGESTED);
    await redo();
    await redo();
    expect(await links(place)).toEqual(['文明交通.txt Ⅱ-11-1) rejected']);
  });

  test('says that there is nothing to undo or to do again', async () => {
    place = await placeWith({});
    await expect(undo()).rejects.toMatchObject({ code: 'refused', message: '没有可以撤销的操作。' });
    await expect(redo()).rejects.toMatchObject({ code: 'refused', message: '没有可以重做的操作。' });
    expect(await peekUndo(place.archive.db)).toEqual({ undo: null, redo: null });
  });

  test('a new step drops what was undone before it', async () => {
    place = await placeWith({ '文明交通.txt': '一' });
    await decideOn(place, '文明交通.txt', 'Ⅱ-11-1)', 'confirm');
    await undo();
    await decideOn(place, '文明交通.txt', 'Ⅱ-9-1)', 'confirm');
    await expect(redo()).rejects.toMatchObject({ code: 'refused' });
    expect(await links(place)).toEqual(['文明交通.txt Ⅱ-9-1) confirmed']);
  });

  test('many decisions and a whole band are one step each', async () => {
    place = await placeWith({ '文明交通.txt': '一', '礼让斑马线.txt': '二', '采购合同.txt': '三' });
    await suggest(place);
    const before = await links(place);
    await decideMany(
      place.archive,
      [
        { ...(await pair('采购合同.txt', 'Ⅱ-9-1)')), action: 'confirm' },
        { ...(await pair('文明交通.txt', 'Ⅱ-11-1)')), action: 'confirm' },
        { ...(await pair('礼让斑马线.txt', 'Ⅱ-11-1)')), action: 'reject' },
      ],
      BY,
    );
    expect(await undo()).toEqual({ label: '确认 2 项,否决 1 项', changes: 3, indexAgain: false });
    expect(await links(place)).toEqual(before);
    const { confirmed } = await confirmBand(place.archive, { band: 'high', ...BY });
    expect(confirmed).toBeGreaterThan(0);
    await undo();
    expect(await links(place)).toEqual(before);
  });

  test('takes back a title a person gave, also in the search, though the file was read anew meanwhile', async () => {
    place = await placeWith({ '文明交通.txt': '一' });
    const { documentId: id } = await pair('文明交通.txt', 'Ⅱ-11-1)');
    const read = () =>
      place.archive.db.get('SELECT title, title_origin, kind, kind_origin, date FROM documents WHERE id = ?', [id]);
    const found = async (query: string) => (await listDocuments(place.archive, { query })).documents.map((one) => one.id);
    const before = (await read()) as Record<string, unknown>;
    await editDocument(place.archive, { id, title: '甲乙丙丁', kind: '工作总结', ...BY });
    expect(await found('甲乙丙丁')).toEqual([id]);
    await place.archive.db.run("UPDATE documents SET date = '2026-01-02', date_origin = 'text' WHERE id = ?", [id]);
    expect(await undo()).toEqual({ label: '改题名、材料类型', changes: 1, indexAgain: false });
    expect(await read()).toEqual({ ...before, date: '2026-01-02' });
    expect(await found('甲乙丙丁')).toEqual([]);
    await redo();
    expect(await read()).toMatchObject({ title: '甲乙丙丁', title_origin: 'manual', kind: '工作总结', kind_origin: 'manual' });
    expect(await found('甲乙丙丁')).toEqual([id]);
  });

  test('takes back 稍后再看, and puts a document off again whose decision is taken back', async () => {
    place = await placeWith({ '文明交通.txt': '一' });
    const chosen = await pair('文明交通.txt', 'Ⅱ-11-1)');
    const later = () => place.archive.db.all('SELECT framework_id, document_id FROM triage_later');
    const framework = (await place.archive.db.get<{ id: string }>('SELECT id FROM frameworks'))!.id;
    await putOff(place.archive, framework, chosen.documentId, BY);
    const putOffOnce = await later();
    expect(putOffOnce).toEqual([{ framework_id: framework, document_id: chosen.documentId }]);
    await decideMany(place.archive, [{ ...chosen, action: 'confirm' }], BY);
    expect(await later()).toEqual([]);
    await undo();
    expect(await later()).toEqual(putOffOnce);
    expect(await undo()).toMatchObject({ label: '稍后再看 1 份' });
    expect(await later()).toEqual([]);
    await redo();
    expect(await later()).toEqual(putOffOnce);
  });

  test('a step that changed nothing is no step', async () => {
    place = await placeWith({ '文明交通.txt': '一' });
    await suggest(place);
    await decideOn(place, '文明交通.txt', 'Ⅱ-11-1)', 'clear');
    expect((await peekUndo(place.archive.db)).undo).toBeNull();
  });

  test('refuses, and changes nothing at all, where one of its rows was changed since by something else', async () => {
    place = await placeWith({ '文明交通.txt': '一', '采购合同.txt': '二' });
    await decideMany(
      place.archive,
      [
        { ...(await pair('采购合同.txt', 'Ⅱ-9-1)')), action: 'confirm' },
        { ...(await pair('文明交通.txt', 'Ⅱ-11-1)')), action: 'confirm' },
      ],
      BY,
    );
    const { documentId } = await pair('文明交通.txt', 'Ⅱ-11-1)');
    await place.archive.db.run("UPDATE links SET caption = '别处改的' WHERE document_id = ?", [documentId]);
    await expect(undo()).rejects.toMatchObject({
      code: 'refused',
      message: '不能撤销“确认 2 项”:其中的内容后来又改过。请到对应的材料或指标核对后再改。',
    });
    expect(await links(place)).toEqual(['文明交通.txt Ⅱ-11-1) confirmed', '采购合同.txt Ⅱ-9-1) confirmed']);
    expect((await audits(place)).map((one) => one.action)).toEqual(['link.decide-many']);
  });

  test('new suggestions and another indexing run between do not stand in its way', async () => {
    place = await placeWith({ '文明交通.txt': '一' });
    await suggest(place);
    await decideOn(place, '文明交通.txt', 'Ⅱ-11-1)', 'reject');
    put(place.source, '礼让斑马线.txt', '二');
    await index(place);
    await suggest(place);
    await undo();
    expect(await links(place)).toContain('文明交通.txt Ⅱ-11-1) suggested');
  });

  test('each undo and each redo is one row of a record that holds', async () => {
    place = await placeWith({ '文明交通.txt': '一' });
    await decideOn(place, '文明交通.txt', 'Ⅱ-11-1)', 'confirm');
    await undo();
    await redo();
    expect((await audits(place)).map((one) => one.action)).toEqual(['link.confirm', 'undo', 'redo']);
    expect((await audits(place))[1]).toMatchObject({ actor: '资料员', detail: { label: '确认 1 项', changes: 1 } });
    expect(await verifyAudit(place.archive.db)).toEqual([]);
  });

  test('5,000 decisions at once are undone by one key, and stay small', async () => {
    const COUNT = 5000;
    const BYTES_A_DECISION = 1000;
    place = await placeWith({ '文明交通.txt': '一' });
    const { db } = place.archive;
    const { indicatorId } = await pair('文明交通.txt', 'Ⅱ-11-1)');
    await db.run(
      `WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < ?)
       INSERT INTO documents (sha256, size_bytes, type, text_state, first_seen_at) SELECT printf('%064d', i), 1, 'txt', 'ok', '2026-01-01' FROM n`,
      [COUNT],
    );
    await db.run(
      `INSERT INTO locations (source_id, document_id, path, size_bytes, modified_ms, state, seen_run)
       SELECT s.id, d.id, '批量/' || d.id || '.txt', 1, 0, 'ok', 1 FROM documents d, sources s WHERE d.sha256 LIKE '0000%'`,
    );
    const rows = await db.all<{ id: number }>("SELECT id FROM documents WHERE sha256 LIKE '0000%'");
    await decideMany(
      place.archive,
      rows.map(({ id }) => ({ documentId: id, indicatorId, action: 'confirm' as const })),
      BY,
    );
    const stored = await db.get<{ bytes: number }>('SELECT length(changes) AS bytes FROM undo_steps');
    expect(stored!.bytes).toBeLessThan(COUNT * BYTES_A_DECISION);
    expect(await undo()).toEqual({ label: `确认 ${COUNT} 项`, changes: COUNT, indexAgain: false });
    expect(await db.get('SELECT count(*) AS n FROM links')).toEqual({ n: 0 });
  });

  test('survives the end of the program and of the process (kill -9), with nothing half done', async () => {
    place = await placeWith({ '文明交通.txt': '一' });
    await suggest(place);
    const { documentId, indicatorId } = await pair('文明交通.txt', 'Ⅱ-11-1)');
    await place.archive.close();
    const program = fileURLToPath(new URL('./decide-and-hang.ts', import.meta.url));
    const child = spawn(process.execPath, [program, place.archive.path, String(documentId), String(indicatorId)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(createInterface({ input: child.stdout }), 'line');
    child.kill('SIGKILL');
    const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
    expect(signal).toBe('SIGKILL');
    const archive = await openArchive(place.archive.path, { now: () => NOW });
    place = { ...place, archive, end: () => archive.close().then(() => undefined) };
    expect(await links(place)).toEqual(['文明交通.txt Ⅱ-11-1) confirmed']);
    expect(await undo(archive)).toMatchObject({ label: '确认 1 项' });
    expect(await links(place)).toEqual(SUGGESTED);
    await expect(undo(archive)).rejects.toMatchObject({ code: 'refused' });
  });
});
