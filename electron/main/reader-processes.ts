import { MessageChannelMain, utilityProcess, type UtilityProcess } from 'electron';
import { READER_ENTRY } from '../core/extract/start-reader.ts';
import type { ReaderCall, ReaderNews } from '../hosts/reader-calls.ts';

/** Starts and ends the reading processes one core asks for, and tells it when one is gone. */
export function serveReaders(core: UtilityProcess): {
  readonly answer: (call: ReaderCall) => void;
  /** The core is gone: so are its readers. */
  readonly endAll: () => void;
} {
  const readers = new Map<number, UtilityProcess>();
  let over = false;
  const tell = (news: ReaderNews, ports: Electron.MessagePortMain[] = []): void => {
    if (!over) core.postMessage(news, ports);
  };
  return {
    answer: (call) => {
      const { id } = call;
      if (call.kind === 'end-reader') return void readers.get(id)?.kill();
      const reader = utilityProcess.fork(READER_ENTRY, [JSON.stringify(call.settings)], {
        serviceName: 'taizhang-reader',
        stdio: 'ignore',
      });
      readers.set(id, reader);
      reader.once('exit', (code) => {
        readers.delete(id);
        tell({ kind: 'reader-ended', id, code });
      });
      const { port1, port2 } = new MessageChannelMain();
      reader.postMessage({ kind: 'serve' }, [port1]);
      tell({ kind: 'reader', id }, [port2]);
    },
    endAll: () => {
      over = true;
      for (const reader of readers.values()) reader.kill();
    },
  };
}
