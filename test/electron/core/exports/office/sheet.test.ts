import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { utils, write, type WorkSheet } from '@e965/xlsx';
import { expect, test } from 'vitest';
import { loadFonts } from '../../../../../electron/core/exports/fonts.ts';
import type { TableBlock } from '../../../../../electron/core/exports/layout/blocks.ts';
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

const textsOf = (path: string): string[] =>
  layoutBlocks(readSheetBlocks(path, frame.width).blocks, { frame, fonts }).flatMap((page) =>
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

test('a heading merged over two rows stays one box of both rows', () => {
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
  const drawings = layoutBlocks(readSheetBlocks(path, frame.width).blocks, { frame, fonts }).flatMap((page) => page.drawings);
  const boxes = drawings.flatMap((drawing) => (drawing.kind === 'rect' && drawing.stroke !== undefined ? [drawing] : []));
  const numbered = boxes.filter((box) => box.x === Math.min(...boxes.map(({ x }) => x)));
  const heights = numbered.map((box) => Math.round(box.height));
  // Title, unit, the merged heading (twice as high), the one row of data.
  expect(heights).toHaveLength(4);
  expect(heights[2]).toBe((heights[3] ?? 0) * 2);
});

test('dates and codes stand on one line, also in a table of ten columns', () => {
  const texts = textsOf(fileOf([HEAD, ROW]));
  for (const whole of ['WT20260091', '2026-02-21', '2026-02-22', '2026-02-23']) expect(texts).toContain(whole);
});

test('a sheet a little too wide gives up spare width before it is split', () => {
  const path = fileOf([HEAD, ROW], [14, 12, 18, 18, 16, 10, 12, 30, 12, 8]);
  const { blocks, notes } = readSheetBlocks(path, frame.width);
  expect(blocks.filter((block) => block.kind === 'table')).toHaveLength(1);
  expect(notes).toEqual([]);
  expect(textsOf(path)).toContain('WT20260091');
});

test('a sheet that cannot fit is split, each part with the first column, and it is said', () => {
  const wide = Array.from({ length: 60 }, (_, index) => `第${index + 1}周`);
  const { blocks, notes } = readSheetBlocks(
    fileOf([
      ['网格', ...wide],
      ['甲区', ...wide.map((_, index) => index)],
    ]),
    frame.width,
  );
  const tables = blocks.filter((block): block is TableBlock => block.kind === 'table');
  expect(tables.length).toBeGreaterThan(2);
  expect(notes.join()).toContain(`分成 ${tables.length} 段`);
  const all = tables.flatMap((table) => JSON.stringify(table.rows[0]).match(/第\d+周/g) ?? []);
  expect(all).toEqual(wide);
  for (const table of tables) expect(JSON.stringify(table.rows[0])).toContain('网格');
});

test('dates show year, month and day, with the time where there is one', () => {
  const texts = textsOf(
    fileOf([
      ['日期', '时间'],
      [new Date(2026, 2, 5), new Date(2026, 2, 5, 14, 30)],
    ]),
  );
  expect(texts).toContain('2026-03-05');
  expect(texts.join('')).toContain('2026-03-05 14:30');
});
