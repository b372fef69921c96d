import type { WorkSheet } from '@e965/xlsx';
import { cellPictureName } from '../../cell-picture.ts';
import { xlsx } from '../../xlsx-library.ts';
import type { ImageBlock } from '../layout/blocks.ts';
import { placePictures, type PictureOver, type SheetImage } from './sheet-placing.ts';

export const MAX_ROWS = 20_000;
const MAX_COLUMNS = 256;
/** About 6 points a character of column width at full size (Excel counts widths in characters of the standard font). */
const PT_PER_CHARACTER = 6;
/** A date, number or code up to so many characters is never broken over two lines. */
const LONGEST_WHOLE_WORD = 20;
/** Size of cells whose sheet does not say, points. */
const DEFAULT_COLUMN_PT = 48;
const DEFAULT_ROW_PT = 14;

/** The shown part of a sheet, rows and columns from the first one on. */
export interface Grid {
  readonly widthsPt: readonly number[];
  /** The narrowest each column may become: its longest date, number or code, and at least four characters. */
  readonly leastPt: readonly number[];
  readonly texts: readonly (readonly string[])[];
  readonly merges: readonly { readonly top: number; readonly left: number; readonly bottom: number; readonly right: number }[];
  readonly hiddenRows: ReadonlySet<number>;
  readonly hiddenColumns: number;
  /** Pictures in cells, by `row:column`. */
  readonly inCells: ReadonlyMap<string, readonly SheetImage[]>;
  /** Pictures over several columns, by the row they follow, -1 on a sheet without text. */
  readonly after: ReadonlyMap<number, readonly SheetImage[]>;
  /** Cells that ask for a picture the file does not hold, or not readably. */
  readonly missing: number;
  readonly cut: boolean;
}

/** What lies over a sheet, and the pictures its cells ask for by name. */
export interface SheetPictures {
  readonly over: readonly PictureOver[];
  readonly named: ReadonlyMap<string, ImageBlock>;
  /** Pictures its cells are, by `row:column`; null for one that cannot be read. */
  readonly at?: ReadonlyMap<string, ImageBlock | null> | undefined;
}

/** Widths of columns and heights of rows of a sheet in points, 0 for what is hidden. */
export interface CellSizes {
  readonly columnPt: (column: number) => number;
  readonly rowPt: (row: number) => number;
}

export function cellSizes(sheet: WorkSheet): CellSizes {
  const columns = sheet['!cols'] ?? [];
  const rows = sheet['!rows'] ?? [];
  return {
    columnPt: (column) => (columns[column]?.hidden ? 0 : (columns[column]?.wpx ?? 0) * 0.75 || DEFAULT_COLUMN_PT),
    rowPt: (row) => (rows[row]?.hidden ? 0 : (rows[row]?.hpt ?? DEFAULT_ROW_PT)),
  };
}

