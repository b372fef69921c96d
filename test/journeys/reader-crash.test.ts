import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SAMPLE } from '../../electron/core/archives/archives.ts';
import { buildProgram } from '../../packaging/build.ts';
import { ROOT } from '../../packaging/build-page.ts';
import { findRuntime } from '../../packaging/runtime.ts';
import type { DocumentLook } from '../../shared/contract/documents.ts';
import type { OcrResult } from '../../shared/contract/ocr.ts';
import type { DocumentsResult, ExportResult, IndexResult } from '../../shared/contract/results.ts';
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

/** The threads of 识别 and 预览 live in the core: given such a file, they would take it along. */
const crashingInTheCore = (own: string): string => `import { parentPort } from 'node:worker_threads';
await import('./${own}');
parentPort?.on('message', ({ path }) => {
  if (String(path).includes('崩溃')) process.kill(process.pid, 'SIGSEGV');
});
`;

/** The built program in a folder of its own, with these threads. */
function copyProgram(app: string): void {
  mkdirSync(app);
  for (const part of ['package.json', 'dist']) cpSync(join(ROOT, part), join(app, part), { recursive: true });
  for (const part of ['node_modules', 'resources']) symlinkSync(join(ROOT, part), join(app, part));
  const replace = (folder: string, thread: string, by: (own: string) => string): void => {
    const file = join(app, 'dist', 'electron', 'core', folder, thread);
    const own = `own-${thread}`;
    renameSync(file, join(dirname(file), own));
    writeFileSync(file, by(own));
  };
  replace('extract', 'thread.js', (own) => CRASHING_THREAD.replace('thread-of-the-program.js', own));
  replace('ocr', 'ocr-thread.js', crashingInTheCore);
  replace('previews', 'preview-thread.js', crashingInTheCore);
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
  'in Electron, a file whose reading crashes its process costs one row with its reason; the rest is indexed, and neither a later run nor 识别文字, 预览 or 成册 meets it again',
  { timeout: 180_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'taizhang-reader-crash-'));
    const [app, source, archive] = [join(folder, '程序'), join(folder, '材料'), join(folder, '档案库')];
    copyProgram(app);
    mkdirSync(source);
    for (let n = 0; n < 12; n++) writeFileSync(join(source, `通知${n}.txt`), `关于开展文明交通行动的通知,第 ${n} 号`);
    writeFileSync(join(source, '崩溃.txt'), '读到它时读取进程就没有了');
    const picture = sharp({ create: { width: 320, height: 240, channels: 3, background: '#7a8' } });
    writeFileSync(join(source, '现场照片崩溃.jpg'), await picture.clone().jpeg().toBuffer());
    writeFileSync(join(source, '现场照片.png'), await picture.clone().png().toBuffer());
    const before = treeHash(source);
    const executable = findRuntime('linux')?.executable ?? '';
    const { page, stop } = await startElectron({ executable, args: [app], folder, onPage: () => undefined });

    await call(page, 'archive.create', { archive, framework: [SAMPLE.framework], sources: [source], name: '崩溃' });
    const first = await call<IndexResult>(page, 'index.run', { archive });
    expect(first).toMatchObject({ found: 15, indexed: 15, failed: [], skipped: [] });
    const crashed = ['崩溃.txt', '现场照片崩溃.jpg'];
    expect((first.unreadable ?? []).toSorted((one, other) => (one.path < other.path ? -1 : 1))).toEqual(
      crashed.map((path) => expect.objectContaining({ path, message: expect.stringMatching(/[\u4e00-\u9fff]{6}/) as string })),
    );
    const { documents } = await call<DocumentsResult>(page, 'documents.list', { archive });
    expect(documents.map(({ state }) => state).filter((state) => state === 'failed')).toHaveLength(crashed.length);
    expect(await call<IndexResult>(page, 'index.run', { archive })).toMatchObject({ found: 15, unchanged: 15, indexed: 0 });

    const message = first.unreadable?.[0]?.message ?? '';
    for (const { id } of documents.filter(({ path }) => crashed.includes(path))) {
      expect(await call<DocumentLook>(page, 'documents.look', { archive, id })).toMatchObject({ kind: 'none', message });
      await page.evaluate((url) => fetch(url).catch(() => null), `taizhang://app/documents/${id}/thumbnail`);
    }
    expect(await call<OcrResult>(page, 'ocr.run', { archive })).toMatchObject({ pages: 1, documents: 1, failed: [] });
    const decision = { archive, indicator: 'Ⅱ-11-1', action: 'confirm' };
    for (const document of [...crashed, '通知1.txt']) await call(page, 'links.decide', { ...decision, document });
    const bound = await call<ExportResult>(page, 'export.run', { archive, out: join(folder, '成册'), draft: false });
    expect(bound.placed.map(({ path }) => path)).toEqual(['通知1.txt']);
    expect(bound.omitted.map(({ path, reason }) => [path, reason]).toSorted()).toEqual(crashed.map((path) => [path, message]));
    expect((await call<DocumentsResult>(page, 'documents.list', { archive })).total).toBe(15);

    await stop();
    expect(treeHash(source)).toBe(before);
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  },
);
