/** Frozen once released. One archive's whole first schema; gaps are computed, never stored. */
export const migration0001 = `
CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

CREATE TABLE sources (
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL UNIQUE,
  added_at TEXT NOT NULL
) STRICT;

-- One row a content (identity: SHA-256). text_state: pending | ok | empty | failed | encrypted
CREATE TABLE documents (
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE,
  size_bytes INTEGER NOT NULL,
  type TEXT NOT NULL,
  text_state TEXT NOT NULL DEFAULT 'pending',
  text_message TEXT,
  extractor TEXT,
  extractor_version INTEGER,
  pages INTEGER,
  title TEXT,
  title_origin TEXT,
  kind TEXT,
  doc_number TEXT,
  issuer TEXT,
  date TEXT,
  date_origin TEXT NOT NULL DEFAULT 'none',
  taken_at TEXT,
  picture TEXT,
  members TEXT,
  first_seen_at TEXT NOT NULL
) STRICT;
CREATE INDEX documents_text_state ON documents (text_state);

-- One row a file seen. raw_path holds the bytes of a name that is not valid UTF-8.
-- state: ok | skipped | failed. missing_at is set when a later walk no longer finds the file.
CREATE TABLE locations (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
  path TEXT NOT NULL,
  raw_path BLOB,
  file_id TEXT,
  size_bytes INTEGER NOT NULL,
  modified_ms REAL NOT NULL,
  document_id INTEGER REFERENCES documents (id),
  state TEXT NOT NULL,
  reason_code TEXT,
  reason TEXT,
  seen_run INTEGER NOT NULL,
  missing_at TEXT,
  UNIQUE (source_id, path)
) STRICT;
CREATE INDEX locations_document ON locations (document_id);

-- Text of a document; pages are separated by form feeds (U+000C).
CREATE TABLE contents (
  document_id INTEGER PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
  text TEXT NOT NULL
) STRICT;

CREATE TABLE frameworks (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  edition TEXT NOT NULL,
  reconstructed INTEGER NOT NULL,
  note TEXT NOT NULL,
  level_names TEXT NOT NULL,
  added_at TEXT NOT NULL
) STRICT;

CREATE TABLE indicators (
  id INTEGER PRIMARY KEY,
  framework_id TEXT NOT NULL REFERENCES frameworks (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  parent_id INTEGER REFERENCES indicators (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  level INTEGER NOT NULL,
  leaf INTEGER NOT NULL,
  code TEXT NOT NULL,
  alt_codes TEXT NOT NULL,
  name TEXT NOT NULL,
  standard TEXT NOT NULL,
  methods TEXT NOT NULL,
  lead_unit TEXT NOT NULL,
  units TEXT NOT NULL,
  due_text TEXT NOT NULL,
  keywords TEXT NOT NULL,
  weak_keywords TEXT NOT NULL,
  confidence TEXT NOT NULL,
  not_applicable_reason TEXT,
  UNIQUE (framework_id, key)
) STRICT;
CREATE INDEX indicators_order ON indicators (framework_id, position);

CREATE TABLE requirements (
  id INTEGER PRIMARY KEY,
  indicator_id INTEGER NOT NULL REFERENCES indicators (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  min_count INTEGER NOT NULL,
  window_months INTEGER,
  window_from TEXT,
  window_to TEXT,
  note TEXT NOT NULL
) STRICT;
CREATE INDEX requirements_indicator ON requirements (indicator_id, position);

-- state: suggested | confirmed | rejected. A re-run never touches the last two.
CREATE TABLE links (
  id INTEGER PRIMARY KEY,
  document_id INTEGER NOT NULL REFERENCES documents (id),
  indicator_id INTEGER NOT NULL REFERENCES indicators (id) ON DELETE CASCADE,
  state TEXT NOT NULL,
  score REAL,
  band TEXT,
  reasons TEXT NOT NULL DEFAULT '[]',
  kind TEXT,
  caption TEXT,
  first_page INTEGER,
  last_page INTEGER,
  position INTEGER,
  decided_by TEXT,
  decided_at TEXT,
  UNIQUE (document_id, indicator_id)
) STRICT;
CREATE INDEX links_indicator ON links (indicator_id, state);

CREATE TABLE exports (
  id INTEGER PRIMARY KEY,
  edition INTEGER NOT NULL UNIQUE,
  created_at TEXT NOT NULL,
  folder TEXT NOT NULL,
  complete INTEGER NOT NULL,
  manifest_sha256 TEXT NOT NULL,
  manifest TEXT NOT NULL
) STRICT;

-- Append-only; hash = SHA-256 over the previous hash and this row.
CREATE TABLE audit (
  seq INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  detail TEXT NOT NULL,
  prev_hash TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;

CREATE TABLE runs (
  id INTEGER PRIMARY KEY,
  started_at TEXT NOT NULL,
  ended_at TEXT,
  result TEXT
) STRICT;
`;
