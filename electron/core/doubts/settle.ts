import type { SettledDoubt } from '../../../shared/contract/doubts.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Archive } from '../archives/archives.ts';
import { appendAudit } from '../audit/audit.ts';
import type { Sql } from '../db/database.ts';
import { markForSearch, openSearch } from '../documents/documents.ts';
import { undoable } from '../undo/undo.ts';

export interface DoubtAnswer {
  readonly formerId: number;
  /** Null: none of the candidates is the former. */
  readonly candidateId: number | null;
  readonly actor: string;
  readonly now: Date;
}

/**
 * Records what became of a confirmed content. For a candidate, all a person decided of the former goes over to it (佐证, 否决, title,
 * kind and date entered by hand); what a person decided of the candidate itself stays. A page range the new content does not have is
 * dropped; red lines go along to be looked at again, since nobody knows what stands where they were drawn. For none, the former keeps its links and stays missing, and is not asked about again with these candidates. One
 * transaction, one step of undo, one audit row. Throws AppError `not-found` when there is no such open question.
 */
export async function settleDoubt(archive: Archive, answer: DoubtAnswer): Promise<SettledDoubt> {
  const { formerId, candidateId, actor, now } = answer;
  await openSearch(archive.db);
  return archive.db.transaction(async (tx) => {
    const open = await tx.all<{ candidate: number; path: string }>(
      'SELECT candidate_id AS candidate, path FROM doubts WHERE former_id = ? AND answer IS NULL',
      [formerId],
    );
    const chosen = open.find((one) => one.candidate === candidateId);
    if (open.length === 0 || (candidateId !== null && !chosen))
      throw new AppError('not-found', '这份材料已经核对过,或情况有了变化。请刷新后再看。');
    const path = open[0]?.path ?? '';
    const documents = JSON.stringify(candidateId === null ? [] : [formerId, candidateId]);
    const ids = 'IN (SELECT value FROM json_each(?))';
    const step = {
      label: candidateId === null ? '核对:都不是' : '核对:沿用到新文件',
      at: now,
      actor,
      watch: [
        { table: 'doubts' as const, where: 'former_id = ?', params: [formerId] },
        { table: 'links' as const, where: `document_id ${ids}`, params: [documents] },
        { table: 'documents' as const, where: `id ${ids}`, params: [documents] },
        { table: 'red_lines' as const, where: `document_id ${ids}`, params: [documents] },
        { table: 'captions' as const, where: `document_id ${ids}`, params: [documents] },
      ],
    };
    const settled = await undoable(tx, step, async () => {
      await tx.run(
        `UPDATE doubts SET answer = iif(candidate_id IS ?, 'same', 'other'), answered_by = ?, answered_at = ?
         WHERE former_id = ? AND answer IS NULL`,
        [candidateId, actor, now.toISOString(), formerId],
      );
      return candidateId === null ? NOTHING : carryOver(tx, formerId, candidateId);
    });
    const shas = await tx.all<{ id: number; sha256: string }>('SELECT id, sha256 FROM documents WHERE id IN (?, ?)', [
      formerId,
      candidateId,
    ]);
    const sha = (id: number | null): string | null => shas.find((one) => one.id === id)?.sha256 ?? null;
    await appendAudit(tx, {
      at: now.toISOString(),
      actor,
      action: 'doubt.settle',
      detail: { path, former: sha(formerId), candidate: sha(candidateId), ...settled },
    });
    await markForSearch(tx, [formerId, candidateId]);
    return settled;
  });
}

const NOTHING: SettledDoubt = { moved: 0, rejected: 0, kept: 0, pagesDropped: 0, lines: 0 };

interface Decided {
  readonly id: number;
  readonly indicator_id: number;
  readonly state: 'confirmed' | 'rejected';
  readonly kind: string | null;
  readonly caption: string | null;
  readonly first_page: number | null;
  readonly last_page: number | null;
  readonly position: number | null;
  readonly decided_by: string | null;
  readonly decided_at: string | null;
  readonly score: number | null;
}

async function carryOver(tx: Sql, formerId: number, candidateId: number): Promise<SettledDoubt> {
  const decided = await tx.all<Decided>(
    `SELECT id, indicator_id, state, kind, caption, first_page, last_page, position, decided_by, decided_at, score FROM links
     WHERE document_id = ? AND state <> 'suggested'`,
    [formerId],
  );
  const taken = await tx.all<{ id: number }>(
    "SELECT indicator_id AS id FROM links WHERE document_id = ? AND state <> 'suggested'",
    [candidateId],
  );
  const own = new Set(taken.map(({ id }) => id));
  const facts = await tx.get<{ pages: number | null }>('SELECT pages FROM documents WHERE id = ?', [candidateId]);
  const fits = (link: Decided): boolean => link.last_page === null || link.last_page <= (facts?.pages ?? 0);
  const moving = decided.filter((link) => !own.has(link.indicator_id));
  const rows = moving.map((link) => [
    link.indicator_id,
    link.state,
    link.kind,
    link.caption,
    fits(link) ? link.first_page : null,
    fits(link) ? link.last_page : null,
    link.position,
    link.decided_by,
    link.decided_at,
  ]);
  await tx.run(
    `INSERT INTO links (document_id, indicator_id, state, kind, caption, first_page, last_page, position, decided_by, decided_at)
     SELECT ?, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7, value ->> 8
     FROM json_each(?) WHERE true
     ON CONFLICT (document_id, indicator_id) DO UPDATE SET state = excluded.state, kind = excluded.kind, caption = excluded.caption,
       first_page = excluded.first_page, last_page = excluded.last_page, position = excluded.position,
       decided_by = excluded.decided_by, decided_at = excluded.decided_at`,
    [candidateId, JSON.stringify(rows)],
  );
  const confirmed = moving.filter(({ state }) => state === 'confirmed').map((link) => link.indicator_id);
  const { changes: lines } = await tx.run(
    'UPDATE red_lines SET document_id = ?, recheck = 1 WHERE document_id = ? AND indicator_id IN (SELECT value FROM json_each(?))',
    [candidateId, formerId, JSON.stringify(confirmed)],
  );
  // A rejection is remembered by content for ever; what was confirmed now stands with the new content.
  await tx.run("DELETE FROM links WHERE document_id = ? AND state = 'confirmed'", [formerId]);
  await tx.run(
    `UPDATE captions SET document_id = ?1 WHERE document_id = ?2
       AND NOT EXISTS (SELECT 1 FROM captions own WHERE own.document_id = ?1)`,
    [candidateId, formerId],
  );
  await tx.run(
    `UPDATE documents AS c SET
       title = iif(f.title_origin = 'manual' AND c.title_origin IS NOT 'manual', f.title, c.title),
       title_origin = iif(f.title_origin = 'manual', 'manual', c.title_origin),
       kind = iif(f.kind_origin = 'manual' AND c.kind_origin IS NOT 'manual', f.kind, c.kind),
       kind_origin = iif(f.kind_origin = 'manual', 'manual', c.kind_origin),
       date = iif(f.date_origin = 'manual' AND c.date_origin <> 'manual', f.date, c.date),
       date_origin = iif(f.date_origin = 'manual', 'manual', c.date_origin)
     FROM documents AS f WHERE c.id = ? AND f.id = ?`,
    [candidateId, formerId],
  );
  return {
    moved: moving.filter(({ state }) => state === 'confirmed').length,
    rejected: moving.filter(({ state }) => state === 'rejected').length,
    kept: decided.length - moving.length,
    pagesDropped: moving.filter((link) => !fits(link)).length,
    lines,
  };
}
