/** 指标对照: what a person said of two leaves of different frameworks, in place of what the shipped 示例 says. */
export const crosswalk = `
-- relation: of one to other; 'none' where the clerk took a shipped line away.
CREATE TABLE crosswalk (
  id INTEGER PRIMARY KEY,
  one_id INTEGER NOT NULL REFERENCES indicators (id) ON DELETE CASCADE,
  other_id INTEGER NOT NULL REFERENCES indicators (id) ON DELETE CASCADE,
  relation TEXT NOT NULL CHECK (relation IN ('equal', 'part', 'whole', 'related', 'none')),
  decided_by TEXT NOT NULL,
  decided_at TEXT NOT NULL,
  CHECK (one_id < other_id),
  UNIQUE (one_id, other_id)
) STRICT;
CREATE INDEX crosswalk_other ON crosswalk (other_id);
`;
