import { createHash } from 'node:crypto';
import { PDFArray, PDFDict, PDFRef } from 'pdf-lib';
import type { PDFObject } from 'pdf-lib';
import { isStream } from './objects.ts';
import type { ObjectSource, SourceStream } from './objects.ts';

/** Entries that lead from a page's resources back into the document. */
const OUTWARD = new Set(['Parent', 'P', 'StructParent', 'StructParents', 'PieceInfo', 'Metadata', 'Dest', 'A']);

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
    for (const [key, value] of dict.entries()) if (!OUTWARD.has(key.decodeText())) queue.push(value);
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
