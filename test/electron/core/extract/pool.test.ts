import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import {
  createExtractPool,
  extractorVersion,
  type ExtractPool,
  type PoolOptions,
} from '../../../../electron/core/extract/extract.ts';

const pools: ExtractPool[] = [];
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

function hostilePool(limits: Partial<PoolOptions> = {}): ExtractPool {
  const threadFile = new URL('./threads/hostile.ts', import.meta.url);
  const pool = createExtractPool({ threads: 1, timeLimitMs: 20_000, memoryLimitMb: 256, ...limits, threadFile });
  pools.push(pool);
  return pool;
}

const never = () => new AbortController().signal;
const file = (path: string) => ({ path, sizeBytes: 1, type: 'txt' as const });

it('gives up a file at its time limit, says so, and reads the next one', async () => {
  const pool = hostilePool({ timeLimitMs: 1_000 });
  const [stuck, next] = await Promise.all([pool.extract(file('endless'), never()), pool.extract(file('next'), never())]);
  expect(stuck).toMatchObject({ state: 'failed', text: '', extractor: 'text', extractorVersion: extractorVersion('txt') });
  expect(stuck.message).toBe('读取超过 1 秒,已放弃。请确认文件能正常打开,或拆成几个小文件后重新编目');
  expect(next).toMatchObject({ state: 'ok', text: 'next' });
});

it.each([
  ['hoards', 32],
  ['grows', 64],
])('survives a thread that %s beyond %i MB and names the limit', async (name, limitMb) => {
  const pool = hostilePool({ memoryLimitMb: limitMb, memoryCheckMs: 5 });
  expect(await pool.extract(file(name), never())).toMatchObject({
    state: 'failed',
    message: `读取时内存超过 ${limitMb} MB,已放弃。请把文件拆成几个小文件后重新编目`,
  });
  expect(await pool.extract(file('next'), never())).toMatchObject({ state: 'ok' });
});

it('ends a thread that hoards outside its heap, where no limit of its own holds, and names the limit', async () => {
  const pool = hostilePool({ totalLimitMb: 200, memoryCheckMs: 20 });
  expect(await pool.extract(file('hoards-buffers'), never())).toMatchObject({
    state: 'failed',
    message: '读取时内存超过 200 MB,已放弃。请把文件拆成几个小文件后重新编目',
  });
  expect(await pool.extract(file('next'), never())).toMatchObject({ state: 'ok' });
});

const DEADLY = ['throws', 'throws-null', 'throws-words', 'rejects', 'overflows', 'exits', 'aborts'];
it.each(DEADLY)('turns a thread that %s into a failed file and goes on with a fresh one', async (name) => {
  const pool = hostilePool();
  const [dead, next] = await Promise.all([pool.extract(file(name), never()), pool.extract(file('next'), never())]);
  expect(dead).toMatchObject({ state: 'failed', message: expect.stringContaining('程序出错') as string });
  expect(next).toMatchObject({ state: 'ok', text: 'next' });
});

it('gives up a thread that says nothing, and hears the answer of a file only once', async () => {
  const pool = hostilePool({ timeLimitMs: 500 });
  expect(await pool.extract(file('says-nothing'), never())).toMatchObject({ state: 'failed', message: expect.stringContaining('已放弃') as string }); // prettier-ignore
  const [twice, next] = await Promise.all([pool.extract(file('answers-twice'), never()), pool.extract(file('next'), never())]);
  expect([twice.text, next.text]).toEqual(['answers-twice', 'next']);
  expect((await pool.extract(file('after'), never())).text).toBe('after');
});

it('cancels the file being read and the files waiting, and stays usable', async () => {
  const pool = hostilePool();
  const controller = new AbortController();
  const all = [file('endless'), file('waiting'), file('waiting too')].map((input) => pool.extract(input, controller.signal));
  const other = pool.extract(file('other'), never());
  setTimeout(() => controller.abort(), 300);
  for (const outcome of await Promise.allSettled(all)) {
    expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'cancelled' } });
  }
  expect(await other).toMatchObject({ state: 'ok', text: 'other' });
  await expect(pool.extract(file('late'), controller.signal)).rejects.toMatchObject({ code: 'cancelled' });
});

