import { PICTURE_TYPES, type DocumentType } from '../../../shared/domain/document.ts';
import type { Database } from '../db/database.ts';
import { OCR_VERSION, SURE_BEFORE } from './version.ts';
import { isReadable } from '../present.ts';

/** A document with pages (1-based) that recognition has still to read. */
export interface PendingDocument {
  readonly id: number;
  readonly type: DocumentType;
  readonly pages: readonly number[];
}

interface Candidate {
  readonly id: number;
  readonly type: DocumentType;
  readonly pages: number | null;
  readonly text: string | null;
  /** JSON list of [page, engine version]. */
  readonly known: string;
}

/** As many as the text of a PDF is read of. */
const MAX_PAGES = 2_000;
const SLICE = 200;
const TYPES = ['pdf', ...PICTURE_TYPES].map((type) => `'${type}'`).join(', ');

/**
 * Pages without text of their own that no engine of this version has read: pictures, and pages of PDFs that are only pictures. Files
 * that are gone, broken or locked are left out.
 */
export async function pendingPages(db: Database): Promise<PendingDocument[]> {
  const pending: PendingDocument[] = [];
  for (let after = 0; ;) {
    const slice = await db.all<Candidate>(
      `SELECT d.id, d.type, d.pages, c.text,
         (SELECT json_group_array(json_array(page,
           CASE WHEN engine_version = 1 AND confidence >= ${SURE_BEFORE} THEN ${OCR_VERSION} ELSE engine_version END)) FROM ocr_pages o WHERE o.document_id = d.id) AS known
       FROM documents d LEFT JOIN contents c ON c.document_id = d.id
       WHERE d.id > ? AND d.type IN (${TYPES}) AND d.text_state IN ('ok', 'empty')
         AND ${isReadable('d.id')}
       ORDER BY d.id LIMIT ${SLICE}`,
      [after],
    );
    if (slice.length === 0) return pending;
    for (const one of slice) {
      const pages = pagesOf(one);
      if (pages.length > 0) pending.push({ id: one.id, type: one.type, pages });
    }
    after = slice.at(-1)?.id ?? after;
  }
}

function pagesOf({ type, pages, text, known }: Candidate): number[] {
  const versions = new Map(JSON.parse(known) as [number, number][]);
  const wanted = versions.size > 0 ? [...versions.keys()].filter((page) => (versions.get(page) ?? 0) < OCR_VERSION) : [];
  const blank = blankPages(text ?? '', type === 'pdf' ? (pages ?? 0) : (pages ?? 1)).filter((page) => !versions.has(page));
  return [...new Set([...wanted, ...blank])].sort((one, other) => one - other);
}

function blankPages(text: string, count: number): number[] {
  if (text === '') return Array.from({ length: Math.min(count, MAX_PAGES) }, (_, at) => at + 1);
  // A text cut off at its limit has fewer parts than the file has pages: what was not read is not blank.
  return text.split('\f').flatMap((page, at) => (at < count && !/\S/u.test(page) ? [at + 1] : []));
}
