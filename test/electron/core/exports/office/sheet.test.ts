import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { utils, write, type WorkSheet } from '@e965/xlsx';
import { expect, test } from 'vitest';
import { loadFonts } from '../../../../../electron/core/exports/fonts.ts';
import type { Block, TableBlock } from '../../../../../electron/core/exports/layout/blocks.ts';
import { layoutBlocks } from '../../../../../electron/core/exports/layout/flow.ts';
import { photoFrame } from '../../../../../electron/core/exports/layout/frames.ts';
import { readSheetBlocks } from '../../../../../electron/core/exports/office/sheet.ts';
import { temporaryFolder } from '../../../../support/folders.ts';

const folder = temporaryFolder('sheet');
const frame = photoFrame('front');
const fonts = await loadFonts({
  alloc: () => {
    throw new Error('these fonts only measure');
  },
});

function fileOf(rows: readonly (readonly (string | number | Date)[])[], widths: readonly number[] = []): string {
  const sheet: WorkSheet = utils.aoa_to_sheet(rows as unknown[][], { cellDates: true });
  if (widths.length > 0) sheet['!cols'] = widths.map((wch) => ({ wch }));
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, '台账');
  const path = join(folder, `${Math.floor(performance.now() * 1000)}.xlsx`);
  writeFileSync(path, write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer);
  return path;
}

const read = (path: string) => readSheetBlocks(path, 'xlsx', frame.width);

const textsOf = async (path: string): Promise<string[]> =>
  layoutBlocks((await read(path)).blocks, { frame, fonts }).flatMap((page) =>
    page.drawings.flatMap((drawing) => (drawing.kind === 'text' ? [drawing.text] : [])),
  );

const HEAD = ['编号', '发现日期', '点位', '问题描述', '责任单位', '责任人', '整改时限', '整改情况', '销号日期', '状态'];
const ROW = [
  'WT20260091',
  '2026-02-21',
  '河畔家园二期',
  '非机动车乱停',
  '滨江街道',
  '阮知道',
  '2026-02-22',
  '已更换',
  '2026-02-23',
  '销号',
];

test('a heading merged over two rows stays one box of both rows', async () => {
  const sheet = utils.aoa_to_sheet([
    ['签订台账', '', ''],
    ['填报单位:区创建办', '', ''],
    ['序号', '承担任务', ''],
    ['', '牵头', '配合'],
    ['1', '4', '17'],
  ]);
  const merge = (r1: number, c1: number, r2: number, c2: number) => ({ s: { r: r1, c: c1 }, e: { r: r2, c: c2 } });
  sheet['!merges'] = [merge(0, 0, 0, 2), merge(1, 0, 1, 2), merge(2, 0, 3, 0), merge(2, 1, 2, 2)];
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, '台账');
  const path = join(folder, 'merged.xlsx');
  writeFileSync(path, write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer);
  const drawings = layoutBlocks((await read(path)).blocks, { frame, fonts }).flatMap((page) => page.drawings);
  const boxes = drawings.flatMap((drawing) => (drawing.kind === 'rect' && drawing.stroke !== undefined ? [drawing] : []));
  const numbered = boxes.filter((box) => box.x === Math.min(...boxes.map(({ x }) => x)));
  const heights = numbered.map((box) => Math.round(box.height));
  // Title, unit, the merged heading (twice as high), the one row of data.
  expect(heights).toHaveLength(4);
  expect(heights[2]).toBe((heights[3] ?? 0) * 2);
});

test('dates and codes stand on one line, also in a table of ten columns', async () => {
  const texts = await textsOf(fileOf([HEAD, ROW]));
  for (const whole of ['WT20260091', '2026-02-21', '2026-02-22', '2026-02-23']) expect(texts).toContain(whole);
});

test('a sheet a little too wide gives up spare width before it is split', async () => {
  const path = fileOf([HEAD, ROW], [14, 12, 18, 18, 16, 10, 12, 30, 12, 8]);
  const { blocks, notes } = await read(path);
  expect(blocks.filter((block) => block.kind === 'table')).toHaveLength(1);
  expect(notes).toEqual([]);
  expect(await textsOf(path)).toContain('WT20260091');
});

