import { open, type FileHandle } from 'node:fs/promises';
import { crc32, createDeflateRaw } from 'node:zlib';

/** A name in the character set of the systems that know no Unicode names. */
export type NameBytes = (name: string) => Buffer;

export interface ZipEntryOptions {
  /** Of the entry; written as local time, as ZIP has it. */
  readonly modified: Date;
  /** Bytes its source is said to have; an entry of 4 GB and more needs other headers from the start. */
  readonly sizeBytes: number;
  /** Packed already (photos, PDF, office files): kept as it is. */
  readonly stored: boolean;
}

export interface ZipWriter {
  /** Streams one file in. Throws what the source or the disk throws; the archive is then as it was before. */
  add(name: string, source: AsyncIterable<Uint8Array>, options: ZipEntryOptions): Promise<void>;
  /** Takes the entry added last back: it was not what it should be. */
  dropLast(): void;
  /** Writes the directory, waits until all is on the disk, closes. */
  finish(): Promise<void>;
  /** Closes without finishing; the file is no archive. */
  abort(): Promise<void>;
}

interface Entry {
  readonly name: string;
  readonly header: Buffer;
  readonly offset: number;
  readonly size: number;
  readonly packed: number;
}

const UINT32 = 0xffffffff;
const UINT16 = 0xffff;
/** From here on an entry is written with ZIP64 fields. */
const LARGE = 0xfff00000;
const UNICODE_PATH = 0x7075;
const ZIP64 = 0x0001;

/**
 * A ZIP archive written entry by entry in constant memory, over 4 GB and 65,535 entries by ZIP64 (PKWARE APPNOTE 6.3.10). Names go
 * in as `nameBytes` writes them, without the mark of UTF-8, and beside that in Unicode (Info-ZIP Unicode Path, APPNOTE 4.6.9): a reader
 * of the system's code page and one of Unicode both show them right.
 */
export async function createZip(path: string, nameBytes: NameBytes): Promise<ZipWriter> {
  const file = await open(path, 'w');
  const entries: Entry[] = [];
  let at = 0;
  const put = async (bytes: Uint8Array): Promise<void> => {
    await writeAll(file, bytes, at);
    at += bytes.length;
  };
  const addEntry = async (
    name: string,
    source: AsyncIterable<Uint8Array>,
    { modified, sizeBytes, stored }: ZipEntryOptions,
  ): Promise<Entry> => {
    const isLarge = sizeBytes >= LARGE;
    const offset = at;
    const { label, extra } = labelOf(name, nameBytes);
    const headLength = 30 + label.length + extra.length + (isLarge ? 20 : 0);
    await put(Buffer.alloc(headLength));
    const start = at;
    let [crc, size] = [0, 0];
    const counted = (async function* () {
      for await (const chunk of source) {
        crc = crc32(chunk, crc);
        size += chunk.length;
        yield chunk;
      }
    })();
    if (stored) for await (const chunk of counted) await put(chunk);
    else await deflateInto(counted, put);
    const packed = at - start;
    if ((size >= UINT32 || packed >= UINT32) && !isLarge) throw new Error(`${name} grew beyond 4 GB while it was packed`);
    // version, flags, method, time, date, crc, packed size, size, name length: alike in both headers
    const shared = Buffer.alloc(24);
    shared.writeUInt16LE(isLarge ? 45 : 20, 0);
    shared.writeUInt16LE(stored ? 0 : 8, 4);
    shared.writeUInt32LE(dosTime(modified), 6);
    shared.writeUInt32LE(crc >>> 0, 10);
    shared.writeUInt32LE(isLarge ? UINT32 : packed, 14);
    shared.writeUInt32LE(isLarge ? UINT32 : size, 18);
    shared.writeUInt16LE(label.length, 22);
    const extras = isLarge ? Buffer.concat([zip64Extra([size, packed]), extra]) : extra;
    const head = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), shared, uint16(extras.length), label, extras]);
    await writeAll(file, head, offset);
    return { name, header: shared, offset, size, packed };
  };
  return {
    async add(name, source, options) {
      const offset = at;
      try {
        entries.push(await addEntry(name, source, options));
      } catch (error) {
        at = offset;
        throw error;
      }
    },
    dropLast() {
      at = entries.pop()?.offset ?? at;
    },
    async finish() {
      const start = at;
      for (const entry of entries) await put(directoryEntry(entry, nameBytes));
      await put(endOf({ count: entries.length, start, length: at - start }));
      // What an entry taken back left behind.
      await file.truncate(at);
      await file.sync();
      await file.close();
    },
    abort: () => file.close(),
  };
}

