import { KINDS, type Kind } from './document.ts';

/** What decides where a piece of evidence stands under its indicator. */
export interface Ordered {
  /** The clerk's own place, or null. */
  readonly position: number | null;
  readonly kind: Kind | null;
  readonly date: string | null;
  readonly path: string | null;
}

/** The order of evidence on the screen and in the volume: the clerk's own places first, the rest by kind, date and path. */
export function inEvidenceOrder<Row extends Ordered>(rows: readonly Row[]): Row[] {
  const rank = (row: Row): string =>
    [String(row.kind === null ? 99 : KINDS.indexOf(row.kind)).padStart(2, '0'), row.date ?? '9999', row.path ?? ''].join('\0');
  const placed = rows.filter((row) => row.position !== null).sort((a, b) => (a.position ?? 0) - (b.position ?? 0));
  const rest = rows.filter((row) => row.position === null).sort((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0));
  return [...placed, ...rest];
}
