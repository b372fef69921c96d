/** What of a TrueType program the rules ask for. */
export interface TrueTypeProgram {
  readonly glyphs: number;
  /** Thousandths of the font size. */
  readonly widthOf: (glyph: number) => number;
  readonly cmapCount: number;
  /** Glyph of a character in one of its maps; null where it has no such map. */
  readonly cmap: (platform: number, encoding: number) => ((code: number) => number) | null;
}

const HMTX_ENTRY = 4;

/** Reads a TrueType program (also the tables of an OpenType one). Null where it is none, or lacks what glyphs are found and measured by. */
export function readTrueType(bytes: Uint8Array): TrueTypeProgram | null {
  try {
    return parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function parse(data: Buffer): TrueTypeProgram | null {
  const tables = new Map<string, { readonly offset: number; readonly length: number }>();
  const count = data.readUInt16BE(4);
  for (let index = 0; index < count; index++) {
    const at = 12 + 16 * index;
    const table = { offset: data.readUInt32BE(at + 8), length: data.readUInt32BE(at + 12) };
    if (table.offset + table.length > data.length) return null;
    tables.set(data.toString('latin1', at, at + 4), table);
  }
  const [head, hhea, maxp, hmtx] = ['head', 'hhea', 'maxp', 'hmtx'].map((name) => tables.get(name)?.offset);
  if (head === undefined || hhea === undefined || maxp === undefined || hmtx === undefined) return null;
  if (!tables.has('CFF ') && !(tables.has('glyf') && tables.has('loca'))) return null;
  const unitsPerEm = data.readUInt16BE(head + 18);
  const metrics = data.readUInt16BE(hhea + 34);
  const glyphs = data.readUInt16BE(maxp + 4);
  if (unitsPerEm === 0 || metrics === 0) return null;
  const maps = cmaps(data, tables.get('cmap')?.offset);
  return {
    glyphs,
    widthOf: (glyph) => (data.readUInt16BE(hmtx + HMTX_ENTRY * Math.min(glyph, metrics - 1)) * 1000) / unitsPerEm,
    cmapCount: maps.size,
    cmap: (platform, encoding) => {
      const at = maps.get(`${platform} ${encoding}`);
      return at === undefined ? null : lookUp(data, at);
    },
  };
}

function cmaps(data: Buffer, offset: number | undefined): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  if (offset === undefined) return found;
  const count = data.readUInt16BE(offset + 2);
  for (let index = 0; index < count; index++) {
    const at = offset + 4 + 8 * index;
    found.set(`${data.readUInt16BE(at)} ${data.readUInt16BE(at + 2)}`, offset + data.readUInt32BE(at + 4));
  }
  return found;
}

/** A character map of format 0, 4, 6 or 12; one of another format finds nothing. */
function lookUp(data: Buffer, at: number): (code: number) => number {
  switch (data.readUInt16BE(at)) {
    case 0:
      return (code) => (code < 256 ? data.readUInt8(at + 6 + code) : 0);
    case 4:
      return (code) => segmentGlyph(data, at, code);
    case 6: {
      const [first, count] = [data.readUInt16BE(at + 6), data.readUInt16BE(at + 8)];
      return (code) => (code >= first && code < first + count ? data.readUInt16BE(at + 10 + 2 * (code - first)) : 0);
    }
    case 12:
      return (code) => groupGlyph(data, at, code);
    default:
      return () => 0;
  }
}

function segmentGlyph(data: Buffer, at: number, code: number): number {
  const doubled = data.readUInt16BE(at + 6);
  const [ends, starts] = [at + 14, at + 16 + doubled];
  for (let segment = 0; segment < doubled; segment += 2) {
    if (data.readUInt16BE(ends + segment) < code) continue;
    const start = data.readUInt16BE(starts + segment);
    if (start > code) return 0;
    const delta = data.readUInt16BE(starts + doubled + segment);
    const rangeAt = starts + 2 * doubled + segment;
    const range = data.readUInt16BE(rangeAt);
    if (range === 0) return (code + delta) & 0xffff;
    const glyph = data.readUInt16BE(rangeAt + range + 2 * (code - start));
    return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
  }
  return 0;
}

function groupGlyph(data: Buffer, at: number, code: number): number {
  const count = data.readUInt32BE(at + 12);
  for (let index = 0; index < count; index++) {
    const group = at + 16 + 12 * index;
    if (code > data.readUInt32BE(group + 4)) continue;
    const start = data.readUInt32BE(group);
    return code < start ? 0 : data.readUInt32BE(group + 8) + code - start;
  }
  return 0;
}
