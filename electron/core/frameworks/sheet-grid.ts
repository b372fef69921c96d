import type { CellObject, WorkBook, WorkSheet } from '@e965/xlsx';
import { cellPictureName } from '../cell-picture.ts';
import { xlsx } from '../xlsx-library.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { decodeStart, decodeText, type DecodedText } from '../decode-text.ts';
import { calendarDate } from './cell-text.ts';

/** One cell as a person sees it. Cells of one merged area share `originRow`/`originColumn` and all show its text. */
export interface GridCell {
  readonly text: string;
  /** `YYYY-MM-DD` when the cell holds a date. */
  readonly date: string | null;
  readonly originRow: number;
  readonly originColumn: number;
  readonly endRow: number;
  readonly endColumn: number;
}

export interface Grid {
  readonly sheet: string;
  /** Row-major; row 0 is the sheet's first row. */
  readonly rows: readonly (readonly GridCell[])[];
  readonly columnCount: number;
}

/** The package leaves its date functions untyped. */
interface DateFunctions {
  readonly is_date: (format: string) => boolean;
  readonly parse_date_code: (
    serial: number,
    options: { readonly date1904: boolean },
  ) => { readonly y: number; readonly m: number; readonly d: number } | null;
}

const MAX_FILE_BYTES = 50 * 1024 * 1024;
const MAX_ROWS = 20_000;
const MAX_COLUMNS = 100;
/** A workbook part may not unpack to more than this many bytes (zip bombs). */
const MAX_UNPACKED_BYTES = 400 * 1024 * 1024;

/**
 * Reads every sheet that has text, of an Excel/WPS workbook (xlsx, xls, et, ods) or a csv file in UTF-8, UTF-16 (with or without its mark) or
 * GB18030.
 * `label` stands in messages. Throws AppError `refused`: password, not a table, damaged, too large, nothing in it.
 */
export function readGrids(bytes: Uint8Array, label: string): Grid[] {
  if (bytes.length === 0) throw new AppError('refused', `文件是空的:${label}。请换一个有内容的表格。`);
  if (bytes.length > MAX_FILE_BYTES) {
    throw new AppError('refused', `文件太大:${label} 超过 50 MB。责任分解表通常不到 5 MB,请删去其中的图片后再导入。`);
  }
  const workbook = openWorkbook(bytes, label);
  const date1904 = workbook.Workbook?.WBProps?.date1904 ?? false;
  const grids = workbook.SheetNames.flatMap((name) => {
    const sheet = workbook.Sheets[name];
    return sheet ? [gridOf(name, sheet, { date1904, label })] : [];
  });
  const filled = grids.filter((grid) => grid.rows.length > 0);
  if (filled.length === 0) throw new AppError('refused', `表格里没有内容:${label}。请确认选对了文件。`);
  return filled;
}

/** `0` → `A`, `26` → `AA`. */
export function columnLetter(column: number): string {
  return xlsx().utils.encode_col(column);
}

type FileKind = 'zip' | 'ole' | 'text' | 'other';

function openWorkbook(bytes: Uint8Array, label: string): WorkBook {
  const kind = kindOf(bytes);
  const notTable = `${label} 不是 Excel/WPS 表格,也不是 csv。请在 WPS 或 Excel 中打开它,另存为 .xlsx 后再导入。`;
  if (kind === 'other') throw new AppError('refused', notTable);
  if (kind === 'zip' && !hasDirectory(bytes)) {
    throw new AppError(
      'refused',
      `无法读取 ${label}:文件已损坏(不完整)。请重新复制一份,或在 WPS 或 Excel 中另存为 .xlsx 后再导入。`,
    );
  }
  if (kind === 'zip' && unpackedBytes(bytes) > MAX_UNPACKED_BYTES) {
    throw new AppError('refused', `${label} 解开后过大,可能不是正常的表格。请在 WPS 或 Excel 中另存为新文件后再导入。`);
  }
  try {
    const workbook =
      kind === 'text'
        ? xlsx().read(csvText(bytes, notTable), { type: 'string', raw: true, dense: true, sheetRows: MAX_ROWS + 1 })
        : xlsx().read(bytes, { type: 'array', cellNF: true, cellText: true, dense: true, sheetRows: MAX_ROWS + 1 });
    return workbook;
  } catch (error) {
    if (error instanceof AppError) throw error;
    const message = String((error as Error).message ?? error);
    if (/password|encrypt/i.test(message)) {
      throw new AppError('refused', `无法读取 ${label}:它有打开密码。请在 WPS 或 Excel 中去掉密码后重新导入。`);
    }
    if (/unsupported|unrecognized/i.test(message)) throw new AppError('refused', notTable);
    throw new AppError('refused', `无法读取 ${label}:文件已损坏(${message})。请在 WPS 或 Excel 中打开并另存为 .xlsx 后再导入。`);
  }
}

function kindOf(bytes: Uint8Array): FileKind {
  const head = Buffer.from(bytes.subarray(0, 8)).toString('hex');
  if (head.startsWith('504b0304') || head.startsWith('504b0506')) return 'zip';
  if (head.startsWith('d0cf11e0')) return 'ole';
  if (/^09(?:00|02|04|08)/.test(head)) return 'ole'; // a bare BIFF2–BIFF5 stream
  if (/^(?:25504446|ffd8ff|89504e47|47494638|377abcaf|52617221|7b5c7274)/.test(head)) return 'other';
  const start = bytes.subarray(0, 4096);
  const isWide = head.startsWith('fffe') || head.startsWith('feff');
  return isWide || !start.includes(0) || isUtf16(decodeStart(start)) ? 'text' : 'other';
}

