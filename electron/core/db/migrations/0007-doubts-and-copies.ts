/** 待核对: contents that may be what became of confirmed evidence whose own content is gone; and which of several copies stands in the volume. */
export const doubtsAndCopies = `
-- One row a pair. path: where the former content lay, in the source of that id at that time. same_*: what speaks for the pair.
-- answer: NULL (open) | same (the candidate is the former, changed) | other (it is not). A re-run never touches an answer.
CREATE TABLE doubts (
  id INTEGER PRIMARY KEY,
  former_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  candidate_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  path TEXT NOT NULL,
  same_place INTEGER NOT NULL DEFAULT 0,
  same_file_id INTEGER NOT NULL DEFAULT 0,
  same_name INTEGER NOT NULL DEFAULT 0,
  noticed_at TEXT NOT NULL,
  answer TEXT,
  answered_by TEXT,
  answered_at TEXT,
  UNIQUE (former_id, candidate_id)
) STRICT;
CREATE INDEX doubts_candidate ON doubts (candidate_id);

-- The copy a person chose to stand in the volume; NULL: the one seen first. Not used while that file is gone or holds another content.
ALTER TABLE documents ADD COLUMN canonical_location_id INTEGER REFERENCES locations (id) ON DELETE SET NULL;
CREATE INDEX documents_canonical ON documents (canonical_location_id) WHERE canonical_location_id IS NOT NULL;
`;
