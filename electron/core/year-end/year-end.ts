import type { YearEndDone, YearEndPreview } from '../../../shared/contract/year-end.ts';
import { nextFramework, nextYear } from '../../../shared/domain/year-end.ts';
import { addMonths } from '../../../shared/domain/periods.ts';
import type { Archive } from '../archives/archives.ts';
import { appendAudit, type By } from '../audit/audit.ts';
import type { Sql } from '../db/database.ts';
import { ownFrameworkId, readFrameworks, storeFramework } from '../frameworks/frameworks.ts';
import { followCrosswalkRows } from '../links/links.ts';
import { watchRecords, withNegativeRows } from '../records/records.ts';
import { undoable, type Watched } from '../undo/undo.ts';
import { carryCrosswalk, carryRows, type Gone } from './carry-beside.ts';
import { standingOf, type GoingOn, type YearEndChoice } from './standing.ts';

/** What 年度结转 would do, nothing written. Throws as `standingOf`. */
export async function previewYearEnd({ db, settings }: Archive, choice: YearEndChoice): Promise<YearEndPreview> {
  return (await standingOf(db, choice, settings.baseDate)).preview;
}

/**
 * 年度结转: each framework gets its next year beside it, with the same nodes, windows and days a year later. Units, people, duties, 不适用, 评分办法
 * and rejections go along; 归类规则 go on in the new year and rest in the old; 指标对照 between frameworks that both go on comes along, and rows
 * of 台账 as `carryRows` says. Confirmed evidence stays with its year; with `lasting` what holds in the new year too is confirmed there. The
 * 测评基准日 becomes the new one, and windows of the old year that counted back from the former stay where they were, so that its standing does
 * not change. One transaction, one step of undo, one audit row. Throws as `standingOf`.
 */
export async function runYearEnd(
  { db, settings }: Archive,
  choice: YearEndChoice & { readonly lasting: boolean },
  by: By,
): Promise<YearEndDone> {
  return db.transaction(async (tx) => {
    const { going } = await standingOf(tx, choice, settings.baseDate);
    const made = going.map(({ from }) => ({ from, to: ownFrameworkId(from.name, choice.edition) }));
    const names = going.map(({ from }) => from.name).join('、');
    const words = `年度结转:${names} → ${choice.edition},测评基准日 ${choice.baseDate}`;
    const watch = watched(made.map((one) => [one.from.id, one.to] as const));
    const sums = { confirmed: 0, rejected: 0, duties: 0, rules: 0, crosswalk: 0, records: 0 };
    const gone: Gone[] = [];
    const beside: number[] = [];
    const last = await tx.get<{ id: number | null }>('SELECT max(id) AS id FROM records');
    const added = watchRecords('id > ?', [last?.id ?? 0]);
    await undoable(tx, { label: words, at: by.now, actor: by.actor, watch: [...watch, ...added] }, async () => {
      for (const one of going) {
        const { nodes, to, ...counts } = await carryYear(tx, one, { ...choice, former: settings.baseDate, now: by.now });
        for (const key of ['confirmed', 'rejected', 'duties', 'rules'] as const) sums[key] += counts[key];
        gone.push({ from: one.from, to, nodes });
      }
      const { lines, leaves } = await carryCrosswalk(tx, gone, by);
      beside.push(...leaves);
      sums.crosswalk = lines;
      sums.records = await carryRows(tx, gone, by);
      await tx.run(
        "INSERT INTO settings (key, value) VALUES ('baseDate', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        [choice.baseDate],
      );
    });
    // What is confirmed in the new year is weighed under the lines that came along.
    await followCrosswalkRows(tx, beside);
    const detail = {
      ...{ frameworks: made.map(({ from, to }) => [from.id, to]), names, edition: choice.edition },
      ...{ baseDate: choice.baseDate, former: settings.baseDate, ...sums },
    };
    await appendAudit(tx, { at: by.now.toISOString(), actor: by.actor, action: 'year-end.run', detail });
    const frameworks = made.map(({ from, to }) => ({ from: from.id, id: to, name: from.name, edition: choice.edition }));
    return { frameworks, ...sums, words };
  });
}

/** Everything the step may write, what others hang on first. */
function watched(pairs: readonly (readonly [from: string, to: string])[]): readonly Watched[] {
  const added = JSON.stringify(pairs.map(([, to]) => to));
  const both = JSON.stringify(pairs.flat());
  const within = 'framework_id IN (SELECT value FROM json_each(?))';
  const nodes = `SELECT id FROM indicators WHERE ${within}`;
  const own = `indicator_id IN (${nodes})`;
  return [
    { table: 'frameworks', where: 'id IN (SELECT value FROM json_each(?))', params: [added] },
    { table: 'indicators', where: within, params: [added] },
    { table: 'requirements', where: own, params: [both] },
    { table: 'links', where: `${own} AND state <> 'suggested'`, params: [added] },
    { table: 'red_lines', where: own, params: [added] },
    { table: 'duties', where: own, params: [added] },
    { table: 'rules', where: own, params: [both] },
    { table: 'crosswalk', where: `one_id IN (${nodes})`, params: [added] },
    {
      table: 'settings',
      where: "key = 'baseDate' OR key IN (SELECT 'scoring:' || value FROM json_each(?))",
      params: [added],
    },
  ];
}

interface Year {
  readonly edition: string;
  readonly baseDate: string;
  readonly former: string;
  readonly lasting: boolean;
  readonly now: Date;
}

