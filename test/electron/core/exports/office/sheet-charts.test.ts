import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { utils, write, type WorkSheet } from '@e965/xlsx';
import CFB from 'cfb';
import { expect, test } from 'vitest';
import type { Block, ChartBlock } from '../../../../../electron/core/exports/layout/blocks.ts';
import { readSheetBlocks } from '../../../../../electron/core/exports/office/sheet.ts';
import { temporaryFolder } from '../../../../support/folders.ts';
import { AXES, chartPart, columns, series } from '../../charts/chart-parts.ts';

const folder = temporaryFolder('sheet-charts');
const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const SPACES = `xmlns:xdr="x" xmlns:a="a" xmlns:r="${RELATION}"`;
const ROWS = [['社区', '户数'], ['滨河', 12], ['东湖', 30], ['西门', 7]]; // prettier-ignore

const corner = (name: string, [row, column]: readonly [number, number]): string =>
  `<xdr:${name}><xdr:col>${column}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:${name}>`;
const frame = (relation: string): string =>
  `<xdr:graphicFrame><xdr:xfrm/><a:graphic><a:graphicData uri="chart"><c:chart xmlns:c="c" r:id="${relation}"/></a:graphicData></a:graphic></xdr:graphicFrame>`;
const over = (from: readonly [number, number], to: readonly [number, number], relation: string): string =>
  `<xdr:twoCellAnchor>${corner('from', from)}${corner('to', to)}${frame(relation)}<xdr:clientData/></xdr:twoCellAnchor>`;
