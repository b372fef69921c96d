/** 台账 as data: a ledger is columns, states and what is worked out from its rows. Storage, Excel and the screen know no ledger by name. */

export type Value = string | number;
/** By column key; what is empty is not there. Dates are `YYYY-MM-DD`. */
export type Values = Readonly<Record<string, Value>>;

export type ColumnType = 'text' | 'long' | 'number' | 'date' | 'choice' | 'unit' | 'person' | 'indicator' | 'site' | 'siteType';

/** A column a person fills in. */
export interface StoredColumn {
  readonly key: string;
  readonly header: string;
  readonly type: ColumnType;
  readonly required?: boolean;
  /** Of a `choice`: exactly these. Where `open` is set others may be written. */
  readonly choices?: readonly string[];
  readonly open?: boolean;
  /** Other headers of the same column in tables of others. */
  readonly synonyms?: readonly string[];
  readonly hint?: string;
  readonly widthChars?: number;
  /** Of an `indicator`: leaves with such a word in their name, or in that of the branch above, come first; an only one is filled in. */
  readonly prefers?: readonly string[];
}

/** A column that is worked out, in the window and in the workbook alike; never read back from a workbook. */
export interface DerivedColumn {
  readonly key: string;
  readonly header: string;
  readonly type: 'text' | 'number' | 'date';
  readonly derive: (row: LedgerRow, among: Among) => Value | null;
  readonly widthChars?: number;
}

/** A state with its own shape; colour only helps. */
export interface LedgerState {
  readonly name: string;
  readonly shape: string;
  readonly tone: 'good' | 'warn' | 'bad' | 'none';
  /** What others call it in their tables. */
  readonly synonyms?: readonly string[];
  /** Nothing is overdue any more. */
  readonly closed?: boolean;
}

/** An allowed step from one state to another. */
export interface Move {
  readonly from: string;
  readonly to: string;
  readonly word: string;
  /** Columns that must be filled in first. */
  readonly needs?: readonly string[];
  /** A document of this role must be there, or the reason (`reasonKey`) be written. */
  readonly needsRole?: string;
  /** Column that takes the reason the person writes; without `needsRole` the reason is demanded. */
  readonly reasonKey?: string;
  /** Columns filled in by the step, when it is done; with `clears` they are emptied. */
  readonly signs?: { readonly by: string; readonly on: string };
  readonly clears?: readonly string[];
}

export interface DocumentRole {
  readonly role: string;
  readonly label: string;
  /** Named as lacking where none is attached. */
  readonly expected?: boolean;
  /** Words in the names of such papers; with them the papers of an occasion can be looked for. */
  readonly names?: readonly string[];
  /** Pictures count whatever they are called. */
  readonly pictures?: true;
}

export interface LedgerDefinition {
  readonly id: string;
  readonly name: string;
  readonly altNames: readonly string[];
  readonly group: '整改' | '点位' | '考核' | '会议' | '群众' | '机制';
  /** One sentence: what belongs here. */
  readonly about: string;
  readonly columns: readonly StoredColumn[];
  readonly derived?: readonly DerivedColumn[];
  /** Columns that tell one row from another when a workbook is read in. */
  readonly keys: readonly string[];
  /** Columns of the list on the screen; the rest is in the form and the workbook. */
  readonly shown: readonly string[];
  readonly states?: readonly LedgerState[];
  readonly moves?: readonly Move[];
  /** The day by which a row that is not closed must be done. */
  readonly dueKey?: string;
  readonly roles?: readonly DocumentRole[];
  /** What a row can become in another ledger, a new row each: one is filled in for the person to store, several are stored at once. */
  readonly spawn?: {
    readonly label: string;
    readonly ledger: string;
    readonly values: (row: LedgerRow) => readonly Readonly<Record<string, string>>[];
  };
  /** Numbers and pictures over all rows. */
  readonly figures?: (rows: readonly LedgerRow[], among: Among) => readonly Figure[];
  /** Rows a report of a period is made of: their day. */
  readonly dayKey?: string;
  /** What a report of a period (周报, 月报) says first, in sentences, from all rows. */
  readonly report?: (rows: readonly LedgerRow[], period: Period, among: Among) => readonly string[];
}

/** Days, both inclusive, `YYYY-MM-DD`. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** True for a day within the period; false for no day. */
export function isWithin(day: string, { from, to }: Period): boolean {
  return day !== '' && day >= from && day <= to;
}

export interface RowDocument {
  readonly documentId: number;
  readonly role: string;
}

export interface LedgerRow {
  readonly id: number;
  readonly position: number;
  readonly values: Values;
  readonly state: string | null;
  readonly documents: readonly RowDocument[];
}

/** What a derived value may look at besides its row. */
export interface Among {
  /** Local day. */
  readonly today: string;
  readonly rowsOf: (ledger: string) => readonly LedgerRow[];
  /** The rows of a ledger by what a column holds; worked out once. */
  readonly by: (ledger: string, column: string) => ReadonlyMap<string, readonly LedgerRow[]>;
  /** What looks at a whole ledger (places of all rows): worked out once for all rows, kept under a name of its own. */
  readonly once: <Made>(name: string, make: () => Made) => Made;
}

