import { PDFArray, PDFDict, PDFHexString, PDFName, PDFNull, PDFRef, PDFString } from 'pdf-lib';
import type { PDFObject } from 'pdf-lib';
import type { Mend } from '../archival/mend.ts';
import { entriesOf, entry, isStream, nameObject, nameOf } from './objects.ts';
import type { ObjectSource, SourceStream } from './objects.ts';
import type { PdfWriter } from './writer.ts';

/** Copies objects of one source into one volume, each indirect object once, and keeps nothing but their numbers. */
export interface Copier {
  /** The volume's reference for a source reference; the object itself is written by `flush`. */
  readonly ref: (source: PDFRef) => PDFRef;
  /** A copy of a direct value with its references mapped. */
  readonly value: (source: PDFObject) => PDFObject;
  /** Writes a stream's stored bytes under a dictionary of our own making. */
  readonly writeStream: (target: PDFRef, dict: PDFDict, stream: SourceStream) => void;
  /** Writes everything referenced so far. */
  readonly flush: () => void;
  /** Refers to a page: `null` for pages that are not in the volume. Pages are never copied as plain objects. */
  readonly setPages: (pages: ReadonlyMap<PDFRef, PDFRef>) => void;
}

/** Of a stream's own dictionary: data outside the file, data of other programs, and structure that is not taken along. */
const NOT_COPIED: ReadonlySet<PDFName> = new Set(
  [
    'F',
    'FFilter',
    'FDecodeParms',
    'Length',
    'DL',
    'Metadata',
    'PieceInfo',
    'StructParent',
    'StructParents',
    'OPI',
    'Ref',
    'AF',
  ].map(nameObject),
);
const NOTHING: ReadonlySet<PDFName> = new Set();
const PAGE_TREE_TYPES = new Set(['Page', 'Pages', 'Catalog', 'Template']);

/** With `mend` what a PDF/A may not hold is left out or written anew on the way, where that is not seen. */
export function createCopier(objects: ObjectSource, writer: PdfWriter, mend: Mend | null = null): Copier {
  const mapped = new Map<PDFRef, PDFRef>();
  const queue: PDFRef[] = [];
  let pages: ReadonlyMap<PDFRef, PDFRef> = new Map();

  const ref = (source: PDFRef): PDFRef => {
    const known = mapped.get(source);
    if (known) return known;
    const target = writer.alloc();
    mapped.set(source, target);
    queue.push(source);
    return target;
  };
  const value = (source: PDFObject): PDFObject => {
    if (source instanceof PDFRef) return pages.get(source) ?? ref(source);
    if (source instanceof PDFArray) {
      const copy = PDFArray.withContext(writer.context);
      for (const item of source.asArray()) copy.push(value(item));
      return copy;
    }
    if (source instanceof PDFDict) return dictionary(source, NOTHING);
    if (mend && (source instanceof PDFString || source instanceof PDFHexString)) return mend.string(source);
    return source;
  };
  const dictionary = (source: PDFDict, without: ReadonlySet<PDFName>): PDFDict => {
    const copy = PDFDict.withContext(writer.context);
    for (const [key, item] of entriesOf(source)) if (!without.has(key)) copy.set(key, value(item));
    mend?.dict(source, copy);
    return copy;
  };
  const writeStream: Copier['writeStream'] = (target, dict, stream) => {
    const anew = mend?.refiltered(stream) ?? null;
    if (anew) {
      for (const key of ['Filter', 'DecodeParms']) dict.delete(PDFName.of(key));
      writer.writeStream(target, dict, anew, { compress: true });
    } else if (stream.range) {
      writer.writeFileStream(target, dict, stream.range);
    } else {
      writer.writeStream(target, dict, stream.bytes(), { compress: false });
    }
  };
  const copyObject = (source: PDFRef, target: PDFRef): void => {
    const found = objects.get(source);
    if (isStream(found)) writeStream(target, dictionary(found.dict, NOT_COPIED), found);
    else if (found instanceof PDFDict && PAGE_TREE_TYPES.has(nameOf(objects, entry(found, 'Type')) ?? ''))
      writer.write(target, PDFNull);
    else writer.write(target, found === undefined ? PDFNull : value(found));
  };

  return {
    ref,
    value,
    writeStream,
    flush: () => {
      for (let source = queue.pop(); source !== undefined; source = queue.pop()) copyObject(source, ref(source));
    },
    setPages: (targets) => {
      pages = targets;
    },
  };
}

/** A copy of some entries of a dictionary, for streams and annotations we put together ourselves. */
export function pickEntries(copier: Copier, writer: PdfWriter, dict: PDFDict, keys: readonly string[]): PDFDict {
  const copy = PDFDict.withContext(writer.context);
  for (const key of keys) {
    const found = entry(dict, key);
    if (found !== undefined) copy.set(PDFName.of(key), copier.value(found));
  }
  return copy;
}
