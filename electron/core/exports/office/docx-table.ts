import type { Block, Edges, Stroke, TableBlock, TableCell, TableRow } from '../layout/blocks.ts';
import { child, elements, type XmlElement } from '../../xml-tree.ts';
import type { DocxContext } from './docx-context.ts';
import { isOn } from './docx-look.ts';
import { looksOf } from './docx-table-look.ts';
import { readLines, readMargins, readShade, type Lines, type Side } from './docx-table-style.ts';
import { columnsOf, type RawCell, type RawRow } from './docx-table-grid.ts';

const PT = 20;
/** What Word leaves at the left and right of a cell where nothing is said. */
const SIDE_MARGIN_PT = 5.4;

/**
 * A table (ECMA-376 part 1, 17.4) with the widths, lines, shading and margins of its style, itself and its cells; rows that a tracked
 * change deleted and hidden ones are left out. Null where no row is left.
 */
export function readTable(table: XmlElement, context: DocxContext, depth: number): TableBlock | null {
  const properties = child(table, 'w:tblPr');
  const rows = rowsOf(table);
  if (rows.length === 0) return null;
  const { columns, widthPt } = columnsOf(table, rows, context.widthPt);
  const looks = looksOf(table, rows.length, columns.length, context);
  const places = rows.map(({ cells }) => ({
    starts: new Map(cells.map((cell) => [cell.column, cell])),
    ends: new Map(cells.map((cell) => [cell.column + cell.span, cell])),
  }));
  const whole = columns.reduce((sum, width) => sum + width, 0);
  const room = widthPt ?? context.widthPt;
  const laid = rows.map((row, at): TableRow => {
    const cells = row.cells
      .filter((cell) => cell.merge !== 'continue')
      .map((cell): TableCell => {
        const below = cell.merge === 'restart' ? continued(places, at, cell.column) : [];
        const look = looks(at, cell);
        const margins = { ...look.margins, ...readMargins(child(cell.properties, 'w:tcMar')) };
        const padding = {
          topPt: margins.top ?? 0,
          rightPt: margins.right ?? SIDE_MARGIN_PT,
          bottomPt: margins.bottom ?? 0,
          leftPt: margins.left ?? SIDE_MARGIN_PT,
        };
        const share = columns.slice(cell.column, cell.column + cell.span).reduce((sum, width) => sum + width, 0) / whole;
        const inside = { ...context, cellLook: look.look, widthPt: Math.max(6, room * share - padding.leftPt - padding.rightPt) };
        const blocks = cell.element ? context.readBody(cell.element, inside, depth + 1) : [];
        const shade = readShade(child(cell.properties, 'w:shd'));
        const fill = shade === undefined ? look.shade : shade;
        const rowSpan = 1 + below.length;
        return {
          blocks: row.exact && blocks.every(isEmpty) ? [] : withRoomAbove(blocks),
          ...(cell.span > 1 ? { colSpan: cell.span } : {}),
          ...(rowSpan > 1 ? { rowSpan } : {}),
          verticalAlign: cell.vertical,
          ...(cell.direction ? { direction: cell.direction } : {}),
          ...(fill ? { shade: fill } : {}),
          edges: cell.element ? edgesOf(cell, below.at(-1) ?? cell, at, rowSpan, places, look.lines, columns.length) : {},
          padding,
        };
      });
    return { cells, ...(row.heightPt > 0 ? { minHeightPt: row.heightPt } : {}), ...(row.whole ? { whole: true } : {}) };
  });
  const headerRows = rows.findIndex((row) => !row.isHeader);
  const place = child(properties, 'w:jc')?.attributes['w:val'] ?? child(properties, 'w:tblpPr')?.attributes['w:tblpXSpec'];
  const indent = Number(child(properties, 'w:tblInd')?.attributes['w:w'] ?? 0) / PT || 0;
  return {
    kind: 'table',
    columns,
    rows: laid,
    headerRows: Math.max(0, headerRows),
    ...(widthPt === undefined ? {} : { widthPt }),
    align: place === 'center' ? 'center' : place === 'right' || place === 'end' ? 'right' : 'left',
    ...(indent === 0 ? {} : { indentPt: Math.min(200, Math.max(-20, indent)) }),
  };
}

const isEmpty = (block: Block): boolean => block.kind === 'space';

/** The distance above the first paragraph, which a page drops at its head and a cell does not. */
function withRoomAbove(blocks: readonly Block[]): readonly Block[] {
  const [first, ...rest] = blocks;
  if (first?.kind !== 'paragraph' || !first.spaceBeforePt) return blocks;
  return [{ kind: 'space', heightPt: first.spaceBeforePt }, { ...first, spaceBeforePt: 0 }, ...rest];
}

