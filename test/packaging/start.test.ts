import { spawn } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../support/folders.ts';

const folder = temporaryFolder('start');

test.runIf(process.platform === 'linux')(
  'npm start on a machine without a screen says so, serves the same window and opens it in the system’s browser',
  async () => {
    const opened = join(folder, 'opened');
    const browser = join(folder, 'xdg-open');
    writeFileSync(browser, `#!/bin/sh\nprintf %s "$1" > '${opened}'\n`);
    chmodSync(browser, 0o755);
    const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...rest } = process.env;
    const child = spawn(process.execPath, [join('packaging', 'start.ts')], {
      env: { ...rest, PATH: `${folder}${delimiter}${rest['PATH'] ?? ''}`, XDG_CONFIG_HOME: join(folder, 'home') },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    child.stdout.on('data', (part: Buffer) => (said += part.toString()));
    child.stderr.on('data', (part: Buffer) => (said += part.toString()));
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    await expect.poll(() => existsSync(opened) || child.exitCode !== null, { timeout: 90_000 }).toBe(true);
    expect(said).toContain('这台机器没有图形界面,打不开窗口。改在系统浏览器里打开同样的窗口。');
    const url = readFileSync(opened, 'utf8');
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\//);
    expect(said).toContain(url);
    const entered = await fetch(url, { redirect: 'manual' });
    expect([entered.status, entered.headers.has('set-cookie')]).toEqual([303, true]);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  },
);
