import { AppError } from '../../../shared/contract/errors.ts';
import type { DecideResult } from '../../../shared/contract/results.ts';
import type { Archive } from '../archives/archives.ts';
import { appendAudit } from '../audit/audit.ts';
import type { Sql } from '../db/database.ts';
import { undoable } from '../undo/undo.ts';
import { followCrosswalk } from './follow-crosswalk.ts';
import { followDecisions, unfollowDecisions } from './follow.ts';
import { FIRST_PLACE } from './place.ts';
import { confirmedPage } from './suggested-pages.ts';

export interface PairDecision {
  readonly documentId: number;
  readonly indicatorId: number;
  readonly action: 'confirm' | 'reject' | 'clear';
}

export interface Decider {
  readonly actor: string;
  readonly now: Date;
}

/**
 * Records many decisions in one transaction, one step of undo, one audit row. `clear` makes a pair an open suggestion again where it
 * was suggested. Throws AppError `not-found` when a document or leaf is gone, `refused` to confirm a document without a file.
 */
export async function decideMany(archive: Archive, pairs: readonly PairDecision[], by: Decider): Promise<DecideResult> {
  return archive.db.transaction(async (tx) => {
    const named = await names(tx, pairs);
    const count = (action: PairDecision['action']): number => pairs.filter((pair) => pair.action === action).length;
    const result = { confirmed: count('confirm'), rejected: count('reject'), cleared: count('clear') };
    const ids = JSON.stringify([...new Set(pairs.map((pair) => pair.documentId))]);
    const where = 'document_id IN (SELECT value FROM json_each(?))';
    const watch = (['links', 'triage_later'] as const).map((table) => ({ table, where, params: [ids] }));
    await undoable(tx, { label: labelOf(result), at: by.now, actor: by.actor, watch }, () => apply(tx, pairs, by));
    const confirmed = pairs.filter(({ action }) => action === 'confirm');
    await followDecisions(tx, confirmed);
    await unfollowDecisions(tx, pairs.filter(({ action }) => action !== 'confirm')); // prettier-ignore
    await followCrosswalk(tx, {
      confirmed,
      withdrawn: pairs.flatMap((pair) => (pair.action === 'confirm' ? [] : [pair.documentId])),
    });
    await appendAudit(tx, {
      at: by.now.toISOString(),
      actor: by.actor,
      action: 'link.decide-many',
      detail: { ...result, links: named },
    });
    return result;
  });
}

/** What a message says of a step: `确认 3 项`. */
export function labelOf({ confirmed, rejected, cleared }: DecideResult): string {
  const parts = [
    confirmed > 0 ? `确认 ${confirmed} 项` : '',
    rejected > 0 ? `否决 ${rejected} 项` : '',
    cleared > 0 ? `退回待确认 ${cleared} 项` : '',
  ].filter((part) => part !== '');
  return parts.join(',') || '没有改动';
}

interface Named {
  readonly path: string;
  readonly framework: string;
  readonly indicator: string;
  readonly action: string;
}

/** The pairs as the record names them; refuses those that cannot be decided. */
async function names(tx: Sql, pairs: readonly PairDecision[]): Promise<Named[]> {
  const rows = await tx.all<{
    document: number | null;
    path: string | null;
    leaf: number | null;
    code: string;
    framework: string;
    action: string;
  }>(
    `SELECT d.id AS document, ${FIRST_PLACE} AS path, i.leaf, i.code, i.framework_id AS framework, r.value ->> '$.action' AS action
     FROM json_each(?) r LEFT JOIN documents d ON d.id = r.value ->> '$.documentId' LEFT JOIN indicators i ON i.id = r.value ->> '$.indicatorId'`,
    [JSON.stringify(pairs)],
  );
  return rows.map(({ document, path, leaf, code, framework, action }) => {
    if (document === null) throw new AppError('not-found', '其中有一份材料已经不在档案库里。请刷新后再试。');
    if (leaf === null) throw new AppError('not-found', '其中有一条指标已经不在测评体系里。请刷新后再试。');
    if (leaf === 0) throw new AppError('refused', `“${code}”不是末级指标,材料要归到它下面的一条。`);
    if (action === 'confirm' && path === null)
      throw new AppError('refused', '其中有一份材料的文件已经不在原处。请找回文件并重新编目,再确认。');
    return { path: path ?? '', framework, indicator: code, action };
  });
}

