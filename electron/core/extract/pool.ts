import { EMPTY_EXTRACTION, type Extraction, type ExtractInput } from './extractor.ts';
import { cutText, CUT } from './outcome.ts';
import { createProcessPool } from './process-pool.ts';
import { stopIfCancelled } from '../jobs/jobs.ts';
import { extractorFor } from './registry.ts';
import type { StartReader } from './start-reader.ts';
import { cancelled, createThreadPool, type ThreadPoolOptions } from './thread-pool.ts';

export interface PoolOptions extends ThreadPoolOptions {
  /** Starts the process the threads live in, so that a crash of native code costs one file; null: threads of this process. */
  readonly startReader?: StartReader | null;
  /** All a reading process may hold (default 2,048 MB); see `process-pool.ts`. */
  readonly processLimitMb?: number;
}

/** A reading with the reader that made it; `extractor` is '' and its version 0 where the type has none. */
export type PooledExtraction = Extraction & { readonly extractor: string; readonly extractorVersion: number };

export interface ExtractPool {
  /**
   * Reads one file. Trouble with the file, also one that ends the thread or the process, is a `failed` extraction. Throws AppError
   * `cancelled` when `signal` is aborted or the pool was closed, and never anything else.
   */
  readonly extract: (input: ExtractInput, signal: AbortSignal) => Promise<PooledExtraction>;
  /** Ends all threads and processes; files still being read are cancelled. */
  readonly close: () => Promise<void>;
}

/** Makes a pool of readers; they start when first needed. */
export function createExtractPool({ startReader = null, ...options }: PoolOptions): ExtractPool {
  const pool = startReader ? createProcessPool(options, startReader) : createThreadPool(options);
  let closed = false;
  return {
    extract: async (input, signal) => {
      stopIfCancelled(signal);
      if (closed) throw cancelled();
      const extractor = extractorFor(input.type);
      if (extractor === null) return { ...EMPTY_EXTRACTION, extractor: '', extractorVersion: 0 };
      const extraction = await pool.read(input, signal);
      return { ...bounded(extraction), extractor: extractor.id, extractorVersion: extractor.version };
    },
    close: async () => {
      closed = true;
      await pool.close();
    },
  };
}

function bounded(extraction: Extraction): Extraction {
  const text = cutText(extraction.text);
  return text.length === extraction.text.length ? extraction : { ...extraction, text, message: extraction.message ?? CUT };
}
