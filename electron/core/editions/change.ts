import { heldWords, type EditionCarried } from '../../../shared/contract/editions.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { frameworkLabel } from '../../../shared/domain/framework.ts';
import type { Archive } from '../archives/archives.ts';
import { appendAudit, type By } from '../audit/audit.ts';
import type { Sql } from '../db/database.ts';
import { readFrameworks, storeFramework } from '../frameworks/frameworks.ts';
import { repointRecords } from '../records/records.ts';
import { undoable, type Watched } from '../undo/undo.ts';
import { carryDecisions } from './carry.ts';
import { compareEditions, type Comparison, type EditionChoice } from './compare.ts';

const NAMED = 5;

/** A leaf of the present edition and the leaf of the new one it became, by row ids. */
interface Pair {
  readonly from: number;
  readonly to: number;
  readonly code: string;
}

/**
 * Puts a new edition beside the present one and carries every decision over: confirmed and rejected evidence with kind, caption, pages,
 * order, 红线 and who decided; 不适用; 材料要求, units and days that a person set (or that the new edition leaves open); duties; 归类规则; what was
 * put off in 归类; the 评分办法; the codes that rows of 台账 name. The present edition stays as it is. One transaction, one step of undo, one
 * audit row. Throws as `compareEditions`, and `refused`, naming the leaves, while decisions have no sure place to go.
 */
export async function changeEdition(archive: Archive, choice: EditionChoice, by: By): Promise<EditionCarried> {
  return archive.db.transaction(async (tx) => {
    const compared = await compareEditions(tx, choice);
    refuseOpen(compared);
    const { from, to } = compared;
    const label = `换版:${frameworkLabel(from)} → ${frameworkLabel(to)}`;
    const carried = await undoable(tx, { label, at: by.now, actor: by.actor, watch: watched(to.id) }, () =>
      carry(tx, compared, by),
    );
    const pairs = compared.rows.flatMap((row) => (row.from.leaf && row.to ? [[row.from.code, row.to.code]] : []));
    const detail = { from: frameworkLabel(from), to: frameworkLabel(to), ids: [from.id, to.id], ...carried, pairs };
    await appendAudit(tx, { at: by.now.toISOString(), actor: by.actor, action: 'edition.change', detail });
    return { id: to.id, name: to.name, ...carried };
  });
}

function refuseOpen({ rows }: Comparison): void {
  const open = rows.filter((row) => row.open);
  if (open.length === 0) return;
  const named = open.slice(0, NAMED).map((row) => `${row.from.code}(${heldWords(row.held)})`);
  const more = open.length > NAMED ? `等 ${open.length} 条` : '';
  throw new AppError(
    'refused',
    `没有换版:${open.length} 条指标上有做过的工作,还没有说清去向:${named.join('、')}${more}。请逐条选新版里对应的指标,或选“新版没有”。`,
  );
}

/** Everything a change may write, what others hang on first. */
function watched(framework: string): readonly Watched[] {
  const own = 'indicator_id IN (SELECT id FROM indicators WHERE framework_id = ?)';
  const params = [framework];
  return [
    { table: 'frameworks', where: 'id = ?', params },
    { table: 'indicators', where: 'framework_id = ?', params },
    { table: 'requirements', where: own, params },
    { table: 'links', where: `${own} AND state <> 'suggested'`, params },
    { table: 'red_lines', where: own, params },
    { table: 'duties', where: own, params },
    { table: 'rules', where: own, params },
    { table: 'triage_later', where: 'framework_id = ?', params },
    { table: 'settings', where: 'key = ?', params: [`scoring:${framework}`] },
    { table: 'records', where: 'true', params: [] },
  ];
}

