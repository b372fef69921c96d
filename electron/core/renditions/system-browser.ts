import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { fontFolders } from './page-fonts.ts';
import { PAGE_NAME, PRINT_LIMIT_MS, type Printer, type PrintJob } from './printer.ts';

/** Browsers built on Chromium, where they are installed; Edge is part of every Windows since 2020. */
const PLACES: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  win32: [
    '%ProgramFiles(x86)%\\Microsoft\\Edge\\Application\\msedge.exe',
    '%ProgramFiles%\\Microsoft\\Edge\\Application\\msedge.exe',
    '%ProgramFiles%\\Google\\Chrome\\Application\\chrome.exe',
    '%ProgramFiles(x86)%\\Google\\Chrome\\Application\\chrome.exe',
    '%LocalAppData%\\Google\\Chrome\\Application\\chrome.exe',
  ],
  linux: [
    // The same engine without windows: a page is printed after 1.1 s instead of 4.5.
    '/usr/bin/chromium-headless-shell',
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/microsoft-edge',
  ],
};

/** The browser of this machine that can print, or null. */
export function findBrowser(platform: NodeJS.Platform = process.platform): string | null {
  const places = PLACES[platform] ?? [];
  const filled = places.map((place) => place.replace(/%([^%]+)%/g, (_, name: string) => process.env[name] ?? ''));
  return filled.find((place) => existsSync(place)) ?? null;
}

/** Nothing is fetched, kept or shown; a page sees no network even where a rule below were to fail. */
const SWITCHES = [
  '--headless',
  '--remote-debugging-pipe',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-extensions',
  '--disable-gpu',
  '--disable-sync',
  '--disable-background-networking',
  '--disable-component-update',
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--no-proxy-server',
];

/** What the browser says back: an answer to a call, or news of a page. */
interface Reply {
  readonly id?: number;
  readonly method?: string;
  readonly sessionId?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
}

interface Connection {
  readonly call: (method: string, params?: object, sessionId?: string) => Promise<Readonly<Record<string, unknown>>>;
  readonly on: (listener: (reply: Reply) => void) => () => void;
  readonly end: () => Promise<void>;
}

/** A browser that has printed nothing for so long is ended. */
const IDLE_MS = 30_000;

/** Prints with a browser of this machine, started at the first page and kept until `close` or until nothing was printed for a while. */
export function systemBrowserPrinter(executable: string): Printer {
  let running: Promise<Connection> | null = null;
  let printing = 0;
  let idle: NodeJS.Timeout | undefined;
  const end = async (): Promise<void> => {
    clearTimeout(idle);
    const ending = running;
    running = null;
    await (await ending)?.end();
  };
  return {
    async print(job, signal) {
      running ??= Promise.resolve(launch(executable));
      printing++;
      clearTimeout(idle);
      const connection = await running;
      const late = AbortSignal.any([signal, AbortSignal.timeout(PRINT_LIMIT_MS)]);
      try {
        await untilAborted(printPage(connection, job), late);
      } catch (error) {
        // A page that hangs or a browser that died: the next page gets a new one.
        running = null;
        await connection.end();
        throw error;
      } finally {
        if (--printing === 0) idle = setTimeout(() => void end(), IDLE_MS).unref();
      }
    },
    close: end,
  };
}

