import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { INPUTS, type Procedure } from '../../../shared/contract/api.ts';
import { later } from '../../../electron/core/later.ts';

let folder = '';
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'taizhang-start-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Names of the packages that these files of ours bring into a fresh process. */
function packagesBehind(...files: readonly string[]): readonly string[] {
  const urls = files.map((file) => pathToFileURL(join(process.cwd(), 'electron', file)).href);
  const code = `import { registerHooks } from 'node:module';
    const seen = new Set();
    registerHooks({ load(url, context, next) {
      const name = /node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(url)?.[1];
      if (name) seen.add(name);
      return next(url, context);
    } });
    for (const url of ${JSON.stringify(urls)}) await import(url);
    console.log(JSON.stringify([...seen].sort()));`;
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout) as string[];
}

test('the command line by itself loads no library, the core only the one that checks inputs', () => {
  expect(packagesBehind('hosts/cli.ts')).toEqual([]);
  expect(packagesBehind('core/core.ts')).toEqual(['zod']);
});

test('what the window asks first loads no PDF, spreadsheet or picture library either', () => {
  const first = ['session', 'home', 'documents', 'job'].map((name) => `core/handlers/${name}-handlers.ts`);
  const heavy = ['pdf-lib', 'fontkit', 'hucre', 'sharp', 'pinyin-pro', 'chokidar', 'htmlparser2', 'postal-mime'];
  expect(packagesBehind(...first).filter((name) => heavy.includes(name))).toEqual([]);
});

test('编目 loads no reader of a format, and no library of one, before there is a file to read', () => {
  const readers = ['@hyzyla/pdfium', 'cfb', 'exifreader', 'word-extractor', '@e965/xlsx', 'sharp', 'yauzl', 'saxes'];
  expect(packagesBehind('core/handlers/index-handlers.ts').filter((name) => readers.includes(name))).toEqual([]);
});

test('code of handlers is loaded once, by the first call of one of them', async () => {
  let loads = 0;
  const { 'archive.open': open, 'archive.close': close } = later(['archive.open', 'archive.close'], () => {
    loads++;
    const answer = () => Promise.resolve({});
    return Promise.resolve({ 'archive.open': answer, 'archive.close': answer } as never);
  });
  expect(loads).toBe(0);
  const ctx = { signal: new AbortController().signal, progress: () => undefined };
  await Promise.all([open({ archive: '一' }, ctx), close({ archive: '一' }, ctx)]);
  expect(loads).toBe(1);
});

test('the second start reads the compiled code that the first one left in the own folder of the program, and strips no types anew', () => {
  const loaded = 'data:text/javascript,process.on("exit",()=>process._rawDebug(process.moduleLoadList.join()))';
  const start = () =>
    spawnSync(process.execPath, ['--import', loaded, 'electron/hosts/taizhang.mjs', 'framework', 'list'], {
      encoding: 'utf8',
      env: {
        ...process.env,
        XDG_CONFIG_HOME: folder,
        APPDATA: folder,
        NODE_COMPILE_CACHE: undefined,
        NODE_DEBUG_NATIVE: 'COMPILE_CACHE',
      },
    });
  const read = /V8 code cache for ESM file:.*hosts\/cli\.ts was accepted/;
  expect(start().stderr).not.toMatch(read);
  expect(existsSync(join(folder, 'taizhang', 'code'))).toBe(true);
  const second = start();
  expect(second.status).toBe(0);
  expect(second.stderr).toMatch(read);
  expect(second.stderr).toContain('internal/modules/esm/loader');
  expect(second.stderr).not.toContain('amaro');
});

test('every procedure of the contract has its handler, loaded or not', async () => {
  const { createHandlers } = await import('../../../electron/core/handlers.ts');
  const handlers = createHandlers({} as never);
  expect((Object.keys(INPUTS) as Procedure[]).filter((name) => typeof handlers[name] !== 'function')).toEqual([]);
});
