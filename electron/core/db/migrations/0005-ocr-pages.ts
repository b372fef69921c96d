/** Pages read by character recognition. */
export const ocrPages = `
-- One row a page (1-based) of a content. lines: {widthPx, heightPx, lines: [{text, confidence, box}]} of the page's picture.
-- message: why the page could not be read, else NULL. corrected_text is a person's and is never overwritten by a re-run.
CREATE TABLE ocr_pages (
  document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  page INTEGER NOT NULL,
  engine_version INTEGER NOT NULL,
  text TEXT NOT NULL,
  confidence REAL NOT NULL,
  lines TEXT NOT NULL,
  message TEXT,
  corrected_text TEXT,
  read_at TEXT NOT NULL,
  PRIMARY KEY (document_id, page)
) STRICT;

-- Where a document's text comes from: file, or ocr when at least one page of it was recognised.
ALTER TABLE documents ADD COLUMN text_origin TEXT NOT NULL DEFAULT 'file';
`;
