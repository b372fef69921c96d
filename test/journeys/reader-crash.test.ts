import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SAMPLE } from '../../electron/core/archives/archives.ts';
import { buildProgram } from '../../packaging/build.ts';
import { ROOT } from '../../packaging/build-page.ts';
import { findRuntime } from '../../packaging/runtime.ts';
import type { DocumentLook } from '../../shared/contract/documents.ts';
import type { DocumentsResult, IndexResult } from '../../shared/contract/results.ts';
import { treeHash } from '../support/folders.ts';
import { electronHost, startElectron } from './electron-host.ts';

/** The program's reading thread, but a file with 崩溃 in its name ends its whole process as faulty native code would. */
const CRASHING_THREAD = `import { parentPort } from 'node:worker_threads';
parentPort?.on('message', ({ input }) => {
  if (!String(input.path).includes('崩溃')) return;
  process.kill(process.pid, 'SIGSEGV');
  for (;;) Math.random();
});
await import('./thread-of-the-program.js');
`;

/** The built program in a folder of its own, with that thread. */
function copyProgram(app: string): void {
  mkdirSync(app);
  for (const part of ['package.json', 'dist']) cpSync(join(ROOT, part), join(app, part), { recursive: true });
  for (const part of ['node_modules', 'resources']) symlinkSync(join(ROOT, part), join(app, part));
  const thread = join(app, 'dist', 'electron', 'core', 'extract', 'thread.js');
  renameSync(thread, thread.replace('thread.js', 'thread-of-the-program.js'));
  writeFileSync(thread, CRASHING_THREAD);
}

async function call<T>(page: Page, procedure: string, input: unknown): Promise<T> {
  const reply = await page.evaluate(
    ([name, given]) => {
      const { taizhang } = window as unknown as {
        taizhang: { transport: { send: (a: unknown, b: unknown) => Promise<unknown> } };
      };
      return taizhang.transport.send(name, given);
    },
    [procedure, input] as const,
  );
  expect(reply, JSON.stringify(reply)).toMatchObject({ ok: true });
  return (reply as { value: T }).value;
}

beforeAll(buildProgram);
afterAll(() => electronHost.end());
if (electronHost.missing) console.warn(`没有运行的路径测试“读取进程崩溃”:${electronHost.missing}`);

test.runIf(electronHost.missing === null)(
  'in Electron, a file whose reading crashes its process costs one row with its reason; the rest is indexed, and no later run meets it',
  { timeout: 180_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'taizhang-reader-crash-'));
    const [app, source, archive] = [join(folder, '程序'), join(folder, '材料'), join(folder, '档案库')];
    copyProgram(app);
    mkdirSync(source);
    for (let n = 0; n < 12; n++) writeFileSync(join(source, `通知${n}.txt`), `关于开展文明交通行动的通知,第 ${n} 号`);
    writeFileSync(join(source, '崩溃.txt'), '读到它时读取进程就没有了');
    const before = treeHash(source);
    const executable = findRuntime('linux')?.executable ?? '';
    const { page, stop } = await startElectron({ executable, args: [app], folder, onPage: () => undefined });

    await call(page, 'archive.create', { archive, framework: [SAMPLE.framework], sources: [source], name: '崩溃' });
    const first = await call<IndexResult>(page, 'index.run', { archive });
    expect(first).toMatchObject({ found: 13, indexed: 13, failed: [], skipped: [] });
    expect(first.unreadable).toEqual([
      expect.objectContaining({ path: '崩溃.txt', message: expect.stringMatching(/[\u4e00-\u9fff]{6}/) as string }),
    ]);
    const { documents } = await call<DocumentsResult>(page, 'documents.list', { archive });
    expect(documents.map(({ state }) => state).toSorted()).toEqual(['failed', ...Array.from({ length: 12 }, () => 'ok')]);
    const look = await call<DocumentLook>(page, 'documents.look', {
      archive,
      id: documents.find(({ state }) => state === 'failed')?.id,
    });
    expect(look).toMatchObject({ kind: 'none', message: first.unreadable?.[0]?.message });
    expect(await call<IndexResult>(page, 'index.run', { archive })).toMatchObject({ found: 13, unchanged: 13, indexed: 0 });

    await stop();
    expect(treeHash(source)).toBe(before);
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  },
);
