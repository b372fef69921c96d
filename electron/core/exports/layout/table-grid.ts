import type { TableBlock, TableCell } from './blocks.ts';

/** A cell in the columns and rows it covers. */
export interface Spot {
  readonly cell: TableCell;
  readonly column: number;
  readonly end: number;
  readonly rows: number;
}

/** Where each cell stands. A cell beyond the last column of the table gets a column of its own, so that nothing is lost. */
export function spotsOf(block: TableBlock): Spot[][] {
  const declared = block.columns.length;
  /** Rows each column is still covered by a cell from above. */
  const covered: number[] = [];
  return block.rows.map((row, rowIndex) => {
    const next = covered.map((rows) => Math.max(0, rows - 1));
    let column = 0;
    const spots = row.cells.map((cell): Spot => {
      while ((covered[column] ?? 0) > 0) column += 1;
      const start = column;
      column = start < declared ? Math.min(declared, start + Math.max(1, cell.colSpan ?? 1)) : start + 1;
      const rows = Math.min(Math.max(1, cell.rowSpan ?? 1), block.rows.length - rowIndex);
      for (let at = start; at < column; at += 1) next[at] = rows - 1;
      return { cell, column: start, end: column, rows };
    });
    next.forEach((rows, at) => (covered[at] = rows));
    return spots;
  });
}

/** Left edges of all columns and the right edge of the last one. Columns without a width get the average one. */
export function edgesOf(columns: readonly number[], count: number, widthPt: number): number[] {
  const given = columns.filter((width) => width > 0);
  const average = given.length > 0 ? given.reduce((sum, width) => sum + width, 0) / given.length : 1;
  const widths = Array.from({ length: count }, (_, at) => ((columns[at] ?? 0) > 0 ? (columns[at] ?? 0) : average));
  const total = widths.reduce((sum, width) => sum + width, 0);
  const edges = [0];
  for (const width of widths) edges.push((edges.at(-1) ?? 0) + (width / total) * widthPt);
  return edges;
}

/** Index behind the last row that stays on one page with row `start`: `least`, or further where a cell of these rows spans beyond it. */
export function groupEnd(rows: readonly (readonly Spot[])[], start: number, least: number): number {
  let end = least;
  for (let at = start; at < end && at < rows.length; at += 1) {
    for (const spot of rows[at] ?? []) end = Math.max(end, at + spot.rows);
  }
  return Math.min(end, rows.length);
}
