import { inflateSync } from 'node:zlib';

/** A record of [MS-ODRAW] 2.2.1. */
export interface DrawingRecord {
  readonly type: number;
  readonly instance: number;
  readonly content: Buffer;
  readonly isContainer: boolean;
}

/** Records of [MS-XLS] 2.3. */
const SUBSTREAM = 0x0809;
const END = 0x000a;
/** What a substream is of. */
const CHART = 0x0020;
const SHEET = 0x0085;
const CONTINUED = 0x003c;
const DRAWING_GROUP = 0x00eb;
const DRAWING = 0x00ec;
/** Records of [MS-ODRAW]: the store of pictures, one entry of it. */
const STORE = 0xf001;
const ENTRY = 0xf007;
const ENTRY_BYTES = 36;
/** Kinds of pictures ([MS-ODRAW] 2.2.23) that are files of their own, and how their instance tells a second digest before the data. */
const FILES: ReadonlyMap<number, readonly number[]> = new Map([
  [0xf01d, [0x46b, 0x6e3]],
  [0xf01e, [0x6e1]],
  [0xf029, [0x6e5]],
  [0xf02a, [0x46b, 0x6e3]],
  [0xf01f, [0x7a9]],
]);
/** Metafiles (EMF, WMF) are packed behind a head of their own ([MS-ODRAW] 2.2.24, 2.2.25, 2.2.31). */
const METAFILES: ReadonlyMap<number, number> = new Map([
  [0xf01a, 0x3d5],
  [0xf01b, 0x217],
]);
const METAFILE_HEAD_BYTES = 34;
const MOST_METAFILE_BYTES = 64 * 1024 * 1024;
const HEAD_BYTES = 8;
const DIGEST_BYTES = 16;

/** The records within a container, as far as they are whole; none of any other record. */
export function childrenOf(parent: DrawingRecord): DrawingRecord[] {
  return parent.isContainer ? recordsOf(parent.content) : [];
}

function recordsOf(bytes: Buffer): DrawingRecord[] {
  const records: DrawingRecord[] = [];
  for (let at = 0; at + HEAD_BYTES <= bytes.length;) {
    const head = bytes.readUInt16LE(at);
    const end = at + HEAD_BYTES + bytes.readUInt32LE(at + 4);
    const content = bytes.subarray(at + HEAD_BYTES, end);
    records.push({ type: bytes.readUInt16LE(at + 2), instance: head >> 4, content, isContainer: (head & 0xf) === 0xf });
    at = end;
  }
  return records;
}

/** The pictures of a workbook in the order shapes number them (from 1); null for those that are no JPEG, PNG, TIFF, DIB or metafile of Windows. */
export function pictureStore(workbook: Buffer): (Buffer | null)[] {
  const group = recordsOf(joined(workbook, 0, DRAWING_GROUP))[0];
  const store = group && childrenOf(group).find(({ type }) => type === STORE);
  return (store ? childrenOf(store) : []).map(({ type, content }) => (type === ENTRY ? pictureIn(content) : null));
}

function pictureIn(entry: Buffer): Buffer | null {
  if (entry.length <= ENTRY_BYTES) return null;
  const [picture] = recordsOf(entry.subarray(ENTRY_BYTES + entry.readUInt8(ENTRY_BYTES - 3)));
  if (picture && METAFILES.has(picture.type)) return metafileIn(picture);
  const withSecond = picture && FILES.get(picture.type);
  if (!picture || !withSecond) return null;
  const digests = withSecond.includes(picture.instance) ? 2 : 1;
  return picture.content.subarray(digests * DIGEST_BYTES + 1);
}

/** How many charts a workbook holds, on its sheets and as sheets of their own (substreams of [MS-XLS] 2.1.7.20.1). */
export function chartCount(workbook: Buffer): number {
  let count = 0;
  for (let at = 0; at + 8 <= workbook.length; at += 4 + workbook.readUInt16LE(at + 2))
    if (workbook.readUInt16LE(at) === SUBSTREAM && workbook.readUInt16LE(at + 6) === CHART) count++;
  return count;
}

function metafileIn({ type, instance, content }: DrawingRecord): Buffer | null {
  const head = (instance === METAFILES.get(type) ? 2 : 1) * DIGEST_BYTES;
  const data = content.subarray(head + METAFILE_HEAD_BYTES);
  if (data.length === 0) return null;
  if (content[head + METAFILE_HEAD_BYTES - 2] !== 0) return data;
  try {
    return inflateSync(data, { maxOutputLength: MOST_METAFILE_BYTES });
  } catch {
    return null;
  }
}

/** What is drawn on each sheet, by the sheet's name. */
export function drawingsOf(workbook: Buffer): { sheet: string; drawing: DrawingRecord }[] {
  return sheetsOf(workbook).flatMap(({ name, start }) =>
    recordsOf(joined(workbook, start, DRAWING))
      .slice(0, 1)
      .map((drawing) => ({ sheet: name, drawing })),
  );
}

/** BoundSheet8 ([MS-XLS] 2.4.28). */
function sheetsOf(workbook: Buffer): { name: string; start: number }[] {
  const sheets: { name: string; start: number }[] = [];
  for (const { id, content } of substream(workbook, 0)) {
    if (id !== SHEET || content.length < 8) continue;
    const chars = content.readUInt8(6);
    const isWide = (content.readUInt8(7) & 1) === 1;
    const name = content.subarray(8, 8 + chars * (isWide ? 2 : 1)).toString(isWide ? 'utf16le' : 'latin1');
    sheets.push({ name, start: content.readUInt32LE(0) });
  }
  return sheets;
}

/** The contents of all records of one kind in a substream with what continues them, one after another. */
function joined(workbook: Buffer, start: number, kind: number): Buffer {
  const pieces: Buffer[] = [];
  let last = 0;
  for (const { id, content } of substream(workbook, start)) {
    if (id !== CONTINUED) last = id;
    if (last === kind) pieces.push(content);
  }
  return Buffer.concat(pieces);
}

/** Records from `start` to the end of that substream, those of substreams within it (charts) left out. */
function* substream(workbook: Buffer, start: number): Generator<{ id: number; content: Buffer }> {
  let depth = 0;
  for (let at = start; at + 4 <= workbook.length;) {
    const id = workbook.readUInt16LE(at);
    const next = at + 4 + workbook.readUInt16LE(at + 2);
    if (id === SUBSTREAM) depth++;
    else if (id === END && --depth <= 0) return;
    else if (depth === 1) yield { id, content: workbook.subarray(at + 4, next) };
    at = next;
  }
}
