import type { DocumentType } from '../../../shared/domain/document.ts';
import type { RecordDocument } from '../../../shared/contract/records.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { LEDGERS, ledgerOf } from '../../../shared/domain/ledgers/index.ts';
import type { LedgerDefinition, LedgerRow, Values } from '../../../shared/domain/ledgers/ledger.ts';
import type { Sql } from '../db/database.ts';

/** A row as it is stored. */
export interface StoredRecord extends LedgerRow {
  readonly ledger: string;
  readonly updatedAt: string;
  readonly updatedBy: string;
}

interface Row {
  readonly id: number;
  readonly ledger: string;
  readonly position: number;
  readonly row_values: string;
  readonly state: string | null;
  readonly updated_at: string;
  readonly updated_by: string;
  readonly documents: string;
}

const COLUMNS = `r.id, r.ledger, r.position, r.row_values, r.state, r.updated_at, r.updated_by,
  (SELECT json_group_array(json_object('documentId', d.document_id, 'role', d.role))
   FROM (SELECT * FROM record_documents WHERE record_id = r.id ORDER BY position, id) d) AS documents`;

/** The definition of a ledger. Throws AppError `not-found` for an unknown one. */
export function definitionOf(ledger: string): LedgerDefinition {
  const found = ledgerOf(ledger);
  if (!found)
    throw new AppError('not-found', `没有叫 ${ledger} 的台账。可用的有:${LEDGERS.map(({ name }) => name).join('、')}。`);
  return found;
}

/** All rows of all ledgers, by ledger, in the order of the ledger. */
export async function readRecords(db: Sql): Promise<ReadonlyMap<string, readonly StoredRecord[]>> {
  const rows = await db.all<Row>(`SELECT ${COLUMNS} FROM records r ORDER BY r.ledger, r.position, r.id`);
  const found = new Map<string, StoredRecord[]>(LEDGERS.map(({ id }) => [id, []]));
  for (const row of rows) found.get(row.ledger)?.push(recordOf(row));
  return found;
}

/** The rows of one ledger, in its order. */
export async function readLedger(db: Sql, ledger: string): Promise<readonly StoredRecord[]> {
  const rows = await db.all<Row>(`SELECT ${COLUMNS} FROM records r WHERE r.ledger = ? ORDER BY r.position, r.id`, [ledger]);
  return rows.map(recordOf);
}

/** One row. Throws AppError `not-found`. */
export async function readRecord(db: Sql, id: number): Promise<StoredRecord> {
  const row = await db.get<Row>(`SELECT ${COLUMNS} FROM records r WHERE r.id = ?`, [id]);
  if (!row) throw new AppError('not-found', '台账里没有这一行,可能已经删除。请刷新后再试。');
  return recordOf(row);
}

function recordOf(row: Row): StoredRecord {
  return {
    id: row.id,
    ledger: row.ledger,
    position: row.position,
    values: JSON.parse(row.row_values) as Values,
    state: row.state,
    documents: JSON.parse(row.documents) as StoredRecord['documents'],
    updatedAt: row.updated_at,
    updatedBy: row.updated_by,
  };
}

/** The documents attached to the rows of one ledger, by row id. */
export async function readAttached(db: Sql, ledger: string): Promise<ReadonlyMap<number, readonly RecordDocument[]>> {
  const rows = await db.all<{
    record: number;
    documentId: number;
    role: string;
    sha256: string;
    type: DocumentType;
    title: string;
    date: string | null;
    present: number;
  }>(
    `SELECT a.record_id AS record, d.id AS documentId, a.role, d.sha256, d.type, coalesce(d.title, l.path, d.sha256) AS title, d.date,
       l.id IS NOT NULL AND l.missing_at IS NULL AS present
     FROM record_documents a JOIN records r ON r.id = a.record_id JOIN documents d ON d.id = a.document_id
     LEFT JOIN locations l ON l.id = (SELECT o.id FROM locations o WHERE o.document_id = d.id ORDER BY o.missing_at IS NOT NULL, o.id LIMIT 1)
     WHERE r.ledger = ? ORDER BY a.record_id, a.position, a.id`,
    [ledger],
  );
  const found = new Map<number, RecordDocument[]>();
  for (const { record, present, ...document } of rows) {
    const own = found.get(record) ?? [];
    found.set(record, own);
    own.push({ ...document, present: present === 1 });
  }
  return found;
}
