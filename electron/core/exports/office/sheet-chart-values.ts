import type { CellObject, WorkBook, WorkSheet } from '@e965/xlsx';
import { child, elements, textOf, type XmlElement } from '../../xml-tree.ts';
import { xlsx } from '../../xlsx-library.ts';

/** No chart is drawn of more cells. */
const MOST_CELLS = 60_000;
const DAY_MS = 86_400_000;

/**
 * A chart part whose references without kept values (as programs write them that do not calculate) hold those of the cells they lead to, a
 * part of the workbook it lies in. `root` is a tree of local names; what leads nowhere stays as it is.
 */
export function withCellValues(root: XmlElement, book: WorkBook): XmlElement {
  const isReference = /^(num|str)Ref$/.test(root.name);
  const isEmpty = isReference && !elements(root).some((one) => /Cache$/.test(one.name) && child(one, 'pt'));
  const cells = isEmpty ? cellsOf(textOf(child(root, 'f') ?? { name: '', attributes: {}, children: [] }), book) : null;
  if (cells) return { ...root, children: [...root.children, cacheOf(cells)] };
  if (isReference) return root;
  return { ...root, children: root.children.map((one) => (typeof one === 'string' ? one : withCellValues(one, book))) };
}

/** Cells of `'Sheet 1'!$A$2:$A$9` in their order, hidden ones left out as a spreadsheet does; null where it is no such range. */
function cellsOf(formula: string, book: WorkBook): (CellObject | undefined)[] | null {
  const named = book.Workbook?.Names?.find(({ Name }) => Name === formula.trim())?.Ref ?? formula;
  const [, quoted, plain, range] =
    /^(?:'((?:[^']|'')+)'|([^'!]+))!(\$?[A-Z]+\$?\d+(?::\$?[A-Z]+\$?\d+)?)$/.exec(named.trim()) ?? [];
  const sheet = book.Sheets[quoted?.replaceAll("''", "'") ?? plain ?? ''];
  if (!sheet || range === undefined) return null;
  const { s, e } = xlsx().utils.decode_range(range.replaceAll('$', ''));
  if ((e.r - s.r + 1) * (e.c - s.c + 1) > MOST_CELLS) return null;
  const cells: (CellObject | undefined)[] = [];
  for (let row = s.r; row <= e.r; row++)
    for (let column = s.c; column <= e.c; column++) if (!isHidden(sheet, row, column)) cells.push(cellAt(sheet, row, column));
  return cells;
}

function isHidden(sheet: WorkSheet, row: number, column: number): boolean {
  return sheet['!rows']?.[row]?.hidden === true || sheet['!cols']?.[column]?.hidden === true;
}

function cellAt(sheet: WorkSheet, row: number, column: number): CellObject | undefined {
  return sheet[xlsx().utils.encode_cell({ r: row, c: column })] as CellObject | undefined;
}

function cacheOf(cells: readonly (CellObject | undefined)[]): XmlElement {
  const isText = cells.some((cell) => typeof cell?.v === 'string' && cell.t === 's' && cell.v.trim() !== '');
  const element = (name: string, attributes: Record<string, string>, children: (XmlElement | string)[]): XmlElement => ({ name, attributes, children }); // prettier-ignore
  const points = cells.flatMap((cell, at): XmlElement[] => {
    if (cell?.v === undefined || cell.t === 'e' || cell.t === 'z') return [];
    const value = isText ? (cell.w ?? String(cell.v)) : String(cell.v instanceof Date ? serialOf(cell.v) : cell.v);
    return [element('pt', { idx: String(at) }, [element('v', {}, [value])])];
  });
  const first = cells.find((cell) => cell?.t === 'n' || cell?.t === 'd');
  const format = typeof first?.z === 'string' ? first.z : first?.v instanceof Date ? 'yyyy/m/d' : 'General';
  const code = isText ? [] : [element('formatCode', {}, [format])];
  return element(isText ? 'strCache' : 'numCache', {}, [
    ...code,
    element('ptCount', { val: String(cells.length) }, []),
    ...points,
  ]);
}

/** Days since the day a spreadsheet counts from. */
function serialOf(date: Date): number {
  const local = Date.UTC(date.getFullYear(), date.getMonth(), date.getDate(), date.getHours(), date.getMinutes());
  return (local - Date.UTC(1899, 11, 30)) / DAY_MS;
}
