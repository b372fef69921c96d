import type { RecordRow } from '../../../shared/contract/records.ts';
import type { LedgerDefinition, Value } from '../../../shared/domain/ledgers/ledger.ts';

export interface RowFilter {
  readonly text: string;
  readonly state: string | null;
  readonly late: boolean;
}

/** True when every word of the text stands somewhere in the row, and it has the state and is overdue where that is asked. */
export function matches(row: RecordRow, { text, state, late }: RowFilter): boolean {
  if (state !== null && row.state !== state) return false;
  if (late && !row.overdue) return false;
  const words = text
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return true;
  const all = [...Object.values(row.values), ...Object.values(row.derived), row.state].join('\n').toLowerCase();
  return words.every((word) => all.includes(word));
}

/** Words of a row's column, worked out or filled in; '' when empty. */
export function shownValue(row: RecordRow, key: string): Value {
  return row.values[key] ?? row.derived[key] ?? '';
}

export interface ShownColumn {
  readonly key: string;
  readonly header: string;
  readonly number: boolean;
  readonly wide: boolean;
}

/** The columns of the list, the state among them. */
export function shownColumns(definition: LedgerDefinition): readonly ShownColumn[] {
  const all = [...definition.columns, ...(definition.derived ?? [])];
  return definition.shown.flatMap((key) => {
    const column = all.find((one) => one.key === key);
    return column ? [{ key, header: column.header, number: column.type === 'number', wide: column.type === 'long' }] : [];
  });
}

/** Sorts by a column, numbers by their value and words as a Chinese reader expects; empty ones come last either way. */
export function sortRows(
  rows: readonly RecordRow[],
  { key, direction }: { readonly key: string; readonly direction: 1 | -1 },
  states: readonly string[],
): readonly RecordRow[] {
  const chinese = new Intl.Collator('zh-CN', { numeric: true });
  const place = (row: RecordRow): Value => (key === '$state' ? states.indexOf(row.state ?? '') : shownValue(row, key));
  return rows.toSorted((one, other) => {
    const [a, b] = [place(one), place(other)];
    if (a === '' || b === '') return a === b ? 0 : a === '' ? 1 : -1;
    const order = typeof a === 'number' && typeof b === 'number' ? a - b : chinese.compare(String(a), String(b));
    return order * direction;
  });
}
