import { readFileSync, statSync } from 'node:fs';
import type { WorkBook } from '@e965/xlsx';
import { xlsx } from '../../xlsx-library.ts';
import type { Block } from '../layout/blocks.ts';
import { cellSizes, MAX_ROWS, readGrid, type Grid } from './sheet-grid.ts';
import { readXlsPictures } from './xls-pictures.ts';
import { sheetRows } from './chart-rows.ts';
import { readSheetCharts } from './sheet-charts.ts';
import { readSheetPictures, type WorkbookPictures } from './sheet-pictures.ts';
import { tablesOf } from './sheet-tables.ts';

const MAX_FILE_BYTES = 60 << 20;
const NO_PICTURES: WorkbookPictures = { over: new Map(), inCells: new Map(), atCells: new Map(), notes: [] };

interface SheetPages {
  readonly blocks: Block[];
  readonly notes: string[];
}

/**
 * A workbook (xlsx, xls) as blocks: each visible sheet with its name, the column widths set in it, merged cells, shown values
 * and the pictures in and over its cells. Hidden sheets, rows and columns are not printed, as a spreadsheet does not print them, and that
 * is said. A sheet wider than `widthPt` is scaled to 60 % at most, then its columns are split over several tables with a notice.
 * Throws Error when the file is broken or has a password.
 */
export async function readSheetBlocks(path: string, type: 'xlsx' | 'xls', widthPt: number): Promise<SheetPages> {
  if (statSync(path).size > MAX_FILE_BYTES) throw new Error('spreadsheet larger than 60 MB');
  // Column widths and what is hidden are read only together with the styles of cells.
  const file = readFileSync(path);
  const book = xlsx().read(file, { cellDates: true, cellStyles: true, sheetRows: MAX_ROWS + 1, dense: false });
  const sizes = (name: string) => cellSizes(book.Sheets[name] ?? {});
  const pictures = await picturesOf(() => (type === 'xlsx' ? readSheetPictures(path) : readXlsPictures(file, sizes)));
  return workbookBlocks(book, widthPt, type === 'xlsx' ? await withCharts(pictures, path, book) : pictures);
}

/** The same for CSV text that is already decoded. */
export function readCsvBlocks(text: string, widthPt: number): SheetPages {
  return workbookBlocks(xlsx().read(text, { type: 'string', raw: true, sheetRows: MAX_ROWS + 1 }), widthPt, NO_PICTURES);
}

/** A workbook whose pictures cannot be read is printed without them, and that is said. */
async function picturesOf(read: () => Promise<WorkbookPictures>): Promise<WorkbookPictures> {
  try {
    return await read();
  } catch {
    return { ...NO_PICTURES, notes: ['工作簿里的图片读不出来,没有印出,请核对原件'] };
  }
}

async function withCharts(pictures: WorkbookPictures, path: string, book: WorkBook): Promise<WorkbookPictures> {
  try {
    const charts = await readSheetCharts(path, book);
    const over = new Map(pictures.over);
    for (const [name, own] of charts.over) over.set(name, [...(over.get(name) ?? []), ...own]);
    return { ...pictures, over, notes: [...pictures.notes, ...charts.notes] };
  } catch {
    return { ...pictures, notes: [...pictures.notes, '工作簿里的图表读不出来,没有印出,请核对原件'] };
  }
}

function workbookBlocks(book: WorkBook, widthPt: number, pictures: WorkbookPictures): SheetPages {
  const notes: string[] = [...pictures.notes];
  const isShown = (index: number): boolean => (book.Workbook?.Sheets?.[index]?.Hidden ?? 0) === 0;
  const shown = book.SheetNames.filter((_, index) => isShown(index));
  const hidden = book.SheetNames.filter((_, index) => !isShown(index));
  if (hidden.length > 0) notes.push(`隐藏的工作表${hidden.map((name) => `“${name}”`).join('、')}没有印出`);
  const blocks = shown.flatMap((name): Block[] => {
    const sheet = book.Sheets[name];
    const over = pictures.over.get(name) ?? [];
    // The cells of a sheet that is a chart are the values its chart keeps.
    const cells = sheet?.['!type'] === 'chart' && over.length > 0 ? {} : sheet;
    const grid = cells ? readGrid(cells, { over, named: pictures.inCells, at: pictures.atCells.get(name) }) : null;
    if (!grid) return [];
    notes.push(...notesOf(name, grid));
    const title: Block[] =
      shown.length > 1
        ? [{ kind: 'paragraph', runs: [{ text: name, face: 'hei', sizePt: 12 }], spaceAfterPt: 6, keepWithNext: true }]
        : [];
    const tables = grid.texts.length === 0 ? [] : tablesOf(grid, widthPt);
    if (tables.length > 1) notes.push(`工作表“${name}”太宽,分成 ${tables.length} 段印出`);
    return [
      ...title,
      ...tables.flatMap((table, index): Block[] => [
        ...(index === 0
          ? []
          : [
              {
                kind: 'paragraph',
                runs: [{ text: `（续：第 ${index + 1} 段，共 ${tables.length} 段）`, sizePt: 9 }],
                spaceBeforePt: 8,
                keepWithNext: true,
              } satisfies Block,
            ]),
        table,
      ]),
      // As wide as they were on the sheet, also under a narrow table.
      ...sheetRows(grid.after.get(grid.texts.length - 1) ?? [], widthPt).flatMap((row): Block[] => [
        { kind: 'space', heightPt: 8 },
        row,
      ]),
      { kind: 'space', heightPt: 14 },
    ];
  });
  return { blocks, notes };
}

function notesOf(name: string, grid: Grid): string[] {
  const hidden = [
    ...(grid.hiddenRows.size > 0 ? [`${grid.hiddenRows.size} 行`] : []),
    ...(grid.hiddenColumns > 0 ? [`${grid.hiddenColumns} 列`] : []),
  ];
  return [
    ...(grid.cut ? [`工作表“${name}”超过 ${MAX_ROWS} 行,只印出前 ${MAX_ROWS} 行`] : []),
    ...(hidden.length > 0 ? [`工作表“${name}”中隐藏的 ${hidden.join('、')}没有印出`] : []),
    ...(grid.missing > 0 ? [`工作表“${name}”有 ${grid.missing} 格的图片读不出来,没有印出,请核对原件`] : []),
  ];
}
