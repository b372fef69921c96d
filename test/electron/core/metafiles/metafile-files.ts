import sharp from 'sharp';
import { svgOf, type VectorPicture } from '../../../../electron/core/metafiles/metafiles.ts';

const i16 = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, at) => bytes.writeInt16LE(value > 0x7fff ? value - 0x10000 : value, at * 2));
  return bytes;
};
const i32 = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, at) => bytes.writeInt32LE(value | 0, at * 4));
  return bytes;
};

/** A record of EMF: its type, then numbers of 32 bits or bytes. */
export function emr(type: number, ...content: (number | Buffer)[]): Buffer {
  const body = Buffer.concat(content.map((one) => (typeof one === 'number' ? i32(one) : one)));
  const filled = Buffer.concat([body, Buffer.alloc((4 - (body.length % 4)) % 4)]);
  return Buffer.concat([i32(type, filled.length + 8), filled]);
}

export interface EmfFile {
  /** Units of the device: a unit a millimetre. */
  readonly width?: number;
  readonly height?: number;
  readonly left?: number;
  readonly top?: number;
}

/** An EMF of these records, its frame so many units of the device large. */
export function emf(records: readonly Buffer[], { width = 200, height = 200, left = 0, top = 0 }: EmfFile = {}): Buffer {
  const head = Buffer.alloc(100);
  i32(left, top, left + width - 1, top + height - 1, left * 100, top * 100, (left + width) * 100, (top + height) * 100).copy(
    head,
    0,
  );
  i32(0x464d4520, 0x10000, 0, records.length + 2, 1).copy(head, 32);
  i32(1000, 1000, 1000, 1000).copy(head, 64);
  const body = [emr(1, head), ...records, emr(14, 0, 16, 20)];
  const file = Buffer.concat(body);
  file.writeUInt32LE(file.length, 48);
  return file;
}

/** A record of EMF+: its kind, its flags, then numbers of 32 bits or bytes. */
export function plus(type: number, flags: number, ...content: (number | Buffer)[]): Buffer {
  const body = Buffer.concat(content.map((one) => (typeof one === 'number' ? i32(one) : one)));
  return Buffer.concat([i16(type, flags), i32(body.length + 12, body.length), body]);
}

/** Records of EMF+ in a comment of EMF. */
export function plusComment(...records: readonly Buffer[]): Buffer {
  const body = Buffer.concat(records);
  return emr(70, body.length + 4, 0x2b464d45, body);
}

export const floats = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, at) => bytes.writeFloatLE(value, at * 4));
  return bytes;
};

/** Records of EMF+ of every family that is drawn: areas, lines, a path, a picture seen through, text. */
export function plusRecords(): Buffer[] {
  const solid = (argb: number): Buffer => Buffer.concat([i32(-0x24e3effe), i32(0, argb)]);
  const name = Buffer.from('宋体', 'utf16le');
  return [
    plus(0x4001, 0, 0, 0, 96, 96),
    plus(0x4030, 2, floats(1)),
    plus(0x4025, 0, 1),
    plus(0x402d, 0, floats(100, 0)),
    // A red square in the upper right quarter.
    plus(0x400a, 0x8000, 0xffff0000 | 0, 1, floats(10, 10, 80, 80)),
    plus(0x4026, 0, 1),
    plus(0x4008, 0x0100, solid(0xff0000ff | 0)),
    // A blue triangle in the upper left quarter, as a path.
    plus(0x4008, 0x0301, 0, 3, 0, floats(0, 0, 100, 0, 0, 100), Buffer.from([0, 1, 0x81, 0])),
    plus(0x4014, 0x0001, 0),
    plus(0x4008, 0x0202, 0, 0, 0, 2, floats(10), solid(0xff00ff00 | 0)),
    plus(0x400d, 0x0002, 2, floats(0, 195, 200, 195)),
    // Two pixels, the left one half seen through.
    plus(0x4008, 0x0503, 0, 1, 2, 1, 8, 0x26200a, 0, Buffer.from([0, 0, 255, 128, 255, 0, 0, 255])),
    plus(0x401b, 0x0003, 0, 2, floats(0, 0, 2, 1), 3, floats(0, 110, 100, 110, 0, 150)),
    plus(0x4008, 0x0604, 0, floats(20), 2, 1, 0, 2, name),
    plus(0x401c, 0x8004, 0xff000000 | 0, 0, 2, floats(110, 110, 80, 30), Buffer.from('印章', 'utf16le')),
  ];
}

