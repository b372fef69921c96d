import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import {
  createExtractPool,
  forkReader,
  type ExtractPool,
  type PoolOptions,
  type StartReader,
} from '../../../../electron/core/extract/extract.ts';
import { temporaryFolder } from '../../../support/folders.ts';

const pools: ExtractPool[] = [];
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

/** A pool whose readers do what the file's name says; `starts` counts its processes. */
function hostilePool(limits: Partial<PoolOptions> = {}) {
  const threadFile = new URL('./threads/hostile.ts', import.meta.url);
  let starts = 0;
  const startReader: StartReader = (settings, events) => {
    starts++;
    return forkReader(settings, events);
  };
  const pool = createExtractPool({ threads: 2, timeLimitMs: 20_000, memoryLimitMb: 256, startReader, ...limits, threadFile });
  pools.push(pool);
  const read = (name: string, signal = new AbortController().signal) =>
    pool.extract({ path: name, sizeBytes: 1, type: 'txt' }, signal);
  return { pool, read, starts: () => starts };
}

it('lists the file whose reading ends the process, and reads all others, also the one read beside it', async () => {
  const { read, starts } = hostilePool();
  const names = ['a', 'slow beside', 'kills', 'slow b', 'c', 'd', 'kills again', 'slow e', 'f'];
  const outcomes = await Promise.all(names.map((name) => read(name)));
  expect(outcomes.map(({ state, text }) => (state === 'ok' ? text : state))).toEqual(
    names.map((name) => (name.startsWith('kills') ? 'failed' : name)),
  );
  expect(outcomes[2]).toMatchObject({ text: '', extractor: 'text', message: expect.stringContaining('程序出错') as string });
  expect(starts()).toBeGreaterThan(1);
});

it('keeps one process for many files and passes on what the threads in it say', async () => {
  const { read, starts } = hostilePool({ timeLimitMs: 500 });
  expect(await read('endless')).toMatchObject({ state: 'failed', message: expect.stringContaining('读取超过 1 秒') as string });
  expect(await read('throws')).toMatchObject({ state: 'failed' });
  for (const name of ['1', '2', '3']) expect((await read(name)).text).toBe(name);
  expect(starts()).toBe(1);
});

it('ends a process that holds more than its limit outside every heap, and names the limit', async () => {
  const { read } = hostilePool({ processLimitMb: 400, totalLimitMb: 100_000, memoryLimitMb: 50_000 });
  const [hoard, beside] = await Promise.all([read('hoards-buffers'), read('slow beside')]);
  expect(hoard.message).toBe('读取时内存超过 400 MB,已放弃。请把文件拆成几个小文件后重新编目');
  expect(beside.text).toBe('slow beside');
});

it('cancels what is read and what waits, and stays usable', async () => {
  const { read } = hostilePool({ threads: 1 });
  const controller = new AbortController();
  const all = ['endless', 'waiting'].map((name) => read(name, controller.signal));
  setTimeout(() => controller.abort(), 300);
  for (const outcome of await Promise.allSettled(all))
    expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'cancelled' } });
  expect((await read('next')).text).toBe('next');
});

it('cancels what is still being read when it is closed, and the process is gone', async () => {
  const { pool, read } = hostilePool();
  const settled = expect(read('endless')).rejects.toMatchObject({ code: 'cancelled' });
  await pool.close();
  await settled;
  await expect(read('late')).rejects.toMatchObject({ code: 'cancelled' });
});

it.each<[string, StartReader]>([
  [
    'cannot be started',
    () => {
      throw new Error('not allowed');
    },
  ],
  [
    'never comes up',
    (_settings, { onEnd }) => {
      setImmediate(() => onEnd(1));
      return { post: () => undefined, end: () => undefined };
    },
  ],
])('reads in threads of its own where a process %s', async (_name, startReader) => {
  const { read } = hostilePool({ startReader });
  const texts = await Promise.all(['a', 'b', 'c'].map(async (name) => (await read(name)).text));
  expect(texts).toEqual(['a', 'b', 'c']);
});

it('a reading process leaves what it compiled, its threads too, for the next one, although it is ended at once', async () => {
  const folder = temporaryFolder('compiled');
  const [kept, path] = [join(folder, 'code'), join(folder, '通知.txt')];
  writeFileSync(path, '关于开展文明交通行动的通知');
  const sample = 'resources/sample';
  const others = [
    ['xlsx', '责任分解一体表.xlsx'],
    ['docx', 'files/02 交通文明/交警大队/2026年上半年文明交通行动情况说明报告.docx'],
    ['jpg', 'files/05 控烟与健康/照片/政务大厅禁烟标识20260520.jpg'],
  ] as const;
  vi.stubEnv('NODE_COMPILE_CACHE', kept);
  const pool = createExtractPool({ threads: 1, timeLimitMs: 20_000, memoryLimitMb: 256 });
  const { signal } = new AbortController();
  const { text } = await pool.extract({ path, sizeBytes: statSync(path).size, type: 'txt' }, signal);
  for (const [type, name] of others)
    await pool.extract({ path: join(sample, name), sizeBytes: statSync(join(sample, name)).size, type }, signal);
  await expect.poll(() => readdirSync(kept, { recursive: true }).length).toBeGreaterThan(60);
  await pool.close();
  vi.unstubAllEnvs();
  expect(text).toContain('文明交通');
});
