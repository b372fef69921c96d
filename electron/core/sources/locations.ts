import { Buffer } from 'node:buffer';
import type { Database, Sql } from '../db/database.ts';
import { noticeReplaced } from '../doubts/doubts.ts';
import type { Fingerprint } from './fingerprint.ts';
import type { KnownLocation } from './known-paths.ts';
import type { WalkOddity } from './walk.ts';
import { isReadable } from '../present.ts';

/** A file that is new or looks changed, to be read. */
export interface ChangedFile {
  readonly sourceId: number;
  readonly root: string;
  readonly path: string;
  readonly rawPath: Uint8Array | null;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  readonly known: KnownLocation | null;
}

/** One file whose content was read, and what is known of that content so far. */
export interface Stored {
  readonly documentId: number;
  /** The content was known before and lay at no path any more. */
  readonly returned: boolean;
  /** The content was not known before. */
  readonly fresh: boolean;
}

/**
 * Stores a batch of read files in the caller's transaction: new contents become pending documents, paths point to theirs.
 * Where a path now holds another content, the former one keeps a row (missing, its name marked) unless it lies elsewhere too.
 * Returns one entry a file, in order; null for a file that could not be read.
 */
export async function storeFingerprints(
  tx: Sql,
  files: readonly ChangedFile[],
  results: readonly Fingerprint[],
  run: { readonly id: number; readonly at: string },
): Promise<(Stored | null)[]> {
  const shas = [...new Set(results.flatMap((result) => (result.ok ? [result.sha256] : [])))];
  const before = await documentsOf(tx, shas);
  await tx.run(
    `INSERT INTO documents (sha256, size_bytes, type, first_seen_at)
     SELECT value ->> 0, value ->> 1, 'other', ? FROM json_each(?) WHERE true ON CONFLICT (sha256) DO NOTHING`,
    [run.at, JSON.stringify(results.flatMap((result) => (result.ok ? [[result.sha256, result.sizeBytes]] : [])))],
  );
  const after = await documentsOf(tx, shas);
  const replaced = files.flatMap((file, index) => {
    const result = results[index];
    const former = file.known?.documentId ?? null;
    if (!file.known || former === null || !result?.ok || after.get(result.sha256)?.id === former) return [];
    const candidateId = after.get(result.sha256)?.id ?? 0;
    return [{ locationId: file.known.id, formerId: former, candidateId, path: file.path }];
  });
  if (replaced.length > 0) {
    await noticeReplaced(tx, replaced, run.at);
    await keepReplaced(tx, replaced, run);
  }
  const rows = files.map((file, index) => locationRow(file, results[index], after));
  await upsertLocations(tx, rows, run.id);
  const returned = new Set<string>();
  return results.map((result) => {
    if (!result.ok) return null;
    const known = before.get(result.sha256);
    const back = known !== undefined && !known.present && !returned.has(result.sha256);
    if (back) returned.add(result.sha256);
    return { documentId: after.get(result.sha256)?.id ?? 0, returned: back, fresh: known === undefined };
  });
}

