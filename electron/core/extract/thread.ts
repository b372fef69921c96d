import module from 'node:module';
import { getHeapStatistics } from 'node:v8';
import { parentPort } from 'node:worker_threads';
import type { DocumentType } from '../../../shared/domain/document.ts';
import { EMPTY_EXTRACTION, type ExtractInput, type Extraction, type ReadFile, type UnreadFile } from './extractor.ts';
import { DAMAGED, failed, ReadingRefused } from './outcome.ts';
import { extractorFor } from './registry.ts';
import { sniffFile } from './sniff.ts';

/** What the pool sends: one file. */
export interface ThreadTask {
  readonly id: number;
  readonly input: UnreadFile;
}

/** What a thread answers. `heldBytes` is memory the thread keeps after the file. */
export type ThreadAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly id: number; readonly extraction: ReadFile; readonly heldBytes: number };

const port = parentPort;

if (port) {
  port.on('message', (task: ThreadTask) => {
    void readFile(task.input).then((extraction) => {
      port.postMessage({ kind: 'done', id: task.id, extraction, heldBytes: heldBytes() } satisfies ThreadAnswer);
      const type = task.input.type ?? extraction.type;
      if (type !== undefined) keepCompiled(type);
    });
  });
  port.postMessage({ kind: 'ready' } satisfies ThreadAnswer);
}

/** What this thread's heap and its buffers take. `process.memoryUsage` says the same, but asks the kernel about the whole process as well. */
function heldBytes(): number {
  const { used_heap_size: heap, external_memory: external } = getHeapStatistics();
  return heap + external;
}

const seen = new Set<DocumentType>();

/** What a type's reader loaded is kept for the next start now: a reading process ends without being asked. */
function keepCompiled(type: DocumentType): void {
  if (seen.has(type)) return;
  seen.add(type);
  module.flushCompileCache?.();
}

async function readFile({ type, ...file }: UnreadFile): Promise<ReadFile> {
  if (type !== null) return read({ ...file, type });
  try {
    const told = await sniffFile(file.path);
    return { ...(extractorFor(told) ? await read({ ...file, type: told }) : EMPTY_EXTRACTION), type: told };
  } catch (error) {
    return failed(sentenceOf(error));
  }
}

async function read(input: ExtractInput): Promise<Extraction> {
  try {
    const reader = await extractorFor(input.type)?.load();
    return reader ? await reader.extract(input) : failed(DAMAGED);
  } catch (error) {
    return failed(sentenceOf(error));
  }
}

/** A person can act on what the file system says; whatever else an extractor throws means that the file is broken. */
function sentenceOf(error: unknown): string {
  if (error instanceof ReadingRefused) return error.message;
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (code === 'ENOENT') return '读取时文件已不在原处。请确认它没有被移走后重新编目';
  if (code === 'EACCES' || code === 'EPERM') return '没有读取这个文件的权限。请在资源管理器中确认能打开它后重新编目';
  if (code === 'EBUSY') return '文件正被其他程序占用。请关闭正在使用它的程序后重新编目';
  if (code === 'EIO') return '磁盘读取出错。请检查 U 盘或硬盘后重新编目';
  return DAMAGED;
}
