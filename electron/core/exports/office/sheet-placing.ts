import type { ChartBlock, ImageBlock } from '../layout/blocks.ts';
import type { CellSizes } from './sheet-grid.ts';
import type { SheetAnchor } from './sheet-pictures.ts';

/** What lies over a sheet. */
export type SheetImage = ImageBlock | (ChartBlock & { /** It lies beside the one before. */ readonly isBeside?: boolean });

export interface PictureOver {
  readonly anchor: SheetAnchor;
  readonly image: SheetImage;
}

interface Sheet extends CellSizes {
  readonly merges: readonly { readonly top: number; readonly left: number; readonly bottom: number; readonly right: number }[];
  /** Last row and column with text or a picture of their own, -1 without any. */
  readonly lastRow: number;
  readonly lastColumn: number;
}

interface Placed {
  /** By `row:column`; of merged cells the first one. */
  readonly inCells: ReadonlyMap<string, readonly SheetImage[]>;
  /** By the row they follow, -1 where the sheet has none. */
  readonly after: ReadonlyMap<number, readonly SheetImage[]>;
  /** As in the sheet, further where a picture stands in the next row or column. */
  readonly lastRow: number;
  readonly lastColumn: number;
}

/** A picture belongs to a cell that holds so much of its width. */
const SHARE_OF_ITS_CELL = 0.6;
/** In a cell it is printed at most so high. */
const HIGHEST_IN_CELL_PT = 170;
/** No picture of a sheet reaches over more columns or rows than this; beyond it only the beginning counts. */
const FARTHEST = 500;

/**
 * Gives each picture that lies over a sheet a place in the printed table: in the cell (or merged cells) that holds most of its width, in
 * the first row it covers most of; one that lies over several columns, or away from the table, after the last row it covers. A chart
 * stands in merged cells that hold it, else between rows; one beside the table after all of it.
 */
export function placePictures(over: readonly PictureOver[], sheet: Sheet): Placed {
  const inCells = new Map<string, SheetImage[]>();
  const after = new Map<number, SheetImage[]>();
  let { lastRow, lastColumn } = sheet;
  const inOrder = [...over].sort((a, b) => a.anchor.row - b.anchor.row || a.anchor.column - b.anchor.column);
  const loose: { image: SheetImage; row: number }[] = [];
  let before: Covered | null = null;
  for (const { anchor, image } of inOrder) {
    const rows = covered(
      anchor.row,
      anchor.downPt,
      sheet.rowPt,
      anchor.end ? [anchor.end.row, anchor.end.downPt] : image.heightPt,
    );
    const columns = covered(
      anchor.column,
      anchor.acrossPt,
      sheet.columnPt,
      anchor.end ? [anchor.end.column, anchor.end.acrossPt] : image.widthPt,
    );
    const isHidden = sheet.rowPt(anchor.row) === 0 || sheet.columnPt(anchor.column) === 0;
    // A spreadsheet draws a picture over the next row; what it shows belongs to the hidden one. A chart is shown as far as its cells are.
    if (isHidden && (image.kind !== 'chart' || rows.length === 0 || columns.length === 0)) continue;
    if (image.kind === 'chart') {
      const merge = sheet.merges.find((one) => holds(one, rows, columns));
      const isShown = merge !== undefined && sheet.rowPt(merge.top) > 0 && sheet.columnPt(merge.left) > 0;
      if (isShown && lastRow >= 0 && merge.top <= lastRow + 1 && merge.left <= sheet.lastColumn + 1) {
        lastRow = Math.max(lastRow, merge.top);
        lastColumn = Math.max(lastColumn, merge.left);
        add(inCells, `${merge.top}:${merge.left}`, image);
        continue;
      }
      const beside = columns.filter(({ at }) => at > sheet.lastColumn).reduce((sum, { pt }) => sum + pt, 0);
      const isBeside = beside > columns.reduce((sum, { pt }) => sum + pt, 0) / 2;
      const row = isBeside ? lastRow : (rows.at(-1)?.at ?? anchor.row);
      const isNext = before !== null && liesBeside({ rows, columns }, before);
      loose.push({ image: isNext ? { ...image, isBeside: true } : image, row });
      before = { rows, columns };
      continue;
    }
    const row = rowOf(rows, sheet) ?? anchor.row;
    const cell = cellOf(columns, row, sheet);
    if (cell && lastRow >= 0 && cell.row <= lastRow + 1 && cell.column <= sheet.lastColumn + 1) {
      lastRow = Math.max(lastRow, cell.row);
      lastColumn = Math.max(lastColumn, cell.column);
      add(inCells, `${cell.row}:${cell.column}`, atMost(image, HIGHEST_IN_CELL_PT));
    } else loose.push({ image, row: rows.at(-1)?.at ?? anchor.row });
  }
  for (const { image, row } of loose) add(after, outsideMerges(Math.min(row, lastRow), sheet.merges), image);
  return { inCells, after, lastRow, lastColumn };
}

