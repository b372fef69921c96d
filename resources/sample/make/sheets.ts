import { utils, write } from '@e965/xlsx';
import { writeXlsx } from 'hucre';
import type { Cell, CellStyle, CellValue, MergeRange, WriteSheet } from 'hucre';

import { withFixedDates } from './encodings.ts';

export type Value = string | number | null;

/** A table as an office keeps it: a merged title, a line under it, one or two head rows, rows, and a closing note. */
export interface Sheet {
  readonly name: string;
  readonly title: string;
  /** 填报单位、日期 line under the title. */
  readonly line: string;
  /** One row, or two rows whose upper one spans: an empty cell continues the one to its left (upper row) or above it (lower row). */
  readonly head: readonly (readonly string[])[];
  readonly rows: readonly (readonly Value[])[];
  readonly widths: readonly number[];
  readonly note?: string;
  readonly landscape?: boolean;
  /** More merged cells, in body rows (0-based from the first body row). */
  readonly merges?: readonly MergeRange[];
}

const side = { style: 'thin', color: { rgb: '000000' } } as const;
const border = { top: side, right: side, bottom: side, left: side };
const alignment = (horizontal: 'left' | 'center') => ({ horizontal, vertical: 'center', wrapText: true }) as const;
const TITLE: CellStyle = { font: { name: '方正小标宋简体', size: 18 }, alignment: alignment('center') };
const LINE: CellStyle = { font: { name: '仿宋_GB2312', size: 11 }, alignment: alignment('left') };
const HEAD: CellStyle = {
  font: { name: '黑体', size: 11 },
  alignment: alignment('center'),
  border,
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'F2F2F2' } },
};
const body = (value: Value): CellStyle => ({
  font: { name: '宋体', size: 10.5 },
  border,
  alignment: alignment(typeof value === 'string' && value.length > 12 ? 'left' : 'center'),
});

function headMerges(head: Sheet['head'], top: number): MergeRange[] {
  const [upper = [], lower] = head;
  if (lower === undefined) return [];
  const merges: MergeRange[] = [];
  for (let column = 0; column < upper.length; column += 1) {
    if (upper[column] === '') continue;
    let end = column;
    while (end + 1 < upper.length && upper[end + 1] === '') end += 1;
    if (lower[column] === '') merges.push({ startRow: top, startCol: column, endRow: top + 1, endCol: column });
    else if (end > column) merges.push({ startRow: top, startCol: column, endRow: top, endCol: end });
  }
  return merges;
}

/** All rows from the title down, and what is merged in them. */
function laidOut(sheet: Sheet): {
  readonly rows: Value[][];
  readonly merges: MergeRange[];
  readonly top: number;
  readonly width: number;
} {
  const width = sheet.head[0]?.length ?? 1;
  const blank = (first: string): Value[] => [first, ...Array<Value>(width - 1).fill(null)];
  const top = 2 + sheet.head.length;
  const rows = [
    blank(sheet.title),
    blank(sheet.line),
    ...sheet.head.map((row) => [...row]),
    ...sheet.rows.map((row) => [...row]),
  ];
  const merges: MergeRange[] = [
    { startRow: 0, startCol: 0, endRow: 0, endCol: width - 1 },
    { startRow: 1, startCol: 0, endRow: 1, endCol: width - 1 },
    ...headMerges(sheet.head, 2),
    ...(sheet.merges ?? []).map((m) => ({ ...m, startRow: m.startRow + top, endRow: m.endRow + top })),
  ];
  if (sheet.note !== undefined) {
    merges.push({ startRow: rows.length, startCol: 0, endRow: rows.length, endCol: width - 1 });
    rows.push(blank(sheet.note));
  }
  return { rows, merges, top, width };
}

/** Height in points that shows every wrapped cell; a Chinese character takes two of a column's width units. */
function rowHeight(row: readonly Value[], widths: readonly number[]): number {
  const lines = row.map((value, i) => Math.ceil(((typeof value === 'string' ? value.length : 0) * 2 + 1) / (widths[i] ?? 10)));
  return 6 + 13.5 * Math.max(1, ...lines);
}

function written(sheet: Sheet): WriteSheet {
  const { rows, merges, top } = laidOut(sheet);
  const cells = new Map<string, Partial<Cell>>();
  const noteRow = sheet.note === undefined ? -1 : rows.length - 1;
  rows.forEach((row, r) =>
    row.forEach((value, c) => {
      const style = r === 0 ? TITLE : r === 1 || r === noteRow ? LINE : r < top ? HEAD : body(value);
      cells.set(`${r},${c}`, { value, style });
    }),
  );
  return {
    name: sheet.name,
    rows: rows as CellValue[][],
    cells,
    merges,
    columns: sheet.widths.map((width) => ({ width })),
    rowDefs: new Map([
      [0, { height: 34 }],
      ...rows
        .slice(top, noteRow < 0 ? undefined : noteRow)
        .map((row, i) => [i + top, { height: rowHeight(row, sheet.widths) }] as const),
    ]),
    freezePane: { rows: top },
    pageSetup: {
      paperSize: 'a4',
      orientation: sheet.landscape === true ? 'landscape' : 'portrait',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `$${3}:$${top}`,
    },
  };
}

/** The sheets as an Excel workbook with fixed properties. */
export async function xlsx(sheets: readonly Sheet[], author: string, created: string): Promise<Buffer> {
  const made = new Date(`${created}T01:30:00Z`);
  const bytes = await writeXlsx({
    sheets: sheets.map(written),
    defaultFont: { name: '宋体', size: 11 },
    properties: { title: sheets[0]?.title ?? '', creator: author, created: made, modified: made },
  });
  return withFixedDates(Buffer.from(bytes), created);
}

/** The sheets as a workbook that asks for `password` (ECMA-376 agile encryption; its salts are random by nature). */
export async function encryptedXlsx(sheets: readonly Sheet[], password: string): Promise<Buffer> {
  return Buffer.from(await writeXlsx({ sheets: sheets.map(written), encryption: { password } }));
}

/** The sheets as an Excel 97–2003 workbook (BIFF8). */
export function xls(sheets: readonly Sheet[]): Buffer {
  const book = utils.book_new();
  for (const sheet of sheets) {
    const { rows, merges } = laidOut(sheet);
    const grid = utils.aoa_to_sheet(rows);
    grid['!merges'] = merges.map((m) => ({ s: { r: m.startRow, c: m.startCol }, e: { r: m.endRow, c: m.endCol } }));
    grid['!cols'] = sheet.widths.map((wch) => ({ wch }));
    utils.book_append_sheet(book, grid, sheet.name);
  }
  return write(book, { type: 'buffer', bookType: 'biff8' }) as Buffer;
}

/** The table as comma-separated lines with CRLF, as Excel saves CSV. */
export function csv(sheet: Sheet): string {
  const quoted = (value: Value): string => {
    const text = value === null ? '' : String(value);
    return /[",\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  };
  return laidOut(sheet)
    .rows.map((row) => row.map(quoted).join(','))
    .join('\r\n')
    .concat('\r\n');
}
