import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '../../../shared/contract/errors.ts';
import { isDay } from '../../../shared/domain/ledgers/check-values.ts';
import type { LedgerDefinition, StoredColumn } from '../../../shared/domain/ledgers/ledger.ts';
import { columnLetter, readDue, readGrids, type Grid } from '../frameworks/frameworks.ts';

/** The key that stands for the state column. */
export const STATE_KEY = '$state';
export const STATE_HEADER = '状态';
const STATE_SYNONYMS = ['整改状态', '进展', '进度', '办理情况', '办理状态'];
const MOST_HEAD_ROWS = 40;

export interface TableColumn {
  readonly letter: string;
  readonly header: string;
  /** Key of our column, STATE_KEY, or null for one that is left out. */
  readonly key: string | null;
}

export interface TableRow {
  /** 1-based, as the workbook shows it. */
  readonly row: number;
  /** As written, by key; days already as `YYYY-MM-DD` where they can be read for certain. */
  readonly written: Readonly<Record<string, string>>;
}

export interface ReadTable {
  readonly sheet: string;
  readonly sheets: readonly string[];
  readonly headerRow: number;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
}

export interface TableRequest {
  readonly file: string;
  readonly sheet?: string | undefined;
  readonly mapping?: Readonly<Record<string, string>> | undefined;
}

/**
 * Reads a table for a ledger: the sheet and the header row that hold most of its headers, or those asked for. Throws AppError
 * `not-found` (no such file or sheet) or `refused` (no table, or none of the ledger's headers in it, with the headers it looked for).
 */
export async function readTableFor(definition: LedgerDefinition, request: TableRequest): Promise<ReadTable> {
  const label = basename(request.file);
  const grids = readGrids(await bytesOf(request.file), label);
  const candidates = request.sheet === undefined ? grids : grids.filter((grid) => grid.sheet === request.sheet);
  if (candidates.length === 0) throw new AppError('not-found', `${label} 里没有工作表“${request.sheet ?? ''}”。请另选一张。`);
  const found = candidates.map((grid) => ({ grid, ...headOf(definition, grid) })).toSorted((a, b) => b.matched - a.matched)[0];
  const required = definition.columns.filter((column) => column.required).map((column) => column.header);
  if (!found || (found.matched === 0 && request.mapping === undefined))
    throw new AppError(
      'refused',
      `${label} 里没有找到“${definition.name}”的表头。请确认有一行写着${required.join('、')}等列名,或先导出一份空表照着填。`,
    );
  const { grid, headerRow } = found;
  const columns = columnsOf(definition, grid, headerRow, request.mapping);
  return {
    sheet: grid.sheet,
    sheets: grids.map((one) => one.sheet),
    headerRow: headerRow + 1,
    columns,
    rows: rowsOf(definition, grid, headerRow, columns),
  };
}

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code === 'ENOENT') throw new AppError('not-found', `没有这个文件:${file}。请检查路径后再试。`);
    throw new AppError('refused', `无法读取 ${file}(${code})。请确认它没有被别的程序锁住。`);
  }
}

/** `整改责任单位*(必填)` → `整改责任单位`. */
function plainHeader(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\([^()]*\)/g, '')
    .replace(/[\s*::]/g, '');
}

function keyOfHeader(definition: LedgerDefinition, header: string): string | null {
  const word = plainHeader(header);
  if (word === '') return null;
  const own = definition.columns.find((column) => plainHeader(column.header) === word);
  if (own) return own.key;
  if (definition.states && [STATE_HEADER, ...STATE_SYNONYMS].includes(word)) return STATE_KEY;
  if ((definition.derived ?? []).some((column) => plainHeader(column.header) === word)) return null;
  return definition.columns.find((column) => (column.synonyms ?? []).some((other) => plainHeader(other) === word))?.key ?? null;
}

function headOf(definition: LedgerDefinition, grid: Grid): { readonly headerRow: number; readonly matched: number } {
  let best = { headerRow: 0, matched: 0 };
  grid.rows.slice(0, MOST_HEAD_ROWS).forEach((cells, row) => {
    const keys = cells.filter((cell) => cell.originRow === row).map((cell) => keyOfHeader(definition, cell.text));
    const matched = new Set(keys.filter((key) => key !== null)).size;
    if (matched > best.matched) best = { headerRow: row, matched };
  });
  return best;
}

function columnsOf(
  definition: LedgerDefinition,
  grid: Grid,
  headerRow: number,
  mapping: TableRequest['mapping'],
): readonly TableColumn[] {
  const taken = new Set<string>();
  const headers = (grid.rows[headerRow] ?? []).map((cell) => cell.text);
  const exact = new Set(
    headers.map((header) => definition.columns.find((one) => plainHeader(one.header) === plainHeader(header))?.key),
  );
  return headers.map((header, at) => {
    const letter = columnLetter(at);
    const asked = mapping?.[letter];
    const guessed = asked ?? keyOfHeader(definition, header);
    // A synonym gives way to the column that carries the name itself.
    const isOwn = definition.columns.some((one) => one.key === guessed && plainHeader(one.header) === plainHeader(header));
    const usable =
      guessed !== null && guessed !== '' && !taken.has(guessed) && (asked !== undefined || isOwn || !exact.has(guessed));
    if (usable) taken.add(guessed);
    return { letter, header, key: usable ? guessed : null };
  });
}

function rowsOf(
  definition: LedgerDefinition,
  grid: Grid,
  headerRow: number,
  columns: readonly TableColumn[],
): readonly TableRow[] {
  const typed = new Map<string, StoredColumn>(definition.columns.map((column) => [column.key, column]));
  return grid.rows.flatMap((cells, row): TableRow[] => {
    if (row <= headerRow) return [];
    const written: Record<string, string> = {};
    columns.forEach(({ key }, at) => {
      const cell = cells[at];
      if (key === null || !cell || cell.text === '') return;
      written[key] = typed.get(key)?.type === 'date' ? (cell.date ?? dayOf(cell.text)) : cell.text;
    });
    return Object.keys(written).length === 0 ? [] : [{ row: row + 1, written }];
  });
}

/** A full date in words as a day; anything less certain stays as it is, and is refused later. */
function dayOf(text: string): string {
  const eight = /^(\d{4})(\d{2})(\d{2})$/.exec(text.trim());
  const read = eight ? `${eight[1]}-${eight[2]}-${eight[3]}` : readDue(text);
  return isDay(read) ? read : text;
}