async function apply(tx: Sql, pairs: readonly PairDecision[], by: Decider): Promise<void> {
  const decided = pairs.filter((pair) => pair.action !== 'clear');
  const cleared = JSON.stringify(
    pairs.filter((pair) => pair.action === 'clear').map((pair) => [pair.documentId, pair.indicatorId]),
  );
  await tx.run(
    `INSERT INTO links (document_id, indicator_id, state, decided_by, decided_at)
     SELECT value ->> '$.documentId', value ->> '$.indicatorId', iif(value ->> '$.action' = 'confirm', 'confirmed', 'rejected'), ?, ?
     FROM json_each(?) WHERE true
     ON CONFLICT (document_id, indicator_id) DO UPDATE SET state = excluded.state, decided_by = excluded.decided_by, decided_at = excluded.decided_at,
       first_page = coalesce(first_page, ${confirmedPage(0)}), last_page = coalesce(last_page, ${confirmedPage(1)})`,
    [by.actor, by.now.toISOString(), JSON.stringify(decided)],
  );
  const chosen = '(document_id, indicator_id) IN (SELECT value ->> 0, value ->> 1 FROM json_each(?))';
  await tx.run(`DELETE FROM links WHERE ${chosen} AND state <> 'suggested' AND score IS NULL`, [cleared]);
  await tx.run(
    `UPDATE links SET state = 'suggested', kind = NULL, caption = NULL, first_page = NULL, last_page = NULL, position = NULL,
       decided_by = NULL, decided_at = NULL WHERE ${chosen} AND state <> 'suggested'`,
    [cleared],
  );
  await tx.run("DELETE FROM triage_later WHERE document_id IN (SELECT value ->> '$.documentId' FROM json_each(?))", [
    JSON.stringify(decided),
  ]);
}

/** 都不合适: rejects every open suggestion of a document in one framework. A document without any is refused. */
export async function rejectAll(archive: Archive, framework: string, documentId: number, by: Decider): Promise<DecideResult> {
  const rows = await archive.db.all<{ id: number }>(
    `SELECT i.id FROM links k JOIN indicators i ON i.id = k.indicator_id
     WHERE k.document_id = ? AND i.framework_id = ? AND k.state = 'suggested'`,
    [documentId, framework],
  );
  if (rows.length === 0) throw new AppError('refused', '这份材料没有待确认的建议。可以用“归入指标”自己选一条。');
  return decideMany(
    archive,
    rows.map(({ id }) => ({ documentId, indicatorId: id, action: 'reject' as const })),
    by,
  );
}

/** 稍后再看: puts a document at the end of one framework's queue; one step of undo. */
export async function putOff(archive: Archive, framework: string, documentId: number, by: Decider): Promise<void> {
  await archive.db.transaction(async (tx) => {
    const place = await tx.get<{ path: string }>(
      'SELECT path FROM locations WHERE document_id = ? ORDER BY missing_at IS NOT NULL, id LIMIT 1',
      [documentId],
    );
    if (!place) throw new AppError('not-found', '没有保存:这份材料已经不在档案库里。请刷新后再试。');
    const watch = [
      { table: 'triage_later' as const, where: 'framework_id = ? AND document_id = ?', params: [framework, documentId] },
    ];
    await undoable(tx, { label: '稍后再看 1 份', at: by.now, actor: by.actor, watch }, () =>
      tx.run(
        `INSERT INTO triage_later (framework_id, document_id, at) VALUES (?, ?, ?)
         ON CONFLICT (framework_id, document_id) DO UPDATE SET at = excluded.at`,
        [framework, documentId, by.now.toISOString()],
      ),
    );
    const detail = { framework, path: place.path };
    await appendAudit(tx, { at: by.now.toISOString(), actor: by.actor, action: 'triage.later', detail });
  });
}
