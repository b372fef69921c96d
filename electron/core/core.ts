import { availableParallelism, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import type { Input, Output, Procedure } from '../../shared/contract/api.ts';
import type { IndexResult } from '../../shared/contract/results.ts';
import { openArchive, type Archive } from './archives/archives.ts';
import { dispatch, type Handlers } from './dispatch.ts';
import type { DriverName } from './db/database.ts';
import { createHandlers } from './handlers.ts';
import type { JobContext } from './jobs/jobs.ts';
import { openLog, type Log } from './log.ts';
import { listSources, watchSources } from './sources/sources.ts';

/** Everything from outside, so that tests are exact. */
export interface CoreOptions {
  readonly now: () => Date;
  /** Where to log while no archive is open; with one open, its own `logs` folder is used. */
  readonly logFolder: string;
  readonly driver?: DriverName;
  readonly threads?: number;
  /** Who decides, for the record; the system's user name when absent. */
  readonly actor?: string;
}

/** The product without a face: one door for every host. */
export interface Core {
  /** Runs one procedure. Throws AppError only. */
  call<P extends Procedure>(procedure: P, input: Record<string, unknown>, ctx: JobContext): Promise<Output<P>>;
  /** Indexes whenever a source changes, until the signal fires; every result goes to `onResult`. */
  watch(archive: string, ctx: JobContext, onResult: (result: IndexResult) => void): Promise<void>;
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
  readonly driver: DriverName | undefined;
  readonly archive: (path: string) => Promise<Archive>;
  readonly adopt: (archive: Archive) => void;
}

/** Makes a core. It holds every archive it opened until `close`. */
export function createCore(options: CoreOptions): Core {
  const open = new Map<string, Archive>();
  let log: Log = openLog(options.logFolder, options.now);
  const adopt = (archive: Archive): void => {
    open.set(archive.path, archive);
    log = openLog(join(archive.path, 'logs'), options.now);
  };
  const context: CoreContext = {
    now: options.now,
    threads: options.threads ?? Math.max(1, Math.min(4, availableParallelism())),
    actor: options.actor ?? currentUser(),
    driver: options.driver,
    adopt,
    archive: async (path) => {
      const known = open.get(resolve(path));
      if (known) return known;
      const archive = await openArchive(path, { now: options.now, driver: options.driver });
      adopt(archive);
      return archive;
    },
  };
  const handlers: Handlers = createHandlers(context);
  const logInternal = (error: unknown): void => {
    log.write('error', 'internal', { message: String((error as Error)?.message ?? error), stack: (error as Error)?.stack ?? '' });
  };
  const call = async <P extends Procedure>(procedure: P, input: Record<string, unknown>, ctx: JobContext): Promise<Output<P>> => {
    const startedMs = options.now().getTime();
    const output = await dispatch(handlers, procedure, input as Input<P>, ctx, logInternal);
    if (open.size > 0) log.write('info', procedure, { durationMs: options.now().getTime() - startedMs });
    return output;
  };
  return {
    call,
    logInternal,
    logLibrary: (words) => log.write('warn', 'library', { words: words.slice(0, 500) }),
    logFile: () => log.file,
    async watch(path, ctx, onResult) {
      const archive = await context.archive(path);
      const run = async () => onResult(await call('index.run', { archive: path }, ctx));
      await run();
      const sources = await listSources(archive.db);
      await watchSources(
        sources.map((source) => source.path),
        run,
        ctx.signal,
      );
    },
    async close() {
      for (const archive of open.values()) await archive.close();
      open.clear();
    },
  };
}

function currentUser(): string {
  try {
    return userInfo().username;
  } catch {
    return '资料员';
  }
}
