import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

let gbkTable: Map<string, number> | null = null;

function gbkCodes(): Map<string, number> {
  if (gbkTable !== null) return gbkTable;
  const table = new Map<string, number>();
  const decoder = new TextDecoder('gbk');
  for (let high = 0x81; high <= 0xfe; high += 1)
    for (let low = 0x40; low <= 0xfe; low += 1) {
      if (low === 0x7f) continue;
      const character = decoder.decode(Uint8Array.of(high, low));
      if ([...character].length === 1 && character !== '\ufffd' && !table.has(character)) table.set(character, (high << 8) | low);
    }
  gbkTable = table;
  return table;
}

/** `text` as GBK bytes; throws when a character has no GBK code. */
export function gbk(text: string): Buffer {
  const bytes: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    const code = point < 0x80 ? point : gbkCodes().get(character);
    if (code === undefined) throw new Error(`${character} is not in GBK`);
    if (code > 0xff) bytes.push(code >> 8, code & 0xff);
    else bytes.push(code);
  }
  return Buffer.from(bytes);
}

/** `text` as UTF-16 little endian with its byte order mark, as Windows Notepad saves “Unicode”. */
export function utf16(text: string): Buffer {
  return Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
}

export interface ZipEntry {
  readonly name: Buffer;
  readonly content: Uint8Array;
  /** Bit 11 of the general purpose flag: the name is UTF-8 (APPNOTE 4.4.4). Chinese Windows leaves it clear and writes GBK. */
  readonly utf8: boolean;
}

const ZIP_DATE = ((2026 - 1980) << 9) | (5 << 5) | 20;
const ZIP_TIME = (9 << 11) | (30 << 5);

/** A zip file (PKWARE APPNOTE 4.3) with one fixed date, so that equal content gives equal bytes. */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const packed = deflateRawSync(entry.content, { level: 9 });
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(entry.utf8 ? 0x800 : 0, 2);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt16LE(ZIP_TIME, 6);
    fields.writeUInt16LE(ZIP_DATE, 8);
    fields.writeUInt32LE(crc32(entry.content), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(entry.content.length, 18);
    fields.writeUInt16LE(entry.name.length, 22);
    parts.push(Buffer.from('PK\x03\x04', 'latin1'), fields, entry.name, packed);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    central.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fields, place, entry.name);
    offset += 4 + 26 + entry.name.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, directory, end]);
}

/** The members of a plain zip (no zip64, no encryption), in the order of its directory. */
export function unzip(bytes: Buffer): { readonly name: Buffer; readonly utf8: boolean; readonly content: Buffer }[] {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0) throw new Error('not a zip');
  let at = bytes.readUInt32LE(end + 16);
  const members = [];
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count -= 1) {
    const nameLength = bytes.readUInt16LE(at + 28);
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(start, start + bytes.readUInt32LE(at + 20));
    members.push({
      name: Buffer.from(bytes.subarray(at + 46, at + 46 + nameLength)),
      utf8: (bytes.readUInt16LE(at + 8) & 0x800) !== 0,
      content: bytes.readUInt16LE(at + 10) === 8 ? inflateRawSync(packed) : Buffer.from(packed),
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return members;
}

/** An Office Open XML file packed again with fixed dates: `created` (local date) replaces the moment the script ran. */
export function withFixedDates(bytes: Buffer, created: string): Buffer {
  const stamp = `${created}T01:30:00Z`;
  return zip(
    unzip(bytes).map((member) => ({
      name: member.name,
      utf8: false,
      content:
        member.name.toString() === 'docProps/core.xml'
          ? Buffer.from(
              member.content
                .toString()
                .replace(/(<dcterms:(created|modified)[^>]*>)[^<]*/g, `$1${stamp}`)
                .replace(/Un-named/g, '滨河区文明办'),
            )
          : member.content,
    })),
  );
}
