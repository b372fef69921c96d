import { AppError } from '../../../shared/contract/errors.ts';
import { child, elements, parsedPart, type XmlElement } from '../xml-tree.ts';
import { readZipBytes } from '../zip-parts.ts';
import { splitCode } from './cell-text.ts';
import type { Grid, GridCell } from './sheet-grid.ts';
import { findHeader, type Header } from './sheet-header.ts';
import { marksOf, type Mark } from './word-marks.ts';

/**
 * Tables of a Word document (.docx and what WPS writes like it) as grids, so that they are read as the sheets of a workbook are. Numbers that
 * Word counts by itself stand before their paragraphs, as it shows them.
 */

const MAX_FILE_BYTES = 50 * 1024 * 1024;
const MAX_ROWS = 20_000;
const MAX_COLUMNS = 100;
/** So many paragraphs above a table may name it. */
const LINES_ABOVE = 3;

/** A table of the document, and the paragraphs since the one before it. */
interface Found {
  readonly grid: Grid;
  readonly above: readonly string[];
}

/** True for the bytes of a zip that holds a Word document, whatever the file is called. */
export function isWordFile(bytes: Uint8Array): boolean {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return view.toString('latin1', 0, 4) === 'PK\u0003\u0004' && view.includes('word/document.xml', 0, 'latin1');
}

/** True for the bytes of a Word 97–2003 document (.doc, .wps): its stream is named in the directory of the compound file. */
export function isOldWordFile(bytes: Uint8Array): boolean {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return view.toString('hex', 0, 4) === 'd0cf11e0' && view.includes(Buffer.from('WordDocument', 'utf16le'));
}

/**
 * Every table with text, in order, named `表 1`, `表 2` …, merged cells filled, the last lines above a table as rows of its own. Tables with
 * the same head, or without one as wide as the one before, stand in front as one more, joined (the head once). `label` stands in messages.
 * Throws AppError `refused`: damaged, too large, no table.
 */
export async function readWordGrids(bytes: Uint8Array, label: string): Promise<Grid[]> {
  if (bytes.length > MAX_FILE_BYTES)
    throw new AppError('refused', `文件太大:${label} 超过 50 MB。请把其中的表格另存为一个文档后再导入。`);
  const parts = await readZipBytes(Buffer.from(bytes)).catch(() => null);
  const document = parsedPart(parts?.get('word/document.xml'));
  const body = document ? child(document, 'body') : undefined;
  if (!body)
    throw new AppError('refused', `无法读取 ${label}:文件已损坏。请重新复制一份,或在 WPS、Word 中另存为 .docx 后再导入。`);
  const found = tablesOf(body, label, marksOf(parts));
  if (found.length === 0)
    throw new AppError('refused', `${label} 里没有表格,只有文字。请把指标排成表格,或先存为 Excel 后再导入。`);
  const alone = found.map((one) => withAbove(one));
  const joined = joinAlike(found);
  return joined === null ? alone : [joined, ...alone];
}

function tablesOf(body: XmlElement, label: string, mark: Mark): Found[] {
  const found: Found[] = [];
  let above: string[] = [];
  const walk = (parent: XmlElement): void => {
    for (const one of elements(parent)) {
      if (one.name === 'p') {
        const [own, text] = [mark(one), textOf(one, mark).trim()];
        if (text !== '') above.push(`${own}${text}`);
      } else if (one.name === 'tbl') {
        const grid = gridOf(one, `表 ${found.length + 1}`, { label, mark });
        if (grid) found.push({ grid, above });
        if (grid) above = [];
      } else if (WRAPPERS.has(one.name)) walk(one);
    }
  };
  walk(body);
  return found;
}

/** What may stand around paragraphs, rows and cells without being one: content controls, marks of changes. */
const WRAPPERS = new Set(['sdt', 'sdtContent', 'customXml', 'ins', 'moveTo', 'smartTag']);

function within(parent: XmlElement, name: string): XmlElement[] {
  return elements(parent).flatMap((one) => (one.name === name ? [one] : WRAPPERS.has(one.name) ? within(one, name) : []));
}

/** Drawings hold text boxes, which belong to no cell; deleted text and codes of fields are not shown. */
const UNSEEN = new Set([
  'del',
  'moveFrom',
  'instrText',
  'drawing',
  'pict',
  'object',
  'AlternateContent',
  'rPr',
  'pPr',
  'tcPr',
  'tblPr',
  'trPr',
]);

function textOf(parent: XmlElement, mark: Mark): string {
  const parts = elements(parent).map((one): string => {
    if (one.name === 't') return one.children.filter((part) => typeof part === 'string').join('');
    if (one.name === 'tab') return ' ';
    if (one.name === 'br' || one.name === 'cr') return '\n';
    if (one.name === 'noBreakHyphen') return '-';
    if (UNSEEN.has(one.name)) return '';
    return one.name === 'p' ? `${mark(one)}${textOf(one, mark)}\n` : textOf(one, mark);
  });
  return parts.join('');
}

function cellText(cell: XmlElement, mark: Mark): string {
  return textOf(cell, mark)
    .replace(/[\u200B-\u200D\uFEFF]/g, '')
    .replace(/[\u00A0\u3000]/g, ' ')
    .replace(/[^\S\n]+\n/g, '\n')
    .replace(/\n{2,}/g, '\n')
    .trim();
}

interface Draft {
  text: string;
  readonly row: number;
  readonly column: number;
  endRow: number;
  readonly endColumn: number;
}

