/** What a PDF needs to know of a JPEG to take its bytes as they are. */
export interface JpegHeader {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly components: 1 | 3 | 4;
  readonly bitsPerComponent: number;
  /** Adobe APP14 marker: photo editors store CMYK inverted, and viewers undo that only when told. */
  readonly isAdobe: boolean;
  /** EXIF orientation 1–8; 1 when absent or illegal. */
  readonly orientation: number;
}

const NO_FRAME_MARKERS = new Set([0xc4, 0xc8, 0xcc]);
const ORIENTATION_TAG = 0x0112;

function exifOrientation(segment: Buffer): number {
  if (segment.length < 14 || segment.toString('latin1', 0, 6) !== 'Exif\0\0') return 1;
  const tiff = segment.subarray(6);
  const little = tiff.toString('latin1', 0, 2) === 'II';
  const u16 = (at: number): number => (at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const u32 = (at: number): number => (at + 4 > tiff.length ? 0 : little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  const directory = u32(4);
  for (let entry = 0; entry < Math.min(u16(directory), 512); entry++) {
    const at = directory + 2 + entry * 12;
    if (u16(at) === ORIENTATION_TAG) return u16(at + 8) >= 1 && u16(at + 8) <= 8 ? u16(at + 8) : 1;
  }
  return 1;
}

/**
 * Reads the header of a JPEG from its first bytes (256 KB cover the largest thumbnails and colour profiles).
 * Undefined when it is no JPEG, no baseline, extended or progressive one (ISO/IEC 10918-1 SOF0–SOF2), or the frame lies further in.
 */
export function readJpegHeader(bytes: Buffer): JpegHeader | undefined {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return undefined;
  let isAdobe = false;
  let orientation = 1;
  for (let at = 2; at + 4 <= bytes.length;) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at++;
      continue;
    }
    const length = bytes.readUInt16BE(at + 2);
    const segment = bytes.subarray(at + 4, at + 2 + length);
    if (length < 2 || marker === 0xda || marker === 0xd9) return undefined;
    if (marker === 0xee && segment.toString('latin1', 0, 5) === 'Adobe') isAdobe = true;
    if (marker === 0xe1 && orientation === 1) orientation = exifOrientation(segment);
    if (marker >= 0xc0 && marker <= 0xcf && !NO_FRAME_MARKERS.has(marker)) {
      const components = segment[5];
      if (marker > 0xc2 || segment.length < 6 || (components !== 1 && components !== 3 && components !== 4)) return undefined;
      const [heightPx, widthPx] = [segment.readUInt16BE(1), segment.readUInt16BE(3)];
      if (widthPx === 0 || heightPx === 0) return undefined;
      return { widthPx, heightPx, components, bitsPerComponent: segment[0] ?? 0, isAdobe, orientation };
    }
    at += 2 + length;
  }
  return undefined;
}
