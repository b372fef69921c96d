import type { DocumentType } from '../../../shared/domain/document.ts';
import type { ExtractPool, PoolOptions } from './pool.ts';
import { extractorFor } from './registry.ts';

export type { ExtractPool, PoolOptions, PooledExtraction } from './pool.ts';
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
export { tiffPageIndexes } from './tiff-pages.ts';

/** The version of a type's reader: a stored reading with a lower one is stale. 0 when there is no reader. */
export function extractorVersion(type: DocumentType): number {
  return extractorFor(type)?.version ?? 0;
}

/** Makes a pool of readers (`pool.ts`). Its code is loaded, and its readers start, with the first file: most runs of 编目 read none. */
export function createExtractPool(options: PoolOptions): ExtractPool {
  let made: Promise<ExtractPool> | null = null;
  let closed = false;
  const pool = async (): Promise<ExtractPool> => {
    made ??= import('./pool.ts').then((code) => code.createExtractPool(options));
    const one = await made;
    // A closed pool says so to whoever asks it.
    if (closed) await one.close();
    return one;
  };
  return {
    extract: async (input, signal) => (await pool()).extract(input, signal),
    read: async (file, signal) => (await pool()).read(file, signal),
    close: async () => {
      closed = true;
      await (await made)?.close();
    },
  };
}
