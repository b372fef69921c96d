import { createCipheriv } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { PDFDocument, PDFName, PDFRawStream } from 'pdf-lib';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { brokenPages } from '../../../../../electron/core/exports/pdf/integrity.ts';
import { openPdfSource } from '../../../../../electron/core/exports/pdf/source.ts';
import { temporaryFolder } from '../../../../support/folders.ts';

const folder = temporaryFolder('integrity');

/** The same noise each time: in one picture of noise in a hundred, lost bytes leave codes that hold by chance, and nothing tells it. */
function noise(bytes: number, seed: number): Buffer {
  return createCipheriv('aes-128-ctr', Buffer.alloc(16, seed), Buffer.alloc(16)).update(Buffer.alloc(bytes));
}

const CONTENT = deflateSync(Buffer.from('0 0 1 rg 10 10 200 200 re f\n'.repeat(200)));
const LARGE = deflateSync(Buffer.concat([noise(700_000, 0), Buffer.alloc(300_000)]));

/** Four pages, each with a content stream and a large picture; `change` alters the packed bytes of page 3. */
async function fileWith(name: string, change: (packed: { content: Buffer; picture: Buffer }) => void): Promise<string> {
  const document = await PDFDocument.create();
  for (let page = 1; page <= 4; page++) {
    const packed = { content: Buffer.from(CONTENT), picture: Buffer.from(LARGE) };
    if (page === 3) change(packed);
    const { context } = document;
    const raw = (bytes: Buffer, dict: object) =>
      context.register(PDFRawStream.of(context.obj({ ...dict, Filter: 'FlateDecode', Length: bytes.length }), bytes));
    const picture = {
      Type: 'XObject',
      Subtype: 'Image',
      Width: 1000,
      Height: 1000,
      ColorSpace: 'DeviceGray',
      BitsPerComponent: 8,
    };
    const added = document.addPage([300, 300]);
    added.node.set(PDFName.of('Contents'), raw(packed.content, {}));
    added.node.setXObject(PDFName.of('P'), raw(packed.picture, picture));
  }
  const path = join(folder, `${name}.pdf`);
  writeFileSync(path, await document.save({ useObjectStreams: false, addDefaultPage: false }));
  return path;
}

test.each<[string, (packed: { content: Buffer; picture: Buffer }) => void, readonly number[]]>([
  ['whole', () => undefined, []],
  ['bits of the content altered', ({ content }) => content.writeUInt8(content[30]! ^ 0xff, 30), [2]],
  ['check sum of the content altered', ({ content }) => content.fill(0x55, content.length - 4), [2]],
  ['a hole in the large picture', ({ picture }) => picture.fill(0, 400_000, 404_096), [2]],
  ['check sum of the large picture altered', ({ picture }) => picture.fill(0x55, picture.length - 4), [2]],
])('%s', async (name, change, pages) => {
  const source = await openPdfSource(await fileWith(name, change));
  expect(await brokenPages(source.objects, source.sourcePages, { leftBytes: 0 })).toEqual({ data: pages, pictures: [] });
  source.close();
});

test('data that only ends early, as many programs write it, is not called broken', async () => {
  const document = await PDFDocument.create();
  const page = document.addPage([300, 300]);
  const bytes = CONTENT.subarray(0, CONTENT.length - 4);
  const dict = document.context.obj({ Filter: 'FlateDecode', Length: bytes.length });
  page.node.set(PDFName.of('Contents'), document.context.register(PDFRawStream.of(dict, bytes)));
  const path = join(folder, 'early.pdf');
  writeFileSync(path, await document.save({ useObjectStreams: false, addDefaultPage: false }));
  const source = await openPdfSource(path);
  expect(await brokenPages(source.objects, source.sourcePages, { leftBytes: 0 })).toEqual({ data: [], pictures: [] });
  source.close();
});

/** Three pages with a JPEG of noise each; `change` alters the one of page 2. */
async function scansWith(name: string, change: (jpeg: Buffer) => void): Promise<string> {
  const document = await PDFDocument.create();
  for (let page = 1; page <= 3; page++) {
    const pixels = noise(400 * 400, page);
    const jpeg = await sharp(pixels, { raw: { width: 400, height: 400, channels: 1 } })
      .jpeg()
      .toBuffer();
    const added = document.addPage([300, 300]);
    added.drawImage(await document.embedJpg(jpeg), { x: 0, y: 0, width: 300, height: 300 });
    await document.flush();
    const stored = document.context
      .enumerateIndirectObjects()
      .flatMap(([, value]) => (value instanceof PDFRawStream ? [value] : []));
    const last = stored.filter(({ dict }) => dict.get(PDFName.of('Subtype')) === PDFName.of('Image')).at(-1);
    if (page === 2) change(last!.contents as Buffer);
  }
  const path = join(folder, `${name}.pdf`);
  writeFileSync(path, await document.save({ useObjectStreams: false, addDefaultPage: false }));
  return path;
}

const HOLE = (jpeg: Uint8Array): unknown => jpeg.fill(0, 20_000, 20_512);
const LOST = (jpeg: Uint8Array): unknown => jpeg.copyWithin(20_000, 20_040);

test.each<[string, (jpeg: Uint8Array) => unknown, number, readonly number[]]>([
  ['scans that are whole', () => undefined, Infinity, []],
  ['a hole in a scan', HOLE, Infinity, [1]],
  ['a hole in a scan, beyond the budget', HOLE, 0, [1]],
  ['bytes lost in a scan', LOST, Infinity, [1]],
  ['bytes lost in a scan, beyond the budget: nothing tells it', LOST, 0, []],
])('%s', async (name, change, leftBytes, pages) => {
  const source = await openPdfSource(await scansWith(name, change));
  const budget = { leftBytes };
  expect(await brokenPages(source.objects, source.sourcePages, budget)).toEqual({ data: [], pictures: pages });
  if (Number.isFinite(leftBytes)) expect(budget.leftBytes).toBe(0);
  source.close();
});
