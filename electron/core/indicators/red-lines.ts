import { AppError } from '../../../shared/contract/errors.ts';
import type { DrawnLine } from '../../../shared/contract/indicators.ts';
import type { RedLine } from '../../../shared/domain/red-lines.ts';
import type { Archive } from '../archives/archives.ts';
import { appendAudit } from '../audit/audit.ts';
import type { Sql } from '../db/database.ts';
import type { Decider } from '../links/links.ts';
import { undoable } from '../undo/undo.ts';
import { leafOf } from './leaf.ts';

/** More on one evidence is a coloured page, not a mark. */
const MOST_LINES = 500;

interface Place {
  readonly documentId: number;
  readonly indicatorId: number;
}

/**
 * Draws red lines on one confirmed evidence: one step of undo, one audit row. Throws AppError `not-found` when the link is not
 * confirmed (any more), `usage` for a page the document does not have, `refused` beyond 500 lines.
 */
export async function drawRedLines(
  archive: Archive,
  place: Place & { readonly lines: readonly RedLine[] },
  by: Decider,
): Promise<void> {
  const { documentId, indicatorId, lines } = place;
  await archive.db.transaction(async (tx) => {
    const { framework, code } = await leafOf(tx, indicatorId);
    const { title, pages } = await evidenceOf(tx, place, code);
    const beyond = pages === null ? undefined : lines.find(({ page }) => page > pages);
    if (beyond) throw new AppError('usage', `红线没有保存:“${title}”没有第 ${beyond.page} 页。请刷新后再划。`);
    const row = await tx.get<{ n: number }>('SELECT count(*) AS n FROM red_lines WHERE document_id = ? AND indicator_id = ?', [documentId, indicatorId]); // prettier-ignore
    if ((row?.n ?? 0) + lines.length > MOST_LINES)
      throw new AppError('refused', `“${title}”上已经有 ${row?.n ?? 0} 条红线,最多 ${MOST_LINES} 条。请先擦去一些。`);
    await undoable(tx, { label: `在“${title}”上划红线`, at: by.now, actor: by.actor, watch: watched(place) }, async () => {
      for (const { page, x1, y1, x2, y2 } of lines)
        await tx.run(
          'INSERT INTO red_lines (document_id, indicator_id, page, x1, y1, x2, y2, drawn_by, drawn_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
          [documentId, indicatorId, page, x1, y1, x2, y2, by.actor, by.now.toISOString()],
        );
    });
    const detail = { framework, indicator: code, document: title, pages: [...new Set(lines.map(({ page }) => page))] };
    await appendAudit(tx, { at: by.now.toISOString(), actor: by.actor, action: 'red-lines.draw', detail });
  });
}

/**
 * Says that the lines of one evidence that were drawn on its former content stand right: one step of undo, one audit row. Throws AppError
 * `not-found` where none waits.
 */
export async function keepRedLines(archive: Archive, place: Place, by: Decider): Promise<void> {
  const { documentId, indicatorId } = place;
  await archive.db.transaction(async (tx) => {
    const { framework, code } = await leafOf(tx, indicatorId);
    const { title } = await evidenceOf(tx, place, code);
    const step = { label: `核对“${title}”上的红线`, at: by.now, actor: by.actor, watch: watched(place) };
    const { changes } = await undoable(tx, step, () =>
      tx.run('UPDATE red_lines SET recheck = 0 WHERE document_id = ? AND indicator_id = ? AND recheck = 1', [
        documentId,
        indicatorId,
      ]),
    );
    if (changes === 0) throw new AppError('not-found', `“${title}”上没有要核对的红线。请刷新后再看。`);
    const detail = { framework, indicator: code, document: title, lines: changes };
    await appendAudit(tx, { at: by.now.toISOString(), actor: by.actor, action: 'red-lines.keep', detail });
  });
}

/** Takes red lines of one evidence away, all of them without `ids`: one step of undo, one audit row. Throws AppError `not-found`. */
export async function eraseRedLines(
  archive: Archive,
  place: Place & { readonly ids: readonly number[] | null },
  by: Decider,
): Promise<void> {
  const { documentId, indicatorId, ids } = place;
  await archive.db.transaction(async (tx) => {
    const { framework, code } = await leafOf(tx, indicatorId);
    const { title } = await evidenceOf(tx, place, code);
    const step = { label: `擦去“${title}”上的红线`, at: by.now, actor: by.actor, watch: watched(place) };
    await undoable(tx, step, () =>
      tx.run(
        `DELETE FROM red_lines WHERE document_id = ? AND indicator_id = ?
         ${ids === null ? '' : 'AND id IN (SELECT value FROM json_each(?))'}`,
        [documentId, indicatorId, ...(ids === null ? [] : [JSON.stringify(ids)])],
      ),
    );
    const detail = { framework, indicator: code, document: title, lines: ids?.length ?? null };
    await appendAudit(tx, { at: by.now.toISOString(), actor: by.actor, action: 'red-lines.erase', detail });
  });
}

/** Pages (1-based) of one evidence that carry red lines. */
export async function linedPagesOf(db: Sql, { documentId, indicatorId }: Place): Promise<readonly number[]> {
  const rows = await db.all<{ page: number }>(
    'SELECT DISTINCT page FROM red_lines WHERE document_id = ? AND indicator_id = ? ORDER BY page',
    [documentId, indicatorId],
  );
  return rows.map(({ page }) => page);
}

/** Remembers how the words stood on pages of a document when a person drew lines on them, or said that those there stand right. */
export async function rememberWordPlaces(db: Sql, documentId: number, places: ReadonlyMap<number, string>): Promise<void> {
  for (const [page, words] of places)
    await db.run(
      `INSERT INTO lined_pages (document_id, page, word_places) VALUES (?, ?, ?)
       ON CONFLICT (document_id, page) DO UPDATE SET word_places = excluded.word_places`,
      [documentId, page, words],
    );
}

/** The red lines of a leaf, by document id, in the order they were drawn. */
export async function readRedLines(db: Sql, indicatorId: number): Promise<ReadonlyMap<number, readonly DrawnLine[]>> {
  const rows = await db.all<Omit<DrawnLine, 'recheck'> & { readonly documentId: number; readonly recheck: number }>(
    'SELECT id, document_id AS documentId, page, x1, y1, x2, y2, recheck FROM red_lines WHERE indicator_id = ? ORDER BY id',
    [indicatorId],
  );
  const byDocument = new Map<number, DrawnLine[]>();
  for (const { documentId, recheck, ...line } of rows)
    byDocument.set(documentId, [...(byDocument.get(documentId) ?? []), { ...line, recheck: recheck === 1 }]);
  return byDocument;
}

function watched({ documentId, indicatorId }: Place) {
  return [{ table: 'red_lines' as const, where: 'document_id = ? AND indicator_id = ?', params: [documentId, indicatorId] }];
}

async function evidenceOf(
  tx: Sql,
  { documentId, indicatorId }: Place,
  code: string,
): Promise<{ title: string; pages: number | null }> {
  const link = await tx.get<{ title: string; pages: number | null }>(
    `SELECT coalesce(d.title, d.sha256) AS title, d.pages FROM links k JOIN documents d ON d.id = k.document_id
     WHERE k.document_id = ? AND k.indicator_id = ? AND k.state = 'confirmed'`,
    [documentId, indicatorId],
  );
  if (!link) throw new AppError('not-found', `红线没有保存:这份材料已经不在“${code}”的佐证里。请刷新后再划。`);
  return link;
}
