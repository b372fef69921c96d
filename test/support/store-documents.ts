import type { Sql } from '../../electron/core/db/database.ts';

/** A document as an index run leaves it: one file in the archive's first source. */
export interface StoredDocument {
  readonly id: number;
  readonly path: string;
  readonly title?: string;
  /** Without one nothing was read of it. */
  readonly text?: string;
  /** Default: one of its own. */
  readonly sha256?: string;
  readonly type?: string;
  readonly sizeBytes?: number;
  readonly modifiedMs?: number;
}

/** Writes documents with their files and texts straight into an archive's database, in three statements whatever their number. */
export async function storeDocuments(db: Sql, documents: readonly StoredDocument[]): Promise<void> {
  const given = [JSON.stringify(documents)];
  await db.run(
    `INSERT INTO documents (id, sha256, size_bytes, type, text_state, title, title_origin, first_seen_at)
     SELECT value ->> 'id', coalesce(value ->> 'sha256', lower(hex(randomblob(32)))), coalesce(value ->> 'sizeBytes', 1),
       coalesce(value ->> 'type', 'txt'), 'ok', value ->> 'title', iif(value ->> 'title' IS NULL, NULL, 'name'), '2026-01-01'
     FROM json_each(?)`,
    given,
  );
  await db.run(
    `INSERT INTO locations (source_id, path, size_bytes, modified_ms, document_id, state, seen_run)
     SELECT (SELECT min(id) FROM sources), value ->> 'path', coalesce(value ->> 'sizeBytes', 1), coalesce(value ->> 'modifiedMs', 0),
       value ->> 'id', 'ok', 1 FROM json_each(?)`,
    given,
  );
  await db.run(
    "INSERT INTO contents (document_id, text) SELECT value ->> 'id', value ->> 'text' FROM json_each(?) WHERE value ->> 'text' <> ''",
    given,
  );
}