/** Something to show over the rows; every picture carries its numbers as words. */
export type Figure =
  | {
      readonly kind: 'number';
      readonly label: string;
      readonly value: string;
      readonly note: string;
      readonly tone: LedgerState['tone'];
    }
  | {
      readonly kind: 'bars';
      readonly title: string;
      readonly note?: string;
      /** Full length. */
      readonly most: number;
      readonly bars: readonly { readonly label: string; readonly value: number; readonly words: string }[];
    }
  | {
      readonly kind: 'line';
      readonly title: string;
      readonly points: readonly { readonly label: string; readonly value: number }[];
    }
  | {
      readonly kind: 'table';
      readonly title: string;
      readonly note?: string;
      readonly headers: readonly string[];
      readonly rows: readonly (readonly Value[])[];
    }
  | {
      readonly kind: 'calendar';
      readonly title: string;
      readonly days: readonly { readonly date: string; readonly words: string; readonly id: number }[];
    };

/** What a column holds, as text; '' when empty. */
export function textOf(row: LedgerRow, key: string): string {
  return String(row.values[key] ?? '');
}

/** What a column holds, as a number; 0 when empty or no number. */
export function numberOf(row: LedgerRow, key: string): number {
  const value = Number(row.values[key] ?? 0);
  return Number.isFinite(value) ? value : 0;
}

/** Makes what derived values look at from all rows that are there. `today` is a local `YYYY-MM-DD`. */
export function among(rows: ReadonlyMap<string, readonly LedgerRow[]>, today: string): Among {
  const made = new Map<string, ReadonlyMap<string, readonly LedgerRow[]>>();
  const kept = new Map<string, unknown>();
  const rowsOf = (ledger: string): readonly LedgerRow[] => rows.get(ledger) ?? [];
  return {
    today,
    rowsOf,
    by(ledger, column) {
      const key = `${ledger} ${column}`;
      const known = made.get(key);
      if (known) return known;
      const groups = groupBy(rowsOf(ledger), (row) => textOf(row, column));
      made.set(key, groups);
      return groups;
    },
    once<Made>(name: string, make: () => Made): Made {
      if (!kept.has(name)) kept.set(name, make());
      return kept.get(name) as Made;
    },
  };
}

/** Rows by a word, in the order in which the words first come. */
export function groupBy<Row>(rows: readonly Row[], key: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const word = key(row);
    const found = groups.get(word);
    if (found) found.push(row);
    else groups.set(word, [row]);
  }
  return groups;
}

/** True when a row should have been done before `today` and is not closed. */
export function isOverdue(definition: LedgerDefinition, row: LedgerRow, today: string): boolean {
  if (definition.dueKey === undefined || isClosed(definition, row)) return false;
  const due = textOf(row, definition.dueKey);
  return due !== '' && due < today;
}

/** True for a row whose state ends it. */
export function isClosed(definition: LedgerDefinition, row: LedgerRow): boolean {
  return definition.states?.find((state) => state.name === row.state)?.closed ?? false;
}

/** The steps a row may take now. */
export function movesOf(definition: LedgerDefinition, state: string | null): readonly Move[] {
  return (definition.moves ?? []).filter((move) => move.from === state);
}

/** Why a row cannot take a step now, one sentence, or null. `reason`: what the person wrote for it. */
export function refusalOf(definition: LedgerDefinition, row: LedgerRow, move: Move, reason: string): string | null {
  const empty = (move.needs ?? []).filter((key) => textOf(row, key) === '');
  if (empty.length > 0) {
    const names = empty.map((key) => definition.columns.find((column) => column.key === key)?.header ?? key);
    return `“${move.word}”之前要先填${names.join('、')}。`;
  }
  const written = reason.trim() !== '';
  if (move.needsRole !== undefined) {
    const role = definition.roles?.find((one) => one.role === move.needsRole);
    const has = row.documents.some((one) => one.role === move.needsRole);
    if (!has && !written) return `“${move.word}”要有${role?.label ?? ''}。请先在“照片和佐证”里选一张,或写明没有照片的理由。`;
    return null;
  }
  return move.reasonKey !== undefined && !written ? `“${move.word}”要写明原因。` : null;
}

/** Documents that are expected of a row and not there, by their labels. */
export function lackingRoles(definition: LedgerDefinition, row: LedgerRow): readonly string[] {
  return (definition.roles ?? [])
    .filter((role) => role.expected && !row.documents.some((one) => one.role === role.role))
    .map((role) => role.label);
}

/** Whole days from `from` to `to`, both `YYYY-MM-DD`. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** `2026 年第 4 季度`; '' for no day. */
export function quarterOf(day: string): string {
  const match = /^(\d{4})-(\d{2})-\d{2}$/.exec(day);
  return match ? `${match[1]} 年第 ${Math.ceil(Number(match[2]) / 3)} 季度` : '';
}

/** The value to the hundredth: shares of points (A/B/C are 100, 66 and 33 %) add up without loss. */
export function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}

/** To one decimal, which a whole number does not show: `66.7`, `100`. */
export function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
