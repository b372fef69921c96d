import { AppError } from '../../../shared/contract/errors.ts';
import type { DecideResult } from '../../../shared/contract/results.ts';
import type { Kind } from '../../../shared/domain/document.ts';
import type { Band } from '../../../shared/domain/link.ts';
import type { Archive } from '../archives/archives.ts';
import { appendAudit } from '../audit/audit.ts';
import type { Sql } from '../db/database.ts';
import { undoable } from '../undo/undo.ts';
import { followCrosswalk } from './follow-crosswalk.ts';
import { followDecisions, unfollowDecisions } from './follow.ts';
import { findIndicator } from './indicator.ts';
import { FIRST_PLACE, findDocument } from './place.ts';
import { confirmedPage, suggestedPage } from './suggested-pages.ts';

/** What a person decided about one document and one indicator. Details left undefined stay as they are. */
export interface Decision {
  readonly documentPath: string;
  /** In any spelling. */
  readonly indicatorCode: string;
  readonly frameworkId?: string | undefined;
  readonly action: 'confirm' | 'reject' | 'clear';
  readonly kind?: Kind | undefined;
  readonly caption?: string | undefined;
  /** 1-based; pages of the document that prove the indicator. */
  readonly firstPage?: number | undefined;
  readonly lastPage?: number | undefined;
  readonly actor: string;
  readonly now: Date;
}

const WORDS = { confirm: '确认 1 项', reject: '否决 1 项', clear: '退回待确认 1 项' } as const;

const NOTHING: DecideResult = { confirmed: 0, rejected: 0, cleared: 0 };

/**
 * Records one decision. `clear` takes a decision back: the pair becomes an open suggestion again where it was suggested.
 * Throws AppError `not-found` (document, indicator), `usage` (ambiguous) or `refused` (page range, file gone).
 */
export async function decide(archive: Archive, decision: Decision): Promise<DecideResult> {
  const { db } = archive;
  const document = await findDocument(db, decision.documentPath);
  const indicator = await findIndicator(db, decision.indicatorCode, decision.frameworkId);
  if (decision.action === 'confirm' && !document.present)
    throw new AppError('refused', `文件已经不在原处:${document.path}。请找回文件并重新编目,再确认。`);
  return db.transaction(async (tx) => {
    const facts = await tx.get<{ sha256: string; pages: number | null }>('SELECT sha256, pages FROM documents WHERE id = ?', [
      document.id,
    ]);
    const pages = pageRange(decision, facts?.pages ?? null, document.path);
    const pair = { documentId: document.id, indicatorId: indicator.id };
    const step = {
      label: WORDS[decision.action],
      at: decision.now,
      actor: decision.actor,
      watch: [{ table: 'links' as const, where: 'document_id = ? AND indicator_id = ?', params: [document.id, indicator.id] }],
    };
    const changes = await undoable(tx, step, () => applyDecision(tx, pair, decision, pages));
    const isConfirmed = decision.action === 'confirm';
    await (isConfirmed ? followDecisions(tx, [pair]) : unfollowDecisions(tx, [pair]));
    await followCrosswalk(tx, { confirmed: isConfirmed ? [pair] : [], withdrawn: isConfirmed ? [] : [document.id] });
    await appendAudit(tx, {
      at: decision.now.toISOString(),
      actor: decision.actor,
      action: `link.${decision.action}`,
      detail: {
        path: document.path,
        sha256: facts?.sha256 ?? '',
        framework: indicator.frameworkId,
        indicator: indicator.code,
        ...(decision.kind === undefined ? {} : { kind: decision.kind }),
        ...(decision.caption === undefined ? {} : { caption: decision.caption }),
        ...(pages === null ? {} : { pages }),
      },
    });
    return changes;
  });
}

interface Pair {
  readonly documentId: number;
  readonly indicatorId: number;
}

