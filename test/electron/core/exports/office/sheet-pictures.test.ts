import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { utils, write, type WorkSheet } from '@e965/xlsx';
import CFB from 'cfb';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import type { Block, ImageBlock, TableBlock } from '../../../../../electron/core/exports/layout/blocks.ts';
import { vectorOf } from '../../../../../electron/core/metafiles/metafiles.ts';
import { readSheetBlocks } from '../../../../../electron/core/exports/office/sheet.ts';
import { brush, choose, emf, emr, NO_PEN, rgb } from '../../metafiles/metafile-files.ts';
import { temporaryFolder } from '../../../../support/folders.ts';
import { change } from './docx-files.ts';

const folder = temporaryFolder('sheet-pictures');
const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const SPACES = `xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="${RELATION}" xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"`;

/** A JPEG, red in its left half and blue in its right one. */
async function halves(width: number, height: number): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#ff0000' } })
    .composite([
      {
        input: await sharp({ create: { width: width / 2, height, channels: 3, background: '#0000ff' } })
          .png()
          .toBuffer(),
        left: width / 2,
        top: 0,
      },
    ])
    .jpeg()
    .toBuffer();
}

/** `[row, column]` and how many points into it. */
type Corner = readonly [row: number, column: number, downPt?: number, acrossPt?: number];

const corner = (name: string, [row, column, down = 0, across = 0]: Corner): string =>
  `<xdr:${name}><xdr:col>${column}</xdr:col><xdr:colOff>${across * 12700}</xdr:colOff><xdr:row>${row}</xdr:row><xdr:rowOff>${down * 12700}</xdr:rowOff></xdr:${name}>`;

const picture = (
  relation: string,
  widthPt: number,
  heightPt: number,
  more: { cut?: string; turn?: number; name?: string } = {},
): string =>
  `<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="${more.name ?? '图片'}"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="${relation}"/>${more.cut ?? ''}<a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr><a:xfrm rot="${(more.turn ?? 0) * 60000}"><a:off x="0" y="0"/><a:ext cx="${widthPt * 12700}" cy="${heightPt * 12700}"/></a:xfrm></xdr:spPr></xdr:pic>`;

const over = (from: Corner, to: Corner, content: string): string =>
  `<xdr:twoCellAnchor>${corner('from', from)}${corner('to', to)}${content}<xdr:clientData/></xdr:twoCellAnchor>`;

