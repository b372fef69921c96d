import type { RecognisedPage } from '../../../shared/contract/ocr.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Archive } from '../archives/archives.ts';
import { appendAudit, type By } from '../audit/audit.ts';
import type { Sql } from '../db/database.ts';
import { openSearch } from '../documents/documents.ts';
import { undoable } from '../undo/undo.ts';
import { applyPages, type FactsDeps } from './apply.ts';

/** Every page of a document that 识别 went through, in order; `text` is the engine's, a person's beside it. */
export function readPages(db: Sql, documentId: number): Promise<RecognisedPage[]> {
  return db.all<RecognisedPage>(
    `SELECT page, text, CASE WHEN text = '' THEN NULL ELSE confidence END AS confidence, corrected_text AS corrected, message
     FROM ocr_pages WHERE document_id = ? ORDER BY page`,
    [documentId],
  );
}

/** What a person says a page reads; null goes back to what the engine read. */
export interface Correction {
  readonly id: number;
  /** 1-based. */
  readonly page: number;
  readonly text: string | null;
}

/**
 * Stores what a person read on a page, beside what the engine read, so that no later run overwrites it; search, facts and text follow
 * in the same transaction. One step of undo, one audit row without the text itself. Throws AppError `not-found` for a page that was
 * never recognised.
 */
export async function correctPage(archive: Archive, { id, page, text }: Correction, by: By, deps: FactsDeps): Promise<void> {
  await openSearch(archive.db);
  await archive.db.transaction(async (tx) => {
    const known = await tx.get<{ sha256: string; read: string; corrected: string | null }>(
      `SELECT d.sha256, o.text AS read, o.corrected_text AS corrected FROM ocr_pages o JOIN documents d ON d.id = o.document_id
       WHERE o.document_id = ? AND o.page = ?`,
      [id, page],
    );
    if (!known) throw new AppError('not-found', `第 ${page} 页没有识别过的文字。请先“识别文字”。`);
    // The engine's own words are no correction.
    const corrected = text === null || text === known.read ? null : text;
    if (corrected === known.corrected) return;
    const watch = [{ table: 'ocr_pages' as const, where: 'document_id = ? AND page = ?', params: [id, page] }];
    await undoable(tx, { label: `改正第 ${page} 页的文字`, at: by.now, actor: by.actor, watch }, () =>
      tx.run('UPDATE ocr_pages SET corrected_text = ? WHERE document_id = ? AND page = ?', [corrected, id, page]),
    );
    await applyPages(tx, id, deps);
    const { title } = (await tx.get<{ title: string | null }>('SELECT title FROM documents WHERE id = ?', [id])) ?? {
      title: null,
    };
    await appendAudit(tx, {
      at: by.now.toISOString(),
      actor: by.actor,
      action: 'document.text',
      detail: { sha256: known.sha256, title, page, back: corrected === null },
    });
  });
}
