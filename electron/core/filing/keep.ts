import { AppError } from '../../../shared/contract/errors.ts';
import { conditionsProblem, conditionsText, type FilingConditions } from '../../../shared/domain/filing-rule.ts';
import type { Archive } from '../archives/archives.ts';
import { appendAudit, type By } from '../audit/audit.ts';
import type { Sql } from '../db/database.ts';
import { suggestAnew } from '../links/links.ts';
import { undoable } from '../undo/undo.ts';
import { findHits } from './hits.ts';
import { conditionsOf, ruleOf, type RuleRow } from './list.ts';

export interface KeptDraft {
  /** Of the rule it takes the place of. */
  readonly id?: number | undefined;
  readonly indicatorId: number;
  readonly name: string;
  readonly conditions: FilingConditions;
  readonly active: boolean;
}

/**
 * Keeps rules, new ones or in place of former ones, and suggests by them at once: one transaction, one step of undo, one audit row. A
 * rule whose conditions or leaf changed no longer confirms by itself until the clerk says so again. Throws AppError `refused` on
 * conditions that say nothing or a name already used, `not-found` when the leaf or the rule is gone.
 */
export async function saveRules(archive: Archive, drafts: readonly KeptDraft[], by: By): Promise<{ saved: number }> {
  return archive.db.transaction(async (tx) => {
    const codes = await checkDrafts(tx, drafts);
    const changed = drafts.flatMap(({ id }) => (id === undefined ? [] : [id]));
    const before = await suggestedBy(tx, changed);
    const last = (await tx.get<{ id: number | null }>('SELECT max(id) AS id FROM rules'))?.id ?? 0;
    const watch = [
      {
        table: 'rules' as const,
        where: 'id > ? OR id IN (SELECT value FROM json_each(?))',
        params: [last, JSON.stringify(changed)],
      },
    ];
    const [only] = drafts.length === 1 ? drafts : [];
    const label = only ? `保存归类规则“${only.name}”` : `保存 ${drafts.length} 条归类规则`;
    await undoable(tx, { label, at: by.now, actor: by.actor, watch }, async () => {
      for (const draft of drafts) await putRule(tx, draft, by);
    });
    const hits = await findHits(
      tx,
      drafts.flatMap(({ conditions, active }, id) => (active ? [{ id, conditions }] : [])),
    );
    await suggestAnew(tx, [...new Set([...before, ...[...hits.values()].flat()])]);
    const rules = drafts.map(({ name, conditions, active, indicatorId }) => ({
      ...{ name, active, indicator: codes.get(indicatorId) ?? '' },
      conditions: conditionsText(conditions),
    }));
    await appendAudit(tx, { at: by.now.toISOString(), actor: by.actor, action: 'rule.save', detail: { rules } });
    return { saved: drafts.length };
  });
}

async function checkDrafts(tx: Sql, drafts: readonly KeptDraft[]): Promise<Map<number, string>> {
  const codes = new Map<number, string>();
  const names = new Set<string>();
  for (const { id, indicatorId, name, conditions } of drafts) {
    const problem = conditionsProblem(conditions);
    if (problem !== null) throw new AppError('refused', `规则“${name}”没有保存:${problem}`);
    const leaf = await tx.get<{ code: string; leaf: number }>('SELECT code, leaf FROM indicators WHERE id = ?', [indicatorId]);
    if (!leaf) throw new AppError('not-found', `规则“${name}”没有保存:它的指标已经不在测评体系里。请另选一条指标。`);
    if (leaf.leaf === 0) throw new AppError('refused', `规则“${name}”没有保存:“${leaf.code}”不是末级指标,请选它下面的一条。`);
    const other = await tx.get('SELECT 1 AS found FROM rules WHERE name = ? AND id IS NOT ?', [name.trim(), id ?? null]);
    if (other || names.has(name.trim()))
      throw new AppError('refused', `没有保存:已经有一条规则叫“${name.trim()}”。请换一个名称,理由里才分得清。`);
    if (id !== undefined && !(await tx.get('SELECT 1 AS found FROM rules WHERE id = ?', [id])))
      throw new AppError('not-found', `规则“${name}”没有保存:它已经被删除。请刷新后再试。`);
    names.add(name.trim());
    codes.set(indicatorId, leaf.code);
  }
  return codes;
}

async function putRule(tx: Sql, { id, indicatorId, name, conditions, active }: KeptDraft, by: By): Promise<void> {
  const { folder, text, issuer, kind, series } = conditions;
  const values = [indicatorId, folder.trim(), conditions.name.trim(), text.trim(), issuer.trim(), kind, series.trim()];
  const columns = ['indicator_id', 'folder', 'name_words', 'text_words', 'issuer', 'kind', 'series'];
  if (id === undefined) {
    await tx.run(
      `INSERT INTO rules (${columns.join(', ')}, name, active, made_by, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [...values, name.trim(), active ? 1 : 0, by.actor, by.now.toISOString()],
    );
    return;
  }
  const same = columns.map((column) => `${column} IS ?`).join(' AND ');
  await tx.run(`UPDATE rules SET automatic = iif(${same} AND ?, automatic, 0) WHERE id = ?`, [...values, active ? 1 : 0, id]);
  await tx.run(`UPDATE rules SET ${columns.map((column) => `${column} = ?`).join(', ')}, name = ?, active = ? WHERE id = ?`, [
    ...values,
    name.trim(),
    active ? 1 : 0,
    id,
  ]);
}

/** Documents with an open suggestion that rests on one of these rules. */
async function suggestedBy(tx: Sql, ruleIds: readonly number[]): Promise<number[]> {
  const rows = await tx.all<{ id: number }>(
    `SELECT DISTINCT k.document_id AS id FROM links k, json_each(k.reasons) r WHERE k.state = 'suggested'
       AND instr(k.reasons, '"rule":') > 0 AND r.value ->> '$.rule' IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(ruleIds)],
  );
  return rows.map(({ id }) => id);
}

/** After rules came back, went or changed by undo: what they suggested and suggest now is made anew, in the caller's transaction. */
export async function followRules(tx: Sql, ruleIds: readonly number[]): Promise<void> {
  if (ruleIds.length === 0) return;
  const rows = await tx.all<RuleRow>('SELECT * FROM rules WHERE active = 1 AND id IN (SELECT value FROM json_each(?))', [
    JSON.stringify(ruleIds),
  ]);
  const hits = await findHits(tx, rows.map((row) => ({ id: row.id, conditions: conditionsOf(row) }))); // prettier-ignore
  await suggestAnew(tx, [...new Set([...(await suggestedBy(tx, ruleIds)), ...[...hits.values()].flat()])]);
}

/** Deletes a rule; what it confirmed stays, what it suggested is made anew. One step of undo. Throws AppError `not-found`. */
export async function removeRule(archive: Archive, id: number, by: By): Promise<void> {
  await archive.db.transaction(async (tx) => {
    const rule = await ruleOf(tx, id);
    const before = await suggestedBy(tx, [id]);
    const watch = [{ table: 'rules' as const, where: 'id = ?', params: [id] }];
    await undoable(tx, { label: `删除归类规则“${rule.name}”`, at: by.now, actor: by.actor, watch }, () =>
      tx.run('DELETE FROM rules WHERE id = ?', [id]),
    );
    await suggestAnew(tx, before);
    const detail = { name: rule.name, indicator: rule.code };
    await appendAudit(tx, { at: by.now.toISOString(), actor: by.actor, action: 'rule.remove', detail });
  });
}
