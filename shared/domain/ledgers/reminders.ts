import { daysBetween, isClosed, isOverdue, lackingRoles, quarterOf, textOf, type LedgerRow } from './ledger.ts';
import { events } from './proof.ts';
import { schedule } from './schedule.ts';

/** What the 工作台 says of the mechanisms. Nothing is asked for of a ledger nobody keeps. */

export interface Reminder {
  readonly ledger: string;
  readonly words: string;
}

export interface ScheduleStanding {
  readonly open: number;
  readonly overdue: number;
  /** The open task with the nearest day, the overdue first; `days` left, below 0 when past. Null when all is done. */
  readonly next: {
    readonly id: number;
    readonly phase: string;
    readonly task: string;
    readonly due: string;
    readonly days: number;
  } | null;
  /** Each phase with what is done of it, in the order in which they first come. */
  readonly phases: readonly { readonly phase: string; readonly done: number; readonly all: number }[];
}

type RowsOf = (ledger: string) => readonly LedgerRow[];

/** 阶段与倒排期 in one look (M12); null where no task is stored. `today` is a local day. */
export function scheduleStanding(rows: readonly LedgerRow[], today: string): ScheduleStanding | null {
  if (rows.length === 0) return null;
  const open = rows.filter((row) => !isClosed(schedule, row));
  const [next] = open.toSorted((a, b) => (textOf(a, 'due') < textOf(b, 'due') ? -1 : 1));
  const phases = new Map<string, { phase: string; done: number; all: number }>();
  for (const row of rows) {
    const phase = textOf(row, 'phase');
    const one = phases.get(phase) ?? { phase, done: 0, all: 0 };
    phases.set(phase, { phase, done: one.done + (isClosed(schedule, row) ? 1 : 0), all: one.all + 1 });
  }
  return {
    open: open.length,
    overdue: open.filter((row) => isOverdue(schedule, row, today)).length,
    next: next
      ? {
          id: next.id,
          phase: textOf(next, 'phase'),
          task: textOf(next, 'task'),
          due: textOf(next, 'due'),
          days: daysBetween(today, textOf(next, 'due')),
        }
      : null,
    phases: [...phases.values()],
  };
}

/**
 * What should have happened and is not in its ledger: 联席会议 once a quarter (M4), 例会 once a week (M5, 种子 002), 周调度 a week and
 * 月评比 a month (M2), activities whose papers are not complete (E10). `today` is a local day.
 */
export function remindersOf(rowsOf: RowsOf, today: string): readonly Reminder[] {
  const found: Reminder[] = [];
  const kept = (ledger: string, kind?: string): readonly LedgerRow[] =>
    rowsOf(ledger).filter((row) => kind === undefined || textOf(row, 'kind') === kind);
  const within = (row: LedgerRow, days: number): boolean => {
    const age = daysBetween(textOf(row, 'day'), today);
    return age >= 0 && age < days;
  };
  const missing = (rows: readonly LedgerRow[], held: (row: LedgerRow) => boolean): boolean => rows.length > 0 && !rows.some(held);
  if (missing(kept('huiyi'), (row) => quarterOf(textOf(row, 'day')) === quarterOf(today)))
    found.push({ ledger: 'huiyi', words: '本季度还没有开联席会议或调度会,每季度至少一次' });
  if (missing(kept('lihui', '例会'), (row) => within(row, 7)))
    found.push({ ledger: 'lihui', words: '近 7 天没有开例会,每周一次' });
  if (missing(kept('rizhouyue', '周调度'), (row) => within(row, 7)))
    found.push({ ledger: 'rizhouyue', words: '近 7 天没有周调度' });
  if (missing(kept('rizhouyue', '月评比'), (row) => textOf(row, 'day').startsWith(today.slice(0, 7))))
    found.push({ ledger: 'rizhouyue', words: '本月还没有月评比' });
  const incomplete = kept('huodong').filter((row) => lackingRoles(events, row).length > 0).length;
  if (incomplete > 0) found.push({ ledger: 'huodong', words: `${incomplete} 次活动的材料不成套` });
  const bare = kept('jishu').filter(({ documents }) => documents.length === 0).length;
  if (bare > 0) found.push({ ledger: 'jishu', words: `${bare} 个汇报数字没有佐证` });
  return found;
}
