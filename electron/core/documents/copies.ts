import { AppError } from '../../../shared/contract/errors.ts';
import type { Archive } from '../archives/archives.ts';
import { appendAudit } from '../audit/audit.ts';
import { undoable } from '../undo/undo.ts';
import { isReadable } from '../present.ts';

/**
 * SQL: id of the place of document `d` that stands in the volume: the copy a person chose while it is there, else the one seen first;
 * NULL when its file is nowhere. Files that are skipped now (only in the cloud, emptied) come last: who opens it looks first.
 */
export const VOLUME_PLACE = `(SELECT v.id FROM locations v WHERE v.document_id = d.id AND v.missing_at IS NULL
  ORDER BY v.state <> 'skipped' DESC, v.id = d.canonical_location_id DESC, v.id LIMIT 1)`;

/** SQL: `ok` where document `d` has a file here, `online-only` where it has one only in a cloud, else `missing`. */
export const WHEREABOUTS = `CASE WHEN ${isReadable('d.id')}
  THEN 'ok' WHEN EXISTS (SELECT 1 FROM locations w WHERE w.document_id = d.id AND w.reason_code = 'online-only' AND w.missing_at IS NULL)
  THEN 'online-only' ELSE 'missing' END`;

export interface CopyChoice {
  readonly id: number;
  /** Root of the source. */
  readonly source: string;
  /** Relative to it, with `/`. */
  readonly path: string;
  readonly actor: string;
  readonly now: Date;
}

/**
 * Records which of several equal files stands in the volume (its path is printed and listed). One step of undo, one audit row.
 * Throws AppError `not-found` when the document has no such file now.
 */
export async function chooseCopy(archive: Archive, { id, source, path, actor, now }: CopyChoice): Promise<void> {
  await archive.db.transaction(async (tx) => {
    const place = await tx.get<{ id: number; sha256: string }>(
      `SELECT l.id, d.sha256 FROM locations l JOIN sources s ON s.id = l.source_id JOIN documents d ON d.id = l.document_id
       WHERE d.id = ? AND s.path = ? AND l.path = ? AND l.state = 'ok' AND l.missing_at IS NULL`,
      [id, source, path],
    );
    if (!place) throw new AppError('not-found', `这份材料现在不在这个位置:${path}。请重新编目后再选。`);
    const watch = [{ table: 'documents' as const, where: 'id = ?', params: [id] }];
    await undoable(tx, { label: '改用另一份入册', at: now, actor, watch }, () =>
      tx.run('UPDATE documents SET canonical_location_id = ? WHERE id = ?', [place.id, id]),
    );
    const detail = { sha256: place.sha256, source, path };
    await appendAudit(tx, { at: now.toISOString(), actor, action: 'document.copy', detail });
  });
}
