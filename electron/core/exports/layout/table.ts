import type { Block, Edges, Padding, Stroke, TableBlock, TableCell } from './blocks.ts';
import type { Drawing } from './drawing.ts';
import { drawEdges } from './edges.ts';
import type { Frame } from './frames.ts';
import { drawUpright, uprightRoom, type UprightLaying } from './upright.ts';
import { edgesOf, groupEnd, spotsOf, type Spot } from './table-grid.ts';
import { contentPart, drawLayerOf, drawParts, heightOf, splitParts } from './part.ts';
import type { Layer, Part } from './part.ts';

const PADDING: Padding = { topPt: 3, rightPt: 4, bottomPt: 3, leftPt: 4 };
const LEAST_ROW_PT = 12;
const LINE: Stroke = { widthPt: 0.5, color: '#000000', kind: 'solid' };
const GRID: Edges = { top: LINE, right: LINE, bottom: LINE, left: LINE };

interface Box {
  readonly x: number;
  readonly width: number;
  readonly parts: readonly Part[];
  /** Text along its height: the part that keeps its room, and what draws it. */
  readonly upright?: { readonly room: Part; readonly draw: (place: Frame, out: Drawing[]) => void };
  readonly cell: TableCell;
  readonly edges: Edges;
  readonly padding: Padding;
  /** Rows of its group the cell covers, from its own row on. */
  readonly rows: number;
  /** A cell that goes on above or below draws no line there. */
  readonly openTop: boolean;
  readonly openBottom: boolean;
}

interface LaidRow {
  readonly boxes: readonly Box[];
  readonly minHeightPt: number;
  readonly whole: boolean;
}

/**
 * A table as one part a row, or a group of rows tied by `rowSpan`. A group higher than half a page loses its ties: the content of the
 * spanning cell stands in its first row and the lines between its rows stay open.
 */
export function tableParts(block: TableBlock, widthPt: number, pageHeightPt: number, laying: UprightLaying): Part[] {
  const spots = spotsOf(block);
  const layRows = rowLayout(block, spots, { widthPt, heightPt: pageHeightPt }, laying);
  // Cells of the header that reach further down take the rows they reach into the header.
  const headerCount = groupEnd(spots, 0, Math.min(block.headerRows ?? 0, spots.length));
  const header = headerCount > 0 ? groupPart(layRows(0, headerCount)) : null;
  const parts: Part[] = [];
  const repeated = header && header.heightPt < pageHeightPt / 3 ? { repeated: header } : {};
  for (let at = 0; at < spots.length;) {
    const isHeader = at < headerCount;
    const start = at;
    const end = isHeader ? headerCount : groupEnd(spots, at, at + 1);
    const group = layRows(start, end);
    const whole = groupPart(group);
    if (isHeader) parts.push({ ...whole, keepWithNext: end < spots.length });
    else if (group.length === 1) parts.push({ ...measuredOnly(whole, () => groupPart(layRows(start, end))), ...repeated });
    else if (whole.heightPt <= pageHeightPt / 2) parts.push({ ...whole, ...repeated });
    else for (const row of untie(group)) parts.push({ ...groupPart([row]), ...repeated });
    at = end;
  }
  return parts;
}

/** A part that keeps its height only and is laid out again when drawn: a table of many thousand cells would fill the memory. */
function measuredOnly({ heightPt, whole, drawLayer }: Part, build: () => Part): Part {
  return {
    ...contentPart(heightPt, (out, x, y) => build().draw(out, x, y)),
    ...(whole ? { whole } : {}),
    ...(drawLayer
      ? { drawLayer: (layer: Layer, out: Drawing[], x: number, y: number) => build().drawLayer?.(layer, out, x, y, undefined) }
      : {}),
    split: (roomPt) => build().split?.(roomPt) ?? null,
  };
}

/** Gives a function that lays out the rows from `start` to before `end`. */
function rowLayout(
  block: TableBlock,
  spots: readonly (readonly Spot[])[],
  { widthPt: roomPt, heightPt }: { readonly widthPt: number; readonly heightPt: number },
  laying: UprightLaying,
) {
  const count = spots.reduce((most, row) => Math.max(most, row.at(-1)?.end ?? 0), Math.max(1, block.columns.length));
  const widthPt = Math.min(roomPt, block.widthPt ?? roomPt);
  const free = roomPt - widthPt;
  const shift = block.align === 'center' ? free / 2 : block.align === 'right' ? free : Math.min(block.indentPt ?? 0, free);
  const places = edgesOf(block.columns, count, widthPt);
  return (start: number, end: number): LaidRow[] =>
    spots.slice(start, end).map((row, index) => ({
      minHeightPt: Math.min(block.rows[start + index]?.minHeightPt ?? 0, heightPt),
      whole: block.rows[start + index]?.whole ?? false,
      boxes: row.map(({ cell, column, end: endColumn, rows }): Box => {
        const x = places[column] ?? 0;
        const width = (places[endColumn] ?? widthPt) - x;
        const padding = cell.padding ?? PADDING;
        const edges = cell.edges ?? ((cell.border ?? block.border ?? true) ? GRID : {});
        const inner = Math.max(width - padding.leftPt - padding.rightPt, 6);
        const isGiven = rows > 1 || (block.rows[start + index]?.minHeightPt ?? 0) > 0;
        return {
          x: x + shift,
          width,
          ...contentOf(cell, inner, isGiven, laying),
          cell,
          edges,
          padding,
          rows,
          openTop: false,
          openBottom: false,
        };
      }),
    }));
}

