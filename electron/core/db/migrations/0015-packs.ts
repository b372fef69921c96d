/** 交接包 that were taken in. */
export const packs = `
-- One row a pack. sha256: of its list. content: what it said, canonical texts by key as JSON; the next pack of the unit is compared
-- with it, to tell what was decided here since.
CREATE TABLE packs (
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL,
  unit TEXT NOT NULL,
  sender TEXT NOT NULL,
  made_at TEXT NOT NULL,
  merged_at TEXT NOT NULL,
  merged_by TEXT NOT NULL,
  content TEXT NOT NULL
) STRICT;
CREATE INDEX packs_unit ON packs (unit, made_at);

-- Copies that came in a 交接包 lie in the archive's own folder: the way below its 交接材料, with '/'. NULL: a folder of the person's.
ALTER TABLE sources ADD COLUMN handover TEXT;
`;
