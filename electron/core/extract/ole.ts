import type { ByteSource } from './byte-source.ts';

/** A stream of an OLE compound file ([MS-CFB]). */
export interface OleStream {
  readonly name: string;
  readonly sizeBytes: number;
  readonly firstSector: number;
}

export interface Ole {
  readonly streams: readonly OleStream[];
  /** Reads at most `maxBytes` of a stream. Broken chains give fewer bytes. */
  readonly read: (stream: OleStream, maxBytes: number) => Promise<Uint8Array>;
}

const SIGNATURE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const LAST_SECTOR = 0xfffffffa;
const MAX_DIRECTORY_BYTES = 4 * 1024 * 1024;
const MAX_TABLE_SECTORS = 100_000;

/** True when the first bytes are those of an OLE compound file. */
export function isOle(head: Uint8Array): boolean {
  return SIGNATURE.every((byte, at) => head[at] === byte);
}

/** Reads header and directory of an OLE compound file. Returns null when it is none or is broken beyond that. */
export async function openOle(source: ByteSource): Promise<Ole | null> {
  const header = view(await source.read(0, 512));
  if (header.byteLength < 512 || !isOle(bytesOf(header))) return null;
  const shift = header.getUint16(30, true);
  if (shift !== 9 && shift !== 12) return null;
  const sectorBytes = 2 ** shift;
  const sector = (id: number) => source.read((id + 1) * sectorBytes, sectorBytes);
  const nextInFile = sectorTable(header, sector, sectorBytes);
  const chain = async (first: number, maxBytes: number): Promise<Uint8Array> => {
    const parts: Uint8Array[] = [];
    const seen = new Set<number>();
    for (let id = first; id < LAST_SECTOR && !seen.has(id) && parts.length * sectorBytes < maxBytes; id = await nextInFile(id)) {
      seen.add(id);
      const bytes = await sector(id);
      if (bytes.length === 0) break;
      parts.push(bytes);
    }
    return Buffer.concat(parts).subarray(0, maxBytes);
  };
  const directory = view(await chain(header.getUint32(48, true), MAX_DIRECTORY_BYTES));
  const entries = directoryEntries(directory);
  const root = entries.find((entry) => entry.type === 5);
  const miniCutoff = header.getUint32(56, true);
  let mini: { readonly fat: readonly number[]; readonly bytes: Uint8Array } | null = null;
  const openMini = async () => {
    const table = view(await chain(header.getUint32(60, true), MAX_DIRECTORY_BYTES));
    const bytes = root ? await chain(root.firstSector, 64 * 1024 * 1024) : new Uint8Array();
    return { fat: numbers(table), bytes };
  };
  return {
    streams: entries.filter((entry) => entry.type === 2),
    read: async (stream, maxBytes) => {
      const wanted = Math.min(maxBytes, stream.sizeBytes);
      if (stream.sizeBytes >= miniCutoff) return chain(stream.firstSector, wanted);
      mini ??= await openMini();
      const parts: Uint8Array[] = [];
      const seen = new Set<number>();
      for (
        let id = stream.firstSector;
        id < LAST_SECTOR && !seen.has(id) && parts.length * 64 < wanted;
        id = mini.fat[id] ?? LAST_SECTOR
      ) {
        seen.add(id);
        parts.push(mini.bytes.subarray(id * 64, id * 64 + 64));
      }
      return Buffer.concat(parts).subarray(0, wanted);
    },
  };
}

/**
 * Looks up the sector after a sector. The table is read piece by piece as it is asked for: the directory of a large file needs
 * only its first pieces.
 */
function sectorTable(header: DataView, sector: (id: number) => Promise<Uint8Array>, sectorBytes: number) {
  const perSector = sectorBytes / 4;
  const pieces = new Map<number, readonly number[]>();
  const tableSectors: number[] = [];
  for (let at = 76; at < 512; at += 4) tableSectors.push(header.getUint32(at, true));
  let more = header.getUint32(68, true);
  const extend = async () => {
    const list = numbers(view(await sector(more)));
    tableSectors.push(...list.slice(0, perSector - 1));
    more = list[perSector - 1] ?? LAST_SECTOR;
  };
  return async (id: number): Promise<number> => {
    const piece = Math.floor(id / perSector);
    while (piece >= tableSectors.length && more < LAST_SECTOR && tableSectors.length < MAX_TABLE_SECTORS) await extend();
    const at = tableSectors[piece] ?? LAST_SECTOR;
    if (at >= LAST_SECTOR) return LAST_SECTOR;
    const list = pieces.get(piece) ?? numbers(view(await sector(at)));
    pieces.set(piece, list);
    return list[id % perSector] ?? LAST_SECTOR;
  };
}

function directoryEntries(directory: DataView): (OleStream & { readonly type: number })[] {
  const entries: (OleStream & { readonly type: number })[] = [];
  for (let at = 0; at + 128 <= directory.byteLength; at += 128) {
    const nameBytes = Math.min(64, directory.getUint16(at + 64, true));
    const name = new TextDecoder('utf-16le').decode(bytesOf(directory).subarray(at, at + Math.max(0, nameBytes - 2)));
    const type = directory.getUint8(at + 66);
    entries.push({
      name,
      type,
      firstSector: directory.getUint32(at + 116, true),
      sizeBytes: directory.getUint32(at + 120, true),
    });
  }
  return entries;
}

function numbers(table: DataView): number[] {
  const list: number[] = [];
  for (let at = 0; at + 4 <= table.byteLength; at += 4) list.push(table.getUint32(at, true));
  return list;
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function bytesOf(data: DataView): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
