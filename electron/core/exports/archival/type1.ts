import type { GlyphProgram } from './cff.ts';
import { standardName } from './glyph-names.ts';

const EEXEC_KEY = 55_665;
const CHARSTRING_KEY = 4330;
const [C1, C2] = [52_845, 22_719] as const;
const THOUSAND = 1000;
const [HSBW, ESCAPE, SBW, DIV] = [13, 12, 7, 12] as const;

/** Adobe Type 1 Font Format §7.1. */
function decrypt(bytes: Uint8Array, key: number, skip: number): Buffer {
  const out = Buffer.alloc(bytes.length);
  let state = key;
  bytes.forEach((cipher, index) => {
    out[index] = cipher ^ (state >> 8);
    state = ((cipher + state) * C1 + C2) & 0xffff;
  });
  return out.subarray(Math.min(skip, out.length));
}

/** Takes a PFB's segment heads away, where there are any. */
function plain(data: Buffer): Buffer {
  if (data[0] !== 0x80) return data;
  const parts: Buffer[] = [];
  for (let at = 0; data[at] === 0x80 && (data[at + 1] === 1 || data[at + 1] === 2);) {
    const length = data.readUInt32LE(at + 2);
    parts.push(data.subarray(at + 6, at + 6 + length));
    at += 6 + length;
  }
  return Buffer.concat(parts);
}

/** Reads a Type 1 program: which glyphs it has and how wide they are. Null where it cannot be read. */
export function readType1(bytes: Uint8Array): GlyphProgram | null {
  try {
    return parse(plain(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)));
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function parse(data: Buffer): GlyphProgram | null {
  const mark = data.indexOf('eexec');
  if (mark < 0) return null;
  let from = mark + 5;
  while (data[from] === 32 || data[from] === 9 || data[from] === 10 || data[from] === 13) from++;
  const head = data.toString('latin1', 0, mark);
  const isHex = /^[0-9a-fA-F]{4}/.test(data.toString('latin1', from, from + 4));
  const cipher = isHex ? Buffer.from(data.toString('latin1', from).replace(/[^0-9a-fA-F]/g, ''), 'hex') : data.subarray(from);
  const body = decrypt(cipher, EEXEC_KEY, 4);
  const glyphs = charStrings(body);
  if (glyphs.size === 0) return null;
  const names = ['.notdef', ...[...glyphs.keys()].filter((name) => name !== '.notdef')];
  const places = new Map(names.map((name, index) => [name, index]));
  const scale = Number(/\/FontMatrix\s*\[\s*([-+.\deE]+)/.exec(head)?.[1] ?? 1 / THOUSAND) * THOUSAND;
  const codes = ownEncoding(head);
  return {
    glyphs: names.length,
    widthOf: (glyph) => {
      const width = widthOf(glyphs.get(names[glyph] ?? '') ?? Buffer.alloc(0));
      return width === null ? null : width * scale;
    },
    glyphNamed: (name) => places.get(name) ?? 0,
    nameOf: codes,
    glyphOfCid: () => 0,
  };
}

function ownEncoding(head: string): (code: number) => string | null {
  if (/\/Encoding\s+StandardEncoding\b/.test(head)) return standardName;
  const found = new Map<number, string>();
  for (const [, code, name] of head.matchAll(/\bdup\s+(\d+)\s*\/([^\s/()<>[\]{}%]+)\s+put\b/g))
    found.set(Number(code), name ?? '');
  return (code) => found.get(code) ?? null;
}

/** Charstrings by name, decrypted: `/name length RD bytes ND`. */
function charStrings(body: Buffer): ReadonlyMap<string, Buffer> {
  const found = new Map<string, Buffer>();
  const text = body.toString('latin1');
  const skip = Number(/\/lenIV\s+(\d+)/.exec(text)?.[1] ?? 4);
  const entry = /\/([^\s/()<>[\]{}%]+)\s+(\d+)\s+(?:RD|-\||\S+)\s/g;
  entry.lastIndex = Math.max(0, text.indexOf('/CharStrings'));
  // The dictionary's own line looks alike: its name is followed by a size, not by bytes.
  entry.lastIndex = Math.max(entry.lastIndex, text.indexOf('begin', entry.lastIndex));
  for (let match = entry.exec(text); match; match = entry.exec(text)) {
    const length = Number(match[2]);
    const start = match.index + match[0].length;
    if (start + length > body.length) throw new RangeError('charstring beyond the end');
    found.set(match[1] ?? '', decrypt(body.subarray(start, start + length), CHARSTRING_KEY, skip));
    entry.lastIndex = start + length;
  }
  return found;
}

/** The width in front of `hsbw` or `sbw`; null where neither comes first. */
function widthOf(code: Buffer): number | null {
  const stack: number[] = [];
  for (let at = 0; at < code.length;) {
    const byte = code.readUInt8(at++);
    if (byte >= 32 && byte <= 246) stack.push(byte - 139);
    else if (byte >= 247 && byte <= 254) {
      const next = code.readUInt8(at++);
      stack.push(byte <= 250 ? (byte - 247) * 256 + next + 108 : -(byte - 251) * 256 - next - 108);
    } else if (byte === 255) {
      stack.push(code.readInt32BE(at));
      at += 4;
    } else if (byte === HSBW) return stack[1] ?? null;
    else if (byte === ESCAPE) {
      const second = code.readUInt8(at++);
      if (second === SBW) return stack[2] ?? null;
      if (second !== DIV) return null;
      const [divisor, dividend] = [stack.pop() ?? 1, stack.pop() ?? 0];
      stack.push(dividend / divisor);
    } else return null;
  }
  return null;
}
