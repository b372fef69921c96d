import { z } from 'zod';
import type { Coverage, Precondition } from './home.ts';
import type { OfferedFile } from './gaps.ts';
import type { GapState, GapTotals } from '../domain/gaps.ts';
import type { Score, ScoringScheme, YearsScore } from '../domain/scoring.ts';

/** 统计: the score with its formula, progress against time, units, when the evidence was made, and each 测评方法 by itself. */

export interface UnitProgress {
  readonly unit: string;
  /** Leaves it leads, 不适用 left out. */
  readonly leaves: number;
  readonly complete: number;
  readonly rank: number;
}

export interface TrendPoint {
  readonly day: string;
  readonly complete: number;
  readonly leaves: number;
}

export interface MethodView {
  readonly method: string;
  readonly totals: GapTotals;
  readonly score: number | null;
  readonly leaves: readonly {
    readonly id: number;
    readonly code: string;
    readonly name: string;
    readonly state: GapState;
    readonly leadUnit: string;
    readonly grade: string;
    readonly lacking: string;
  }[];
}

export interface Statistics {
  readonly baseDate: string;
  readonly today: string;
  readonly scheme: ScoringScheme;
  readonly score: Score;
  readonly years: YearsScore | null;
  readonly precondition: Precondition | null;
  readonly coverage: readonly Coverage[];
  readonly totals: GapTotals;
  /** From the first decision or the day the archive was made to today; by the confirmations that still hold. */
  readonly trend: readonly TrendPoint[];
  /** The day work began, and the day it must be done: the 测评基准日. */
  readonly period: { readonly from: string; readonly to: string };
  readonly units: readonly UnitProgress[];
  /** Days of all confirmed evidence of this framework, with repeats. */
  readonly evidenceDays: readonly string[];
  readonly undated: number;
  readonly methods: readonly MethodView[];
}

const archive = z.string().min(1);
const framework = z.string().min(1);
const percent = z.number().nullable();

const scheme = z.object({
  grades: z.array(z.object({ name: z.string(), points: z.number(), fromShare: z.number() })),
  parts: z.array(z.object({ name: z.string(), weight: z.number(), methods: z.array(z.string()), entered: percent })),
  years: z.array(z.object({ year: z.number(), weight: z.number(), entered: percent })),
  precondition: z.object({ name: z.string(), least: z.number(), entered: percent }).nullable(),
});

export const statisticsInputs = {
  'statistics.read': z.object({ archive, framework }),
  'scoring.change': z.object({ archive, framework, scheme }),
  /** 得分、各项目、单位排名 and a table for each 测评方法, to `path`, or without one where the page can download it. */
  'statistics.workbook': z.object({ archive, framework, path: z.string().min(1).optional() }),
} as const;

export interface StatisticsOutputs {
  'statistics.read': Statistics;
  'scoring.change': Record<string, never>;
  'statistics.workbook': { readonly path: string | null; readonly file: OfferedFile | null };
}

export const STATISTICS_WRITES = ['scoring.change'] as const satisfies readonly (keyof typeof statisticsInputs)[];
