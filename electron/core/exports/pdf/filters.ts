import { constants, inflateSync } from 'node:zlib';
import { decodePDFRawStream, PDFArray, PDFContext, PDFDict, PDFName, PDFRawStream } from 'pdf-lib';
import { entry, numberOf, nameOf, resolve } from './objects.ts';
import type { ObjectSource, SourceStream } from './objects.ts';

/** A stream that grows beyond this when its filters are undone is hostile or useless to us. */
const MAX_DECODED_BYTES = 256 << 20;
const MIN_BLOCK_BYTES = 1 << 10;
const MAX_BLOCK_BYTES = 64 << 10;
const EXPECTED_GROWTH = 4;

/** Long and short (inline) filter names of ISO 32000-1 tables 6 and 94. */
const FILTERS: Readonly<Record<string, string>> = {
  Fl: 'FlateDecode',
  LZW: 'LZWDecode',
  A85: 'ASCII85Decode',
  AHx: 'ASCIIHexDecode',
  RL: 'RunLengthDecode',
};

/** PNG and TIFF predictors, ISO 32000-1 §7.4.4.4. */
function undoPredictor(bytes: Uint8Array, objects: ObjectSource, parameters: PDFDict): Uint8Array {
  const number = (key: string, fallback: number): number => numberOf(objects, entry(parameters, key)) ?? fallback;
  const predictor = number('Predictor', 1);
  if (predictor < 2) return bytes;
  const bits = number('Colors', 1) * number('BitsPerComponent', 8);
  const step = Math.max(1, bits >> 3);
  const width = Math.ceil((number('Columns', 1) * bits) / 8);
  if (!(width > 0) || width > MAX_DECODED_BYTES) throw new Error('impossible predictor columns');
  if (predictor === 2) return undoTiffPredictor(bytes, { width, step, bitsPerComponent: number('BitsPerComponent', 8) });
  const rows = Math.ceil(bytes.length / (width + 1));
  const result = new Uint8Array(rows * width);
  for (let row = 0; row < rows; row++) {
    const start = row * (width + 1);
    const type = bytes[start] ?? 0;
    if (type > 4) throw new Error('unknown PNG predictor');
    const to = row * width;
    for (let i = 0; i < width; i++) {
      const left = i >= step ? (result[to + i - step] ?? 0) : 0;
      const up = row > 0 ? (result[to + i - width] ?? 0) : 0;
      const upLeft = row > 0 && i >= step ? (result[to + i - width - step] ?? 0) : 0;
      result[to + i] = (bytes[start + 1 + i] ?? 0) + predicted(type, left, up, upLeft);
    }
  }
  return result;
}

function predicted(type: number, left: number, up: number, upLeft: number): number {
  if (type === 1) return left;
  if (type === 2) return up;
  if (type === 3) return (left + up) >> 1;
  if (type !== 4) return 0;
  const estimate = left + up - upLeft;
  const [toLeft, toUp, toUpLeft] = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - upLeft)];
  return toLeft <= toUp && toLeft <= toUpLeft ? left : toUp <= toUpLeft ? up : upLeft;
}

function undoTiffPredictor(
  bytes: Uint8Array,
  shape: { readonly width: number; readonly step: number; readonly bitsPerComponent: number },
): Uint8Array {
  if (shape.bitsPerComponent !== 8) throw new Error('TIFF predictor with other than 8 bits');
  const result = Uint8Array.from(bytes);
  for (let i = 0; i < result.length; i++) {
    if (i % shape.width >= shape.step) result[i] = (result[i] ?? 0) + (result[i - shape.step] ?? 0);
  }
  return result;
}

/**
 * The data of a stream with its filters undone. Throws on damaged data, on picture filters (DCT, JPX, CCITT, JBIG2) and above 256 MB.
 * `tolerant` accepts a Flate stream that ends early, as viewers do.
 */
export function decodeStream(
  objects: ObjectSource,
  stream: SourceStream,
  { tolerant = false }: { readonly tolerant?: boolean } = {},
): Uint8Array {
  const listOf = (key: string, short: string) => {
    const value = resolve(objects, entry(stream.dict, key) ?? entry(stream.dict, short));
    return value instanceof PDFArray ? value.asArray().map((item) => resolve(objects, item)) : value === undefined ? [] : [value];
  };
  const parameters = listOf('DecodeParms', 'DP');
  let bytes = stream.bytes();
  listOf('Filter', 'F').forEach((filter, index) => {
    const short = nameOf(objects, filter) ?? '';
    const name = FILTERS[short] ?? short;
    const own = parameters[index];
    if (name === 'Crypt') return;
    if (name === 'FlateDecode') {
      bytes = inflateSync(bytes, {
        maxOutputLength: MAX_DECODED_BYTES,
        // zlib hands out its whole output block even for a few bytes.
        chunkSize: Math.min(MAX_BLOCK_BYTES, Math.max(MIN_BLOCK_BYTES, EXPECTED_GROWTH * bytes.length)),
        ...(tolerant ? { finishFlush: constants.Z_SYNC_FLUSH } : {}),
      });
    } else {
      const context = PDFContext.create();
      const early = own instanceof PDFDict ? numberOf(objects, entry(own, 'EarlyChange')) : undefined;
      const plain = context.obj({
        Filter: PDFName.of(name),
        ...(early === undefined ? {} : { DecodeParms: context.obj({ EarlyChange: early }) }),
      });
      bytes = decodePDFRawStream(PDFRawStream.of(plain, bytes)).decode();
    }
    if (own instanceof PDFDict && (name === 'FlateDecode' || name === 'LZWDecode')) bytes = undoPredictor(bytes, objects, own);
  });
  return bytes;
}
