import type { ImportedUnit } from '../../../shared/contract/records.ts';
import type { LedgerDefinition, Values } from '../../../shared/domain/ledgers/ledger.ts';
import { nearestUnit, type UnitIndex } from '../../../shared/domain/unit-names.ts';

/** The units of an archive as far as a table needs them. */
export interface UnitNames {
  readonly names: readonly string[];
  /** The present name of the unit a name means, null for a name nobody knows. */
  readonly unitOf: UnitIndex;
}

const MOST_SHOWN = 100;
const BETWEEN = /[、,，;；\n]/;

/** Holds the names of units in a table against those of the archive, cell by cell, and remembers what it met. */
export interface UnitCells {
  /** The values with each unit under its present name, or the one the person chose. A cell may name several, divided by `、`. */
  readonly named: (values: Values) => Values;
  /** The names that are no present name, unknown ones first, in the order of the table. */
  readonly met: () => readonly ImportedUnit[];
}

/** `chosen`: name as written → the unit that is meant. */
export function createUnitCells(
  definition: LedgerDefinition,
  { names, unitOf }: UnitNames,
  chosen: Readonly<Record<string, string>>,
): UnitCells {
  const columns = definition.columns.filter(({ type }) => type === 'unit').map(({ key }) => key);
  const said = new Map(Object.entries(chosen));
  const known = new Set(names);
  const rows = new Map<string, number>();
  const takenOf = (written: string): string => said.get(written) ?? unitOf(written) ?? written;
  const cell = (text: string, met: Set<string>): string => {
    const parts = text.split(BETWEEN).map((part) => part.trim());
    for (const part of parts) if (part !== '' && !known.has(part)) met.add(part);
    const changed = parts.map((part) => (part === '' ? part : takenOf(part)));
    return changed.every((part, at) => part === parts[at]) ? text : changed.filter((part) => part !== '').join('、');
  };
  return {
    named: (values) => {
      const met = new Set<string>();
      const own = columns.flatMap((key): [string, string][] => {
        const value = values[key];
        return typeof value === 'string' ? [[key, cell(value, met)]] : [];
      });
      for (const name of met) rows.set(name, (rows.get(name) ?? 0) + 1);
      return { ...values, ...Object.fromEntries(own) };
    },
    met: () =>
      [...rows]
        .map(([written, count]) => ({ written, rows: count, present: unitOf(written), taken: takenOf(written) }))
        .toSorted((a, b) => Number(a.present !== null) - Number(b.present !== null))
        .slice(0, MOST_SHOWN)
        .map((one) => ({ ...one, nearest: one.present === null ? nearestUnit(one.written, names) : null })),
  };
}
