import type { Sql } from '../db/database.ts';

/** A file that was copied into a folder of ours, as it lies there now. */
export interface ReceivedFile {
  /** Relative to the folder, with `/`. */
  readonly path: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  /** Whole milliseconds, as the walk reads them. */
  readonly modifiedMs: number;
}

/**
 * Makes a folder of received copies, complete by now, a source of the archive, in the caller's transaction: its files are known at once,
 * and the next 编目 reads them without fingerprinting again. `path` is its real path, `handover` the way below the archive's 交接材料.
 * The documents must be there. Returns the source's id.
 */
export async function addReceived(
  tx: Sql,
  {
    path,
    handover,
    files,
    at,
  }: {
    readonly path: string;
    readonly handover: string;
    readonly files: readonly ReceivedFile[];
    readonly at: string;
  },
): Promise<number> {
  const { lastId } = await tx.run('INSERT INTO sources (path, added_at, handover) VALUES (?, ?, ?)', [path, at, handover]);
  const rows = files.map(({ path: file, sizeBytes, modifiedMs, sha256 }) => [file, sizeBytes, modifiedMs, sha256]);
  await tx.run(
    `INSERT INTO locations (source_id, path, size_bytes, modified_ms, document_id, state, seen_run)
     SELECT ?, r.value ->> 0, r.value ->> 1, r.value ->> 2, d.id, 'ok', (SELECT coalesce(max(id), 0) FROM runs)
     FROM json_each(?) r JOIN documents d ON d.sha256 = r.value ->> 3`,
    [lastId, JSON.stringify(rows)],
  );
  return lastId;
}
