import { Readable } from 'node:stream';
import yauzl from 'yauzl';
import type { ByteSource } from './byte-source.ts';

const BLOCK_BYTES = 64 * 1024;

/** yauzl only takes an instance of its own class, which is declared abstract. */
class SourceReader extends yauzl.RandomAccessReader {}

/**
 * Lets yauzl read from a byte source. The list of entries is read in dozens of tiny steps; the last block read is kept, so that
 * a file on a shared drive is asked for it only once. Closing stays with whoever opened the source.
 */
export function zipReader(source: ByteSource): yauzl.RandomAccessReader {
  let blockAt = -1;
  let block: Uint8Array = new Uint8Array();
  const fromBlock = async (offset: number, lengthBytes: number): Promise<Uint8Array> => {
    if (lengthBytes > BLOCK_BYTES) return source.read(offset, lengthBytes);
    const inside = blockAt >= 0 && offset >= blockAt && offset + lengthBytes <= blockAt + block.length;
    if (!inside) {
      // A block near the end is moved back, so that directory and end record share it.
      blockAt = Math.min(offset, Math.max(0, source.sizeBytes - BLOCK_BYTES));
      if (offset + lengthBytes > blockAt + BLOCK_BYTES) blockAt = offset;
      block = await source.read(blockAt, BLOCK_BYTES);
    }
    return block.subarray(offset - blockAt, offset - blockAt + lengthBytes);
  };
  const reader: yauzl.RandomAccessReader = new SourceReader();
  reader.read = (buffer, offset, length, position, done) => {
    fromBlock(position, length).then(
      (bytes) => {
        buffer.set(bytes, offset);
        done(bytes.length < length ? new Error('unexpected EOF') : null);
      },
      (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
    );
  };
  reader._readStreamForRange = (start, end) => Readable.from(pieces(source, start, end), { objectMode: false });
  return reader;
}

async function* pieces(source: ByteSource, start: number, end: number): AsyncGenerator<Uint8Array> {
  for (let at = start; at < end; at += BLOCK_BYTES) {
    const bytes = await source.read(at, Math.min(BLOCK_BYTES, end - at));
    if (bytes.length === 0) throw new Error('unexpected EOF');
    yield bytes;
  }
}
