import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './build-page.ts';
import { buildProgram } from './build.ts';
import { provideRuntime, type Runtime } from './runtime.ts';

// `npm start [-- 档案库]`: builds what is stale and opens the window; where no Electron can run, the same window in the browser.

/** An Electron that ends this soon by itself did not open a window. */
const STARTED_AFTER_MS = 4_000;

async function start(args: readonly string[]): Promise<number> {
  await buildProgram();
  const platform = process.platform;
  if (platform !== 'linux' && platform !== 'win32') return inBrowser(args, `这个系统(${platform})没有准备 Electron。`);
  if (platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'])
    return inBrowser(args, '这台机器没有图形界面,打不开窗口。');
  let runtime: Runtime;
  try {
    runtime = await provideRuntime(platform);
  } catch (error) {
    return inBrowser(args, `没有可用的 Electron(${((error as Error).message.split('\n')[0] ?? '').slice(0, 200)})。`);
  }
  const startedMs = Date.now();
  const code = await run(runtime, args);
  if (code === 0 || Date.now() - startedMs > STARTED_AFTER_MS) return code;
  return inBrowser(args, `Electron(${runtime.from})没有打开窗口(退出码 ${code})。`);
}

function run(runtime: Runtime, args: readonly string[]): Promise<number> {
  // Chromium refuses to start for root, and without a set-uid helper where the system forbids user namespaces.
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(runtime.executable, [...root, ROOT, ...args], { stdio: 'inherit' });
  return new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('exit', (code, signal) => resolve(code ?? (signal ? 130 : 1)));
  });
}

function inBrowser(args: readonly string[], why: string): Promise<number> {
  console.log(`${why}改在系统浏览器里打开同样的窗口。`);
  const program = join(ROOT, 'electron', 'hosts', 'taizhang.mjs');
  if (!existsSync(program)) return Promise.resolve(1);
  const child = spawn(process.execPath, [program, 'serve', ...args, '--open'], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}

process.exitCode = await start(process.argv.slice(2));
