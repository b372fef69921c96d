import type { ReadFile, UnreadFile } from './extractor.ts';
import { CRASHED, failed, memorySentence } from './outcome.ts';
import { MEMORY_EXIT_CODE, type FromReader, type Reader, type StartReader } from './start-reader.ts';
import { cancelled, createThreadPool, type ReadingPool, type ThreadPoolOptions } from './thread-pool.ts';
import { stopIfCancelled } from '../jobs/jobs.ts';

export interface ProcessPoolOptions extends ThreadPoolOptions {
  /** All a reading process may hold (default 2,048): what native code takes counts in no limit of a thread. */
  readonly processLimitMb?: number;
}

interface Job {
  readonly id: number;
  readonly input: UnreadFile;
  readonly settle: (outcome: ReadFile | 'cancelled') => void;
}

const PROCESS_LIMIT_MB = 2_048;
/** A process that never came up so often in a row cannot be started here. */
const MOST_FAILED_STARTS = 2;
/** The threads keep the time limit; this ends a process that does not even say that it was exceeded. */
const SILENCE_MS = 90_000;

/**
 * The reading threads in one process of their own, replaced when it dies. The files being read at that moment are then read again, each
 * alone: the one with which it dies again is `failed`, the others keep their text. Where no process can be started, the threads of
 * this one read.
 */
export function createProcessPool(options: ProcessPoolOptions, startReader: StartReader): ReadingPool {
  const threads = Math.max(1, options.threads);
  const processLimitMb = options.processLimitMb ?? PROCESS_LIMIT_MB;
  const waiting: Job[] = [];
  /** Were being read when a process died. */
  const suspects: Job[] = [];
  const running = new Map<number, Job>();
  const timers = new Map<number, NodeJS.Timeout>();
  /** A suspect is being read, and nothing else. */
  let alone = false;
  let reader: { readonly process: Reader; ready: boolean; readonly ended: Promise<void> } | null = null;
  let failedStarts = 0;
  let own: ReadingPool | null = null;
  let closed = false;
  let nextId = 1;

  const remove = (id: number): Job | undefined => {
    const job = running.get(id);
    running.delete(id);
    clearTimeout(timers.get(id));
    timers.delete(id);
    if (running.size === 0) alone = false;
    return job;
  };
  const onEnd = (code: number | null): void => {
    const cameUp = reader?.ready === true;
    reader = null;
    const died = [...running.values()];
    const wasAlone = alone;
    for (const { id } of died) remove(id);
    if (closed) return;
    if (!cameUp) {
      waiting.unshift(...died);
      if (++failedStarts >= MOST_FAILED_STARTS) own = createThreadPool(options);
    } else if (wasAlone) {
      for (const job of died) job.settle(failed(code === MEMORY_EXIT_CODE ? memorySentence(processLimitMb) : CRASHED));
    } else suspects.push(...died);
    serve();
  };
  const onMessage = (message: FromReader): void => {
    if (reader) reader.ready = true;
    failedStarts = 0;
    if (message.kind === 'ready') return;
    remove(message.id)?.settle(message.extraction);
    serve();
  };
  const start = (): Reader | null => {
    let over = (): void => undefined;
    const ended = new Promise<void>((resolve) => (over = resolve));
    const { threadFile, ...limits } = options;
    const settings = { ...limits, processLimitMb, ...(threadFile ? { threadFile: threadFile.href } : {}) };
    try {
      const events = { onMessage, onEnd: (code: number | null) => (over(), onEnd(code)) };
      reader = { process: startReader(settings, events), ready: false, ended };
      return reader.process;
    } catch {
      failedStarts = MOST_FAILED_STARTS;
      own = createThreadPool(options);
      return null;
    }
  };
  const serve = (): void => {
    while (!closed && !alone) {
      if (own) return readHere(own);
      if (suspects.length > 0 && running.size > 0) return;
      const suspect = suspects.shift();
      const job = suspect ?? (running.size < threads ? waiting.shift() : undefined);
      if (!job) return;
      const process = reader?.process ?? start();
      if (!process) {
        waiting.unshift(job);
        continue;
      }
      alone = suspect !== undefined;
      running.set(job.id, job);
      timers.set(
        job.id,
        setTimeout(() => process.end(), 2 * options.timeLimitMs + SILENCE_MS),
      );
      process.post({ kind: 'read', id: job.id, input: job.input });
    }
  };
  /** Without a process of its own a reader that crashes takes this one along, so what already ended one is not tried. */
  const readHere = (pool: ReadingPool): void => {
    for (const job of suspects.splice(0)) job.settle(failed(CRASHED));
    for (const job of waiting.splice(0)) {
      pool.read(job.input, new AbortController().signal).then(job.settle, () => job.settle('cancelled'));
    }
  };
  const cancel = (job: Job): void => {
    if (remove(job.id)) reader?.process.post({ kind: 'cancel', id: job.id });
    for (const list of [waiting, suspects]) if (list.includes(job)) list.splice(list.indexOf(job), 1);
    job.settle('cancelled');
    serve();
  };
  return {
    read: async (input, signal) => {
      stopIfCancelled(signal);
      if (closed) throw cancelled();
      if (own) return own.read(input, signal);
      return new Promise<ReadFile>((resolve, reject) => {
        const onAbort = (): void => cancel(job);
        const job: Job = {
          id: nextId++,
          input,
          settle: (outcome) => {
            signal.removeEventListener('abort', onAbort);
            if (outcome === 'cancelled') reject(cancelled());
            else resolve(outcome);
          },
        };
        signal.addEventListener('abort', onAbort, { once: true });
        waiting.push(job);
        serve();
      });
    },
    close: async () => {
      closed = true;
      const left = [...waiting.splice(0), ...suspects.splice(0), ...running.values()];
      for (const { id } of left) remove(id);
      for (const job of left) job.settle('cancelled');
      const ending = reader;
      ending?.process.end();
      await Promise.all([ending?.ended, own?.close()]);
    },
  };
}
