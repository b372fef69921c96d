import { crc32, deflateSync, inflateSync } from 'node:zlib';
import type { Pixels } from './dib.ts';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const COLOURS = 2;
const COLOURS_AND_ALPHA = 6;

/** Pixels as a PNG file (ISO/IEC 15948), without the fourth byte where all of it covers. */
export function pngOf({ width, height, data }: Pixels): Buffer {
  let isOpaque = true;
  for (let at = 3; at < data.length && isOpaque; at += 4) isOpaque = data[at] === 255;
  const each = isOpaque ? 3 : 4;
  const rowBytes = 1 + width * each;
  const raw = Buffer.alloc(rowBytes * height);
  for (let y = 0; y < height; y++)
    for (let x = 0, from = y * width * 4, to = y * rowBytes + 1; x < width; x++, from += 4, to += each) {
      raw[to] = data[from] ?? 0;
      raw[to + 1] = data[from + 1] ?? 0;
      raw[to + 2] = data[from + 2] ?? 0;
      if (each === 4) raw[to + 3] = data[from + 3] ?? 0;
    }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = 8;
  head[9] = isOpaque ? COLOURS : COLOURS_AND_ALPHA;
  return Buffer.concat([SIGNATURE, chunk('IHDR', head), chunk('IDAT', deflateSync(raw)), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

/** Colours and how much they cover, each of them on its own; the second is null where all of it covers. */
export interface Planes {
  readonly width: number;
  readonly height: number;
  /** Three bytes a pixel. */
  readonly colours: Uint8Array;
  readonly covers: Uint8Array | null;
}

/** Reads what `pngOf` wrote, nothing else. */
export function planesOf(png: Uint8Array): Planes {
  const file = Buffer.from(png.buffer, png.byteOffset, png.byteLength);
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
  const each = file[25] === COLOURS_AND_ALPHA ? 4 : 3;
  const raw = inflateSync(file.subarray(41, 41 + file.readUInt32BE(33)));
  const colours = new Uint8Array(width * height * 3);
  const covers = each === 4 ? new Uint8Array(width * height) : null;
  for (let y = 0, pixel = 0; y < height; y++)
    for (let x = 0, from = y * (1 + width * each) + 1; x < width; x++, from += each, pixel++) {
      colours.set(raw.subarray(from, from + 3), pixel * 3);
      if (covers) covers[pixel] = raw[from + 3] ?? 0;
    }
  return { width, height, colours, covers };
}
