import type { PDFDict, PDFString } from 'pdf-lib';
import { PDFHexString, PDFName, type PDFObject } from 'pdf-lib';
import { decodeStream } from '../pdf/filters.ts';
import { entry, nameOf, type ObjectSource, type SourceStream } from '../pdf/objects.ts';
import { LIMITS } from './content-scan.ts';
import { filtersOf } from './picture-rules.ts';

/** What is changed while objects of a source are copied into a PDF/A: only what is not seen. */
export interface Mend {
  /** Takes away, or adds, entries of a copied dictionary. */
  readonly dict: (source: PDFDict, copy: PDFDict) => void;
  readonly string: (value: PDFString | PDFHexString) => PDFObject;
  /** The data of a stream whose filter is not allowed, with all filters undone; null where it stays as it is. */
  readonly refiltered: (stream: SourceStream) => Uint8Array | null;
}

/** Data of other programs, files of their own, other versions of a picture. */
const NOWHERE = ['Metadata', 'PieceInfo', 'AF', 'OPI', 'Alternates', 'LastModified'];
const OF_FORMS = ['PS', 'Subtype2', 'Ref'];
/** Only a printing press asks for these; transfer functions that do something are faults. */
const OF_STATES = ['TR', 'TR2', 'HT', 'HTP'];
/** Lists of the glyphs a subset has, which need not be there and are often wrong. */
const OF_DESCRIPTORS = ['CIDSet', 'CharSet'];
const FONT_NAMES = ['BaseFont', 'FontName'];
const INTENTS: readonly string[] = ['RelativeColorimetric', 'AbsoluteColorimetric', 'Perceptual', 'Saturation'];
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Old programs write names of Chinese fonts as GBK bytes; a name must be UTF-8 (ISO 19005-2 §6.1.8). */
function readableName(name: PDFName): PDFName {
  const bytes = name.asBytes();
  try {
    utf8.decode(bytes);
    return name;
  } catch {
    return PDFName.of([...bytes].map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : byte.toString(16))).join(''));
  }
}

export function createMend(objects: ObjectSource): Mend {
  const dict: Mend['dict'] = (source, copy) => {
    const remove = (keys: readonly string[]): void => keys.forEach((key) => copy.delete(PDFName.of(key)));
    remove(NOWHERE);
    const [type, subtype] = [nameOf(objects, entry(source, 'Type')), nameOf(objects, entry(source, 'Subtype'))];
    if (subtype === 'Image') {
      remove(['Interpolate']);
      const intent = nameOf(objects, entry(source, 'Intent'));
      if (intent !== undefined && !INTENTS.includes(intent)) remove(['Intent']);
    }
    if (subtype === 'Form') remove(OF_FORMS);
    // The /TR of a soft mask is another thing: it says how the mask is seen.
    const isSoftMask = entry(source, 'G') !== undefined && entry(source, 'S') !== undefined;
    if (type === 'ExtGState' || (type === undefined && subtype === undefined && !isSoftMask && entry(source, 'BM') !== undefined))
      remove(OF_STATES);
    if (type === 'FontDescriptor' || entry(source, 'FontName') !== undefined) remove(OF_DESCRIPTORS);
    if (subtype === 'CIDFontType2' && entry(source, 'CIDToGIDMap') === undefined)
      copy.set(PDFName.of('CIDToGIDMap'), PDFName.of('Identity'));
    for (const key of FONT_NAMES) {
      const name = entry(source, key);
      if (name instanceof PDFName) copy.set(PDFName.of(key), readableName(name));
    }
  };
  return {
    dict,
    string: (value) => {
      const bytes = value.asBytes();
      const isOdd = value instanceof PDFHexString && !/^(?:[0-9a-f]{2})*$/i.test(value.asString());
      if (!isOdd && bytes.length <= LIMITS.string) return value;
      return PDFHexString.of(Buffer.from(bytes.subarray(0, LIMITS.string)).toString('hex'));
    },
    refiltered: (stream) => {
      const filters = filtersOf(objects, stream.dict);
      return filters.includes('LZWDecode') || filters.includes('Crypt') ? decodeStream(objects, stream) : null;
    },
  };
}
