import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { ExtractInput } from './extractor.ts';

/** Bytes that can be read anywhere: an open file or a buffer. Closing a buffer does nothing. */
export interface ByteSource {
  readonly sizeBytes: number;
  /** Reads up to `lengthBytes` from `offset`; shorter at the end. Throws file system errors. */
  readonly read: (offset: number, lengthBytes: number) => Promise<Uint8Array>;
  readonly close: () => Promise<void>;
}

/** A buffer as a byte source. */
export function bufferSource(bytes: Uint8Array): ByteSource {
  return {
    sizeBytes: bytes.length,
    read: (offset, lengthBytes) => Promise.resolve(bytes.subarray(offset, offset + lengthBytes)),
    close: () => Promise.resolve(),
  };
}

/**
 * Opens a file for reading only; `path` is bytes where its name is not valid UTF-8. Throws file system errors. The thread waits for the
 * disk: readers have threads of their own, and four waits a file by way of the pool of Node cost more than most files take to read.
 */
export async function fileSource(path: string | Uint8Array): Promise<ByteSource> {
  const fd = openSync(typeof path === 'string' ? path : Buffer.from(path), 'r');
  try {
    const sizeBytes = fstatSync(fd).size;
    return {
      sizeBytes,
      read: async (offset, lengthBytes) => {
        const wanted = Math.max(0, Math.min(lengthBytes, sizeBytes - offset));
        const bytes = Buffer.allocUnsafe(wanted);
        let done = 0;
        while (done < wanted) {
          const bytesRead = readSync(fd, bytes, done, wanted - done, offset + done);
          if (bytesRead === 0) break;
          done += bytesRead;
        }
        return bytes.subarray(0, done);
      },
      close: async () => closeSync(fd),
    };
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

/** The bytes of an extractor's input; whoever opens closes. */
export function inputSource(input: ExtractInput): Promise<ByteSource> {
  return input.content === undefined ? fileSource(input.path) : Promise.resolve(bufferSource(input.content));
}

/** Reads at most `maxBytes` from the start of an extractor's input. Throws file system errors. */
export async function readStart(input: ExtractInput, maxBytes: number): Promise<Uint8Array> {
  const source = await inputSource(input);
  try {
    return await source.read(0, Math.min(source.sizeBytes, maxBytes));
  } finally {
    await source.close();
  }
}
