import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { utils, write, type WorkSheet } from '@e965/xlsx';
import CFB from 'cfb';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import type { TableBlock } from '../../../../../electron/core/exports/layout/blocks.ts';
import { readSheetBlocks } from '../../../../../electron/core/exports/office/sheet.ts';
import { brush, choose, dib, emf, emr, mfr, NO_PEN, rgb, wmf } from '../../metafiles/metafile-files.ts';
import { temporaryFolder } from '../../../../support/folders.ts';

const folder = temporaryFolder('xls-pictures');

/** A record of a workbook. */
function record(id: number, content: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(id, 0);
  head.writeUInt16LE(content.length, 2);
  return Buffer.concat([head, content]);
}

/** Content too long for one record goes on in others. */
const records = (id: number, content: Buffer): Buffer[] =>
  Array.from({ length: Math.ceil(content.length / 8000) }, (_, at) =>
    record(at === 0 ? id : 0x003c, content.subarray(at * 8000, (at + 1) * 8000)),
  );

/** A record of a drawing: a container, or one with an instance of its own. */
function drawn(type: number, content: Buffer, instance: number | 'container' = 'container'): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt16LE(instance === 'container' ? 0xf : instance << 4, 0);
  head.writeUInt16LE(type, 2);
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content]);
}

const words = (...values: number[]): Buffer => Buffer.from(Uint16Array.from(values).buffer);

/** A shape that shows picture `number` from one cell to another (column, 1/1024 of it, row, 1/256 of it), half of it cut away where asked. */
function shape(number: number, from: readonly number[], to: readonly number[], cutLeft = false): Buffer {
  const property = (id: number, value: number): Buffer => {
    const bytes = Buffer.alloc(6);
    bytes.writeUInt16LE(id, 0);
    bytes.writeInt32LE(value, 2);
    return bytes;
  };
  const properties = [property(0x4104, number), ...(cutLeft ? [property(0x0102, 32_768)] : [])];
  return drawn(
    0xf004,
    Buffer.concat([
      drawn(0xf00a, Buffer.alloc(8), 75),
      drawn(0xf00b, Buffer.concat(properties), properties.length),
      drawn(0xf010, words(0, ...from, ...to), 0),
    ]),
  );
}

/** A picture of the store: a JPEG, or a record of a kind of its own. */
function entry(picture: Buffer | { readonly kind: number; readonly instance: number; readonly content: Buffer }): Buffer {
  const fixed = Buffer.alloc(36);
  fixed.writeUInt8(5, 0);
  const blip = Buffer.isBuffer(picture)
    ? drawn(0xf01d, Buffer.concat([Buffer.alloc(17), picture]), 0x46a)
    : drawn(picture.kind, picture.content, picture.instance);
  return drawn(0xf007, Buffer.concat([fixed, blip]), 5);
}

/** A workbook of one sheet with pictures and shapes put into its records. */
function bookWith(
  name: string,
  sheet: WorkSheet,
  pictures: readonly Parameters<typeof entry>[0][],
  shapes: readonly Buffer[],
): string {
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, '整改');
  const file = CFB.read(write(book, { type: 'buffer', bookType: 'biff8' }) as Buffer, { type: 'buffer' });
  const old = Buffer.from(CFB.find(file, '/Workbook')?.content as Uint8Array);
  const group = records(
    0x00eb,
    drawn(0xf000, Buffer.concat([drawn(0xf006, Buffer.alloc(24), 0), drawn(0xf001, Buffer.concat(pictures.map(entry)))])),
  );
  const sheetOf = drawn(0xf002, Buffer.concat([drawn(0xf008, Buffer.alloc(8), 1), drawn(0xf003, Buffer.concat(shapes))]));
  const out: Buffer[] = [];
  let moved = 0;
  for (let at = 0, ends = 0; at + 4 <= old.length;) {
    const next = at + 4 + old.readUInt16LE(at + 2);
    const one = Buffer.from(old.subarray(at, next));
    const id = one.readUInt16LE(0);
    const isBefore = ends === 0;
    // The writer's own empty drawings make room for these.
    const ours = id === 0x000a ? (isBefore ? group : records(0x00ec, sheetOf)) : [];
    const kept = id === 0x00eb || id === 0x00ec ? [] : [...ours, one];
    if (isBefore) moved += kept.reduce((sum, { length }) => sum + length, 0) - one.length;
    if (id === 0x000a) ends++;
    out.push(...kept);
    at = next;
  }
  const placeOfSheet = out.find((one) => one.readUInt16LE(0) === 0x0085);
  placeOfSheet?.writeUInt32LE(placeOfSheet.readUInt32LE(4) + moved, 4);
  CFB.utils.cfb_del(file, '/Workbook');
  CFB.utils.cfb_add(file, '/Workbook', Buffer.concat(out));
  const path = join(folder, name);
  writeFileSync(path, CFB.write(file, { type: 'buffer' }) as unknown as Buffer);
  return path;
}