async function printPage({ call, on }: Connection, { folder, out }: PrintJob): Promise<void> {
  const { targetId } = await call('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = (await call('Target.attachToTarget', { targetId, flatten: true })) as { sessionId: string };
  const within = (method: string, params: object = {}) => call(method, params, sessionId);
  const allowed = [folder, ...fontFolders()].map((place) => pathToFileURL(`${place}/`).href);
  let loaded = (): void => undefined;
  const load = new Promise<void>((resolve) => (loaded = resolve));
  const stop = on((reply) => {
    if (reply.sessionId !== sessionId) return;
    if (reply.method === 'Page.loadEventFired') loaded();
    if (reply.method !== 'Fetch.requestPaused') return;
    const { requestId, request } = reply.params as { requestId: string; request: { url: string } };
    const own = request.url.startsWith('data:') || allowed.some((place) => request.url.startsWith(place));
    const answer = own
      ? within('Fetch.continueRequest', { requestId })
      : within('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' });
    answer.catch(() => undefined);
  });
  try {
    await within('Emulation.setScriptExecutionDisabled', { value: true });
    await within('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
    await within('Page.enable');
    const { errorText } = await within('Page.navigate', { url: pathToFileURL(join(folder, PAGE_NAME)).href });
    if (errorText !== undefined) throw new Error(`the page could not be loaded: ${String(errorText)}`);
    await load;
    const { stream } = await within('Page.printToPDF', {
      ...{ preferCSSPageSize: true, printBackground: true, transferMode: 'ReturnAsStream' },
    });
    await writeStream(within, String(stream), out);
  } finally {
    stop();
    await call('Target.closeTarget', { targetId }).catch(() => undefined);
  }
}

async function writeStream(
  within: (method: string, params: object) => Promise<Readonly<Record<string, unknown>>>,
  handle: string,
  out: string,
): Promise<void> {
  const file = await open(out, 'w');
  try {
    for (;;) {
      const { data, base64Encoded, eof } = await within('IO.read', { handle, size: 1 << 20 });
      await file.write(Buffer.from(String(data), base64Encoded === true ? 'base64' : 'utf8'));
      if (eof === true) return;
    }
  } finally {
    await file.close();
    await within('IO.close', { handle }).catch(() => undefined);
  }
}

/** Starts the browser and talks to it over two pipes (messages as JSON, each ended by a zero byte). */
function launch(executable: string): Connection {
  const profile = mkdtempSync(join(tmpdir(), 'taizhang-print-'));
  // Root cannot start Chromium with its sandbox (a container, a test machine).
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(executable, [...SWITCHES, ...asRoot, `--user-data-dir=${profile}`], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  const gone = ended(child);
  const toBrowser = child.stdio[3] as Writable;
  const fromBrowser = child.stdio[4] as Readable;
  const waiting = new Map<
    number,
    { resolve: (result: Readonly<Record<string, unknown>>) => void; reject: (error: Error) => void }
  >();
  const listeners = new Set<(reply: Reply) => void>();
  let nextId = 1;
  let pieces: Buffer[] = [];
  const hear = (text: string): void => {
    const reply = JSON.parse(text) as Reply;
    if (reply.id === undefined) return listeners.forEach((listener) => listener(reply));
    const call = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (reply.error) call?.reject(new Error(reply.error.message));
    else call?.resolve(reply.result ?? {});
  };
  fromBrowser.on('data', (chunk: Buffer) => {
    let from = 0;
    for (let zero = chunk.indexOf(0); zero >= 0; zero = chunk.indexOf(0, from)) {
      hear(Buffer.concat([...pieces, chunk.subarray(from, zero)]).toString('utf8'));
      pieces = [];
      from = zero + 1;
    }
    if (from < chunk.length) pieces.push(chunk.subarray(from));
  });
  toBrowser.on('error', () => undefined);
  fromBrowser.on('error', () => undefined);
  void gone.then(() => {
    for (const call of waiting.values()) call.reject(new Error('the browser ended'));
    waiting.clear();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  });
  return {
    call: (method, params = {}, sessionId) =>
      new Promise((resolve, reject) => {
        const id = nextId++;
        waiting.set(id, { resolve, reject });
        if (child.exitCode !== null || child.signalCode !== null) return reject(new Error('the browser ended'));
        toBrowser.write(`${JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) })}\0`);
      }),
    on: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    end: async () => {
      child.kill('SIGKILL');
      await gone;
      // What was started may only have started the browser (Debian's shell script): that ends when nobody talks to it any more.
      toBrowser.destroy();
      fromBrowser.destroy();
    },
  };
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  });
}

function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason instanceof Error ? signal.reason : new Error('stopped'));
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
