/** Pixels of a picture, four bytes each (red, green, blue, 255), rows from the top. */
export interface BmpPixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** They stand whole in memory, four bytes a pixel. */
const MOST_PIXELS = 120_000_000;
const RLE8 = 1;
const RLE4 = 2;
const BIT_FIELDS = 3;
const ALPHA_BIT_FIELDS = 6;

interface Head {
  readonly width: number;
  readonly height: number;
  readonly fromTop: boolean;
  readonly bits: number;
  readonly compression: number;
  /** Where the pixels begin. */
  readonly offset: number;
  /** Colours by number; empty where a pixel holds its own. */
  readonly palette: readonly (readonly [number, number, number])[];
  /** Bits of red, green and blue in a pixel of 16 or 32 bits. */
  readonly masks: readonly [number, number, number];
}

/**
 * Reads a BMP (Microsoft's BITMAPINFOHEADER and its followers, and OS/2's BITMAPCOREHEADER): 1, 4, 8, 16, 24 and 32 bits a pixel, colour masks,
 * RLE4 and RLE8. How much shows through is not read: most programs leave the fourth byte as it happens to be. A file that ends early is black, or
 * its first colour, from there. Throws where it is no such picture, has more than 120 megapixels, or holds JPEG or PNG data.
 */
export function readBmp(bytes: Buffer): BmpPixels {
  const head = headOf(bytes);
  const { width, height, fromTop, bits, compression } = head;
  const numbered = compression === RLE8 || compression === RLE4 ? runs(bytes, head) : null;
  const rowBytes = Math.ceil((width * bits) / 32) * 4;
  const data = new Uint8Array(width * height * 4).fill(255);
  const colour = colourOf(bytes, head);
  for (let row = 0; row < height; row++) {
    const from = numbered ? row * width : head.offset + row * rowBytes;
    let at = (fromTop ? row : height - 1 - row) * width * 4;
    for (let x = 0; x < width; x++, at += 4) {
      const [red, green, blue] = numbered ? (head.palette[numbered[from + x] ?? 0] ?? BLACK) : colour(from, x);
      data[at] = red;
      data[at + 1] = green;
      data[at + 2] = blue;
    }
  }
  return { width, height, data };
}

const BLACK = [0, 0, 0] as const;

function headOf(bytes: Buffer): Head {
  if (bytes.length < 26 || bytes.toString('latin1', 0, 2) !== 'BM') throw new Error('no BMP');
  const size = bytes.readUInt32LE(14);
  const isOs2 = size === 12;
  if (!isOs2 && (size < 40 || bytes.length < 54)) throw new Error(`a BMP with a head of ${size} bytes`);
  const width = isOs2 ? bytes.readUInt16LE(18) : bytes.readInt32LE(18);
  const tall = isOs2 ? bytes.readUInt16LE(20) : bytes.readInt32LE(22);
  const height = Math.abs(tall);
  if (!(width > 0 && height > 0 && width * height <= MOST_PIXELS)) throw new Error(`a BMP of ${width} × ${tall} pixels`);
  const bits = bytes.readUInt16LE(isOs2 ? 24 : 28);
  const compression = isOs2 ? 0 : bytes.readUInt32LE(30);
  const sound =
    (compression === 0 && [1, 4, 8, 16, 24, 32].includes(bits)) ||
    (compression === RLE8 && bits === 8) ||
    (compression === RLE4 && bits === 4) ||
    ((compression === BIT_FIELDS || compression === ALPHA_BIT_FIELDS) && (bits === 16 || bits === 32));
  if (!sound) throw new Error(`a BMP of ${bits} bits, compression ${compression}`);
  const hasMasks = compression === BIT_FIELDS || compression === ALPHA_BIT_FIELDS;
  const mask = (at: number): number => (bytes.length >= at + 4 ? bytes.readUInt32LE(at) : 0);
  return {
    width,
    height,
    fromTop: tall < 0,
    bits,
    compression,
    offset: bytes.readUInt32LE(10),
    palette: bits > 8 ? [] : paletteOf(bytes, { from: 14 + size, entry: isOs2 ? 3 : 4, most: 1 << bits }),
    masks: hasMasks ? [mask(54), mask(58), mask(62)] : bits === 16 ? [0x7c00, 0x3e0, 0x1f] : [0xff0000, 0xff00, 0xff],
  };
}

function paletteOf(
  bytes: Buffer,
  { from, entry, most }: { readonly from: number; readonly entry: number; readonly most: number },
): (readonly [number, number, number])[] {
  const end = Math.min(bytes.length, Math.max(from, bytes.readUInt32LE(10)));
  const count = Math.min(most, Math.floor((end - from) / entry));
  return Array.from({ length: Math.max(0, count) }, (_, at) => {
    const blue = from + at * entry;
    return [bytes[blue + 2] ?? 0, bytes[blue + 1] ?? 0, bytes[blue] ?? 0] as const;
  });
}

/** The colour of the pixel `x` of a row that begins at `from`. */
function colourOf(bytes: Buffer, { bits, palette, masks }: Head): (from: number, x: number) => readonly [number, number, number] {
  const byte = (at: number): number => bytes[at] ?? 0;
  if (bits <= 8) {
    const mask = (1 << bits) - 1;
    return (from, x) => {
      const shift = 8 - bits - ((x * bits) % 8);
      return palette[(byte(from + ((x * bits) >> 3)) >> shift) & mask] ?? BLACK;
    };
  }
  if (bits === 24) return (from, x) => [byte(from + x * 3 + 2), byte(from + x * 3 + 1), byte(from + x * 3)];
  const [red, green, blue] = masks.map(channel) as [Channel, Channel, Channel];
  const size = bits / 8;
  return (from, x) => {
    const at = from + x * size;
    const value = (byte(at) | (byte(at + 1) << 8) | (size === 4 ? (byte(at + 2) << 16) | (byte(at + 3) << 24) : 0)) >>> 0;
    return [red(value), green(value), blue(value)];
  };
}

type Channel = (value: number) => number;

/** A channel's bits of a pixel as a value of 0..255. */
function channel(mask: number): Channel {
  if (mask === 0) return () => 0;
  const shift = 31 - Math.clz32(mask & -mask);
  const most = mask >>> shift;
  return (value) => Math.round((((value & mask) >>> shift) * 255) / most);
}

/** Run lengths undone: numbers of colours, rows from the bottom (MS-WMF §2.1.1.7: runs, literals, ends of lines and of the picture, jumps). */
function runs(bytes: Buffer, { width, height, offset, compression }: Head): Uint8Array {
  const out = new Uint8Array(width * height);
  let [x, row, at] = [0, 0, offset];
  const put = (number: number): void => {
    if (x < width && row < height) out[row * width + x] = number;
    x++;
  };
  const half = (value: number, index: number): number =>
    compression === RLE8 ? value : index % 2 === 0 ? value >> 4 : value & 15;
  while (at + 1 < bytes.length && row < height) {
    const [count = 0, value = 0] = [bytes[at], bytes[at + 1]];
    at += 2;
    if (count > 0) for (let index = 0; index < count; index++) put(half(value, index));
    else if (value === 0) [x, row] = [0, row + 1];
    else if (value === 1) break;
    else if (value === 2) {
      x += bytes[at] ?? 0;
      row += bytes[at + 1] ?? 0;
      at += 2;
    } else {
      for (let index = 0; index < value; index++) put(half(bytes[at + (compression === RLE8 ? index : index >> 1)] ?? 0, index));
      // Literals end on an even byte.
      const literal = compression === RLE8 ? value : Math.ceil(value / 2);
      at += literal + (literal % 2);
    }
  }
  return out;
}
