import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { createCore } from '../../../../electron/core/core.ts';
import { shrink } from '../../../../electron/core/downloads/downloads.ts';
import { renderPages } from '../../../../electron/core/pdf-pages/pdf-pages.ts';
import { findBrowser } from '../../../../electron/core/renditions/renditions.ts';
import { AppError } from '../../../../shared/contract/errors.ts';
import type { DocumentLook } from '../../../../shared/contract/documents.ts';
import type { DocumentRow } from '../../../../shared/contract/results.ts';
import { corporaFolder, temporaryFolder, treeHash } from '../../../support/folders.ts';
import { makeSampleCore, quiet } from '../../../support/sample-core.ts';

const browser = findBrowser();
const sample = await makeSampleCore('previews');
const { core, archive } = sample;
const { documents } = await core.call('documents.list', { archive }, quiet());
const before = treeHash(sample.source);
const look = (row: DocumentRow): Promise<DocumentLook> => core.call('documents.look', { archive, id: row.id }, quiet());
const named = (part: string): DocumentRow => documents.find((row) => row.path.includes(part))!;

test('every document of the sample has a picture, pages or a sentence that says what to do, and sources stay untouched', async () => {
  const kinds = new Map<string, Set<string>>();
  for (const row of documents) {
    const seen = await look(row);
    kinds.set(row.type, (kinds.get(row.type) ?? new Set()).add(seen.kind));
    if (seen.kind === 'none') {
      expect(seen.message, row.path).toMatch(/[\u4e00-\u9fff]{6}/);
      continue;
    }
    const { file } = await core.file({ documentId: row.id, form: seen.form, version: row.sha256.slice(0, 12) });
    const bytes = readFileSync(String(file));
    if (seen.kind === 'pages') expect(bytes.subarray(0, 5).toString(), row.path).toBe('%PDF-');
    else expect((await sharp(bytes).metadata()).width, row.path).toBeGreaterThan(0);
  }
  for (const type of ['docx', 'xlsx', 'csv', 'txt', 'doc', 'xls', 'html', 'pdf'])
    expect([...kinds.get(type)!], type).toContain('pages');
  expect([...kinds.get('tiff')!]).toContain('picture');
  expect(treeHash(sample.source)).toBe(before);
});

test('a web page is previewed as it will be in the volume, and the preview says what of it is not kept', async () => {
  const row = named('公益广告和景观小品建设情况说明报告.html');
  const seen = await look(row);
  expect(seen).toMatchObject({
    kind: 'pages',
    printed: browser !== null,
    note: browser === null ? '网页按文字排印,没有保留原来的版式。' : '网页按正文排印,没有保留原来的样式。',
  });
});

test('office pages in the preview can be rendered and are made only once', async () => {
  const row = named('会议记录.docx');
  await look(row);
  const { file } = await core.file({ documentId: row.id, form: 'preview', version: row.sha256 });
  const [page] = await renderPages(file, [0], 300);
  expect(new Set(page!.rgba).size).toBeGreaterThan(10);
  const madeAt = statSync(String(file)).mtimeMs;
  await look(row);
  expect(statSync(String(file)).mtimeMs).toBe(madeAt);
});

test('thumbnails are WebP of at most 256 px and 30 KB for pictures, PDF and office documents', async () => {
  for (const part of ['DSC00317.JPG', '三年规划', '会议记录.docx', '扫描件0007.tif']) {
    const row = named(part);
    const { file, mime } = await core.file({ documentId: row.id, form: 'thumbnail', version: row.sha256 });
    const bytes = readFileSync(String(file));
    const { format, width, height } = await sharp(bytes).metadata();
    expect(mime).toBe('image/webp');
    expect(format).toBe('webp');
    expect(Math.max(width, height)).toBeLessThanOrEqual(256);
    expect(bytes.length).toBeLessThanOrEqual(30_000);
  }
});

test('bytes are sent only to a page that knows the content, and never for an unknown document', async () => {
  const row = documents[0]!;
  const other = row.sha256.startsWith('0') ? 'ffff' : '0000';
  await expect(core.file({ documentId: row.id, form: 'original', version: other })).rejects.toMatchObject({ code: 'not-found' });
  await expect(core.file({ documentId: 999_999, form: 'original', version: '' })).rejects.toMatchObject({ code: 'not-found' });
});

test('a file that changed after indexing is not shown as what was indexed, one that is gone says so', async () => {
  const row = named('季度考核现场检查记录20260410.txt');
  const file = join(sample.source, row.path);
  renameSync(file, join(sample.folder, '原件'));
  writeFileSync(file, '改动后的内容');
  expect(await look(row)).toMatchObject({ kind: 'none', message: expect.stringContaining('有改动') as string });
  rmSync(file);
  expect(await look(row)).toMatchObject({ kind: 'none', message: expect.stringContaining('不在原处') as string });
  renameSync(join(sample.folder, '原件'), file);
  expect((await look(row)).kind).not.toBe('none');
});

test('the cache folder is cut to its limit, oldest files first', () => {
  const folder = temporaryFolder('cache');
  for (const [index, name] of ['a', 'b', 'c'].entries()) {
    writeFileSync(join(folder, name), Buffer.alloc(1000));
    utimesSync(join(folder, name), 1000 + index, 1000 + index);
  }
  shrink(folder, 2000);
  expect(readdirSync(folder)).toEqual(['b', 'c']);
});

const corpora = corporaFolder();
if (!corpora) console.log('the shared corpora are not here: previews of hostile files are not checked');

test.runIf(corpora)(
  'a sample of every corpus folder is shown or refused with a sentence; nothing but the cache and logs is written',
  async () => {
    const folder = temporaryFolder('previews-corpora');
    const other = createCore({ now: () => new Date(), logFolder: join(folder, 'log'), threads: 2 });
    afterAll(() => other.close());
    const source = join(corpora!, '06-PDF');
    const sizes = (path: string): number => readdirSync(path, { recursive: true }).length;
    const count = sizes(source);
    const path = join(folder, '档案库');
    await other.call('archive.create', { archive: path, framework: ['wenming-chengshi'], sources: [source] }, quiet());
    await other.call('index.run', { archive: path }, quiet());
    const rows = (await other.call('documents.list', { archive: path }, quiet())).documents;
    const step = Math.max(1, Math.floor(rows.length / 40));
    for (const row of rows.filter((_, index) => index % step === 0)) {
      const seen = await other.call('documents.look', { archive: path, id: row.id }, quiet());
      if (seen.kind === 'none') expect(seen.message).toMatch(/[\u4e00-\u9fff]{6}/);
      try {
        const { file } = await other.file({ documentId: row.id, form: 'thumbnail', version: '' });
        expect(statSync(String(file)).size).toBeLessThanOrEqual(30_000);
      } catch (error) {
        expect(error, row.path).toBeInstanceOf(AppError);
      }
    }
    expect(sizes(source)).toBe(count);
    expect(existsSync(join(path, 'cache'))).toBe(true);
  },
  180_000,
);
