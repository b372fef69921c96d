import { closeSync, openSync, readSync } from 'node:fs';

/** What setting text needs of a TrueType file: which glyph a character has and how wide it is. The outlines stay on the disk. */
export interface FontMetrics {
  readonly unitsPerEm: number;
  /** Glyph of a code point; 0 where the font has none. */
  readonly glyphOf: (codePoint: number) => number;
  /** Advance width of a glyph in thousandths of the font size. */
  readonly widthOf: (glyphId: number) => number;
}

/** Unicode maps in the order of preference: full range first (OpenType 1.9, cmap: platform and encoding). */
const MAPS: readonly (readonly [platform: number, encoding: number])[] = [[3, 10], [0, 6], [0, 4], [3, 1], [0, 3], [0, 2], [0, 1], [0, 0]]; // prettier-ignore
const COLLECTION = 'ttcf';
const TABLE_ENTRY_BYTES = 16;
const HEADER_BYTES = 12;
const MAX_TABLES = 64;

/**
 * Reads the small tables of a TrueType file (cmap, head, hhea, hmtx: about 0.2 MB of a Chinese font's 15 MB).
 * Throws where the file is a collection, has no Unicode map of format 4 or 12, or cannot be read.
 */
export function readFontMetrics(path: string): FontMetrics {
  return withTables(path, (table) => {
    const unitsPerEm = table('head').readUInt16BE(18);
    const advances = table('hhea').readUInt16BE(34);
    const widths = table('hmtx');
    return {
      unitsPerEm,
      glyphOf: characterMap(table('cmap'), path),
      // Glyphs behind the last advance share it (OpenType 1.9, hmtx).
      widthOf: (glyphId) => (widths.readUInt16BE(4 * Math.min(glyphId, advances - 1)) * 1000) / unitsPerEm,
    };
  });
}

/** Bits of fsType (OpenType 1.9, OS/2): embedding is restricted; no subset may be made; only its bitmaps may be embedded. */
const RESTRICTED = 0x0002;
const PRINT_OR_EDIT = 0x000c;
const NO_SUBSET = 0x0100;
const BITMAPS_ONLY = 0x0200;

/**
 * Why a font file cannot go into a PDF as a subset, or null: it cannot be read, is a collection, has other outlines than TrueType ones, or
 * its maker does not allow it.
 */
export function embeddingFault(path: string): 'unreadable' | 'not-allowed' | null {
  try {
    return withTables(path, (table) => {
      table('glyf');
      const type = table('OS/2').readUInt16BE(8);
      const restricted = (type & RESTRICTED) !== 0 && (type & PRINT_OR_EDIT) === 0;
      return restricted || (type & (NO_SUBSET | BITMAPS_ONLY)) !== 0 ? 'not-allowed' : null;
    });
  } catch {
    return 'unreadable';
  }
}

/** Gives `use` a reader of tables by tag, which throws where there is no such table. */
function withTables<T>(path: string, use: (table: (tag: string) => Buffer) => T): T {
  const fd = openSync(path, 'r');
  try {
    const read = (offset: number, length: number): Buffer => {
      const bytes = Buffer.alloc(length);
      if (readSync(fd, bytes, 0, length, offset) !== length) throw new Error(`font file is cut off: ${path}`);
      return bytes;
    };
    const head = read(0, HEADER_BYTES);
    if (head.toString('latin1', 0, 4) === COLLECTION) throw new Error(`a font collection cannot be embedded: ${path}`);
    const count = Math.min(head.readUInt16BE(4), MAX_TABLES);
    const directory = read(HEADER_BYTES, count * TABLE_ENTRY_BYTES);
    const table = (tag: string): Buffer => {
      for (let at = 0; at < directory.length; at += TABLE_ENTRY_BYTES)
        if (directory.toString('latin1', at, at + 4) === tag)
          return read(directory.readUInt32BE(at + 8), directory.readUInt32BE(at + 12));
      throw new Error(`font file has no ${tag} table: ${path}`);
    };
    return use(table);
  } finally {
    closeSync(fd);
  }
}

function characterMap(cmap: Buffer, path: string): FontMetrics['glyphOf'] {
  const records = Array.from({ length: cmap.readUInt16BE(2) }, (_, index) => 4 + 8 * index);
  for (const [platform, encoding] of MAPS) {
    const record = records.find((at) => cmap.readUInt16BE(at) === platform && cmap.readUInt16BE(at + 2) === encoding);
    if (record === undefined) continue;
    const map = cmap.subarray(cmap.readUInt32BE(record + 4));
    const format = map.readUInt16BE(0);
    if (format === 12) return (codePoint) => lookUpGroups(map, codePoint);
    if (format === 4) return (codePoint) => lookUpSegments(map, codePoint);
  }
  throw new Error(`font file has no Unicode map of format 4 or 12: ${path}`);
}

/** Index of the first of `count` ascending numbers that is not below `wanted`. */
function firstNotBelow(count: number, wanted: number, valueAt: (index: number) => number): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (valueAt(middle) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Format 12: groups of first code point, last code point and first glyph. */
function lookUpGroups(map: Buffer, codePoint: number): number {
  const count = map.readUInt32BE(12);
  const found = firstNotBelow(count, codePoint, (index) => map.readUInt32BE(16 + 12 * index + 4));
  if (found === count) return 0;
  const at = 16 + 12 * found;
  const start = map.readUInt32BE(at);
  return codePoint < start ? 0 : map.readUInt32BE(at + 8) + codePoint - start;
}

/** Format 4: arrays of ends, starts, deltas and offsets into a list of glyphs, for code points up to U+FFFF. */
function lookUpSegments(map: Buffer, codePoint: number): number {
  if (codePoint > 0xffff) return 0;
  const twice = map.readUInt16BE(6);
  const [ends, starts, deltas, offsets] = [14, 16 + twice, 16 + 2 * twice, 16 + 3 * twice];
  const found = 2 * firstNotBelow(twice / 2, codePoint, (index) => map.readUInt16BE(ends + 2 * index));
  if (found === twice) return 0;
  const start = map.readUInt16BE(starts + found);
  if (codePoint < start) return 0;
  const delta = map.readUInt16BE(deltas + found);
  const offset = map.readUInt16BE(offsets + found);
  if (offset === 0) return (codePoint + delta) & 0xffff;
  const glyph = map.readUInt16BE(offsets + found + offset + 2 * (codePoint - start));
  return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
}
