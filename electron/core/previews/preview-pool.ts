import { Worker } from 'node:worker_threads';
import type { DocumentType } from '../../../shared/domain/document.ts';
import type { SinglePages } from '../exports/exports.ts';
import type { Printer } from '../renditions/renditions.ts';

/** One file to make, written as `<out>.part` and renamed. */
export type PreviewWork =
  | {
      readonly kind: 'pages';
      readonly path: string | Uint8Array;
      readonly type: DocumentType;
      readonly storedText: string;
      readonly title: string;
      readonly maxPages: number;
      readonly out: string;
    }
  | {
      readonly kind: 'picture' | 'thumbnail';
      readonly path: string | Uint8Array;
      readonly out: string;
    }
  | { readonly kind: 'first-page'; readonly path: string | Uint8Array; readonly out: string };

export type PreviewTask = PreviewWork & { readonly id: number };
export type PreviewAnswer =
  | { readonly id: number; readonly ok: true; readonly result: SinglePages | null }
  | { readonly id: number; readonly ok: false; readonly code: string; readonly message: string };

/** Why a file could not be made: `code` is the system's, or `TIME`, `MEMORY`, `CRASH`, `BUSY`, `CLOSED`, `NAME`, ''. */
export class PreviewFailed extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = 'PreviewFailed';
    this.code = code;
  }
}

export interface PreviewPool {
  /** Prints web pages, letters, OFD and slides; null where no browser engine is found. */
  readonly printer: Printer | null;
  /** Makes a file in a thread; the same `out` asked for twice is made once. Throws PreviewFailed. */
  readonly make: (work: PreviewWork) => Promise<SinglePages | null>;
  readonly close: () => Promise<void>;
}

interface Job {
  readonly work: PreviewWork;
  readonly resolve: (result: SinglePages | null) => void;
  readonly reject: (error: PreviewFailed) => void;
}

const TIME_LIMIT_MS = 60_000;
const MEMORY_LIMIT_MB = 768;
/** More than a screenful of thumbnails; what waits longest has been scrolled away. */
const WAITING_LIMIT = 300;

/** One thread, started when first needed. The newest request goes first: it is what the person looks at. */
export function createPreviewPool(printer: Printer | null): PreviewPool {
  const waiting: Job[] = [];
  const making = new Map<string, Promise<SinglePages | null>>();
  let worker: Worker | null = null;
  let ready = false;
  let running: { readonly job: Job; readonly id: number; readonly timer: NodeJS.Timeout } | null = null;
  let nextId = 1;
  let closed = false;

  const drop = (code: string, message: string): void => {
    const gone = worker;
    worker = null;
    ready = false;
    void gone?.terminate();
    if (running) {
      clearTimeout(running.timer);
      const { job } = running;
      running = null;
      job.reject(new PreviewFailed(code, message));
    }
    serve();
  };
  const start = (): void => {
    const suffix = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    const started = new Worker(new URL(`./preview-thread.${suffix}`, import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_LIMIT_MB },
      execArgv: [],
      stdout: true,
      stderr: true,
    });
    started.stdout.resume();
    started.stderr.resume();
    started.unref();
    worker = started;
    started.on('message', (message: PreviewAnswer | 'ready') => {
      if (worker !== started) return;
      if (message === 'ready') ready = true;
      else settle(message);
      serve();
    });
    started.on('error', (error: NodeJS.ErrnoException) => {
      if (worker === started) drop(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'MEMORY' : 'CRASH', error.message);
    });
    started.on('exit', () => {
      if (worker === started) drop('CRASH', 'the thread ended');
    });
  };
  const settle = (answer: PreviewAnswer): void => {
    if (!running || running.id !== answer.id) return;
    clearTimeout(running.timer);
    const { job } = running;
    running = null;
    if (answer.ok) job.resolve(answer.result);
    else job.reject(new PreviewFailed(answer.code, answer.message));
  };
  const serve = (): void => {
    if (closed || running || waiting.length === 0) return;
    if (!worker) return start();
    if (!ready) return;
    const job = waiting.pop();
    if (!job) return;
    const id = nextId++;
    running = { job, id, timer: setTimeout(() => drop('TIME', 'took too long'), TIME_LIMIT_MS) };
    worker.postMessage({ ...job.work, id } satisfies PreviewTask);
  };
  return {
    printer,
    make(work) {
      if (closed) return Promise.reject(new PreviewFailed('CLOSED', 'closed'));
      const known = making.get(work.out);
      if (known) return known;
      const made = new Promise<SinglePages | null>((resolve, reject) => {
        waiting.push({ work, resolve, reject });
        if (waiting.length > WAITING_LIMIT) waiting.shift()?.reject(new PreviewFailed('BUSY', 'too many are waiting'));
        serve();
      }).finally(() => making.delete(work.out));
      making.set(work.out, made);
      return made;
    },
    async close() {
      closed = true;
      for (const job of waiting.splice(0)) job.reject(new PreviewFailed('CLOSED', 'closed'));
      const ending = worker?.terminate();
      drop('CLOSED', 'closed');
      await ending;
    },
  };
}
