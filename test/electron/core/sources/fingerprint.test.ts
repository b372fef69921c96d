import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fingerprintFile } from '../../../../electron/core/sources/fingerprint.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'taizhang-hash-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));
const buffer = Buffer.alloc(1000);
const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex');

test.each([1, 999, 1000, 1001, 25_000])('hashes a file of %i bytes with a buffer of 1000', (size) => {
  const content = Buffer.from(Array.from({ length: size }, (_, at) => (at * 7 + size) % 256));
  const file = join(root, '照片.jpg');
  writeFileSync(file, content);
  expect(fingerprintFile(file, buffer)).toMatchObject({ ok: true, sha256: sha256(content), sizeBytes: size });
});

test('reads a file by the bytes of its name', () => {
  const file = Buffer.from(join(root, '通知.txt'));
  writeFileSync(file, 'x');
  expect(fingerprintFile(new Uint8Array(file), buffer)).toMatchObject({ ok: true, sha256: sha256('x') });
});

test('a file that vanished is a failure with a code and a sentence', () => {
  const found = fingerprintFile(join(root, '没有.txt'), buffer);
  expect(found).toMatchObject({ ok: false, code: 'vanished' });
  expect(!found.ok && found.reason).toContain('不见了');
});

test('a file that vanishes while being read is a failure, not a half fingerprint', () => {
  const file = join(root, 'a.txt');
  writeFileSync(file, 'x');
  expect(fingerprintFile(file, buffer, () => unlinkSync(file))).toMatchObject({ ok: false, code: 'vanished' });
});

test('a file still being written is tried again and then reported as changing', () => {
  const file = join(root, 'a.txt');
  writeFileSync(file, 'x');
  let reads = 0;
  const found = fingerprintFile(file, buffer, () => {
    reads++;
    appendFileSync(file, 'more');
  });
  expect(found).toMatchObject({ ok: false, code: 'changing' });
  expect(reads).toBe(4);
});

test('a file that comes to rest between two tries is read', () => {
  const file = join(root, 'a.txt');
  writeFileSync(file, 'x');
  let reads = 0;
  const found = fingerprintFile(file, buffer, () => {
    if (++reads === 1) appendFileSync(file, 'y');
  });
  expect(found).toMatchObject({ ok: true, sha256: sha256('xy'), sizeBytes: 2 });
});

test.runIf(process.platform === 'linux')('neither follows a link nor hangs on a pipe that took the place of the file', () => {
  writeFileSync(join(root, 'a.txt'), 'x');
  symlinkSync(join(root, 'a.txt'), join(root, 'b.txt'));
  expect(fingerprintFile(join(root, 'b.txt'), buffer)).toMatchObject({ ok: false, code: 'ELOOP' });
  execFileSync('mkfifo', [join(root, 'c.txt')]);
  expect(fingerprintFile(join(root, 'c.txt'), buffer)).toMatchObject({ ok: false, code: 'special' });
});
