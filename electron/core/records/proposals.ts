import type { ProposedDocument } from '../../../shared/contract/records.ts';
import type { Values } from '../../../shared/domain/ledgers/ledger.ts';
import { proposeDocuments } from '../../../shared/domain/ledgers/proposals.ts';
import type { DocumentType } from '../../../shared/domain/document.ts';
import { titleOfPath } from '../../../shared/domain/paths.ts';
import type { Archive } from '../archives/archives.ts';
import { definitionOf } from './store.ts';

interface FileRow {
  readonly documentId: number;
  readonly type: DocumentType;
  readonly sha256: string;
  readonly title: string | null;
  readonly date: string | null;
  readonly path: string;
}

/**
 * Documents of the archive that belong to the occasion of a row as it stands in the form, by role, best first; nothing is written.
 * Throws AppError `not-found` for a ledger there is not.
 */
export async function proposeForRow(
  { db }: Archive,
  { ledger, values, attached }: { readonly ledger: string; readonly values: Values; readonly attached: readonly number[] },
): Promise<readonly ProposedDocument[]> {
  const definition = definitionOf(ledger);
  const rows = await db.all<FileRow>(
    `SELECT d.id AS documentId, d.type, d.sha256, d.title, d.date, min(l.path) AS path FROM documents d JOIN locations l ON l.document_id = d.id
     WHERE l.state = 'ok' AND l.missing_at IS NULL GROUP BY d.id ORDER BY d.id`,
  );
  const files = rows.map((row) => ({ ...row, title: row.title ?? titleOfPath(row.path) }));
  const byId = new Map(files.map((file) => [file.documentId, file]));
  return proposeDocuments(definition, values, files, attached).flatMap(({ documentId, role, reasons, sure }) => {
    const file = byId.get(documentId);
    if (!file) return [];
    const { type, sha256, title, date, path } = file;
    return [{ documentId, role, type, sha256, title, date, path, present: true, reasons, sure }];
  });
}
