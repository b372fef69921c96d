import { Worker } from 'node:worker_threads';
import { AppError } from '../../../shared/contract/errors.ts';
import { stopIfCancelled } from '../jobs/jobs.ts';
import { CODE_SUFFIX } from '../program-folder.ts';
import type { ReadFile, UnreadFile } from './extractor.ts';
import { CRASHED, failed, memorySentence, START_FAILED } from './outcome.ts';
import type { ThreadAnswer, ThreadTask } from './thread.ts';

export interface ThreadPoolOptions {
  /** Files read at the same time, at least 1. */
  readonly threads: number;
  readonly timeLimitMs: number;
  /** JavaScript heap of one thread. */
  readonly memoryLimitMb: number;
  /** Heap, buffers and WebAssembly of one thread together (default 1,536): a 512 MB PDF lies in memory twice. */
  readonly totalLimitMb?: number;
  /** How often what a reading thread holds is looked at (default 250 ms). */
  readonly memoryCheckMs?: number;
  /** The thread's program; only tests of the pool itself give another one. */
  readonly threadFile?: URL;
}

/** Reads files one at a time a thread, wherever the threads are. */
export interface ReadingPool {
  /**
   * Reads one file of a type that has a reader. Trouble with the file is a `failed` extraction. Throws AppError `cancelled` when
   * `signal` is aborted or the pool was closed, and never anything else.
   */
  readonly read: (input: UnreadFile, signal: AbortSignal) => Promise<ReadFile>;
  /** Ends all threads; files still being read are cancelled. */
  readonly close: () => Promise<void>;
}

interface Job {
  readonly input: UnreadFile;
  readonly settle: (outcome: ReadFile | 'cancelled') => void;
}

interface Thread {
  readonly worker: Worker;
  job: Job | null;
  timer: NodeJS.Timeout | null;
  watch: NodeJS.Timeout | null;
  /** Number of the task it works on: an answer with another is of a file that is over. */
  task: number;
  filesRead: number;
}

const MB = 1024 * 1024;
/**
 * A heap that meets its hard limit with one large step (a list that grows) takes the whole process with it, not only its thread. So
 * the hard limit stands twice as high and the thread is ended from outside, where this Node lets one look.
 */
const TELLS_MEMORY = 'getHeapStatistics' in Worker.prototype;
/** A thread that holds more than this after a file, or has read that many, is replaced by a fresh one. */
const RECYCLE_ABOVE_BYTES = 400 * MB;
const RECYCLE_AFTER_FILES = 2_000;
const TOTAL_LIMIT_MB = 1_536;
/** Loading the parsers on a slow disk behind a virus scanner takes seconds; this only catches a thread that never comes up. */
const START_LIMIT_MS = 60_000;

