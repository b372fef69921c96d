import { JOB_WORDS, PAUSABLE, type Job, type JobProcedure } from '../../../shared/contract/jobs.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { JobContext, JobProgress } from './jobs.ts';

/** One lane: one job at a time. A page that is reloaded finds its job again through `list`. */
export interface Lane {
  /** Throws AppError `refused` while another job runs. */
  start(procedure: JobProcedure, input: Readonly<Record<string, unknown>>): Job;
  /** Newest first. */
  list(): readonly Job[];
  cancel(id: string): Promise<Job>;
  /** Stops for now; only PAUSABLE work, whose queue is in the database. */
  pause(id: string): Promise<Job>;
  resume(id: string): Job;
  /** Cancels what runs and waits for it. */
  close(): Promise<void>;
}

export interface LaneDeps {
  readonly run: (procedure: JobProcedure, input: Readonly<Record<string, unknown>>, ctx: JobContext) => Promise<unknown>;
  readonly onChange: (job: Job) => void;
  readonly now: () => Date;
}

/** At most ten changes a second reach the page; the first of a stage and the end always do. */
const QUIET_MS = 100;
const KEPT = 20;

interface Running {
  readonly abort: AbortController;
  readonly settled: Promise<void>;
  pausing: boolean;
}

export function createLane(deps: LaneDeps): Lane {
  const jobs = new Map<string, Job>();
  const inputs = new Map<string, Readonly<Record<string, unknown>>>();
  const running = new Map<string, Running>();
  let lastId = 0;

  const put = (job: Job, tell: 'tell' | 'quiet'): Job => {
    jobs.set(job.id, job);
    if (tell === 'tell') deps.onChange(job);
    return job;
  };
  const known = (id: string): Job => {
    const job = jobs.get(id);
    if (!job) throw new AppError('not-found', '这项工作已经不在列表里。');
    return job;
  };
  const refuseSecond = (): void => {
    const [busy] = [...running.keys()].map((id) => jobs.get(id));
    if (busy) throw new AppError('refused', `正在${JOB_WORDS[busy.procedure]},一次只做一项。请等它结束,或先取消它。`);
  };
  const launch = (job: Job): Job => {
    const abort = new AbortController();
    const entry: Running = { abort, pausing: false, settled: Promise.resolve() };
    let toldAtMs = 0;
    const progress = ({ stage, done, total, label }: JobProgress): void => {
      const before = known(job.id);
      const nowMs = deps.now().getTime();
      const due = stage !== before.stage || nowMs - toldAtMs >= QUIET_MS;
      if (due) toldAtMs = nowMs;
      put({ ...before, stage, done, total, label }, due ? 'tell' : 'quiet');
    };
    const work = async (): Promise<void> => {
      const end = (change: Partial<Job>): void => {
        running.delete(job.id);
        put({ ...known(job.id), ...change, endedAt: deps.now().toISOString() }, 'tell');
      };
      try {
        const result = await deps.run(job.procedure, inputs.get(job.id) ?? {}, { signal: abort.signal, progress });
        end({ status: 'done', result });
      } catch (error) {
        if (abort.signal.aborted) return end({ status: entry.pausing ? 'paused' : 'cancelled' });
        const { code, message } = error instanceof AppError ? error : new AppError('internal', '程序出错,详情见日志。');
        end({ status: 'failed', error: { code, message } });
      }
    };
    running.set(job.id, entry);
    put(job, 'tell');
    running.set(job.id, Object.assign(entry, { settled: work() }));
    return known(job.id);
  };
  const stop = async (id: string, pausing: 'pause' | 'cancel'): Promise<Job> => {
    const job = known(id);
    const entry = running.get(id);
    if (!entry) {
      if (job.status === 'paused' && pausing === 'cancel') return put({ ...job, status: 'cancelled' }, 'tell');
      return job;
    }
    entry.pausing = pausing === 'pause';
    entry.abort.abort();
    await entry.settled;
    return known(id);
  };
  return {
    start(procedure, input) {
      refuseSecond();
      const id = String(++lastId);
      inputs.set(id, input);
      for (const old of [...jobs.keys()].slice(0, Math.max(0, jobs.size - KEPT + 1))) {
        jobs.delete(old);
        inputs.delete(old);
      }
      const startedAt = deps.now().toISOString();
      return launch({
        ...{ id, procedure, status: 'running', stage: JOB_WORDS[procedure], done: 0, total: null, label: '' },
        ...{ startedAt, endedAt: null, result: null, error: null },
      });
    },
    list: () => [...jobs.values()].reverse(),
    cancel: (id) => stop(id, 'cancel'),
    async pause(id) {
      if (!PAUSABLE.includes(known(id).procedure)) throw new AppError('refused', '这项工作不能暂停,可以取消后重新开始。');
      return stop(id, 'pause');
    },
    resume(id) {
      refuseSecond();
      const job = known(id);
      if (job.status !== 'paused') return job;
      return launch({ ...job, status: 'running', endedAt: null });
    },
    async close() {
      await Promise.all([...running.keys()].map((id) => stop(id, 'cancel')));
    },
  };
}
