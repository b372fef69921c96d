import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright-core';
import type { Host, HostStart, RunningHost } from './support.ts';

const PROGRAM = fileURLToPath(new URL('../../electron/hosts/taizhang.mjs', import.meta.url));
/** Every journey starts the same program: its modules are compiled once. */
const COMPILED = fileURLToPath(new URL('../../dist/.compiled', import.meta.url));

const CANDIDATES = [
  process.env['TAIZHANG_CHROMIUM'],
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
/** The browser these tests use; undefined where there is none. */
export const executablePath = CANDIDATES.find((path): path is string => path !== undefined && existsSync(path));

let browser: Promise<Browser> | null = null;

/** `taizhang serve` as a process of its own, and the page in Chromium at 1366 × 768. */
async function start({ folder, archive, onPage }: HostStart): Promise<RunningHost> {
  browser ??= chromium.launch({
    executablePath: executablePath ?? '',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  });
  const server = spawn(process.execPath, [PROGRAM, 'serve', ...(archive === null ? [] : [archive]), '--json'], {
    env: { ...process.env, NODE_COMPILE_CACHE: COMPILED, HOME: folder, XDG_CONFIG_HOME: join(folder, '.config') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: server.stdout }).once('line', (line) => resolve((JSON.parse(line) as { url: string }).url));
    server.once('exit', (code) => reject(new Error(`taizhang serve ended with ${code}`)));
  });
  const context = await (
    await browser
  ).newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN', reducedMotion: 'reduce' });
  const page = await context.newPage();
  onPage(page);
  await page.goto(url);
  return {
    page,
    killCore: null,
    startAgain: null,
    stop: async () => {
      await context.close();
      if (server.exitCode !== null) return;
      server.kill('SIGTERM');
      await once(server, 'exit');
    },
  };
}

export const browserHost: Host = {
  name: '浏览器',
  missing: executablePath ? null : '这台机器上没有 Chromium(Debian:apt-get install chromium)。',
  start,
  end: async () => {
    await (await browser)?.close();
    browser = null;
  },
};
