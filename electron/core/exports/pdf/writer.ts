import { deflateSync } from 'node:zlib';
import { closeSync, openSync } from 'node:fs';
import { PDFContext, PDFDict, PDFName, PDFNumber, PDFRawStream, PDFStream } from 'pdf-lib';
import type { PDFObject, PDFRef } from 'pdf-lib';
import { writeDocument } from './document-structure.ts';
import type { DocumentFinish } from './document-structure.ts';
import type { PdfLock } from './encrypt.ts';
import type { Rotation } from './geometry.ts';
import { serialise } from './objects.ts';
import type { FileRange } from './objects.ts';
import { openSink } from './sink.ts';
import { createXrefTable } from './xref-table.ts';

export type { DocumentFinish, OutlineNode, PageLabelRange } from './document-structure.ts';

/** What `context.obj` takes: a string becomes a name, a Uint8Array a hex string. */
export type LiteralValue =
  PDFObject | Uint8Array | string | number | boolean | null | readonly LiteralValue[] | { readonly [key: string]: LiteralValue };
export type StreamDict = PDFDict | Readonly<Record<string, LiteralValue>>;

export interface PageInput {
  /** Reserved with `alloc` where links must know the page before it is added. */
  readonly ref?: PDFRef;
  /** Media box before rotation, in points, with its corner at 0 0. */
  readonly widthPt: number;
  readonly heightPt: number;
  readonly rotate?: Rotation;
  readonly content: readonly PDFRef[] | Uint8Array;
  readonly resources: PDFDict | PDFRef;
  readonly annotations?: readonly PDFRef[];
  /** The transparency group of a placed page. */
  readonly group?: PDFRef;
}

export interface PageHandle {
  readonly ref: PDFRef;
}

export interface WrittenFile {
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly pageCount: number;
}

/** Part of an open or named file whose bytes are copied as they are. */
export type FilePart = FileRange | { readonly path: string | Uint8Array; readonly offset: number; readonly length: number };

/** Optional-content groups of a placed source, with the state its author gave them. */
export interface LayerSet {
  readonly all: readonly PDFRef[];
  readonly hidden: readonly PDFRef[];
  readonly locked: readonly PDFRef[];
  /** Usage-application dictionaries (/AS) that switch groups by event. */
  readonly automatic: readonly PDFRef[];
}

export interface PdfWriter {
  /** For `context.obj(…)` only; nothing may be registered in it. */
  readonly context: PDFContext;
  readonly alloc: () => PDFRef;
  /** Serialises the object at once; everything but streams goes into compressed object streams. */
  readonly write: (ref: PDFRef, object: PDFObject) => void;
  readonly writeStream: (ref: PDFRef, dict: StreamDict, bytes: Uint8Array, options: { readonly compress: boolean }) => void;
  /** Copies stored bytes from file to file. */
  readonly writeFileStream: (ref: PDFRef, dict: StreamDict, file: FilePart) => void;
  /** Adds a page at the end, or at `position` among the pages there are now. */
  readonly addPage: (page: PageInput, position?: number) => PageHandle;
  readonly addLayers: (layers: LayerSet) => void;
  readonly bytesWritten: number;
  /** Writes page tree, outline, labels, names and cross-reference stream; fsyncs and closes. */
  readonly finish: (document: DocumentFinish) => WrittenFile;
  /** Ends a copy whose objects, the catalogue and the details among them, were written as they were; fsyncs and closes. */
  readonly finishCopy: (ends: { readonly root: PDFRef; readonly details: PDFRef }) => Omit<WrittenFile, 'pageCount'>;
  /** Closes and removes the file. */
  readonly abort: () => void;
}

/** How a document ends that only passes through: no bookmarks, no names, nothing that dates it. */
export const BARE_FINISH: DocumentFinish = {
  outline: [],
  labels: [],
  destinations: new Map(),
  info: { title: '', author: '', subject: '', producer: '', creationDate: '2000-01-01T00:00:00' },
  language: 'zh-CN',
};

const OBJECTS_PER_STREAM = 200;
const BYTES_PER_OBJECT_STREAM = 1 << 18;
const XREF_ROW_BYTES = 9;
const ZLIB_BLOCK_BYTES = 16 << 10;
const MIN_ZLIB_BLOCK_BYTES = 256;

