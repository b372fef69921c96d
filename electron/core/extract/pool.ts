import type { DocumentType } from '../../../shared/domain/document.ts';
import { EMPTY_EXTRACTION, type Extraction, type ExtractInput } from './extractor.ts';
import { cutText, CUT } from './outcome.ts';
import { createProcessPool } from './process-pool.ts';
import { stopIfCancelled } from '../jobs/jobs.ts';
import { extractorFor } from './registry.ts';
import { sniffFile } from './sniff.ts';
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
  /**
   * The same for a file whose type its bytes tell, there where it is read. Null where it cannot be opened now: it is in use, or gone.
   * Throws as `extract`.
   */
  readonly read: (
    file: Pick<ExtractInput, 'path' | 'sizeBytes'>,
    signal: AbortSignal,
  ) => Promise<(PooledExtraction & { readonly type: DocumentType }) | null>;
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
      if (extractorFor(input.type) === null) return named(EMPTY_EXTRACTION, input.type);
      return named(await pool.read(input, signal), input.type);
    },
    read: async (file, signal) => {
      stopIfCancelled(signal);
      if (closed) throw cancelled();
      const extraction = await pool.read({ ...file, type: null }, signal);
      // A file that ended its reader, or could not be opened there, did not tell what it is.
      const type = extraction.type ?? (await sniffFile(file.path).catch(() => null));
      return type === null ? null : { ...named(extraction, type), type };
    },
    close: async () => {
      closed = true;
      await pool.close();
    },
  };
}

function named(extraction: Extraction, type: DocumentType): PooledExtraction {
  const { id, version } = extractorFor(type) ?? { id: '', version: 0 };
  return { ...bounded(extraction), extractor: id, extractorVersion: version };
}

function bounded(extraction: Extraction): Extraction {
  const text = cutText(extraction.text);
  return text.length === extraction.text.length ? extraction : { ...extraction, text, message: extraction.message ?? CUT };
}
