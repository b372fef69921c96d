import { localDay } from '../local-day.ts';
import type { TrendPoint } from '../../../shared/contract/statistics.ts';
import type { Kind } from '../../../shared/domain/document.ts';
import { assessLeaf, type GapLink, type GapRequirement } from '../../../shared/domain/gaps.ts';
import { pointsBetween } from '../../../shared/domain/progress.ts';
import type { Sql } from '../db/database.ts';
import { readHardwareLacks } from '../records/records.ts';
import { stateOf } from '../gaps/gaps.ts';
import { isPresent } from '../present.ts';

const MOST_POINTS = 27;

interface LinkRow {
  readonly indicator_id: number;
  readonly decided_at: string | null;
  readonly kind: Kind | null;
  readonly date: string | null;
  readonly text_state: string;
  readonly present: number;
}

interface LeafRow {
  readonly id: number;
  readonly not_applicable_reason: string | null;
  readonly requirements: string;
}

export interface TrendSpan {
  readonly framework: string;
  readonly baseDate: string;
  readonly from: string;
  readonly today: string;
}

/**
 * How many leaves were complete on so many days from `from` to `today`: the confirmations that still hold, counted from the day they
 * were made. What was confirmed and taken back since does not show.
 */
export async function readTrend(db: Sql, { framework, baseDate, from, today }: TrendSpan): Promise<readonly TrendPoint[]> {
  const leaves = await db.all<LeafRow>(
    `SELECT i.id, i.not_applicable_reason, (SELECT json_group_array(json_object('kind', r.kind, 'minCount', r.min_count,
       'windowMonths', r.window_months, 'windowFrom', r.window_from, 'windowTo', r.window_to)) FROM requirements r
       WHERE r.indicator_id = i.id) AS requirements
     FROM indicators i WHERE i.framework_id = ? AND i.leaf = 1`,
    [framework],
  );
  const rows = await db.all<LinkRow>(
    `SELECT l.indicator_id, l.decided_at, coalesce(l.kind, d.kind) AS kind, coalesce(substr(d.taken_at, 1, 10), d.date) AS date, d.text_state,
       ${isPresent('d.id')} AS present
     FROM links l JOIN documents d ON d.id = l.document_id JOIN indicators i ON i.id = l.indicator_id
     WHERE l.state = 'confirmed' AND i.framework_id = ?`,
    [framework],
  );
  const links = new Map<number, { readonly day: string; readonly link: GapLink }[]>();
  for (const row of rows) {
    const documentState = stateOf({ present: row.present, text_state: row.text_state, online_only: 0 });
    const link = { state: 'confirmed' as const, kind: row.kind, date: row.date, documentState };
    const entry = { day: localDay(new Date(row.decided_at ?? `${from}T00:00:00Z`)), link };
    links.set(row.indicator_id, [...(links.get(row.indicator_id) ?? []), entry]);
  }
  const lacks = await readHardwareLacks(db);
  const counted = leaves.filter((leaf) => leaf.not_applicable_reason === null && !lacks.has(leaf.id));
  const proved = counted
    .filter((leaf) => links.has(leaf.id))
    .map((leaf) => ({ links: links.get(leaf.id) ?? [], requirements: JSON.parse(leaf.requirements) as GapRequirement[] }));
  return pointsBetween(from, today, MOST_POINTS).map((day) => ({
    day,
    leaves: counted.length,
    complete: proved.filter((leaf) => {
      const known = leaf.links.filter((one) => one.day <= day).map(({ link }) => link);
      if (known.length === 0) return false;
      const { state } = assessLeaf({ requirements: leaf.requirements, links: known, baseDate, notApplicable: null });
      return state === '齐全' || state === '将到期';
    }).length,
  }));
}

/** The day work on the archive began: its first record, else today. */
export async function firstDay(db: Sql, today: string): Promise<string> {
  const row = await db.get<{ at: string | null }>('SELECT min(at) AS at FROM audit');
  const day = row?.at ? localDay(new Date(row.at)) : today;
  return day > today ? today : day;
}
