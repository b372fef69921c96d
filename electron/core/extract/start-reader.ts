import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { CODE_SUFFIX } from '../program-folder.ts';
import type { ReadFile, UnreadFile } from './extractor.ts';
import type { ThreadPoolOptions } from './thread-pool.ts';

/** What a reading process is told at its start, as JSON in its first argument. */
export interface ReaderSettings extends Omit<ThreadPoolOptions, 'threadFile'> {
  readonly processLimitMb: number;
  readonly threadFile?: string;
}

export type ToReader =
  { readonly kind: 'read'; readonly id: number; readonly input: UnreadFile } | { readonly kind: 'cancel'; readonly id: number };
export type FromReader =
  { readonly kind: 'ready' } | { readonly kind: 'done'; readonly id: number; readonly extraction: ReadFile };

/** A running process that reads files. */
export interface Reader {
  readonly post: (message: ToReader) => void;
  /** Ends it at once, whatever it does. */
  readonly end: () => void;
}

export interface ReaderEvents {
  readonly onMessage: (message: FromReader) => void;
  /** Called once, when the process is gone. `code` is null where a signal ended it. */
  readonly onEnd: (code: number | null) => void;
}

/** Starts a reading process. May throw where none can be started. */
export type StartReader = (settings: ReaderSettings, events: ReaderEvents) => Reader;

/** The program of a reading process. */
export const READER_ENTRY = fileURLToPath(new URL(`./reader-entry.${CODE_SUFFIX}`, import.meta.url));

/** Exit code of a reading process that ended itself for what it held. */
export const MEMORY_EXIT_CODE = 86;

/** Starts it as a child of this Node. Electron cannot: its packaged program does not run as Node (see the fuses). */
export const forkReader: StartReader = (settings, { onMessage, onEnd }) => {
  const child = fork(READER_ENTRY, [JSON.stringify(settings)], {
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  let over = false;
  const end = (code: number | null): void => {
    if (over) return;
    over = true;
    onEnd(code);
  };
  child.on('message', (message) => onMessage(message as FromReader));
  child.once('error', () => end(null));
  child.once('exit', end);
  return {
    post: (message) => {
      // A process that has just died is reported by its end, not by the channel.
      if (child.connected) child.send(message, () => undefined);
    },
    end: () => void child.kill('SIGKILL'),
  };
};
