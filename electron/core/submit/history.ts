import { existsSync } from 'node:fs';
import type { PackageChanges, PackageDetail, PackageForm, PackageRow } from '../../../shared/contract/submit.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Sql } from '../db/database.ts';
import { packageRecord, type PackageRecord } from './record.ts';

interface StoredRow {
  readonly number: number;
  readonly created_at: string;
  readonly place: string;
  readonly form: PackageForm;
  readonly manifest_sha256: string;
  readonly record: string;
  readonly accepted: string;
  readonly changes: string | null;
}

/** Every package made, newest first. */
export async function listPackages(db: Sql): Promise<readonly PackageRow[]> {
  const rows = await db.all<StoredRow>('SELECT * FROM packages ORDER BY number DESC');
  return rows.map((row) => rowOf(row, recordOf(row)));
}

/** One package, from the record that was frozen with it. Throws AppError `not-found`. */
export async function readPackage(db: Sql, number: number): Promise<PackageDetail> {
  const row = await db.get<StoredRow>('SELECT * FROM packages WHERE number = ?', [number]);
  if (!row) throw new AppError('not-found', `没有第 ${number} 号报送包。请在报送包的记录里选一个。`);
  const record = recordOf(row);
  return {
    ...rowOf(row, record),
    frameworks: record.frameworks.map(({ name }) => name),
    ...{ rules: record.rules, pattern: record.pattern, layout: record.layout, digest: row.manifest_sha256 },
    leftOutItems: record.leftOut,
    accepted: JSON.parse(row.accepted) as PackageDetail['accepted'],
    changes: row.changes === null ? null : (JSON.parse(row.changes) as PackageChanges),
  };
}

const recordOf = (row: StoredRow): PackageRecord => packageRecord.parse(JSON.parse(row.record));

function rowOf(row: StoredRow, record: PackageRecord): PackageRow {
  return {
    ...{ number: row.number, createdAt: row.created_at, out: row.place, form: row.form },
    files: record.items.length,
    sizeBytes: record.items.reduce((sum, item) => sum + item.sizeBytes, 0),
    ...{ leftOut: record.leftOut.length, scope: record.scope.words, present: existsSync(row.place) },
  };
}
