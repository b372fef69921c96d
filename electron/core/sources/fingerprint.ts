import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, type BigIntStats } from 'node:fs';
import { isOnlineOnly } from './online-only.ts';
import { SKIP_ONLINE_ONLY } from './skip.ts';
import { fileFailure } from './walk.ts';

/** What reading a whole file told. A failure is a value: one row with a code and a sentence, never the run. */
export type Fingerprint =
  | {
      readonly ok: true;
      readonly sha256: string;
      readonly sizeBytes: number;
      readonly modifiedMs: number;
      /** Volume and file number `dev:ino`, exact (a double would lose digits); a hint only. */
      readonly fileId: string;
    }
  | { readonly ok: false; readonly code: string; readonly reason: string };

/** The whole memory a thread holds for reading; one buffer for all files. */
export const BUFFER_BYTES = 1 << 20;

const TRIES = 4;
const RETRY = new Set(['EBUSY', 'EPERM', 'ETXTBSY', 'changing']);
export const CHANGING = { code: 'changing', reason: '文件正在被写入或复制,内容还在变化。请等它完成后重新编目' };
// A name may have become a pipe or a link since the walk: opening must neither hang nor leave the source.
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

/**
 * SHA-256 of a file by one reused buffer. Blocks; runs in a thread. A file in use (virus scanner, Office) or still being
 * written is tried 4 times, waiting 50, 100 and 200 ms. `afterRead` is called once the bytes are read, before the check that
 * the file did not change meanwhile.
 */
export function fingerprintFile(path: string | Uint8Array, buffer: Uint8Array, afterRead?: () => void): Fingerprint {
  for (let attempt = 1; ; attempt++) {
    const found = readOnce(path, buffer, afterRead);
    if (found.ok || !RETRY.has(found.code) || attempt === TRIES) return found;
    sleep(25 * 2 ** attempt);
  }
}

function readOnce(path: string | Uint8Array, buffer: Uint8Array, afterRead: (() => void) | undefined): Fingerprint {
  const target = typeof path === 'string' ? path : Buffer.from(path);
  let file: number | null = null;
  try {
    // It may have gone to the cloud since the walk.
    const { size, blocks } = lstatSync(target);
    if (isOnlineOnly({ name: '', sizeBytes: size, blocks }, process.platform)) return { ok: false, ...SKIP_ONLINE_ONLY };
    file = openSync(target, FLAGS);
    const before = fstatSync(file, { bigint: true });
    if (!before.isFile()) return { ok: false, code: 'special', reason: '读取时不再是普通文件,没有编目。请检查后重新编目' };
    const hash = createHash('sha256');
    let sizeBytes = 0;
    for (let read = readSync(file, buffer); read > 0; read = readSync(file, buffer)) {
      hash.update(read === buffer.length ? buffer : buffer.subarray(0, read));
      sizeBytes += read;
    }
    afterRead?.();
    const after = fstatSync(file, { bigint: true });
    const named = lstatSync(target);
    if (sizeBytes === 0 || BigInt(sizeBytes) !== after.size || !same(before, after) || named.ino !== Number(after.ino)) {
      return { ok: false, ...CHANGING };
    }
    // From the same call as the walk makes, so that both round alike.
    const modifiedMs = Math.floor(named.mtimeMs);
    return { ok: true, sha256: hash.digest('hex'), sizeBytes, modifiedMs, fileId: `${after.dev}:${after.ino}` };
  } catch (error) {
    return { ok: false, ...fileFailure(error) };
  } finally {
    if (file !== null) closeSync(file);
  }
}

const same = (a: BigIntStats, b: BigIntStats): boolean => a.size === b.size && a.mtimeNs === b.mtimeNs && a.ino === b.ino;

function sleep(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
