import type { Printer, PrintJob } from '../core/renditions/renditions.ts';

/** Only the main process of Electron has a browser engine; the core asks it to print. */

/** What the core asks the main process. */
export type PrintCall =
  { readonly kind: 'print'; readonly id: number; readonly job: PrintJob } | { readonly kind: 'stop-print'; readonly id: number };

/** What the main process tells the core: `problem` is null where the PDF is written. */
export interface PrintNews {
  readonly kind: 'printed';
  readonly id: number;
  readonly problem: string | null;
}

/** The core's end: `printer` for 成册, `hear` for what the main process says. */
export function printerOf(ask: (call: PrintCall) => void): {
  readonly printer: Printer;
  readonly hear: (news: PrintNews) => void;
} {
  const waiting = new Map<number, (problem: string | null) => void>();
  let nextId = 1;
  return {
    printer: {
      print: (job, signal) =>
        new Promise((resolve, reject) => {
          const id = nextId++;
          const stop = (): void => ask({ kind: 'stop-print', id });
          waiting.set(id, (problem) => {
            signal.removeEventListener('abort', stop);
            if (problem === null) resolve();
            else reject(new Error(problem));
          });
          signal.addEventListener('abort', stop, { once: true });
          ask({ kind: 'print', id, job });
        }),
      close: () => Promise.resolve(),
    },
    hear: ({ id, problem }) => {
      waiting.get(id)?.(problem);
      waiting.delete(id);
    },
  };
}