const ROWS = [
  ['点位', '整改前', '整改后'],
  ['东门', '', ''],
  ['西门', '', ''],
];
const picture = async (colour: string): Promise<Buffer> =>
  sharp({ create: { width: 400, height: 300, channels: 3, background: colour } })
    .jpeg()
    .toBuffer();
const noise = async (): Promise<Buffer> =>
  sharp(Buffer.from(Uint8Array.from({ length: 300 * 200 * 3 }, (_, at) => (at * 7919) % 251)), { raw: { width: 300, height: 200, channels: 3 } }).jpeg({ quality: 95 }).toBuffer(); // prettier-ignore

async function shown(path: string) {
  const { blocks, notes } = await readSheetBlocks(path, 'xls', 450);
  const table = blocks.find((block): block is TableBlock => block.kind === 'table');
  const rows = table?.rows.map(({ cells }) =>
    cells.map((cell) =>
      cell.blocks.map((block) => (block.kind === 'paragraph' ? block.runs.map(({ text }) => text).join('') : '图')).join('+'),
    ),
  );
  const images = table?.rows.flatMap(({ cells }) =>
    cells.flatMap((cell) => cell.blocks.flatMap((block) => (block.kind === 'image' ? [block] : []))),
  );
  const colours = await Promise.all((images ?? []).map(async ({ bytes }) => (await sharp(bytes).stats()).dominant));
  return { rows, colours, notes };
}

test('photos of an Excel 97 workbook are printed in the cells they lie over, each the one its shape names', async () => {
  const path = bookWith(
    'over.xls',
    utils.aoa_to_sheet(ROWS),
    [await picture('#ff0000'), await picture('#0000ff')],
    [shape(2, [1, 0, 1, 0], [2, 0, 2, 0]), shape(1, [2, 100, 2, 0], [2, 1000, 3, 0])],
  );
  const { rows, colours, notes } = await shown(path);
  expect(rows).toEqual([
    ['点位', '整改前', '整改后'],
    ['东门', '图', ''],
    ['西门', '', '图'],
  ]);
  expect(colours).toEqual([
    { r: 8, g: 8, b: 248 },
    { r: 248, g: 8, b: 8 },
  ]);
  expect(notes).toEqual([]);
});

test('a photo too large for one record goes on in the next ones', async () => {
  const large = await noise();
  expect(large.length).toBeGreaterThan(16_000);
  const path = bookWith('large.xls', utils.aoa_to_sheet(ROWS), [large], [shape(1, [1, 0, 1, 0], [2, 0, 2, 0])]);
  expect((await shown(path)).rows?.[1]).toEqual(['东门', '图', '']);
});

test('a shape that names a picture the workbook does not hold, or no JPEG, PNG or TIFF, is counted and said', async () => {
  const path = bookWith(
    'bad.xls',
    utils.aoa_to_sheet(ROWS),
    [Buffer.from('no picture')],
    [shape(1, [1, 0, 1, 0], [2, 0, 2, 0]), shape(7, [2, 0, 1, 0], [3, 0, 2, 0])],
  );
  const { rows, notes } = await shown(path);
  expect(rows).toEqual(ROWS);
  expect(notes).toEqual(['工作簿里有 2 张图片读不出来,没有印出,请核对原件']);
});

