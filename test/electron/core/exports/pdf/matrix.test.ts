import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream, PDFRef, PDFString } from 'pdf-lib';
import type { PDFPage } from 'pdf-lib';
import { beforeAll, expect, test } from 'vitest';
import { comparePages } from '../../../../../electron/core/exports/pdf/compare.ts';
import { inspectVolume } from '../../../../../electron/core/exports/pdf/inspect.ts';
import { sourceOutline } from '../../../../../electron/core/exports/pdf/outline.ts';
import { placePages } from '../../../../../electron/core/exports/pdf/place.ts';
import { renderPages } from '../../../../../electron/core/pdf-pages/pdf-pages.ts';
import { openPdfSource } from '../../../../../electron/core/exports/pdf/source.ts';
import { temporaryFolder } from '../../../../support/folders.ts';
import { allPages, BAR, barOverlay, FINISH, FRAME, inkBox, isBlue, newVolume, writeShapedPdf } from './pdf-fixtures.ts';
import type { PageShape } from './pdf-fixtures.ts';

/** E4 of the volume's rules as one matrix: everything a page can be, in every condition its file can be in. */
const folder = temporaryFolder('matrix');
const SIZES = [
  { widthPt: 420, heightPt: 595 },
  { widthPt: 595.28, heightPt: 841.89 },
  { widthPt: 1191, heightPt: 842 },
  { widthPt: 2400, heightPt: 800 },
  { widthPt: 160, heightPt: 900 },
] as const;
const SHAPES: readonly PageShape[] = SIZES.flatMap((size) =>
  ([0, 90, 180, 270] as const).flatMap((rotate) =>
    [false, true].map((isCropped): PageShape => {
      const { widthPt, heightPt } = size;
      const crop = [widthPt * 0.1, heightPt * 0.15, widthPt * 0.75, heightPt * 0.7] as const;
      return { widthPt, heightPt, rotate, ...(isCropped ? { crop } : {}) };
    }),
  ),
);

/** Groups of optional content of a document under construction. */
let layers: { shown: PDFRef; hidden: PDFRef };
let fields: PDFRef[] = [];

/** Destinations go by names: strings, and so titles of bookmarks, are unreadable where pdf-lib encrypts a file. A mark-up, a form field, a shown and a hidden layer, a link to the next page; on the first and last page what a catalogue holds. */
function decorate(page: PDFPage, document: PDFDocument, index: number): void {
  const { context } = document;
  const { x, y, width, height } = page.getCropBox();
  const at = (fromX: number, fromY: number): number[] => [
    x + width * fromX,
    y + height * fromY,
    x + width * (fromX + 0.15),
    y + height * (fromY + 0.1),
  ];
  const picture = (colour: string): PDFRef =>
    context.register(context.stream(`${colour} rg 0 0 10 10 re f`, { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 10, 10] }));
  if (index === 0) {
    const group = (name: string): PDFRef => context.register(context.obj({ Type: 'OCG', Name: PDFString.of(name) }));
    layers = { shown: group('body'), hidden: group('draft') };
    fields = [];
    const settings = { OCGs: [layers.shown, layers.hidden], D: { ON: [layers.shown], OFF: [layers.hidden] } };
    document.catalog.set(PDFName.of('OCProperties'), context.obj(settings));
  }
  const field = context.register(
    context.obj({
      ...{ Type: 'Annot', Subtype: 'Widget', FT: 'Tx', T: PDFString.of(`field${index}`), V: PDFString.of('x') },
      ...{ Rect: at(0.6, 0.3), F: 4, AP: { N: picture('0.1 0.6 0.1') } },
    }),
  );
  fields.push(field);
  const mark = { Type: 'Annot', Subtype: 'Stamp', Rect: at(0.2, 0.3), F: 4, AP: { N: picture('0.8 0.1 0.6') } };
  const next = PDFName.of(`page${(index + 1) % SHAPES.length}`);
  const link = { Type: 'Annot', Subtype: 'Link', Rect: at(0.4, 0.7), Border: [0, 0, 0], Dest: next };
  page.node.set(
    PDFName.of('Annots'),
    context.obj([context.register(context.obj(mark)), field, context.register(context.obj(link))]),
  );
  page.node.Resources()?.set(PDFName.of('Properties'), context.obj({ Shown: layers.shown, Hidden: layers.hidden }));
  const square = (fromX: number, fromY: number): string => {
    const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = at(fromX, fromY);
    return `${x0} ${y0} ${x1 - x0} ${y1 - y0} re f`;
  };
  const drawn = `/OC /Shown BDC 0.9 0.5 0.1 rg ${square(0.2, 0.55)} EMC /OC /Hidden BDC 0 g ${square(0.6, 0.55)} EMC`;
  page.node.addContentStream(context.register(context.flateStream(drawn)));
  if (index < SHAPES.length - 1) return;
  document.catalog.set(PDFName.of('AcroForm'), context.obj({ Fields: fields }));
  const pages = document.getPages();
  const names = pages.map((one, number) => [`page${number}`, context.obj([one.ref, PDFName.of('Fit')])] as const);
  document.catalog.set(PDFName.of('Dests'), context.obj(Object.fromEntries(names)));
  const item = context.nextRef();
  const outlines = context.register(context.obj({ Type: 'Outlines', First: item, Last: item, Count: 1 }));
  context.assign(
    item,
    context.obj({ Title: PDFString.of('Last page'), Parent: outlines, Dest: PDFName.of(`page${pages.length - 1}`) }),
  );
  document.catalog.set(PDFName.of('Outlines'), outlines);
}

