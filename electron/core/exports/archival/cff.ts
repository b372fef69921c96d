import { CFF_STRINGS, isLatinString, standardName } from './glyph-names.ts';

/** A font program whose glyphs are found by name, by code or by CID. */
export interface GlyphProgram {
  readonly glyphs: number;
  /** Thousandths of the font size; null where it cannot be told. */
  readonly widthOf: (glyph: number) => number | null;
  /** 0 where there is none. */
  readonly glyphNamed: (name: string) => number;
  /** By the program's own encoding. */
  readonly nameOf: (code: number) => string | null;
  readonly glyphOfCid: (cid: number) => number;
}

type Dict = ReadonlyMap<number, readonly number[]>;
const OP = { charset: 15, encoding: 16, charStrings: 17, private: 18, subrs: 19, defaultWidth: 20, nominalWidth: 21 } as const;
const LONG_OP = { matrix: 0x0c07, ros: 0x0c1e, fdArray: 0x0c24, fdSelect: 0x0c25 } as const;
const MAX_CALLS = 10;
const THOUSAND = 1000;

/** Reads a CFF program (Adobe Technical Notes 5176 and 5177), bare or within OpenType. Null where it cannot be read. */
export function cffGlyphs(bytes: Uint8Array): GlyphProgram | null {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return parse(data.toString('latin1', 0, 4) === 'OTTO' ? cffTable(data) : data);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function cffTable(data: Buffer): Buffer {
  for (let index = 0; index < data.readUInt16BE(4); index++) {
    const at = 12 + 16 * index;
    if (data.toString('latin1', at, at + 4) === 'CFF ')
      return data.subarray(data.readUInt32BE(at + 8), data.readUInt32BE(at + 8) + data.readUInt32BE(at + 12));
  }
  throw new RangeError('no CFF table');
}

interface Index {
  readonly items: readonly Buffer[];
  readonly end: number;
}

function readIndex(data: Buffer, at: number): Index {
  const count = data.readUInt16BE(at);
  if (count === 0) return { items: [], end: at + 2 };
  const size = data.readUInt8(at + 2);
  if (size < 1 || size > 4) throw new RangeError('offset size');
  const offset = (index: number): number => data.readUIntBE(at + 3 + size * index, size);
  const base = at + 2 + size * (count + 1);
  const items = Array.from({ length: count }, (_, index) => data.subarray(base + offset(index), base + offset(index + 1)));
  return { items, end: base + offset(count) };
}

function readDict(data: Buffer): Dict {
  const found = new Map<number, readonly number[]>();
  let operands: number[] = [];
  for (let at = 0; at < data.length;) {
    const byte = data.readUInt8(at);
    if (byte <= 21) {
      const isLong = byte === 12;
      found.set(isLong ? 0x0c00 | data.readUInt8(at + 1) : byte, operands);
      operands = [];
      at += isLong ? 2 : 1;
    } else if (byte === 30) {
      const [value, length] = realNumber(data, at + 1);
      operands.push(value);
      at += 1 + length;
    } else if (byte === 28) {
      operands.push(data.readInt16BE(at + 1));
      at += 3;
    } else if (byte === 29) {
      operands.push(data.readInt32BE(at + 1));
      at += 5;
    } else if (byte <= 246) {
      operands.push(byte - 139);
      at += 1;
    } else {
      operands.push(
        byte <= 250 ? (byte - 247) * 256 + data.readUInt8(at + 1) + 108 : -(byte - 251) * 256 - data.readUInt8(at + 1) - 108,
      );
      at += 2;
    }
  }
  return found;
}

function realNumber(data: Buffer, from: number): readonly [value: number, length: number] {
  const digits = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.', 'E', 'E-', '', '-'];
  let text = '';
  for (let at = from; ; at++) {
    const byte = data.readUInt8(at);
    for (const nibble of [byte >> 4, byte & 15]) {
      if (nibble === 15) return [Number(text), at - from + 1];
      text += digits[nibble] ?? '';
    }
  }
}

function parse(data: Buffer): GlyphProgram | null {
  const nameIndex = readIndex(data, data.readUInt8(2));
  const topIndex = readIndex(data, nameIndex.end);
  const strings = readIndex(data, topIndex.end);
  const globals = readIndex(data, strings.end).items;
  const top = readDict(topIndex.items[0] ?? Buffer.alloc(0));
  const charStrings = readIndex(data, top.get(OP.charStrings)?.[0] ?? -1).items;
  const isCid = top.has(LONG_OP.ros);
  const scale = (dict: Dict): number => (dict.get(LONG_OP.matrix)?.[0] ?? 1 / THOUSAND) * THOUSAND;
  const privates = isCid
    ? readIndex(data, top.get(LONG_OP.fdArray)?.[0] ?? -1).items.map((item) => {
        const dict = readDict(item);
        // Where both have a matrix they are multiplied; nearly always one is the unit.
        return privateOf(data, dict, top.has(LONG_OP.matrix) ? scale(top) * (dict.get(LONG_OP.matrix)?.[0] ?? 1) : scale(dict));
      })
    : [privateOf(data, top, scale(top))];
  const select = isCid ? fdSelect(data, top.get(LONG_OP.fdSelect)?.[0] ?? -1, charStrings.length) : () => 0;
  const ids = charset(data, top.get(OP.charset)?.[0] ?? 0, charStrings.length);
  if (!ids) return null;
  const stringOf = (id: number): string => CFF_STRINGS[id] ?? strings.items[id - CFF_STRINGS.length]?.toString('latin1') ?? '';
  const byName = new Map(isCid ? [] : ids.map((id, glyph) => [stringOf(id), glyph]));
  const byCid = new Map(ids.map((id, glyph) => [id, glyph]));
  const codes = isCid ? () => 0 : encoding(data, top.get(OP.encoding)?.[0] ?? 0, (name) => byName.get(name) ?? 0);
  return {
    glyphs: charStrings.length,
    widthOf: (glyph) => {
      const own = privates[select(glyph)];
      const code = charStrings[glyph];
      if (!own || !code) return null;
      const extra = extraWidth(code, globals, own.subrs);
      return extra === undefined ? null : (extra === null ? own.defaultWidth : own.nominalWidth + extra) * own.scale;
    },
    glyphNamed: (name) => byName.get(name) ?? 0,
    nameOf: (code) => {
      const glyph = codes(code);
      return glyph > 0 ? stringOf(ids[glyph] ?? 0) : null;
    },
    // A font that is not made for CIDs is asked by glyph (ISO 32000-1 §9.7.4.2).
    glyphOfCid: (cid) => (isCid ? (byCid.get(cid) ?? 0) : cid),
  };
}

interface Private {
  readonly subrs: readonly Buffer[];
  readonly defaultWidth: number;
  readonly nominalWidth: number;
  readonly scale: number;
}

function privateOf(data: Buffer, dict: Dict, scale: number): Private {
  const [size = 0, offset = 0] = dict.get(OP.private) ?? [];
  const own = readDict(data.subarray(offset, offset + size));
  const subrs = own.get(OP.subrs)?.[0];
  return {
    subrs: subrs === undefined ? [] : readIndex(data, offset + subrs).items,
    defaultWidth: own.get(OP.defaultWidth)?.[0] ?? 0,
    nominalWidth: own.get(OP.nominalWidth)?.[0] ?? 0,
    scale,
  };
}

function fdSelect(data: Buffer, at: number, glyphs: number): (glyph: number) => number {
  const format = data.readUInt8(at);
  if (format === 0) return (glyph) => (glyph < glyphs ? data.readUInt8(at + 1 + glyph) : 0);
  if (format !== 3) throw new RangeError('FDSelect format');
  const count = data.readUInt16BE(at + 1);
  return (glyph) => {
    let [low, high] = [0, count - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (data.readUInt16BE(at + 3 + 3 * middle) <= glyph) low = middle;
      else high = middle - 1;
    }
    return data.readUInt8(at + 5 + 3 * low);
  };
}

/** String numbers (or CIDs) by glyph; null for the predefined sets of experts, which nobody embeds. */
function charset(data: Buffer, offset: number, glyphs: number): readonly number[] | null {
  if (offset === 0) return Array.from({ length: glyphs }, (_, glyph) => (isLatinString(glyph) ? glyph : 0));
  if (offset <= 2) return null;
  const ids = [0];
  const format = data.readUInt8(offset);
  for (let at = offset + 1; ids.length < glyphs;) {
    const first = data.readUInt16BE(at);
    const left = format === 0 ? 0 : format === 1 ? data.readUInt8(at + 2) : data.readUInt16BE(at + 2);
    for (let id = first; id <= first + left && ids.length < glyphs; id++) ids.push(id);
    at += format === 0 ? 2 : format === 1 ? 3 : 4;
  }
  return ids;
}

function encoding(data: Buffer, offset: number, glyphNamed: (name: string) => number): (code: number) => number {
  if (offset === 0) return (code) => glyphNamed(standardName(code) ?? '.notdef');
  if (offset === 1) return () => 0;
  const found = new Map<number, number>();
  const format = data.readUInt8(offset);
  const count = data.readUInt8(offset + 1);
  let at = offset + 2;
  let glyph = 1;
  for (let index = 0; index < count; index++) {
    const first = data.readUInt8(at);
    const left = (format & 0x7f) === 0 ? 0 : data.readUInt8(at + 1);
    for (let code = first; code <= first + left; code++) found.set(code, glyph++);
    at += (format & 0x7f) === 0 ? 1 : 2;
  }
  return (code) => found.get(code) ?? 0;
}

const HINTS: readonly number[] = [1, 3, 18, 23];
const [MASKS, MOVES]: readonly (readonly number[])[] = [
  [19, 20],
  [4, 22],
];
const [RMOVETO, ENDCHAR, CALL_LOCAL, CALL_GLOBAL, RETURN] = [21, 14, 10, 29, 11] as const;

const biasOf = (count: number): number => (count < 1240 ? 107 : count < 33_900 ? 1131 : 32_768);

/**
 * The number in front of a Type 2 charstring's first drawing or hint operator that says how the width differs from the nominal one; null where
 * there is none, undefined where the charstring is not understood.
 */
function extraWidth(code: Buffer, globals: readonly Buffer[], locals: readonly Buffer[]): number | null | undefined {
  const stack: number[] = [];
  const run = (part: Buffer, depth: number): number | null | undefined | 'returned' => {
    if (depth > MAX_CALLS) return undefined;
    for (let at = 0; at < part.length;) {
      const byte = part.readUInt8(at++);
      if (byte === 28) {
        stack.push(part.readInt16BE(at));
        at += 2;
      } else if (byte >= 32 && byte <= 246) stack.push(byte - 139);
      else if (byte >= 247 && byte <= 254) {
        const next = part.readUInt8(at++);
        stack.push(byte <= 250 ? (byte - 247) * 256 + next + 108 : -(byte - 251) * 256 - next - 108);
      } else if (byte === 255) {
        stack.push(part.readInt32BE(at) / 65_536);
        at += 4;
      } else if (byte === CALL_LOCAL || byte === CALL_GLOBAL) {
        const subrs = byte === CALL_LOCAL ? locals : globals;
        const subr = subrs[(stack.pop() ?? 0) + biasOf(subrs.length)];
        const found = subr ? run(subr, depth + 1) : undefined;
        if (found !== 'returned') return found;
      } else if (byte === RETURN) return 'returned';
      else if (HINTS.includes(byte) || MASKS?.includes(byte)) return stack.length % 2 === 1 ? (stack[0] ?? null) : null;
      else if (byte === RMOVETO) return stack.length > 2 ? (stack[0] ?? null) : null;
      else if (MOVES?.includes(byte)) return stack.length > 1 ? (stack[0] ?? null) : null;
      else if (byte === ENDCHAR) return stack.length === 1 || stack.length === 5 ? (stack[0] ?? null) : null;
      else return undefined;
    }
    return 'returned';
  };
  const found = run(code, 0);
  return found === 'returned' ? undefined : found;
}
