/** 报送包: what was in each package made, for ever. */
export const packages = `
-- JSON: record, what the package says of itself; accepted, what of the rules a person let pass, with reasons; changes, since another one.
-- manifest_sha256: of the package's manifest-sha256.txt.
CREATE TABLE packages (
  number INTEGER PRIMARY KEY,
  created_at TEXT NOT NULL,
  place TEXT NOT NULL,
  form TEXT NOT NULL CHECK (form IN ('folder', 'zip')),
  manifest_sha256 TEXT NOT NULL,
  record TEXT NOT NULL,
  accepted TEXT NOT NULL,
  changes TEXT
) STRICT;
`;
