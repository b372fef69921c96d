import type { FromReader, ReaderEvents, ReaderSettings, StartReader } from '../core/extract/extract.ts';
import type { Wire } from './port.ts';

/** Only the main process of Electron can start a process; the core asks it for those that read files. */

/** What the core asks the main process. */
export type ReaderCall =
  | { readonly kind: 'start-reader'; readonly id: number; readonly settings: ReaderSettings }
  | { readonly kind: 'end-reader'; readonly id: number };

/** What the main process tells the core: a port to a reader that is starting, or that one is gone. */
export type ReaderNews =
  | { readonly kind: 'reader'; readonly id: number }
  | { readonly kind: 'reader-ended'; readonly id: number; readonly code: number | null };

/** The core's end: `start` for its reading pool, `hear` for what the main process says. */
export function readersOf(ask: (call: ReaderCall) => void): {
  readonly start: StartReader;
  readonly hear: (news: ReaderNews, wire: Wire | undefined) => void;
} {
  const readers = new Map<number, ReaderEvents & { wire: Wire | null; readonly unsent: unknown[] }>();
  let nextId = 1;
  return {
    start: (settings, events) => {
      const id = nextId++;
      const reader = { ...events, wire: null as Wire | null, unsent: [] as unknown[] };
      readers.set(id, reader);
      ask({ kind: 'start-reader', id, settings });
      return {
        post: (message) => (reader.wire ? reader.wire.post(message) : void reader.unsent.push(message)),
        end: () => ask({ kind: 'end-reader', id }),
      };
    },
    hear: (news, wire) => {
      const reader = readers.get(news.id);
      if (!reader) return;
      if (news.kind === 'reader-ended') {
        readers.delete(news.id);
        reader.onEnd(news.code);
      } else if (wire) {
        reader.wire = wire;
        wire.onMessage((message) => {
          if (readers.has(news.id)) reader.onMessage(message as FromReader);
        });
        for (const message of reader.unsent.splice(0)) wire.post(message);
      }
    },
  };
}
