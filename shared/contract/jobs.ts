import { z } from 'zod';

/** Long work of the window: one lane, one job at a time, seen by every page through `job.changed`. */

/** Procedures that run as a job. */
export const JOB_PROCEDURES = [
  'index.run',
  'ocr.run',
  'export.run',
  'exports.preview',
  'submit.run',
  'submit.runByUnit',
  'verify.run',
  'check.run',
  'backup.run',
  'pack.run',
  'merge.preview',
  'merge.run',
] as const;
export type JobProcedure = (typeof JOB_PROCEDURES)[number];

/** What each is called on the screen and in the record. */
export const JOB_WORDS: { readonly [P in JobProcedure]: string } = {
  'index.run': '编目',
  'ocr.run': '识别文字',
  'export.run': '成册',
  'exports.preview': '预览',
  'submit.run': '生成报送包',
  'submit.runByUnit': '按单位生成报送包',
  'verify.run': '校验',
  'check.run': '体检',
  'backup.run': '备份',
  'pack.run': '打交接包',
  'merge.preview': '核对交接包',
  'merge.run': '收交接包',
};

/** These can be paused: what is still pending in the archive is their queue, so going on is starting again. */
export const PAUSABLE: readonly JobProcedure[] = ['index.run', 'ocr.run'];

export type JobStatus = 'running' | 'paused' | 'done' | 'failed' | 'cancelled';

export interface Job {
  readonly id: string;
  readonly procedure: JobProcedure;
  readonly status: JobStatus;
  /** Words of the stage, as the core reports them (编目、建议、成册 …). */
  readonly stage: string;
  readonly done: number;
  /** Null until known: no percent is ever invented. */
  readonly total: number | null;
  readonly label: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** The procedure's output once `done`. */
  readonly result: unknown;
  /** Why it `failed`, one sentence for a person. */
  readonly error: { readonly code: string; readonly message: string } | null;
}

export const jobInputs = {
  'jobs.start': z.object({ procedure: z.enum(JOB_PROCEDURES), input: z.record(z.string(), z.unknown()) }),
  'jobs.list': z.object({}),
  'jobs.cancel': z.object({ id: z.string() }),
  'jobs.pause': z.object({ id: z.string() }),
  'jobs.resume': z.object({ id: z.string() }),
} as const;

export interface JobOutputs {
  'jobs.start': Job;
  /** Newest first; the last 20. */
  'jobs.list': { readonly jobs: readonly Job[] };
  'jobs.cancel': Job;
  'jobs.pause': Job;
  'jobs.resume': Job;
}
