import { createHash } from 'node:crypto';
import { appendAudit } from '../audit/audit.ts';
import type { Database } from '../db/database.ts';
import { encodeManifest, type Manifest } from './manifest.ts';

/** 版次: editions count from 1 and are never used twice. */
export async function nextEdition(db: Database): Promise<number> {
  const row = await db.get<{ last: number | null }>('SELECT max(edition) AS last FROM exports');
  return (row?.last ?? 0) + 1;
}

/** Freezes what was in an edition for ever, with one audit row. */
export async function recordExport(
  db: Database,
  record: { edition: number; createdAt: string; folder: string; complete: boolean; manifest: Manifest; actor?: string },
): Promise<void> {
  const encoded = encodeManifest(record.manifest);
  const sha256 = createHash('sha256').update(encoded).digest('hex');
  await db.transaction(async (tx) => {
    await tx.run(
      'INSERT INTO exports (edition, created_at, folder, complete, manifest_sha256, manifest) VALUES (?, ?, ?, ?, ?, ?)',
      [record.edition, record.createdAt, record.folder, record.complete ? 1 : 0, sha256, encoded],
    );
    await appendAudit(tx, {
      at: record.createdAt,
      actor: record.actor ?? '',
      action: 'export',
      detail: {
        edition: record.edition,
        volumes: record.manifest.volumes.map((volume) => volume.sha256),
        manifest: sha256,
        ...(record.manifest.signOff === undefined ? {} : { signOff: record.manifest.signOff }),
      },
    });
  });
}
