import { inflateRawSync } from 'node:zlib';
import yauzl from 'yauzl';
import type { ByteSource } from './byte-source.ts';
import { decodeText } from '../decode-text.ts';
import { ReadingRefused, TOO_LARGE } from './outcome.ts';
import { zipReader } from './zip-reader.ts';

/** What a zip may cost: a bomb is small on disk and huge when expanded. */
export interface ZipLimits {
  readonly maxEntries: number;
  readonly maxTotalBytes: number;
  readonly maxEntryBytes: number;
}

export interface ZipEntry {
  readonly name: string;
  readonly sizeBytes: number;
  readonly encrypted: boolean;
  readonly folder: boolean;
  readonly raw: yauzl.Entry;
}

export interface Zip {
  readonly entries: readonly ZipEntry[];
  /** Set when the list of entries broke off: what was listed before is usable. */
  readonly listingError: string | null;
  /** True when there are more entries than the limit; the rest is not listed. */
  readonly tooManyEntries: boolean;
  /**
   * Expands one entry piece by piece. `onChunk` returns 'stop' to end early. Throws ReadingRefused past the limits (an entry's
   * size, the sum over all reads, a ratio only a bomb has) and yauzl's errors when the entry is damaged.
   */
  readonly read: (entry: ZipEntry, onChunk: (chunk: Uint8Array) => 'more' | 'stop') => Promise<void>;
}

const BOMB = '文件像是压缩炸弹(展开后异常巨大),已拒绝读取。请核对它的来源';
/** Deflate reaches about 1:1030; real sheets and documents stay far below this once they are large. */
const MAX_RATIO = 500;
const RATIO_APPLIES_FROM_BYTES = 8 * 1024 * 1024;
/** Entries up to this size, packed and unpacked, are read in one piece. */
const WHOLE_BYTES = 4 * 1024 * 1024;
/** Compression methods (APPNOTE 4.4.5). */
const [STORED, DEFLATED] = [0, 8];

/**
 * Lists a zip by its central directory (APPNOTE 4.3.12). The source stays the caller's to close. Throws yauzl's errors when there
 * is no directory.
 */
export async function openZip(source: ByteSource, limits: ZipLimits): Promise<Zip> {
  const options = { autoClose: false, lazyEntries: true, decodeStrings: false, validateEntrySizes: true } as const;
  const file = await yauzl.fromRandomAccessReaderPromise(zipReader(source), source.sizeBytes, options);
  const entries: ZipEntry[] = [];
  let listingError: string | null = null;
  let tooManyEntries = false;
  try {
    for await (const raw of file.eachEntry()) {
      if (entries.length >= limits.maxEntries) {
        tooManyEntries = true;
        break;
      }
      const name = entryName(raw);
      entries.push({ name, sizeBytes: raw.uncompressedSize, encrypted: raw.isEncrypted(), folder: /[/\\]$/.test(name), raw });
    }
  } catch (error) {
    listingError = error instanceof Error ? error.message : String(error);
  }
  let totalBytes = 0;
  return {
    entries,
    listingError,
    tooManyEntries,
    read: async (entry, onChunk) => {
      const whole = totalBytes + entry.sizeBytes <= limits.maxTotalBytes ? await readWhole(source, file, entry, limits) : null;
      if (whole !== null) {
        totalBytes += whole.length;
        if (whole.length > 0) onChunk(whole);
        return;
      }
      let entryBytes = 0;
      const stream = await file.openReadStreamPromise(entry.raw);
      try {
        for await (const chunk of stream as AsyncIterable<Buffer>) {
          entryBytes += chunk.length;
          totalBytes += chunk.length;
          if (entryBytes > RATIO_APPLIES_FROM_BYTES && entryBytes > MAX_RATIO * entry.raw.compressedSize)
            throw new ReadingRefused(BOMB);
          if (entryBytes > limits.maxEntryBytes || totalBytes > limits.maxTotalBytes) throw new ReadingRefused(TOO_LARGE);
          if (onChunk(chunk) === 'stop') break;
        }
      } finally {
        stream.destroy();
      }
    },
  };
}

/**
 * A small sound entry in one piece, at a fraction of what a stream costs. Null for all others: large, encrypted or stored some other way,
 * past the limits, or not what the list says, where the stream gives what can be had and says what is wrong.
 */
async function readWhole(source: ByteSource, file: yauzl.ZipFile, { raw }: ZipEntry, limits: ZipLimits): Promise<Buffer | null> {
  const { compressedSize, uncompressedSize, compressionMethod } = raw;
  const small = compressedSize <= WHOLE_BYTES && uncompressedSize <= Math.min(WHOLE_BYTES, limits.maxEntryBytes);
  if (!small || raw.isEncrypted() || (compressionMethod !== STORED && compressionMethod !== DEFLATED)) return null;
  try {
    const { fileDataStart } = await file.readLocalFileHeaderPromise(raw, { minimal: true });
    const packed = await source.read(fileDataStart, compressedSize);
    if (packed.length !== compressedSize) return null;
    const bytes =
      compressionMethod === STORED
        ? Buffer.from(packed.buffer, packed.byteOffset, packed.length)
        : inflateRawSync(packed, { maxOutputLength: Math.max(1, uncompressedSize) });
    return bytes.length === uncompressedSize ? bytes : null;
  } catch {
    return null;
  }
}

/**
 * An entry's name: UTF-8 when flag bit 11 says so or the bytes are it, else the Info-ZIP Unicode path field (APPNOTE 4.6.9),
 * else what the bytes are in GB18030 or Big5. Backslashes become slashes.
 */
function entryName(raw: yauzl.Entry): string {
  const bytes = raw.fileNameRaw;
  const unicode = raw.extraFields.find((field) => field.id === 0x7075 && field.data.length > 5 && field.data[0] === 1);
  const fromField = unicode ? strictUtf8(unicode.data.subarray(5)) : null;
  const name = fromField ?? strictUtf8(bytes) ?? localName(bytes);
  return name.replaceAll('\\', '/').replaceAll('\0', '');
}

/** Old archivers write names in the code page of their Windows: 936 unless the bytes are plainly Big5. */
function localName(bytes: Uint8Array): string {
  const decoded = decodeText(bytes);
  return decoded?.encoding === 'big5' ? decoded.text : new TextDecoder('gb18030').decode(bytes);
}

function strictUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
