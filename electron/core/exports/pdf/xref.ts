import { PDFDict, PDFNumber, PDFRef } from 'pdf-lib';
import type { PDFContext } from 'pdf-lib';
import { decodeStream } from './filters.ts';
import { arrayOf, entry, isStream, numberOf } from './objects.ts';
import type { ObjectSource, SourceObject } from './objects.ts';
import { parseObject, skipSpace } from './object-syntax.ts';
import { createXrefTable } from './xref-table.ts';
import type { XrefTable } from './xref-table.ts';

/** What the cross-reference reader needs of its file. */
export interface XrefInput {
  readonly sizeBytes: number;
  readonly read: (offset: number, length: number) => Buffer;
  readonly objectAt: (offset: number) => SourceObject;
  readonly context: PDFContext;
}

const TAIL_BYTES = 2048;
const MAX_SECTIONS = 4096;
const ENTRY = /(\d+)\s+(\d+)\s+([nf])\s*/y;
const SUBSECTION = /\s*(\d+)\s+(\d+)\s+/y;

/** Cross-reference sections hold no references that need the table being read. */
const NO_OBJECTS: Pick<ObjectSource, 'get'> = { get: () => undefined };

function startOffset(input: XrefInput): number {
  const tail = input.read(Math.max(0, input.sizeBytes - TAIL_BYTES), TAIL_BYTES).toString('latin1');
  const match = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(tail.slice(Math.max(0, tail.lastIndexOf('startxref'))));
  if (!match) throw new Error('no startxref at the end');
  return Number(match[1]);
}

function readTableText(
  input: XrefInput,
  offset: number,
): { readonly text: string; readonly bytes: Buffer; readonly trailerAt: number } {
  for (let length = 1 << 16; ; length *= 4) {
    const bytes = input.read(offset, length);
    const text = bytes.toString('latin1');
    const trailerAt = text.indexOf('trailer');
    const complete = trailerAt >= 0 && text.includes('startxref', trailerAt);
    if (complete || offset + length >= input.sizeBytes) {
      if (trailerAt < 0) throw new Error('cross-reference table without a trailer');
      return { text, bytes, trailerAt };
    }
  }
}

function readTable(input: XrefInput, table: XrefTable, offset: number): PDFDict {
  const { text, bytes, trailerAt } = readTableText(input, offset);
  let at = text.indexOf('xref') + 4;
  while (skipSpace(bytes, at) < trailerAt) {
    SUBSECTION.lastIndex = at;
    const head = SUBSECTION.exec(text);
    if (!head) throw new Error('bad cross-reference subsection');
    at = SUBSECTION.lastIndex;
    const [first, count] = [Number(head[1]), Number(head[2])];
    for (let n = first; n < first + count; n++) {
      ENTRY.lastIndex = at;
      const row = ENTRY.exec(text);
      if (!row) throw new Error('bad cross-reference entry');
      at = ENTRY.lastIndex;
      if (table.get(n) !== undefined) continue;
      const [place, generation] = [Number(row[1]), Number(row[2])];
      table.set(n, row[3] === 'n' && place > 0 ? { kind: 'at', offset: place, generation } : { kind: 'free' });
    }
  }
  const { object } = parseObject(bytes, input.context, trailerAt + 'trailer'.length);
  if (!(object instanceof PDFDict)) throw new Error('trailer is not a dictionary');
  return object;
}

function readStream(input: XrefInput, table: XrefTable, offset: number): PDFDict {
  const stream = input.objectAt(offset);
  if (!isStream(stream)) throw new Error('no cross-reference section where one should be');
  const objects: ObjectSource = { ...NO_OBJECTS, catalog: stream.dict };
  const numbers = (key: string): number[] =>
    arrayOf(objects, entry(stream.dict, key)).map((item) => numberOf(objects, item) ?? -1);
  const bytes = decodeStream(objects, stream);
  const [kindWidth = -1, firstWidth = -1, secondWidth = -1] = numbers('W');
  if (Math.min(kindWidth, firstWidth, secondWidth) < 0 || Math.max(kindWidth, firstWidth, secondWidth) > 8)
    throw new Error('bad cross-reference widths');
  const size = numberOf(objects, entry(stream.dict, 'Size')) ?? 0;
  const index = entry(stream.dict, 'Index') ? numbers('Index') : [0, size];
  let at = 0;
  const field = (width: number): number => {
    let value = 0;
    for (let i = 0; i < width; i++) value = value * 256 + (bytes[at++] ?? 0);
    return value;
  };
  for (let range = 0; range + 1 < index.length; range += 2) {
    const [first = 0, count = 0] = [index[range], index[range + 1]];
    for (let n = first; n < first + count; n++) {
      if (at >= bytes.length) throw new Error('cross-reference stream is too short');
      const kind = kindWidth === 0 ? 1 : field(kindWidth);
      const [a, b] = [field(firstWidth), field(secondWidth)];
      if (table.get(n) !== undefined) continue;
      if (kind === 1) table.set(n, { kind: 'at', offset: a, generation: b });
      else if (kind === 2) table.set(n, { kind: 'in', stream: a, index: b });
      else table.set(n, { kind: 'free' });
    }
  }
  return stream.dict;
}

/**
 * Reads all cross-reference sections, newest first (ISO 32000-1 §7.5.4–8: tables, streams, hybrid files, /Prev chain).
 * Gives the newest trailer. Throws on anything irregular, so that a tolerant reader takes over.
 */
export function readXref(input: XrefInput): { readonly table: XrefTable; readonly trailer: PDFDict } {
  const table = createXrefTable();
  const seen = new Set<number>();
  let trailer: PDFDict | null = null;
  let next: number | null = startOffset(input);
  while (next !== null) {
    const offset: number = next;
    if (!(offset >= 0 && offset < input.sizeBytes)) throw new Error('cross-reference offset outside the file');
    if (seen.has(offset) || seen.size > MAX_SECTIONS) throw new Error('cross-reference sections form a loop');
    seen.add(offset);
    const isTable = /^\s*xref\b/.test(input.read(offset, 32).toString('latin1'));
    const section: PDFDict = isTable ? readTable(input, table, offset) : readStream(input, table, offset);
    const hybrid = entry(section, 'XRefStm');
    if (isTable && hybrid instanceof PDFNumber) readStream(input, table, hybrid.asNumber());
    trailer ??= section;
    const previous = entry(section, 'Prev');
    if (previous instanceof PDFRef) throw new Error('/Prev is a reference');
    next = previous instanceof PDFNumber ? previous.asNumber() : null;
  }
  if (trailer === null) throw new Error('no trailer');
  return { table, trailer };
}
