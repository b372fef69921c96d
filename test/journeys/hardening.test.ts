import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { webPreferences } from '../../electron/main/hardening.ts';
import { buildProgram } from '../../packaging/build.ts';
import { ROOT } from '../../packaging/build-page.ts';
import { findRuntime } from '../../packaging/runtime.ts';
import { electronHost, startElectron } from './electron-host.ts';

const runtime = findRuntime('linux');
/** A packaged program lets nobody look into its main process. */
const missing = electronHost.missing ?? (process.env['TAIZHANG_PACKAGED'] ? '安装包的主进程不能从外面查看。' : null);
if (missing) console.warn(`没有运行的测试“窗口的限制”:${missing}`);

/** What Electron gives back of a window's preferences; the rest is asked of its session. */
const READ_BACK = [
  'sandbox',
  'contextIsolation',
  'nodeIntegration',
  'nodeIntegrationInSubFrames',
  'webSecurity',
  'allowRunningInsecureContent',
  'experimentalFeatures',
  'webviewTag',
] as const;
const ALL_WINDOWS = `JSON.stringify(require('electron').webContents.getAllWebContents()
  .filter((one) => one.getURL().startsWith('taizhang:'))
  .map((one) => ({
    held: one.getLastWebPreferences(),
    storedAt: one.session.storagePath,
    spellChecker: one.session.isSpellCheckerEnabled(),
  })))`;

beforeAll(buildProgram);
afterAll(() => electronHost.end());

test.runIf(missing === null)('the running window holds every restriction that was written for it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'taizhang-hardening-'));
  const port = await freePort();
  const args = [`--inspect=127.0.0.1:${port}`, ROOT];
  const running = await startElectron({ executable: runtime!.executable, args, folder, onPage: () => undefined });
  try {
    const windows = JSON.parse(await fromMain(port, ALL_WINDOWS)) as readonly {
      readonly held: Readonly<Record<string, unknown>>;
      readonly storedAt: string | null;
      readonly spellChecker: boolean;
    }[];
    expect(windows).toHaveLength(1);
    const [{ held, storedAt, spellChecker }] = windows as [(typeof windows)[number]];
    const wanted: Readonly<Record<string, unknown>> = { ...webPreferences('preload', 'developing') };
    expect(Object.fromEntries(READ_BACK.map((key) => [key, held[key]]))).toEqual(
      Object.fromEntries(READ_BACK.map((key) => [key, wanted[key]])),
    );
    // What V8 compiled of our page lies there; that nothing of a document does, the journeys of 材料 hold.
    expect({ storedAt, spellChecker }).toEqual({ storedAt: expect.stringMatching(/Partitions.page$/), spellChecker: false });
  } finally {
    await running.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
});

/** What an expression says in the main process, asked over its inspector. */
async function fromMain(port: number, expression: string): Promise<string> {
  const address = await inspectorOf(port);
  const socket = new WebSocket(address);
  try {
    await new Promise((resolve, reject) => {
      socket.onopen = resolve;
      socket.onerror = () => reject(new Error('the inspector did not answer'));
    });
    const reply = new Promise<string>((resolve) => {
      socket.onmessage = ({ data }) => resolve(String(data));
    });
    const params = { expression, includeCommandLineAPI: true, returnByValue: true };
    socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params }));
    const { result } = JSON.parse(await reply) as { result: { result: { value?: string; description?: string } } };
    if (result.result.value === undefined) throw new Error(result.result.description);
    return result.result.value;
  } finally {
    socket.close();
  }
}

async function inspectorOf(port: number): Promise<string> {
  for (let tries = 0; tries < 100; tries++) {
    const found = await fetch(`http://127.0.0.1:${port}/json/list`).then(
      (answer) => answer.json() as Promise<readonly { webSocketDebuggerUrl: string }[]>,
      () => [],
    );
    if (found[0]) return found[0].webSocketDebuggerUrl;
    await sleep(100);
  }
  throw new Error('the main process has no inspector');
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
