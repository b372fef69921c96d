import { createGdi, TooMuch, type Gdi } from './gdi.ts';
import type { GdiObject } from './gdi-objects.ts';
import { playDrawing } from './emf-drawing.ts';
import { playPicture } from './emf-pictures.ts';
import { playState } from './emf-state.ts';
import type { VectorPicture } from './vector.ts';

const SIGNATURE = 0x464d4520;
const HEAD_BYTES = 88;
const MOST_RECORDS = 400_000;
const END = 14;
const COMMENT = 70;
const PLUS = 0x2b464d45;
const PT_PER_HUNDREDTH_MM = 72 / 2540;

/** What playing a record of EMF needs: the device and the objects the file has made. */
export interface EmfPlay {
  readonly g: Gdi;
  readonly objects: Map<number, GdiObject>;
}

/** Whether bytes begin as an enhanced metafile does (MS-EMF 2.3.4.2). */
export function isEmf(bytes: Buffer): boolean {
  return bytes.length >= HEAD_BYTES && bytes.readUInt32LE(0) === 1 && bytes.readUInt32LE(40) === SIGNATURE;
}

/** What is drawn and, where the file draws with GDI+ as well, its records of that. */
export interface EmfPicture extends VectorPicture {
  readonly plus: readonly Buffer[];
}

/**
 * Plays an enhanced metafile (MS-EMF). A record that is broken or unknown is passed over.
 * @throws TooMuch where it asks for more than a page can hold, Error where its head tells no size
 */
export function playEmf(bytes: Buffer): EmfPicture {
  const { frame, widthPt, heightPt, perMm } = headOf(bytes);
  const g = createGdi(perMm);
  const play: EmfPlay = { g, objects: new Map() };
  const plus: Buffer[] = [];
  let records = 0;
  for (let at = bytes.readUInt32LE(4); at + 8 <= bytes.length;) {
    const type = bytes.readUInt32LE(at);
    const size = bytes.readUInt32LE(at + 4);
    if (size < 8 || size % 4 !== 0 || at + size > bytes.length || type === END) break;
    if (++records > MOST_RECORDS) throw new TooMuch('too many records');
    const record = bytes.subarray(at, at + size);
    at += size;
    if (type === COMMENT && size >= 20 && record.readUInt32LE(12) === PLUS) plus.push(record.subarray(16, Math.min(size, 12 + record.readUInt32LE(8)))); // prettier-ignore
    try {
      if (!playState(play, type, record) && !playDrawing(play, type, record)) playPicture(play, type, record);
    } catch (error) {
      // Broken alone.
      if (!(error instanceof RangeError)) throw error;
    }
  }
  return { widthPt, heightPt, frame, clips: g.clips, items: g.items, plus };
}

function headOf(bytes: Buffer): Pick<VectorPicture, 'frame' | 'widthPt' | 'heightPt'> & { perMm: readonly [number, number] } {
  const at = (offset: number): number => bytes.readInt32LE(offset);
  const per = (device: number, mm: number): number => (device > 0 && mm > 0 ? device / mm : 96 / 25.4);
  const perMm = [per(at(72), at(80)), per(at(76), at(84))] as const;
  const [left, top, right, bottom] = [24, 28, 32, 36].map(at) as [number, number, number, number];
  const bounds = [8, 12, 16, 20].map(at) as [number, number, number, number];
  const isFramed = right > left && bottom > top;
  const [x, y, width, height] = isFramed
    ? [(left * perMm[0]) / 100, (top * perMm[1]) / 100, ((right - left) * perMm[0]) / 100, ((bottom - top) * perMm[1]) / 100]
    : [bounds[0], bounds[1], bounds[2] - bounds[0] + 1, bounds[3] - bounds[1] + 1];
  if (!(width > 0 && height > 0)) throw new Error('a metafile without a size');
  return {
    frame: [1 / width, 0, 0, 1 / height, -x / width, -y / height],
    widthPt: (width / perMm[0]) * 100 * PT_PER_HUNDREDTH_MM,
    heightPt: (height / perMm[1]) * 100 * PT_PER_HUNDREDTH_MM,
    perMm,
  };
}
