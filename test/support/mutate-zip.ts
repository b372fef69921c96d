import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Random } from './mutate.ts';

interface Part {
  readonly name: Buffer;
  readonly flags: number;
  readonly content: Buffer;
}

/** A sound zip made from another, with one of its parts changed. Null where the bytes are no zip that can be read in full. */
export function rebuiltZip(bytes: Buffer, change: (part: Buffer) => Buffer, random: Random): Buffer | null {
  const parts = partsOf(bytes);
  if (parts === null || parts.length === 0) return null;
  const spoilt = random.below(parts.length);
  return zipOf(
    parts.map((part, at) => (at === spoilt && part.content.length > 0 ? { ...part, content: change(part.content) } : part)),
  );
}

/** Reads a zip by its central directory (APPNOTE 4.3.12); nothing is checked. */
function partsOf(bytes: Buffer): Part[] | null {
  try {
    const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
    if (!bytes.subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1')) || end < 0) return null;
    const parts: Part[] = [];
    let at = bytes.readUInt32LE(end + 16);
    for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
      const nameBytes = bytes.readUInt16LE(at + 28);
      const local = bytes.readUInt32LE(at + 42);
      const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
      const raw = bytes.subarray(start, start + bytes.readUInt32LE(at + 20));
      const content = bytes.readUInt16LE(at + 10) === 0 ? raw : inflateRawSync(raw, { maxOutputLength: 8 << 20 });
      parts.push({ name: bytes.subarray(at + 46, at + 46 + nameBytes), flags: bytes.readUInt16LE(at + 8), content });
      at += 46 + nameBytes + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    }
    return parts;
  } catch {
    return null;
  }
}

function zipOf(parts: readonly Part[]): Buffer {
  const out: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, flags, content } of parts) {
    const packed = deflateRawSync(content);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(flags & 0x0800, 2);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc32(content), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(content.length, 18);
    fields.writeUInt16LE(name.length, 22);
    out.push(Buffer.from('PK\x03\x04', 'latin1'), fields, name, packed);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\0', 'latin1'), fields, rest, name);
    offset += 30 + name.length + packed.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...out, list, end]);
}