/** Makes a pool of reading threads in this process; they start when first needed. */
export function createThreadPool(options: ThreadPoolOptions): ReadingPool {
  const waiting: Job[] = [];
  const idle: Thread[] = [];
  const threads = new Set<Thread>();
  let closed = false;
  let nextId = 1;

  const finish = (thread: Thread, outcome: ReadFile | 'cancelled') => {
    if (thread.timer) clearTimeout(thread.timer);
    if (thread.watch) clearInterval(thread.watch);
    const { job } = thread;
    thread.timer = null;
    thread.watch = null;
    thread.job = null;
    job?.settle(outcome);
  };
  const discard = (thread: Thread, outcome: ReadFile | 'cancelled') => {
    if (!threads.delete(thread)) return;
    const at = idle.indexOf(thread);
    if (at >= 0) idle.splice(at, 1);
    finish(thread, outcome);
    void thread.worker.terminate();
    serve();
  };
  const start = (job: Job) => {
    const worker = new Worker(options.threadFile ?? new URL(`./thread.${CODE_SUFFIX}`, import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: options.memoryLimitMb * (TELLS_MEMORY ? 2 : 1) },
      execArgv: [],
      stdout: true,
      stderr: true,
    });
    // What parsers print is dropped; unread it would pile up.
    worker.stdout.resume();
    worker.stderr.resume();
    const thread: Thread = { worker, job, timer: null, watch: null, task: 0, filesRead: 0 };
    threads.add(thread);
    thread.timer = setTimeout(() => discard(thread, failed(START_FAILED)), START_LIMIT_MS);
    worker.on('message', (answer: ThreadAnswer) => {
      if (!threads.has(thread)) return;
      if (answer.kind === 'ready') return run(thread);
      if (thread.job === null || answer.id !== thread.task) return;
      thread.filesRead++;
      const worn = answer.heldBytes > RECYCLE_ABOVE_BYTES || thread.filesRead >= RECYCLE_AFTER_FILES;
      finish(thread, answer.extraction);
      if (worn) return discard(thread, 'cancelled');
      idle.push(thread);
      serve();
    });
    worker.on('error', (error: unknown) => discard(thread, failed(deathSentence(error, options))));
    worker.on('exit', () => discard(thread, failed(CRASHED)));
  };
  const run = (thread: Thread) => {
    if (thread.timer) clearTimeout(thread.timer);
    if (thread.job === null) return;
    thread.timer = setTimeout(() => discard(thread, failed(timeSentence(options.timeLimitMs))), options.timeLimitMs);
    thread.watch = setInterval(() => void endHoarder(thread), options.memoryCheckMs ?? 250);
    thread.task = nextId++;
    thread.worker.postMessage({ id: thread.task, input: thread.job.input } satisfies ThreadTask);
  };
  const totalLimitMb = options.totalLimitMb ?? TOTAL_LIMIT_MB;
  const endHoarder = async (thread: Thread) => {
    const { task } = thread;
    const { heapBytes, allBytes } = await heldBy(thread.worker);
    const limitMb =
      heapBytes > options.memoryLimitMb * MB ? options.memoryLimitMb : allBytes > totalLimitMb * MB ? totalLimitMb : null;
    if (limitMb !== null && thread.job !== null && thread.task === task) discard(thread, failed(memorySentence(limitMb)));
  };
  const serve = () => {
    while (waiting.length > 0 && !closed) {
      const thread = idle.pop();
      if (!thread && threads.size >= Math.max(1, options.threads)) return;
      const job = waiting.shift();
      if (!job) return;
      if (!thread) start(job);
      else {
        thread.job = job;
        run(thread);
      }
    }
  };
  const read = (input: UnreadFile, signal: AbortSignal) =>
    new Promise<ReadFile>((resolve, reject) => {
      const cancel = () => {
        const at = waiting.indexOf(job);
        if (at >= 0) {
          waiting.splice(at, 1);
          job.settle('cancelled');
          return;
        }
        const thread = [...threads].find((candidate) => candidate.job === job);
        if (thread) discard(thread, 'cancelled');
      };
      const job: Job = {
        input,
        settle: (outcome) => {
          signal.removeEventListener('abort', cancel);
          if (outcome === 'cancelled') reject(cancelled());
          else resolve(outcome);
        },
      };
      signal.addEventListener('abort', cancel, { once: true });
      waiting.push(job);
      serve();
    });

  return {
    read: async (input, signal) => {
      stopIfCancelled(signal);
      if (closed) throw cancelled();
      return read(input, signal);
    },
    close: async () => {
      closed = true;
      for (const job of waiting.splice(0)) job.settle('cancelled');
      const workers = [...threads].map((thread) => thread.worker);
      for (const thread of [...threads]) discard(thread, 'cancelled');
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

/** What a thread holds, also while it is busy; 0 where this Node cannot tell (before 22.16) or it has ended. */
async function heldBy(worker: Worker): Promise<{ readonly heapBytes: number; readonly allBytes: number }> {
  if (!TELLS_MEMORY) return { heapBytes: 0, allBytes: 0 };
  try {
    const { used_heap_size: heapBytes, external_memory: externalBytes } = await worker.getHeapStatistics();
    return { heapBytes, allBytes: heapBytes + externalBytes };
  } catch {
    return { heapBytes: 0, allBytes: 0 };
  }
}

function timeSentence(timeLimitMs: number): string {
  const seconds = Math.max(1, Math.round(timeLimitMs / 1000));
  return `读取超过 ${seconds} 秒,已放弃。请确认文件能正常打开,或拆成几个小文件后重新编目`;
}

/** `error` is whatever the thread threw, which need not be an Error. */
function deathSentence(error: unknown, options: ThreadPoolOptions): string {
  const code = (error as NodeJS.ErrnoException | null | undefined)?.code;
  return code === 'ERR_WORKER_OUT_OF_MEMORY' ? memorySentence(options.memoryLimitMb) : CRASHED;
}

/** What a reading that was given up ends with. */
export function cancelled(): AppError {
  return new AppError('cancelled', '已取消。已完成的部分都已保存,下次继续即可。');
}
