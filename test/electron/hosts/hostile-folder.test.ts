import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, chmodSync, chownSync, closeSync, existsSync, ftruncateSync, lstatSync, mkdirSync, openSync, readdirSync, readFileSync, readlinkSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'; // prettier-ignore
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { IndexResult } from '../../../shared/contract/results.ts';
import { temporaryFolder } from '../../support/folders.ts';

const PROGRAM = fileURLToPath(new URL('../../../electron/hosts/taizhang.mjs', import.meta.url));
const folder = temporaryFolder('hostile-folder');
const onLinux = process.platform === 'linux';
const asRoot = process.getuid?.() === 0;
/** The user `nobody`: root reads everything, so what must be unreadable is read by another. */
const NOBODY = 65_534;

interface Ran {
  readonly code: number | null;
  readonly result: IndexResult;
}

/** Makes an archive over the source and indexes it, each in a process of its own; `during` is called with each piece of progress. */
async function indexed(name: string, source: string, options: { nobody?: boolean; during?: () => void } = {}): Promise<Ran> {
  const own = join(folder, `${name}-own`);
  mkdirSync(own, { recursive: true });
  if (options.nobody) chownSync(own, NOBODY, NOBODY);
  const archive = join(own, '档案库');
  const run = async (...argv: string[]) => {
    const child = spawn(process.execPath, [PROGRAM, ...argv], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, HOME: own, XDG_CONFIG_HOME: own },
      ...(options.nobody ? { uid: NOBODY, gid: NOBODY, cwd: '/' } : {}),
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      options.during?.();
    });
    const code = await new Promise<number | null>((done) => child.on('close', (exit) => done(exit)));
    return { code, stdout, stderr };
  };
  const made = await run('create', archive, '--framework', 'wenming-chengshi', '--source', source);
  expect(made.code, made.stderr).toBe(0);
  const { code, stdout, stderr } = await run('index', archive, '--json');
  expect(stderr).not.toMatch(/\n\s+at |node:internal/);
  return { code, result: JSON.parse(stdout) as IndexResult };
}

/** The sums, and every path that is named, once. */
function expectSum({ result }: Ran, found: number): void {
  const { indexed: read, unchanged, skipped, failed, unreadable } = result;
  expect(result.found).toBe(found);
  expect(read + unchanged + skipped.length + failed.length).toBe(found);
  const named = [...skipped, ...failed].map(({ path }) => path);
  expect(new Set(named).size).toBe(named.length);
  expect(new Set(unreadable.map(({ path }) => path)).size).toBe(unreadable.length);
  for (const { reason } of skipped) expect(reason).not.toBe('');
  for (const { message } of [...failed, ...unreadable]) expect(message).toMatch(/。/);
}

/** Names as bytes, sizes, times and modes of everything below, and the bytes of what is not large. */
function fingerprint(path: string): string {
  const hash = createHash('sha256');
  const walk = (at: Buffer): void => {
    for (const name of readdirSync(at, { encoding: 'buffer' }).sort(Buffer.compare)) {
      const full = Buffer.concat([at, Buffer.from('/'), name]);
      const stats = lstatSync(full);
      hash.update(full).update(`\0${stats.size}\0${stats.mtimeMs}\0${stats.mode}\0`);
      if (stats.isDirectory() && (stats.mode & 0o400) !== 0) walk(full);
      else if (stats.isSymbolicLink()) hash.update(readlinkSync(full));
      else if (stats.isFile() && stats.size < 1 << 20) hash.update(readFileSync(full));
    }
  };
  walk(Buffer.from(path));
  return hash.digest('hex');
}

function source(name: string): string {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  chmodSync(folder, 0o755);
  return path;
}

const bytes = (root: string, name: Buffer) => Buffer.concat([Buffer.from(`${root}/`), name]);

