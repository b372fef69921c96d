import { createHash } from 'node:crypto';
import { readSync } from 'node:fs';
import { PDFArray, PDFDict, PDFRef } from 'pdf-lib';
import type { PDFObject } from 'pdf-lib';
import { isStream, textOfName } from './objects.ts';
import type { ObjectSource, SourceStream } from './objects.ts';

/** Entries that lead from a page's resources back into the document. */
const OUTWARD = new Set(['Parent', 'P', 'StructParent', 'StructParents', 'PieceInfo', 'Metadata', 'Dest', 'A']);

const BLOCK_BYTES = 1 << 20;
/** One block for all: hashing is synchronous, and a buffer for each picture of a volume would be garbage by the gigabyte. */
const block = Buffer.allocUnsafeSlow(BLOCK_BYTES);

/** SHA-256 of a stream's stored bytes, read block by block where they lie in a file. */
export function digestOfStream(stream: SourceStream): Buffer {
  const hash = createHash('sha256');
  const { range } = stream;
  if (!range) return hash.update(stream.bytes()).digest();
  for (let done = 0; done < range.length;) {
    const read = readSync(range.fd, block, 0, Math.min(BLOCK_BYTES, range.length - done), range.offset + done);
    if (read === 0) throw new Error('file became shorter while being read');
    hash.update(block.subarray(0, read));
    done += read;
  }
  return hash.digest();
}

export type StreamDigest = (ref: PDFRef, stream: SourceStream) => Buffer;

/**
 * SHA-256 (hex) over `head` and then the digests of all streams reachable from `roots`, nearest first.
 * The order follows the dictionaries' own order, so the same file always gives the same digest.
 */
export function digestReachable(
  objects: ObjectSource,
  head: readonly Uint8Array[],
  roots: readonly (PDFObject | undefined)[],
  streamDigest: StreamDigest,
): string {
  const hash = createHash('sha256');
  for (const bytes of head) hash.update(bytes);
  const seen = new Set<PDFRef>();
  const queue: PDFObject[] = roots.filter((root) => root !== undefined);
  const pushValues = (dict: PDFDict): void => {
    for (const [key, value] of dict.entries()) if (!OUTWARD.has(textOfName(key))) queue.push(value);
  };
  for (let at = 0; at < queue.length; at++) {
    const value = queue[at];
    if (value instanceof PDFArray) queue.push(...value.asArray());
    else if (value instanceof PDFDict) pushValues(value);
    else if (value instanceof PDFRef && !seen.has(value)) {
      seen.add(value);
      const found = objects.get(value);
      if (isStream(found)) {
        hash.update(streamDigest(value, found));
        pushValues(found.dict);
      } else if (found !== undefined) {
        queue.push(found);
      }
    }
  }
  return hash.digest('hex');
}
