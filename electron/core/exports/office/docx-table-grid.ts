import { child, elements, type XmlElement } from '../../xml-tree.ts';
import type { TableCell } from '../layout/blocks.ts';
import type { Lines } from './docx-table-style.ts';
import { TWIPS_PER_PT } from '../../office-units.ts';

/** A cell as the file has it, or room beside a row that holds none. */
export interface RawCell {
  /** Absent for room beside a row. */
  readonly element?: XmlElement;
  readonly properties?: XmlElement | undefined;
  /** Its first column, from 0, and how many it takes. */
  readonly column: number;
  readonly span: number;
  readonly merge: 'none' | 'restart' | 'continue';
  readonly vertical: 'top' | 'middle' | 'bottom';
  readonly direction?: TableCell['direction'];
  /** What it says of its own lines. */
  readonly lines: Lines;
}

export interface RawRow {
  readonly cells: readonly RawCell[];
  readonly heightPt: number;
  readonly exact: boolean;
  readonly whole: boolean;
  readonly isHeader: boolean;
}

/** Programs that make tables without laying them out write a grid of no meaning: beyond this share it is not believed. */
const GRID_IS_OFF = 0.1;

/**
 * The columns of a table as shares, and its width in points where it is known: the grid, or where that does not add up to the width the
 * table or its cells ask for, the widths of the cells (ECMA-376 part 1, 17.4.48, 17.4.63, 17.4.71).
 * @param roomPt width there is, of which a width in per cent is a part
 */
export function columnsOf(
  table: XmlElement,
  rows: readonly RawRow[],
  roomPt: number,
): { readonly columns: readonly number[]; readonly widthPt?: number } {
  const grid = elements(child(table, 'w:tblGrid') ?? table)
    .filter(({ name }) => name === 'w:gridCol')
    .map((column) => Math.max(1, Number(column.attributes['w:w'] ?? 1) || 1));
  const count = rows.reduce(
    (most, { cells }) => {
      const last = cells.at(-1);
      return Math.max(most, last ? last.column + last.span : 0);
    },
    Math.max(grid.length, 1),
  );
  const asked = cellWidths(rows, count);
  const wanted = tableWidth(table, roomPt) ?? (asked ? sumOf(asked) / TWIPS_PER_PT : undefined);
  const gridPt = sumOf(grid) / TWIPS_PER_PT;
  const fits = grid.length === count && (wanted === undefined || Math.abs(gridPt - wanted) <= wanted * GRID_IS_OFF);
  const columns = fits || !asked ? Array.from({ length: count }, (_, at) => grid[at] ?? gridAverage(grid)) : asked;
  const width = fits ? (grid.length > 1 || wanted === undefined ? gridPt : wanted) : wanted;
  return width === undefined || !(width > 1) ? { columns } : { columns, widthPt: width };
}

function tableWidth(table: XmlElement, roomPt: number): number | undefined {
  const { attributes } = child(child(table, 'w:tblPr'), 'w:tblW') ?? { attributes: {} as Record<string, string> };
  const value = attributes['w:w'] ?? '';
  const number = Number.parseFloat(value);
  if (!(number > 0)) return undefined;
  if (value.endsWith('%')) return (roomPt * number) / 100;
  if (attributes['w:type'] === 'pct') return (roomPt * number) / 5000;
  return attributes['w:type'] === 'dxa' ? number / TWIPS_PER_PT : undefined;
}

/** Width of every column by the cells that stand in it alone, in twips; null where one has none. */
function cellWidths(rows: readonly RawRow[], count: number): readonly number[] | null {
  const widths = new Map<number, number>();
  for (const { cells } of rows)
    for (const { properties, column, span } of cells) {
      const { attributes } = child(properties, 'w:tcW') ?? { attributes: {} as Record<string, string> };
      const width = Number(attributes['w:w']);
      if (span === 1 && width > 0 && attributes['w:type'] !== 'pct' && attributes['w:type'] !== 'auto')
        widths.set(column, Math.max(widths.get(column) ?? 0, width));
    }
  const found = Array.from({ length: count }, (_, at) => widths.get(at) ?? 0);
  return found.every((width) => width > 0) ? found : null;
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);
const gridAverage = (grid: readonly number[]): number => (grid.length > 0 ? sumOf(grid) / grid.length : 1000);
