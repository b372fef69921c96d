/** 归类规则: what a clerk says belongs under a leaf. Conditions left '' (kind: NULL) are not asked for. */
export const filingRules = `
-- automatic: 1 where the clerk let it confirm by itself. active: 0 where it is kept but not used.
CREATE TABLE rules (
  id INTEGER PRIMARY KEY,
  indicator_id INTEGER NOT NULL REFERENCES indicators (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  folder TEXT NOT NULL,
  name_words TEXT NOT NULL,
  text_words TEXT NOT NULL,
  issuer TEXT NOT NULL,
  kind TEXT,
  series TEXT NOT NULL,
  active INTEGER NOT NULL DEFAULT 1,
  automatic INTEGER NOT NULL DEFAULT 0,
  made_by TEXT NOT NULL,
  made_at TEXT NOT NULL
) STRICT;
CREATE INDEX rules_indicator ON rules (indicator_id);
`;
