import { PDFArray, PDFBool, PDFDict, PDFHexString, PDFName, PDFNull, PDFNumber, PDFObject, PDFRef, PDFString } from 'pdf-lib';

/** Where the bytes of a stream lie in an open file. */
export interface FileRange {
  readonly fd: number;
  readonly offset: number;
  readonly length: number;
}

/** A stream of a source document, as stored (filters not undone). `range` is set where the bytes can be copied from file to file. */
export interface SourceStream {
  readonly kind: 'stream';
  readonly dict: PDFDict;
  readonly length: number;
  readonly range: FileRange | null;
  readonly bytes: () => Uint8Array;
}

export type SourceObject = PDFObject | SourceStream;

/** Any reader: objects by number. A missing object is undefined, as ISO 32000-1 §7.3.10 says. */
export interface ObjectSource {
  readonly get: (ref: PDFRef) => SourceObject | undefined;
  readonly catalog: PDFDict;
}

const MAX_REFERENCE_HOPS = 16;

export function isStream(value: SourceObject | undefined): value is SourceStream {
  return value !== undefined && !(value instanceof PDFObject) && value.kind === 'stream';
}

/** Follows references to the object behind them; null objects and missing ones are undefined. */
export function resolve(objects: ObjectSource, value: SourceObject | undefined): SourceObject | undefined {
  let current = value;
  for (let hop = 0; hop < MAX_REFERENCE_HOPS && current instanceof PDFRef; hop++) current = objects.get(current);
  return current === PDFNull || current instanceof PDFRef ? undefined : current;
}

/** The dictionary behind a value; of a stream its own dictionary. */
export function dictOf(objects: ObjectSource, value: SourceObject | undefined): PDFDict | undefined {
  const found = resolve(objects, value);
  if (isStream(found)) return found.dict;
  return found instanceof PDFDict ? found : undefined;
}

export function streamOf(objects: ObjectSource, value: SourceObject | undefined): SourceStream | undefined {
  const found = resolve(objects, value);
  return isStream(found) ? found : undefined;
}

export function arrayOf(objects: ObjectSource, value: SourceObject | undefined): readonly PDFObject[] {
  const found = resolve(objects, value);
  return found instanceof PDFArray ? found.asArray() : [];
}

export function numberOf(objects: ObjectSource, value: SourceObject | undefined): number | undefined {
  const found = resolve(objects, value);
  return found instanceof PDFNumber && Number.isFinite(found.asNumber()) ? found.asNumber() : undefined;
}

export function booleanOf(objects: ObjectSource, value: SourceObject | undefined): boolean | undefined {
  const found = resolve(objects, value);
  return found instanceof PDFBool ? found.asBoolean() : undefined;
}

export function nameOf(objects: ObjectSource, value: SourceObject | undefined): string | undefined {
  const found = resolve(objects, value);
  return found instanceof PDFName ? textOfName(found) : undefined;
}

const nameTexts = new WeakMap<PDFName, string>();
/** `decodeText` of a name, worked out once: the library takes it apart byte by byte each time, and keeps one object a name anyway. */
export function textOfName(name: PDFName): string {
  const known = nameTexts.get(name);
  if (known !== undefined) return known;
  const text = name.decodeText();
  nameTexts.set(name, text);
  return text;
}

const nameObjects = new Map<string, PDFName>();
/** `PDFName.of`, looked up once for each spelling. */
export function nameObject(name: string): PDFName {
  const known = nameObjects.get(name);
  if (known !== undefined) return known;
  const made = PDFName.of(name);
  nameObjects.set(name, made);
  return made;
}

const NUMBERS_A_LIST = 1 << 10;
const MOST_LISTED = 1 << 22;
const refLists: (PDFRef | undefined)[][] = [];
/** `PDFRef.of`, which makes a text of the number and looks for it each time; the library keeps every one it made anyway. */
export function refOf(objectNumber: number, generation = 0): PDFRef {
  if (generation !== 0 || objectNumber >= MOST_LISTED) return PDFRef.of(objectNumber, generation);
  const list = (refLists[Math.floor(objectNumber / NUMBERS_A_LIST)] ??= new Array<PDFRef | undefined>(NUMBERS_A_LIST));
  return (list[objectNumber % NUMBERS_A_LIST] ??= PDFRef.of(objectNumber));
}

const smallNumbers: readonly PDFNumber[] = Array.from({ length: 1 << 10 }, (_, value) => PDFNumber.of(value));
/** `PDFNumber.of`, one object each for the small whole numbers most of them are. */
export function numberObject(value: number): PDFNumber {
  return (Object.is(value, -0) ? undefined : smallNumbers[value]) ?? PDFNumber.of(value);
}

/** A dictionary's entries as the library holds them: its own `entries()` makes an array for each and one of all. */
export function entriesOf(dict: PDFDict): ReadonlyMap<PDFName, PDFObject> {
  return (dict as unknown as { readonly dict: ReadonlyMap<PDFName, PDFObject> }).dict;
}

/** The text of a string object (PDFDocEncoding, UTF-16BE or UTF-8 by its byte order mark). */
export function textOf(objects: ObjectSource, value: SourceObject | undefined): string | undefined {
  const found = resolve(objects, value);
  if (!(found instanceof PDFString || found instanceof PDFHexString)) return undefined;
  try {
    return found.decodeText();
  } catch {
    return found.asString();
  }
}

/** A dictionary's entry as stored, references not followed. */
export function entry(dict: PDFDict | undefined, key: string): PDFObject | undefined {
  return dict?.get(nameObject(key));
}

/** A text string of ISO 32000-1 §7.9.2.2 in UTF-16BE: titles, and the names of destinations wherever they are written. */
export function textString(text: string): PDFHexString {
  return PDFHexString.fromText(text);
}

export function serialise(object: PDFObject): Uint8Array {
  // From the pool of small buffers: an allocation of its own for each object of a volume costs more than the object.
  const bytes = Buffer.allocUnsafe(object.sizeInBytes());
  return bytes.subarray(0, object.copyBytesInto(bytes, 0));
}
