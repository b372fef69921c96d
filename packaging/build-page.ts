import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const ROOT = fileURLToPath(new URL('../', import.meta.url));

const LOCK_LIMIT_MS = 120_000;

/** Time of the newest file below the given files and folders of the checkout, in ms. */
export function newestMs(parts: readonly string[]): number {
  const of = (path: string): number => {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat) return 0;
    if (!stat.isDirectory()) return stat.mtimeMs;
    return Math.max(0, ...readdirSync(path).map((name) => of(join(path, name))));
  };
  return Math.max(...parts.map((part) => of(join(ROOT, part))));
}

/** Runs `work` while no other process of this checkout builds. */
export async function whileBuilding(work: () => void | Promise<void>): Promise<void> {
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  await whileLocked(join(ROOT, 'dist', '.building'), work);
}

/** Runs `work` while no other process holds `lock`, a folder that is made for it. One left by a killed process is taken over after a while. */
export async function whileLocked(
  lock: string,
  work: () => void | Promise<void>,
  { limitMs }: { readonly limitMs: number } = { limitMs: LOCK_LIMIT_MS },
): Promise<void> {
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch {
      const heldMs = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
      if (heldMs > limitMs) rmSync(lock, { recursive: true, force: true });
      await sleep(200);
    }
  }
  try {
    await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

/** Builds the page into `dist/renderer` unless what lies there is newer than its sources. */
export async function buildPage(): Promise<void> {
  const made = join(ROOT, 'dist', 'renderer', 'index.html');
  const fresh = () =>
    existsSync(made) && statSync(made).mtimeMs > newestMs(['renderer', 'shared', 'docs', 'vite.config.ts', 'package-lock.json']);
  if (fresh()) return;
  await whileBuilding(() => {
    if (fresh()) return;
    execFileSync(process.execPath, [join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'], {
      cwd: ROOT,
      // A test runner's NODE_ENV would build a page for developers, in which every dialog has the same id.
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
  });
}