/** What is shown of a sheet; null when it holds neither text nor picture. */
export function readGrid(sheet: WorkSheet, pictures: SheetPictures): Grid | null {
  const range = sheet['!ref'] ? xlsx().utils.decode_range(sheet['!ref']) : null;
  const named = new Map<string, SheetImage[]>();
  let missing = 0;
  const sizes = cellSizes(sheet);
  const valueAt = (row: number, column: number): string => {
    const own = pictures.at?.get(`${row}:${column}`);
    if (own) named.set(`${row}:${column}`, [fitted(own, sizes, mergedAt(sheet, row, column))]);
    else if (own === null) missing++;
    if (own !== undefined) return '';
    const text = shownText(sheet, row, column);
    const name = cellPictureName(text);
    if (name === null) return text;
    const image = pictures.named.get(name);
    if (image) named.set(`${row}:${column}`, [image]);
    else missing++;
    return '';
  };
  const all = range
    ? Array.from({ length: Math.min(range.e.r, range.s.r + MAX_ROWS - 1) + 1 }, (_, row) =>
        Array.from({ length: Math.min(range.e.c, MAX_COLUMNS - 1) + 1 }, (_, column) => valueAt(row, column)),
      )
    : [];
  const isFilled = (row: number, column: number): boolean => (all[row]?.[column] ?? '') !== '' || named.has(`${row}:${column}`);
  const columns = sheet['!cols'] ?? [];
  const rows = sheet['!rows'] ?? [];
  const merges = (sheet['!merges'] ?? []).map((merge) => ({
    top: merge.s.r,
    left: merge.s.c,
    bottom: merge.e.r,
    right: merge.e.c,
  }));
  const placed = placePictures(pictures.over, {
    merges,
    lastRow: all.findLastIndex((row, at) => row.some((_, column) => isFilled(at, column))),
    lastColumn: Math.max(-1, ...all.map((row, at) => row.findLastIndex((_, column) => isFilled(at, column)))),
    ...sizes,
  });
  const { lastRow, lastColumn } = placed;
  if ((lastRow < 0 || lastColumn < 0) && placed.after.size === 0) return null;
  const texts = Array.from({ length: lastRow + 1 }, (_, row) =>
    Array.from({ length: lastColumn + 1 }, (_, column) => all[row]?.[column] ?? ''),
  );
  const words = longestWords(texts, lastColumn + 1);
  const widthsPt = Array.from({ length: lastColumn + 1 }, (_, column) => {
    const set = columns[column];
    if (set?.hidden) return 0;
    const characters = set?.wch ?? set?.width ?? naturalWidth(texts, merges, column);
    return Math.max(Math.min(60, Math.max(3, characters)), words[column] ?? 0) * PT_PER_CHARACTER;
  });
  const leastPt = widthsPt.map((width, column) => Math.min(width, Math.max(4, words[column] ?? 0) * PT_PER_CHARACTER));
  return {
    widthsPt,
    leastPt,
    texts,
    merges: merges.filter((merge) => merge.top <= lastRow && merge.left <= lastColumn),
    hiddenRows: new Set(texts.flatMap((_, row) => (rows[row]?.hidden ? [row] : []))),
    hiddenColumns: widthsPt.filter((width) => width === 0).length,
    inCells: new Map(
      [...named, ...placed.inCells].map(([at]) => [at, [...(named.get(at) ?? []), ...(placed.inCells.get(at) ?? [])]]),
    ),
    after: placed.after,
    missing,
    cut: range !== null && range.e.r - range.s.r >= MAX_ROWS,
  };
}

interface Area {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** The cells merged with one, or it alone. */
function mergedAt(sheet: WorkSheet, row: number, column: number): Area {
  const merge = sheet['!merges']?.find(({ s }) => s.r === row && s.c === column);
  return { top: row, left: column, bottom: merge?.e.r ?? row, right: merge?.e.c ?? column };
}

/** A picture that is a cell is as large as that, but not too small to be made out. */
const LEAST_PICTURE_PT = 28;
const FARTHEST = 500;

function fitted(image: ImageBlock, { columnPt, rowPt }: CellSizes, { top, left, bottom, right }: Area): ImageBlock {
  const sum = (from: number, to: number, sizeOf: (at: number) => number): number => {
    let length = 0;
    for (let at = from; at <= Math.min(to, from + FARTHEST); at++) length += sizeOf(at);
    return Math.max(length, LEAST_PICTURE_PT);
  };
  const scale = Math.min(sum(left, right, columnPt) / image.widthPt, sum(top, bottom, rowPt) / image.heightPt);
  return { ...image, widthPt: image.widthPt * scale, heightPt: image.heightPt * scale };
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
    widest = Math.max(widest, charactersOf(cells[column] ?? '') + 1);
  }
  return Math.min(24, widest);
}

/** Characters of its longest line, full-width ones counted double. */
function charactersOf(text: string): number {
  return Math.max(
    ...text.split('\n').map((line) => [...line].reduce((sum, char) => sum + (char.charCodeAt(0) > 0xff ? 2 : 1), 0)),
  );
}

/** How wide a text is on the sheet, at full size. */
export function textWidthPt(text: string): number {
  return charactersOf(text) * PT_PER_CHARACTER;
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
export function standsAlone(cells: readonly string[]): boolean {
  return (cells[0] ?? '') !== '' && cells.length > 1 && cells.slice(1).every((text) => text === '');
}

/** Title and heading rows: up to the first row whose cells are mostly filled, at most three. */
export function headerRowCount(grid: Grid): number {
  const width = grid.widthsPt.length;
  const first = grid.texts.slice(0, 3).findIndex((row) => row.filter((text) => text !== '').length >= Math.max(2, width * 0.6));
  if (first < 0) return 0;
  // A heading over two rows (序号 beside 牵头|配合) makes both of them header rows.
  const reach = grid.merges.filter(({ top, bottom }) => top === first && bottom - top < 3).map(({ bottom }) => bottom + 1);
  return Math.max(first + 1, ...reach);
}