async function applyDecision(
  tx: Sql,
  { documentId, indicatorId }: Pair,
  { action, kind, caption, actor, now }: Decision,
  pages: readonly [number, number] | null,
): Promise<DecideResult> {
  if (action === 'clear') {
    const removed = await tx.run(
      "DELETE FROM links WHERE document_id = ? AND indicator_id = ? AND state <> 'suggested' AND score IS NULL",
      [documentId, indicatorId],
    );
    const reopened = await tx.run(
      `UPDATE links SET state = 'suggested', kind = NULL, caption = NULL, first_page = NULL, last_page = NULL, position = NULL,
         decided_by = NULL, decided_at = NULL WHERE document_id = ? AND indicator_id = ? AND state <> 'suggested'`,
      [documentId, indicatorId],
    );
    return { ...NOTHING, cleared: removed.changes + reopened.changes };
  }
  await tx.run(
    `INSERT INTO links (document_id, indicator_id, state, kind, caption, first_page, last_page, decided_by, decided_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (document_id, indicator_id) DO UPDATE SET state = excluded.state, kind = coalesce(excluded.kind, kind),
       caption = coalesce(excluded.caption, caption),
       first_page = coalesce(excluded.first_page, first_page, ${confirmedPage(0)}),
       last_page = coalesce(excluded.last_page, last_page, ${confirmedPage(1)}), decided_by = excluded.decided_by, decided_at = excluded.decided_at`,
    [
      documentId,
      indicatorId,
      action === 'confirm' ? 'confirmed' : 'rejected',
      kind ?? null,
      caption ?? null,
      pages?.[0] ?? null,
      pages?.[1] ?? null,
      actor,
      now.toISOString(),
    ],
  );
  return action === 'confirm' ? { ...NOTHING, confirmed: 1 } : { ...NOTHING, rejected: 1 };
}

/** The range when one was given. Throws AppError `refused` when the document has no such pages. */
function pageRange({ firstPage, lastPage }: Decision, pages: number | null, path: string): readonly [number, number] | null {
  if (firstPage === undefined && lastPage === undefined) return null;
  const first = firstPage ?? 1;
  const last = lastPage ?? first;
  if (pages === null) throw new AppError('refused', `“${path}”没有固定的页码,不能只用其中几页。请去掉页码,整份使用。`);
  if (!Number.isInteger(first) || !Number.isInteger(last) || first < 1 || last < first || last > pages)
    throw new AppError('refused', `页码 ${first}-${last} 不对:“${path}”共 ${pages} 页。请写 1 到 ${pages} 之间从小到大的页码。`);
  return [first, last];
}

/**
 * Confirms, for each present document and framework, the best open suggestion if it lies in this band. A document that already
 * has confirmed evidence in a framework is left to the person. One transaction, one audit row.
 */
export async function confirmBand(
  archive: Archive,
  { band, actor, now }: { readonly band: Band; readonly actor: string; readonly now: Date },
): Promise<DecideResult> {
  return archive.db.transaction(async (tx) => {
    const chosen = await tx.all<{
      id: number;
      documentId: number;
      indicatorId: number;
      path: string;
      framework: string;
      indicator: string;
    }>(
      `SELECT id, documentId, indicatorId, path, framework, indicator FROM (
         SELECT k.id, k.document_id AS documentId, k.indicator_id AS indicatorId, k.band, ${FIRST_PLACE} AS path, i.framework_id AS framework, i.code AS indicator,
           row_number() OVER (PARTITION BY k.document_id, i.framework_id ORDER BY k.score DESC, i.position) AS rank
         FROM links k JOIN indicators i ON i.id = k.indicator_id JOIN documents d ON d.id = k.document_id
         WHERE k.state = 'suggested' AND NOT EXISTS (
           SELECT 1 FROM links o JOIN indicators j ON j.id = o.indicator_id
           WHERE o.document_id = k.document_id AND o.state = 'confirmed' AND j.framework_id = i.framework_id))
       WHERE rank = 1 AND band = ? AND path IS NOT NULL ORDER BY path, framework`,
      [band],
    );
    const ids = JSON.stringify(chosen.map(({ id }) => id));
    const chosenRows = 'id IN (SELECT value FROM json_each(?))';
    const watch = [{ table: 'links' as const, where: chosenRows, params: [ids] }];
    await undoable(tx, { label: `确认 ${chosen.length} 项`, at: now, actor, watch }, () =>
      tx.run(
        `UPDATE links SET state = 'confirmed', decided_by = ?, decided_at = ?, first_page = coalesce(first_page, ${suggestedPage(0)}),
           last_page = coalesce(last_page, ${suggestedPage(1)}) WHERE ${chosenRows}`,
        [actor, now.toISOString(), ids],
      ),
    );
    await followDecisions(tx, chosen);
    await followCrosswalk(tx, { confirmed: chosen, withdrawn: [] });
    const links = chosen.map(({ path, framework, indicator }) => ({ path, framework, indicator }));
    await appendAudit(tx, { at: now.toISOString(), actor, action: 'link.confirm-band', detail: { band, links } });
    return { ...NOTHING, confirmed: chosen.length };
  });
}
