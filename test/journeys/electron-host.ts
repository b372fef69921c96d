import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Browser, type Page } from 'playwright-core';
import { ROOT } from '../../packaging/build-page.ts';
import { findRuntime } from '../../packaging/runtime.ts';
import type { Host, HostStart, RunningHost } from './support.ts';

const XVFB = '/usr/bin/Xvfb';
/** The Electron these tests start. */
export const runtime = findRuntime(process.platform === 'win32' ? 'win32' : 'linux');
/** A packaged program instead of the checkout: its executable. */
const packaged = process.env['TAIZHANG_PACKAGED'];

function whyMissing(): string | null {
  if (process.platform !== 'linux') return '路径测试的 Electron 只在 Linux 上的虚拟屏幕里运行。';
  if (!runtime && !packaged) return '这台机器上没有 Electron(npm run electron 会取来)。';
  if (!existsSync(XVFB)) return '这台机器上没有 Xvfb(Debian:apt-get install xvfb)。';
  return null;
}

let display: Promise<{ readonly screen: ChildProcess; readonly name: string }> | null = null;

async function openDisplay(): Promise<{ readonly screen: ChildProcess; readonly name: string }> {
  const screen = spawn(XVFB, ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const [number] = (await once(screen.stdio[3] as NodeJS.ReadableStream, 'data')) as [Buffer];
  return { screen, name: `:${number.toString().trim()}` };
}

export interface ElectronRun {
  readonly process: ChildProcess;
  readonly page: Page;
  readonly startMs: number;
  readonly stop: () => Promise<void>;
  /** Ends the core's process at once, as a crash would. */
  readonly killCore: () => Promise<void>;
}

interface ElectronStart {
  readonly executable: string;
  readonly args: readonly string[];
  readonly folder: string;
}

/** Starts the program on a virtual screen and attaches to its window from outside, as soon as the window shows its page. */
export async function launchElectron(options: ElectronStart): Promise<{
  readonly child: ChildProcess;
  readonly browser: Browser;
  readonly page: Page;
  readonly startedMs: number;
}> {
  display ??= openDisplay();
  const { name } = await display;
  const startedMs = Date.now();
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(options.executable, [...options.args, ...root, '--disable-gpu', '--remote-debugging-port=0'], {
    env: { ...process.env, ...personOf(options.folder), DISPLAY: name },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const heard: string[] = [];
  const address = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      heard.push(line);
      const match = /DevTools listening on (ws:\S+)/.exec(line);
      if (match?.[1]) resolve(match[1]);
    });
    child.once('exit', (code) => reject(new Error(`Electron ended with ${code}: ${heard.slice(-8).join(' | ')}`)));
  });
  await pageIsThere(address);
  const browser = await chromium.connectOverCDP(address);
  const [context] = browser.contexts();
  if (!context) throw new Error('no window');
  return { child, browser, page: context.pages()[0] ?? (await context.waitForEvent('page')), startedMs };
}

/** Starts the program as a person gets it; what its page says and asks while it loads is heard from the beginning. */
export async function startElectron(options: ElectronStart & { readonly onPage: (page: Page) => void }): Promise<ElectronRun> {
  const { child, browser, page, startedMs } = await launchElectron(options);
  await page.getByText(/./).first().waitFor();
  const startMs = Date.now() - startedMs;
  options.onPage(page);
  // What the page said and asked while it loaded is heard the second time.
  await page.reload();
  return {
    process: child,
    page,
    startMs,
    stop: () => stopElectron({ child, browser, page }),
    killCore: async () => {
      const pid = corePid(options.folder);
      if (pid === null) throw new Error('no core process');
      process.kill(pid, 'SIGKILL');
    },
  };
}

/** Closes the window, as a person does; a program that stays is ended. */
export async function stopElectron({
  child,
  browser,
  page,
}: {
  readonly child: ChildProcess;
  readonly browser: Browser;
  readonly page: Page;
}): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = once(child, 'exit');
    await page.evaluate('window.close()').catch(() => undefined);
    const late = sleep(15_000).then(() => child.kill('SIGKILL'));
    await Promise.race([ended, late]);
  }
  await browser.close().catch(() => undefined);
}

/** Attaching before the window shows its page would wait for ever. */
async function pageIsThere(address: string): Promise<void> {
  const list = `http://${new URL(address).host}/json/list`;
  for (let tries = 0; tries < 300; tries++) {
    const pages = (await fetch(list).then((found) => found.json())) as readonly {
      readonly url: string;
      readonly title: string;
    }[];
    if (pages.some((page) => page.url.startsWith('taizhang:') && page.title !== '')) return;
    await sleep(50);
  }
  throw new Error('the window did not open');
}

/** Home and settings of one test's person. */
export function personOf(folder: string): Readonly<Record<string, string>> {
  return { HOME: folder, XDG_CONFIG_HOME: join(folder, '.config') };
}

function corePid(folder: string): number | null {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const found = pids.find((pid) => {
    try {
      const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      return line.includes('node.mojom.NodeService') && line.includes(folder);
    } catch {
      return false;
    }
  });
  return found === undefined ? null : Number(found);
}

async function start({ folder, archive, onPage }: HostStart): Promise<RunningHost> {
  const asked = archive === null ? [] : [archive];
  const executable = packaged ?? runtime?.executable ?? '';
  const running = await startElectron({ executable, args: packaged ? asked : [ROOT, ...asked], folder, onPage });
  const startAgain = async (argument: string): Promise<number | null> => {
    const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const again = spawn(executable, [...(packaged ? [] : [ROOT]), argument, ...root, '--disable-gpu'], {
      env: { ...process.env, ...personOf(folder), DISPLAY: (await display)?.name ?? '' },
      stdio: 'ignore',
    });
    const [code] = (await once(again, 'exit')) as [number | null];
    return code;
  };
  return { page: running.page, stop: running.stop, killCore: running.killCore, startAgain };
}

export const electronHost: Host = {
  name: 'Electron',
  missing: whyMissing(),
  start,
  end: async () => {
    (await display)?.screen.kill();
    display = null;
  },
};