let plain: Buffer;
beforeAll(async () => {
  const path = join(folder, 'plain.pdf');
  await writeShapedPdf(path, SHAPES, decorate);
  plain = readFileSync(path);
}, 60_000);

async function encrypted(): Promise<Uint8Array> {
  const document = await PDFDocument.load(plain);
  document.encrypt({ userPassword: '', ownerPassword: 'owner' });
  return document.save({ addDefaultPage: false, useObjectStreams: false });
}

/** Every offset of the cross-reference table is wrong, as after a transfer that changed line ends. */
async function damaged(): Promise<Uint8Array> {
  const document = await PDFDocument.load(plain);
  const bytes = Buffer.from(await document.save({ addDefaultPage: false, useObjectStreams: false }));
  return Buffer.concat([bytes.subarray(0, 9), Buffer.from('% moved by these bytes\n'), bytes.subarray(9)]);
}

/** It starts a program, runs a script when opened and on a page, and carries a file. */
async function hostile(): Promise<Uint8Array> {
  const document = await PDFDocument.load(plain);
  const { context } = document;
  const script = context.obj({ S: 'JavaScript', JS: PDFString.of('app.alert(1)') });
  document.catalog.set(PDFName.of('OpenAction'), script);
  const [page] = document.getPages();
  page!.node.set(PDFName.of('AA'), context.obj({ O: script }));
  const launch = { S: 'Launch', F: PDFString.of('calc.exe') };
  const link = { Type: 'Annot', Subtype: 'Link', Rect: [60, 60, 90, 90], Border: [0, 0, 0], A: launch };
  const annotations = page!.node.lookup(PDFName.of('Annots'), PDFArray);
  annotations.push(context.register(context.obj(link)));
  await document.attach(Buffer.from('MZ payload'), 'invoice.exe');
  return document.save({ addDefaultPage: false });
}

const CONDITIONS = [
  { name: 'as it should be', bytes: () => Promise.resolve(plain), reader: 'strict', says: [], bookmarks: 1 },
  { name: 'encrypted with the empty password', bytes: encrypted, reader: 'pdf-lib', says: ['加密'], bookmarks: 0 },
  { name: 'with a damaged cross-reference table', bytes: damaged, reader: 'pdf-lib', says: ['容错'], bookmarks: 1 },
  {
    name: 'with scripts, a program to start and a file inside',
    bytes: hostile,
    reader: 'strict',
    says: ['脚本', '程序', '附件'],
    bookmarks: 1,
  },
] as const;

test.each(CONDITIONS)(
  'a file $name: all 40 pages look like their source, with the stamp upright, links, names, bookmarks, and what is active gone and named',
  async ({ name, bytes, reader, says, bookmarks }) => {
    const path = join(folder, `${name}.pdf`);
    const volume = join(folder, `${name}-volume.pdf`);
    writeFileSync(path, await bytes());
    const source = await openPdfSource(path);
    const writer = newVolume(volume);
    const placed = placePages(writer, source, { pageIndexes: allPages(source), frame: () => FRAME, overlay: barOverlay });
    const places = new Map<PDFRef, PDFRef>();
    placed.forEach(({ ref }, index) => {
      const page = source.sourcePages[index]!.page;
      if (page instanceof PDFRef) places.set(page, ref);
    });
    writer.finish({ ...FINISH, outline: sourceOutline(source.objects, places) });
    source.close();
    expect(source.readerName).toBe(reader);
    for (const word of says) expect(source.notes.join(' ')).toContain(word);
    expect(placed).toHaveLength(SHAPES.length);

    const compared = await comparePages(
      { source: path, password: undefined, volume },
      placed.map(({ box, turned }, index) => ({ sourcePage: index, volumePage: index, box, turned })),
    );
    expect(compared.map(({ likeness }) => likeness)).toEqual(SHAPES.map(() => 'same'));
    for (const picture of await renderPages(volume, allPages(source), 595)) {
      const box = inkBox(picture, isBlue)!;
      expect([box.x0, box.y0, box.x1 - box.x0].map((value, at) => Math.abs(value - [BAR.x, BAR.y, BAR.width][at]!) < 2)).toEqual([
        true,
        true,
        true,
      ]);
    }

    const inspected = await inspectVolume(volume);
    expect(inspected).toMatchObject({ pageCount: SHAPES.length, hasJavaScript: false, encrypted: false });
    expect(inspected.links.map(({ page, targetPage }) => [page, targetPage])).toEqual(
      SHAPES.map((_, index) => [index, (index + 1) % SHAPES.length]),
    );
    expect(inspected.outline.map(({ page, level }) => [page, level])).toEqual(
      Array.from({ length: bookmarks }, () => [SHAPES.length - 1, 0]),
    );
    const objects = (await PDFDocument.load(readFileSync(volume))).context.enumerateIndirectObjects();
    const words = objects.map(([, object]) => (object instanceof PDFRawStream ? object.dict : object)).join('\n');
    for (const active of ['/JavaScript', '/Launch', '/EmbeddedFile', '/AA ']) expect(words).not.toContain(active);
    // The hidden layer is still there, and still hidden.
    const hidden = objects.flatMap(([, object]) => (object instanceof PDFDict && object.has(PDFName.of('OFF')) ? [object] : []));
    expect(words.includes('/OFF') || hidden.length > 0).toBe(true);
  },
  120_000,
);