async function carry(tx: Sql, compared: Comparison, by: By): Promise<Omit<EditionCarried, 'id' | 'name'>> {
  const { from, to, rows, holdings } = compared;
  // How codes are read is what a person said of this framework, until the new edition says otherwise.
  if (!compared.held) await storeFramework(tx, to.codeStyles ? to : { ...to, codeStyles: from.codeStyles ?? [] }, by.now);
  const stored = (await readFrameworks(tx)).find(({ id }) => id === to.id);
  const pairs = rows.flatMap((row): Pair[] => {
    const [old, next] = [from.rowIds.get(row.from.key), stored?.rowIds.get(row.to?.key ?? '')];
    return row.from.leaf && old !== undefined && next !== undefined ? [{ from: old, to: next, code: row.to?.code ?? '' }] : [];
  });
  const list = JSON.stringify(pairs.map((pair) => [pair.from, pair.to]));
  const before = await decided(tx, to.id);
  const { rules, duties } = await carryDecisions(tx, list);
  await carryRequirements(tx, pairs, holdings.ownRequirements);
  await carryFacts(tx, { list, own: holdings.ownDuties });
  await tx.run(
    `INSERT INTO triage_later (framework_id, document_id, at) SELECT ?, document_id, at FROM triage_later WHERE framework_id = ?
     ON CONFLICT (framework_id, document_id) DO NOTHING`,
    [to.id, from.id],
  );
  await tx.run('INSERT INTO settings (key, value) SELECT ?, value FROM settings WHERE key = ? ON CONFLICT (key) DO NOTHING', [
    `scoring:${to.id}`,
    `scoring:${from.id}`,
  ]);
  const target = frameworkLabel(to);
  for (const pair of pairs) {
    const naming = holdings.records.get(pair.from) ?? [];
    if (naming.length > 0) await repointRecords(tx, naming, { code: pair.code, framework: target }, by);
  }
  const after = await decided(tx, to.id);
  const records = pairs.reduce((sum, pair) => sum + (holdings.records.get(pair.from)?.length ?? 0), 0);
  return { confirmed: after.confirmed - before.confirmed, rejected: after.rejected - before.rejected, duties, rules, records };
}

/** 材料要求 that a person changed, and those of leaves for which the new edition says nothing. */
async function carryRequirements(tx: Sql, pairs: readonly Pair[], own: ReadonlySet<number>): Promise<void> {
  const rows = await tx.all<{ id: number }>('SELECT DISTINCT indicator_id AS id FROM requirements');
  const said = new Set(rows.map(({ id }) => id));
  const wanted = new Map<number, number>();
  for (const { from, to } of pairs)
    if ((own.has(from) || (!said.has(to) && said.has(from))) && !wanted.has(to)) wanted.set(to, from);
  const list = JSON.stringify([...wanted]);
  await tx.run('DELETE FROM requirements WHERE indicator_id IN (SELECT value ->> 0 FROM json_each(?))', [list]);
  await tx.run(
    `INSERT INTO requirements (indicator_id, position, kind, min_count, window_months, window_from, window_to, note)
     SELECT p.value ->> 0, r.position, r.kind, r.min_count, r.window_months, r.window_from, r.window_to, r.note
     FROM json_each(?) p JOIN requirements r ON r.indicator_id = p.value ->> 1 ORDER BY r.id`,
    [list],
  );
}

/** 不适用 where every leaf that went there was so; units and day where a person set them or the new edition names none. */
async function carryFacts(tx: Sql, { list, own }: { readonly list: string; readonly own: ReadonlySet<number> }): Promise<void> {
  const rows = await tx.all<{
    to: number;
    reason: string | null;
    lead: string;
    units: string;
    due: string;
    from: number;
    ownLead: string;
  }>(
    `SELECT n.id AS "to", o.id AS "from", o.not_applicable_reason AS reason, o.lead_unit AS lead, o.units, o.due_text AS due,
       n.lead_unit AS ownLead
     FROM json_each(?) p JOIN indicators o ON o.id = p.value ->> 0 JOIN indicators n ON n.id = p.value ->> 1`,
    [list],
  );
  const groups = new Map<number, typeof rows>();
  for (const row of rows) groups.set(row.to, [...(groups.get(row.to) ?? []), row]);
  for (const [to, group] of groups) {
    const reasons = group.flatMap(({ reason }) => reason ?? []);
    if (reasons.length === group.length)
      await tx.run('UPDATE indicators SET not_applicable_reason = coalesce(not_applicable_reason, ?) WHERE id = ?', [
        [...new Set(reasons)].join(';'),
        to,
      ]);
    const led = group.find((row) => own.has(row.from)) ?? group.find((row) => row.ownLead === '' && row.lead !== '');
    if (led)
      await tx.run('UPDATE indicators SET lead_unit = ?, units = ?, due_text = ? WHERE id = ?', [
        led.lead,
        led.units,
        led.due,
        to,
      ]);
  }
}

async function decided(tx: Sql, framework: string): Promise<{ readonly confirmed: number; readonly rejected: number }> {
  const row = await tx.get<{ confirmed: number | null; rejected: number | null }>(
    `SELECT sum(l.state = 'confirmed') AS confirmed, sum(l.state = 'rejected') AS rejected FROM links l
     JOIN indicators i ON i.id = l.indicator_id WHERE i.framework_id = ?`,
    [framework],
  );
  return { confirmed: row?.confirmed ?? 0, rejected: row?.rejected ?? 0 };
}
