import { DUTY_FIELDS, type DutyField } from '../../../shared/domain/duty.ts';
import type { Sql } from '../db/database.ts';

/** What a unit was given for an indicator beyond its name. */
export interface DutyRow extends Readonly<Record<DutyField, string>> {
  readonly indicator_id: number;
  readonly unit: string;
}

/** Every stored duty by indicator and unit: `12 市教育局`. */
export async function readDutyRows(sql: Pick<Sql, 'all'>): Promise<ReadonlyMap<string, DutyRow>> {
  const rows = await sql.all<DutyRow>(`SELECT indicator_id, unit, ${DUTY_FIELDS.join(', ')} FROM duties`);
  return new Map(rows.map((row) => [dutyKey(row.indicator_id, row.unit), row]));
}

/** The key of a unit's part in an indicator (row id). */
export function dutyKey(indicator: number, unit: string): string {
  return `${indicator} ${unit}`;
}
