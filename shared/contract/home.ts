import { z } from 'zod';
import type { Veto } from '../domain/ledgers/negative.ts';
import type { GapTotals } from '../domain/gaps.ts';
import type { Reminder, ScheduleStanding } from '../domain/ledgers/reminders.ts';

/** 工作台: what matters today, in one read. */

/** Sums of one 编目: `found = indexed + unchanged + skipped + failed`. */
export interface RunSums {
  readonly found: number;
  readonly indexed: number;
  readonly unchanged: number;
  readonly missing: number;
  readonly skipped: number;
  readonly failed: number;
  readonly durationMs: number;
}

/** One node of the first level below the root and how its leaves stand. */
export interface Coverage extends GapTotals {
  readonly code: string;
  readonly name: string;
}

/** What must be reached before anything may be applied for; `reached` is null when nobody has said. */
export interface Precondition {
  readonly name: string;
  /** Percent. */
  readonly least: number;
  readonly reached: number | null;
  readonly met: boolean | null;
  /** By another framework of this archive, not entered. */
  readonly computed: boolean;
}

export interface Home {
  /** Rows of the 负面清单 that are 触发 and count on the 测评基准日. */
  readonly vetoes: readonly Veto[];
  /** Null where the 评分办法 asks for nothing before. */
  readonly precondition: Precondition | null;
  /** Leaves left out of the count because their facility is not there yet. */
  readonly hardware: number;
  /** Leaves that still lack something and whose day (their own or one of their units') lies within seven days, and is past. */
  readonly dueSoon: number;
  readonly dutiesOverdue: number;
  /** Leaves whose evidence is about to leave its window (将到期). */
  readonly runningOut: number;
  /** 阶段与倒排期: the nearest task and how far each phase is; null where no task is stored. */
  readonly schedule: ScheduleStanding | null;
  /** What should have happened by now and is not in its ledger. */
  readonly reminders: readonly Reminder[];
  /** The 测评基准日 in days from today, below 0 when it is past. */
  readonly daysToBase: number;
  /** Problems of 问题台账 past their 整改时限 and not closed. */
  readonly overdue: number;
  /** Present documents whose content could not be read (damaged, password). */
  readonly unreadable: number;
  /** Confirmed contents that are gone and may have become another file (待核对). */
  readonly doubts: number;
  /** The last finished 编目 with its sums; null before the first. */
  readonly lastRun: { readonly endedAt: string; readonly sums: RunSums } | null;
  /** Files that are skipped, failed or unreadable now, each with its reason; the first 1,000. */
  readonly troubles: readonly { readonly path: string; readonly why: string }[];
  readonly coverage: readonly Coverage[];
  readonly totals: GapTotals;
  /** The last ten things that were recorded, newest first, in words. */
  readonly recent: readonly { readonly at: string; readonly actor: string; readonly words: string }[];
}

export const homeInputs = {
  'home.read': z.object({ archive: z.string().min(1), framework: z.string().min(1) }),
} as const;

export interface HomeOutputs {
  'home.read': Home;
}
