import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** One JSON line per event; ids and durations, never document text. */
export interface Log {
  write(level: 'info' | 'warn' | 'error', event: string, fields?: Readonly<Record<string, unknown>>): void;
  /** Path of the file, also before anything was written to it. */
  readonly file: string;
}

/** A log in `folder`, one file a day. Failing to write a log never stops the work. */
export function openLog(folder: string, now: () => Date): Log {
  const file = join(folder, `taizhang-${now().toISOString().slice(0, 10)}.log`);
  return {
    file,
    write(level, event, fields = {}) {
      try {
        mkdirSync(folder, { recursive: true });
        appendFileSync(file, `${JSON.stringify({ at: now().toISOString(), level, event, ...fields })}\n`);
      } catch {
        // A full disk or a read-only folder must not turn a message into a failure.
      }
    },
  };
}
