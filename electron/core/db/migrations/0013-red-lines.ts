/** 红线: straight red lines a person draws on a page of an evidence, under what it proves. */
export const redLines = `
-- One evidence of one leaf: the same document proves another leaf elsewhere. Ends in parts of the page as it is looked at (0 left or
-- top, 1 right or bottom); page: 1-based, of the document.
CREATE TABLE red_lines (
  id INTEGER PRIMARY KEY,
  document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
  indicator_id INTEGER NOT NULL REFERENCES indicators(id) ON DELETE CASCADE,
  page INTEGER NOT NULL,
  x1 REAL NOT NULL,
  y1 REAL NOT NULL,
  x2 REAL NOT NULL,
  y2 REAL NOT NULL,
  drawn_by TEXT NOT NULL,
  drawn_at TEXT NOT NULL
) STRICT;
CREATE INDEX red_lines_of ON red_lines (indicator_id, document_id, page);
`;
