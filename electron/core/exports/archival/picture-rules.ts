import type { PDFDict } from 'pdf-lib';
import { PDFName } from 'pdf-lib';
import {
  arrayOf,
  booleanOf,
  dictOf,
  entry,
  nameOf,
  numberOf,
  resolve,
  streamOf,
  type ObjectSource,
  type SourceStream,
} from '../pdf/objects.ts';
import { colourFault, type ColourNotes } from './colour.ts';
import type { PageFault } from './reasons.ts';

const DEPTHS: readonly number[] = [1, 2, 4, 8, 16];
/** LZW is written anew as Flate. */
const FILTERS: ReadonlySet<string> = new Set(
  'ASCIIHexDecode ASCII85Decode FlateDecode RunLengthDecode CCITTFaxDecode JBIG2Decode DCTDecode JPXDecode LZWDecode'.split(' '),
);
const SIGNATURE = Buffer.from([0, 0, 0, 12, 0x6a, 0x50, 0x20, 0x20]);
const CHANNELS: readonly number[] = [1, 3, 4];

/** Names of a stream's filters in their order. */
export function filtersOf(objects: ObjectSource, dict: PDFDict): readonly string[] {
  const value = resolve(objects, entry(dict, 'Filter'));
  if (value instanceof PDFName) return [value.decodeText()];
  return arrayOf(objects, entry(dict, 'Filter')).map((item) => nameOf(objects, item) ?? '');
}

/** What is wrong with an image XObject and its masks (ISO 19005-2 §6.2.8), apart from what `mend` leaves out. */
export function pictureFaults(
  objects: ObjectSource,
  stream: SourceStream,
  notes: ColourNotes,
  isMask = false,
): readonly PageFault[] {
  const { dict } = stream;
  const faults: PageFault[] = [];
  const filters = filtersOf(objects, dict);
  const isPicture = (filter: string): boolean => ['JBIG2Decode', 'DCTDecode', 'JPXDecode', 'CCITTFaxDecode'].includes(filter);
  if (filters.some((filter) => !FILTERS.has(filter))) faults.push('picture');
  // Undone and written anew only where nothing else is behind it.
  if (filters.includes('LZWDecode') && filters.some(isPicture)) faults.push('picture');
  const isStencil = booleanOf(objects, entry(dict, 'ImageMask')) === true;
  const depth = numberOf(objects, entry(dict, 'BitsPerComponent'));
  if (isStencil ? depth !== undefined && depth !== 1 : depth !== undefined && !DEPTHS.includes(depth)) faults.push('picture');
  const space = entry(dict, 'ColorSpace');
  if (!isStencil && space !== undefined) {
    const fault = colourFault(objects, space, notes);
    if (fault) faults.push(fault);
  }
  if (filters.includes('JPXDecode') && !isPlainJpeg2000(stream, space !== undefined)) faults.push('picture');
  else if (!isStencil && space === undefined && !filters.includes('JPXDecode')) faults.push('picture');
  if (!isMask)
    for (const key of ['SMask', 'Mask']) {
      const mask = streamOf(objects, entry(dict, key));
      if (mask) faults.push(...pictureFaults(objects, mask, notes, true));
    }
  if (dictOf(objects, entry(dict, 'Alternates')) !== undefined && isMask) faults.push('picture');
  return faults;
}

/** Whether a JPEG 2000 picture is of the plain kind: its colour space said by the PDF, one depth, 1, 3 or 4 channels (§6.2.8.3). */
function isPlainJpeg2000(stream: SourceStream, hasColourSpace: boolean): boolean {
  if (!hasColourSpace || stream.length < 64) return false;
  const data = Buffer.from(stream.bytes());
  if (!data.subarray(0, SIGNATURE.length).equals(SIGNATURE)) return false;
  const head = data.indexOf('ihdr', 0, 'latin1');
  const codes = data.indexOf('jp2c', 0, 'latin1');
  if (head < 0 || codes < 0) return false;
  const depths = data.indexOf('bpcc', 0, 'latin1');
  const channels = data.readUInt16BE(head + 12);
  const depth = data.readUInt8(head + 14);
  return CHANNELS.includes(channels) && depth !== 0xff && !(depths >= 0 && depths < codes);
}
