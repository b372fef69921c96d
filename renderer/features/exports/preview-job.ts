import { useState } from 'react';
import type { Job } from '../../../shared/contract/jobs.ts';
import { useJobs } from '../../api/hooks.ts';

const KEY = 'taizhang.preview';

/** Which job is the preview of which choice; kept over a reload of the page, as the job itself is. */
interface Remembered {
  readonly choice: string;
  readonly id: string;
  readonly startedAt: string;
}

/** The preview job of just this choice, or null; and how to remember one that was started for it. */
export function usePreviewJob(choice: string): [Job | null, (job: Job) => void] {
  const [remembered, setRemembered] = useState<Remembered | null>(read);
  const jobs = useJobs();
  const found =
    remembered?.choice === choice
      ? jobs.find((job) => job.id === remembered.id && job.startedAt === remembered.startedAt)
      : undefined;
  return [
    found ?? null,
    (job) => {
      const next: Remembered = { choice, id: job.id, startedAt: job.startedAt };
      sessionStorage.setItem(KEY, JSON.stringify(next));
      setRemembered(next);
    },
  ];
}

function read(): Remembered | null {
  try {
    const value = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Partial<Remembered> | null;
    return typeof value?.choice === 'string' && typeof value.id === 'string' && typeof value.startedAt === 'string'
      ? { choice: value.choice, id: value.id, startedAt: value.startedAt }
      : null;
  } catch {
    return null;
  }
}