function rowsOf(table: XmlElement): RawRow[] {
  const found = elements(table).flatMap((element) =>
    element.name === 'w:tr' ? [element] : element.name === 'w:sdt' ? within(element, 'w:tr') : [],
  );
  return found.flatMap((row): RawRow[] => {
    const properties = child(row, 'w:trPr');
    if (child(properties, 'w:del') || isSaid(child(properties, 'w:hidden'))) return [];
    const height = child(properties, 'w:trHeight')?.attributes ?? {};
    const before = gap(child(properties, 'w:gridBefore'));
    const cells: RawCell[] = before > 0 ? [blank(0, before)] : [];
    let column = before;
    for (const element of elements(row)) {
      for (const cell of element.name === 'w:tc' ? [element] : element.name === 'w:sdt' ? within(element, 'w:tc') : []) {
        const read = readCell(cell, column);
        column += read.span;
        cells.push(read);
      }
    }
    const after = gap(child(properties, 'w:gridAfter'));
    if (after > 0) cells.push(blank(column, after));
    return [
      {
        cells,
        heightPt: Math.max(0, Number(height['w:val'] ?? 0) / PT || 0),
        exact: height['w:hRule'] === 'exact',
        whole: isSaid(child(properties, 'w:cantSplit')),
        isHeader: isSaid(child(properties, 'w:tblHeader')),
      },
    ];
  });
}

/** Elements of that name in a content control, but none of a table within. */
function within(control: XmlElement, name: string): XmlElement[] {
  return elements(control).flatMap((element) =>
    element.name === name ? [element] : element.name === 'w:sdtContent' || element.name === 'w:sdt' ? within(element, name) : [],
  );
}

const isSaid = (element: XmlElement | undefined): boolean => element !== undefined && isOn(element.attributes['w:val']);
const MOST_SPAN = 60;
const gap = (element: XmlElement | undefined): number =>
  Math.min(MOST_SPAN, Math.max(0, Math.floor(Number(element?.attributes['w:val'] ?? 0)) || 0));
const blank = (column: number, span: number): RawCell => ({ column, span, merge: 'none', vertical: 'top', lines: {} });

function readCell(cell: XmlElement, column: number): RawCell {
  const properties = child(cell, 'w:tcPr');
  const merge = child(properties, 'w:vMerge');
  const vertical = child(properties, 'w:vAlign')?.attributes['w:val'];
  return {
    element: cell,
    properties,
    column,
    span: Math.max(1, gap(child(properties, 'w:gridSpan'))),
    merge: !merge ? 'none' : merge.attributes['w:val'] === 'restart' ? 'restart' : 'continue',
    vertical: vertical === 'center' ? 'middle' : vertical === 'bottom' ? 'bottom' : 'top',
    ...directionOf(child(properties, 'w:textDirection')?.attributes['w:val']),
    lines: readLines(child(properties, 'w:tcBorders')),
  };
}

/** How the lines of a cell run by w:textDirection (17.18.93, and the names of its first edition); those that run as usual say nothing. */
function directionOf(value: string | undefined): Pick<TableCell, 'direction'> {
  if (value === 'tbRl' || value === 'tbRlV' || value === 'tbLrV' || value === 'rl' || value === 'rlV')
    return { direction: 'down' };
  return value === 'btLr' || value === 'lr' ? { direction: 'up' } : {};
}

type Places = readonly {
  readonly starts: ReadonlyMap<number, RawCell>;
  readonly ends: ReadonlyMap<number, RawCell>;
}[];

/** The cells below that go on with the vertically merged one at `column`. */
function continued(places: Places, row: number, column: number): RawCell[] {
  const cells: RawCell[] = [];
  for (let at = row + 1; ; at++) {
    const cell = places[at]?.starts.get(column);
    if (cell?.merge !== 'continue') return cells;
    cells.push(cell);
  }
}

/**
 * The lines of a cell. What a cell says wins over what the table says, also of a neighbour's side of the same edge, which then draws it
 * or leaves it open (17.4.66); of a merged cell the last one says what is below.
 */
function edgesOf(
  cell: RawCell,
  last: RawCell,
  row: number,
  rowSpan: number,
  places: Places,
  lines: Lines,
  columnCount: number,
): Edges {
  const end = cell.column + cell.span;
  const own = { ...cell.lines, bottom: last.lines.bottom };
  const neighbours = {
    top: places[row - 1]?.starts.get(cell.column)?.lines.bottom,
    bottom: places[row + rowSpan]?.starts.get(cell.column)?.lines.top,
    left: places[row]?.ends.get(cell.column)?.lines.right,
    right: places[row]?.starts.get(end)?.lines.left,
  };
  const isOuter = { top: row === 0, bottom: row + rowSpan >= places.length, left: cell.column === 0, right: end >= columnCount };
  const edges: Partial<Record<'top' | 'right' | 'bottom' | 'left', Stroke>> = {};
  for (const side of ['top', 'right', 'bottom', 'left'] as const) {
    const said = own[side];
    const inner: Side = side === 'top' || side === 'bottom' ? 'insideH' : 'insideV';
    const line = said !== undefined ? said : neighbours[side] !== undefined ? null : lines[isOuter[side] ? side : inner];
    if (line) edges[side] = line;
  }
  return edges;
}
