/** SQL, true when the document's file lies where a source has it, readable or not (encrypted, broken). `id`: an SQL expression that names its table, since locations have an id of their own. */
export function isPresent(id: string): string {
  return `EXISTS (SELECT 1 FROM locations l WHERE l.document_id = ${id} AND l.missing_at IS NULL AND l.state <> 'skipped')`;
}

/** SQL, true when the document's file lies where a source has it and was read. `id`: as for `isPresent`. */
export function isReadable(id: string): string {
  return `EXISTS (SELECT 1 FROM locations l WHERE l.document_id = ${id} AND l.state = 'ok' AND l.missing_at IS NULL)`;
}

/** SQL: ids of all documents whose file lies where a source has it and was read. */
export const READABLE_IDS =
  "SELECT DISTINCT document_id FROM locations WHERE state = 'ok' AND missing_at IS NULL AND document_id IS NOT NULL";
