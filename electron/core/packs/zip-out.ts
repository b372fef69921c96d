import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, fsyncSync, ftruncateSync, lstatSync, openSync, readSync, writeSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { crc32, deflateRawSync } from 'node:zlib';
import { stopIfCancelled, type JobContext } from '../jobs/jobs.ts';

/** A ZIP on disk, written member by member: members and the whole may pass 4 GB, memory stays flat. */
export interface ZipOut {
  /** A text, packed. */
  readonly text: (name: string, text: string) => void;
  /**
   * A file as it is (photos and papers are packed already). Returns its SHA-256; throws file system errors, or 'changed' as an Error
   * when its size is no longer `sizeBytes`. The member is taken back on failure.
   */
  readonly file: (name: string, path: string | Uint8Array, sizeBytes: number, ctx: JobContext) => Promise<string>;
  /** Takes the member written last back: it was not what it should be. */
  readonly dropLast: () => void;
  /** Writes the directory and closes; returns the size of the whole in bytes. */
  readonly end: () => number;
  readonly close: () => void;
}

interface Member {
  readonly name: Buffer;
  readonly method: 0 | 8;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

/** 1980-01-01: the same members give the same bytes. */
const DOS_DATE = 0x21;
/** Names are UTF-8 (APPNOTE appendix D), which Explorer, WinRAR, 360 压缩 and 7-Zip read. */
const UTF8_NAMES = 0x0800;
const LARGE = 0xffffffff;
const BUFFER_BYTES = 1 << 20;
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

/** Starts a ZIP at a path where nothing lies (PKWARE APPNOTE 6.3.3 with ZIP64 where sizes ask for it). Throws file system errors. */
export function createZip(path: string): ZipOut {
  const out = openSync(path, 'wx');
  const members: Member[] = [];
  const buffer = Buffer.alloc(BUFFER_BYTES);
  let end = 0;
  const put = (bytes: Uint8Array, at = end): void => {
    for (let done = 0; done < bytes.length;) done += writeSync(out, bytes, done, bytes.length - done, at + done);
    end = Math.max(end, at + bytes.length);
  };
  return {
    text(name, text) {
      const bytes = Buffer.from(text);
      const body = deflateRawSync(bytes);
      const member: Member = {
        ...{ name: Buffer.from(name), method: 8, crc: crc32(bytes), packed: body.length, size: bytes.length, offset: end },
      };
      put(localHeader(member));
      put(body);
      members.push(member);
    },
    async file(name, path, sizeBytes, ctx) {
      const offset = end;
      const target = typeof path === 'string' ? path : Buffer.from(path);
      const input = openSync(target, FLAGS);
      try {
        if (!fstatSync(input).isFile() || lstatSync(target).isSymbolicLink()) throw new Error('changed');
        const empty: Member = { name: Buffer.from(name), method: 0, crc: 0, packed: sizeBytes, size: sizeBytes, offset };
        put(localHeader(empty));
        const hash = createHash('sha256');
        let [crc, size] = [0, 0];
        for (let read = readSync(input, buffer); read > 0; read = readSync(input, buffer)) {
          const piece = buffer.subarray(0, read);
          hash.update(piece);
          crc = crc32(piece, crc);
          size += read;
          if (size > sizeBytes) break;
          put(piece);
          await turn();
          stopIfCancelled(ctx.signal);
        }
        if (size !== sizeBytes) throw new Error('changed');
        const member = { ...empty, crc };
        put(localHeader(member), offset);
        members.push(member);
        return hash.digest('hex');
      } catch (error) {
        end = offset;
        throw error;
      } finally {
        closeSync(input);
      }
    },
    dropLast() {
      const last = members.pop();
      if (last) end = last.offset;
    },
    end() {
      const start = end;
      for (const member of members) put(directoryEntry(member));
      put(endRecord(members.length, start, end - start));
      // What a member taken back left behind.
      ftruncateSync(out, end);
      fsyncSync(out);
      closeSync(out);
      return end;
    },
    close: () => closeSync(out),
  };
}

function shared({ method, crc, packed, size, name }: Member, extra: number, version: number): Buffer {
  const bytes = Buffer.alloc(26);
  bytes.writeUInt16LE(version, 0);
  bytes.writeUInt16LE(UTF8_NAMES, 2);
  bytes.writeUInt16LE(method, 4);
  bytes.writeUInt16LE(DOS_DATE, 8);
  bytes.writeUInt32LE(crc, 10);
  bytes.writeUInt32LE(Math.min(packed, LARGE), 14);
  bytes.writeUInt32LE(Math.min(size, LARGE), 18);
  bytes.writeUInt16LE(name.length, 22);
  bytes.writeUInt16LE(extra, 24);
  return bytes;
}

/** The ZIP64 field (APPNOTE 4.5.3) with these numbers of eight bytes. */
function large(numbers: readonly number[]): Buffer {
  if (numbers.length === 0) return Buffer.alloc(0);
  const bytes = Buffer.alloc(4 + 8 * numbers.length);
  bytes.writeUInt16LE(1, 0);
  bytes.writeUInt16LE(8 * numbers.length, 2);
  numbers.forEach((number, at) => bytes.writeBigUInt64LE(BigInt(number), 4 + 8 * at));
  return bytes;
}

function localHeader(member: Member): Buffer {
  const extra = large(member.size >= LARGE ? [member.size, member.packed] : []);
  const version = extra.length > 0 ? 45 : 20;
  return Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), shared(member, extra.length, version), member.name, extra]);
}

function directoryEntry(member: Member): Buffer {
  const { offset, size, packed } = member;
  const extra = large([...(size >= LARGE ? [size, packed] : []), ...(offset >= LARGE ? [offset] : [])]);
  const version = extra.length > 0 ? 45 : 20;
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(Math.min(offset, LARGE), 10);
  const made = Buffer.from([version, 0]);
  const start = Buffer.from('PK\x01\x02', 'latin1');
  return Buffer.concat([start, made, shared(member, extra.length, version), tail, member.name, extra]);
}

function endRecord(count: number, start: number, size: number): Buffer {
  const last = Buffer.alloc(22);
  last.write('PK\x05\x06', 0, 'latin1');
  last.writeUInt16LE(Math.min(count, 0xffff), 8);
  last.writeUInt16LE(Math.min(count, 0xffff), 10);
  last.writeUInt32LE(Math.min(size, LARGE), 12);
  last.writeUInt32LE(Math.min(start, LARGE), 16);
  if (count < 0xffff && start < LARGE && size < LARGE) return last;
  const big = Buffer.alloc(76);
  big.write('PK\x06\x06', 0, 'latin1');
  big.writeBigUInt64LE(44n, 4);
  big.writeUInt16LE(45, 12);
  big.writeUInt16LE(45, 14);
  big.writeBigUInt64LE(BigInt(count), 24);
  big.writeBigUInt64LE(BigInt(count), 32);
  big.writeBigUInt64LE(BigInt(size), 40);
  big.writeBigUInt64LE(BigInt(start), 48);
  big.write('PK\x06\x07', 56, 'latin1');
  big.writeBigUInt64LE(BigInt(start + size), 64);
  big.writeUInt32LE(1, 72);
  return Buffer.concat([big, last]);
}
