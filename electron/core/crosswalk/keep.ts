import { AppError } from '../../../shared/contract/errors.ts';
import { inverse, RELATION_WORDS, type Relation } from '../../../shared/domain/crosswalk.ts';
import type { Archive } from '../archives/archives.ts';
import { appendAudit, type By } from '../audit/audit.ts';
import type { Sql } from '../db/database.ts';
import { followCrosswalkRows } from '../links/links.ts';
import { undoable } from '../undo/undo.ts';

/** What a person says of two leaves by row id: what one is to other, that they have nothing to do with each other, or as shipped. */
export interface SaidRow {
  readonly oneId: number;
  readonly otherId: number;
  readonly relation: Relation | 'none' | 'shipped';
}

/**
 * Keeps what a person says of these pairs in place of what was said before, and weighs anew what is confirmed under their leaves: one
 * transaction, one step of undo, one audit row. Throws AppError `not-found` when a leaf is gone, `refused` for leaves of one
 * framework or a node that is no leaf.
 */
export async function setCrosswalk(archive: Archive, rows: readonly SaidRow[], by: By): Promise<{ saved: number }> {
  const ordered = rows.map((row) =>
    row.oneId < row.otherId ? row : { oneId: row.otherId, otherId: row.oneId, relation: turned(row.relation) },
  );
  return archive.db.transaction(async (tx) => {
    const names = await check(tx, ordered);
    const pairs = JSON.stringify(ordered.map(({ oneId, otherId }) => [oneId, otherId]));
    const chosen = '(one_id, other_id) IN (SELECT value ->> 0, value ->> 1 FROM json_each(?))';
    const label = rows.length === 1 ? `修改指标对照:${names[0] ?? ''}` : `修改 ${rows.length} 行指标对照`;
    const watch = [{ table: 'crosswalk' as const, where: chosen, params: [pairs] }];
    await undoable(tx, { label, at: by.now, actor: by.actor, watch }, async () => {
      await tx.run(`DELETE FROM crosswalk WHERE ${chosen}`, [pairs]);
      await tx.run(
        `INSERT INTO crosswalk (one_id, other_id, relation, decided_by, decided_at)
         SELECT value ->> '$.oneId', value ->> '$.otherId', value ->> '$.relation', ?, ? FROM json_each(?) WHERE true
         ON CONFLICT (one_id, other_id) DO UPDATE SET relation = excluded.relation`,
        [by.actor, by.now.toISOString(), JSON.stringify(ordered.filter(({ relation }) => relation !== 'shipped'))],
      );
    });
    await followCrosswalkRows(tx, [...new Set(ordered.flatMap(({ oneId, otherId }) => [oneId, otherId]))]);
    const lines = ordered.map(({ relation }, at) => `${names[at] ?? ''} ${wordOf(relation)}`);
    await appendAudit(tx, { at: by.now.toISOString(), actor: by.actor, action: 'crosswalk.set', detail: { lines } });
    return { saved: rows.length };
  });
}

function turned(relation: SaidRow['relation']): SaidRow['relation'] {
  return relation === 'none' || relation === 'shipped' ? relation : inverse(relation);
}

function wordOf(relation: SaidRow['relation']): string {
  return relation === 'none' ? '没有对照' : relation === 'shipped' ? '恢复示例' : RELATION_WORDS[relation];
}

/** The pairs as the record names them: `Ⅱ-9-1)—未-1-5`. */
async function check(tx: Sql, rows: readonly SaidRow[]): Promise<string[]> {
  const leaves = await tx.all<{ id: number; framework: string; code: string; leaf: number }>(
    'SELECT id, framework_id AS framework, code, leaf FROM indicators WHERE id IN (SELECT value FROM json_each(?))',
    [JSON.stringify(rows.flatMap(({ oneId, otherId }) => [oneId, otherId]))],
  );
  const byId = new Map(leaves.map((leaf) => [leaf.id, leaf]));
  return rows.map(({ oneId, otherId }) => {
    const [one, other] = [byId.get(oneId), byId.get(otherId)];
    if (!one || !other) throw new AppError('not-found', '没有保存:其中有一条指标已经不在测评体系里。请刷新后再试。');
    const branch = [one, other].find((end) => end.leaf === 0);
    if (branch) throw new AppError('refused', `没有保存:“${branch.code}”不是末级指标,请选它下面的一条。`);
    if (one.framework === other.framework)
      throw new AppError('refused', `没有保存:${one.code} 和 ${other.code} 属于同一个测评体系。对照只在两个体系之间。`);
    return `${one.code}—${other.code}`;
  });
}
