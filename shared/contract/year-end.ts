import { z } from 'zod';
import { calendarDay } from './calendar-day.ts';

/** 年度结转: the next year of frameworks, with what is not of one year carried over; last year's stays as it was. */

const archive = z.string().min(1);

const choice = {
  archive,
  /** Frameworks of the archive that go on, by id. */
  frameworks: z.array(z.string().min(1)).min(1).max(50),
  /** What the next year is called, `2027年度`: the edition of each. */
  edition: z.string().trim().min(1).max(40),
  /** The new 测评基准日. */
  baseDate: calendarDay,
};

export const yearEndInputs = {
  'yearEnd.preview': z.object(choice),
  /** `lasting`: confirmed evidence that holds in the new year too is confirmed there at once, on the clerk's word. */
  'yearEnd.run': z.object({ ...choice, lasting: z.boolean() }),
} as const;

export interface YearEndFramework {
  readonly id: string;
  readonly name: string;
  readonly edition: string;
  readonly leaves: number;
  /** Confirmed evidence of this year. */
  readonly confirmed: number;
  /** Of it what counts in the new year too: no time window, or a date inside the new one. */
  readonly lasting: number;
  /** Leaves that are not complete in the new year: with nothing carried over, and with what lasts. */
  readonly lackingBare: number;
  readonly lackingWithLasting: number;
}

export interface YearEndPreview {
  readonly frameworks: readonly YearEndFramework[];
  /** Names of frameworks that do not go on now, but whose windows count back from the 测评基准日 and so move with it. */
  readonly moving: readonly string[];
  readonly former: string;
  readonly baseDate: string;
}

export interface YearEndDone {
  readonly frameworks: readonly { readonly from: string; readonly id: string; readonly name: string; readonly edition: string }[];
  readonly confirmed: number;
  readonly rejected: number;
  readonly duties: number;
  readonly rules: number;
  /** Lines of 指标对照. */
  readonly crosswalk: number;
  /** Rows of 硬件缺项 and 负面清单 made for the new year. */
  readonly records: number;
  readonly words: string;
}

export interface YearEndOutputs {
  'yearEnd.preview': YearEndPreview;
  'yearEnd.run': YearEndDone;
}

export const YEAR_END_WRITES = ['yearEnd.run'] as const satisfies readonly (keyof typeof yearEndInputs)[];