test('a sheet that cannot fit is split, each part with the first column, and it is said', async () => {
  const wide = Array.from({ length: 60 }, (_, index) => `第${index + 1}周`);
  const { blocks, notes } = await read(
    fileOf([
      ['网格', ...wide],
      ['甲区', ...wide.map((_, index) => index)],
    ]),
  );
  const tables = blocks.filter((block): block is TableBlock => block.kind === 'table');
  expect(tables.length).toBeGreaterThan(2);
  expect(notes.join()).toContain(`分成 ${tables.length} 段`);
  const all = tables.flatMap((table) => JSON.stringify(table.rows[0]).match(/第\d+周/g) ?? []);
  expect(all).toEqual(wide);
  for (const table of tables) expect(JSON.stringify(table.rows[0])).toContain('网格');
});

test('dates show year, month and day, with the time where there is one', async () => {
  const texts = await textsOf(
    fileOf([
      ['日期', '时间'],
      [new Date(2026, 2, 5), new Date(2026, 2, 5, 14, 30)],
    ]),
  );
  expect(texts).toContain('2026-03-05');
  expect(texts.join('')).toContain('2026-03-05 14:30');
});

const columnsOf = (blocks: readonly Block[]): readonly number[] =>
  blocks.flatMap((block) => (block.kind === 'table' ? block.columns : []));

test('columns are as wide as the sheet sets them', async () => {
  const rows = [
    ['点位', '说明'],
    ['东门', '已整改'],
  ];
  const [narrow, wide] = columnsOf((await read(fileOf(rows, [8, 40]))).blocks);
  expect((wide ?? 0) / (narrow ?? 1)).toBeGreaterThan(3);
  const [first, second] = columnsOf((await read(fileOf(rows))).blocks);
  expect((second ?? 0) / (first ?? 1)).toBeLessThan(1.5);
});

test('hidden rows, columns and sheets are not printed, and that is said', async () => {
  const sheet = utils.aoa_to_sheet([
    ['姓名', '电话', '住址'],
    ['阮知道', '13800000000', '河畔家园'],
    ['陆一鸣', '13900000000', '东门里'],
  ]);
  sheet['!cols'] = [{ wch: 10 }, { wch: 14, hidden: true }, { wch: 20 }];
  sheet['!rows'] = [{}, {}, { hidden: true }];
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, '走访');
  utils.book_append_sheet(book, utils.aoa_to_sheet([['底稿里的话']]), '底稿');
  book.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: 1 }] };
  const path = join(folder, 'hidden.xlsx');
  writeFileSync(path, write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer);
  const texts = (await textsOf(path)).join();
  expect(texts).toContain('阮知道');
  for (const hidden of ['13800000000', '陆一鸣', '13900000000', '底稿里的话']) expect(texts).not.toContain(hidden);
  expect((await read(path)).notes).toEqual(['隐藏的工作表“底稿”没有印出', '工作表“走访”中隐藏的 1 行、1 列没有印出']);
});

test('cells merged over a hidden row reach over the rows that are shown', async () => {
  const sheet = utils.aoa_to_sheet([
    ['片区', '点位'],
    ['东片', '东门'],
    ['', '西门'],
    ['', '南门'],
  ]);
  sheet['!merges'] = [{ s: { r: 1, c: 0 }, e: { r: 3, c: 0 } }];
  sheet['!rows'] = [{}, { hidden: true }];
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, '点位');
  const path = join(folder, 'merged-hidden.xlsx');
  writeFileSync(path, write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer);
  const [table] = (await read(path)).blocks.filter((block): block is TableBlock => block.kind === 'table');
  expect(table?.rows.map(({ cells }) => cells.map(({ rowSpan }) => rowSpan ?? 1))).toEqual([[1, 1], [2, 1], [1]]);
  expect(await textsOf(path)).toEqual(['片区', '点位', '东片', '西门', '南门']);
});
