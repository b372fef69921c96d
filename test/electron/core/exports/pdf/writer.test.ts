import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFRef, PDFString } from 'pdf-lib';
import { expect, test } from 'vitest';
import { inspectVolume } from '../../../../../electron/core/exports/pdf/inspect.ts';
import { openStrictReader } from '../../../../../electron/core/exports/pdf/reader.ts';
import type { OutlineNode, PdfWriter } from '../../../../../electron/core/exports/pdf/writer.ts';
import { temporaryFolder } from '../../../../support/folders.ts';
import { FINISH, newVolume } from './pdf-fixtures.ts';

const folder = temporaryFolder('writer');

function addPages(writer: PdfWriter, count: number): PDFRef[] {
  return Array.from({ length: count }, (_, index) => {
    const content = Buffer.from(`${(index % 10) / 10} g 0 0 100 100 re f`);
    return writer.addPage({ widthPt: 595.28, heightPt: 841.89, content, resources: writer.context.obj({}) }).ref;
  });
}

test('the reported size, SHA-256 and page count are those of the file', async () => {
  const path = join(folder, 'facts.pdf');
  const writer = newVolume(path);
  addPages(writer, 5);
  const { sizeBytes, sha256, pageCount } = writer.finish(FINISH);
  const bytes = readFileSync(path);
  expect(bytes.length).toBe(sizeBytes);
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
  expect((await PDFDocument.load(bytes)).getPageCount()).toBe(pageCount);
});

test('5,000 pages, 9,000 names and 300 label ranges are found again through balanced trees', async () => {
  const path = join(folder, 'many.pdf');
  const writer = newVolume(path);
  const pages = addPages(writer, 5000);
  const destinations = new Map(Array.from({ length: 9000 }, (_, n) => [`ind/Ⅱ-${n})`, { page: pages[n % 5000]!, top: 700 }]));
  const labels = Array.from({ length: 300 }, (_, n) => ({ fromPage: n * 10, prefix: `卷${n}-`, style: 'D' as const, start: 1 }));
  writer.finish({ ...FINISH, destinations, labels });
  const inspection = await inspectVolume(path);
  expect(inspection.pageCount).toBe(5000);
  expect(inspection.destinations.size).toBe(9000);
  expect(inspection.destinations.get('ind/Ⅱ-8123)')).toBe(3123);
  expect(inspection.labels[0]).toBe('卷0-1');
  expect(inspection.labels[2999]).toBe('卷299-10');
  const reader = openStrictReader(path);
  for (const number of reader.objectNumbers()) {
    const found = reader.get(PDFRef.of(number));
    if (!(found instanceof PDFDict)) continue;
    const kids = found.get(PDFName.of('Kids'));
    if (kids instanceof PDFArray) expect(kids.size()).toBeLessThanOrEqual(64);
  }
  reader.close();
});

test('names are sorted in the name tree as their bytes are', async () => {
  const path = join(folder, 'names.pdf');
  const writer = newVolume(path);
  const [page] = addPages(writer, 1);
  const names = ['b', '𠮷', 'ind/Ⅱ', 'a', 'ind/9', '啊'];
  writer.finish({ ...FINISH, destinations: new Map(names.map((name) => [name, { page: page!, top: 0 }])) });
  const document = await PDFDocument.load(readFileSync(path));
  const tree = document.catalog.lookup(PDFName.of('Names'), PDFDict).lookup(PDFName.of('Dests'), PDFDict);
  const keys = tree
    .lookup(PDFName.of('Names'), PDFArray)
    .asArray()
    .filter((item) => item instanceof PDFHexString);
  const bytes = keys.map((key) => Buffer.from(key.asBytes()));
  expect(bytes).toHaveLength(6);
  expect(bytes).toEqual([...bytes].sort(Buffer.compare));
});

