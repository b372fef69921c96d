import type { DocumentFacts, DocumentType, PictureFacts } from '../../../shared/domain/document.ts';
import { photoHints } from '../../../shared/domain/photo-hints.ts';
import { folderOf, lastName } from '../../../shared/domain/paths.ts';
import type { Database, Sql } from '../db/database.ts';
import { markForSearch } from '../documents/documents.ts';
import type { FactsInput } from '../sources/sources.ts';

export type ReadFacts = (input: FactsInput) => DocumentFacts & { readonly titleOrigin: string };

export interface FactsDeps {
  readonly readFacts: ReadFacts;
  /** Local date `YYYY-MM-DD`. */
  readonly today: string;
}

interface Stored {
  readonly type: DocumentType;
  readonly pages: number | null;
  readonly text: string | null;
  readonly path: string | null;
  readonly picture: string | null;
}

/**
 * Puts the recognised pages of a document into its text, a person's correction before the engine's reading; pages with text of their
 * own stay. Facts of a scan are read again from the whole, and only what the text tells replaces what was known. `openSearch` must
 * have been called.
 */
export async function applyPages(tx: Sql, documentId: number, deps: FactsDeps): Promise<void> {
  const document = await tx.get<Stored>(
    `SELECT d.type, d.pages, d.picture, c.text, (SELECT min(l.path) FROM locations l WHERE l.document_id = d.id) AS path
     FROM documents d LEFT JOIN contents c ON c.document_id = d.id WHERE d.id = ?`,
    [documentId],
  );
  const pages = await tx.all<{ page: number; text: string }>(
    'SELECT page, coalesce(corrected_text, text) AS text FROM ocr_pages WHERE document_id = ? ORDER BY page',
    [documentId],
  );
  if (!document) return;
  // Pages still to be read count as blank ones, so that a run that was cancelled here is continued.
  const own = document.text ?? '\f'.repeat(Math.max(0, (document.pages ?? 1) - 1));
  const whole = merged(own, pages);
  if (!/\S/u.test(whole)) {
    // Also where a person took away all that the engine believed to read.
    await tx.run('DELETE FROM contents WHERE document_id = ?', [documentId]);
    await tx.run(`UPDATE documents SET text_origin = 'ocr', text_state = 'empty' WHERE id = ?`, [documentId]);
    await markForSearch(tx, [documentId]);
    return;
  }
  await tx.run(
    'INSERT INTO contents (document_id, text) VALUES (?, ?) ON CONFLICT (document_id) DO UPDATE SET text = excluded.text',
    [documentId, whole],
  );
  await tx.run(`UPDATE documents SET text_origin = 'ocr', text_state = 'ok' WHERE id = ?`, [documentId]);
  // A TIFF is a scanner's; photos and screenshots show titles that are not theirs.
  if (document.type === 'pdf' || document.type === 'tiff')
    await storeFacts(tx, { id: documentId, path: document.path ?? '', text: whole }, deps);
  if (document.picture !== null) {
    // A camera program's words over the picture are now known.
    const picture = JSON.parse(document.picture) as PictureFacts;
    const hints = photoHints({ picture, name: lastName(document.path ?? ''), text: whole });
    await tx.run('UPDATE documents SET photo_hints = ? WHERE id = ?', [JSON.stringify(hints), documentId]);
  }
  await markForSearch(tx, [documentId]);
}

function merged(own: string, recognised: readonly { readonly page: number; readonly text: string }[]): string {
  const pages = own.split('\f');
  for (const { page, text } of recognised) {
    while (pages.length < page) pages.push('');
    pages[page - 1] = text;
  }
  return pages.join('\f');
}

async function storeFacts(
  tx: Sql,
  { id, path, text }: { readonly id: number; readonly path: string; readonly text: string },
  { readFacts, today }: FactsDeps,
): Promise<void> {
  const facts = readFacts({
    name: lastName(path),
    folder: folderOf(path),
    text,
    // Recognised text reads like a paper's, whatever the picture is stored as.
    type: 'pdf',
    properties: { title: null, createdOn: null },
    picture: null,
    today,
  });
  await tx.run(
    `UPDATE documents SET
       title = CASE WHEN title_origin = 'manual' OR ?2 <> 'text' THEN title ELSE ?1 END,
       title_origin = CASE WHEN title_origin = 'manual' OR ?2 <> 'text' THEN title_origin ELSE ?2 END,
       kind = CASE WHEN kind_origin = 'manual' THEN kind ELSE coalesce(?3, kind) END,
       doc_number = coalesce(?4, doc_number), issuer = coalesce(?5, issuer),
       date = CASE WHEN date_origin = 'manual' OR ?6 IS NULL THEN date ELSE ?6 END,
       date_origin = CASE WHEN date_origin = 'manual' OR ?6 IS NULL THEN date_origin ELSE ?7 END
     WHERE id = ?8`,
    [facts.title, facts.titleOrigin, facts.kind, facts.docNumber, facts.issuer, facts.date, facts.dateOrigin, id],
  );
}

/**
 * Gives documents whose file was read anew (a newer reader, the same content) the recognised text again. `openSearch` must have been
 * called; the caller brings the search index up to date.
 */
export async function restorePages(db: Database, deps: FactsDeps): Promise<number> {
  const lost = await db.all<{ id: number }>(
    `SELECT d.id FROM documents d WHERE d.id IN (SELECT document_id FROM ocr_pages) AND d.text_origin = 'file'
       AND d.text_state <> 'pending' ORDER BY d.id`,
  );
  for (const { id } of lost) await db.transaction((tx) => applyPages(tx, id, deps));
  return lost.length;
}