function contentOf(cell: TableCell, widthPt: number, isGiven: boolean, laying: UprightLaying): Pick<Box, 'parts' | 'upright'> {
  const { blocks, direction, verticalAlign } = cell;
  if (!direction) return { parts: laying.layColumn(blocks, widthPt) };
  const isOver = (block: Block): boolean => block.kind === 'drawn' && !block.inFlow;
  const text = blocks.filter((block) => !isOver(block));
  const room = uprightRoom(text, widthPt, isGiven, laying.layColumn);
  const side = verticalAlign === 'middle' ? 'middle' : verticalAlign === 'bottom' ? 'last' : 'first';
  return {
    parts: [...laying.layColumn(blocks.filter(isOver), widthPt), room],
    upright: { room, draw: (place, out) => drawUpright(text, direction, side, place, laying, out) },
  };
}

function untie(group: readonly LaidRow[]): LaidRow[] {
  return group.map((row, index) => {
    const own = row.boxes.map((box) => ({ ...box, rows: 1, openBottom: box.rows > 1 }));
    const goingOn = group
      .slice(0, index)
      .flatMap((above, aboveIndex) =>
        above.boxes
          .filter((box) => aboveIndex + box.rows > index)
          .map((box) => ({ ...box, parts: [], rows: 1, openTop: true, openBottom: aboveIndex + box.rows - 1 > index })),
      );
    return { ...row, boxes: [...own, ...goingOn].sort((a, b) => a.x - b.x) };
  });
}

const boxHeight = ({ parts, padding }: Box): number => heightOf(parts) + padding.topPt + padding.bottomPt;

function rowHeights(group: readonly LaidRow[]): number[] {
  const heights = group.map((row) =>
    Math.max(row.minHeightPt || LEAST_ROW_PT, ...row.boxes.filter((box) => box.rows === 1).map(boxHeight)),
  );
  group.forEach((row, index) => {
    for (const box of row.boxes) {
      if (box.rows === 1) continue;
      const have = heights.slice(index, index + box.rows).reduce((sum, height) => sum + height, 0);
      const lastRow = Math.min(index + box.rows, heights.length) - 1;
      heights[lastRow] = (heights[lastRow] ?? 0) + Math.max(0, boxHeight(box) - have);
    }
  });
  return heights;
}

function groupPart(group: readonly LaidRow[]): Part {
  const heights = rowHeights(group);
  const tops = heights.map((_, index) => heights.slice(0, index).reduce((sum, height) => sum + height, 0));
  const heightPt = heights.reduce((sum, height) => sum + height, 0);
  const single = group.length === 1 ? group[0] : undefined;
  const eachBox = (use: (box: Box, top: number, height: number) => void): void =>
    group.forEach((row, index) => {
      for (const box of row.boxes) {
        const height = heights.slice(index, index + box.rows).reduce((sum, value) => sum + value, 0);
        use(box, tops[index] ?? 0, height);
      }
    });
  return {
    ...contentPart(heightPt, (out, x, y) => eachBox((box, top, height) => drawBox(box, out, x + box.x, y + top, height))),
    ...(group.some((row) => row.boxes.some(({ parts }) => parts.some(({ drawLayer }) => drawLayer !== undefined)))
      ? {
          drawLayer: (layer: Layer, out: Drawing[], x: number, y: number) =>
            eachBox((box, top, height) =>
              drawLayerOf(box.parts, layer, out, x + box.x + box.padding.leftPt, y + top + contentTop(box, height)),
            ),
        }
      : {}),
    ...(single ? { split: (roomPt: number) => splitRow(single, roomPt), whole: single.whole } : {}),
  };
}

/** Divides a row by cutting each of its cells; the row's own minimum height counts for the first half only. */
function splitRow(row: LaidRow, roomPt: number): readonly [Part, Part] | null {
  const upper: Box[] = [];
  const lower: Box[] = [];
  for (const box of row.boxes) {
    const halves =
      box.parts.length === 0 ? ([[], []] as const) : splitParts(box.parts, roomPt - box.padding.topPt - box.padding.bottomPt);
    if (!halves) return null;
    upper.push({ ...box, parts: halves[0], openBottom: true });
    lower.push({ ...box, parts: halves[1], openTop: true });
  }
  if (lower.every((box) => box.parts.length === 0)) return null;
  return [groupPart([{ ...HALF, boxes: upper }]), groupPart([{ ...HALF, boxes: lower }])];
}

const HALF = { minHeightPt: 0, whole: false };

function drawBox(box: Box, out: Drawing[], x: number, y: number, height: number): void {
  const { width, cell, padding, edges } = box;
  if (cell.shade !== undefined) out.push({ kind: 'rect', x, y, width, height, fill: cell.shade });
  const { top, bottom, ...sides } = edges;
  drawEdges(
    { ...sides, ...(top && !box.openTop ? { top } : {}), ...(bottom && !box.openBottom ? { bottom } : {}) },
    { x, y, width, height },
    out,
  );
  if (box.upright && box.parts.includes(box.upright.room)) {
    const inner = { width: Math.max(6, width - padding.leftPt - padding.rightPt), height: Math.max(6, height - padding.topPt - padding.bottomPt) }; // prettier-ignore
    box.upright.draw({ x: x + padding.leftPt, y: y + padding.topPt, ...inner }, out);
  } else drawParts(box.parts, out, x + padding.leftPt, y + contentTop(box, height));
}

/** How far below the edge of a box of that height its content begins. */
function contentTop(box: Box, height: number): number {
  const free = height - boxHeight(box);
  const { verticalAlign } = box.cell;
  const shift = verticalAlign === 'middle' ? free / 2 : verticalAlign === 'bottom' ? free : 0;
  return box.padding.topPt + Math.max(0, shift);
}
