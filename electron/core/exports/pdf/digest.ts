import { createHash, hash as hashAtOnce } from 'node:crypto';
import { readSync } from 'node:fs';
import { PDFArray, PDFDict, PDFRef } from 'pdf-lib';
import type { PDFName, PDFObject } from 'pdf-lib';
import { entriesOf, isStream, nameObject } from './objects.ts';
import type { ObjectSource, SourceObject, SourceStream } from './objects.ts';

/** Entries that lead from a page's resources back into the document. */
const OUTWARD: ReadonlySet<PDFName> = new Set(
  ['Parent', 'P', 'StructParent', 'StructParents', 'PieceInfo', 'Metadata', 'Dest', 'A'].map(nameObject),
);

const BLOCK_BYTES = 1 << 20;
/** One block for all: hashing is synchronous, and a buffer for each picture of a volume would be garbage by the gigabyte. */
const block = Buffer.allocUnsafeSlow(BLOCK_BYTES);

/** SHA-256 of a stream's stored bytes, read block by block where they lie in a file. */
export function digestOfStream(stream: SourceStream): Buffer {
  const { range } = stream;
  if (!range) return hashAtOnce('sha256', stream.bytes(), 'buffer');
  if (range.length <= BLOCK_BYTES) {
    const read = readSync(range.fd, block, 0, range.length, range.offset);
    if (read === range.length) return hashAtOnce('sha256', block.subarray(0, read), 'buffer');
  }
  const hash = createHash('sha256');
  for (let done = 0; done < range.length;) {
    const read = readSync(range.fd, block, 0, Math.min(BLOCK_BYTES, range.length - done), range.offset + done);
    if (read === 0) throw new Error('file became shorter while being read');
    hash.update(block.subarray(0, read));
    done += read;
  }
  return hash.digest();
}

/** Objects as one look through all pages needs them. */
export interface PageParts {
  readonly get: ObjectSource['get'];
  /** The values of a dictionary that do not lead back into the document, where they are known already. */
  readonly known: (dict: PDFDict) => readonly PDFObject[] | undefined;
}

const MOST_SHARED = 1_000;

function inward(dict: PDFDict): readonly PDFObject[] {
  const values: PDFObject[] = [];
  for (const [key, value] of entriesOf(dict)) if (!OUTWARD.has(key)) values.push(value);
  return values;
}

/** What several pages draw, such as fonts, is read for the first two of them and then held, the first thousand objects. */
export function sharedParts(objects: ObjectSource): PageParts {
  let seen = new Uint8Array(1 << 12);
  const shared = new Map<PDFRef, SourceObject | undefined>();
  const values = new Map<PDFDict, readonly PDFObject[]>();
  const get = (ref: PDFRef): SourceObject | undefined => {
    const number = ref.objectNumber;
    if (seen[number] === 2) return shared.get(ref);
    const found = objects.get(ref);
    if (ref.generationNumber !== 0 || shared.size >= MOST_SHARED) return found;
    if (number >= seen.length) {
      const longer = new Uint8Array(Math.max(2 * seen.length, number + 1));
      longer.set(seen);
      seen = longer;
    }
    if (seen[number] === 1) {
      shared.set(ref, found);
      const dict = isStream(found) ? found.dict : found;
      if (dict instanceof PDFDict) values.set(dict, inward(dict));
    }
    seen[number] = (seen[number] ?? 0) + 1;
    return found;
  };
  return { get, known: (dict) => values.get(dict) };
}

export type StreamDigest = (ref: PDFRef, stream: SourceStream) => Buffer;

/**
 * SHA-256 (hex) over `head` and then the digests of all streams reachable from `roots`, nearest first.
 * The order follows the dictionaries' own order, so the same file always gives the same digest.
 */
export function digestReachable(
  parts: PageParts,
  head: readonly Uint8Array[],
  roots: readonly (PDFObject | undefined)[],
  streamDigest: StreamDigest,
): string {
  const hash = createHash('sha256');
  for (const bytes of head) hash.update(bytes);
  const seen = new Set<PDFRef>();
  const queue: PDFObject[] = roots.filter((root) => root !== undefined);
  const pushValues = (dict: PDFDict): void => {
    for (const value of parts.known(dict) ?? inward(dict)) queue.push(value);
  };
  for (let at = 0; at < queue.length; at++) {
    const value = queue[at];
    if (value instanceof PDFArray) queue.push(...value.asArray());
    else if (value instanceof PDFDict) pushValues(value);
    else if (value instanceof PDFRef && !seen.has(value)) {
      seen.add(value);
      const found = parts.get(value);
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