async function carryYear(
  tx: Sql,
  { from, lasting }: GoingOn,
  year: Year,
): Promise<Pick<YearEndDone, 'confirmed' | 'rejected' | 'duties' | 'rules'> & Omit<Gone, 'from'>> {
  const id = ownFrameworkId(from.name, year.edition);
  const to = { id, name: from.name, edition: year.edition };
  await storeFramework(tx, nextFramework(await withNegativeRows(tx, from), to), year.now);
  const stored = (await readFrameworks(tx)).find((one) => one.id === id);
  const nodes = from.indicators.flatMap((one) => {
    const [old, next] = [from.rowIds.get(one.id), stored?.rowIds.get(one.id)];
    return old !== undefined && next !== undefined ? [{ from: old, to: next, code: one.code }] : [];
  });
  const list = JSON.stringify(nodes.map((node) => [node.from, node.to]));
  await tx.run(
    `UPDATE indicators SET not_applicable_reason = o.not_applicable_reason
     FROM (SELECT p.value ->> 1 AS next, i.not_applicable_reason FROM json_each(?) p JOIN indicators i ON i.id = p.value ->> 0) o
     WHERE indicators.id = o.next`,
    [list],
  );
  const rejected = await carryLinks(tx, list, await rejectedOf(tx, from.id));
  const confirmed = year.lasting ? await carryLinks(tx, list, lasting) : 0;
  const { duties, rules } = await carryWork(tx, list);
  await tx.run('INSERT INTO settings (key, value) SELECT ?, value FROM settings WHERE key = ? ON CONFLICT (key) DO NOTHING', [
    `scoring:${id}`,
    `scoring:${from.id}`,
  ]);
  await keepWindows(tx, from.id, year.former);
  return { confirmed, rejected, duties, rules, nodes, to };
}

async function rejectedOf(tx: Sql, framework: string): Promise<readonly number[]> {
  const rows = await tx.all<{ id: number }>(
    `SELECT l.id FROM links l JOIN indicators i ON i.id = l.indicator_id WHERE l.state = 'rejected' AND i.framework_id = ?`,
    [framework],
  );
  return rows.map(({ id }) => id);
}

/** Links (by row ids) with all that a person said of them, and their red lines. `list`: pairs of the leaf and its next one, as JSON. */
async function carryLinks(tx: Sql, list: string, links: readonly number[]): Promise<number> {
  const going = 'json_each(?1) p JOIN links l ON l.indicator_id = p.value ->> 0 AND l.id IN (SELECT value FROM json_each(?2))';
  const params = [list, JSON.stringify(links)];
  const { changes } = await tx.run(
    `INSERT INTO links (document_id, indicator_id, state, score, band, reasons, kind, caption, first_page, last_page, position, decided_by, decided_at)
     SELECT l.document_id, p.value ->> 1, l.state, l.score, l.band, l.reasons, l.kind, l.caption, l.first_page, l.last_page, l.position,
       l.decided_by, l.decided_at
     FROM ${going} ORDER BY l.id`,
    params,
  );
  await tx.run(
    `INSERT INTO red_lines (document_id, indicator_id, page, x1, y1, x2, y2, drawn_by, drawn_at, recheck)
     SELECT r.document_id, p.value ->> 1, r.page, r.x1, r.y1, r.x2, r.y2, r.drawn_by, r.drawn_at, r.recheck
     FROM ${going} JOIN red_lines r ON r.indicator_id = l.indicator_id AND r.document_id = l.document_id ORDER BY r.id`,
    params,
  );
  return changes;
}

/** Duties with their days a year later, and 归类规则: they go on in the new year and rest in the old one. */
async function carryWork(tx: Sql, list: string): Promise<{ readonly duties: number; readonly rules: number }> {
  const rows = await tx.all<{ id: number; next: number; due: string }>(
    'SELECT d.id, p.value ->> 1 AS next, d.due FROM json_each(?) p JOIN duties d ON d.indicator_id = p.value ->> 0 ORDER BY d.id',
    [list],
  );
  const { changes: duties } = await tx.run(
    `INSERT INTO duties (indicator_id, unit, leader, person, office, due, task, progress, responsibility, appraisal, reward)
     SELECT r.value ->> 1, d.unit, d.leader, d.person, d.office, r.value ->> 2, d.task, '', d.responsibility, d.appraisal, d.reward
     FROM json_each(?) r JOIN duties d ON d.id = r.value ->> 0 WHERE true ON CONFLICT (indicator_id, unit) DO NOTHING`,
    [JSON.stringify(rows.map(({ id, next, due }) => [id, next, nextYear(due)]))],
  );
  const { changes: rules } = await tx.run(
    `INSERT INTO rules (indicator_id, name, folder, name_words, text_words, issuer, kind, series, active, automatic, made_by, made_at)
     SELECT p.value ->> 1, r.name, r.folder, r.name_words, r.text_words, r.issuer, r.kind, r.series, r.active, r.automatic, r.made_by,
       r.made_at FROM json_each(?) p JOIN rules r ON r.indicator_id = p.value ->> 0 ORDER BY r.id`,
    [list],
  );
  await tx.run('UPDATE rules SET active = 0 WHERE indicator_id IN (SELECT value ->> 0 FROM json_each(?))', [list]);
  return { duties, rules };
}

/** Windows that count back from the 测评基准日 become the days they were, for a year that is over. */
async function keepWindows(tx: Sql, framework: string, former: string): Promise<void> {
  if (former === '') return;
  const own = 'indicator_id IN (SELECT id FROM indicators WHERE framework_id = ?)';
  const rows = await tx.all<{ months: number }>(
    `SELECT DISTINCT window_months AS months FROM requirements WHERE window_months IS NOT NULL AND window_from IS NULL AND ${own}`,
    [framework],
  );
  for (const { months } of rows)
    await tx.run(
      `UPDATE requirements SET window_months = NULL, window_from = ?, window_to = ? WHERE window_months = ? AND window_from IS NULL AND ${own}`,
      [addMonths(former, -months), former, months, framework],
    );
}
