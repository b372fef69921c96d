import { availableParallelism, homedir, userInfo } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { WRITES, type Input, type Output, type Procedure } from '../../shared/contract/api.ts';
import type { CoreEvent } from '../../shared/contract/events.ts';
import type { IndexResult } from '../../shared/contract/results.ts';
import { AppError } from '../../shared/contract/errors.ts';
import { openArchive, type Archive } from './archives/archives.ts';
import { dispatch, type Handlers } from './dispatch.ts';
import type { DriverName } from './db/database.ts';
import { createDownloads, type Downloads, type OwnFile } from './downloads/downloads.ts';
import { createHandlers } from './handlers.ts';
import { refuseInSource } from './handlers/written-places.ts';
import type { DocumentFileRequest, ServedFile } from './documents/documents.ts';
import { forkReader, type StartReader } from './extract/start-reader.ts';
import type { JobContext } from './jobs/jobs.ts';
import { createLane, type Lane } from './jobs/lane.ts';
import { openLog, type Log } from './log.ts';
import type { Printer } from './renditions/printer.ts';
import { findBrowser, systemBrowserPrinter } from './renditions/system-browser.ts';
import { createPreviewPool, type PreviewPool } from './previews/preview-pool.ts';
import { openSession, type SessionStore } from './session/session.ts';
import { listSources, watchSources } from './sources/sources.ts';
import { keepWasmWrappers } from './wasm-switches.ts';

/** Everything from outside, so that tests are exact. */
export interface CoreOptions {
  readonly now: () => Date;
  /** Where to log while no archive is open; with one open, its own `logs` folder is used. */
  readonly logFolder: string;
  readonly driver?: DriverName;
  readonly threads?: number;
  /** The program's own folder, for what the window remembers; the log folder when absent. */
  readonly appFolder?: string;
  /** Where a person's new archives go by default; the home folder when absent. */
  readonly documentsFolder?: string;
  /** The archive the window shows at its start. */
  readonly initialArchive?: string | undefined;
  readonly version?: string;
  /** Who decides, for the record; the system's user name when absent. */
  readonly actor?: string;
  /** How 编目 starts its reading process; null: it reads in threads of this one. By default a child of this Node. */
  readonly startReader?: StartReader | null;
  /** What prints HTML for 成册; null: nothing does. By default a browser of this machine, where there is one. */
  readonly printer?: Printer | null;
}

/** The product without a face: one door for every host. */
export interface Core {
  /** Runs one procedure. Throws AppError only. */
  call<P extends Procedure>(procedure: P, input: Record<string, unknown>, ctx: JobContext): Promise<Output<P>>;
  /** Hears every event until the returned function is called. */
  subscribe(listener: (event: CoreEvent) => void): () => void;
  /** The file behind a document of an open archive, the one opened last first, for a host to send. Throws AppError `not-found`, `refused`. */
  file(request: DocumentFileRequest): Promise<ServedFile>;
  /** A file of ours (a workbook, a volume) that a procedure offered, for a host to send. Throws AppError `not-found`. */
  ownFile(token: string): OwnFile;
  /** Indexes whenever a source changes, until the signal fires; every result goes to `onResult`. */
  watch(archive: string, ctx: JobContext, onResult: (result: IndexResult) => void): Promise<void>;
  /** Throws AppError `refused` for a place inside a 材料文件夹 of an archive: a host must not write its answer there. */
  refusePlace(archive: string, file: string): Promise<void>;
  logInternal(error: unknown): void;
  /** What a library printed; it belongs in the log, not among the answers. */
  logLibrary(words: string): void;
  logFile(): string;
  close(): Promise<void>;
}

/** What handlers work with. */
export interface CoreContext {
  readonly now: () => Date;
  readonly threads: number;
  readonly actor: string;
  readonly startReader: StartReader | null;
  readonly printer: Printer | null;
  readonly driver: DriverName | undefined;
  /** The driver of the archive opened last; null while none is open. */
  readonly openedDriver: () => DriverName | null;
  readonly archive: (path: string) => Promise<Archive>;
  /** Uses an archive for one piece of work: the open one, or opened for it and closed after. Throws what opening and `work` throw. */
  readonly borrow: <T>(path: string, work: (archive: Archive) => Promise<T>) => Promise<T>;
  readonly adopt: (archive: Archive) => void;
  /** Closes one archive and gives its lock back. */
  readonly release: (path: string) => Promise<void>;
  readonly session: SessionStore;
  readonly previews: PreviewPool;
  readonly lane: () => Lane;
  readonly downloads: Downloads;
  readonly initialArchive: string | null;
  readonly version: string;
  readonly documentsFolder: string;
  readonly logFolder: () => string;
  /** For what goes wrong behind an answer already given. */
  readonly logInternal: (error: unknown) => void;
}

