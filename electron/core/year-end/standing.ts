import { AppError } from '../../../shared/contract/errors.ts';
import type { YearEndFramework, YearEndPreview } from '../../../shared/contract/year-end.ts';
import type { Kind } from '../../../shared/domain/document.ts';
import type { Requirement } from '../../../shared/domain/framework.ts';
import type { GapLink } from '../../../shared/domain/gaps.ts';
import { lacks, lasts } from '../../../shared/domain/year-end.ts';
import type { Sql } from '../db/database.ts';
import { WHEREABOUTS } from '../documents/documents.ts';
import { readFrameworks, type StoredFramework } from '../frameworks/frameworks.ts';
import { stateOf } from '../gaps/gaps.ts';
import { isPresent } from '../present.ts';

export interface YearEndChoice {
  readonly frameworks: readonly string[];
  readonly edition: string;
  readonly baseDate: string;
}

/** A framework that goes on, and its confirmed evidence that lasts, by row ids of links. */
export interface GoingOn {
  readonly from: StoredFramework;
  readonly lasting: readonly number[];
  readonly summary: YearEndFramework;
}

export interface YearEndStanding {
  readonly going: readonly GoingOn[];
  readonly preview: YearEndPreview;
}

interface LeafRow {
  readonly id: number;
  readonly reason: string | null;
}

/**
 * What the next year of these frameworks would be. Throws AppError `not-found` for a framework, `refused` where the day is not later than
 * the present 测评基准日, the edition is the present one, or the name is taken.
 */
export async function standingOf(tx: Sql, choice: YearEndChoice, former: string): Promise<YearEndStanding> {
  const { edition, baseDate } = choice;
  if (former !== '' && baseDate <= former)
    throw new AppError('refused', `新年度的测评基准日 ${baseDate} 不晚于现在的 ${former}。请选新年度的基准日。`);
  const held = await readFrameworks(tx);
  const going: GoingOn[] = [];
  for (const id of new Set(choice.frameworks)) {
    const from = held.find((one) => one.id === id);
    if (!from) throw new AppError('not-found', `档案库里没有测评体系 ${id}。请刷新后再试。`);
    if (held.some((one) => one.name === from.name && one.edition === edition))
      throw new AppError('refused', `档案库里已经有“${from.name}(${edition})”。请换一个年度名称,或直接切换到它。`);
    going.push(await goingOn(tx, from, baseDate));
  }
  const moves = (one: Requirement): boolean => one.windowMonths !== null && one.windowFrom === null;
  const moving = held
    .filter(({ id }) => !choice.frameworks.includes(id))
    .filter(({ indicators }) => indicators.some(({ requirements }) => requirements.some(moves)))
    .map(({ name, edition: its }) => (its === '' ? name : `${name}(${its})`));
  return { going, preview: { frameworks: going.map(({ summary }) => summary), moving, former, baseDate } };
}

async function goingOn(tx: Sql, from: StoredFramework, baseDate: string): Promise<GoingOn> {
  const reasons = new Map(
    (
      await tx.all<LeafRow>('SELECT id, not_applicable_reason AS reason FROM indicators WHERE framework_id = ? AND leaf = 1', [
        from.id,
      ])
    ).map((row) => [row.id, row.reason]),
  );
  const links = await confirmedOf(tx, from.id);
  const lasting: number[] = [];
  const sums = { leaves: 0, confirmed: 0, lackingBare: 0, lackingWithLasting: 0 };
  for (const one of from.indicators) {
    if (!one.leaf) continue;
    const rowId = from.rowIds.get(one.id) ?? 0;
    const own = links.get(rowId) ?? [];
    const staying = own.filter(({ link }) => lasts(link, one.requirements, baseDate));
    const leaf = { requirements: one.requirements, notApplicable: reasons.get(rowId) ?? null };
    sums.leaves += 1;
    sums.confirmed += own.length;
    if (lacks(leaf, [], baseDate)) sums.lackingBare += 1;
    if (lacks(leaf, staying.map(({ link }) => link), baseDate)) sums.lackingWithLasting += 1; // prettier-ignore
    lasting.push(...staying.map(({ id }) => id));
  }
  const { id, name, edition } = from;
  return { from, lasting, summary: { id, name, edition, ...sums, lasting: lasting.length } };
}

interface LinkRow {
  readonly id: number;
  readonly leaf: number;
  readonly kind: Kind | null;
  readonly date: string | null;
  readonly text_state: string;
  readonly present: number;
  readonly online_only: number;
}

/** Confirmed evidence by leaf, as gaps judge it. */
async function confirmedOf(tx: Sql, framework: string): Promise<ReadonlyMap<number, readonly { id: number; link: GapLink }[]>> {
  const rows = await tx.all<LinkRow>(
    `SELECT l.id, l.indicator_id AS leaf, coalesce(l.kind, d.kind) AS kind, coalesce(substr(d.taken_at, 1, 10), d.date) AS date,
       d.text_state, ${isPresent('d.id')} AS present, ${WHEREABOUTS} = 'online-only' AS online_only
     FROM links l JOIN documents d ON d.id = l.document_id JOIN indicators i ON i.id = l.indicator_id
     WHERE l.state = 'confirmed' AND i.framework_id = ? ORDER BY l.id`,
    [framework],
  );
  const found = new Map<number, { id: number; link: GapLink }[]>();
  for (const { id, leaf, kind, date, ...where } of rows) {
    const one = { id, link: { state: 'confirmed' as const, kind, date, documentState: stateOf(where) } };
    const list = found.get(leaf);
    if (list) list.push(one);
    else found.set(leaf, [one]);
  }
  return found;
}
