import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fullPath, walkFolder, type WalkOddity } from '../../../../electron/core/sources/walk.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'taizhang-walk-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

interface Walked {
  readonly files: readonly { path: string; sizeBytes: number; raw: Uint8Array | null }[];
  readonly oddities: readonly WalkOddity[];
  readonly batches: number;
}

function walk(batchSize = 1000, excluded: string | null = null): Walked {
  const batches = [...walkFolder({ root, excluded, batchSize, platform: process.platform })];
  const raw = new Map(batches.flatMap((batch) => batch.rawPaths));
  const files = batches.flatMap((batch) =>
    (batch.count === 0 ? [] : batch.paths.split('\0')).map((path, index) => {
      const hex = raw.get(path);
      return { path, sizeBytes: batch.sizesBytes[index]!, raw: hex === undefined ? null : Buffer.from(hex, 'hex') };
    }),
  );
  return { files, oddities: batches.flatMap((batch) => batch.oddities), batches: batches.length };
}

const rawFile = (name: Buffer, content: string) => writeFileSync(Buffer.concat([Buffer.from(`${root}/`), name]), content);
const onUnix = process.platform === 'linux';

test('finds files at every depth in batches of bounded size', () => {
  for (let n = 0; n < 25; n++) {
    mkdirSync(join(root, `夹${n % 5}/深/更深`), { recursive: true });
    writeFileSync(join(root, `夹${n % 5}/深/更深/${n}.txt`), 'x'.repeat(n + 1));
  }
  const { files, batches } = walk(4);
  expect(files.map(({ path }) => path).sort()).toEqual(
    Array.from({ length: 25 }, (_, n) => `夹${n % 5}/深/更深/${n}.txt`).sort(),
  );
  expect(files.find(({ path }) => path.endsWith('/24.txt'))?.sizeBytes).toBe(25);
  expect(batches).toBeGreaterThan(5);
});

test.runIf(onUnix)('skips a pipe without opening it', () => {
  execFileSync('mkfifo', [join(root, '管道.txt')]);
  expect(walk().oddities).toMatchObject([{ path: '管道.txt', state: 'skipped', code: 'special' }]);
});

test.runIf(onUnix)('shows a GBK file name as Chinese and keeps its bytes, also for what lies below such a folder', () => {
  const gbk = Buffer.from([0xce, 0xc4, 0xc3, 0xf7]); // 文明
  rawFile(Buffer.concat([gbk, Buffer.from('.txt')]), 'one');
  mkdirSync(Buffer.concat([Buffer.from(`${root}/`), gbk]));
  writeFileSync(Buffer.concat([Buffer.from(`${root}/`), gbk, Buffer.from('/通知.txt')]), 'two');
  const { files } = walk();
  expect(files.map(({ path }) => path).sort()).toEqual(['文明.txt', '文明/通知.txt']);
  const contents = files.map(({ path, raw }) => readFileSync(fullPath(root, path, raw), 'utf8'));
  expect(contents.sort()).toEqual(['one', 'two']);
});

test.runIf(onUnix)('keeps names apart that are neither UTF-8 nor Chinese, or would be shown alike', () => {
  rawFile(Buffer.from([0x61, 0xff]), 'ff');
  rawFile(Buffer.from([0x61, 0xfe]), 'fe');
  rawFile(Buffer.from([0xce, 0xc4, 0xc3, 0xf7]), 'gbk');
  writeFileSync(join(root, '文明'), 'utf8');
  const { files } = walk();
  expect(new Set(files.map(({ path }) => path))).toEqual(
    new Set(['a\uFFFDff', 'a\uFFFDfe', '文明', '\uFFFDce\uFFFDc4\uFFFDc3\uFFFDf7']),
  );
  expect(files.map(({ path, raw }) => readFileSync(fullPath(root, path, raw), 'utf8')).sort()).toEqual([
    'fe',
    'ff',
    'gbk',
    'utf8',
  ]);
});

test('never enters a folder by a link and does not loop', () => {
  mkdirSync(join(root, 'a'));
  writeFileSync(join(root, 'a/x.txt'), 'x');
  symlinkSync(root, join(root, 'a/圈'));
  symlinkSync(join(root, 'nowhere'), join(root, '断'));
  const { files, oddities } = walk();
  expect(files).toHaveLength(1);
  expect(oddities.map(({ path, code }) => [path, code]).sort()).toEqual([
    ['a/圈', 'link'],
    ['断', 'link'],
  ]);
});

test('a root that cannot be read is one failed row', () => {
  rmSync(root, { recursive: true });
  expect(walk().oddities).toMatchObject([{ path: '.', state: 'failed', folder: true }]);
});

// Root may read everything, so as root the folder is made unreadable by removing it between listing and entering.
test('an unreadable folder is one failed row and the walk goes on', () => {
  mkdirSync(join(root, '甲'));
  mkdirSync(join(root, '乙'));
  writeFileSync(join(root, '甲/a.txt'), 'a');
  writeFileSync(join(root, '乙/b.txt'), 'b');
  const blocked = join(root, '乙');
  const asRoot = process.getuid?.() === 0;
  if (!asRoot) chmodSync(blocked, 0);
  const steps = walkFolder({ root, excluded: null, batchSize: 1, platform: process.platform });
  const seen: WalkOddity[] = [];
  const files: string[] = [];
  for (let n = 0; n < 3; n++) writeFileSync(join(root, `${n}.txt`), 'x');
  for (const batch of steps) {
    // Both folders are known to the walk once the root's first entry came out.
    if (asRoot && existsSync(blocked)) rmSync(blocked, { recursive: true });
    seen.push(...batch.oddities);
    if (batch.count > 0) files.push(...batch.paths.split('\0'));
  }
  if (!asRoot) chmodSync(blocked, 0o700);
  expect(seen).toHaveLength(1);
  expect(seen[0]).toMatchObject({ path: '乙', state: 'failed', folder: true });
  expect(seen[0]!.reason).toContain('没有编目');
  expect(files).toContain('甲/a.txt');
});

test('does not walk the excluded folder', () => {
  mkdirSync(join(root, '深/档案'), { recursive: true });
  writeFileSync(join(root, '深/档案/archive.sqlite'), 'x');
  expect(walk(1000, '深/档案')).toMatchObject({ files: [], oddities: [{ path: '深/档案', code: 'archive-folder' }] });
});
