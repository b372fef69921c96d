import { cutTo } from './cuts.ts';
import { add, deviceMatrix, num, type Gdi } from './gdi.ts';
import type { Dib, Pixels } from './dib.ts';
import { pngOf } from './png.ts';
import { boxOutline } from './shapes.ts';
import { joined, type Matrix } from './vector.ts';

/** A place of a record: left, top, width and height, which may run the other way. */
export type Place = readonly [x: number, y: number, width: number, height: number];

/** More pixels a side than print shows are taken together. */
const MOST_SIDE = 2400;
/** What is larger is not remembered for the next picture at its place. */
const MOST_LAID = 6_000_000;
const COPY = 0xcc;

/**
 * Lays part of a picture on a place by a ternary raster operation (its third byte, MS-WMF 2.1.1.31). A picture laid on the very place of
 * the one before is joined with it, so that a mask and what it lets through become one picture that can be seen through. Without a picture
 * the place is filled.
 */
export function blit(g: Gdi, dib: Dib | null, place: Place, part: Place | null, rop: number): void {
  const operation = (rop >>> 16) & 0xff;
  if (operation === 0xaa) return;
  const matrix = deviceMatrix(g);
  const [x, y, width, height] = place;
  if (!dib) fill(g, boxOutline(matrix, [x, y, x + width, y + height]), operation);
  else lay(g, dib, joined([width, 0, 0, height, x, y], matrix), part, operation);
}

/** Lays part of a picture on the unit square of `square`. */
export function lay(g: Gdi, dib: Dib, square: Matrix, part: Place | null, operation: number): void {
  const [left, top, wide, high] = part ?? [0, 0, dib.width, dib.height];
  if (wide === 0 || high === 0 || dib.width === 0 || dib.height === 0 || !square.every(Number.isFinite)) return;
  if (dib.kind === 'file') {
    const before = g.dc.cuts;
    if (wide !== dib.width || high !== dib.height) cutTo(g, boxOutline(square, [0, 0, 1, 1]));
    const whole: Matrix = [dib.width / wide, 0, 0, dib.height / high, -left / wide, -top / high];
    add(g, {
      kind: 'image',
      matrix: joined(whole, square),
      data: dib.bytes.toString('base64'),
      format: dib.format,
      isOurs: false,
    });
    g.dc.cuts = before;
    return;
  }
  const shown = smaller(cut(dib, left, top, wide, high));
  if (shown) show(g, shown, square, operation);
}

function show(g: Gdi, shown: Pixels, square: Matrix, operation: number): void {
  const place = square.map(num).join(' ');
  const before = g.laid?.place === place && g.laid.at === g.items.length - 1 ? g.laid : null;
  const isKept = shown.width * shown.height <= MOST_LAID;
  if (operation === COPY && !before) g.laid = null;
  if (operation === COPY || !isKept) return image(g, shown, square);
  const sized = before && (before.width !== shown.width || before.height !== shown.height) ? resized(shown, before) : shown;
  const count = sized.data.length;
  const onWhite = before?.onWhite ?? new Uint8Array(count).fill(255);
  const onBlack = before?.onBlack ?? new Uint8Array(count);
  const brush = channels(g.dc.brush?.color ?? '#000000');
  const pixels = new Uint8Array(count);
  for (let at = 0; at < count; at += 4) {
    let covers = 0;
    for (let channel = 0; channel < 3; channel++) {
      const source = sized.data[at + channel] ?? 0;
      const white = combined(operation, brush[channel] ?? 0, source, onWhite[at + channel] ?? 0);
      const black = combined(operation, brush[channel] ?? 0, source, onBlack[at + channel] ?? 0);
      onWhite[at + channel] = white;
      onBlack[at + channel] = black;
      covers = Math.max(covers, Math.min(255, 255 - white + black));
    }
    pixels[at + 3] = covers;
    for (let channel = 0; channel < 3 && covers > 0; channel++)
      pixels[at + channel] = Math.max(0, Math.min(255, 255 - ((255 - (onWhite[at + channel] ?? 0)) * 255) / covers));
  }
  if (before) g.items.pop();
  image(g, { width: sized.width, height: sized.height, data: pixels }, square);
  g.laid = { place, at: g.items.length - 1, width: sized.width, height: sized.height, onWhite, onBlack };
}

function image(g: Gdi, pixels: Pixels, square: Matrix): void {
  add(g, { kind: 'image', matrix: square, data: pngOf(pixels).toString('base64'), format: 'png', isOurs: true });
}

function fill(g: Gdi, path: string, operation: number): void {
  const brush = channels(g.dc.brush?.color ?? '#ffffff');
  const over = (ground: number): number[] => brush.map((one) => combined(operation, one, 0, ground));
  const white = over(255);
  if (white.every((one) => one === 255) && over(0).every((one) => one === 0)) return;
  add(g, { kind: 'path', path, fill: `#${white.map((one) => one.toString(16).padStart(2, '0')).join('')}` });
}

/** Bit for bit what the operation makes of pattern, source and what is there. */
function combined(operation: number, pattern: number, source: number, ground: number): number {
  let result = 0;
  for (let index = 0; index < 8; index++) {
    if (((operation >> index) & 1) === 0) continue;
    result |= (index & 4 ? pattern : ~pattern) & (index & 2 ? source : ~source) & (index & 1 ? ground : ~ground);
  }
  return result & 255;
}

function channels(color: string): number[] {
  const value = Number.parseInt(color.slice(1), 16) || 0;
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** Part of a picture; what the part has beyond it is left out. */
function cut(dib: Pixels, left: number, top: number, wide: number, high: number): Pixels | null {
  const [x0, x1] = [Math.max(0, Math.min(left, left + wide)), Math.min(dib.width, Math.max(left, left + wide))];
  const [y0, y1] = [Math.max(0, Math.min(top, top + high)), Math.min(dib.height, Math.max(top, top + high))];
  const [width, height] = [x1 - x0, y1 - y0];
  if (width <= 0 || height <= 0) return null;
  if (width === dib.width && height === dib.height) return dib;
  const data = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    const from = ((y0 + y) * dib.width + x0) * 4;
    data.set(dib.data.subarray(from, from + width * 4), y * width * 4);
  }
  return { width, height, data };
}

/** As many pixels taken together as make it small enough. */
function smaller(pixels: Pixels | null): Pixels | null {
  const by = pixels ? Math.ceil(Math.max(pixels.width, pixels.height) / MOST_SIDE) : 1;
  if (!pixels || by <= 1) return pixels;
  const [width, height] = [Math.ceil(pixels.width / by), Math.ceil(pixels.height / by)];
  const data = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const sums = [0, 0, 0, 0];
      let count = 0;
      for (let v = y * by; v < Math.min(pixels.height, (y + 1) * by); v++)
        for (let u = x * by; u < Math.min(pixels.width, (x + 1) * by); u++, count++)
          for (let channel = 0; channel < 4; channel++)
            sums[channel] = (sums[channel] ?? 0) + (pixels.data[(v * pixels.width + u) * 4 + channel] ?? 0);
      for (let channel = 0; channel < 4; channel++) data[(y * width + x) * 4 + channel] = (sums[channel] ?? 0) / count;
    }
  return { width, height, data };
}

/** The nearest pixels at another size. */
function resized(pixels: Pixels, { width, height }: { readonly width: number; readonly height: number }): Pixels {
  const data = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const from = (Math.floor((y * pixels.height) / height) * pixels.width + Math.floor((x * pixels.width) / width)) * 4;
      data.set(pixels.data.subarray(from, from + 4), (y * width + x) * 4);
    }
  return { width, height, data };
}
