import { useState } from 'react';
import { AppError, type ErrorCode } from '../../../shared/contract/errors.ts';
import type { Job, JobProcedure } from '../../../shared/contract/jobs.ts';
import { useAct, useJobs } from '../../api/hooks.ts';

export interface OwnJob {
  /** The job started last from here, as it stands; null before, and for one that is none of ours. */
  readonly job: Job | null;
  /** Why it could not start, or failed. */
  readonly error: AppError | null;
  readonly isRunning: boolean;
  readonly start: (procedure: JobProcedure, input: Readonly<Record<string, unknown>>) => void;
  readonly cancel: () => void;
  readonly forget: () => void;
}

/** A job a dialog starts and waits for; it goes on when the dialog is closed, and the job bar shows it all the while. */
export function useOwnJob(): OwnJob {
  const [own, setOwn] = useState<{ readonly id: string; readonly startedAt: string } | null>(null);
  const begin = useAct('jobs.start');
  const stop = useAct('jobs.cancel');
  const job = useJobs().find((one) => one.id === own?.id && one.startedAt === own.startedAt) ?? null;
  const failed = job?.status === 'failed' && job.error ? new AppError(job.error.code as ErrorCode, job.error.message) : null;
  return {
    job,
    error: begin.error ?? failed,
    isRunning: begin.isPending || job?.status === 'running',
    start: (procedure, input) => {
      setOwn(null);
      begin.mutate({ procedure, input }, { onSuccess: ({ id, startedAt }) => setOwn({ id, startedAt }) });
    },
    cancel: () => {
      if (own) stop.mutate({ id: own.id });
    },
    forget: () => {
      setOwn(null);
      begin.reset();
    },
  };
}
