import type { DocumentType } from '../../../shared/domain/document.ts';
import { extractorFor } from './registry.ts';

export { createExtractPool, type ExtractPool, type PoolOptions, type PooledExtraction } from './pool.ts';
export { extractorFor } from './registry.ts';
export { textOfHtml } from './html-text.ts';
export { fileSource } from './byte-source.ts';
export {
  forkReader,
  type FromReader,
  type ReaderEvents,
  type ReaderSettings,
  type StartReader,
  type ToReader,
} from './start-reader.ts';
export { sniffFile, sniffType } from './sniff.ts';
export { tiffPageIndexes } from './tiff-pages.ts';

/** The version of a type's reader: a stored reading with a lower one is stale. 0 when there is no reader. */
export function extractorVersion(type: DocumentType): number {
  return extractorFor(type)?.version ?? 0;
}