/** Makes a core. It holds every archive it opened until `close`. */
export function createCore(options: CoreOptions): Core {
  keepWasmWrappers();
  const open = new Map<string, Archive>();
  const opening = new Map<string, Promise<Archive>>();
  const printer = options.printer === undefined ? browserOfMachine() : options.printer;
  const previews = createPreviewPool(printer);
  let log: Log = openLog(options.logFolder, options.now);
  const adopt = (archive: Archive): void => {
    open.set(archive.path, archive);
    log = openLog(join(archive.path, 'logs'), options.now);
  };
  const context: CoreContext = {
    now: options.now,
    threads: options.threads ?? Math.max(1, Math.min(4, availableParallelism())),
    actor: options.actor ?? currentUser(),
    startReader: options.startReader === undefined ? forkReader : options.startReader,
    printer,
    driver: options.driver,
    openedDriver: () => [...open.values()].at(-1)?.db.driver ?? null,
    adopt,
    borrow: async (path, work) => {
      const known = open.get(resolve(path));
      if (known) return work(known);
      const archive = await openArchive(path, { now: options.now, driver: options.driver });
      try {
        return await work(archive);
      } finally {
        await archive.close();
      }
    },
    archive: async (path) => {
      const known = open.get(resolve(path));
      if (known) return known;
      // Two calls of a page that has just loaded arrive together: the second must not find the first one's lock.
      const pending = opening.get(resolve(path)) ?? openArchive(path, { now: options.now, driver: options.driver });
      opening.set(resolve(path), pending);
      try {
        const archive = await pending;
        if (!open.has(archive.path)) adopt(archive);
        return open.get(archive.path) ?? archive;
      } finally {
        opening.delete(resolve(path));
      }
    },
    release: async (path) => {
      const archive = open.get(resolve(path));
      if (!archive) return;
      await lane.close();
      open.delete(archive.path);
      await archive.close();
    },
    previews,
    session: openSession(options.appFolder ?? options.logFolder),
    lane: () => lane,
    downloads: createDownloads(),
    initialArchive: options.initialArchive ?? null,
    version: options.version ?? '',
    documentsFolder: options.documentsFolder ?? homedir(),
    logFolder: () => dirname(log.file),
    logInternal: (error) => logInternal(error),
  };
  const listeners = new Set<(event: CoreEvent) => void>();
  const emit = (event: CoreEvent): void => listeners.forEach((listener) => listener(event));
  const handlers: Handlers = createHandlers(context);
  const logInternal = (error: unknown): void => {
    log.write('error', 'internal', { message: String((error as Error)?.message ?? error), stack: (error as Error)?.stack ?? '' });
  };
  const call = async <P extends Procedure>(procedure: P, input: Record<string, unknown>, ctx: JobContext): Promise<Output<P>> => {
    const startedMs = options.now().getTime();
    const output = await dispatch(handlers, procedure, input as Input<P>, ctx, logInternal);
    if (WRITES.has(procedure)) emit({ type: 'data.changed', procedure });
    if (open.size > 0) log.write('info', procedure, { durationMs: options.now().getTime() - startedMs });
    return output;
  };
  const lane = createLane({
    run: (procedure, input, ctx) => call(procedure, input, ctx),
    onChange: (job) => emit({ type: 'job.changed', job }),
    now: options.now,
  });
  return {
    call,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async file(request) {
      const { documentFile } = await import('./previews/previews.ts');
      let failure = new AppError('not-found', '没有打开的档案库。');
      for (const archive of [...open.values()].reverse()) {
        try {
          return await documentFile(archive, request, previews);
        } catch (error) {
          if (!(error instanceof AppError) || error.code !== 'not-found') throw error;
          failure = error;
        }
      }
      throw failure;
    },
    ownFile: (token) => context.downloads.take(token),
    refusePlace: async (archive, file) => refuseInSource(await context.archive(archive), resolve(file)),
    logInternal,
    logLibrary: (words) => log.write('warn', 'library', { words: words.slice(0, 500) }),
    logFile: () => log.file,
    async watch(path, ctx, onResult) {
      const archive = await context.archive(path);
      const run = async () => {
        const result = await call('index.run', { archive: path }, ctx);
        onResult(result);
        return result.failed.some(({ code }) => code === 'changing') ? ('again' as const) : undefined;
      };
      const first = await run();
      const sources = await listSources(archive.db);
      await watchSources(
        sources.map((source) => source.path),
        run,
        ctx.signal,
        { first },
      );
    },
    async close() {
      await lane.close();
      await previews.close();
      await printer?.close();
      for (const archive of open.values()) await archive.close();
      open.clear();
    },
  };
}

function browserOfMachine(): Printer | null {
  const browser = findBrowser();
  return browser === null ? null : systemBrowserPrinter(browser);
}

function currentUser(): string {
  try {
    return userInfo().username;
  } catch {
    return '资料员';
  }
}