/** zlib hands out its whole output block even for a few bytes, and a volume has thousands of tiny streams. */
function deflate(bytes: Uint8Array): Buffer {
  return deflateSync(bytes, { chunkSize: Math.min(ZLIB_BLOCK_BYTES, Math.max(MIN_ZLIB_BLOCK_BYTES, bytes.length)) });
}

function encrypted(lock: PdfLock, bytes: Uint8Array): Buffer {
  const { update, end } = lock.begin();
  return Buffer.concat([update(bytes), end()]);
}

const isXref = (dict: PDFDict): boolean => dict.get(PDFName.of('Type')) === PDFName.of('XRef');

/**
 * A PDF 1.7 writer that keeps no object in memory: cross-reference stream with 6-byte offsets (files over 4 GB), object streams, SHA-256 on the way.
 * `path` is written directly, so give it a `.part` name and rename it after verifying; `id` is 32 hex digits.
 * With `lock` everything is encrypted on its way. Without, the same calls give the same bytes. Every method throws AppError `disk-full` when the disk is full, and then no file is left.
 */
export function createPdfWriter({
  path,
  id,
  lock = null,
}: {
  readonly path: string;
  readonly id: string;
  readonly lock?: PdfLock | null;
}): PdfWriter {
  const sink = openSink(path);
  const context = PDFContext.create();
  const xref = createXrefTable();
  const pages: (Omit<PageInput, 'content' | 'resources'> & {
    readonly ref: PDFRef;
    readonly content: readonly PDFRef[];
    readonly resources: PDFRef;
  })[] = [];
  const layers: LayerSet[] = [];
  let pending: { readonly objectNumber: number; readonly bytes: Uint8Array }[] = [];
  let pendingBytes = 0;

  sink.writeText(`%PDF-${lock ? '2.0' : '1.7'}\n%\xE2\xE3\xCF\xD3\n`);

  const alloc = (): PDFRef => context.nextRef();
  const dictFrom = (dict: StreamDict): PDFDict =>
    dict instanceof PDFDict ? dict : context.obj(dict as Record<string, PDFObject>);
  const beginStream = (ref: PDFRef, dict: StreamDict, length: number, extra: Readonly<Record<string, string>>): void => {
    const own = dictFrom(dict);
    // A literal's dictionary is made for this stream alone.
    const full = lock && !isXref(own) ? lock.withStrings(own, context) : own === dict ? own.clone(context) : own;
    for (const [key, value] of Object.entries(extra)) full.set(PDFName.of(key), PDFName.of(value));
    full.set(PDFName.of('Length'), PDFNumber.of(length));
    xref.set(ref.objectNumber, { kind: 'at', offset: sink.bytesWritten, generation: 0 });
    sink.writeText(`${ref.objectNumber} 0 obj\n`);
    sink.write(serialise(full));
    sink.writeText('\nstream\n');
  };
  const endStream = (): void => sink.writeText('\nendstream\nendobj\n');

  const writeStream: PdfWriter['writeStream'] = (ref, dict, bytes, { compress }) => {
    const plain = compress ? deflate(bytes) : bytes;
    const stored = lock && !isXref(dictFrom(dict)) ? encrypted(lock, plain) : plain;
    beginStream(ref, dict, stored.length, compress ? { Filter: 'FlateDecode' } : {});
    sink.write(stored);
    endStream();
  };

  const flushObjects = (): void => {
    if (pending.length === 0) return;
    const ref = alloc();
    let offset = 0;
    let head = '';
    pending.forEach(({ objectNumber, bytes }, index) => {
      head += `${objectNumber} ${offset} `;
      offset += bytes.length + 1;
      xref.set(objectNumber, { kind: 'in', stream: ref.objectNumber, index });
    });
    const newline = Buffer.from('\n');
    const body = Buffer.concat([Buffer.from(head, 'latin1'), ...pending.flatMap(({ bytes }) => [bytes, newline])]);
    writeStream(ref, { Type: 'ObjStm', N: pending.length, First: head.length }, body, { compress: true });
    pending = [];
    pendingBytes = 0;
  };

  const write = (ref: PDFRef, object: PDFObject): void => {
    if (object instanceof PDFStream) {
      const raw = object instanceof PDFRawStream ? object.dict : (object.updateDict(), object.dict);
      writeStream(ref, raw, object.getContents(), { compress: false });
      return;
    }
    const bytes = serialise(object);
    pending.push({ objectNumber: ref.objectNumber, bytes });
    pendingBytes += bytes.length;
    if (pending.length >= OBJECTS_PER_STREAM || pendingBytes > BYTES_PER_OBJECT_STREAM) flushObjects();
  };

  /** The encryption dictionary is read before anything can be decrypted: it stands by itself and as it is (ISO 32000-2 §7.6.2). */
  const writeLock = (): PDFRef | null => {
    if (!lock) return null;
    const ref = alloc();
    xref.set(ref.objectNumber, { kind: 'at', offset: sink.bytesWritten, generation: 0 });
    sink.writeText(`${ref.objectNumber} 0 obj\n`);
    sink.write(serialise(lock.dict(context)));
    sink.writeText('\nendobj\n');
    return ref;
  };

  const writeXref = (root: PDFRef, details: PDFRef): void => {
    const encrypt = writeLock();
    const ref = alloc();
    const start = sink.bytesWritten;
    xref.set(ref.objectNumber, { kind: 'at', offset: start, generation: 0 });
    const rows = Buffer.alloc(xref.size * XREF_ROW_BYTES);
    for (let n = 0; n < xref.size; n++) {
      const found = n === 0 ? undefined : xref.get(n);
      const kind = found?.kind === 'at' ? 1 : found?.kind === 'in' ? 2 : 0;
      rows[n * XREF_ROW_BYTES] = kind;
      rows.writeUIntBE(found?.kind === 'at' ? found.offset : found?.kind === 'in' ? found.stream : 0, n * XREF_ROW_BYTES + 1, 6);
      rows.writeUInt16BE(found?.kind === 'in' ? found.index : kind === 0 ? 65_535 : 0, n * XREF_ROW_BYTES + 7);
    }
    const fileId = Buffer.from(id, 'hex');
    const ends = { Root: root, Info: details, ID: [fileId, fileId], ...(encrypt ? { Encrypt: encrypt } : {}) };
    writeStream(ref, { Type: 'XRef', Size: xref.size, W: [1, 6, 2], ...ends }, rows, { compress: true });
    sink.writeText(`startxref\n${start}\n%%EOF\n`);
  };

  return {
    context,
    alloc,
    write,
    writeStream,
    writeFileStream: (ref, dict, file) => {
      beginStream(ref, dict, lock ? lock.lengthOf(file.length) : file.length, {});
      const cipher = lock?.begin();
      if ('fd' in file) {
        sink.copy(file, cipher?.update);
      } else {
        const fd = openSync(Buffer.from(file.path), 'r');
        try {
          sink.copy({ fd, offset: file.offset, length: file.length }, cipher?.update);
        } finally {
          closeSync(fd);
        }
      }
      if (cipher) sink.write(cipher.end());
      endStream();
    },
    addPage: (page, position = pages.length) => {
      const ref = page.ref ?? alloc();
      let content: readonly PDFRef[];
      if (page.content instanceof Uint8Array) {
        const stream = alloc();
        writeStream(stream, {}, page.content, { compress: true });
        content = [stream];
      } else {
        content = page.content;
      }
      let resources = page.resources;
      if (resources instanceof PDFDict) {
        const dict = resources;
        resources = alloc();
        write(resources, dict);
      }
      pages.splice(position, 0, { ...page, ref, content, resources });
      return { ref };
    },
    addLayers: (set) => {
      layers.push(set);
    },
    get bytesWritten() {
      return sink.bytesWritten;
    },
    finish: (document) => {
      const { root, details } = writeDocument({ context, alloc, write, writeStream }, { pages, layers, document });
      flushObjects();
      writeXref(root, details);
      const sizeBytes = sink.bytesWritten;
      return { sizeBytes, sha256: sink.finish(), pageCount: pages.length };
    },
    finishCopy: ({ root, details }) => {
      flushObjects();
      writeXref(root, details);
      const sizeBytes = sink.bytesWritten;
      return { sizeBytes, sha256: sink.finish() };
    },
    abort: sink.abort,
  };
}
