/** Findings of 体检 that a person chose to ignore, each with the reason. */
export const checkMutes = `
-- subject: the rule's own stable name of what it found.
CREATE TABLE check_mutes (
  id INTEGER PRIMARY KEY,
  rule TEXT NOT NULL,
  subject TEXT NOT NULL,
  reason TEXT NOT NULL,
  muted_by TEXT NOT NULL,
  muted_at TEXT NOT NULL,
  UNIQUE (rule, subject)
) STRICT;
`;
