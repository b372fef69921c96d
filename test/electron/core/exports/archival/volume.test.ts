import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PDFArray } from 'pdf-lib';
import { PDFDict, PDFDocument, PDFHexString, PDFName, PDFRawStream, PDFString, StandardFonts, type PDFObject } from 'pdf-lib';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCore, type Core } from '../../../../../electron/core/core.ts';
import { checkArchival } from '../../../../../electron/core/exports/archival/check-file.ts';
import { srgbProfile } from '../../../../../electron/core/exports/archival/srgb-profile.ts';
import { renderPages } from '../../../../../electron/core/pdf-pages/pdf-pages.ts';
import type { Input } from '../../../../../shared/contract/api.ts';
import type { ExportResult } from '../../../../../shared/contract/results.ts';
import { drawnPhoto } from '../../../../support/drawn-photos.ts';
import { temporaryFolder } from '../../../../support/folders.ts';
import { readVolume, textOf } from '../volume-reader.ts';

const folder = temporaryFolder('archival-volume');
const source = join(folder, '材料');
const quiet = { signal: new AbortController().signal, progress: () => undefined };
const never = new AbortController().signal;
const FULL = 'Ⅱ-11-1';
const OLD_PAPER = '关于路口值守的函.pdf';
let core: Core;

beforeAll(async () => {
  mkdirSync(source);
  writeFileSync(
    join(source, '文明交通通知.txt'),
    '关于开展文明交通行动的通知\n各单位:\n请按时上报。\n云泽市创建办\n2026年3月5日\n',
  );
  writeFileSync(
    join(source, '路口.jpg'),
    await sharp(await drawnPhoto(1, { width: 1200, height: 900 }))
      .jpeg()
      .toBuffer(),
  );
  const cmyk = sharp(await drawnPhoto(2, { width: 600, height: 400 })).toColourspace('cmyk');
  writeFileSync(join(source, '印刷厂来图.jpg'), await cmyk.jpeg().toBuffer());
  writeFileSync(join(source, OLD_PAPER), await oldPaper());
  core = createCore({ now: () => new Date('2026-06-30T08:00:00Z'), logFolder: join(folder, 'logs'), actor: '资料员' });
}, 60_000);
afterAll(() => core.close());

/** Two pages: a text whose font is not in the file, turned, and one that only needs mending: a link without flags, a mark-up that is drawn twice. */
async function oldPaper(): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  const first = document.addPage([500, 300]);
  first.drawText('Crossing duty 2026', { x: 60, y: 200, size: 30, font });
  const second = document.addPage([400, 500]);
  second.drawRectangle({ x: 50, y: 50, width: 100, height: 100 });
  const { context } = document;
  const look = context.register(
    context.flateStream('1 1 0 rg 0 0 9 9 re f', { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 9, 9] }),
  );
  const link = { Type: 'Annot', Subtype: 'Link', Rect: [10, 10, 90, 30], Border: [0, 0, 1], Dest: [first.ref, 'Fit'] };
  const mark = {
    Type: 'Annot',
    Subtype: 'Highlight',
    Rect: [60, 60, 90, 90],
    QuadPoints: [60, 90, 90, 90, 60, 60, 90, 60],
    F: 0,
  };
  second.node.set(PDFName.of('Annots'), context.obj([link, { ...mark, AP: { N: look, D: look } }] as never));
  document.catalog.set(PDFName.of('OpenAction'), context.obj({ S: 'JavaScript', JS: PDFString.of('app.alert(1)') }));
  return document.save();
}

let archives = 0;
async function bind(
  look: Partial<Input<'export.run'>>,
): Promise<{ readonly made: ExportResult; readonly out: string; readonly volume: string }> {
  const [archive, out] = [join(folder, `档案库${++archives}`), join(folder, `卷${archives}`)];
  const input = {
    archive,
    framework: ['wenming-chengshi'],
    sources: [source],
    baseDate: '2026-06-30',
    name: '创建档案',
    unit: '云泽市创建办',
  };
  await core.call('archive.create', input, quiet);
  await core.call('index.run', { archive }, quiet);
  const { documents } = await core.call('documents.list', { archive }, quiet);
  for (const { path } of documents)
    await core.call('links.decide', { archive, document: path, indicator: FULL, action: 'confirm' }, quiet);
  const made = await core.call('export.run', { archive, out, draft: false, indicators: [FULL], ...look }, quiet);
  expect((await core.call('verify.run', { path: out }, quiet)).problems).toEqual([]);
  return { made, out, volume: join(out, made.volumes[0]!.file) };
}

