import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { PDFContext, PDFDict, PDFNumber, PDFRef } from 'pdf-lib';
import type { PDFObject } from 'pdf-lib';
import { decodeStream } from './filters.ts';
import { entry, isStream, numberOf, resolve } from './objects.ts';
import type { ObjectSource, SourceObject, SourceStream } from './objects.ts';
import { parseObject, skipSpace } from './object-syntax.ts';
import { readXref } from './xref.ts';
import type { XrefTable } from './xref-table.ts';

/** A document read object by object from its open file. Nothing but a bounded cache is held. */
export interface StrictReader extends ObjectSource {
  readonly trailer: PDFDict;
  readonly objectNumbers: () => Iterable<number>;
  readonly close: () => void;
}

/** Why the strict reader gave up on a file; `encrypted` where it needs decryption. */
export class IrregularPdf extends Error {
  readonly encrypted: boolean;
  constructor(message: string, encrypted = false) {
    super(message);
    this.name = 'IrregularPdf';
    this.encrypted = encrypted;
  }
}

const FIRST_WINDOW_BYTES = 2048;
const NEARBY_BYTES = 16 << 10;
const NEARBY_BLOCKS = 4;
const MAX_OBJECT_BYTES = 64 << 20;
const CACHED_OBJECTS = 2_000;
const CACHED_OBJECT_STREAMS = 6;
const HEADER = /^\s*(\d+)\s+(\d+)\s+obj/;

/** Keeps the newest `limit` entries. */
function boundedCache<V>(limit: number) {
  const entries = new Map<number, V>();
  return {
    get: (key: number): V | undefined => entries.get(key),
    set: (key: number, value: V): void => {
      entries.set(key, value);
      const oldest = entries.keys().next();
      if (entries.size > limit && !oldest.done) entries.delete(oldest.value);
    },
  };
}

type Fill = (into: Buffer, offset: number) => Buffer;

/**
 * Small pieces of a file out of a few larger ones read before: objects lie side by side, and asking the system for each costs more than
 * parsing it. Undefined for what is larger than a window. What it gives is written over by a later call.
 */
function nearbyReads(sizeBytes: number, fill: Fill): (offset: number, length: number) => Buffer | undefined {
  const blocks: { readonly bytes: Buffer; from: number; length: number }[] = [];
  let next = 0;
  return (offset, length) => {
    if (length > FIRST_WINDOW_BYTES) return undefined;
    for (const { bytes, from, length: held } of blocks)
      if (offset >= from && offset + length <= from + held) return bytes.subarray(offset - from, offset - from + length);
    const place = next++ % NEARBY_BLOCKS;
    const block = (blocks[place] ??= { bytes: Buffer.allocUnsafeSlow(NEARBY_BYTES), from: 0, length: 0 });
    block.length = 0;
    const held = Math.max(0, Math.min(NEARBY_BYTES, sizeBytes - offset));
    fill(block.bytes.subarray(0, held), offset);
    block.from = offset;
    block.length = held;
    return block.bytes.subarray(0, length);
  };
}

type LengthOf = (value: PDFObject | undefined) => number | undefined;
type Read = (offset: number, length: number) => Buffer;

function streamIn(
  file: { readonly fd: number; readonly read: Read },
  dict: PDFDict,
  offset: number,
  length: number,
): SourceStream {
  const after = file.read(offset + length, 32).toString('latin1');
  if (!/^\s*endstream/.test(after)) throw new IrregularPdf('stream length does not fit');
  return { kind: 'stream', dict, length, range: { fd: file.fd, offset, length }, bytes: () => file.read(offset, length) };
}

/** The indirect object at `offset`; its window grows until the object fits. */
function objectAt(
  file: {
    readonly fd: number;
    readonly sizeBytes: number;
    readonly read: Read;
    /** As `read`, into a block that the next call writes over. */
    readonly peek: Read;
    readonly context: PDFContext;
    readonly lengthOf: LengthOf;
  },
  offset: number,
  expected: number | null,
): SourceObject {
  for (let length = FIRST_WINDOW_BYTES; ; length *= 4) {
    const window = file.peek(offset, length);
    const whole = offset + window.length >= file.sizeBytes;
    const head = HEADER.exec(window.toString('latin1', 0, 64));
    if (!head) throw new IrregularPdf('no object where one should be');
    if (expected !== null && Number(head[1]) !== expected) throw new IrregularPdf('another object where one should be');
    try {
      const { object, end } = parseObject(window, file.context, head[0].length);
      const next = skipSpace(window, end);
      // A word at the edge may continue behind it, and `stream` must be seen whole.
      if (next + 16 > window.length && !whole) throw new Error('window too small');
      if (!(object instanceof PDFDict) || window.toString('latin1', next, next + 6) !== 'stream') return object;
      const start = next + 6 + (window[next + 6] === 0x0d ? 1 : 0);
      const data = offset + start + (window[start] === 0x0a ? 1 : 0);
      // The length may be an object of its own, whose reading takes the window's block.
      const streamLength = file.lengthOf(entry(object, 'Length'));
      if (streamLength === undefined || streamLength < 0) throw new IrregularPdf('stream without a length');
      return streamIn(file, object, data, streamLength);
    } catch (error) {
      if (error instanceof IrregularPdf) throw error;
      if (whole || length > MAX_OBJECT_BYTES) throw new IrregularPdf(`object cannot be read: ${(error as Error).message}`);
    }
  }
}

