import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { stopIfCancelled } from './jobs/jobs.ts';

const HASH_BLOCK_BYTES = 1 << 20;
/** Blocks of finished runs, for the next file: a block of its own for every file of an archive would be garbage by the gigabyte. */
const spareBlocks: Buffer[] = [];

/** SHA-256 of a file as lower-case hex, read block by block. Throws AppError `cancelled` when the signal fires. */
export async function hashFile(path: string | Uint8Array, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  await feedFile(path, signal, [hash]);
  return hash.digest('hex');
}

/** Gives every byte of a file, block by block, to each of some hashes. Throws AppError `cancelled` when the signal fires, and file system errors. */
export async function feedFile(
  path: string | Uint8Array,
  signal: AbortSignal,
  hashes: readonly { readonly update: (bytes: Uint8Array) => unknown }[],
): Promise<void> {
  const block = spareBlocks.pop() ?? Buffer.allocUnsafeSlow(HASH_BLOCK_BYTES);
  const file = await open(typeof path === 'string' ? path : Buffer.from(path), 'r');
  try {
    for (;;) {
      stopIfCancelled(signal);
      const { bytesRead } = await file.read(block, 0, block.length, null);
      if (bytesRead === 0) return;
      for (const hash of hashes) hash.update(block.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
    spareBlocks.push(block);
  }
}
