import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import type { IHasher } from 'hash-wasm';
import { feedFile } from '../hash-file.ts';
import { stopIfCancelled, type JobContext } from '../jobs/jobs.ts';

/** 国密摘要 SM3 (GB/T 32905-2016), which DA/T 97-2023 builds on, beside SHA-256. In WebAssembly, since the cryptography of Electron has none. */

/** SM3 of what an edition consists of, each as 64 lower-case hexadecimal digits. */
export interface Sm3Digests {
  /** Of materials, by the SHA-256 of their content; one that cannot be read, or is another one by now, has none. */
  readonly bySha256: ReadonlyMap<string, string>;
  /** Of written files, by their name. */
  readonly byFile: ReadonlyMap<string, string>;
}

interface Sm3Input {
  /** Where the materials lie, by the SHA-256 of their content. */
  readonly materials: ReadonlyMap<string, string | Uint8Array>;
  readonly written: readonly { readonly file: string; readonly path: string }[];
}

/** A new SM3 that bytes can be given to. The library's whole entry holds every other hash too, 20 times as much to load. */
export async function createSm3(): Promise<IHasher> {
  const { createSM3 } = createRequire(import.meta.url)('hash-wasm/dist/sm3.umd.min.js') as {
    readonly createSM3: () => Promise<IHasher>;
  };
  return (await createSM3()).init();
}

/** SM3 of a file. Throws AppError `cancelled` when the signal fires, and file system errors. */
export async function sm3OfFile(path: string | Uint8Array, signal: AbortSignal): Promise<string> {
  const hash = await createSm3();
  await feedFile(path, signal, [hash]);
  return hash.digest();
}

/** Reads every file once. Throws AppError `cancelled`, and file system errors of the written files. */
export async function sm3Digests({ materials, written }: Sm3Input, ctx: JobContext): Promise<Sm3Digests> {
  const total = materials.size + written.length;
  const bySha256 = new Map<string, string>();
  const byFile = new Map<string, string>();
  for (const [sha256, path] of materials) {
    ctx.progress({ stage: '国密摘要', done: bySha256.size, total, label: '' });
    const sm3 = await sm3OfContent(path, sha256, ctx.signal);
    if (sm3 !== null) bySha256.set(sha256, sm3);
  }
  for (const { file, path } of written) {
    ctx.progress({ stage: '国密摘要', done: materials.size + byFile.size, total, label: file });
    byFile.set(file, await sm3OfFile(path, ctx.signal));
  }
  return { bySha256, byFile };
}

async function sm3OfContent(path: string | Uint8Array, sha256: string, signal: AbortSignal): Promise<string | null> {
  const [known, hash] = [createHash('sha256'), await createSm3()];
  try {
    await feedFile(path, signal, [known, hash]);
  } catch (error) {
    stopIfCancelled(signal);
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return null;
  }
  return known.digest('hex') === sha256 ? hash.digest() : null;
}