const relations = (targets: Readonly<Record<string, string>>): string =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${Object.entries(targets)
    .map(([id, target]) => `<Relationship Id="${id}" Type="${RELATION}/x" Target="${target}"/>`)
    .join('')}</Relationships>`;
const part = (title: string) => chartPart(columns(series(0, title, [12, 30, 7])) + AXES, { more: '<c:title/>' });

/** A workbook of one sheet with charts over it, `chart1` … by their relation. */
function bookWith(name: string, sheet: WorkSheet, anchors: string, charts: readonly string[]): string {
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, '走访');
  const file = CFB.read(write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer, { type: 'buffer' });
  const parts: Record<string, string> = {
    'xl/worksheets/_rels/sheet1.xml.rels': relations({ rId9: '../drawings/drawing1.xml' }),
    'xl/drawings/drawing1.xml': `<xdr:wsDr ${SPACES}>${anchors}</xdr:wsDr>`,
    'xl/drawings/_rels/drawing1.xml.rels': relations(Object.fromEntries(charts.map((_, at) => [`chart${at + 1}`, `../charts/chart${at + 1}.xml`]))), // prettier-ignore
    ...Object.fromEntries(charts.map((chart, at) => [`xl/charts/chart${at + 1}.xml`, chart])),
  };
  for (const [path, content] of Object.entries(parts)) CFB.utils.cfb_add(file, `/${path}`, Buffer.from(content));
  const path = join(folder, name);
  writeFileSync(path, CFB.write(file, { fileType: 'zip', type: 'buffer' }) as unknown as Buffer);
  return path;
}

const read = (path: string) => readSheetBlocks(path, 'xlsx', 450);
const chartsIn = (blocks: readonly Block[]): ChartBlock[] =>
  blocks.flatMap(
    (block) =>
    block.kind === 'chart' ? [block] : block.kind === 'table' ? block.rows.flatMap(({ cells }) => cells.flatMap((cell) => chartsIn(cell.blocks))) : [], // prettier-ignore
  );

test('a chart beside the table stands after all of it, as large as the cells it lies over', async () => {
  const sheet = utils.aoa_to_sheet(ROWS);
  sheet['!cols'] = [{ wpx: 80 }, { wpx: 80 }, { wpx: 80 }, { wpx: 160 }];
  const { blocks, notes } = await read(bookWith('beside.xlsx', sheet, over([0, 2], [10, 4], 'chart1'), [part('户数')]));
  expect(notes).toEqual([]);
  expect(blocks.map(({ kind }) => kind)).toEqual(['table', 'space', 'chart', 'space']);
  const [chart] = chartsIn(blocks);
  expect(chart).toMatchObject({ widthPt: 180, heightPt: 140 });
  expect(chart?.chart.title?.text).toBe('户数');
});

test('charts that lie beside each other on the sheet do so on the page, set smaller where they are too wide', async () => {
  const pair = async (columns: number) => {
    const anchors = over([5, 0], [15, columns], 'chart1') + over([5, columns], [15, 2 * columns], 'chart1') + over([16, 0], [26, columns], 'chart1'); // prettier-ignore
    const { blocks } = await read(bookWith(`pair-${columns}.xlsx`, utils.aoa_to_sheet(ROWS), anchors, [part('户数')]));
    return blocks.filter(({ kind }) => kind === 'drawn' || kind === 'chart');
  };
  const [row, single] = await pair(4);
  expect(row).toMatchObject({
    kind: 'drawn',
    widthPt: 384,
    heightPt: 140,
    shapes: [
      { x: 0, width: 192 },
      { x: 192, width: 192 },
    ],
  });
  expect(single).toMatchObject({ kind: 'chart', widthPt: 192 });
  const [smaller] = await pair(6);
  expect(smaller).toMatchObject({ kind: 'drawn', widthPt: 450, shapes: [{ width: 225, share: expect.closeTo(450 / 576, 5) as number }, { x: 225 }] }); // prettier-ignore
  expect((await pair(12)).map(({ kind }) => kind)).toEqual(['chart', 'chart', 'chart']);
});

test('a chart between rows of the table stands between them', async () => {
  const rows = [...ROWS, ['', ''], ['', ''], ['合计', 49]];
  const path = bookWith('between.xlsx', utils.aoa_to_sheet(rows), over([4, 0], [5, 2], 'chart1'), [part('户数')]);
  const [table] = (await read(path)).blocks;
  const kinds =
    table?.kind === 'table' ? table.rows.map(({ cells }) => cells[0]?.blocks.map(({ kind }) => kind).join() ?? '') : [];
  expect(kinds.indexOf('chart')).toBe(5);
  expect(kinds).toHaveLength(8);
});

test('a chart over merged cells stands in them', async () => {
  const sheet = utils.aoa_to_sheet([...ROWS, ['图', ''], ['', ''], ['合计', 49]]);
  sheet['!merges'] = [{ s: { r: 4, c: 0 }, e: { r: 5, c: 1 } }];
  const [table] = (await read(bookWith('merged.xlsx', sheet, over([4, 0], [6, 2], 'chart1'), [part('户数')]))).blocks;
  const cells =
    table?.kind === 'table' ? table.rows.map(({ cells: own }) => own[0]?.blocks.map(({ kind }) => kind).join() ?? '') : [];
  expect(cells[4]).toBe('paragraph,chart');
});

test('a chart whose first row is hidden is shown as far as its cells are, one over hidden cells alone is not', async () => {
  const sheet = utils.aoa_to_sheet(ROWS);
  sheet['!rows'] = [{}, {}, {}, { hidden: true }];
  const { blocks } = await read(
    bookWith('hidden.xlsx', sheet, over([3, 0], [9, 2], 'chart1') + over([3, 0], [4, 2], 'chart1'), [part('户数')]),
  );
  expect(chartsIn(blocks)).toHaveLength(1);
});

test('a chart over merged cells below or far from the table is not lost', async () => {
  for (const top of [4, 30]) {
    const sheet = utils.aoa_to_sheet(ROWS);
    sheet['!merges'] = [{ s: { r: top, c: 0 }, e: { r: top + 8, c: 4 } }];
    const path = bookWith(`below-${top}.xlsx`, sheet, over([top, 0], [top + 8, 4], 'chart1'), [part('户数')]);
    expect(chartsIn((await read(path)).blocks)).toHaveLength(1);
  }
});

test('charts that cannot be drawn are counted with the reason, others are drawn', async () => {
  const anchors = over([5, 0], [9, 2], 'chart1') + over([10, 0], [14, 2], 'chart2') + over([15, 0], [19, 2], 'gone');
  const path = bookWith('some.xlsx', utils.aoa_to_sheet(ROWS), anchors, [part('户数'), chartPart('<c:surfaceChart/>')]);
  const { blocks, notes } = await read(path);
  expect(chartsIn(blocks)).toHaveLength(1);
  expect(notes).toEqual([
    '工作簿里有 1 个图表没有印出(图表的种类画不出来),请核对原件',
    '工作簿里有 1 个图表没有印出(图表读不出来),请核对原件',
  ]);
});

test('a chart that keeps no values, as programs write it that do not calculate, has those of its cells', async () => {
  const at = (range: string) => `<c:f>'走访'!${range}</c:f>`;
  const bare = `<c:ser><c:idx val="0"/><c:order val="0"/><c:tx><c:strRef>${at('$B$1')}</c:strRef></c:tx><c:cat><c:numRef>${at('$A$2:$A$4')}</c:numRef></c:cat><c:val><c:numRef>${at('$B$2:$B$4')}</c:numRef></c:val></c:ser>`;
  const lost = bare.replaceAll('走访', '没有');
  const anchors = over([5, 0], [9, 2], 'chart1') + over([10, 0], [14, 2], 'chart2');
  const charts = [bare, lost].map((one) => chartPart(columns(one) + AXES));
  const { blocks, notes } = await read(bookWith('bare.xlsx', utils.aoa_to_sheet(ROWS), anchors, charts));
  const [own] = chartsIn(blocks)[0]?.chart.groups[0]?.series ?? [];
  expect(own).toMatchObject({ name: '户数', values: [12, 30, 7], categories: ['滨河', '东湖', '西门'] });
  expect(notes).toEqual(['工作簿里有 1 个图表没有印出(图表里没有保存数值),请核对原件']);
});

test('a sheet that is one chart is that chart, not the values it keeps', async () => {
  const path = bookWith('sheet.xlsx', utils.aoa_to_sheet(ROWS), '', []);
  const file = CFB.read(write(utils.book_new(utils.aoa_to_sheet(ROWS), '数据'), { type: 'buffer', bookType: 'xlsx' }) as Buffer, {
    type: 'buffer',
  });
  const put = (name: string, how: (xml: string) => string): void => {
    const entry = CFB.find(file, `/${name}`);
    const before = entry ? Buffer.from(entry.content as Uint8Array).toString('utf8') : '';
    if (entry) CFB.utils.cfb_del(file, `/${name}`);
    CFB.utils.cfb_add(file, `/${name}`, Buffer.from(how(before)));
  };
  put('xl/workbook.xml', (xml) => xml.replace('</sheets>', '<sheet name="图" sheetId="9" r:id="rId99"/></sheets>'));
  put('xl/_rels/workbook.xml.rels', (xml) => xml.replace('</Relationships>', `<Relationship Id="rId99" Type="${RELATION}/chartsheet" Target="chartsheets/sheet1.xml"/></Relationships>`)); // prettier-ignore
  put('[Content_Types].xml', (xml) => xml.replace('</Types>', '<Override PartName="/xl/chartsheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.chartsheet+xml"/><Override PartName="/xl/drawings/drawing1.xml" ContentType="application/vnd.openxmlformats-officedocument.drawing+xml"/><Override PartName="/xl/charts/chart1.xml" ContentType="application/vnd.openxmlformats-officedocument.drawingml.chart+xml"/></Types>')); // prettier-ignore
  put('xl/chartsheets/sheet1.xml', () => `<chartsheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${RELATION}"><drawing r:id="rId1"/></chartsheet>`); // prettier-ignore
  put('xl/chartsheets/_rels/sheet1.xml.rels', () => relations({ rId1: '../drawings/drawing1.xml' }).replace('/x"', '/drawing"'));
  put('xl/drawings/drawing1.xml', () => `<xdr:wsDr ${SPACES}><xdr:absoluteAnchor><xdr:pos x="0" y="0"/><xdr:ext cx="9144000" cy="6096000"/>${frame('chart1')}</xdr:absoluteAnchor></xdr:wsDr>`); // prettier-ignore
  put('xl/drawings/_rels/drawing1.xml.rels', () => relations({ chart1: '../charts/chart1.xml' }).replace('/x"', '/chart"'));
  put('xl/charts/chart1.xml', () => part('户数'));
  writeFileSync(path, CFB.write(file, { fileType: 'zip', type: 'buffer' }) as unknown as Buffer);
  const { blocks, notes } = await read(path);
  expect(notes).toEqual([]);
  expect(blocks.filter(({ kind }) => kind === 'table')).toHaveLength(1);
  expect(chartsIn(blocks)).toMatchObject([{ widthPt: 720, heightPt: 480 }]);
});