const squeeze = (text: string): string => text.replace(/\s/g, '');
const at = (dict: PDFDict, key: string): PDFObject | undefined => dict.lookup(PDFName.of(key));
const packetOf = (document: PDFDocument): string =>
  Buffer.from((at(document.catalog, 'Metadata') as PDFRawStream).contents).toString('utf8');
const textual = (value: PDFObject | undefined): string =>
  value instanceof PDFHexString || value instanceof PDFString ? value.decodeText() : '';

test('a volume in 长期保存格式 says so, shows the same pages, and holds nothing that the standard forbids', async () => {
  const plain = await bind({});
  const { made, volume } = await bind({ archival: '2b' });
  expect(plain.made).not.toHaveProperty('archival');
  expect(made.archival).toEqual({ profile: '2b', picturePages: 1 });
  expect(checkArchival(volume, '2b', never)).toEqual([]);
  const document = await PDFDocument.load(readFileSync(volume));
  expect(packetOf(document)).toContain('<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>');
  expect(packetOf(document)).toContain(`<rdf:li xml:lang="x-default">${document.getTitle()!}</rdf:li>`);
  const [intent] = (at(document.catalog, 'OutputIntents') as PDFArray).asArray() as [PDFDict];
  expect(String(at(intent, 'S'))).toBe('/GTS_PDFA1');
  const all = document.context
    .enumerateIndirectObjects()
    .map(([, object]) => (object instanceof PDFRawStream ? object.dict : object));
  expect(all.join('\n')).not.toMatch(/DeviceCMYK|\/JavaScript|\/OpenAction|\/AcroForm|LZWDecode|\/Encrypt|\/EmbeddedFiles/);
  const links = all.filter((object): object is PDFDict => object instanceof PDFDict && String(at(object, 'Type')) === '/Annot');
  expect(links.length).toBeGreaterThan(5);
  expect(new Set(links.map((link) => String(at(link, 'F'))))).toEqual(new Set(['4']));
  expect(made.volumes[0]!.pages).toBe(plain.made.volumes[0]!.pages);
  expect(await unlikePages(plain.volume, volume)).toEqual([]);
}, 120_000);

/**
 * Pages (1-based) of two volumes that do not look the same: one in a hundred of their points and more is off by more than a fifth. 备考表 says
 * that a volume is a PDF/A, and is left out.
 */
async function unlikePages(one: string, other: string): Promise<readonly string[]> {
  const read = await readVolume(one);
  const pages = read.labels.flatMap((label, page) => (label.startsWith('卷末') ? [] : [page]));
  const [these, those] = [await renderPages(one, pages, 300), await renderPages(other, pages, 300)];
  return pages.flatMap((page, at) => {
    const [a, b] = [these[at]!.rgba, those[at]!.rgba];
    let off = 0;
    for (let byte = 0; byte < a.length; byte++) if (Math.abs((a[byte] ?? 0) - (b[byte] ?? 0)) > 51) off++;
    return a.length === b.length && off / a.length < 0.01 ? [] : [`page ${page + 1}: ${off} of ${a.length} points`];
  });
}

test('a page the standard cannot hold goes in as a picture, its words can still be found, and 备考表 and report say why', async () => {
  const { made, volume } = await bind({ archival: '2b' });
  const said = '原件第 1 页不符合长期保存格式（字体未嵌入），以图像装入。';
  expect(made.warnings.map(({ message }) => message)).toContain(`${OLD_PAPER}:${said}`);
  const read = await readVolume(volume);
  const texts = read.labels.map((_, page) => squeeze(textOf(read, page)));
  expect(texts.some((text) => text.includes('备考表') && text.includes('PDF/A-2b'))).toBe(true);
  expect(texts.some((text) => text.includes(squeeze('原件第1页不符合长期保存格式')))).toBe(true);
  const placed = made.placed.find(({ path }) => path === OLD_PAPER)!;
  expect([placed.lastPage - placed.firstPage, texts[placed.firstPage - 1]!.includes('Crossingduty2026')]).toEqual([1, true]);
  // A link to the page that became a picture leads to it.
  expect(read.links.some(({ page, target }) => page === placed.lastPage - 1 && target === placed.firstPage - 1)).toBe(true);
}, 120_000);

