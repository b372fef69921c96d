import type { LedgerCount, RecordList, RecordRow } from '../../../shared/contract/records.ts';
import { LEDGERS } from '../../../shared/domain/ledgers/index.ts';
import { among, isOverdue, lackingRoles, type Among, type LedgerDefinition } from '../../../shared/domain/ledgers/ledger.ts';
import type { Archive } from '../archives/archives.ts';
import type { Sql } from '../db/database.ts';
import { definitionOf, readAttached, readRecords, type StoredRecord } from './store.ts';

/** How many rows each ledger has, and how many of them are overdue on the local day `today`. */
export async function countRecords(db: Sql, today: string): Promise<readonly LedgerCount[]> {
  const rows = await readRecords(db);
  return LEDGERS.map((definition) => {
    const own = rows.get(definition.id) ?? [];
    return {
      ledger: definition.id,
      rows: own.length,
      overdue: own.filter((row) => isOverdue(definition, row, today)).length,
    };
  });
}

/** One ledger as the screen shows it, with what is worked out. Throws AppError `not-found` for an unknown ledger. */
export async function listRecords({ db }: Archive, ledger: string, today: string): Promise<RecordList> {
  const definition = definitionOf(ledger);
  const rows = await readRecords(db);
  const attached = await readAttached(db, ledger);
  const own = rows.get(ledger) ?? [];
  const around = among(rows, today);
  return {
    rows: own.map((row): RecordRow => ({
      id: row.id,
      values: row.values,
      derived: derivedOf(definition, row, around),
      state: row.state,
      overdue: isOverdue(definition, row, today),
      documents: attached.get(row.id) ?? [],
      lacking: lackingRoles(definition, row),
      updatedAt: row.updatedAt,
      updatedBy: row.updatedBy,
    })),
    figures: own.length === 0 ? [] : (definition.figures?.(own, around) ?? []),
    known: await knownWords(db, rows),
    today,
  };
}

/** The worked-out columns of a row. */
export function derivedOf(definition: LedgerDefinition, row: StoredRecord, around: Among): RecordRow['derived'] {
  return Object.fromEntries((definition.derived ?? []).map((column) => [column.key, column.derive(row, around)]));
}

async function knownWords(db: Sql, rows: ReadonlyMap<string, readonly StoredRecord[]>): Promise<RecordList['known']> {
  const leads = await db.all<{ unit: string }>(
    "SELECT DISTINCT lead_unit AS unit FROM indicators WHERE leaf = 1 AND lead_unit <> '' ORDER BY lead_unit",
  );
  const found = { unit: new Set(leads.map(({ unit }) => unit)), person: new Set<string>(), site: new Set<string>() };
  for (const definition of LEDGERS)
    for (const column of definition.columns) {
      if (column.type !== 'unit' && column.type !== 'person' && column.type !== 'site') continue;
      for (const row of rows.get(definition.id) ?? []) {
        const word = row.values[column.key];
        if (typeof word === 'string') found[column.type].add(word);
      }
    }
  for (const row of rows.get('shidi') ?? []) if (typeof row.values['site'] === 'string') found.site.add(row.values['site']);
  return { units: [...found.unit], persons: [...found.person], sites: [...found.site] };
}