function labelOf(name: string, nameBytes: NameBytes): { label: Buffer; extra: Buffer } {
  const utf8 = Buffer.from(name);

  if (/^[\u0000-\u007f]*$/.test(name)) return { label: utf8, extra: Buffer.alloc(0) };
  const own = nameBytes(name);
  const crc = Buffer.alloc(5);
  crc.writeUInt8(1, 0);
  crc.writeUInt32LE(crc32(own), 1);
  return { label: own, extra: extraField(UNICODE_PATH, Buffer.concat([crc, utf8])) };
}

function directoryEntry({ name, header, offset, size, packed }: Entry, nameBytes: NameBytes): Buffer {
  const { label, extra } = labelOf(name, nameBytes);
  const large = header.readUInt32LE(18) === UINT32;
  const far = offset >= UINT32;
  const sizes = [...(large ? [size, packed] : []), ...(far ? [offset] : [])];
  const extras = sizes.length > 0 ? Buffer.concat([zip64Extra(sizes), extra]) : extra;
  // comment length, disk, internal and external attributes, offset
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(far ? UINT32 : offset, 10);
  const version = uint16(far || large ? 45 : 20);
  return Buffer.concat([
    Buffer.from('PK\x01\x02', 'latin1'),
    version,
    version,
    header.subarray(2),
    uint16(extras.length),
    tail,
    label,
    extras,
  ]);
}

function endOf({ count, start, length }: { count: number; start: number; length: number }): Buffer {
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(Math.min(count, UINT16), 8);
  end.writeUInt16LE(Math.min(count, UINT16), 10);
  end.writeUInt32LE(Math.min(length, UINT32), 12);
  end.writeUInt32LE(Math.min(start, UINT32), 16);
  if (count < UINT16 && start < UINT32 && length < UINT32) return end;
  const large = Buffer.alloc(56);
  large.write('PK\x06\x06', 0, 'latin1');
  large.writeBigUInt64LE(44n, 4);
  large.writeUInt16LE(45, 12);
  large.writeUInt16LE(45, 14);
  large.writeBigUInt64LE(BigInt(count), 24);
  large.writeBigUInt64LE(BigInt(count), 32);
  large.writeBigUInt64LE(BigInt(length), 40);
  large.writeBigUInt64LE(BigInt(start), 48);
  const locator = Buffer.alloc(20);
  locator.write('PK\x06\x07', 0, 'latin1');
  locator.writeBigUInt64LE(BigInt(start + length), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([large, locator, end]);
}

function zip64Extra(values: readonly number[]): Buffer {
  const body = Buffer.alloc(values.length * 8);
  values.forEach((value, index) => body.writeBigUInt64LE(BigInt(value), index * 8));
  return extraField(ZIP64, body);
}

function extraField(id: number, body: Buffer): Buffer {
  return Buffer.concat([uint16(id), uint16(body.length), body]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

/** Time in the low half, day in the high one; ZIP knows no year before 1980. */
function dosTime(date: Date): number {
  const year = Math.min(Math.max(date.getFullYear(), 1980), 2107);
  const day = date.getFullYear() < 1980 ? (1 << 5) | 1 : ((year - 1980) << 9) | ((date.getMonth() + 1) << 5) | date.getDate();
  const time = (date.getHours() << 11) | (date.getMinutes() << 5) | (date.getSeconds() >> 1);
  return ((day << 16) | time) >>> 0;
}

async function deflateInto(source: AsyncIterable<Uint8Array>, put: (bytes: Uint8Array) => Promise<void>): Promise<void> {
  const deflate = createDeflateRaw();
  const feed = (async () => {
    try {
      for await (const chunk of source)
        if (!deflate.write(chunk)) await new Promise<void>((resolve) => deflate.once('drain', resolve));
      deflate.end();
    } catch (error) {
      deflate.destroy(error as Error);
    }
  })();
  for await (const chunk of deflate) await put(chunk as Buffer);
  await feed;
}

async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}