/** What of rows and columns something covers. */
interface Covered {
  readonly rows: readonly { readonly at: number }[];
  readonly columns: readonly { readonly at: number }[];
}

/** Whether it lies right of the other one, most of it at the same height. */
function liesBeside(own: Covered, other: Covered): boolean {
  const known = new Set(other.rows.map(({ at }) => at));
  const shared = own.rows.filter(({ at }) => known.has(at)).length;
  const isRight = (own.columns[0]?.at ?? 0) >= (other.columns.at(-1)?.at ?? Infinity);
  return isRight && shared > Math.min(own.rows.length, known.size) / 2;
}

/** Whether merged cells hold most of what is covered. */
function holds(
  { top, bottom, left, right }: Sheet['merges'][number],
  rows: readonly { at: number; pt: number }[],
  columns: readonly { at: number; pt: number }[],
): boolean {
  const share = (covered: readonly { at: number; pt: number }[], first: number, last: number): number =>
    covered.filter(({ at }) => at >= first && at <= last).reduce((sum, { pt }) => sum + pt, 0) /
    covered.reduce((sum, { pt }) => sum + pt, 0);
  return share(rows, top, bottom) >= SHARE_OF_ITS_CELL && share(columns, left, right) >= SHARE_OF_ITS_CELL;
}

/** Rows or columns from `first` on and how many points of each lie under the picture, until its end (cell and offset) or its length. */
function covered(
  first: number,
  offsetPt: number,
  sizeOf: (at: number) => number,
  end: readonly [at: number, offsetPt: number] | number,
): { at: number; pt: number }[] {
  const list: { at: number; pt: number }[] = [];
  let left = typeof end === 'number' ? end : Infinity;
  for (let at = first; at < first + FARTHEST && left > 0; at++) {
    if (typeof end !== 'number' && at > end[0]) break;
    const start = at === first ? Math.min(offsetPt, sizeOf(at)) : 0;
    const stop = typeof end !== 'number' && at === end[0] ? Math.min(end[1], sizeOf(at)) : sizeOf(at);
    const pt = Math.min(left, Math.max(0, stop - start));
    left -= pt;
    if (pt > 0) list.push({ at, pt });
  }
  return list;
}

/** The first row it covers most of, else the one under its middle; null where it covers nothing. */
function rowOf(rows: readonly { at: number; pt: number }[], { rowPt }: Sheet): number | null {
  const covers = rows.find(({ at, pt }) => pt >= rowPt(at) * SHARE_OF_ITS_CELL);
  if (covers) return covers.at;
  const half = rows.reduce((sum, { pt }) => sum + pt, 0) / 2;
  let reached = 0;
  return rows.find(({ pt }) => (reached += pt) >= half)?.at ?? null;
}

/** The cell, or first of merged cells, in `row` that holds most of the width; null where none holds enough of it. */
function cellOf(
  columns: readonly { at: number; pt: number }[],
  row: number,
  { merges }: Sheet,
): { row: number; column: number } | null {
  const held = new Map<string, { row: number; column: number; pt: number }>();
  for (const { at, pt } of columns) {
    const merge = merges.find(({ top, bottom, left, right }) => row >= top && row <= bottom && at >= left && at <= right);
    const cell = { row: merge?.top ?? row, column: merge?.left ?? at };
    const key = `${cell.row}:${cell.column}`;
    held.set(key, { ...cell, pt: (held.get(key)?.pt ?? 0) + pt });
  }
  const total = columns.reduce((sum, { pt }) => sum + pt, 0);
  const most = [...held.values()].sort((a, b) => b.pt - a.pt)[0];
  return most && most.pt >= total * SHARE_OF_ITS_CELL ? most : null;
}

/** The last row of the merged cells that reach beyond `row`: no row comes between them. */
function outsideMerges(row: number, merges: Sheet['merges']): number {
  const reach = Math.max(row, ...merges.filter(({ top, bottom }) => top <= row && bottom > row).map(({ bottom }) => bottom));
  return reach === row ? row : outsideMerges(reach, merges);
}

function atMost(image: SheetImage, heightPt: number): SheetImage {
  const scale = Math.min(1, heightPt / image.heightPt);
  return { ...image, widthPt: image.widthPt * scale, heightPt: image.heightPt * scale };
}

function add<Key>(map: Map<Key, SheetImage[]>, key: Key, image: SheetImage): void {
  map.set(key, [...(map.get(key) ?? []), image]);
}
