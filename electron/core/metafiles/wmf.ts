import { createGdi, TooMuch, type Gdi } from './gdi.ts';
import type { GdiObject } from './gdi-objects.ts';
import type { VectorItem, VectorPicture } from './vector.ts';
import { playWmfDrawing } from './wmf-drawing.ts';
import { playWmfState } from './wmf-state.ts';

const PLACEABLE = 0x9ac6cdd7;
const PLACEABLE_BYTES = 22;
const HEAD_BYTES = 18;
const MOST_RECORDS = 400_000;
const PT_PER_INCH = 72;
/** Without a head that says how large it is, a unit is a twip, but a picture at most this large. */
const UNITS_PER_INCH = 1440;
const MOST_SIDE_PT = 420;

/** What playing a record of WMF needs: the device, the objects the file has made, and whether it ever said what its window is. */
export interface WmfPlay {
  readonly g: Gdi;
  readonly objects: (GdiObject | undefined)[];
  /** The device is the first window, or what the file's head says. */
  window: readonly [number, number] | null;
  readonly hasHead: boolean;
}

/** Whether bytes begin as a metafile of Windows does (MS-WMF 2.3.2.2, 2.3.2.3). */
export function isWmf(bytes: Buffer): boolean {
  const at = isPlaceable(bytes) ? PLACEABLE_BYTES : 0;
  if (bytes.length < at + HEAD_BYTES) return false;
  const [type, words, version] = [bytes.readUInt16LE(at), bytes.readUInt16LE(at + 2), bytes.readUInt16LE(at + 4)];
  return (type === 1 || type === 2) && words === 9 && (version === 0x300 || version === 0x100);
}

const isPlaceable = (bytes: Buffer): boolean => bytes.length >= PLACEABLE_BYTES && bytes.readUInt32LE(0) === PLACEABLE;

/**
 * Plays a metafile (MS-WMF). A record that is broken or unknown is passed over.
 * @throws TooMuch where it asks for more than a page can hold
 */
export function playWmf(bytes: Buffer): VectorPicture {
  const head = isPlaceable(bytes) ? headOf(bytes) : null;
  const g = createGdi();
  g.dc.mapMode = 8;
  if (head) {
    g.dc.viewportAt = g.dc.windowAt = [head.left, head.top];
    g.dc.viewportSize = g.dc.windowSize = [head.width, head.height];
  }
  const play: WmfPlay = { g, objects: [], window: null, hasHead: head !== null };
  let records = 0;
  for (let at = (isPlaceable(bytes) ? PLACEABLE_BYTES : 0) + HEAD_BYTES; at + 6 <= bytes.length;) {
    const size = bytes.readUInt32LE(at) * 2;
    const type = bytes.readUInt16LE(at + 4);
    if (size < 6 || type === 0) break;
    if (++records > MOST_RECORDS) throw new TooMuch('too many records');
    // The last record of files cut off by a few bytes is played as far as it goes.
    const record = bytes.subarray(at + 6, at + size);
    at += size;
    try {
      if (!playWmfState(play, type, record)) playWmfDrawing(play, type, record);
    } catch (error) {
      // Broken alone.
      if (!(error instanceof RangeError)) throw error;
    }
  }
  const box = head ?? windowBox(play.window) ?? boxOf(g.items);
  const perInch = head?.inch ?? UNITS_PER_INCH;
  const fit = head ? 1 : Math.min(1, (MOST_SIDE_PT * perInch) / PT_PER_INCH / Math.max(box.width, box.height));
  return {
    widthPt: (box.width / perInch) * PT_PER_INCH * fit,
    heightPt: (box.height / perInch) * PT_PER_INCH * fit,
    frame: [1 / box.width, 0, 0, 1 / box.height, -box.left / box.width, -box.top / box.height],
    clips: g.clips,
    items: g.items,
  };
}

interface FrameBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

function headOf(bytes: Buffer): (FrameBox & { readonly inch: number }) | null {
  const [x0, y0, x1, y1] = [6, 8, 10, 12].map((at) => bytes.readInt16LE(at)) as [number, number, number, number];
  const [width, height] = [Math.abs(x1 - x0), Math.abs(y1 - y0)];
  if (width === 0 || height === 0) return null;
  return { left: Math.min(x0, x1), top: Math.min(y0, y1), width, height, inch: bytes.readUInt16LE(14) || UNITS_PER_INCH };
}

function windowBox(window: readonly [number, number] | null): FrameBox | null {
  if (!window || window[0] === 0 || window[1] === 0) return null;
  return { left: 0, top: 0, width: Math.abs(window[0]), height: Math.abs(window[1]) };
}

/** Where something is drawn; of pictures and texts their places. */
function boxOf(items: readonly VectorItem[]): FrameBox {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  const see = (x: number, y: number): void => {
    [left, top] = [Math.min(left, x), Math.min(top, y)];
    [right, bottom] = [Math.max(right, x), Math.max(bottom, y)];
  };
  for (const item of items) {
    if (item.kind === 'path') for (const [, x, y] of item.path.matchAll(/(-?[\d.]+) (-?[\d.]+)/g)) see(Number(x), Number(y));
    else {
      const [a, b, c, d, e, f] = item.matrix;
      see(e, f);
      see(e + a + c, f + b + d);
    }
  }
  const [width, height] = [right - left, bottom - top];
  return width > 0 && height > 0 ? { left, top, width, height } : { left: 0, top: 0, width: 1, height: 1 };
}
