/** 台账: rows of every mechanism ledger, and the documents that prove them. */
export const records = `
-- ledger: id of a definition in shared/domain/ledgers. row_values: JSON by column key, nothing for an empty one; days YYYY-MM-DD.
-- state: a word of that ledger's states, NULL where it has none.
CREATE TABLE records (
  id INTEGER PRIMARY KEY,
  ledger TEXT NOT NULL,
  position INTEGER NOT NULL,
  row_values TEXT NOT NULL,
  state TEXT,
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL
) STRICT;
CREATE INDEX records_ledger ON records (ledger, position);

-- role: before | after | evidence …, as the ledger names it. The record is looked at when the transaction ends: undo may put a document back first.
CREATE TABLE record_documents (
  id INTEGER PRIMARY KEY,
  record_id INTEGER NOT NULL REFERENCES records (id) DEFERRABLE INITIALLY DEFERRED,
  document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  role TEXT NOT NULL,
  position INTEGER NOT NULL,
  UNIQUE (record_id, document_id, role)
) STRICT;
CREATE INDEX record_documents_document ON record_documents (document_id);
`;