const relations = (targets: Readonly<Record<string, string>>): string =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${Object.entries(targets)
    .map(([id, target]) => `<Relationship Id="${id}" Type="${RELATION}/part" Target="${target}"/>`)
    .join('')}</Relationships>`;

/** A workbook of one sheet with more parts put into it. */
function bookWith(name: string, sheet: WorkSheet, parts: Readonly<Record<string, string | Buffer>>): string {
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, '整改');
  const file = CFB.read(write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer, { type: 'buffer' });
  for (const [part, content] of Object.entries(parts)) CFB.utils.cfb_add(file, `/${part}`, Buffer.from(content));
  const path = join(folder, name);
  writeFileSync(path, CFB.write(file, { fileType: 'zip', type: 'buffer' }) as unknown as Buffer);
  return path;
}

/** Parts of a drawing over the first sheet. */
const drawing = (anchors: string, media: Readonly<Record<string, string>>): Record<string, string> => ({
  'xl/worksheets/_rels/sheet1.xml.rels': relations({ rId9: '../drawings/drawing1.xml' }),
  'xl/drawings/drawing1.xml': `<xdr:wsDr ${SPACES}>${anchors}</xdr:wsDr>`,
  'xl/drawings/_rels/drawing1.xml.rels': relations(media),
});

const read = (path: string) => readSheetBlocks(path, 'xlsx', 450);
const tableOf = (blocks: readonly Block[]): TableBlock | undefined => blocks.find((block) => block.kind === 'table');
/** What each cell holds: its text, and 图 for every picture. */
const shown = (table: TableBlock | undefined): string[][] =>
  (table?.rows ?? []).map(({ cells }) =>
    cells.map(({ blocks }) =>
      blocks.map((block) => (block.kind === 'paragraph' ? block.runs.map(({ text }) => text).join('') : '图')).join('+'),
    ),
  );
const imagesOf = (blocks: readonly Block[]): ImageBlock[] =>
  blocks.flatMap((block) =>
    block.kind === 'image'
      ? [block]
      : block.kind === 'table'
        ? block.rows.flatMap(({ cells }) => cells.flatMap((cell) => imagesOf(cell.blocks)))
        : [],
  );
/** Colour in the middle of the left and of the right half. */
async function coloursOf({ bytes }: ImageBlock): Promise<string[]> {
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  return [0.25, 0.75].map((across) => {
    const at = (Math.floor(info.height / 2) * info.width + Math.floor(info.width * across)) * info.channels;
    const [red = 0, , blue = 0] = data.subarray(at, at + 3);
    return red > 200 && blue < 60 ? 'red' : blue > 200 && red < 60 ? 'blue' : `${red} ${blue}`;
  });
}

const ROWS = [
  ['点位', '整改前', '整改后'],
  ['东门', '', ''],
  ['西门', '', ''],
];

test('a photo over a cell is printed in it, in the first row it covers most of', async () => {
  const path = bookWith('over.xlsx', utils.aoa_to_sheet(ROWS), {
    ...drawing(over([1, 1], [1, 2, 14], picture('r1', 45, 14)) + over([1, 2, 13, 3], [2, 3, 10], picture('r1', 45, 10)), {
      r1: '../media/image1.jpeg',
    }),
    'xl/media/image1.jpeg': await halves(400, 300),
  });
  const { blocks, notes } = await read(path);
  expect(shown(tableOf(blocks))).toEqual([
    ['点位', '整改前', '整改后'],
    ['东门', '图', ''],
    ['西门', '', '图'],
  ]);
  expect(notes).toEqual([]);
});

test('photos in rows and a column of their own beside the table widen it', async () => {
  const anchors = over([1, 3], [1, 4], picture('r1', 45, 14)) + over([3, 1], [3, 2], picture('r1', 45, 14));
  const path = bookWith('beside.xlsx', utils.aoa_to_sheet(ROWS), {
    ...drawing(anchors, { r1: '../media/image1.jpeg' }),
    'xl/media/image1.jpeg': await halves(400, 300),
  });
  expect(shown(tableOf((await read(path)).blocks))).toEqual([
    ['点位', '整改前', '整改后', ''],
    ['东门', '', '', '图'],
    ['西门', '', '', ''],
    ['', '图', '', ''],
  ]);
});

test('a photo over several columns gets a row of its own after the last row it covers, never within merged cells', async () => {
  const sheet = utils.aoa_to_sheet([...ROWS, ['南门', '', '']]);
  sheet['!merges'] = [{ s: { r: 1, c: 0 }, e: { r: 2, c: 0 } }];
  const path = bookWith('wide.xlsx', sheet, {
    ...drawing(over([1, 0], [1, 3], picture('r1', 300, 200)) + over([20, 0], [30, 3], picture('r1', 300, 200)), {
      r1: '../media/image1.jpeg',
    }),
    'xl/media/image1.jpeg': await halves(400, 300),
  });
  const { blocks } = await read(path);
  expect(shown(tableOf(blocks))).toEqual([['点位', '整改前', '整改后'], ['东门', '', ''], ['', ''], ['图'], ['南门', '', '']]);
  expect(imagesOf(blocks).map(({ widthPt, heightPt }) => [widthPt, heightPt])).toEqual([
    [300, 200],
    [300, 200],
  ]);
});

test('a photo over merged cells is printed in them', async () => {
  const sheet = utils.aoa_to_sheet([
    ['照片', '', ''],
    ['', '', ''],
    ['东门', '', '已整改'],
  ]);
  sheet['!merges'] = [{ s: { r: 0, c: 1 }, e: { r: 1, c: 2 } }];
  const path = bookWith('merged.xlsx', sheet, {
    ...drawing(over([0, 1, 2, 3], [1, 2, 10, 40], picture('r1', 85, 24)), { r1: '../media/image1.jpeg' }),
    'xl/media/image1.jpeg': await halves(400, 300),
  });
  expect(shown(tableOf((await read(path)).blocks))[0]).toEqual(['照片', '图']);
});

test('pictures that WPS keeps in cells are printed instead of the formula that asks for them', async () => {
  const sheet = utils.aoa_to_sheet([
    ['点位', '照片'],
    ['东门', ''],
    ['西门', ''],
  ]);
  const asks = (name: string) => ({ t: 's', v: `=DISPIMG("${name}",1)`, f: `_xlfn.DISPIMG("${name}",1)` });
  Object.assign(sheet, { B2: asks('ID_A1'), B3: asks('ID_GONE') });
  const path = bookWith('wps.xlsx', sheet, {
    'xl/cellimages.xml': `<etc:cellImages ${SPACES}><etc:cellImage>${picture('r1', 120, 90, { name: 'ID_A1' })}</etc:cellImage></etc:cellImages>`,
    'xl/_rels/cellimages.xml.rels': relations({ r1: 'media/image1.jpeg' }),
    'xl/media/image1.jpeg': await halves(400, 300),
  });
  const { blocks, notes } = await read(path);
  expect(shown(tableOf(blocks))).toEqual([
    ['点位', '照片'],
    ['东门', '图'],
    ['西门', ''],
  ]);
  expect(notes).toEqual(['工作表“整改”有 1 格的图片读不出来,没有印出,请核对原件']);
});

test('a picture is printed as it is cut and turned in the sheet', async () => {
  const path = bookWith('cut.xlsx', utils.aoa_to_sheet(ROWS), {
    ...drawing(
      over([1, 1], [1, 2], picture('r1', 40, 30, { cut: '<a:srcRect l="50000"/>' })) +
        over([1, 2], [1, 3], picture('r1', 40, 30, { turn: 180 })) +
        over([2, 1], [2, 2], picture('r1', 40, 30, { turn: 90 })),
      { r1: '../media/image1.jpeg' },
    ),
    'xl/media/image1.jpeg': await halves(400, 300),
  });
  const [cut, upside, lying] = imagesOf((await read(path)).blocks);
  if (!cut || !upside || !lying) throw new Error('three pictures were drawn');
  expect(await coloursOf(cut)).toEqual(['blue', 'blue']);
  expect(await coloursOf(upside)).toEqual(['blue', 'red']);
  expect([lying.widthPt, lying.heightPt]).toEqual([30, 40]);
  const size = await sharp(lying.bytes).metadata();
  expect(size.height).toBeGreaterThan(size.width);
});

test('a sheet of nothing but pictures is printed', async () => {
  const path = bookWith('only.xlsx', utils.aoa_to_sheet([[]]), {
    ...drawing(over([0, 0], [20, 8], picture('r1', 400, 300)), { r1: '../media/image1.jpeg' }),
    'xl/media/image1.jpeg': await halves(400, 300),
  });
  expect(imagesOf((await read(path)).blocks)).toHaveLength(1);
});

test('a picture in a hidden row is hidden with it', async () => {
  const sheet = utils.aoa_to_sheet(ROWS);
  sheet['!rows'] = [{}, { hidden: true }];
  const path = bookWith('hidden.xlsx', sheet, {
    ...drawing(over([1, 1], [1, 2], picture('r1', 40, 30)), { r1: '../media/image1.jpeg' }),
    'xl/media/image1.jpeg': await halves(400, 300),
  });
  const { blocks, notes } = await read(path);
  expect(imagesOf(blocks)).toEqual([]);
  expect(notes).toEqual(['工作表“整改”中隐藏的 1 行没有印出']);
});

test('a photo that tells only where it begins and how large it is, as other programs write it, finds its cell too', async () => {
  const anchored = (from: Corner, width: number, height: number) =>
    `<xdr:oneCellAnchor>${corner('from', from)}<xdr:ext cx="${width * 12700}" cy="${height * 12700}"/>${picture('r1', 0, 0)}<xdr:clientData/></xdr:oneCellAnchor>`;
  const path = bookWith('one-cell.xlsx', utils.aoa_to_sheet(ROWS), {
    ...drawing(anchored([2, 1], 44, 33) + anchored([4, 0], 300, 225), { r1: '../media/image1.jpeg' }),
    'xl/media/image1.jpeg': await halves(400, 300),
  });
  const { blocks } = await read(path);
  expect(shown(tableOf(blocks)).slice(2)).toEqual([['西门', '图', '']]);
  expect(imagesOf(blocks).map(({ widthPt }) => widthPt)).toEqual([44, 300]);
});

test('charts and pictures that cannot be read are counted and said; the rest is printed', async () => {
  const chart = '<xdr:graphicFrame><a:graphic><a:graphicData uri="chart"/></a:graphic></xdr:graphicFrame>';
  const path = bookWith('bad.xlsx', utils.aoa_to_sheet(ROWS), {
    ...drawing(
      over([1, 1], [1, 2], picture('r1', 40, 30)) + over([1, 2], [1, 3], picture('r2', 40, 30)) + over([5, 0], [9, 3], chart),
      { r1: '../media/image1.emf', r2: '../media/gone.png' },
    ),
    'xl/media/image1.emf': Buffer.from('no picture at all'),
  });
  const { blocks, notes } = await read(path);
  expect(shown(tableOf(blocks))).toHaveLength(3);
  expect(notes).toEqual([
    '工作簿里有 2 张图片读不出来,没有印出,请核对原件',
    '工作簿里有 1 个图表没有印出(图表读不出来),请核对原件',
  ]);
});

test('anchors far away or with no sense cost nothing and lose no text', async () => {
  const path = bookWith('far.xlsx', utils.aoa_to_sheet(ROWS), {
    ...drawing(
      over([1_000_000, 16_000], [2_000_000_000, 2_000_000_000], picture('r1', 40, 30)) +
        over([-5, -5], [0, 0], picture('r1', 1e9, 1e9)),
      { r1: '../media/image1.jpeg' },
    ),
    'xl/media/image1.jpeg': await halves(40, 30),
  });
  expect(shown(tableOf((await read(path)).blocks))).toEqual([...ROWS.slice(0, 1), ['图'], ...ROWS.slice(1)]);
});

test('an EMF over a cell is printed as what it draws, cut as the sheet shows it', async () => {
  const red = emf([brush(1, rgb(255, 0, 0)), choose(1), NO_PEN, emr(43, 0, 0, 100, 200)]);
  const path = bookWith('emf.xlsx', utils.aoa_to_sheet(ROWS), {
    ...drawing(over([1, 1], [1, 2], picture('r1', 40, 12, { cut: '<a:srcRect r="50000"/>' })), { r1: '../media/image1.emf' }),
    'xl/media/image1.emf': red,
  });
  const { blocks, notes } = await read(path);
  const [image] = imagesOf(blocks);
  expect(notes).toEqual([]);
  expect(image).toMatchObject({ format: 'vector', widthPt: 40, heightPt: 12 });
  // Half of its 200 units fill the width.
  expect(image && vectorOf(image.bytes).frame[0]).toBeCloseTo(1 / 100);
});

test('pictures that Excel 365 keeps in cells are printed in them, fitted to the cell; other rich values keep their text', async () => {
  const sheet = utils.aoa_to_sheet([
    ['点位', '照片', '附图'],
    ['东门', 'x', 'x'],
    ['西门', 'x', '币种'],
  ]);
  sheet['!rows'] = [{}, { hpt: 60 }, { hpt: 60 }];
  const rich = 'http://schemas.microsoft.com/office/spreadsheetml/2017/richdata';
  const bk = (inside: string): string => `<bk>${inside}</bk>`;
  const future = [0, 1, 2, 3].map((i) => bk(`<extLst><ext uri="x"><xlrd:rvb i="${i}"/></ext></extLst>`)).join('');
  const path = bookWith('rich.xlsx', sheet, {
    'xl/metadata.xml': `<metadata xmlns:xlrd="${rich}"><metadataTypes count="2"><metadataType name="XLDAPR"/><metadataType name="XLRICHVALUE"/></metadataTypes><futureMetadata name="XLRICHVALUE" count="4">${future}</futureMetadata><valueMetadata count="4">${[3, 2, 1, 0].map((v) => bk(`<rc t="2" v="${v}"/>`)).join('')}</valueMetadata></metadata>`,
    'xl/richData/rdrichvaluestructure.xml': `<rvStructures xmlns="${rich}"><s t="_localImage"><k n="CalcOrigin" t="i"/><k n="_rvRel:LocalImageIdentifier" t="i"/></s><s t="_linkedentity"><k n="x" t="i"/></s></rvStructures>`,
    'xl/richData/rdrichvalue.xml': `<rvData xmlns="${rich}"><rv s="0"><v>5</v><v>1</v></rv><rv s="0"><v>5</v><v>0</v></rv><rv s="1"><v>0</v></rv><rv s="0"><v>5</v><v>9</v></rv></rvData>`,
    'xl/richData/richValueRel.xml': `<richValueRels xmlns:r="${RELATION}"><rel r:id="rId1"/><rel r:id="rId2"/></richValueRels>`,
    'xl/richData/_rels/richValueRel.xml.rels': relations({ rId1: '../media/image1.jpeg', rId2: '../media/image2.jpeg' }),
    'xl/media/image1.jpeg': await halves(400, 300),
    'xl/media/image2.jpeg': await halves(300, 400),
  });
  // By the numbers above: B2 the second picture, C2 the first, B3 one that is lost, C3 no picture at all.
  const numbers = { B2: 4, C2: 3, C3: 2, B3: 1 };
  change(path, 'xl/worksheets/sheet1.xml', (xml) =>
    Object.entries(numbers).reduce((all, [cell, vm]) => all.replace(`<c r="${cell}"`, `<c r="${cell}" vm="${vm}"`), xml),
  );
  const { blocks, notes } = await read(path);
  expect(shown(tableOf(blocks))).toEqual([
    ['点位', '照片', '附图'],
    ['东门', '图', '图'],
    ['西门', '', '币种'],
  ]);
  expect(notes).toEqual(['工作表“整改”有 1 格的图片读不出来,没有印出,请核对原件']);
  const sizes = imagesOf(blocks).map(({ widthPt, heightPt }) => [Math.round(widthPt), Math.round(heightPt)]);
  expect(sizes.map(([width = 0, height = 0]) => width / height).map((ratio) => ratio.toFixed(2))).toEqual(['0.75', '1.33']);
  expect(Math.max(...sizes.flat())).toBeLessThanOrEqual(60);
});
