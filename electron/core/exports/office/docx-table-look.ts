import { child, type XmlElement } from '../../xml-tree.ts';
import type { DocxContext } from './docx-context.ts';
import { isOn } from './docx-look.ts';
import type { RawCell } from './docx-table-grid.ts';
import { over, readLines, readMargins, readShade, type TableLook } from './docx-table-style.ts';

/** What the table and its style say of the cell at a place. */
export function looksOf(
  table: XmlElement,
  rowCount: number,
  columnCount: number,
  context: DocxContext,
): (row: number, cell: RawCell) => TableLook {
  const properties = child(table, 'w:tblPr');
  const style = context.styles.table(child(properties, 'w:tblStyle')?.attributes['w:val']);
  const shade = readShade(child(properties, 'w:shd'));
  const own: TableLook = {
    lines: readLines(child(properties, 'w:tblBorders')),
    margins: readMargins(child(properties, 'w:tblCellMar')),
    look: {},
    ...(shade === undefined ? {} : { shade }),
  };
  const uses = shownParts(child(properties, 'w:tblLook')?.attributes ?? {});
  const known = new Map<string, TableLook>();
  return (row, { column, span }) => {
    const names =
      style.parts.size === 0 ? [] : partNames(row, column, column + span, rowCount, columnCount, uses, style.bandRows);
    const key = names.join(' ');
    const made =
      known.get(key) ??
      over(
        names.reduce<TableLook>((below, name) => {
          const part = style.parts.get(name);
          return part ? over(below, asWhole(part, name)) : below;
        }, style),
        own,
      );
    known.set(key, made);
    return made;
  };
}

/** A row's own lines above and below are those of all its cells; those at its ends only of the table's edges. */
function asWhole(part: TableLook, name: string): TableLook {
  const { top, bottom, left, right } = part.lines;
  const isRow = /Row$|Horz$/.test(name);
  const isColumn = /Col$|Vert$/.test(name);
  const across = isRow ? (bottom === undefined ? top : bottom) : undefined;
  const down = isColumn ? (right === undefined ? left : right) : undefined;
  return {
    ...part,
    lines: {
      ...part.lines,
      ...(across === undefined ? {} : { insideH: across }),
      ...(down === undefined ? {} : { insideV: down }),
    },
  };
}

interface Uses {
  readonly firstRow: boolean;
  readonly lastRow: boolean;
  readonly firstColumn: boolean;
  readonly lastColumn: boolean;
  readonly rowBands: boolean;
  readonly columnBands: boolean;
}

/** w:tblLook (17.4.55), as single words or as the bits older versions write. */
function shownParts(attributes: Readonly<Record<string, string>>): Uses {
  const bits = Number.parseInt(attributes['w:val'] ?? '0000', 16) || 0;
  const said = (name: string, bit: number): boolean => {
    const value = attributes[`w:${name}`];
    return value === undefined ? (bits & bit) !== 0 : isOn(value);
  };
  return {
    firstRow: said('firstRow', 0x20),
    lastRow: said('lastRow', 0x40),
    firstColumn: said('firstColumn', 0x80),
    lastColumn: said('lastColumn', 0x100),
    rowBands: !said('noHBand', 0x200),
    columnBands: !said('noVBand', 0x400),
  };
}

/** Names of the parts of a style a cell belongs to, the weakest first. */
function partNames(
  row: number,
  column: number,
  end: number,
  rowCount: number,
  columnCount: number,
  uses: Uses,
  bandRows: number,
): string[] {
  const top = uses.firstRow && row === 0;
  const bottom = uses.lastRow && row === rowCount - 1;
  const first = uses.firstColumn && column === 0;
  const last = uses.lastColumn && end >= columnCount;
  const bandRow = Math.floor((row - (uses.firstRow ? 1 : 0)) / bandRows);
  const bandColumn = column - (uses.firstColumn ? 1 : 0);
  return [
    ...(uses.columnBands && !first && !last ? [bandColumn % 2 === 0 ? 'band1Vert' : 'band2Vert'] : []),
    ...(uses.rowBands && !top && !bottom ? [bandRow % 2 === 0 ? 'band1Horz' : 'band2Horz'] : []),
    ...(last ? ['lastCol'] : []),
    ...(first ? ['firstCol'] : []),
    ...(bottom ? ['lastRow'] : []),
    ...(top ? ['firstRow'] : []),
  ];
}
