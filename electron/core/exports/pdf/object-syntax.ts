import { PDFArray, PDFBool, PDFDict, PDFHexString, PDFNull, PDFString } from 'pdf-lib';
import type { PDFContext, PDFName, PDFObject } from 'pdf-lib';
import { nameObject, numberObject, refOf } from './objects.ts';

export interface Parsed {
  readonly object: PDFObject;
  /** Offset behind the object. */
  readonly end: number;
}

const MAX_NESTING = 200;
const [REGULAR, SPACE, DELIMITER] = [0, 1, 2];
/** What each byte is, ISO 32000-1 §7.2.2. */
const KINDS = new Uint8Array(256);
for (const byte of [0x00, 0x09, 0x0a, 0x0c, 0x0d, 0x20]) KINDS[byte] = SPACE;
for (const character of '()<>[]{}/%') KINDS[character.charCodeAt(0)] = DELIMITER;
const GENERATION_DIGITS = 5;
const WHOLE_NUMBER = /^\d{1,10}$/;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)$/;
const LONGEST_REFERENCE = 24;

/** Behind white space and comments. */
export function skipSpace(bytes: Uint8Array, start: number): number {
  let at = start;
  for (; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === 0x25) {
      while (at < bytes.length && bytes[at] !== 0x0a && bytes[at] !== 0x0d) at++;
    } else if (KINDS[byte] !== SPACE) {
      break;
    }
  }
  return at;
}

function tokenEnd(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && KINDS[bytes[at] ?? 0] === REGULAR) at++;
  return at;
}

function latin1(bytes: Uint8Array, start: number, end: number): string {
  // A Buffer made for every token is half of what parsing costs.
  const buffer = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return buffer.toString('latin1', start, end);
}

function parseName(bytes: Uint8Array, start: number): { readonly name: PDFName; readonly end: number } {
  const end = tokenEnd(bytes, start + 1);
  // The library undoes upper-case escapes only, and once.
  const written = latin1(bytes, start + 1, end);
  const escaped = written.includes('#') ? written.replace(/#[0-9a-f]{2}/gi, (hex) => hex.toUpperCase()) : written;
  return { name: nameObject(escaped), end };
}

function parseLiteralString(bytes: Uint8Array, start: number): Parsed {
  let depth = 0;
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === 0x5c) at++;
    else if (byte === 0x28) depth++;
    else if (byte === 0x29 && --depth === 0) return { object: PDFString.of(latin1(bytes, start + 1, at)), end: at + 1 };
  }
  throw new Error('string without an end');
}

/** What stands behind a whole number makes a reference of it: white space, a generation, white space, R. Undefined where it does not. */
function referenceEnd(
  bytes: Uint8Array,
  start: number,
  numberEnd: number,
): { readonly generation: number; readonly end: number } | undefined {
  const most = Math.min(bytes.length, start + LONGEST_REFERENCE);
  const behindSpace = (from: number): number => {
    let at = from;
    while (at < most && KINDS[bytes[at] ?? 0] === SPACE) at++;
    return at;
  };
  const from = behindSpace(numberEnd);
  let [at, generation] = [from, 0];
  for (let digit = (bytes[at] ?? 0) - 0x30; at < most && digit >= 0 && digit <= 9; digit = (bytes[++at] ?? 0) - 0x30)
    generation = generation * 10 + digit;
  if (from === numberEnd || at === from || at - from > GENERATION_DIGITS) return undefined;
  const letter = behindSpace(at);
  const isAlone = letter + 1 >= most || KINDS[bytes[letter + 1] ?? 0] !== REGULAR;
  return letter > at && letter < most && bytes[letter] === 0x52 && isAlone ? { generation, end: letter + 1 } : undefined;
}

function parseWord(bytes: Uint8Array, start: number): Parsed {
  const end = tokenEnd(bytes, start);
  const word = latin1(bytes, start, end);
  if (word === 'true') return { object: PDFBool.True, end };
  if (word === 'false') return { object: PDFBool.False, end };
  if (word === 'null') return { object: PDFNull, end };
  const reference = WHOLE_NUMBER.test(word) ? referenceEnd(bytes, start, end) : undefined;
  if (reference) return { object: refOf(Number(word), reference.generation), end: reference.end };
  if (!NUMBER.test(word)) throw new Error(`unexpected word ${word.slice(0, 20)}`);
  return { object: numberObject(Number(word)), end };
}

function parseArray(bytes: Uint8Array, context: PDFContext, start: number, depth: number): Parsed {
  const array = PDFArray.withContext(context);
  let at = skipSpace(bytes, start + 1);
  while (bytes[at] !== 0x5d) {
    const item = parseAt(bytes, context, at, depth + 1);
    array.push(item.object);
    at = skipSpace(bytes, item.end);
  }
  return { object: array, end: at + 1 };
}

function parseDictionary(bytes: Uint8Array, context: PDFContext, start: number, depth: number): Parsed {
  const dict = PDFDict.withContext(context);
  let at = skipSpace(bytes, start + 2);
  while (bytes[at] !== 0x3e) {
    if (bytes[at] !== 0x2f) throw new Error('dictionary key is not a name');
    const key = parseName(bytes, at);
    const value = parseAt(bytes, context, key.end, depth + 1);
    dict.set(key.name, value.object);
    at = skipSpace(bytes, value.end);
  }
  if (bytes[at + 1] !== 0x3e) throw new Error('dictionary without an end');
  return { object: dict, end: at + 2 };
}

function parseAt(bytes: Uint8Array, context: PDFContext, start: number, depth: number): Parsed {
  if (depth > MAX_NESTING) throw new Error('objects nested too deep');
  const at = skipSpace(bytes, start);
  switch (bytes[at]) {
    case undefined:
      throw new Error('object ends early');
    case 0x2f: {
      const { name, end } = parseName(bytes, at);
      return { object: name, end };
    }
    case 0x28:
      return parseLiteralString(bytes, at);
    case 0x5b:
      return parseArray(bytes, context, at, depth);
    case 0x3c: {
      if (bytes[at + 1] === 0x3c) return parseDictionary(bytes, context, at, depth);
      const end = bytes.indexOf(0x3e, at);
      if (end < 0) throw new Error('hex string without an end');
      return { object: PDFHexString.of(latin1(bytes, at + 1, end).replace(/[\0\t\n\f\r ]/g, '')), end: end + 1 };
    }
    default:
      return parseWord(bytes, at);
  }
}

/**
 * One object of ISO 32000-1 §7.3 at `start` (white space before it is skipped); of a stream its dictionary. Throws on bad syntax,
 * and where the bytes end inside the object; a word touching the end of the bytes may continue behind it.
 */
export function parseObject(bytes: Uint8Array, context: PDFContext, start: number): Parsed {
  return parseAt(bytes, context, start, 0);
}
