import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { AppError } from '../../../../shared/contract/errors.ts';
import type { FileRange } from './objects.ts';

/** One block for all: what is copied is read right into it, so that a volume of any size holds this much of its sources. */
const BLOCK_BYTES = 256 << 10;

/** An output file written from front to back, hashed on the way. Every failure closes and removes the file. */
export interface FileSink {
  readonly bytesWritten: number;
  readonly write: (bytes: Uint8Array) => void;
  readonly writeText: (latin1: string) => void;
  /** `through` gives what is written in place of each block. */
  readonly copy: (range: FileRange, through?: (bytes: Uint8Array) => Uint8Array) => void;
  /** Flushes, fsyncs and closes; gives the SHA-256 of all bytes, in hex. */
  readonly finish: () => string;
  readonly abort: () => void;
}

function failureOf(error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG'
    ? new AppError('disk-full', '磁盘空间不足，成册文件没有写完，已删除半成品。请清理磁盘或换一个位置后重新成册。')
    : error;
}

/** Opens `path` for writing (an existing file is replaced). Throws what opening throws, and AppError `disk-full` from any write. */
export function openSink(path: string): FileSink {
  const fd = openSync(path, 'w');
  const hash = createHash('sha256');
  const block = Buffer.allocUnsafeSlow(BLOCK_BYTES);
  let filled = 0;
  let total = 0;
  let open = true;

  const abort = (): void => {
    if (!open) return;
    open = false;
    closeSync(fd);
    rmSync(path, { force: true });
  };
  const writeThrough = (bytes: Uint8Array): void => {
    try {
      hash.update(bytes);
      for (let done = 0; done < bytes.length;) done += writeSync(fd, bytes, done, bytes.length - done);
    } catch (error) {
      abort();
      throw failureOf(error);
    }
  };
  const flush = (): void => {
    if (filled > 0) writeThrough(block.subarray(0, filled));
    filled = 0;
  };
  const write = (bytes: Uint8Array): void => {
    if (filled + bytes.length > block.length) flush();
    if (bytes.length > block.length) {
      writeThrough(bytes);
    } else {
      block.set(bytes, filled);
      filled += bytes.length;
    }
    total += bytes.length;
  };

  return {
    get bytesWritten() {
      return total;
    },
    write,
    writeText: (latin1) => {
      if (filled + latin1.length > block.length) flush();
      filled += block.write(latin1, filled, 'latin1');
      total += latin1.length;
    },
    copy: (range, through) => {
      for (let done = 0; done < range.length;) {
        if (range.length - done > block.length - filled) flush();
        const room = Math.min(block.length - filled, range.length - done);
        const read = readSync(range.fd, block, filled, room, range.offset + done);
        if (read === 0)
          throw new AppError('refused', '源文件在成册过程中变短了，可能正被其他程序改写。请关闭正在使用它的程序后重新成册。');
        done += read;
        if (through) {
          write(through(block.subarray(filled, filled + read)));
        } else {
          filled += read;
          total += read;
        }
      }
    },
    finish: () => {
      flush();
      try {
        fsyncSync(fd);
        open = false;
        closeSync(fd);
      } catch (error) {
        abort();
        throw failureOf(error);
      }
      return hash.digest('hex');
    },
    abort,
  };
}
