import { z } from 'zod';
import type { GapTotals } from '../domain/gaps.ts';

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

export interface Home {
  /** Leaves that still lack something and whose day (their own or one of their units') lies within seven days, and is past. */
  readonly dueSoon: number;
  readonly dutiesOverdue: number;
  /** Leaves whose evidence is about to leave its window (将到期). */
  readonly runningOut: number;
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