/** A record of WMF: its function, then words or bytes. */
export function mfr(type: number, ...content: (number | Buffer)[]): Buffer {
  const body = Buffer.concat(content.map((one) => (typeof one === 'number' ? i16(one) : one)));
  const filled = body.length % 2 === 0 ? body : Buffer.concat([body, Buffer.alloc(1)]);
  return Buffer.concat([i32((filled.length + 6) / 2), i16(type), filled]);
}

/** A WMF of these records; with `box` it says how large it is. */
export function wmf(records: readonly Buffer[], box?: readonly [number, number, number, number]): Buffer {
  const body = Buffer.concat([...records, mfr(0)]);
  const head = Buffer.concat([i16(1, 9, 0x300), i32((18 + body.length) / 2), i16(4), i32(1000), i16(0)]);
  const placeable = box ? Buffer.concat([i32(0x9ac6cdd7), i16(0, ...box, 1440), i32(0), i16(0)]) : Buffer.alloc(0);
  return Buffer.concat([placeable, head, body]);
}

export const rgb = (red: number, green: number, blue: number): number => red | (green << 8) | (blue << 16);

/** Objects of EMF by number. */
export const brush = (number: number, colour: number, style = 0): Buffer => emr(39, number, style, colour, 0);
export const pen = (number: number, colour: number, width = 1, style = 0): Buffer => emr(38, number, style, width, 0, colour);
export const choose = (number: number): Buffer => emr(37, number);
export const NO_PEN = choose(0x80000008 | 0);
export const NO_BRUSH = choose(0x80000005 | 0);

/** A picture of 24 bits without a file's head, from a function of column and row (from the top). */
export function dib(width: number, height: number, colour: (x: number, y: number) => number): { info: Buffer; bits: Buffer } {
  const row = Math.ceil((width * 3) / 4) * 4;
  const bits = Buffer.alloc(row * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const value = colour(x, y);
      const at = (height - 1 - y) * row + x * 3;
      bits[at] = (value >> 16) & 255;
      bits[at + 1] = (value >> 8) & 255;
      bits[at + 2] = value & 255;
    }
  return { info: Buffer.concat([i32(40, width, height), i16(1, 24), i32(0, bits.length, 0, 0, 0, 0)]), bits };
}

/** StretchDIBits of EMF; `part` is how much of the picture, all of it when absent. */
export function stretched(
  [x, y, width, height]: readonly [number, number, number, number],
  { info, bits }: { info: Buffer; bits: Buffer },
  rop = 0xcc0020,
  part?: readonly [number, number],
): Buffer {
  const size = part ?? ([info.readInt32LE(4), Math.abs(info.readInt32LE(8))] as const);
  const bounds = i32(0, 0, 0, 0);
  const at = 80;
  return emr(81, bounds, x, y, 0, 0, ...size, at, info.length, at + info.length, bits.length, 0, rop, width, height, info, bits);
}

/** ExtTextOutW of EMF, each character `distance` from the next. */
export function wideText(x: number, y: number, text: string, distance: number): Buffer {
  const letters = Buffer.from(text, 'utf16le');
  const filled = Buffer.concat([letters, Buffer.alloc((4 - (letters.length % 4)) % 4)]);
  const dx = i32(...Array.from({ length: text.length }, () => distance));
  return emr(84, i32(0, 0, 0, 0), 2, i32(0, 0), x, y, text.length, 76, 0, i32(0, 0, 0, 0), 76 + filled.length, filled, dx);
}

/** A font of EMF. */
export function font(number: number, name: string, height: number, { bold = false, turn = 0, charset = 134 } = {}): Buffer {
  const face = Buffer.alloc(64);
  face.write(name, 'utf16le');
  return emr(
    82,
    number,
    height,
    0,
    turn,
    turn,
    bold ? 700 : 400,
    Buffer.from([0, 0, 0, charset, 0, 0, 0, 0]),
    face,
    Buffer.alloc(228),
  );
}

/** The colour of a picture's pixel (`#rrggbb`) where it is drawn `side` pixels large on white. */
export async function pixelsOf(picture: VectorPicture | null, side = 200): Promise<(x: number, y: number) => string> {
  if (!picture) throw new Error('this is no picture');
  const { data, info } = await sharp(Buffer.from(svgOf(picture)), { density: 300 })
    .resize(side, side, { fit: 'fill' })
    .flatten({ background: '#ffffff' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return (x, y) => `#${data.subarray((y * info.width + x) * info.channels).subarray(0, 3).toString('hex')}`; // prettier-ignore
}