test('a page can be added before others, and links to it may be written first', async () => {
  const path = join(folder, 'order.pdf');
  const writer = newVolume(path);
  const cover = writer.alloc();
  const [a, b] = addPages(writer, 2);
  writer.addPage(
    { ref: cover, widthPt: 595.28, heightPt: 841.89, content: Buffer.from(''), resources: writer.context.obj({}) },
    0,
  );
  const node = (title: string, page: PDFRef, children: readonly OutlineNode[] = []): OutlineNode => ({
    title,
    page,
    top: null,
    children,
  });
  writer.finish({
    ...FINISH,
    outline: [node('封面', cover), node('项目', a!, [node('𠮷指标', b!, [node('材料', b!)])])],
    labels: [
      { fromPage: 0, prefix: '封面' },
      { fromPage: 1, style: 'r' },
    ],
  });
  const inspection = await inspectVolume(path);
  expect(inspection.outline).toEqual([
    { title: '封面', page: 0, level: 0 },
    { title: '项目', page: 1, level: 0 },
    { title: '𠮷指标', page: 2, level: 1 },
    { title: '材料', page: 2, level: 2 },
  ]);
  expect(inspection.labels).toEqual(['封面', 'i', 'ii']);
});

test('pageOrder rearranges pages and refuses to lose one', () => {
  const path = join(folder, 'page-order.pdf');
  const writer = newVolume(path);
  const [a, b] = addPages(writer, 2);
  expect(() => writer.finish({ ...FINISH, pageOrder: [b!] })).toThrow('every page');
  writer.abort();
  const again = newVolume(path);
  const [c, d] = addPages(again, 2);
  expect(again.finish({ ...FINISH, pageOrder: [d!, c!] }).pageCount).toBe(2);
  expect(a).toBeDefined();
});

test('title, author, language, dates and viewer settings stand in Info and XMP alike', async () => {
  const path = join(folder, 'metadata.pdf');
  const writer = newVolume(path);
  const [page] = addPages(writer, 1);
  writer.finish({
    ...FINISH,
    info: { ...FINISH.info, title: '甲 < 乙 & 𠮷' },
    outline: [{ title: 'x', page: page!, top: 1, children: [] }],
  });
  const document = await PDFDocument.load(readFileSync(path), { updateMetadata: false });
  expect(document.getTitle()).toBe('甲 < 乙 & 𠮷');
  expect(document.getAuthor()).toBe('某市文明办');
  expect(document.getProducer()).toBe('迎检台账 0.1.0');
  expect(document.catalog.lookup(PDFName.of('Lang'), PDFString).asString()).toBe('zh-CN');
  expect(String(document.catalog.get(PDFName.of('PageMode')))).toBe('/UseOutlines');
  const xmp = readFileSync(path).toString('utf8');
  expect(xmp).toContain('甲 &lt; 乙 &amp; 𠮷');
  expect(xmp).toContain('<xmp:CreateDate>2026-11-24T10:00:00</xmp:CreateDate>');
  expect(xmp).toContain('<rdf:li>zh-CN</rdf:li>');
});

test('a file part is copied byte for byte, from a path or an open file', async () => {
  const part = join(folder, 'part.bin');
  writeFileSync(part, Buffer.concat([Buffer.from('head'), Buffer.alloc(3 << 20, 'x'), Buffer.from('tail')]));
  const path = join(folder, 'parts.pdf');
  const writer = newVolume(path);
  addPages(writer, 1);
  const ref = writer.alloc();
  writer.writeFileStream(ref, { Type: 'Test' }, { path: Buffer.from(part), offset: 4, length: 3 << 20 });
  writer.finish(FINISH);
  const reader = openStrictReader(path);
  const stream = reader.get(ref);
  expect(stream && 'kind' in stream && Buffer.from(stream.bytes()).equals(Buffer.alloc(3 << 20, 'x'))).toBe(true);
  reader.close();
});

test('abort leaves no file', () => {
  const path = join(folder, 'aborted.pdf');
  const writer = newVolume(path);
  addPages(writer, 3);
  writer.abort();
  writer.abort();
  expect(existsSync(path)).toBe(false);
});

const FULL_DEVICE = '/dev/full';

test.skipIf(!existsSync(FULL_DEVICE))('a full disk is told in one sentence and leaves no half file', () => {
  const path = join(folder, 'full.pdf');
  symlinkSync(FULL_DEVICE, path);
  const writer = newVolume(path);
  addPages(writer, 3);
  expect(() => writer.finish(FINISH)).toThrow(expect.objectContaining({ name: 'AppError', code: 'disk-full' }));
  expect(existsSync(path)).toBe(false);
  expect(statSync(FULL_DEVICE).isCharacterDevice()).toBe(true);
});