test('with the originals within it is a PDF/A-3b, every file byte for byte, with how it belongs to the volume', async () => {
  const { made, volume } = await bind({ archival: '3b' });
  expect(made.archival?.profile).toBe('3b');
  expect(checkArchival(volume, '3b', never)).toEqual([]);
  expect(checkArchival(volume, '2b', never)).toEqual(expect.arrayContaining(['元数据没有标明 PDF/A', '有附件']));
  const document = await PDFDocument.load(readFileSync(volume));
  expect(packetOf(document)).toContain('<pdfaid:part>3</pdfaid:part>');
  const files = (at(document.catalog, 'AF') as PDFArray).asArray().map((ref) => document.context.lookup(ref) as PDFDict);
  const within = files.map((file) => ({
    name: textual(at(file, 'UF')),
    relation: String(at(file, 'AFRelationship')),
    bytes: Buffer.from((at(at(file, 'EF') as PDFDict, 'F') as PDFRawStream).contents),
  }));
  expect(within.map(({ name }) => name.split('_').at(-1)).sort()).toEqual(
    [OLD_PAPER, '印刷厂来图.jpg', '文明交通通知.txt', '路口.jpg'].sort(),
  );
  for (const { name, relation, bytes } of within)
    expect([relation, bytes.equals(readFileSync(join(source, name.split('_').at(-1)!)))]).toEqual(['/Source', true]);
}, 120_000);

test('the same files in the same order give the same bytes', async () => {
  const [one, other] = [await bind({ archival: '3b' }), await bind({ archival: '3b' })];
  expect(one.made.volumes[0]!.sha256).toBe(other.made.volumes[0]!.sha256);
}, 120_000);

test('the copy locked with a password is no PDF/A and does not say that it is', async () => {
  const { out, made, volume } = await bind({ archival: '2b', copyPassword: 'jiancha2026' });
  const copy = join(out, made.volumes[0]!.file.replace(/\.pdf$/, '_加密副本.pdf'));
  const locked = await PDFDocument.load(readFileSync(copy), { password: 'jiancha2026' });
  expect(packetOf(locked)).not.toContain('pdfaid');
  expect(packetOf(locked)).toContain('云泽市创建办');
  expect(packetOf(await PDFDocument.load(readFileSync(volume)))).toContain('pdfaid');
}, 120_000);

test('a plain volume does not pass for one', async () => {
  const { volume } = await bind({});
  const problems = checkArchival(volume, '2b', never);
  expect(problems).toEqual(expect.arrayContaining(['元数据没有标明 PDF/A', '没有输出意图']));
  expect(problems.some((problem) => /第 \d+ 页:字体未嵌入/.test(problem))).toBe(true);
}, 120_000);

test('the profile of sRGB is whole: its size, its table, three colours and one curve that ends in white', () => {
  const profile = Buffer.from(srgbProfile());
  expect([profile.readUInt32BE(0), profile.toString('latin1', 12, 24), profile.toString('latin1', 36, 40)]).toEqual([
    profile.length,
    'mntrRGB XYZ ',
    'acsp',
  ]);
  const tags = new Map<string, Buffer>();
  for (let index = 0; index < profile.readUInt32BE(128); index++) {
    const entry = 132 + 12 * index;
    const [offset, length] = [profile.readUInt32BE(entry + 4), profile.readUInt32BE(entry + 8)];
    expect([offset % 4, offset + length <= profile.length]).toEqual([0, true]);
    tags.set(profile.toString('latin1', entry, entry + 4), profile.subarray(offset, offset + length));
  }
  expect([...tags.keys()]).toEqual(['desc', 'cprt', 'wtpt', 'rXYZ', 'gXYZ', 'bXYZ', 'rTRC', 'gTRC', 'bTRC']);
  // The three colours together are the white they are seen by.
  for (const axis of [0, 1, 2]) {
    const sum = ['rXYZ', 'gXYZ', 'bXYZ'].reduce((total, name) => total + tags.get(name)!.readInt32BE(8 + 4 * axis), 0);
    expect(Math.abs(sum - tags.get('wtpt')!.readInt32BE(8 + 4 * axis))).toBeLessThan(65);
  }
  const curve = tags.get('gTRC')!;
  expect([curve.readUInt16BE(12), curve.readUInt16BE(curve.length - 2)]).toEqual([0, 65_535]);
  expect(curve.readUInt16BE(12 + 2 * 512) / 65_535).toBeCloseTo(0.2147, 2);
});
