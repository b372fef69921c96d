import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDFDocument } from 'pdf-lib';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCore, type Core } from '../../../../electron/core/core.ts';
import { openDatabase } from '../../../../electron/core/db/database.ts';
import { createOcrWorker } from '../../../../electron/core/ocr/ocr.ts';
import { officialPdf, picturePdf } from '../../../../resources/sample/make/pdfs.ts';
import { scannedPages } from '../../../../resources/sample/make/photo.ts';
import { temporaryFolder, treeHash } from '../../../support/folders.ts';
import { quiet } from '../../../support/sample-core.ts';
import { drawnPng } from './drawn-page.ts';

const NOTICE = {
  head: '滨河区文明办文件',
  number: '滨文明办〔2026〕17号',
  title: '关于开展交通劝导志愿服务活动的通知',
  to: '各社区:',
  body: ['决定于2026年3月在全区开展交通劝导志愿服务活动，每支队伍每月活动不少于两次。'],
  sign: '滨河区文明办',
  date: '2026-03-02',
};

const folder = temporaryFolder('ocr');
const source = join(folder, '材料');
const archive = join(folder, '档案库');
const open = (): Core =>
  createCore({ now: () => new Date('2026-06-30T10:00:00+08:00'), logFolder: join(folder, 'log'), threads: 1 });
let core: Core;
let before = '';

beforeAll(async () => {
  mkdirSync(source);
  const scan = await picturePdf(await scannedPages(NOTICE, 7, 0.7), '', '2026-03-02');
  writeFileSync(join(source, '扫描0001.pdf'), scan);
  writeFileSync(join(source, '有文字.pdf'), await officialPdf(NOTICE, '2026-03-02'));
  const [page] = await scannedPages({ ...NOTICE, title: '关于报送志愿服务台账的通知' }, 8, -0.7);
  writeFileSync(join(source, '扫描0002.tif'), await sharp(page).tiff().toBuffer());
  const mixed = await PDFDocument.create();
  for (const file of [await officialPdf({ ...NOTICE, title: '关于表彰优秀志愿者的决定' }, '2026-03-02'), scan]) {
    const [page] = await mixed.copyPages(await PDFDocument.load(file), [0]);
    mixed.addPage(page!);
  }
  writeFileSync(join(source, '前页有字后页扫描.pdf'), await mixed.save());
  // Stored lying on its side, shown upright by EXIF.
  const sign = await sharp(await drawnPng(['讲文明树新风', '共建美好家园'], 60)).rotate(270).jpeg().withMetadata({ orientation: 6 }).toBuffer(); // prettier-ignore
  writeFileSync(join(source, 'IMG_0031.jpg'), sign);
  writeFileSync(join(source, '空白.png'), await sharp({ create: { width: 300, height: 200, channels: 3, background: '#fff' } }).png().toBuffer()); // prettier-ignore
  before = treeHash(source);
  core = open();
  await core.call('archive.create', { archive, framework: ['wenming-chengshi'], sources: [source] }, quiet());
  await core.call('index.run', { archive }, quiet());
});
afterAll(() => core.close());

const found = async (query: string): Promise<string[]> =>
  (await core.call('documents.list', { archive, query }, quiet())).documents.map(({ path }) => path).sort();
const details = async (path: string) => {
  const { documents } = await core.call('documents.list', { archive }, quiet());
  const row = documents.find((one) => one.path === path)!;
  return core.call('documents.read', { archive, id: row.id }, quiet());
};

test('a run that is cancelled keeps the page it had read, and the next run goes on from there', async () => {
  expect(await found('讲文明树新风')).toEqual([]);
  expect((await details('扫描0001.pdf')).state).toBe('empty');
  const abort = new AbortController();
  const stopping = core.call(
    'ocr.run',
    { archive },
    { signal: abort.signal, progress: ({ stage, done }) => void (stage === '识别' && done === 1 && abort.abort()) },
  );
  await expect(stopping).rejects.toMatchObject({ code: 'cancelled' });
  const result = await core.call('ocr.run', { archive }, quiet());
  expect(result).toMatchObject({ pages: 4, documents: 4, failed: [] });
  expect(await core.call('ocr.run', { archive }, quiet())).toMatchObject({ pages: 0, documents: 0 });
}, 180_000);

