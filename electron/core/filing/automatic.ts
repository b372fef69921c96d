import { AppError } from '../../../shared/contract/errors.ts';
import { decidedByRule } from '../../../shared/domain/filing-rule.ts';
import type { Archive } from '../archives/archives.ts';
import { appendAudit, type By } from '../audit/audit.ts';
import type { Sql } from '../db/database.ts';
import { FIRST_PLACE } from '../links/links.ts';
import { undoable } from '../undo/undo.ts';
import { findHits, standings } from './hits.ts';
import { conditionsOf, ruleOf, type NamedRule } from './list.ts';
import { isReadable } from '../present.ts';

/**
 * 自动确认 on or off. On: every open hit is confirmed in the same step, as the preview showed, on the word of the clerk; a decision
 * already made, a refusal and a document confirmed elsewhere in the framework stay. Off: what was confirmed stays. One transaction,
 * one step of undo, one audit row. Throws AppError `not-found`, or `refused` for a rule not in use.
 */
export async function setAutomatic(
  archive: Archive,
  { id, on }: { readonly id: number; readonly on: boolean },
  by: By,
): Promise<{ confirmed: number }> {
  return archive.db.transaction(async (tx) => {
    const rule = await ruleOf(tx, id);
    if (on && rule.active === 0) throw new AppError('refused', `规则“${rule.name}”已停用。请先启用,再开自动确认。`);
    const all = on ? ((await findHits(tx, [{ id, conditions: conditionsOf(rule) }])).get(id) ?? []) : [];
    const open = (await standings(tx, rule.indicator_id, all)).filter(({ standing }) => standing === 'open');
    const pairs = open.map((one) => ({ documentId: one.id, rule }));
    const label = on ? `自动确认“${rule.name}”${pairs.length} 份` : `停止自动确认“${rule.name}”`;
    const links = await confirmPairs(tx, pairs, { label, rule: id, by }, () =>
      tx.run('UPDATE rules SET automatic = ? WHERE id = ?', [on ? 1 : 0, id]),
    );
    const detail = { name: rule.name, indicator: rule.code, on, links };
    await appendAudit(tx, { at: by.now.toISOString(), actor: by.actor, action: 'rule.automatic', detail });
    return { confirmed: pairs.length };
  });
}

/**
 * After 编目: confirms what the rules fit that the clerk lets confirm by themselves. Reads what suggesting just found, so it costs the
 * open suggestions of those rules. One transaction, one step of undo, one audit row; nothing where there is nothing. Returns how many.
 */
export async function confirmAutomatic(archive: Archive, by: By): Promise<number> {
  return archive.db.transaction(async (tx) => {
    const rows = await tx.all<NamedRule & { document_id: number }>(
      `SELECT u.*, i.code, i.framework_id AS framework, k.document_id FROM links k, json_each(k.reasons) r
       JOIN rules u ON u.id = r.value ->> '$.rule' AND u.indicator_id = k.indicator_id JOIN indicators i ON i.id = k.indicator_id
       WHERE k.state = 'suggested' AND instr(k.reasons, '"rule":') > 0 AND u.automatic = 1 AND u.active = 1
         AND ${isReadable('k.document_id')}
         AND NOT EXISTS (SELECT 1 FROM links o JOIN indicators j ON j.id = o.indicator_id
           WHERE o.document_id = k.document_id AND o.state = 'confirmed' AND j.framework_id = i.framework_id)
       ORDER BY u.id, k.document_id`,
    );
    const first = new Map<string, (typeof rows)[number]>();
    for (const row of rows) {
      const key = `${row.document_id} ${row.framework}`;
      if (!first.has(key)) first.set(key, row);
    }
    if (first.size === 0) return 0;
    const pairs = [...first.values()].map((rule) => ({ documentId: rule.document_id, rule }));
    const label = `归类规则自动确认 ${pairs.length} 份`;
    const links = await confirmPairs(tx, pairs, { label, rule: null, by }, async () => undefined);
    const detail = { name: [...new Set(pairs.map(({ rule }) => rule.name))].join('、'), on: true, links };
    await appendAudit(tx, { at: by.now.toISOString(), actor: by.actor, action: 'rule.automatic', detail });
    return pairs.length;
  });
}

interface Confirmed {
  readonly path: string;
  readonly framework: string;
  readonly indicator: string;
}

/** Confirms pairs that nobody decided, with `also` in the same step of undo; gives them as the record names them. */
async function confirmPairs(
  tx: Sql,
  pairs: readonly { readonly documentId: number; readonly rule: NamedRule }[],
  { label, rule, by }: { readonly label: string; readonly rule: number | null; readonly by: By },
  also: () => Promise<unknown>,
): Promise<Confirmed[]> {
  const rows = JSON.stringify(
    pairs.map((one) => [
      one.documentId,
      one.rule.indicator_id,
      decidedByRule(by.actor, one.rule.name),
      one.rule.framework,
      one.rule.code,
    ]),
  );
  const watch = [
    { table: 'rules' as const, where: 'id IS ?', params: [rule] },
    {
      table: 'links' as const,
      where: '(document_id, indicator_id) IN (SELECT value ->> 0, value ->> 1 FROM json_each(?))',
      params: [rows],
    },
  ];
  await undoable(tx, { label, at: by.now, actor: by.actor, watch }, async () => {
    await also();
    await tx.run(
      `INSERT INTO links (document_id, indicator_id, state, decided_by, decided_at)
       SELECT value ->> 0, value ->> 1, 'confirmed', value ->> 2, ? FROM json_each(?) WHERE true
       ON CONFLICT (document_id, indicator_id) DO UPDATE SET state = excluded.state, decided_by = excluded.decided_by,
         decided_at = excluded.decided_at WHERE links.state = 'suggested'`,
      [by.now.toISOString(), rows],
    );
  });
  return tx.all<Confirmed>(
    `SELECT ${FIRST_PLACE} AS path, r.value ->> 3 AS framework, r.value ->> 4 AS indicator FROM json_each(?) r JOIN documents d ON d.id = r.value ->> 0`,
    [rows],
  );
}
