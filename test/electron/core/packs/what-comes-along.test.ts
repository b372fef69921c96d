import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DATABASE_FILE } from '../../../../electron/core/archives/archives.ts';
import { openDatabase } from '../../../../electron/core/db/database.ts';
import { writeZip } from '../../../../electron/core/exports/word/zip-writer.ts';
import { readZipBytes } from '../../../../electron/core/zip-parts.ts';
import type { PackContent } from '../../../../shared/domain/pack.ts';
import { NO_CAPTION } from '../../../../shared/domain/photo-caption.ts';
import { drawnPhoto } from '../../../support/drawn-photos.ts';
import { quiet } from '../../../support/sample-core.ts';
import { FRAMEWORK, makeTwoLevels, type Level } from './two-archives.ts';

const LEAF = 'Ⅱ-1-1)';
const leafOf = async (level: Level, code: string): Promise<number> =>
  (await level.call('indicators.tree', { framework: FRAMEWORK })).nodes.find((one) => one.code === code)!.id;
const PICTURE = { widthPx: 100, heightPx: 80, lines: [] };

test('a photo comes with its caption, the words a person read on it and its red lines, and 撤销 takes each of them back', async () => {
  const { core, lower, upper, pack } = await makeTwoLevels('pack-photo');
  const photo = await drawnPhoto(7, { width: 200, height: 160 });
  lower.put('活动.png', photo);
  upper.put('市里也有.png', photo);
  await lower.call('index.run', {});
  await upper.call('index.run', {});
  const id = await lower.idOf('活动.png');
  await lower.confirm('活动.png', LEAF, { kind: '实景图片' });
  await lower.call('documents.caption', { id, caption: { ...NO_CAPTION, event: '文明交通劝导', place: '人民路口' } });
  const line = { page: 1, x1: 0.1, y1: 0.5, x2: 0.9, y2: 0.5 };
  await lower.call('redLines.draw', { documentId: id, indicatorId: await leafOf(lower, LEAF), lines: [line] });
  // As 识别文字 and 改正文字 leave it; the engine itself is slow.
  await core.call('archive.close', { archive: lower.archive }, quiet());
  const db = await openDatabase({ path: join(lower.archive, DATABASE_FILE) });
  await db.run(
    `INSERT INTO ocr_pages (document_id, page, engine_version, text, confidence, lines, corrected_text, read_at)
     VALUES (?, 1, 1, '礼让斑乌线', 0.8, ?, '礼让斑马线', '2026-06-01T00:00:00Z')`,
    [id, JSON.stringify(PICTURE)],
  );
  await db.close();

  const merged = await upper.call('merge.run', { file: await pack('照片') });
  expect(merged.counts.map(({ area, added }) => [area, added]).filter(([, added]) => added !== 0)).toEqual([
    ['佐证', 1],
    ['照片说明', 1],
    ['改正文字', 1],
    ['责任', 1],
  ]);
  const here = await upper.idOf('市里也有.png');
  const read = async () => {
    const { evidence } = await upper.call('indicators.read', { indicator: await leafOf(upper, LEAF) });
    const { pages } = await upper.call('ocr.pages', { id: here });
    const found = await upper.call('documents.list', { query: '斑马线' });
    const { photo } = await upper.call('documents.read', { id: here });
    return [
      ...[evidence.map(({ redLines }) => redLines.map(({ page, x1, x2 }) => [page, x1, x2])), photo?.caption?.place ?? null],
      ...[pages.map(({ text, corrected }) => [text, corrected]), found.total],
    ];
  };
  expect(await read()).toEqual([[[[1, 0.1, 0.9]]], '人民路口', [['礼让斑乌线', '礼让斑马线']], 1]);
  await upper.call('undo.run', {});
  expect(await read()).toEqual([[], null, [['礼让斑乌线', null]], 0]);
});

test('rows of 台账 are known by their key columns: changed below they follow, changed here they wait for a word', async () => {
  const { lower, upper, clock, pack } = await makeTwoLevels('pack-ledger');
  lower.put('整改后.png', await drawnPhoto(9, { width: 200, height: 160 }));
  await lower.call('index.run', {});
  const row = (site: string, problem: string) => ({ site, problem, found: '2026-06-01', unit: '市教育局', due: '2026-06-20' });
  const save = (level: Level, values: object, more = {}) =>
    level.call('records.save', { ledger: 'wenti', values: { ...values }, ...more });
  const one = await save(lower, row('校门口', '占道经营'));
  const two = await save(lower, row('操场', '积水'));
  await save(lower, { ...row('车站', '乱停车'), unit: '市公安局' });
  const first = await upper.call('merge.run', { file: await pack('台账一', '市教育局') });
  expect(first.counts.find(({ area }) => area === '台账')).toMatchObject({ added: 3 });
  const rows = async () => (await upper.call('records.list', { ledger: 'wenti' })).rows;
  const operations = (await rows()).find(({ values }) => values['site'] === '操场')!;
  await save(upper, { ...operations.values, due: '2026-07-01' }, { id: operations.id });

  const after = [{ documentId: await lower.idOf('整改后.png'), role: 'after' }];
  await save(lower, row('校门口', '占道经营'), { id: one.id, documents: after });
  await lower.call('records.move', { id: one.id, to: '交办' });
  await lower.call('records.move', { id: two.id, to: '交办' });
  clock.now = new Date('2026-07-08T02:00:00Z');
  const file = await pack('台账二');
  const second = await upper.call('merge.run', { file });
  expect(second.counts.find(({ area }) => area === '台账')).toMatchObject({ added: 0, updated: 1, same: 1, conflicts: 1 });
  expect(second.documents.added).toBe(1);
  const states = async () =>
    (await rows()).map(({ values, state, documents }) => [values['site'], state, documents.length]).sort();
  expect(await states()).toEqual(
    [
      ['操场', '立项', 0],
      ['校门口', '交办', 1],
      ['车站', '立项', 0],
    ].sort(),
  );
  await upper.call('merge.run', { file, take: 'all' });
  expect((await states()).find(([site]) => site === '操场')).toEqual(['操场', '交办', 0]);
  await upper.call('undo.run', {});
  await upper.call('undo.run', {});
  expect((await states()).find(([site]) => site === '校门口')).toEqual(['校门口', '立项', 0]);
});

