import { ledgerOf } from '../../../../shared/domain/ledgers/index.ts';
import { among, type Among, type Figure, type LedgerRow, type Value } from '../../../../shared/domain/ledgers/ledger.ts';

export const TODAY = '2026-11-26';

type Written = Readonly<Record<string, Value>> & { readonly $state?: string };

/** Rows of one ledger as they are stored; `$state` is the state, `roles` what is attached to the row of the same place. */
export function rowsOf(written: readonly Written[], roles: readonly (readonly string[])[] = []): readonly LedgerRow[] {
  return written.map(({ $state, ...values }, at) => ({
    id: at + 1,
    position: at + 1,
    values: values as Readonly<Record<string, Value>>,
    state: $state ?? null,
    documents: (roles[at] ?? []).map((role, place) => ({ documentId: place + 1, role })),
  }));
}

/** What a ledger shows over its rows, with other ledgers beside it. */
export function figuresOf(
  ledger: string,
  rows: readonly LedgerRow[],
  beside: Readonly<Record<string, readonly LedgerRow[]>> = {},
): readonly Figure[] {
  return ledgerOf(ledger)!.figures!(rows, around(ledger, rows, beside));
}

/** The worked-out columns of every row. */
export function derivedOf(
  ledger: string,
  rows: readonly LedgerRow[],
  beside: Readonly<Record<string, readonly LedgerRow[]>> = {},
): readonly Readonly<Record<string, Value | null>>[] {
  const columns = ledgerOf(ledger)!.derived ?? [];
  const all = around(ledger, rows, beside);
  return rows.map((row) => Object.fromEntries(columns.map(({ key, derive }) => [key, derive(row, all)])));
}

function around(ledger: string, rows: readonly LedgerRow[], beside: Readonly<Record<string, readonly LedgerRow[]>>): Among {
  return among(new Map([...Object.entries(beside), [ledger, rows]]), TODAY);
}

/** A number by its label, as `value note`. */
export function numberWords(figures: readonly Figure[], label: string): string {
  const found = figures.find((one) => one.kind === 'number' && one.label === label);
  return found?.kind === 'number' ? `${found.value} ${found.note} ${found.tone}` : `(没有“${label}”)`;
}

/** The bars of a title, as `label words`. */
export function barWords(figures: readonly Figure[], title: string): readonly string[] {
  const found = figures.find((one) => one.kind === 'bars' && one.title === title);
  return found?.kind === 'bars' ? found.bars.map(({ label, words }) => `${label} ${words}`) : [`(没有“${title}”)`];
}
