import { rename, rm, writeFile } from 'node:fs/promises';
import type { CellValue } from 'hucre/xlsx';
import { AppError } from '../../../shared/contract/errors.ts';

/** One column of a table. `text` keeps codes, numbers with leading zeros and long identifiers exactly as written. */
export interface SheetColumn {
  readonly header: string;
  readonly widthChars: number;
  readonly type: 'text' | 'number' | 'date';
}

/** One table of a workbook: a title and remarks over it, a header row, rows. Dates are given as `YYYY-MM-DD`. */
export interface SheetDefinition {
  readonly name: string;
  readonly title: string;
  readonly remarks: readonly string[];
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly (readonly (string | number | null)[])[];
  /** A4 when left out; landscape either way. */
  readonly paper?: 'a3' | 'a4';
  /** So many columns from the left show a value that repeats only once, in one merged cell; such a table has no filter. */
  readonly mergeLevels?: number;
}

const LINE = { style: 'thin', color: { rgb: '808080' } } as const;
const BORDER = { top: LINE, bottom: LINE, left: LINE, right: LINE } as const;
const FONT = { name: '宋体', size: 10.5 } as const;
const BODY = { font: FONT, border: BORDER, alignment: { vertical: 'center', wrapText: true } } as const;
const STYLES = {
  text: { ...BODY, numFmt: '@' },
  number: { ...BODY, alignment: { horizontal: 'right', vertical: 'center' } },
  date: { ...BODY, numFmt: 'yyyy-mm-dd', alignment: { horizontal: 'center', vertical: 'center' } },
} as const;
const HEAD = {
  font: { name: '黑体', size: 10.5, bold: true },
  border: BORDER,
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E7EDF3' } },
  alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
} as const;
const TITLE = { font: { name: '黑体', size: 16, bold: true }, alignment: { horizontal: 'center', vertical: 'center' } } as const;
const REMARK = { font: FONT, alignment: { horizontal: 'left', vertical: 'center', wrapText: true } } as const;

/**
 * Writes a workbook that opens in WPS and Excel: merged title, header row frozen, filtered and repeated in print, A4 landscape one
 * page wide, text cells typed as text so that nothing turns into a formula, a date or 1.23E+17. Written beside and renamed.
 * Throws AppError `refused` when the file cannot be written.
 */
export async function writeWorkbook(path: string, sheets: readonly SheetDefinition[]): Promise<void> {
  const bytes = await workbookBytes(sheets);
  const part = `${path}.part`;
  try {
    await writeFile(part, bytes);
    await rename(part, path);
  } catch (error) {
    // What cannot be removed was never there.
    await rm(part, { force: true }).catch(() => undefined);
    const code = (error as NodeJS.ErrnoException).code ?? '';
    throw new AppError('refused', `表格写不进 ${path}(${code})。请确认文件夹存在、可以写入,并且表格没有在 WPS 或 Excel 中打开。`);
  }
}

/** The bytes of such a workbook. */
export async function workbookBytes(sheets: readonly SheetDefinition[]): Promise<Uint8Array> {
  const { writeXlsx } = await import('hucre/xlsx');
  return writeXlsx({ sheets: sheets.map(sheetOf) });
}

function sheetOf(sheet: SheetDefinition) {
  const top = [sheet.title, ...sheet.remarks];
  const last = sheet.columns.length - 1;
  const head = top.length;
  const cells = new Map<string, object>();
  top.forEach((_, row) => cells.set(`${row},0`, { style: row === 0 ? TITLE : REMARK }));
  sheet.columns.forEach((_, column) => cells.set(`${head},${column}`, { style: HEAD }));
  sheet.rows.forEach((_, row) =>
    sheet.columns.forEach((column, index) => cells.set(`${head + 1 + row},${index}`, { style: STYLES[column.type] })),
  );
  const runs = repeatsOf(sheet.rows, sheet.mergeLevels ?? 0);
  const hidden = new Set(
    runs.flatMap(({ column, from, to }) => Array.from({ length: to - from }, (_, n) => `${from + 1 + n},${column}`)),
  );
  return {
    name: sheet.name,
    rows: [
      ...top.map((text) => [text]),
      sheet.columns.map((column) => column.header),
      ...sheet.rows.map((row, at) =>
        row.map((value, index) => (hidden.has(`${at},${index}`) ? null : cellValue(value, sheet.columns[index]?.type))),
      ),
    ],
    columns: sheet.columns.map((column) => ({ width: column.widthChars })),
    cells,
    merges: [
      ...(last > 0 ? top.map((_, row) => ({ startRow: row, startCol: 0, endRow: row, endCol: last })) : []),
      ...runs.map(({ column, from, to }) => ({
        startRow: head + 1 + from,
        startCol: column,
        endRow: head + 1 + to,
        endCol: column,
      })),
    ],
    freezePane: { rows: head + 1 },
    ...(sheet.mergeLevels === undefined
      ? { autoFilter: { range: `A${head + 1}:${columnName(last)}${head + 1 + sheet.rows.length}` } }
      : {}),
    rowDefs: new Map([[0, { height: 30 }]]),
    pageSetup: {
      paperSize: sheet.paper ?? ('a4' as const),
      orientation: 'landscape' as const,
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `$${head + 1}:$${head + 1}`,
    },
  };
}

interface Repeat {
  readonly column: number;
  /** First and last row, counted from the first row of the table. */
  readonly from: number;
  readonly to: number;
}

/** Runs of two and more equal values in the first columns; a run ends where one further left ends. */
function repeatsOf(rows: SheetDefinition['rows'], columns: number): Repeat[] {
  const runs: Repeat[] = [];
  for (let column = 0; column < columns; column++) {
    const keys = rows.map((row) => JSON.stringify(row.slice(0, column + 1)));
    for (let from = 0; from < rows.length;) {
      let to = from;
      while (to + 1 < rows.length && keys[to + 1] === keys[from]) to++;
      if (to > from && (rows[from]?.[column] ?? '') !== '') runs.push({ column, from, to });
      from = to + 1;
    }
  }
  return runs;
}

/** Text stays a string cell, whatever it begins with; a date that is no real date stays text too. */
function cellValue(value: string | number | null, type: SheetColumn['type'] | undefined): CellValue {
  if (value === null || value === '') return null;
  if (type === 'date' && typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) return new Date(`${value}T00:00:00Z`);
  return type === 'text' ? String(value) : value;
}

/** 0 → A, 26 → AA. */
function columnName(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : `${columnName(Math.floor(index / 26) - 1)}${columnName(index % 26)}`;
}