/** The reader looks for the end of the zip directory without a limit: a file cut short would hang it. */
function hasDirectory(bytes: Uint8Array): boolean {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = view.lastIndexOf('PK\u0005\u0006', undefined, 'latin1');
  if (end < 0 || end + 22 > view.length) return false;
  const [count, sizeBytes, offset] = [view.readUInt16LE(end + 10), view.readUInt32LE(end + 12), view.readUInt32LE(end + 16)];
  return count > 0 && offset + sizeBytes <= end && view.toString('latin1', offset, offset + 4) === 'PK\u0001\u0002';
}

/** Sum of the sizes the zip's central directory declares; entries without a readable directory count as nothing. */
function unpackedBytes(bytes: Uint8Array): number {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let total = 0;
  for (let at = view.indexOf('PK\u0001\u0002', 0, 'latin1'); at >= 0 && at + 28 < view.length;) {
    total += view.readUInt32LE(at + 24);
    at = view.indexOf('PK\u0001\u0002', at + 46, 'latin1');
  }
  return total;
}

const isUtf16 = (decoded: DecodedText | null): boolean => decoded?.encoding.startsWith('utf-16') === true;

function csvText(bytes: Uint8Array, notTable: string): string {
  const head = Buffer.from(bytes.subarray(0, 3)).toString('hex');
  const marked = head.startsWith('fffe') ? 'utf-16le' : head.startsWith('feff') ? 'utf-16be' : null;
  // Its commas and line ends have a zero byte each: without a mark too, only UTF-16 has those.
  const wide = marked ?? (bytes.includes(0) ? (decodeText(bytes)?.encoding ?? null) : null);
  for (const encoding of wide ? [wide] : ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      continue; // try the next encoding
    }
  }
  throw new AppError('refused', notTable);
}

interface GridOptions {
  readonly date1904: boolean;
  readonly label: string;
}

function gridOf(name: string, sheet: WorkSheet, options: GridOptions): Grid {
  const data = (sheet['!data'] ?? []) as readonly (readonly (CellObject | undefined)[] | undefined)[];
  const texts: string[][] = [];
  const days: (string | null)[][] = [];
  let columnCount = 0;
  let lastRow = -1;
  data.forEach((cells, row) => {
    cells?.forEach((cell, column) => {
      if (!cell || column >= MAX_COLUMNS) return;
      const date = dateOf(cell, options.date1904);
      const text = date ?? textOf(cell);
      if (text === '') return;
      (texts[row] ??= [])[column] = text;
      (days[row] ??= [])[column] = date;
      columnCount = Math.max(columnCount, column + 1);
      lastRow = row;
    });
  });
  if (lastRow >= MAX_ROWS) {
    throw new AppError('refused', `${options.label} 的工作表“${name}”超过 ${MAX_ROWS} 行。请删去与责任分解无关的行后再导入。`);
  }
  const rows = Array.from({ length: lastRow + 1 }, (_, row) =>
    Array.from({ length: columnCount }, (_unused, column): GridCell => ({
      text: texts[row]?.[column] ?? '',
      date: days[row]?.[column] ?? null,
      originRow: row,
      originColumn: column,
      endRow: row,
      endColumn: column,
    })),
  );
  for (const { s: start, e: end } of sheet['!merges'] ?? []) {
    const origin = rows[start.r]?.[start.c];
    if (!origin) continue;
    const shared: GridCell = {
      ...origin,
      endRow: Math.min(end.r, lastRow),
      endColumn: Math.min(end.c, columnCount - 1),
    };
    for (let row = start.r; row <= shared.endRow; row++) {
      for (let column = start.c; column <= shared.endColumn; column++) (rows[row] ?? [])[column] = shared;
    }
  }
  return { sheet: name, rows, columnCount };
}

/** Shown text; a rich text's phonetic guide, an error value (`#REF!`) and a picture in the cell are no text. */
function textOf(cell: CellObject): string {
  if (cell.t === 'e' || cell.t === 'z') return '';
  const shown = cell.t === 's' ? String(cell.v ?? '') : (cell.w ?? String(cell.v ?? ''));
  if (cellPictureName(shown) !== null) return '';
  return shown
    .replace(/\r\n?/g, '\n')
    .replace(/[\u200B-\u200D\uFEFF]/g, '')
    .replace(/[\u00A0\u3000]/g, ' ')
    .trim();
}

function dateOf(cell: CellObject, date1904: boolean): string | null {
  const dates = xlsx().SSF as DateFunctions;
  if (cell.t !== 'n' || typeof cell.v !== 'number' || typeof cell.z !== 'string' || !dates.is_date(cell.z)) return null;
  if (!/[yd]/i.test(cell.z.replace(/"[^"]*"|\[[^\]]*\]/g, ''))) return null;
  const parts = dates.parse_date_code(cell.v, { date1904 });
  return parts ? calendarDate(parts.y, parts.m, parts.d) : null;
}
