import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { PDFRef } from 'pdf-lib';
import { planesOf } from '../../metafiles/metafiles.ts';
import { openStill } from '../../still-picture.ts';
import { readJpegHeader } from './jpeg.ts';
import type { JpegHeader } from './jpeg.ts';
import type { LiteralValue, PdfWriter } from './writer.ts';

export interface PictureInput {
  readonly path: string | Uint8Array;
  /** The room the picture is printed in; it keeps its proportions. */
  readonly printWidthPt: number;
  readonly printHeightPt: number;
  /** A JPEG of CMYK is written anew in sRGB: a PDF/A has no profile for it. */
  readonly withoutCmyk?: boolean;
  /** What was made of this very content before, and where it is kept. */
  readonly kept?: KeptPictures;
}

/** Upright JPEGs made of one content, by how they were made. */
export interface KeptPictures {
  /** Null where there is none, or none that is whole. */
  readonly read: (how: string) => Buffer | null;
  readonly write: (how: string, bytes: Uint8Array) => void;
}

/** An image XObject, upright. */
export interface EmbeddedPicture {
  readonly ref: PDFRef;
  readonly widthPx: number;
  readonly heightPx: number;
  /** False when the file's own bytes were taken. */
  readonly reencoded: boolean;
  /** A Chinese sentence where the picture may not be whole. */
  readonly note: string | null;
}

/** `reason` is a Chinese sentence for the omission list. */
export type PictureResult =
  { readonly kind: 'embedded'; readonly picture: EmbeddedPicture } | { readonly kind: 'refused'; readonly reason: string };

const HEADER_BYTES = 256 << 10;
const TAIL_BYTES = 4096;
const MAX_DPI = 300;
const JPEG_QUALITY = 85;
const PROBE_PT = 24;
const MAX_HELD_BYTES = 512 << 20;
const END_OF_JPEG = Buffer.from([0xff, 0xd9]);
const COLOR_SPACES = { 1: 'DeviceGray', 3: 'DeviceRGB', 4: 'DeviceCMYK' } as const;

const UNREADABLE = '图片已损坏或格式不受支持，未能收入。请用看图软件打开后另存为 JPG，再重新编目。';

/** Dots per inch when printed as large as the room allows. */
function printedDpi(widthPx: number, heightPx: number, { printWidthPt, printHeightPt }: PictureInput): number {
  return 72 * Math.max(widthPx / printWidthPt, heightPx / printHeightPt);
}

function imageDict(
  widthPx: number,
  heightPx: number,
  components: 1 | 3 | 4,
  inverted: boolean,
): Readonly<Record<string, LiteralValue>> {
  return {
    Type: 'XObject',
    Subtype: 'Image',
    Width: widthPx,
    Height: heightPx,
    BitsPerComponent: 8,
    ColorSpace: COLOR_SPACES[components],
    Filter: 'DCTDecode',
    ...(inverted ? { Decode: [1, 0, 1, 0, 1, 0, 1, 0] } : {}),
  };
}

function jpegDict(header: JpegHeader): Readonly<Record<string, LiteralValue>> {
  return imageDict(header.widthPx, header.heightPx, header.components, header.components === 4 && header.isAdobe);
}

/** The file's own bytes will do: upright, 8 bits, no finer than print needs, and complete to its end marker. */
function canTakeAsIs(header: JpegHeader | undefined, isEnded: boolean, input: PictureInput): header is JpegHeader {
  return (
    header !== undefined &&
    header.orientation === 1 &&
    header.bitsPerComponent === 8 &&
    !(input.withoutCmyk && header.components === 4) &&
    printedDpi(header.widthPx, header.heightPx, input) <= MAX_DPI &&
    isEnded
  );
}

