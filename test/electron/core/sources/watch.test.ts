import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { watchSources } from '../../../../electron/core/sources/watch.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'taizhang-watch-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const settled = async (hints: () => number, wanted: number) => {
  for (let waited = 0; waited < 10_000 && hints() < wanted; waited += 50) await sleep(50);
};

/** Linux watches by folder, Windows and macOS through the library: what is promised holds of both. */
const WAYS = ['folder', 'library'] as const;

test.each(WAYS)(
  'a burst of changes gives one hint once it is quiet, later changes another, and none after the end (by %s)',
  async (by) => {
    const stop = new AbortController();
    let hints = 0;
    const watching = watchSources([root], () => void hints++, stop.signal, { by });
    await sleep(800);
    expect(hints).toBe(0);
    mkdirSync(join(root, '新夹'));
    await sleep(200);
    for (let n = 0; n < 30; n++) writeFileSync(join(root, `新夹/${n}.txt`), 'x');
    await settled(() => hints, 1);
    expect(hints).toBe(1);
    appendFileSync(join(root, '新夹/3.txt'), 'more');
    await settled(() => hints, 2);
    expect(hints).toBe(2);
    stop.abort();
    await watching;
    writeFileSync(join(root, 'after.txt'), 'x');
    await sleep(2500);
    expect(hints).toBe(2);
  },
);

test.each(WAYS)(
  'what happens deep below, in a folder that was moved or in one that came later is heard; in a skipped one it is not (by %s)',
  async (by) => {
    const stop = new AbortController();
    mkdirSync(join(root, '甲/乙'), { recursive: true });
    mkdirSync(join(root, '.git'));
    let hints = 0;
    const watching = watchSources([root], () => void hints++, stop.signal, { by });
    await sleep(800);
    writeFileSync(join(root, '.git/a.txt'), 'x');
    await sleep(2500);
    expect(hints).toBe(0);
    const steps = [
      () => writeFileSync(join(root, '甲/乙/a.txt'), 'x'),
      () => renameSync(join(root, '甲'), join(root, '丙')),
      () => appendFileSync(join(root, '丙/乙/a.txt'), 'more'),
      () => mkdirSync(join(root, '丙/丁/戊'), { recursive: true }),
      () => writeFileSync(join(root, '丙/丁/戊/b.txt'), 'x'),
      () => rmSync(join(root, '丙/丁'), { recursive: true }),
      () => mkdirSync(join(root, '丙/丁')),
      () => writeFileSync(join(root, '丙/丁/c.txt'), 'x'),
    ];
    for (const [at, step] of steps.entries()) {
      step();
      await settled(() => hints, at + 1);
      expect(hints).toBe(at + 1);
    }
    stop.abort();
    await watching;
  },
);

test('what the hint throws ends the watch', async () => {
  const watching = watchSources([root], () => Promise.reject(new Error('index failed')), new AbortController().signal);
  setTimeout(() => writeFileSync(join(root, 'a.txt'), 'x'), 800);
  await expect(watching).rejects.toThrow('index failed');
});

test('ends only after a hint that is still being worked on', async () => {
  const stop = new AbortController();
  const events: string[] = [];
  const work = async () => {
    stop.abort();
    await sleep(300);
    events.push('worked');
  };
  const watching = watchSources([root], work, stop.signal).then(() => events.push('ended'));
  await sleep(800);
  writeFileSync(join(root, 'a.txt'), 'x');
  await watching;
  expect(events).toEqual(['worked', 'ended']);
});

test('a folder on the network is not watched; the time alone hints', async () => {
  const stop = new AbortController();
  let hints = 0;
  const asNetwork = { isNetwork: () => true, rescanMs: 60_000 };
  const silent = watchSources([root], () => void hints++, stop.signal, asNetwork);
  await sleep(800);
  writeFileSync(join(root, 'a.txt'), 'x');
  await sleep(3000);
  expect(hints).toBe(0);
  stop.abort();
  await silent;

  const again = new AbortController();
  const timed = watchSources([root], () => void (++hints === 2 && again.abort()), again.signal, { ...asNetwork, rescanMs: 200 });
  await timed;
  expect(hints).toBe(2);
});