async function documentsOf(tx: Sql, shas: readonly string[]): Promise<Map<string, { id: number; present: boolean }>> {
  const rows = await tx.all<{ id: number; sha256: string; present: number }>(
    `SELECT id, sha256, ${isReadable('d.id')}
       AS present
     FROM documents d WHERE sha256 IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(shas)],
  );
  return new Map(rows.map((row) => [row.sha256, { id: row.id, present: row.present === 1 }]));
}

/** Content that a person may have confirmed must stay nameable after its file was overwritten. */
async function keepReplaced(
  tx: Sql,
  replaced: readonly { readonly locationId: number; readonly formerId: number }[],
  run: { id: number; at: string },
): Promise<void> {
  await tx.run(
    `INSERT INTO locations (source_id, path, file_id, size_bytes, modified_ms, document_id, state, seen_run, missing_at)
     SELECT l.source_id, l.path || '(旧内容 ' || substr(d.sha256, 1, 8) || ')', l.file_id, l.size_bytes, l.modified_ms, d.id, 'ok', ?, ?
     FROM json_each(?) r JOIN locations l ON l.id = r.value ->> 0 JOIN documents d ON d.id = r.value ->> 1
     WHERE NOT EXISTS (SELECT 1 FROM locations o WHERE o.document_id = d.id AND o.id <> l.id)
     ON CONFLICT (source_id, path) DO NOTHING`,
    [run.id, run.at, JSON.stringify(replaced.map(({ locationId, formerId }) => [locationId, formerId]))],
  );
}

type LocationRow = readonly [
  sourceId: number,
  path: string,
  rawHex: string | null,
  fileId: string | null,
  sizeBytes: number,
  modifiedMs: number,
  documentId: number | null,
  state: string,
  reasonCode: string | null,
  reason: string | null,
];

function locationRow(
  file: ChangedFile,
  result: Fingerprint | undefined,
  documents: ReadonlyMap<string, { id: number }>,
): LocationRow {
  const raw = file.rawPath ? Buffer.from(file.rawPath).toString('hex') : null;
  if (!result || !result.ok) {
    const { code, reason } = result ?? { code: 'EIO', reason: '读取时出错。请重新编目' };
    const documentId = file.known?.documentId ?? null;
    return [file.sourceId, file.path, raw, null, file.sizeBytes, file.modifiedMs, documentId, 'failed', code, reason];
  }
  const id = documents.get(result.sha256)?.id ?? null;
  return [file.sourceId, file.path, raw, result.fileId, result.sizeBytes, result.modifiedMs, id, 'ok', null, null];
}

async function upsertLocations(tx: Sql, rows: readonly LocationRow[], runId: number): Promise<void> {
  await tx.run(
    `INSERT INTO locations (source_id, path, raw_path, file_id, size_bytes, modified_ms, document_id, state, reason_code, reason,
       seen_run)
     SELECT value ->> 0, value ->> 1, unhex(value ->> 2), value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7,
       value ->> 8, value ->> 9, ?
     FROM json_each(?) WHERE true
     ON CONFLICT (source_id, path) DO UPDATE SET raw_path = excluded.raw_path, file_id = excluded.file_id,
       size_bytes = excluded.size_bytes, modified_ms = excluded.modified_ms, document_id = excluded.document_id,
       state = excluded.state, reason_code = excluded.reason_code, reason = excluded.reason, seen_run = excluded.seen_run,
       missing_at = NULL`,
    [runId, JSON.stringify(rows)],
  );
}

/** Stores skipped and failed entries of a walk that are not already stored alike. A failed path keeps its former content. */
export async function storeOddities(
  db: Database,
  sourceId: number,
  oddities: readonly { readonly oddity: WalkOddity; readonly known: KnownLocation | null }[],
  runId: number,
): Promise<void> {
  const changed = oddities.filter(
    ({ oddity, known }) =>
      !known ||
      known.missing ||
      known.state !== oddity.state ||
      known.reasonCode !== oddity.code ||
      known.sizeBytes !== oddity.sizeBytes,
  );
  for (const batch of batchesOf(changed, 500)) {
    const rows = batch.map(({ oddity, known }): LocationRow => {
      const documentId = known?.documentId ?? null;
      const { path, sizeBytes, modifiedMs, state, code, reason } = oddity;
      return [sourceId, path, null, null, sizeBytes, modifiedMs, documentId, state, code, reason];
    });
    await db.transaction((tx) => upsertLocations(tx, rows, runId));
  }
}

/** Sets `missing_at` on paths that are gone; gone skipped or failed ones that never held a content are dropped. */
export async function storeVanished(db: Database, vanished: readonly KnownLocation[], at: string): Promise<void> {
  for (const batch of batchesOf(vanished, 500)) {
    const ids = JSON.stringify(batch.map((known) => known.id));
    await db.transaction(async (tx) => {
      await tx.run(
        'UPDATE locations SET missing_at = ? WHERE id IN (SELECT value FROM json_each(?)) AND document_id IS NOT NULL',
        [at, ids],
      );
      await tx.run('DELETE FROM locations WHERE id IN (SELECT value FROM json_each(?)) AND document_id IS NULL', [ids]);
    });
  }
}

/** Writes the new spelling of paths that differ from the known one in Unicode normalisation only. */
export async function storeRespelled(
  db: Database,
  respelled: readonly { readonly known: KnownLocation; readonly path: string }[],
): Promise<void> {
  for (const batch of batchesOf(respelled, 500)) {
    const rows = JSON.stringify(batch.map(({ known, path }) => [known.id, path]));
    await db.transaction((tx) =>
      tx.run(
        `UPDATE locations SET path = r.value ->> 1, missing_at = NULL FROM json_each(?) AS r WHERE locations.id = r.value ->> 0`,
        [rows],
      ),
    );
  }
}

/** Cuts a list into pieces of at most `size`. */
export function* batchesOf<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
