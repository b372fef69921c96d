import { AppError } from '../../../shared/contract/errors.ts';
import { isCalendarDate } from '../../../shared/contract/calendar-day.ts';
import type { Requirement } from '../../../shared/contract/indicators.ts';
import { assessLeaf, type GapState, type Need } from '../../../shared/domain/gaps.ts';
import type { Archive } from '../archives/archives.ts';
import { appendAudit } from '../audit/audit.ts';
import type { Sql } from '../db/database.ts';
import { readAssessed } from '../gaps/gaps.ts';
import type { Decider } from '../links/links.ts';
import { undoable } from '../undo/undo.ts';
import { gone, leafOf } from './leaf.ts';

const MOST_ROWS = 20;
const MOST_COUNT = 999;
const MOST_MONTHS = 120;

/** Throws AppError `usage` with the first thing wrong with 材料要求, naming the row. */
export function refuseWrongRequirements(requirements: readonly Requirement[]): void {
  if (requirements.length > MOST_ROWS)
    throw new AppError('usage', `一条指标最多写 ${MOST_ROWS} 行材料要求,现在是 ${requirements.length} 行。请合并后再保存。`);
  requirements.forEach((row, at) => {
    const wrong = (text: string): AppError => new AppError('usage', `第 ${at + 1} 行(${row.kind}):${text}`);
    if (!isWhole(row.minCount, MOST_COUNT)) throw wrong(`份数要写成 1 到 ${MOST_COUNT} 的整数。`);
    const fixed = row.windowFrom !== null || row.windowTo !== null;
    if (row.windowMonths !== null && fixed) throw wrong('时限只能写一种:近几个月,或起止日期。请去掉其中一种。');
    if (row.windowMonths !== null && !isWhole(row.windowMonths, MOST_MONTHS))
      throw wrong(`近几个月要写成 1 到 ${MOST_MONTHS} 的整数。`);
    for (const date of [row.windowFrom, row.windowTo])
      if (date !== null && !isCalendarDate(date)) throw wrong(`日期“${date}”要写成 YYYY-MM-DD,并且是真实存在的一天。`);
    if (row.windowFrom !== null && row.windowTo !== null && row.windowFrom > row.windowTo)
      throw wrong('起始日期在截止日期之后。请对调或改正。');
    const first = requirements.findIndex((other) => other.kind === row.kind);
    if (first < at) throw wrong(`与第 ${first + 1} 行的材料类型相同。请合并成一行。`);
  });
}

function isWhole(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= most;
}

/** What a leaf's state would be with other requirements. Throws as `setRequirements`. */
export async function tryRequirements(
  archive: Archive,
  indicator: number,
  requirements: readonly Requirement[],
): Promise<{ readonly state: GapState; readonly needs: readonly Need[] }> {
  refuseWrongRequirements(requirements);
  const { framework, notApplicable } = await leafOf(archive.db, indicator);
  const [assessed] = await readAssessed(archive, { frameworkId: framework, leafIds: [indicator] });
  const leaf = assessed?.leaves.find(({ id }) => id === indicator);
  if (!leaf) throw gone();
  return assessLeaf({ requirements, links: leaf.links, baseDate: archive.settings.baseDate, notApplicable });
}

/**
 * Replaces a leaf's requirements: one step of undo, one audit row. Throws AppError `usage` for values that make no sense,
 * `not-found` or `refused` for what is no leaf.
 */
export async function setRequirements(
  archive: Archive,
  { indicator, requirements }: { readonly indicator: number; readonly requirements: readonly Requirement[] },
  by: Decider,
): Promise<void> {
  refuseWrongRequirements(requirements);
  await archive.db.transaction(async (tx) => {
    const { framework, code } = await leafOf(tx, indicator);
    const watch = [{ table: 'requirements' as const, where: 'indicator_id = ?', params: [indicator] }];
    const before = await tx.all(
      'SELECT kind, min_count, window_months, window_from, window_to, note FROM requirements WHERE indicator_id = ? ORDER BY position',
      [indicator],
    );
    await undoable(tx, { label: `修改“${code}”的材料要求`, at: by.now, actor: by.actor, watch }, () =>
      writeRequirements(tx, indicator, requirements),
    );
    const detail = { framework, indicator: code, before, after: requirements };
    await appendAudit(tx, { at: by.now.toISOString(), actor: by.actor, action: 'indicator.requirements', detail });
  });
}

/** Puts these requirements in place of a leaf's own, in the caller's transaction. */
export async function writeRequirements(tx: Sql, indicator: number, requirements: readonly Requirement[]): Promise<void> {
  await tx.run('DELETE FROM requirements WHERE indicator_id = ?', [indicator]);
  await tx.run(
    `INSERT INTO requirements (indicator_id, position, kind, min_count, window_months, window_from, window_to, note)
     SELECT ?, key, value ->> '$.kind', value ->> '$.minCount', value ->> '$.windowMonths', value ->> '$.windowFrom',
       value ->> '$.windowTo', value ->> '$.note' FROM json_each(?)`,
    [indicator, JSON.stringify(requirements.map((row) => ({ ...row, note: row.note.trim() })))],
  );
}

/** Marks a leaf 不适用 for a written reason, or takes that back (null). Throws AppError `usage` without a reason. */
export async function setNotApplicable(
  archive: Archive,
  { indicator, reason }: { readonly indicator: number; readonly reason: string | null },
  by: Decider,
): Promise<void> {
  const written = reason?.trim() ?? null;
  if (written === '') throw new AppError('usage', '没有标记不适用:要写明理由,成册时会印在这条指标下。请写好理由再保存。');
  await archive.db.transaction(async (tx) => {
    const { framework, code } = await leafOf(tx, indicator);
    const watch = [{ table: 'indicators' as const, where: 'id = ?', params: [indicator] }];
    const label = written === null ? `取消“${code}”的不适用` : `标记“${code}”不适用`;
    await undoable(tx, { label, at: by.now, actor: by.actor, watch }, () =>
      tx.run('UPDATE indicators SET not_applicable_reason = ? WHERE id = ?', [written, indicator]),
    );
    const detail = { framework, indicator: code, reason: written };
    await appendAudit(tx, { at: by.now.toISOString(), actor: by.actor, action: 'indicator.not-applicable', detail });
  });
}
