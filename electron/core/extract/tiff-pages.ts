import type { ByteSource } from './byte-source.ts';

/** A scanner's stack of paper has hundreds of pages, a chain of thousands is a loop or an attack. */
const MAX_PAGES = 2_000;

/** How many pages a TIFF has, as `tiffPageIndexes` finds them. */
export async function tiffPages(source: ByteSource): Promise<number> {
  return (await tiffPageIndexes(source)).length;
}

/**
 * Which of a TIFF's image directories, counted from 0 along their chain (TIFF 6.0 section 2), are pages: not reduced copies
 * (NewSubfileType bit 0) nor masks (bit 2). At least the first; a chain that breaks off or loops counts as far as it goes.
 * Throws file system errors.
 */
export async function tiffPageIndexes(source: ByteSource): Promise<readonly number[]> {
  const header = Buffer.from(await source.read(0, 16));
  if (header.length < 8) return [0];
  const little = header[0] === 0x49;
  const big = numberAt(header, 2, 2, little) === 43;
  const [offsetBytes, countBytes, entryBytes] = big ? [8, 8, 20] : [4, 2, 12];
  const seen = new Set<number>();
  const pages: number[] = [];
  let at = numberAt(header, big ? 8 : 4, offsetBytes, little);
  while (at > 0 && at < source.sizeBytes && !seen.has(at) && seen.size < MAX_PAGES) {
    seen.add(at);
    const count = numberAt(Buffer.from(await source.read(at, countBytes)), 0, countBytes, little);
    const length = Math.min(count, 1_000) * entryBytes;
    const table = Buffer.from(await source.read(at + countBytes, length + offsetBytes));
    if (count > 1_000 || table.length < length) break;
    if (isPage(table.subarray(0, length), entryBytes, little)) pages.push(seen.size - 1);
    at = numberAt(table, length, offsetBytes, little);
  }
  return pages.length > 0 ? pages : [0];
}

function isPage(table: Buffer, entryBytes: number, little: boolean): boolean {
  for (let at = 0; at + entryBytes <= table.length; at += entryBytes) {
    if (numberAt(table, at, 2, little) !== 254) continue;
    return (numberAt(table, at + entryBytes - (entryBytes === 20 ? 8 : 4), 4, little) & 0b101) === 0;
  }
  return true;
}

/** 0 where the bytes end before. */
function numberAt(bytes: Buffer, at: number, size: number, little: boolean): number {
  if (at + size > bytes.length) return 0;
  if (size === 8) return Number(little ? bytes.readBigUInt64LE(at) : bytes.readBigUInt64BE(at));
  return little ? bytes.readUIntLE(at, size) : bytes.readUIntBE(at, size);
}
