import { Worker } from 'node:worker_threads';
import { AppError } from '../../../shared/contract/errors.ts';
import type { DocumentType } from '../../../shared/domain/document.ts';
import { CODE_SUFFIX } from '../program-folder.ts';
import type { OcrLine } from '../../../shared/domain/reading-order.ts';

/** One page to read; `page` is 1-based. */
export interface PageToRead {
  readonly path: string | Uint8Array;
  readonly type: DocumentType;
  readonly page: number;
}

export interface PageReading {
  readonly text: string;
  /** Mean over its characters, 0..1; 0 where nothing is written. */
  readonly confidence: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly lines: readonly OcrLine[];
}

export type OcrTask = PageToRead & { readonly id: number };
export type OcrAnswer =
  | { readonly id: number; readonly ok: true; readonly reading: PageReading }
  | { readonly id: number; readonly ok: false; readonly message: string };

/** A page's reading, or the sentence why there is none. */
export type PageOutcome = { readonly ok: true; readonly reading: PageReading } | { readonly ok: false; readonly message: string };

/** Reads one page at a time in a thread of its own. */
export interface OcrWorker {
  /** Throws AppError `cancelled`, `internal` when the models cannot be opened. */
  readonly read: (page: PageToRead, signal: AbortSignal) => Promise<PageOutcome>;
  readonly close: () => Promise<void>;
}

/** What a thread says that could not open the models. */
export const NO_ENGINE = 'NO-ENGINE';
const NOT_READ = '这一页识别不了。请打开原件查看是否损坏';
const TOO_SLOW = '识别这一页用时太长,已跳过。请把它缩小或拆开后再识别';

/**
 * The thread starts with the first page. A page that takes longer than the limit, or kills the thread, has no reading and the next
 * page gets a fresh thread.
 */
export function createOcrWorker(options: { readonly timeLimitMs: number }): OcrWorker {
  let worker: Worker | null = null;
  let nextId = 1;
  const start = (): Worker => {
    const started = new Worker(new URL(`./ocr-thread.${CODE_SUFFIX}`, import.meta.url), {
      execArgv: [],
      stdout: true,
      stderr: true,
    });
    started.stdout.resume();
    started.stderr.resume();
    // `read` reports failures; between two pages one must not end the process.
    return started.on('error', () => undefined);
  };
  const drop = async (): Promise<void> => {
    const gone = worker;
    worker = null;
    await gone?.terminate();
  };
  return {
    async read(page, signal) {
      worker ??= start();
      const thread = worker;
      const id = nextId++;
      const over = new AbortController();
      const outcome = await new Promise<PageOutcome | 'cancelled' | 'dead' | 'slow' | 'no-engine'>((resolve) => {
        const take = (answer: OcrAnswer): void => {
          if (answer.id !== id) return;
          if (!answer.ok && answer.message === NO_ENGINE) return resolve('no-engine');
          resolve(answer.ok ? { ok: true, reading: answer.reading } : { ok: false, message: NOT_READ });
        };
        const die = (): void => resolve('dead');
        const cancel = (): void => resolve('cancelled');
        const timer = setTimeout(() => resolve('slow'), options.timeLimitMs);
        thread.on('message', take).on('error', die).on('exit', die);
        signal.addEventListener('abort', cancel);
        over.signal.addEventListener('abort', () => {
          clearTimeout(timer);
          thread.off('message', take).off('error', die).off('exit', die);
          signal.removeEventListener('abort', cancel);
        });
        if (signal.aborted) cancel();
        else thread.postMessage({ ...page, id } satisfies OcrTask);
      });
      over.abort();
      if (typeof outcome !== 'string') return outcome;
      await drop();
      if (outcome === 'cancelled') throw new AppError('cancelled', '已取消。已完成的部分都已保存,下次继续即可。');
      if (outcome === 'no-engine') throw new AppError('internal', '文字识别的组件打不开,没有识别。请重新安装本程序后再试。');
      return { ok: false, message: outcome === 'slow' ? TOO_SLOW : NOT_READ };
    },
    close: drop,
  };
}
