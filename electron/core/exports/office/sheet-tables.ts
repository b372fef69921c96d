import type { Block, TableBlock, TableCell, TableRow } from '../layout/blocks.ts';
import { sheetRows } from './chart-rows.ts';
import { headerRowCount, standsAlone, textWidthPt, type Grid } from './sheet-grid.ts';
import type { SheetImage } from './sheet-placing.ts';

/** Body size of a sheet at full scale; wide sheets go down to 60 % of it, then are split (EXPORT.md). */
const FULL_SIZE_PT = 10.5;
const LEAST_SCALE = 0.6;
/** What the borders of a cell keep free beside its text, at any scale. */
const CELL_PADDING_PT = 8.5;

/** One table, scaled; or several when even 60 % is too wide. The first column is repeated in each later one. */
export function tablesOf(grid: Grid, widthPt: number): TableBlock[] {
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
  return groups.map((columns, at) =>
    buildTable(grid, columns, { sizePt: FULL_SIZE_PT * scale, widthPt, fill: groups.length === 1, first: at === 0 }),
  );
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
  look: { sizePt: number; widthPt: number; fill: boolean; first: boolean },
): TableBlock {
  const place = new Map(columns.map((column, at) => [column.index, at]));
  const header = headerRowCount(grid);
  const covered = new Set<string>();
  const isShown = (row: number): boolean => !grid.hiddenRows.has(row);
  const totalPt = columns.reduce((sum, column) => sum + column.width, 0);
  const rows = grid.texts.flatMap((row, rowIndex): TableRow[] => {
    const following = look.first
      ? sheetRows(followers(grid, rowIndex, header), totalPt).map((row) => pictureRow(row, columns.length))
      : [];
    if (!isShown(rowIndex)) return following;
    const merged = grid.merges.some((known) => rowIndex >= known.top && rowIndex <= known.bottom);
    const picturesAt = (column: number) => grid.inCells.get(`${rowIndex}:${column}`) ?? [];
    if (
      !merged &&
      standsAlone(row) &&
      (rowIndex < header || runsOver(row[0] ?? '', grid)) &&
      row.every((_, column) => picturesAt(column).length === 0)
    ) {
      const only = cell(row[0] ?? '', [], { span: columns.length, rowSpan: 1, sizePt: look.sizePt, heading: rowIndex < header });
      return [{ cells: [only] }, ...following];
    }
    const cells = columns.flatMap(({ index }): TableCell[] => {
      if (covered.has(`${rowIndex}:${index}`)) return [];
      const merge = grid.merges.find(
        (known) => rowIndex >= known.top && rowIndex <= known.bottom && index >= known.left && index <= known.right,
      );
      const bottom = merge ? Math.min(merge.bottom, grid.texts.length - 1) : rowIndex;
      const below = Array.from({ length: bottom - rowIndex + 1 }, (_, at) => rowIndex + at);
      const span = merge
        ? [...place.keys()].filter((column) => column >= merge.left && column <= merge.right && column >= index).length
        : 1;
      if (merge) for (const r of below) for (let c = merge.left; c <= merge.right; c++) covered.add(`${r}:${c}`);
      const text = merge ? (grid.texts[merge.top]?.[merge.left] ?? '') : (row[index] ?? '');
      const pictures = merge ? (grid.inCells.get(`${merge.top}:${merge.left}`) ?? []) : picturesAt(index);
      const rowSpan = below.filter(isShown).length;
      return [cell(text, pictures, { span, rowSpan, sizePt: look.sizePt, heading: rowIndex < header })];
    });
    return [{ cells }, ...following];
  });
  const full = look.fill && totalPt < look.widthPt * 0.6 ? totalPt : look.widthPt;
  return {
    kind: 'table',
    columns: columns.map((column) => column.width),
    rows,
    headerRows: Math.min(Array.from({ length: header }, (_, row) => row).filter(isShown).length, 5),
    widthPt: full,
    border: true,
  };
}

/** A short text below the heading stays in its cell, as on the screen. */
function runsOver(text: string, grid: Grid): boolean {
  return textWidthPt(text) > (grid.widthsPt[0] ?? 0);
}

/** Pictures between rows: those of heading rows follow the last of them, which is repeated on every page; the last row's follow the table. */
function followers(grid: Grid, row: number, header: number): readonly SheetImage[] {
  if (row === grid.texts.length - 1) return [];
  const after = (at: number): readonly SheetImage[] => grid.after.get(at) ?? [];
  if (row >= header) return after(row);
  return row < header - 1 ? [] : Array.from({ length: header }, (_, at) => after(at)).flat();
}

function pictureRow(image: Block, span: number): TableRow {
  return { cells: [{ blocks: [image], verticalAlign: 'middle', ...(span > 1 ? { colSpan: span } : {}) }] };
}

function cell(
  text: string,
  pictures: readonly SheetImage[],
  look: { span: number; rowSpan: number; sizePt: number; heading: boolean },
): TableCell {
  const number = /^-?[\d,]+(\.\d+)?%?$/.test(text);
  return {
    blocks: [
      ...(text === ''
        ? []
        : [
            {
              kind: 'paragraph',
              runs: [{ text, face: look.heading ? 'hei' : 'song', sizePt: look.sizePt }],
              align: look.heading ? 'center' : number ? 'right' : 'left',
              lineHeight: 1.25,
            } satisfies Block,
          ]),
      ...pictures,
    ],
    ...(look.span > 1 ? { colSpan: look.span } : {}),
    ...(look.rowSpan > 1 ? { rowSpan: look.rowSpan } : {}),
    verticalAlign: 'middle',
  };
}
