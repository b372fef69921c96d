import module from 'node:module';
import { keepWasmWrappers } from '../wasm-switches.ts';
import { MEMORY_EXIT_CODE, type FromReader, type ReaderSettings, type ToReader } from './start-reader.ts';
import { createThreadPool } from './thread-pool.ts';

// A process that reads files and may die of one: whatever native code does here, the archive is open elsewhere. Its own thread stays
// idle, so that it can watch what the whole process holds, on every system and also outside V8.

const MEMORY_CHECK_MS = 200;
const MB = 1024 * 1024;

/** Serves one asker until it goes away. */
function serve(settings: ReaderSettings, post: (message: FromReader) => void): (message: ToReader) => void {
  const { threadFile, processLimitMb, ...options } = settings;
  const pool = createThreadPool(threadFile === undefined ? options : { ...options, threadFile: new URL(threadFile) });
  const reading = new Map<number, AbortController>();
  setInterval(() => {
    if (process.memoryUsage.rss() > processLimitMb * MB) process.exit(MEMORY_EXIT_CODE);
  }, MEMORY_CHECK_MS);
  // Ctrl-C reaches every process of the terminal; it is the asker who stops in good order.
  process.on('SIGINT', () => undefined);
  post({ kind: 'ready' });
  // This process ends without being asked; what it compiled is kept for the next one as soon as it serves.
  module.flushCompileCache?.();
  return (message) => {
    if (message.kind === 'cancel') return reading.get(message.id)?.abort();
    const { id, input } = message;
    const controller = new AbortController();
    reading.set(id, controller);
    pool.read(input, controller.signal).then(
      (extraction) => {
        reading.delete(id);
        post({ kind: 'done', id, extraction });
      },
      () => reading.delete(id),
    );
  };
}

/** What Electron gives its utility processes, as far as it is used here: the core knows no Electron. */
interface Port {
  postMessage(message: FromReader): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
  once(event: 'close', listener: () => void): void;
  start(): void;
}
interface ParentPort {
  once(event: 'message', listener: (event: { readonly ports: readonly Port[] }) => void): void;
}

// Its threads run WebAssembly side by side, in a process with switches of its own.
keepWasmWrappers();
const settings = JSON.parse(process.argv[2] ?? '{}') as ReaderSettings;
const { parentPort } = process as unknown as { readonly parentPort?: ParentPort };
if (parentPort) {
  parentPort.once('message', ({ ports }) => {
    const [port] = ports;
    if (!port) return;
    const take = serve(settings, (message) => port.postMessage(message));
    port.on('message', ({ data }) => take(data as ToReader));
    port.once('close', () => process.exit(0));
    port.start();
  });
} else {
  const take = serve(settings, (message) => void process.send?.(message, undefined, undefined, () => undefined));
  process.on('message', (message) => take(message as ToReader));
  process.once('disconnect', () => process.exit(0));
}
