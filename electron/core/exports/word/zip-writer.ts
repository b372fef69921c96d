import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipPart {
  /** Name inside the archive, with `/`. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Pictures are packed already. */
  readonly stored?: boolean;
}

/** 1980-01-01: the same parts give the same bytes. */
const DOS_DATE = 0x21;
const UTF8_NAMES = 0x0800;

/** A ZIP archive of these parts in this order (PKWARE APPNOTE 6.3.3, without ZIP64: parts far below 4 GB). */
export function writeZip(parts: readonly ZipPart[]): Buffer {
  const chunks: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes, stored = false } of parts) {
    const body = stored ? Buffer.from(bytes) : deflateRawSync(bytes);
    const label = Buffer.from(name);
    // version, flags, method, time, date, crc, packed size, size, name length, extra length: alike in both headers
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(UTF8_NAMES, 2);
    shared.writeUInt16LE(stored ? 0 : 8, 4);
    shared.writeUInt16LE(DOS_DATE, 8);
    shared.writeUInt32LE(crc32(bytes), 10);
    shared.writeUInt32LE(body.length, 14);
    shared.writeUInt32LE(bytes.length, 18);
    shared.writeUInt16LE(label.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), shared, label, body]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), shared, tail, label);
    chunks.push(local);
    offset += local.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...chunks, list, end]);
}
