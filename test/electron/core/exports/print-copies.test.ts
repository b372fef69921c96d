import { mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createCore, type Core } from '../../../../electron/core/core.ts';
import { openPrintCopies } from '../../../../electron/core/exports/print-copies.ts';
import { drawnPhoto } from '../../../support/drawn-photos.ts';
import { temporaryFolder } from '../../../support/folders.ts';

const folder = temporaryFolder('print-copies');
const source = join(folder, '材料');
const archive = join(folder, '档案库');
const prints = join(archive, 'cache', 'prints');
const quiet = { signal: new AbortController().signal, progress: () => undefined };
const INDICATOR = 'Ⅱ-11-1';
/** Finer than print, so that a copy is made of it, and one that goes in as it is. */
const [FINE, PLAIN] = ['路口劝导.jpg', '宣传栏.jpg'] as const;
let core: Core;

async function photo(name: string, seed: number, size: { readonly width: number; readonly height: number }): Promise<void> {
  const picture = sharp(await drawnPhoto(seed, { width: 400, height: 300 })).resize(size);
  writeFileSync(join(source, name), await picture.jpeg({ quality: 95 }).toBuffer());
}

async function indexAndConfirm(...names: readonly string[]): Promise<void> {
  await core.call('index.run', { archive }, quiet);
  for (const document of names)
    await core.call('links.decide', { archive, document, indicator: INDICATOR, action: 'confirm' }, quiet);
}

/** The volume as it would be written, nothing numbered: the same plan gives the same bytes. */
async function volume(): Promise<Buffer> {
  await core.call('exports.preview', { archive, draft: false, indicators: [INDICATOR] }, quiet);
  const [made = ''] = readdirSync(join(archive, 'cache', 'preview'));
  const [file = ''] = readdirSync(join(archive, 'cache', 'preview', made));
  return readFileSync(join(archive, 'cache', 'preview', made, file));
}

/** What lies in the folder, and which file system entry each is: another one was written anew. */
const kept = (): ReadonlyMap<string, number> =>
  new Map(readdirSync(prints).map((name) => [name, statSync(join(prints, name)).ino]));
const only = (ending: string): string => readdirSync(prints).find((name) => name.endsWith(ending)) ?? '';

beforeAll(async () => {
  mkdirSync(source);
  await photo(FINE, 1, { width: 2600, height: 1950 });
  await photo(PLAIN, 2, { width: 1200, height: 900 });
  core = createCore({ now: () => new Date('2026-06-30T08:00:00Z'), logFolder: join(folder, 'logs'), actor: '资料员' });
  const input = { archive, framework: ['wenming-chengshi'], sources: [source], baseDate: '2026-06-30' };
  await core.call('archive.create', input, quiet);
  await indexAndConfirm(FINE, PLAIN);
}, 60_000);
afterAll(() => core.close());

let first: Buffer;
beforeEach(async () => {
  first ??= await volume();
});

test('a second volume of the same photos makes no copy and looks into no photo anew, and is the same file', async () => {
  const before = kept();
  expect([...before.keys()].map((name) => name.split('.').at(-1)).sort()).toEqual(['jpg', 'whole', 'whole']);
  expect((await volume()).equals(first)).toBe(true);
  expect(kept()).toEqual(before);
});

test('a copy that was damaged, cut off or emptied is noticed and made anew, and the volume is the same file', async () => {
  for (const damage of [
    (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 5000), Buffer.from([(bytes[5000] ?? 0) ^ 1]), bytes.subarray(5001)]),
    (bytes: Buffer) => bytes.subarray(0, bytes.length >> 1),
    () => Buffer.alloc(0),
  ])
    for (const ending of ['.jpg', '.whole']) {
      const file = join(prints, only(ending));
      const whole = readFileSync(file);
      writeFileSync(file, damage(whole));
      expect((await volume()).equals(first)).toBe(true);
      expect(readFileSync(file).equals(whole)).toBe(true);
    }
});

test('what an ended process left half written is not taken for a copy', async () => {
  const name = only('.jpg');
  const half = readFileSync(join(prints, name)).subarray(0, 4000);
  writeFileSync(join(prints, `${name}.0123456789ab.part`), half);
  expect((await volume()).equals(first)).toBe(true);
});

test('a photo whose content changed gets a copy of its own', async () => {
  const before = readdirSync(prints).filter((name) => name.endsWith('.jpg'));
  await photo(FINE, 3, { width: 2600, height: 1950 });
  await indexAndConfirm(FINE);
  expect((await volume()).equals(first)).toBe(false);
  const after = readdirSync(prints).filter((name) => name.endsWith('.jpg'));
  expect(after).toHaveLength(2);
  expect(after).toEqual(expect.arrayContaining(before));
});

test('the folder is kept within its limit, the oldest copies go first', () => {
  const path = join(folder, '另一个档案库');
  for (const [day, name] of ['a', 'b', 'c'].entries()) {
    openPrintCopies(path, 1000).of(name).write('how', Buffer.alloc(600));
    for (const file of readdirSync(join(path, 'cache', 'prints')))
      if (file.startsWith(name)) utimesSync(join(path, 'cache', 'prints', file), day + 1, day + 1);
  }
  expect(['a', 'b', 'c'].map((name) => openPrintCopies(path).of(name).read('how')?.length ?? null)).toEqual([null, 600, 600]);
});

test('a folder that cannot be written costs only the copies', async () => {
  const path = join(folder, '没有缓存的档案库');
  mkdirSync(path);
  writeFileSync(join(path, 'cache'), 'no folder');
  const copies = openPrintCopies(path);
  expect(await copies.probe(join(source, PLAIN), '0'.repeat(64))).toBeNull();
  copies.of('0'.repeat(64)).write('how', Buffer.from('x'));
  expect(copies.of('0'.repeat(64)).read('how')).toBeNull();
});
