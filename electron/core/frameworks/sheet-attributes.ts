import { readDue, readMethods, readUnits, splitOutsideBrackets } from './cell-text.ts';
import type { DraftNode, NotUnderstood } from './sheet-draft.ts';
import { columnLetter, type Grid, type GridCell } from './sheet-grid.ts';
import type { Header } from './sheet-header.ts';

export interface AttributeRow {
  readonly grid: Grid;
  readonly header: Header;
  /** 0-based. */
  readonly row: number;
  /** Collects what could not be taken over. */
  readonly problems: NotUnderstood[];
}

/** Adds what one row says about its indicator: units, methods, due date, material text … A merged cell counts once. */
export function addAttributes(node: DraftNode, { grid, header, row, problems }: AttributeRow): void {
  const cells = grid.rows[row] ?? [];
  for (const { column, field } of header.columns) {
    const cell = cells[column];
    if (!cell || cell.text === '' || node.usedCells.has(cell)) continue;
    node.usedCells.add(cell);
    switch (field) {
      case 'methods':
        node.methods = [...new Set([...node.methods, ...readMethods(cell.text)])];
        break;
      case 'lead':
      case 'units':
      case 'partners':
        addUnits(problems, { node, row, column, cell, field });
        break;
      case 'due': {
        const due = cell.date ?? readDue(cell.text);
        if (!node.due.includes(due)) node.due.push(due);
        break;
      }
      case 'materials':
        node.materials.push({ row: row + 1, column: columnLetter(column), text: cell.text });
        break;
      case 'fullStandard':
        node.standard = cell.text;
        break;
      case 'keywords':
      case 'weakKeywords':
      case 'altCodes':
        node[field] = splitOutsideBrackets(cell.text, cell.text.includes('\n') ? '\n' : '、,，;；');
        break;
      case 'confidence':
        node.confidence = CONFIDENCE.get(cell.text) ?? '';
        break;
      case 'level':
      case 'standard':
      case 'code':
      case 'serial':
      case 'other':
        break;
    }
  }
}

export const CONFIDENCE: ReadonlyMap<string, string> = new Map([
  ['高', 'high'],
  ['中', 'medium'],
  ['低', 'low'],
]);

interface UnitCell {
  readonly node: DraftNode;
  readonly row: number;
  readonly column: number;
  readonly cell: GridCell;
  readonly field: 'lead' | 'units' | 'partners';
}

function addUnits(problems: NotUnderstood[], { node, row, column, cell, field }: UnitCell): void {
  const { lead, units, rest } = readUnits(cell.text);
  for (const word of rest) {
    const reason = `“${word}”没有写明是哪个单位,请补全`;
    problems.push({ row: row + 1, column: columnLetter(column), text: cell.text, reason });
  }
  if (field === 'lead') {
    node.lead ||= lead || (units[0] ?? '');
    node.units.push(...units);
  } else if (field === 'units') {
    node.lead ||= lead;
    node.units.push(...units);
  } else node.partners.push(...units);
}
