import { readSync } from 'node:fs';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createInflate, inflateSync } from 'node:zlib';
import { PDFArray, PDFDict } from 'pdf-lib';
import { isContentBroken } from './content-syntax.ts';
import { decodeStream } from './filters.ts';
import { isJpegBroken } from './jpeg-data.ts';
import { dictOf, entry, isStream, nameOf, numberOf, resolve, type ObjectSource, type SourceStream } from './objects.ts';
import type { SourcePage } from './page-tree.ts';
import { streamsOf } from './reachable.ts';

/** Above this a stream is undone piece by piece, so that memory stays flat. */
const AT_ONCE_BYTES = 256 << 10;
const MAX_OUTPUT_BYTES = 32 << 20;
const LEAST_BLOCK_BYTES = 1 << 10;
const MOST_BLOCK_BYTES = 16 << 10;
const EXPECTED_GROWTH = 4;
const PIECE_BYTES = 1 << 20;
const MOST_PICTURE_BYTES = 32 << 20;
const ROOM_STEP_BYTES = 256 << 10;

/** More than any code of a Group 4 picture has (ITU-T T.6: eleven zero bits at most), its end apart. */
const HOLE = Buffer.alloc(16);
const MOST_CONTENT_BYTES = 4 << 20;

/** Zeros no program leaves in the data of a JPEG, unless its picture is of one colour for long. */
const JPEG_HOLE = Buffer.alloc(32);

/** Bytes of JPEGs whose codes may still be gone through in one 成册; those with a hole in them always are. */
export interface PictureBudget {
  leftBytes: number;
}

/** Pages (0-based) behind which data is broken, by what is broken. */
export interface BrokenPages {
  readonly data: readonly number[];
  /** Pages whose content is whole, and a picture on them not. */
  readonly pictures: readonly number[];
}

/**
 * Pages behind which data is broken although the file is built as it should be. No reader shows such a page as it was, and none says so.
 * Found are: Flate data whose codes or check sum do not hold (RFC 1950, 1951); content that holds what no content does; a hole in a Group 4
 * picture; a JPEG whose codes do not hold, where it has a hole or the budget reaches for going through them all. Flate data that only ends
 * early is let pass: many programs write it, and nothing of it is missing.
 */
export async function brokenPages(
  objects: ObjectSource,
  pages: readonly SourcePage[],
  budget: PictureBudget,
): Promise<BrokenPages> {
  const [data, pictures] = [new Set<number>(), new Set<number>()];
  for (const { page, stream } of streamsOf(objects, pages)) {
    if (isJpeg(objects, stream)) {
      if (!pictures.has(page) && isPictureBroken(stream, budget)) pictures.add(page);
    } else if (!data.has(page) && (await isBroken(objects, stream))) data.add(page);
  }
  for (const [index, { page }] of pages.entries())
    if (!data.has(index) && contentsOf(objects, page).some((stream) => isPlainBroken(objects, stream))) data.add(index);
  const inOrder = (set: ReadonlySet<number>): readonly number[] => [...set].sort((one, other) => one - other);
  return { data: inOrder(data), pictures: inOrder(pictures).filter((page) => !data.has(page)) };
}

const JPEG: readonly string[] = ['DCTDecode', 'DCT'];

function isJpeg(objects: ObjectSource, stream: SourceStream): boolean {
  const filters = filtersOf(objects, stream);
  return filters.length === 1 && JPEG.includes(filters[0] ?? '');
}

function isPictureBroken(stream: SourceStream, budget: PictureBudget): boolean {
  if (stream.length > MOST_PICTURE_BYTES) return false;
  const bytes = ownBytes(stream);
  const isWithin = stream.length <= budget.leftBytes;
  if (!isWithin && bytes.indexOf(JPEG_HOLE) < 0) return false;
  if (isWithin) budget.leftBytes -= stream.length;
  return isJpegBroken(bytes) === true;
}

/** The memory one picture after another is read into: a volume's pictures would leave gigabytes of garbage. */
let room = Buffer.alloc(0);
const MOST_KEPT_BYTES = 4 << 20;