test('words of a scan and of a photo lying on its side are found, with how sure the reading is', async () => {
  expect(await found('讲文明树新风')).toEqual(['IMG_0031.jpg']);
  expect(await found('每月活动不少于两次')).toEqual(
    ['前页有字后页扫描.pdf', '扫描0001.pdf', '扫描0002.tif', '有文字.pdf'].sort(),
  );
  const scan = await details('扫描0001.pdf');
  expect(scan.recognised).toMatchObject({ pages: 1, corrected: 0 });
  expect(scan.recognised!.confidence).toBeGreaterThan(0.8);
  expect((await details('有文字.pdf')).recognised).toBeNull();
  expect((await details('空白.png')).recognised).toEqual({ pages: 1, confidence: null, corrected: 0 });
});

test('title, date and number of a scan come from what was recognised', async () => {
  const scan = await details('扫描0001.pdf');
  expect(scan).toMatchObject({ state: 'ok', title: NOTICE.title, titleOrigin: 'text', date: '2026-03-02', dateOrigin: 'text' });
  expect(scan.docNumber).toContain('17号');
  expect(await details('扫描0002.tif')).toMatchObject({ title: '关于报送志愿服务台账的通知', date: '2026-03-02' });
});

test('of a PDF with both kinds of page only the scanned one is recognised, and the text keeps its pages', async () => {
  const mixed = await details('前页有字后页扫描.pdf');
  expect(mixed.recognised!.pages).toBe(1);
  const { id } = mixed;
  const hits = await core.call('documents.read', { archive, id, query: '每月活动不少于两次' }, quiet());
  expect(hits.hitPages.map(({ page }) => page)).toEqual([1, 2]);
});

test('files are only read', () => {
  expect(treeHash(source)).toBe(before);
});

test('a person’s correction is found at once, taken back by undo, done again, and given up for the engine’s words', async () => {
  const { id } = await details('IMG_0031.jpg');
  const [page] = (await core.call('ocr.pages', { archive, id }, quiet())).pages;
  expect(page).toMatchObject({ page: 1, corrected: null, message: null, text: expect.stringContaining('讲文明树新风') });
  const correct = (text: string | null) => core.call('ocr.correct', { archive, id, page: 1, text }, quiet());
  expect((await correct('共建幸福家园')).pages).toMatchObject([{ text: page!.text, corrected: '共建幸福家园' }]);
  expect([await found('幸福家园'), await found('讲文明树新风')]).toEqual([['IMG_0031.jpg'], []]);
  await core.call('undo.run', { archive }, quiet());
  expect([await found('幸福家园'), await found('讲文明树新风')]).toEqual([[], ['IMG_0031.jpg']]);
  await core.call('undo.redo', { archive }, quiet());
  expect(await found('幸福家园')).toEqual(['IMG_0031.jpg']);
  await correct('');
  expect([await found('幸福家园'), await found('讲文明树新风')]).toEqual([[], []]);
  expect(await details('IMG_0031.jpg')).toMatchObject({ state: 'empty', recognised: { corrected: 1 } });
  await correct(null);
  expect(await found('讲文明树新风')).toEqual(['IMG_0031.jpg']);
  // The engine's own words, saved by a person, are no correction.
  expect((await correct(page!.text)).pages[0]!.corrected).toBeNull();
  await expect(core.call('ocr.correct', { archive, id, page: 9, text: '' }, quiet())).rejects.toMatchObject({
    code: 'not-found',
  });
});

test('a corrected title and number of a scan become its own, also when a person corrects only the page', async () => {
  const { id } = await details('扫描0001.pdf');
  const [page] = (await core.call('ocr.pages', { archive, id }, quiet())).pages;
  const text = page!.text.replace(/17号/, '71号');
  await core.call('ocr.correct', { archive, id, page: 1, text }, quiet());
  expect((await details('扫描0001.pdf')).docNumber).toContain('71号');
  await core.call('undo.run', { archive }, quiet());
  expect((await details('扫描0001.pdf')).docNumber).toContain('17号');
});

