import type { Job } from './jobs.ts';

/** What the core tells every page without being asked. */
export type CoreEvent =
  | { readonly type: 'job.changed'; readonly job: Job }
  /** A procedure wrote something: what was read before may be stale. */
  | { readonly type: 'data.changed'; readonly procedure: string };
