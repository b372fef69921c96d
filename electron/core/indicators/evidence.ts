import { AppError } from '../../../shared/contract/errors.ts';
import type { Kind } from '../../../shared/domain/document.ts';
import type { Archive } from '../archives/archives.ts';
import { appendAudit } from '../audit/audit.ts';
import { undoable } from '../undo/undo.ts';
import type { Decider } from '../links/links.ts';
import { leafOf } from './leaf.ts';

export interface LinkDescription {
  readonly documentId: number;
  readonly indicatorId: number;
  readonly kind: Kind | null;
  readonly caption: string;
  readonly firstPage: number | null;
  readonly lastPage: number | null;
}

/**
 * Kind, caption and page range of one confirmed link: one step of undo, one audit row. Throws AppError `not-found` when the link is
 * not confirmed (any more), `usage` for pages the document does not have.
 */
export async function describeLink(archive: Archive, description: LinkDescription, by: Decider): Promise<void> {
  const { documentId, indicatorId, kind, firstPage, lastPage } = description;
  const caption = description.caption.trim();
  await archive.db.transaction(async (tx) => {
    const { framework, code } = await leafOf(tx, indicatorId);
    const link = await tx.get<{ id: number; title: string; pages: number | null }>(
      `SELECT k.id, coalesce(d.title, d.sha256) AS title, d.pages FROM links k JOIN documents d ON d.id = k.document_id
       WHERE k.document_id = ? AND k.indicator_id = ? AND k.state = 'confirmed'`,
      [documentId, indicatorId],
    );
    if (!link) throw new AppError('not-found', `没有保存:这份材料已经不在“${code}”的佐证里。请刷新后再改。`);
    refuseWrongPages(description, link);
    const watch = [{ table: 'links' as const, where: 'id = ?', params: [link.id] }];
    await undoable(tx, { label: `修改“${link.title}”的说明`, at: by.now, actor: by.actor, watch }, () =>
      tx.run('UPDATE links SET kind = ?, caption = ?, first_page = ?, last_page = ? WHERE id = ?', [
        kind,
        caption === '' ? null : caption,
        firstPage,
        lastPage,
        link.id,
      ]),
    );
    const detail = { framework, indicator: code, document: link.title, kind, caption, firstPage, lastPage };
    await appendAudit(tx, { at: by.now.toISOString(), actor: by.actor, action: 'link.describe', detail });
  });
}

function refuseWrongPages(
  { firstPage, lastPage }: Pick<LinkDescription, 'firstPage' | 'lastPage'>,
  { title, pages }: { readonly title: string; readonly pages: number | null },
): void {
  const wrong = (text: string): AppError => new AppError('usage', `“${title}”的页码没有保存:${text}`);
  for (const page of [firstPage, lastPage]) {
    if (page === null) continue;
    if (!Number.isInteger(page) || page < 1) throw wrong('页码要写成 1 以上的整数。');
    if (pages !== null && page > pages) throw wrong(`它只有 ${pages} 页,没有第 ${page} 页。请改正。`);
  }
  if (firstPage !== null && lastPage !== null && firstPage > lastPage) throw wrong('起始页在截止页之后。请对调或改正。');
}

/**
 * The clerk's order of the evidence under a leaf: one step of undo, one audit row. Throws AppError `refused` when the ids are not
 * exactly the confirmed documents of the leaf.
 */
export async function orderEvidence(
  archive: Archive,
  { indicatorId, documentIds }: { readonly indicatorId: number; readonly documentIds: readonly number[] },
  by: Decider,
): Promise<void> {
  await archive.db.transaction(async (tx) => {
    const { framework, code } = await leafOf(tx, indicatorId);
    const where = "indicator_id = ? AND state = 'confirmed'";
    const rows = await tx.all<{ id: number }>(`SELECT document_id AS id FROM links WHERE ${where}`, [indicatorId]);
    const confirmed = new Set(rows.map(({ id }) => id));
    if (
      new Set(documentIds).size !== documentIds.length ||
      documentIds.length !== confirmed.size ||
      documentIds.some((id) => !confirmed.has(id))
    )
      throw new AppError('refused', `“${code}”的佐证在排序时变了,顺序没有保存。请按现在的清单再排一次。`);
    const watch = [{ table: 'links' as const, where, params: [indicatorId] }];
    await undoable(tx, { label: `调整“${code}”的佐证顺序`, at: by.now, actor: by.actor, watch }, () =>
      tx.run(
        `UPDATE links SET position = r.key + 1 FROM json_each(?) r
         WHERE links.document_id = r.value AND links.indicator_id = ? AND links.state = 'confirmed'`,
        [JSON.stringify(documentIds), indicatorId],
      ),
    );
    const detail = { framework, indicator: code, documents: documentIds };
    await appendAudit(tx, { at: by.now.toISOString(), actor: by.actor, action: 'link.order', detail });
  });
}