/** Upright, on white, in sRGB or grey, at most 300 dpi at its printed size, as JPEG; the kept one where there is one. */
async function reencode(input: PictureInput): Promise<Encoded> {
  const width = Math.max(1, Math.floor((input.printWidthPt / 72) * MAX_DPI));
  const height = Math.max(1, Math.floor((input.printHeightPt / 72) * MAX_DPI));
  const how = `${width}x${height}q${JPEG_QUALITY}`;
  const known = input.kept?.read(how);
  const header = known && readJpegHeader(known);
  if (known && header)
    return { data: known, widthPx: header.widthPx, heightPx: header.heightPx, components: header.components === 1 ? 1 : 3 };
  const picture = await openStill(input.path);
  const { data, info } = await picture
    .resize({ width, height, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: JPEG_QUALITY })
    .toBuffer({ resolveWithObject: true });
  input.kept?.write(how, data);
  return { data, widthPx: info.width, heightPx: info.height, components: info.channels === 1 ? 1 : 3 };
}

interface Encoded {
  readonly data: Buffer;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly components: 1 | 3;
}

/** What can be told of a picture file without decoding it. */
interface Ends {
  /** Of a JPEG. */
  readonly header: JpegHeader | undefined;
  readonly isTiff: boolean;
  /** The marker a JPEG ends with is near its end. */
  readonly isEnded: boolean;
  readonly sizeBytes: number;
}

/** One block each for all: of its own for every photo they would leave 130 MB of garbage behind 500. Nothing waits between reading into them and looking at them. */
const headBlock = Buffer.allocUnsafeSlow(HEADER_BYTES);
const tailBlock = Buffer.allocUnsafeSlow(TAIL_BYTES);

function endsOf(path: string | Uint8Array): Ends {
  const fd = openSync(typeof path === 'string' ? path : Buffer.from(path), 'r');
  try {
    const sizeBytes = fstatSync(fd).size;
    const head = headBlock.subarray(0, readSync(fd, headBlock, 0, Math.min(sizeBytes, HEADER_BYTES), 0));
    const tailBytes = Math.min(sizeBytes, TAIL_BYTES);
    const tail = tailBlock.subarray(0, readSync(fd, tailBlock, 0, tailBytes, sizeBytes - tailBytes));
    const isTiff = /^(II\*\0|MM\0\*)/.test(head.toString('latin1', 0, 4));
    return { header: readJpegHeader(head), isTiff, isEnded: tail.includes(END_OF_JPEG), sizeBytes };
  } finally {
    closeSync(fd);
  }
}

/**
 * Puts a picture file into the volume as an image XObject. An upright JPEG of at most 300 dpi at its printed size goes in byte for byte,
 * from file to file; everything else is turned upright (EXIF) and re-encoded. A file that is no readable picture is `refused`.
 * Throws what the writer throws, and where the file cannot be opened.
 */
export async function embedPicture(writer: PdfWriter, input: PictureInput): Promise<PictureResult> {
  const { header, isTiff, isEnded, sizeBytes } = endsOf(input.path);
  if (canTakeAsIs(header, isEnded, input)) {
    const ref = writer.alloc();
    writer.writeFileStream(ref, jpegDict(header), { path: input.path, offset: 0, length: sizeBytes });
    return {
      kind: 'embedded',
      picture: { ref, widthPx: header.widthPx, heightPx: header.heightPx, reencoded: false, note: null },
    };
  }
  if (sizeBytes === 0 || sizeBytes > MAX_HELD_BYTES) return { kind: 'refused', reason: UNREADABLE };
  let encoded: Encoded;
  try {
    encoded = await reencode(input);
  } catch {
    return { kind: 'refused', reason: UNREADABLE };
  }
  const { data, widthPx, heightPx, components } = encoded;
  const ref = writer.alloc();
  writer.writeStream(ref, imageDict(widthPx, heightPx, components, false), data, { compress: false });
  letGo(data);
  const cutOff = header && !isEnded ? '图片文件没有正常结尾，可能缺少一部分，请核对。' : null;
  const note = cutOff ?? (isTiff ? await morePagesNote(input.path) : null);
  return { kind: 'embedded', picture: { ref, widthPx, heightPx, reencoded: true, note } };
}

