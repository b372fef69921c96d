/** Persisted undo, and documents a clerk put off in 归类. */
export const undoAndLater = `
-- One row a step a person made. changes: [{table, id, before, after}], row images as JSON; null where there was or is no row.
-- state: done | undone. A new step drops what was undone before it.
CREATE TABLE undo_steps (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  label TEXT NOT NULL,
  state TEXT NOT NULL,
  changes TEXT NOT NULL
) STRICT;

CREATE TABLE triage_later (
  framework_id TEXT NOT NULL REFERENCES frameworks (id) ON DELETE CASCADE,
  document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  at TEXT NOT NULL,
  PRIMARY KEY (framework_id, document_id)
) STRICT;
`;
