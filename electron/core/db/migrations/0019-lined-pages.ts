/**
 * How the words stood on pages that red lines were drawn on, for documents whose pages a browser engine prints: pages printed anew whose
 * words stand otherwise may have the line under others.
 */
export const linedPages = `
-- page: 1-based. word_places: SHA-256 (hex) of what its words say and where they stand.
CREATE TABLE lined_pages (
  document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  page INTEGER NOT NULL,
  word_places TEXT NOT NULL,
  PRIMARY KEY (document_id, page)
) STRICT, WITHOUT ROWID;
`;
