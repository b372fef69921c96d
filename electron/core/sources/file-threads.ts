import { Worker } from 'node:worker_threads';
import { AppError } from '../../../shared/contract/errors.ts';
import { stopIfCancelled } from '../jobs/jobs.ts';
import { CODE_SUFFIX } from '../program-folder.ts';
import type { Fingerprint } from './fingerprint.ts';
import type { WalkBatch, WalkOptions } from './walk.ts';

/** A file to read, by its root and relative path. */
export interface FileToRead {
  readonly root: string;
  readonly path: string;
  readonly rawPath: Uint8Array | null;
}

export type ThreadTask = { readonly kind: 'walk'; readonly options: WalkOptions } | { readonly kind: 'fingerprint' };
export interface ToThread {
  readonly files: readonly FileToRead[];
}
export type FromThread =
  | { readonly kind: 'batch'; readonly batch: WalkBatch }
  | { readonly kind: 'walked' }
  | { readonly kind: 'fingerprints'; readonly results: readonly Fingerprint[] };

/**
 * Walks a folder in a thread; `onBatch` gets the entries as they are found. Resolves when the walk is over. Throws AppError
 * `cancelled` (the thread is ended at once, also when a network drive hangs), `internal` when the thread dies.
 */
export async function walkInThread(
  options: WalkOptions,
  onBatch: (batch: WalkBatch) => void,
  signal: AbortSignal,
): Promise<void> {
  stopIfCancelled(signal);
  const thread = startThread({ kind: 'walk', options });
  try {
    await listen<void>(thread, signal, (message, resolve) => {
      if (message.kind === 'batch') onBatch(message.batch);
      else resolve();
    });
  } finally {
    await thread.terminate();
  }
}

/**
 * Fingerprints files in `threads` threads, in chunks cut by count and size; `onDone` gets each chunk with its results in the
 * same order and is awaited before that thread gets more, so that memory stays bounded. Throws AppError `cancelled`.
 */
export async function fingerprintInThreads<File extends FileToRead & { readonly sizeBytes: number }>(
  files: readonly File[],
  options: { readonly threads: number; readonly signal: AbortSignal },
  onDone: (files: readonly File[], results: readonly Fingerprint[]) => Promise<void>,
): Promise<void> {
  const chunks = chunksOf(files);
  const count = Math.min(Math.max(1, options.threads), Math.ceil(files.length / 8));
  const served = await Promise.allSettled(Array.from({ length: count }, () => serve(chunks, options.signal, onDone)));
  const broken = served.find((result) => result.status === 'rejected');
  if (broken) throw broken.reason;
}

async function serve<File extends FileToRead>(
  chunks: Generator<readonly File[]>,
  signal: AbortSignal,
  onDone: (files: readonly File[], results: readonly Fingerprint[]) => Promise<void>,
): Promise<void> {
  stopIfCancelled(signal);
  let chunk = chunks.next();
  if (chunk.done) return;
  const thread = startThread({ kind: 'fingerprint' });
  try {
    // Not for…of: that would close the generator for the other threads.
    for (; !chunk.done; chunk = chunks.next()) {
      stopIfCancelled(signal);
      const files = chunk.value.map(({ root, path, rawPath }) => ({ root, path, rawPath }));
      thread.postMessage({ files } satisfies ToThread);
      const results = await listen<readonly Fingerprint[]>(thread, signal, (message, resolve) => {
        if (message.kind === 'fingerprints') resolve(message.results);
      });
      await onDone(chunk.value, results);
    }
  } catch (error) {
    chunks.return(undefined);
    throw error;
  } finally {
    await thread.terminate();
  }
}

const CHUNK_FILES = 64;
const CHUNK_BYTES = 64 << 20;

function* chunksOf<File extends { readonly sizeBytes: number }>(files: readonly File[]): Generator<readonly File[], undefined> {
  let chunk: File[] = [];
  let bytes = 0;
  for (const file of files) {
    chunk.push(file);
    bytes += file.sizeBytes;
    if (chunk.length === CHUNK_FILES || bytes >= CHUNK_BYTES) {
      yield chunk;
      chunk = [];
      bytes = 0;
    }
  }
  if (chunk.length > 0) yield chunk;
}

function startThread(task: ThreadTask): Worker {
  const thread = new Worker(new URL(`./file-thread.${CODE_SUFFIX}`, import.meta.url), { workerData: task });
  // `listen` reports failures; without this one, a failure between two listens would end the process.
  return thread.on('error', () => undefined);
}

/** Waits for what `onMessage` resolves with; rejects when the thread fails or ends, or the person cancels. */
function listen<T>(
  thread: Worker,
  signal: AbortSignal,
  onMessage: (message: FromThread, resolve: (value: T) => void) => void,
): Promise<T> {
  const over = new AbortController();
  return new Promise<T>((resolve, reject) => {
    const take = (message: FromThread) => {
      try {
        onMessage(message, resolve);
      } catch (error) {
        reject(error);
      }
    };
    const end = () => reject(new AppError('internal', '读取文件的线程意外结束。请重新编目,已完成的部分都已保存。'));
    const cancel = () => {
      try {
        stopIfCancelled(signal);
      } catch (error) {
        reject(error);
      }
    };
    thread.on('message', take).on('error', reject).on('exit', end);
    if (thread.threadId === -1) end();
    signal.addEventListener('abort', cancel);
    over.signal.addEventListener('abort', () => {
      thread.off('message', take).off('error', reject).off('exit', end);
      signal.removeEventListener('abort', cancel);
    });
  }).finally(() => over.abort());
}