test('what is said of a material that proves nothing here is left out, and its original is not copied', async () => {
  const { lower, upper, pack } = await makeTwoLevels('pack-unused');
  await lower.call('framework.add', { framework: 'wen-ming-xiao-yuan' });
  lower.put('校园.png', await drawnPhoto(11, { width: 200, height: 160 }));
  lower.put('通知.txt', '关于开展文明交通行动的通知');
  await lower.call('index.run', {});
  await upper.call('index.run', {});
  const { nodes } = await lower.call('indicators.tree', { framework: 'wen-ming-xiao-yuan' });
  const leaf = nodes.find((one) => one.leaf)!;
  await lower.confirm('校园.png', leaf.code, { framework: 'wen-ming-xiao-yuan' });
  await lower.confirm('通知.txt', LEAF);
  const id = await lower.idOf('校园.png');
  await lower.call('documents.caption', { id, caption: { ...NO_CAPTION, event: '升旗仪式' } });
  await lower.call('documents.edit', { id, title: '升旗仪式照片' });
  const merged = await upper.call('merge.run', { file: await pack('没用上') });
  expect(merged.documents).toEqual({ total: 2, added: 1, known: 0, absent: 0 });
  expect(merged.counts.find(({ area }) => area === '照片说明')).toMatchObject({ added: 0 });
  expect(existsSync(join(merged.folder!, '材料', '校园.png'))).toBe(false);
});

test('a copy deep below many folders keeps its name and a path that Explorer opens', async () => {
  const { lower, upper, pack } = await makeTwoLevels('pack-deep');
  const deep = `${Array.from({ length: 5 }, (_, at) => `${at + 1} 文明交通行动工作专班会议材料汇编`).join('/')}`;
  for (const folder of ['上半年', '下半年']) lower.put(`${folder}/${deep}/通知.txt`, `${folder}文明交通通知`);
  await lower.call('index.run', {});
  for (const folder of ['上半年', '下半年']) await lower.confirm(`${folder}/${deep}/通知.txt`, LEAF);
  const merged = await upper.call('merge.run', { file: await pack('很深') });
  const { documents } = await upper.call('documents.list', {});
  const copies = documents.filter(({ source }) => source === merged.folder).map(({ path }) => path);
  expect(copies).toHaveLength(2);
  expect(copies.every((path) => path.includes('通知') && join(merged.folder!, path).length <= 240)).toBe(true);
});

test('a merge that is cancelled leaves nothing behind, and a pack of a day to come is refused', async () => {
  const { core, lower, upper, folder, pack } = await makeTwoLevels('pack-cancel');
  for (const name of ['甲', '乙', '丙']) lower.put(`${name}.txt`, `${name}:文明交通材料`);
  await lower.call('index.run', {});
  for (const name of ['甲', '乙', '丙']) await lower.confirm(`${name}.txt`, LEAF);
  const file = await pack('取消');
  const abort = new AbortController();
  const progress = ({ stage, done }: { stage: string; done: number }) => stage === '核对交接包' && done === 2 && abort.abort();
  await expect(
    core.call('merge.run', { archive: upper.archive, file }, { signal: abort.signal, progress }),
  ).rejects.toMatchObject({ code: 'cancelled' });
  expect(existsSync(join(upper.archive, '交接材料'))).toBe(false);
  expect(await upper.call('undo.peek', {})).toEqual({ undo: null, redo: null });
  const out = join(folder, '半个.交接包.zip');
  const stopped = new AbortController();
  const stop = ({ done }: { done: number }) => done === 1 && stopped.abort();
  await expect(
    core.call('pack.run', { archive: lower.archive, unit: '市教育局', out }, { signal: stopped.signal, progress: stop }),
  ).rejects.toMatchObject({ code: 'cancelled' });
  expect([existsSync(out), existsSync(`${out}.part`)]).toEqual([false, false]);

  const parts = await readZipBytes(readFileSync(file));
  const content = JSON.parse(parts.get('pack.json')!.toString()) as PackContent;
  const later = join(folder, '将来.交接包.zip');
  const list = { name: 'pack.json', bytes: Buffer.from(JSON.stringify({ ...content, madeAt: '2099-01-01T00:00:00.000Z' })) };
  writeFileSync(
    later,
    writeZip([...[...parts].filter(([name]) => name !== 'pack.json').map(([name, bytes]) => ({ name, bytes })), list]),
  );
  await expect(upper.call('merge.run', { file: later })).rejects.toThrow(/写着 2099-01-01 打成,比今天还晚/);
});