function gridOf(table: XmlElement, sheet: string, { label, mark }: { readonly label: string; readonly mark: Mark }): Grid | null {
  const lines = within(table, 'tr').filter((line) => !child(child(line, 'trPr'), 'del'));
  if (lines.length > MAX_ROWS)
    throw new AppError('refused', `${label} 的${sheet}超过 ${MAX_ROWS} 行。请删去与体系无关的行后再导入。`);
  const places: (Draft | undefined)[][] = [];
  const open = new Map<number, Draft>();
  for (const [row, line] of lines.entries()) {
    const own: (Draft | undefined)[] = [];
    let column = numberOf(child(child(line, 'trPr'), 'gridBefore')) ?? 0;
    for (const cell of within(line, 'tc')) {
      const properties = child(cell, 'tcPr');
      const span = Math.max(1, numberOf(child(properties, 'gridSpan')) ?? 1);
      const merge = child(properties, 'vMerge');
      const goesOn = merge !== undefined && merge.attributes['w:val'] !== 'restart' && merge.attributes['val'] !== 'restart';
      const above = goesOn ? open.get(column) : undefined;
      const draft = above ?? { text: cellText(cell, mark), row, column, endRow: row, endColumn: column + span - 1 };
      draft.endRow = row;
      if (merge === undefined) open.delete(column);
      else open.set(column, draft);
      for (let at = column; at < column + span && at < MAX_COLUMNS; at++) own[at] = draft;
      column += span;
    }
    places.push(own);
  }
  const columnCount = Math.max(0, ...places.map((own) => own.length));
  if (!places.some((own) => own.some((one) => one !== undefined && one.text !== ''))) return null;
  const made = new Map<Draft, GridCell>();
  const rows = places.map((own, row) =>
    Array.from({ length: columnCount }, (_, column): GridCell => {
      const draft = own[column];
      if (!draft) return emptyCell(row, column);
      const known = made.get(draft) ?? {
        ...{ text: draft.text, date: null, originRow: draft.row, originColumn: draft.column },
        ...{ endRow: draft.endRow, endColumn: Math.min(draft.endColumn, columnCount - 1) },
      };
      made.set(draft, known);
      return known;
    }),
  );
  return { sheet, rows, columnCount };
}

function numberOf(element: XmlElement | undefined): number | null {
  const value = Number(element?.attributes['w:val'] ?? element?.attributes['val'] ?? Number.NaN);
  return Number.isInteger(value) && value >= 0 && value <= MAX_COLUMNS ? value : null;
}

function emptyCell(row: number, column: number): GridCell {
  return { text: '', date: null, originRow: row, originColumn: column, endRow: row, endColumn: column };
}

/** One line across the whole table. */
function across(text: string, row: number, columnCount: number): GridCell[] {
  const cell: GridCell = { text, date: null, originRow: row, originColumn: 0, endRow: row, endColumn: columnCount - 1 };
  return Array.from({ length: columnCount }, () => cell);
}

/** Rows of several pieces one below the other; cells keep what they share within a piece. */
function stacked(sheet: string, columnCount: number, pieces: readonly (readonly (readonly GridCell[])[])[]): Grid {
  const rows: GridCell[][] = [];
  for (const piece of pieces) {
    const [first = []] = piece;
    if (first.length === 0) continue;
    const by = rows.length - Math.min(...first.map((cell) => cell.originRow));
    const moved = new Map<GridCell, GridCell>();
    for (const cells of piece)
      rows.push(
        cells.map((cell) => {
          const known = moved.get(cell) ?? { ...cell, originRow: cell.originRow + by, endRow: cell.endRow + by };
          moved.set(cell, known);
          return known;
        }),
      );
  }
  return { sheet, rows, columnCount };
}

function withAbove({ grid, above }: Found): Grid {
  const lines = above.slice(-LINES_ABOVE).map((text, row) => across(text, row, grid.columnCount));
  return stacked(grid.sheet, grid.columnCount, [...lines.map((line) => [line]), grid.rows]);
}

/**
 * One table out of those that go on: each has the head of the first (it is left out then), or none and the same width. Where every one of
 * them stands under a numbered heading, the headings become rows across the table. Null where there are not two such tables.
 */
function joinAlike(found: readonly Found[]): Grid | null {
  const at = found.findIndex(({ grid }) => findHeader(grid) !== null);
  const first = found[at];
  const header = first ? findHeader(first.grid) : null;
  if (!first || !header) return null;
  const words = headWords(first.grid, header);
  const rest = found.slice(at + 1).flatMap((one) => {
    if (one.grid.columnCount !== first.grid.columnCount) return [];
    const own = findHeader(one.grid);
    if (own === null) return [{ ...one, from: 0 }];
    return headWords(one.grid, own) === words ? [{ ...one, from: own.lastRow + 1 }] : [];
  });
  if (rest.length === 0) return null;
  const headings = [first, ...rest].map(({ above }) => above.at(-1) ?? '');
  const sections = headings.every((text) => splitCode(text).code !== '' && text.length <= 40);
  const { rows, columnCount } = first.grid;
  const section = (which: number): readonly (readonly GridCell[])[] =>
    sections ? [across(headings[which] ?? '', 0, columnCount)] : [];
  const titles = (sections ? first.above.slice(0, -1) : first.above).slice(-LINES_ABOVE);
  return stacked(`${first.grid.sheet} 起 ${rest.length + 1} 张接成一张`, columnCount, [
    ...titles.map((text) => [across(text, 0, columnCount)]),
    rows.slice(0, header.lastRow + 1),
    section(0),
    rows.slice(header.lastRow + 1),
    ...rest.flatMap((one, which) => [section(which + 1), one.grid.rows.slice(one.from)]),
  ]);
}

function headWords(grid: Grid, { firstRow, lastRow }: Header): string {
  return grid.rows
    .slice(firstRow, lastRow + 1)
    .map((cells) => cells.map((cell) => cell.text.replace(/\s+/g, '')).join('\u0001'))
    .join('\u0002');
}