test('a correction by a person survives another engine, and recognised text survives a newer reader of the file', async () => {
  const { id } = await details('IMG_0031.jpg');
  await core.call('ocr.correct', { archive, id, page: 1, text: '共建幸福家园' }, quiet());
  await core.close();
  const db = await openDatabase({ path: join(archive, 'archive.sqlite') });
  await db.run(`UPDATE ocr_pages SET engine_version = 0 WHERE corrected_text IS NOT NULL`);
  await db.run(`UPDATE documents SET extractor_version = 0 WHERE type = 'pdf'`);
  await db.close();
  core = open();
  await core.call('index.run', { archive }, quiet());
  expect(await found('每月活动不少于两次')).toContain('扫描0001.pdf');
  expect(await core.call('ocr.run', { archive }, quiet())).toMatchObject({ pages: 1 });
  expect(await found('幸福家园')).toEqual(['IMG_0031.jpg']);
  expect(await found('讲文明树新风')).toEqual([]);
  expect((await details('IMG_0031.jpg')).recognised).toMatchObject({ corrected: 1 });
});

test('of pages an earlier version read, only those it was not sure of are read again', async () => {
  const asFormerly = async (confidence: number): Promise<void> => {
    await core.close();
    const db = await openDatabase({ path: join(archive, 'archive.sqlite') });
    await db.run(`UPDATE ocr_pages SET engine_version = 1, confidence = ? WHERE document_id = (SELECT min(document_id) FROM ocr_pages)`, [confidence]); // prettier-ignore
    await db.close();
    core = open();
  };
  await asFormerly(0.95);
  expect(await core.call('ocr.run', { archive }, quiet())).toMatchObject({ pages: 0 });
  await asFormerly(0.6);
  expect((await core.call('ocr.run', { archive }, quiet())).pages).toBeGreaterThan(0);
});

test('a file that is no picture, and a page that takes too long, give a sentence and the next page is read all the same', async () => {
  const broken = join(folder, '坏.jpg');
  writeFileSync(broken, 'no picture');
  const good = join(folder, '好.png');
  writeFileSync(good, await drawnPng(['文明交通劝导']));
  const { signal } = new AbortController();
  const worker = createOcrWorker({ timeLimitMs: 60_000 });
  expect(await worker.read({ path: broken, type: 'jpg', page: 1 }, signal)).toMatchObject({ ok: false });
  expect(await worker.read({ path: good, type: 'png', page: 1 }, signal)).toMatchObject({
    ok: true,
    reading: { text: '文明交通劝导' },
  });
  await worker.close();
  const hasty = createOcrWorker({ timeLimitMs: 1 });
  const late = await hasty.read({ path: good, type: 'png', page: 1 }, signal);
  expect(late).toMatchObject({ ok: false, message: expect.stringContaining('用时太长') as string });
  await hasty.close();
});

test('every page of a TIFF is recognised, not only its first', async () => {
  const lines = ['整改台账', '文明劝导'];
  const pages = await Promise.all(lines.map(async (line) => sharp(await drawnPng([line])).resize(600, 200, { fit: 'contain', background: '#fff' }).png().toBuffer())); // prettier-ignore
  const stack = join(folder, '两页');
  mkdirSync(stack);
  writeFileSync(
    join(stack, '扫描.tif'),
    await sharp(pages, { join: { animated: true } })
      .tiff()
      .toBuffer(),
  );
  const archiveOfTwo = join(folder, '两页的档案库');
  await core.call('archive.create', { archive: archiveOfTwo, framework: ['wenming-chengshi'], sources: [stack] }, quiet());
  await core.call('index.run', { archive: archiveOfTwo, ocr: true }, quiet());
  const { documents } = await core.call('documents.list', { archive: archiveOfTwo }, quiet());
  expect(documents).toMatchObject([{ pages: 2 }]);
  for (const query of lines) {
    expect((await core.call('documents.list', { archive: archiveOfTwo, query }, quiet())).total).toBe(1);
  }
});
