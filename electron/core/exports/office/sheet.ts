import { readFileSync, statSync } from 'node:fs';
import type { WorkBook, WorkSheet } from '@e965/xlsx';
import { xlsx } from '../../xlsx-library.ts';
import type { Block, TableBlock, TableCell, TableRow } from '../layout/blocks.ts';

const MAX_FILE_BYTES = 60 << 20;
const MAX_ROWS = 20_000;
const MAX_COLUMNS = 256;
/** Body size of a sheet at full scale; wide sheets go down to 60 % of it, then are split (EXPORT.md). */
const FULL_SIZE_PT = 10.5;
const LEAST_SCALE = 0.6;
/** About 6 points a character of column width at full size (Excel counts widths in characters of the standard font). */
const PT_PER_CHARACTER = 6;
/** What the borders of a cell keep free beside its text, at any scale. */
const CELL_PADDING_PT = 8.5;
/** A date, number or code up to so many characters is never broken over two lines. */
const LONGEST_WHOLE_WORD = 20;

/**
 * A workbook (xlsx, xls, csv) as blocks: each visible sheet with its name, column widths, merged cells and shown values.
 * A sheet wider than `widthPt` is scaled to 60 % at most, then its columns are split over several tables with a notice.
 * Throws Error when the file is broken or has a password.
 */
export function readSheetBlocks(path: string, widthPt: number): { blocks: Block[]; notes: string[] } {
  if (statSync(path).size > MAX_FILE_BYTES) throw new Error('spreadsheet larger than 60 MB');
  return workbookBlocks(xlsx().read(readFileSync(path), { cellDates: true, sheetRows: MAX_ROWS + 1, dense: false }), widthPt);
}

/** The same for CSV text that is already decoded. */
export function readCsvBlocks(text: string, widthPt: number): { blocks: Block[]; notes: string[] } {
  return workbookBlocks(xlsx().read(text, { type: 'string', raw: true, sheetRows: MAX_ROWS + 1 }), widthPt);
}

function workbookBlocks(book: WorkBook, widthPt: number): { blocks: Block[]; notes: string[] } {
  const notes: string[] = [];
  const shown = book.SheetNames.filter((_, index) => (book.Workbook?.Sheets?.[index]?.Hidden ?? 0) === 0);
  const blocks = shown.flatMap((name): Block[] => {
    const sheet = book.Sheets[name];
    const grid = sheet ? readGrid(sheet) : null;
    if (!grid) return [];
    if (grid.cut) notes.push(`工作表“${name}”超过 ${MAX_ROWS} 行,只印出前 ${MAX_ROWS} 行`);
    const title: Block[] =
      shown.length > 1
        ? [{ kind: 'paragraph', runs: [{ text: name, face: 'hei', sizePt: 12 }], spaceAfterPt: 6, keepWithNext: true }]
        : [];
    const tables = split(grid, widthPt);
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
      { kind: 'space', heightPt: 14 },
    ];
  });
  return { blocks, notes };
}

interface Grid {
  readonly widthsPt: readonly number[];
  /** The narrowest each column may become: its longest date, number or code, and at least four characters. */
  readonly leastPt: readonly number[];
  readonly texts: readonly (readonly string[])[];
  readonly merges: readonly { readonly top: number; readonly left: number; readonly bottom: number; readonly right: number }[];
  readonly cut: boolean;
}

function readGrid(sheet: WorkSheet): Grid | null {
  if (!sheet['!ref']) return null;
  const range = xlsx().utils.decode_range(sheet['!ref']);
  const merges = (sheet['!merges'] ?? []).map((merge) => ({
    top: merge.s.r,
    left: merge.s.c,
    bottom: merge.e.r,
    right: merge.e.c,
  }));
  const cut = range.e.r - range.s.r >= MAX_ROWS;
  const all = Array.from({ length: Math.min(range.e.r, range.s.r + MAX_ROWS - 1) + 1 }, (_, row) =>
    Array.from({ length: Math.min(range.e.c, MAX_COLUMNS - 1) + 1 }, (_, column) => shownText(sheet, row, column)),
  );
  const lastRow = all.findLastIndex((row) => row.some((text) => text !== ''));
  const lastColumn = Math.max(-1, ...all.map((row) => row.findLastIndex((text) => text !== '')));
  if (lastRow < 0 || lastColumn < 0) return null;
  const texts = all.slice(0, lastRow + 1).map((row) => row.slice(0, lastColumn + 1));
  const columns = sheet['!cols'] ?? [];
  const words = longestWords(texts, lastColumn + 1);
  const widthsPt = Array.from({ length: lastColumn + 1 }, (_, column) => {
    const set = columns[column];
    if (set?.hidden) return 0;
    const characters = set?.wch ?? set?.width ?? naturalWidth(texts, merges, column);
    return Math.max(Math.min(60, Math.max(3, characters)), words[column] ?? 0) * PT_PER_CHARACTER;
  });
  const leastPt = widthsPt.map((width, column) => Math.min(width, Math.max(4, words[column] ?? 0) * PT_PER_CHARACTER));
  return { widthsPt, leastPt, texts, cut, merges: merges.filter((merge) => merge.top <= lastRow && merge.left <= lastColumn) };
}