test('charts of an Excel 97 workbook are counted and said', async () => {
  const book = utils.book_new(utils.aoa_to_sheet([['社区', '户数']]), '走访');
  const file = CFB.read(write(book, { type: 'buffer', bookType: 'biff8' }) as Buffer, { type: 'buffer' });
  const stream = CFB.find(file, '/Workbook');
  const chart = Buffer.concat([record(0x0809, words(0x0600, 0x0020, 0, 0, 0, 0, 0, 0)), record(0x000a, Buffer.alloc(0))]);
  CFB.utils.cfb_add(file, '/Workbook', Buffer.concat([Buffer.from(stream?.content as Uint8Array), chart, chart]));
  const path = join(folder, 'charts.xls');
  writeFileSync(path, CFB.write(file, { type: 'buffer' }) as unknown as Buffer);
  const { blocks, notes } = await readSheetBlocks(path, 'xls', 450);
  expect(blocks[0]?.kind).toBe('table');
  expect(notes).toEqual(['工作簿里有 2 个旧版(xls)图表没有印出,请核对原件,另存为 xlsx 后可以印出']);
});

/** A metafile as the store keeps it: digests, a head that says how it is packed, the file. */
function packed(file: Buffer, kind: 'emf' | 'wmf', { digests = 1, isDeflated = true } = {}) {
  const head = Buffer.alloc(34);
  head.writeUInt32LE(file.length, 0);
  head[32] = isDeflated ? 0 : 0xfe;
  const content = Buffer.concat([Buffer.alloc(16 * digests), head, isDeflated ? deflateSync(file) : file]);
  const [one, two] = kind === 'emf' ? [0x3d4, 0x3d5] : [0x216, 0x217];
  return { kind: kind === 'emf' ? 0xf01a : 0xf01b, instance: digests === 2 ? two : one, content };
}

test('EMF, WMF and DIB of an Excel 97 workbook are printed, packed or not; one whose data is broken is counted', async () => {
  const red = emf([brush(1, rgb(255, 0, 0)), choose(1), NO_PEN, emr(43, 0, 0, 200, 200)]);
  const blue = wmf([mfr(0x020c, 10, 10), mfr(0x02fc, 0, 0, 0xff, 0), mfr(0x012d, 0), mfr(0x041b, 10, 10, 0, 0)]);
  const green = dib(8, 8, () => rgb(0, 255, 0));
  const broken = packed(red, 'emf');
  broken.content.fill(0xff, 60);
  const path = bookWith(
    'metafiles.xls',
    utils.aoa_to_sheet([...ROWS, ['南门', '', '']]),
    [
      packed(red, 'emf'),
      packed(blue, 'wmf', { digests: 2, isDeflated: false }),
      { kind: 0xf01f, instance: 0x7a8, content: Buffer.concat([Buffer.alloc(17), green.info, green.bits]) },
      broken,
    ],
    [
      shape(1, [1, 0, 1, 0], [2, 0, 2, 0]),
      shape(2, [2, 0, 1, 0], [3, 0, 2, 0]),
      shape(3, [1, 0, 2, 0], [2, 0, 3, 0]),
      shape(4, [2, 0, 3, 0], [3, 0, 4, 0]),
    ],
  );
  const { blocks, notes } = await readSheetBlocks(path, 'xls', 450);
  const table = blocks.find((block): block is TableBlock => block.kind === 'table');
  const formats = table?.rows.map(({ cells }) =>
    cells.map(({ blocks: inside }) => inside.flatMap((block) => (block.kind === 'image' ? [block.format] : [])).join()),
  );
  expect(formats).toEqual([
    ['', '', ''],
    ['', 'vector', 'vector'],
    ['', 'jpg', ''],
    ['', '', ''],
  ]);
  expect(notes).toEqual(['工作簿里有 1 张图片读不出来,没有印出,请核对原件']);
});