interface ObjectStream {
  readonly bytes: Uint8Array;
  /** Object number and absolute offset, by index. */
  readonly places: readonly (readonly [objectNumber: number, offset: number])[];
}

function openObjectStream(get: ObjectSource['get'], stream: SourceObject): ObjectStream {
  if (!isStream(stream)) throw new IrregularPdf('object stream is no stream');
  const objects = { get, catalog: stream.dict };
  const count = numberOf(objects, entry(stream.dict, 'N')) ?? 0;
  const first = numberOf(objects, entry(stream.dict, 'First')) ?? 0;
  const bytes = decodeStream(objects, stream);
  const numbers = (Buffer.from(bytes.subarray(0, first)).toString('latin1').match(/\d+/g) ?? []).map(Number);
  if (numbers.length < 2 * count) throw new IrregularPdf('object stream directory is too short');
  const places = Array.from(
    { length: count },
    (_, index) => [numbers[2 * index] ?? -1, first + (numbers[2 * index + 1] ?? 0)] as const,
  );
  return { bytes, places };
}

/**
 * Opens a PDF strictly: cross-reference tables and streams, hybrid files, update chains, object streams. Stream data stays in the file.
 * Throws IrregularPdf (here, and from `get`) on anything that is not as the standard says. Close it.
 */
export function openStrictReader(path: string | Uint8Array): StrictReader {
  const fd = openSync(typeof path === 'string' ? path : Buffer.from(path), 'r');
  try {
    return readerOn(fd);
  } catch (error) {
    closeSync(fd);
    throw error instanceof IrregularPdf ? error : new IrregularPdf((error as Error).message);
  }
}

function readerOn(fd: number): StrictReader {
  const sizeBytes = fstatSync(fd).size;
  const context = PDFContext.create();
  const cache = boundedCache<SourceObject | undefined>(CACHED_OBJECTS);
  const objectStreams = boundedCache<ObjectStream>(CACHED_OBJECT_STREAMS);
  const opening = new Set<number>();
  let table: XrefTable | null = null;

  const fill: Fill = (bytes, offset) => {
    for (let done = 0; done < bytes.length;) {
      const count = readSync(fd, bytes, done, bytes.length - done, offset + done);
      if (count === 0) throw new IrregularPdf('file became shorter while being read');
      done += count;
    }
    return bytes;
  };
  const sizeAt = (offset: number, length: number): number => Math.max(0, Math.min(length, sizeBytes - offset));
  const near = nearbyReads(sizeBytes, fill);
  const read: Read = (offset, length) => {
    const size = sizeAt(offset, length);
    const found = near(offset, size);
    return found ? Buffer.from(found) : fill(Buffer.allocUnsafe(size), offset);
  };
  let block = Buffer.alloc(0);
  const peek: Read = (offset, length) => {
    const size = sizeAt(offset, length);
    const found = near(offset, size);
    if (found) return found;
    if (size > block.length) block = Buffer.allocUnsafeSlow(size);
    return fill(block.subarray(0, size), offset);
  };
  const get = (ref: PDFRef): SourceObject | undefined => {
    const number = ref.objectNumber;
    const cached = cache.get(number);
    if (cached !== undefined) return cached;
    const place = table?.get(number);
    if (!place || place.kind === 'free') return undefined;
    const found = place.kind === 'at' ? objectAt(file, place.offset, number) : memberOf(place.stream, place.index, number);
    cache.set(number, found);
    return found;
  };
  const memberOf = (container: number, index: number, expected: number): SourceObject => {
    let stream = objectStreams.get(container);
    if (!stream) {
      const place = table?.get(container);
      if (place?.kind !== 'at' || opening.has(container)) throw new IrregularPdf('object stream cannot be found');
      opening.add(container);
      stream = openObjectStream(get, objectAt(file, place.offset, container));
      opening.delete(container);
      objectStreams.set(container, stream);
    }
    const member =
      stream.places[index]?.[0] === expected ? stream.places[index] : stream.places.find(([number]) => number === expected);
    if (!member) throw new IrregularPdf('object is not in its object stream');
    return parseObject(stream.bytes, context, member[1]).object;
  };
  const wrapped = (ref: PDFRef): SourceObject | undefined => {
    try {
      return get(ref);
    } catch (error) {
      throw error instanceof IrregularPdf ? error : new IrregularPdf((error as Error).message);
    }
  };
  const lengthOf: LengthOf = (value) => {
    const found = value instanceof PDFRef ? get(value) : value;
    return found instanceof PDFNumber && Number.isInteger(found.asNumber()) ? found.asNumber() : undefined;
  };
  const file = { fd, sizeBytes, read, peek, context, lengthOf };

  if (!/^%PDF-\d/.test(read(0, 8).toString('latin1'))) throw new IrregularPdf('no PDF header at the start');
  const section = readXref({ sizeBytes, read, context, objectAt: (offset) => objectAt(file, offset, null) });
  table = section.table;
  const loaded = section.table;
  if (entry(section.trailer, 'Encrypt') !== undefined) throw new IrregularPdf('encrypted', true);
  const catalog = resolve({ get: wrapped, catalog: section.trailer }, entry(section.trailer, 'Root'));
  if (!(catalog instanceof PDFDict)) throw new IrregularPdf('no catalog');
  return {
    get: wrapped,
    catalog,
    trailer: section.trailer,
    objectNumbers: function* () {
      for (let number = 1; number < loaded.size; number++) {
        const place = loaded.get(number);
        if (place && place.kind !== 'free') yield number;
      }
    },
    close: () => closeSync(fd),
  };
}