function shownText(sheet: WorkSheet, row: number, column: number): string {
  const cell = sheet[xlsx().utils.encode_cell({ r: row, c: column })] as { t?: string; w?: string; v?: unknown } | undefined;
  if (!cell || cell.v === undefined || cell.v === null) return '';
  // The built-in date formats come out American (1/31/20 1:01); a Chinese Excel shows year, month, day.
  if (cell.v instanceof Date) return cell.w && !/^\d+\/\d+\/\d+( \d+:\d+(:\d+)?)?$/.test(cell.w) ? cell.w : localDate(cell.v);
  return (cell.w ?? String(cell.v)).trim();
}

function localDate(date: Date): string {
  const rounded = new Date(Math.round(date.getTime() / 1000) * 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${rounded.getFullYear()}-${two(rounded.getMonth() + 1)}-${two(rounded.getDate())}`;
  const seconds = rounded.getHours() * 3600 + rounded.getMinutes() * 60 + rounded.getSeconds();
  return seconds === 0 ? day : `${day} ${two(rounded.getHours())}:${two(rounded.getMinutes())}`;
}

/**
 * Characters of the longest line in a column, full-width ones counted double, looked for in the first 200 rows. Titles do not
 * count: cells merged over columns, and texts that stand alone in their row.
 */
function naturalWidth(texts: Grid['texts'], merges: Grid['merges'], column: number): number {
  let widest = 6;
  for (const [row, cells] of texts.slice(0, 200).entries()) {
    if (standsAlone(cells) || merges.some((merge) => merge.top === row && merge.left === column && merge.right > merge.left))
      continue;
    for (const line of (cells[column] ?? '').split('\n')) {
      widest = Math.max(
        widest,
        [...line].reduce((sum, char) => sum + (char.charCodeAt(0) > 0xff ? 2 : 1), 1),
      );
    }
  }
  return Math.min(24, widest);
}

/** Characters of the longest date, number or code in each column. */
function longestWords(texts: Grid['texts'], columnCount: number): number[] {
  const longest = new Array<number>(columnCount).fill(0);
  for (const cells of texts) {
    if (standsAlone(cells)) continue;
    cells.forEach((text, column) => {
      for (const word of text.match(/[\x21-\x7e]+/g) ?? [])
        if (word.length <= LONGEST_WHOLE_WORD) longest[column] = Math.max(longest[column] ?? 0, word.length);
    });
  }
  return longest;
}

/** A row with one text at its start, such as a title or a remark; a spreadsheet shows it running over the empty cells beside it. */
function standsAlone(cells: readonly string[]): boolean {
  return (cells[0] ?? '') !== '' && cells.length > 1 && cells.slice(1).every((text) => text === '');
}

/** One table, scaled; or several when even 60 % is too wide. The first column is repeated in each later one. */
function split(grid: Grid, widthPt: number): TableBlock[] {
  const wide = grid.widthsPt.map((textPt, index) => ({ textPt, index })).filter((column) => column.textPt > 0);
  const room = widthPt;
  const textRoom = room - CELL_PADDING_PT * wide.length;
  const total = wide.reduce((sum, column) => sum + column.textPt, 0);
  const scale = Math.min(1, Math.max(LEAST_SCALE, textRoom / total));
  const give = shrinkToFit(wide, { grid, roomPt: textRoom / scale });
  const visible = wide.map(({ textPt, index }) => {
    const least = grid.leastPt[index] ?? textPt;
    return { width: (least + (textPt - least) * give) * scale + CELL_PADDING_PT, index };
  });
  const groups: { width: number; index: number }[][] = [];
  let current: { width: number; index: number }[] = [];
  let used = 0;
  for (const column of visible) {
    const width = Math.min(column.width, room);
    if (current.length > 0 && used + width > room + 0.01) {
      groups.push(current);
      const [lead] = visible;
      current = lead && lead.width < room / 2 ? [lead] : [];
      used = current.reduce((sum, item) => sum + item.width, 0);
    }
    current.push({ width, index: column.index });
    used += width;
  }
  if (current.length > 0) groups.push(current);
  return groups.map((columns) => buildTable(grid, columns, { sizePt: FULL_SIZE_PT * scale, widthPt, fill: groups.length === 1 }));
}

/** Columns give up so much of their spare width before a sheet is split: narrower, their texts take too many lines. */
const LEAST_GIVE = 0.4;

/** The share of spare width (above `leastPt`) columns keep so that all of them fit; 1 when they fit, or never would. */
function shrinkToFit(columns: readonly { textPt: number; index: number }[], fit: { grid: Grid; roomPt: number }): number {
  const total = columns.reduce((sum, { textPt }) => sum + textPt, 0);
  const least = columns.reduce((sum, { textPt, index }) => sum + (fit.grid.leastPt[index] ?? textPt), 0);
  const give = (fit.roomPt - least) / (total - least);
  return total > fit.roomPt && give >= LEAST_GIVE ? give : 1;
}

function buildTable(
  grid: Grid,
  columns: readonly { width: number; index: number }[],
  look: { sizePt: number; widthPt: number; fill: boolean },
): TableBlock {
  const place = new Map(columns.map((column, at) => [column.index, at]));
  const header = headerRowCount(grid);
  const covered = new Set<string>();
  const rows = grid.texts.map((row, rowIndex): TableRow => {
    const merged = grid.merges.some((known) => rowIndex >= known.top && rowIndex <= known.bottom);
    if (!merged && standsAlone(row)) {
      return {
        cells: [cell(row[0] ?? '', { span: columns.length, rowSpan: 1, sizePt: look.sizePt, heading: rowIndex < header })],
      };
    }
    const cells = columns.flatMap(({ index }): TableCell[] => {
      if (covered.has(`${rowIndex}:${index}`)) return [];
      const merge = grid.merges.find(
        (known) => rowIndex >= known.top && rowIndex <= known.bottom && index >= known.left && index <= known.right,
      );
      const span = merge
        ? [...place.keys()].filter((column) => column >= merge.left && column <= merge.right && column >= index).length
        : 1;
      const rowSpan = merge ? Math.min(merge.bottom, grid.texts.length - 1) - rowIndex + 1 : 1;
      if (merge) {
        for (let r = rowIndex; r <= Math.min(merge.bottom, grid.texts.length - 1); r++)
          for (let c = merge.left; c <= merge.right; c++) covered.add(`${r}:${c}`);
      }
      const text = merge ? (grid.texts[merge.top]?.[merge.left] ?? '') : (row[index] ?? '');
      return [cell(text, { span, rowSpan, sizePt: look.sizePt, heading: rowIndex < header })];
    });
    return { cells };
  });
  const total = columns.reduce((sum, column) => sum + column.width, 0);
  const full = look.fill && total < look.widthPt * 0.6 ? total : look.widthPt;
  return {
    kind: 'table',
    columns: columns.map((column) => column.width),
    rows,
    headerRows: Math.min(header, 5),
    widthPt: full,
    border: true,
  };
}

function cell(text: string, look: { span: number; rowSpan: number; sizePt: number; heading: boolean }): TableCell {
  const number = /^-?[\d,]+(\.\d+)?%?$/.test(text);
  return {
    blocks:
      text === ''
        ? []
        : [
            {
              kind: 'paragraph',
              runs: [{ text, face: look.heading ? 'hei' : 'song', sizePt: look.sizePt }],
              align: look.heading ? 'center' : number ? 'right' : 'left',
              lineHeight: 1.25,
            },
          ],
    ...(look.span > 1 ? { colSpan: look.span } : {}),
    ...(look.rowSpan > 1 ? { rowSpan: look.rowSpan } : {}),
    verticalAlign: 'middle',
  };
}

/** Title and heading rows: up to the first row whose cells are mostly filled, at most three. */
function headerRowCount(grid: Grid): number {
  const width = grid.widthsPt.length;
  const first = grid.texts.slice(0, 3).findIndex((row) => row.filter((text) => text !== '').length >= Math.max(2, width * 0.6));
  if (first < 0) return 0;
  // A heading over two rows (序号 beside 牵头|配合) makes both of them header rows.
  const reach = grid.merges.filter(({ top, bottom }) => top === first && bottom - top < 3).map(({ bottom }) => bottom + 1);
  return Math.max(first + 1, ...reach);
}