function ownBytes({ range, length, bytes }: SourceStream): Buffer {
  if (!range) return Buffer.from(bytes());
  const isLarge = length > MOST_KEPT_BYTES;
  if (!isLarge && room.length < length) room = Buffer.allocUnsafeSlow(Math.ceil(length / ROOM_STEP_BYTES) * ROOM_STEP_BYTES);
  const into = isLarge ? Buffer.allocUnsafeSlow(length) : room;
  return into.subarray(0, readSync(range.fd, into, 0, length, range.offset));
}

async function isBroken(objects: ObjectSource, stream: SourceStream): Promise<boolean> {
  const [first = ''] = filtersOf(objects, stream);
  if (FLATE.includes(first)) return isFlateBroken(stream);
  if (first === 'CCITTFaxDecode' || first === 'CCF') return isGroup4Broken(objects, stream);
  return nameOf(objects, entry(stream.dict, 'Subtype')) === 'Form' && isPlainBroken(objects, stream);
}

const FLATE: readonly string[] = ['FlateDecode', 'Fl'];

function contentsOf(objects: ObjectSource, page: SourcePage['page']): readonly SourceStream[] {
  const contents = entry(dictOf(objects, page), 'Contents');
  const one = resolve(objects, contents);
  const parts = one instanceof PDFArray ? one.asArray().map((part) => resolve(objects, part)) : [one];
  return parts.filter(isStream);
}

/** Content whose filter has no check sum. One piece of several may end within a string, so only its words are looked at. */
function isPlainBroken(objects: ObjectSource, stream: SourceStream): boolean {
  if (stream.length > MOST_CONTENT_BYTES || FLATE.includes(filtersOf(objects, stream)[0] ?? '')) return false;
  try {
    return isContentBroken(decodeStream(objects, stream));
  } catch {
    return true;
  }
}

function isGroup4Broken(objects: ObjectSource, stream: SourceStream): boolean {
  const value = resolve(objects, entry(stream.dict, 'DecodeParms') ?? entry(stream.dict, 'DP'));
  const parameters = value instanceof PDFArray ? resolve(objects, value.asArray()[0]) : value;
  if (!(parameters instanceof PDFDict) || (numberOf(objects, entry(parameters, 'K')) ?? 0) >= 0) return false;
  if (filtersOf(objects, stream).length > 1 || stream.length > MOST_PICTURE_BYTES) return false;
  const bytes = stream.bytes();
  const hole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf(HOLE);
  // Rows of zeros at the very end only fill it up.
  return hole >= 0 && bytes.subarray(hole).some((byte) => byte !== 0);
}

function filtersOf(objects: ObjectSource, stream: SourceStream): readonly string[] {
  const value = resolve(objects, entry(stream.dict, 'Filter') ?? entry(stream.dict, 'F'));
  const list = value instanceof PDFArray ? value.asArray() : value === undefined ? [] : [value];
  return list.map((one) => nameOf(objects, one) ?? '');
}

/** The data of a stream in pieces. */
function* piecesOf(stream: SourceStream): Generator<Buffer> {
  const { range } = stream;
  if (!range) {
    yield Buffer.from(stream.bytes());
    return;
  }
  for (let done = 0; done < range.length;) {
    const block = Buffer.allocUnsafe(Math.min(PIECE_BYTES, range.length - done));
    const count = readSync(range.fd, block, 0, block.length, range.offset + done);
    if (count === 0) return;
    yield block.subarray(0, count);
    done += count;
  }
}

/** Codes of zlib for data that cannot be right, apart from data that ends early. */
const isDataError = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'Z_DATA_ERROR';

async function isFlateBroken(stream: SourceStream): Promise<boolean> {
  if (stream.length === 0) return false;
  try {
    // zlib hands out its whole output block even for a few bytes.
    const chunkSize = Math.min(MOST_BLOCK_BYTES, Math.max(LEAST_BLOCK_BYTES, EXPECTED_GROWTH * stream.length));
    if (stream.length <= AT_ONCE_BYTES) inflateSync(stream.bytes(), { maxOutputLength: MAX_OUTPUT_BYTES, chunkSize });
    else await inflatePieces(stream);
    return false;
  } catch (error) {
    return isDataError(error);
  }
}

async function inflatePieces(stream: SourceStream): Promise<void> {
  const nowhere = new Writable({ write: (_piece, _encoding, done) => done() });
  await pipeline(Readable.from(piecesOf(stream)), createInflate(), nowhere);
}