/** ES2024, which the types in use do not have yet; all V8s in use do. */
type DetachableBuffer = ArrayBuffer & { readonly transfer: (byteLength: number) => ArrayBuffer };

/**
 * Gives the memory of a picture back at once, which is not to be looked at again: V8 counts only the objects that stand for pictures, and would
 * keep dozens of them before it looked. Memory that small buffers share is left alone.
 */
function letGo({ buffer }: Buffer): void {
  if (buffer.byteLength > Buffer.poolSize) (buffer as DetachableBuffer).transfer(0);
}

/** What is left out of a TIFF with several pages, or null. */
async function morePagesNote(path: string | Uint8Array): Promise<string | null> {
  const { default: sharp } = await import('sharp');
  const { pages } = await sharp(typeof path === 'string' ? path : await readFile(Buffer.from(path)), {
    failOn: 'none',
  }).metadata();
  if (pages === undefined || pages < 2) return null;
  return `这份 TIFF 有 ${pages} 页，只收入了第 1 页。请另存为 PDF，重新编目后再成册。`;
}

/** A JPEG held in memory, in sRGB where it was CMYK. */
async function withoutCmyk(bytes: Uint8Array): Promise<Uint8Array> {
  const header = readJpegHeader(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  if (header?.components !== 4) return bytes;
  const { default: sharp } = await import('sharp');
  return sharp(bytes, { failOn: 'none' }).toColourspace('srgb').jpeg({ quality: JPEG_QUALITY }).toBuffer();
}

/** Writes JPEG bytes held in memory as an image XObject, as they are. Throws where they are no JPEG a PDF can hold. */
export function embedJpegBytes(writer: PdfWriter, bytes: Uint8Array): PDFRef {
  const header = readJpegHeader(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  if (!header) throw new Error('not a JPEG a PDF can hold');
  const ref = writer.alloc();
  writer.writeStream(ref, jpegDict(header), bytes, { compress: false });
  return ref;
}

/** Writes a PNG of our own making as an image XObject, with a soft mask where it can be seen through (ISO 32000-1, 11.6.5.3). */
export function embedPngBytes(writer: PdfWriter, bytes: Uint8Array): PDFRef {
  const { width, height, colours, covers } = planesOf(bytes);
  const dict = { Type: 'XObject', Subtype: 'Image', Width: width, Height: height, BitsPerComponent: 8 };
  const ref = writer.alloc();
  const mask = covers === null ? null : writer.alloc();
  if (mask && covers) writer.writeStream(mask, { ...dict, ColorSpace: 'DeviceGray' }, covers, { compress: true });
  writer.writeStream(ref, { ...dict, ColorSpace: 'DeviceRGB', ...(mask ? { SMask: mask } : {}) }, colours, { compress: true });
  return ref;
}

/** Writes a picture held in memory, a PNG only of our own making; a JPEG of CMYK in sRGB where that is asked for. Throws as `embedJpegBytes`. */
export async function embedBytes(
  writer: PdfWriter,
  bytes: Uint8Array,
  how: { readonly format: 'jpg' | 'png'; readonly withoutCmyk: boolean },
): Promise<PDFRef> {
  if (how.format === 'png') return embedPngBytes(writer, bytes);
  return embedJpegBytes(writer, how.withoutCmyk ? await withoutCmyk(bytes) : bytes);
}

/** Whether `embedPicture` will be able to read this file: null, or the Chinese sentence it would refuse it with. Decodes at a small size. */
export async function probePicture(path: string | Uint8Array): Promise<string | null> {
  const { sizeBytes } = endsOf(path);
  if (sizeBytes === 0 || sizeBytes > MAX_HELD_BYTES) return UNREADABLE;
  try {
    await reencode({ path, printWidthPt: PROBE_PT, printHeightPt: PROBE_PT });
    return null;
  } catch {
    return UNREADABLE;
  }
}