it('cancels what is still being read when it is closed', async () => {
  const pool = hostilePool();
  const reading = pool.extract(file('endless'), never());
  const settled = expect(reading).rejects.toMatchObject({ code: 'cancelled' });
  await pool.close();
  await settled;
  await expect(pool.extract(file('late'), never())).rejects.toMatchObject({ code: 'cancelled' });
});

it('reads one file a thread at a time', async () => {
  const pool = hostilePool({ threads: 2 });
  await Promise.all([pool.extract(file('warm'), never()), pool.extract(file('up'), never())]);
  const done: string[] = [];
  const names = ['slow 1', 'slow 2', 'quick'];
  await Promise.all(names.map(async (name) => done.push((await pool.extract(file(name), never())).text)));
  expect(done.toSorted()).toEqual(names.toSorted());
  expect(done[0]).toMatch(/^slow/);
});

it('replaces a thread that keeps too much memory', async () => {
  const pool = hostilePool();
  expect(await pool.extract(file('holds'), never())).toMatchObject({ state: 'ok', text: 'holds' });
  expect(await pool.extract(file('next'), never())).toMatchObject({ state: 'ok', text: 'next' });
});

it('cuts a text at two million characters without splitting a character, and says so', async () => {
  const { text, message } = await hostilePool().extract(file('long'), never());
  expect(text).toBe('字'.repeat(1_999_999));
  expect(message).toContain('只读取了前面一部分');
});

it('answers for a type without reader without starting a thread', async () => {
  const pool = createExtractPool({ threads: 1, timeLimitMs: 1, memoryLimitMb: 8, threadFile: new URL('file:///nowhere.ts') });
  pools.push(pool);
  const read = await pool.extract({ path: 'a.dwg', sizeBytes: 1, type: 'other' }, never());
  expect(read).toMatchObject({ state: 'empty', message: null, extractor: '', extractorVersion: 0 });
});

it('says that a file has gone when it vanished before it was read', async () => {
  const pool = createExtractPool({ threads: 1, timeLimitMs: 20_000, memoryLimitMb: 256 });
  pools.push(pool);
  const read = await pool.extract(file('no-such-folder/no-such-file.txt'), never());
  expect(read).toMatchObject({ state: 'failed', message: '读取时文件已不在原处。请确认它没有被移走后重新编目' });
});

it('tells a file by its bytes where it is read', async () => {
  const pool = createExtractPool({ threads: 1, timeLimitMs: 20_000, memoryLimitMb: 256 });
  pools.push(pool);
  const path = fileURLToPath(new URL('../../../fixtures/extract/064-png-named-as-jpg/input.jpg', import.meta.url));
  expect(await pool.read({ path, sizeBytes: statSync(path).size }, never())).toMatchObject({
    type: 'png',
    state: 'ok',
    extractor: 'picture',
    extractorVersion: extractorVersion('png'),
  });
});

it('has nothing to say of a file it cannot open', async () => {
  const pool = createExtractPool({ threads: 1, timeLimitMs: 20_000, memoryLimitMb: 256 });
  pools.push(pool);
  expect(await pool.read({ path: 'no-such-folder/no-such-file.txt', sizeBytes: 1 }, never())).toBeNull();
});

it('tells what a file is that ended its reader', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'taizhang-pool-'));
  try {
    const path = join(folder, 'throws.txt');
    writeFileSync(path, '内容');
    expect(await hostilePool().read({ path, sizeBytes: 6 }, never())).toMatchObject({
      type: 'txt',
      state: 'failed',
      extractor: 'text',
      extractorVersion: extractorVersion('txt'),
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
