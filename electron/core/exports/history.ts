import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../../shared/contract/errors.ts';
import type { EditionDetail, EditionRow } from '../../../shared/contract/exports.ts';
import type { Archive } from '../archives/archives.ts';
import type { Database } from '../db/database.ts';
import { MANIFEST_FILE, manifestOf } from './manifest.ts';

type ListRow = Omit<EditionRow, 'complete' | 'present'> & { readonly complete: number };

const COLUMNS = `edition, created_at AS createdAt, folder, complete,
  json_array_length(manifest, '$.volumes') AS volumes,
  (SELECT coalesce(sum(json_extract(value, '$.pages')), 0) FROM json_each(manifest, '$.volumes')) AS pages,
  (SELECT coalesce(sum(json_extract(value, '$.sizeBytes')), 0) FROM json_each(manifest, '$.volumes')) AS sizeBytes,
  json_array_length(manifest, '$.items') - json_array_length(manifest, '$.omitted') AS placed,
  json_array_length(manifest, '$.omitted') AS omitted`;

const isThere = (folder: string): boolean => existsSync(join(folder, MANIFEST_FILE));

/** Whether the list that lies in the folder is, byte by byte, the one that was frozen; null when none is there. */
function listHolds(folder: string, sha256: string): boolean | null {
  const file = join(folder, MANIFEST_FILE);
  return existsSync(file) ? createHash('sha256').update(readFileSync(file)).digest('hex') === sha256 : null;
}

/** Every edition, newest first. */
export async function listEditions(db: Database): Promise<readonly EditionRow[]> {
  const rows = await db.all<ListRow>(`SELECT ${COLUMNS} FROM exports ORDER BY edition DESC`);
  return rows.map((row) => ({ ...row, complete: row.complete === 1, present: isThere(row.folder) }));
}

/** What was in an edition, from the record that was frozen with it. Throws AppError `not-found`. */
export async function readEdition(archive: Archive, edition: number): Promise<EditionDetail> {
  const row = await archive.db.get<ListRow & { readonly manifest: string; readonly manifestSha256: string }>(
    `SELECT ${COLUMNS}, manifest, manifest_sha256 AS manifestSha256 FROM exports WHERE edition = ?`,
    [edition],
  );
  if (!row) throw new AppError('not-found', `没有第 ${edition} 版。请在成册的记录里选一版。`);
  const manifest = manifestOf(row.manifest);
  const left = manifest.items.filter((item) => item.omitted !== null);
  const known = await archive.db.all<{ id: number; sha256: string }>(
    'SELECT id, sha256 FROM documents WHERE sha256 IN (SELECT value FROM json_each(?))',
    [JSON.stringify(left.map((item) => item.sha256))],
  );
  const ids = new Map(known.map((document) => [document.sha256, document.id]));
  return {
    edition: row.edition,
    createdAt: row.createdAt,
    folder: row.folder,
    complete: row.complete === 1,
    pages: row.pages,
    sizeBytes: row.sizeBytes,
    placed: row.placed,
    present: isThere(row.folder),
    signOff: manifest.signOff ?? '',
    supplementTo: manifest.supplementTo ?? null,
    digest: (JSON.parse(row.manifest) as { digest?: string }).digest ?? '',
    listHolds: listHolds(row.folder, row.manifestSha256),
    plan: manifest.plan ?? null,
    changes: manifest.changes ?? null,
    frameworks: manifest.frameworks.map((framework) => framework.name),
    volumes: manifest.volumes.map(({ file, pages, sizeBytes, sha256 }) => ({ file, pages, sizeBytes, sha256 })),
    omitted: left.map(({ path, title, indicator, omitted, sha256 }) => ({
      ...{ path, title, indicator, reason: omitted ?? '', documentId: ids.get(sha256) ?? null },
    })),
  };
}