describe.runIf(onLinux)('a folder that means no good, indexed by the command line', { timeout: 300_000 }, () => {
  test('names no other program would write: every file is found, none changed', async () => {
    const root = source('名称');
    const names = [
      '换\n行.txt', '制\u0007表\u001b[31m.txt', '=HYPERLINK(A1).txt', '@SUM(1).txt', '-1+1.txt', '+86.csv', ' 前后有空格 .txt', '点.', '。',
      'caf\u00e9.txt', 'cafe\u0301.txt', '\u202egpj.exe.txt', '👨‍👩‍👧‍👦.txt', "';--.txt", '%s%n.txt', 'CON.txt', 'a\\b.txt', '"引号".txt', '<b>.html', 'nul\u00a0.txt',
      `${'长'.repeat(83)}ab.txt`,
    ]; // prettier-ignore
    for (const name of names) writeFileSync(join(root, name), `内容 ${names.indexOf(name)}`);
    writeFileSync(bytes(root, Buffer.from('cec4c3f72e747874', 'hex')), '文明');
    writeFileSync(bytes(root, Buffer.from('ff612e747874', 'hex')), '一');
    writeFileSync(bytes(root, Buffer.from('fe612e747874', 'hex')), '二');
    expect(Buffer.byteLength(names.at(-1)!)).toBe(255);
    const before = fingerprint(root);
    const ran = await indexed('名称', root);
    expectSum(ran, names.length + 3);
    expect(ran.result.indexed).toBe(names.length + 3);
    expect(ran.result.unreadable).toEqual([]);
    expect(fingerprint(root)).toBe(before);
  });

  test('links out, in and in a circle, a pipe, a socket, a device and a path of 1,200 bytes: named and not followed', async () => {
    const root = source('特殊');
    const outside = source('外面');
    writeFileSync(join(outside, '机密.txt'), '机密');
    symlinkSync(outside, join(root, '到外面'));
    symlinkSync(join(outside, '机密.txt'), join(root, '机密.txt'));
    symlinkSync(root, join(root, '圈'));
    symlinkSync('自己', join(root, '自己'));
    symlinkSync('/dev/zero', join(root, '无穷.txt'));
    execFileSync('mkfifo', [join(root, '管道.docx')]);
    const server = await listening(join(root, '套接字'));
    let device = 0;
    try {
      execFileSync('mknod', [join(root, '设备.jpg'), 'c', '1', '5'], { stdio: 'ignore' });
      device = 1;
    } catch {
      console.warn('no right to make a device here: that file is left out of the test');
    }
    const deep = join(root, ...Array.from({ length: 6 }, (_, at) => `${at}${'深'.repeat(66)}`));
    mkdirSync(deep, { recursive: true });
    writeFileSync(join(deep, '在最里面.txt'), '找得到');
    const before = fingerprint(root);
    try {
      const ran = await indexed('特殊', root);
      expectSum(ran, 5 + 2 + device + 1);
      expect(ran.result.indexed).toBe(1);
      expect(ran.result.skipped.map(({ path }) => path).sort()).toEqual(
        ['到外面', '机密.txt', '圈', '自己', '无穷.txt', '管道.docx', '套接字', ...(device === 1 ? ['设备.jpg'] : [])].sort(),
      );
      expect(fingerprint(root)).toBe(before);
    } finally {
      server.close();
    }
  });

  test('a file and a folder without the right to read them are two failed rows', async () => {
    const root = source('没有权限');
    mkdirSync(join(root, '封闭'));
    writeFileSync(join(root, '封闭/里面.txt'), '看不见');
    writeFileSync(join(root, '锁住.txt'), '看不见');
    writeFileSync(join(root, '开着.txt'), '看得见');
    chmodSync(join(root, '锁住.txt'), 0);
    chmodSync(join(root, '封闭'), 0);
    const before = fingerprint(root);
    try {
      const ran = await indexed('没有权限', root, { nobody: asRoot });
      expectSum(ran, 3);
      expect(ran.result.failed.map(({ path, code }) => [path, code]).sort()).toEqual([
        ['封闭', 'EACCES'],
        ['锁住.txt', 'EACCES'],
      ]);
      expect(fingerprint(root)).toBe(before);
    } finally {
      chmodSync(join(root, '封闭'), 0o755);
    }
  });

  test('files that grow, shrink and vanish while they are read cost at most their own row', async () => {
    const root = source('变化');
    for (let number = 0; number < 600; number++) writeFileSync(join(root, `${number}.txt`), `第${number}份 `.repeat(2_000));
    let turn = 0;
    const disturb = (): void => {
      for (let step = 0; step < 8; step++, turn++) {
        const path = join(root, `${(turn * 7) % 600}.txt`);
        if (turn % 3 === 0) rmSync(path, { force: true });
        else if (existsSync(path)) appendFileSync(path, turn % 3 === 1 ? '长了' : '改了');
      }
    };
    const timer = setInterval(disturb, 5);
    const ran = await indexed('变化', root, { during: disturb }).finally(() => clearInterval(timer));
    expectSum(ran, ran.result.found);
    expect(ran.result.found).toBeGreaterThan(100);
    for (const { code } of ran.result.failed) expect(['vanished', 'changing']).toContain(code);
  });

  test('10,000 files in one folder and one of 5 GB: all are found', async () => {
    const root = source('很多');
    for (let number = 0; number < 10_000; number++) writeFileSync(join(root, `${number}.txt`), `第${number % 400}份`);
    const huge = openSync(join(root, '录像.mp4'), 'w');
    ftruncateSync(huge, 5 * 2 ** 30);
    closeSync(huge);
    utimesSync(join(root, '录像.mp4'), 1_700_000_000, 1_700_000_000);
    const before = fingerprint(root);
    const ran = await indexed('很多', root);
    expectSum(ran, 10_001);
    expect(ran.result.indexed).toBe(10_001);
    expect(ran.result.bytes).toBeGreaterThan(5 * 2 ** 30);
    expect(fingerprint(root)).toBe(before);
  });
});

async function listening(path: string): Promise<Server> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(path, done));
  return server;
}
