/** 照片说明, and what a clerk should look at before a photo is handed in. */
export const photos = `
-- One row a photo that a person described; an element not known is ''.
CREATE TABLE captions (
  id INTEGER PRIMARY KEY,
  document_id INTEGER NOT NULL UNIQUE REFERENCES documents (id) ON DELETE CASCADE,
  event TEXT NOT NULL,
  time TEXT NOT NULL,
  place TEXT NOT NULL,
  people TEXT NOT NULL,
  background TEXT NOT NULL,
  photographer TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  decided_at TEXT NOT NULL
) STRICT;

-- 照片提示 as a JSON array: small | blurred | watermark | screenshot. NULL for what is no picture or was not read since.
ALTER TABLE documents ADD COLUMN photo_hints TEXT;
`;
