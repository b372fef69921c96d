import { AppError } from '../../../shared/contract/errors.ts';
import { PICTURE_TYPES, type DocumentType } from '../../../shared/domain/document.ts';
import { CAPTION_ELEMENTS, isEmptyCaption, type PhotoCaption } from '../../../shared/domain/photo-caption.ts';
import type { Archive } from '../archives/archives.ts';
import { appendAudit } from '../audit/audit.ts';
import type { Sql } from '../db/database.ts';
import { undoable } from '../undo/undo.ts';

/** A caption as a person gives it; with all six elements empty it is taken away. */
export interface CaptionEdit {
  readonly id: number;
  readonly caption: PhotoCaption;
  readonly actor: string;
  readonly now: Date;
}

/** The caption a person gave this photo, or null. */
export async function readCaption(db: Sql, documentId: number): Promise<PhotoCaption | null> {
  const row = await db.get<PhotoCaption>(`SELECT ${CAPTION_ELEMENTS.join(', ')} FROM captions WHERE document_id = ?`, [
    documentId,
  ]);
  return row ?? null;
}

/**
 * Stores what a person says of a photo, as one step of undo and one audit row with the words before and after; returns what is stored
 * then. Throws AppError `not-found`, or `usage` for a document that is no picture.
 */
export async function storeCaption(archive: Archive, { id, caption, actor, now }: CaptionEdit): Promise<PhotoCaption | null> {
  const at = now.toISOString();
  const words = CAPTION_ELEMENTS.map((element) => caption[element].trim());
  return archive.db.transaction(async (tx) => {
    const document = await tx.get<{ sha256: string; type: DocumentType; title: string | null; path: string | null }>(
      `SELECT sha256, type, title, (SELECT path FROM locations l WHERE l.document_id = d.id ORDER BY missing_at IS NOT NULL, id LIMIT 1) AS path
       FROM documents d WHERE id = ?`,
      [id],
    );
    if (!document) throw new AppError('not-found', '档案库里没有这份材料。请刷新列表后再试。');
    if (!PICTURE_TYPES.includes(document.type))
      throw new AppError('usage', `“${document.title ?? document.path ?? ''}”不是照片,没有照片说明。请选一张照片。`);
    const before = await readCaption(tx, id);
    const watch = [{ table: 'captions' as const, where: 'document_id = ?', params: [id] }];
    await undoable(tx, { label: '改照片说明', at: now, actor, watch }, async () => {
      if (isEmptyCaption(caption)) await tx.run('DELETE FROM captions WHERE document_id = ?', [id]);
      else if (before === null || CAPTION_ELEMENTS.some((element, at) => before[element] !== words[at]))
        await tx.run(
          `INSERT INTO captions (document_id, ${CAPTION_ELEMENTS.join(', ')}, decided_by, decided_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (document_id) DO UPDATE SET ${[...CAPTION_ELEMENTS, 'decided_by', 'decided_at']
             .map((column) => `${column} = excluded.${column}`)
             .join(', ')}`,
          [id, ...words, actor, at],
        );
    });
    const after = await readCaption(tx, id);
    if (JSON.stringify(before) !== JSON.stringify(after))
      await appendAudit(tx, {
        at,
        actor,
        action: 'document.caption',
        detail: { sha256: document.sha256, path: document.path, before, after },
      });
    return after;
  });
}
