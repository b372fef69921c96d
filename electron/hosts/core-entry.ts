import type { MessagePortMain, ParentPort } from 'electron';
import { z } from 'zod';
import { createCore } from '../core/core.ts';
import { PROGRAM_VERSION } from '../core/program-folder.ts';
import { printerOf, type PrintNews } from './print-calls.ts';
import type { ReaderCall, ReaderNews } from './reader-calls.ts';
import { readersOf } from './reader-calls.ts';
import { servePort, type PrivateProcedures, type Wire } from './port.ts';

/** The core as a process of its own, started by the main process of Electron (`utilityProcess`). */

/** What the main process gives at the start, as JSON in the first argument. */
export interface CoreStart {
  readonly appFolder: string;
  readonly logFolder: string;
  readonly documentsFolder: string;
  readonly initialArchive: string | null;
}

/** What the main process sends along with a port. `main` ports may ask for files by id; `page` ports never see a path of one. */
export interface PortHandover {
  readonly kind: 'page' | 'main';
}

const documentFile = z.object({
  documentId: z.number().int().positive(),
  form: z.enum(['original', 'preview', 'thumbnail']),
  version: z.string(),
});

function start(parent: ParentPort, given: CoreStart): void {
  const readers = readersOf((call: ReaderCall) => parent.postMessage(call));
  const printing = printerOf((call) => parent.postMessage(call));
  const core = createCore({
    now: () => new Date(),
    logFolder: given.logFolder,
    appFolder: given.appFolder,
    documentsFolder: given.documentsFolder,
    initialArchive: given.initialArchive ?? undefined,
    version: PROGRAM_VERSION,
    startReader: readers.start,
    printer: printing.printer,
  });
  for (const name of ['log', 'info', 'warn', 'error'] as const)
    console[name] = (...words: unknown[]) => core.logLibrary(words.join(' '));
  process.on('uncaughtException', (error) => {
    core.logInternal(error);
    process.exit(1);
  });
  const forMain: PrivateProcedures = {
    'main.documentFile': (input) => core.file(documentFile.parse(input)),
    'main.ownFile': async (input) => core.ownFile(z.object({ token: z.string() }).parse(input).token),
    /** Waits until the running job stopped where it can go on later, then closes the archives. */
    'main.close': async () => {
      await core.close();
      setImmediate(() => process.exit(0));
    },
  };
  parent.on('message', ({ data, ports }) => {
    const [port] = ports;
    const given = data as PortHandover | ReaderNews | PrintNews;
    if (given.kind === 'printed') printing.hear(given);
    else if (given.kind === 'reader' || given.kind === 'reader-ended') readers.hear(given, port && wireOf(port));
    else if (port) servePort(wireOf(port), core, given.kind === 'main' ? forMain : {});
  });
}

function wireOf(port: MessagePortMain): Wire {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => {
      port.on('message', ({ data }) => listener(data));
      port.start();
    },
    onClose: (listener) => void port.once('close', listener),
  };
}

start(process.parentPort, JSON.parse(process.argv[2] ?? '{}') as CoreStart);
