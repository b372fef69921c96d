import type { GreyPicture } from './grey-picture.ts';

const SIDE = 64;
const BITS = 256;
/** Below this standard deviation (of 255) of the 64 × 64 picture there is nothing to tell it by: blank, evenly grey, a faint gradient. */
const FLAT = 6;

/** The lowest frequencies of a 64 × 64 cosine transform in zigzag order, without the mean. */
const FREQUENCIES: readonly (readonly [number, number])[] = Array.from({ length: SIDE }, (_, sum) =>
  Array.from({ length: sum + 1 }, (_unused, across): readonly [number, number] => [across, sum - across]),
)
  .flat()
  .slice(1, BITS + 1);
const HIGHEST = Math.max(...FREQUENCIES.map(([across]) => across)) + 1;
const COSINES = Float64Array.from({ length: HIGHEST * SIDE }, (_, at) =>
  Math.cos((Math.PI * (2 * (at % SIDE) + 1) * Math.floor(at / SIDE)) / (2 * SIDE)),
);

/**
 * A perceptual hash (pHash): the picture made 64 × 64, its 256 lowest frequencies without the mean, lowest first, one bit each for above
 * the median. As 64 hexadecimal digits; near pictures differ in few bits, and already their first 64 bits tell most others apart. Null for
 * flat or tiny pictures, which would all be near each other.
 */
export function pictureHash(picture: GreyPicture): string | null {
  if (picture.widthPx < SIDE || picture.heightPx < SIDE) return null;
  const small = shrunk(picture);
  if (deviation(small) < FLAT) return null;
  const waves = amplitudes(small);
  const sorted = waves.toSorted();
  const median = ((sorted[BITS / 2 - 1] ?? 0) + (sorted[BITS / 2] ?? 0)) / 2;
  let hex = '';
  for (let at = 0; at < BITS; at += 4)
    hex += [0, 1, 2, 3].reduce((digit, bit) => digit * 2 + ((waves[at + bit] ?? 0) > median ? 1 : 0), 0).toString(16);
  return hex;
}

function deviation(values: Float64Array): number {
  let [sum, squares] = [0, 0];
  for (const value of values) sum += value;
  const mean = sum / values.length;
  for (const value of values) squares += (value - mean) ** 2;
  return Math.sqrt(squares / values.length);
}

/** The transform, first along the rows, then along the columns; only the frequencies asked for. */
function amplitudes(small: Float64Array): Float64Array {
  const rows = new Float64Array(HIGHEST * SIDE);
  for (let across = 0; across < HIGHEST; across++) {
    for (let y = 0; y < SIDE; y++) {
      let sum = 0;
      for (let x = 0; x < SIDE; x++) sum += (small[y * SIDE + x] ?? 0) * (COSINES[across * SIDE + x] ?? 0);
      rows[across * SIDE + y] = sum;
    }
  }
  return Float64Array.from(FREQUENCIES, ([across, down]) => {
    let sum = 0;
    for (let y = 0; y < SIDE; y++) sum += (rows[across * SIDE + y] ?? 0) * (COSINES[down * SIDE + y] ?? 0);
    return sum;
  });
}

/** Mean values of 64 × 64 equal fields; the sides are stretched to a square. */
function shrunk({ widthPx, heightPx, pixels }: GreyPicture): Float64Array {
  const [columns, rows] = [bordersOf(widthPx), bordersOf(heightPx)];
  const means = new Float64Array(SIDE * SIDE);
  const sums = new Float64Array(SIDE);
  for (let down = 0; down < SIDE; down++) {
    const [top, bottom] = [rows[down] ?? 0, rows[down + 1] ?? 0];
    sums.fill(0);
    for (let y = top; y < bottom; y++) {
      for (let across = 0, at = y * widthPx; across < SIDE; across++) {
        const end = y * widthPx + (columns[across + 1] ?? 0);
        let sum = 0;
        for (; at < end; at++) sum += pixels[at] ?? 0;
        sums[across] = (sums[across] ?? 0) + sum;
      }
    }
    for (let across = 0; across < SIDE; across++) {
      const count = (bottom - top) * ((columns[across + 1] ?? 0) - (columns[across] ?? 0));
      means[down * SIDE + across] = (sums[across] ?? 0) / count;
    }
  }
  return means;
}

/** First pixel of each of 64 fields along a side of so many pixels, at least 64, and the end of the last. */
function bordersOf(sidePx: number): Int32Array {
  return Int32Array.from({ length: SIDE + 1 }, (_, field) => Math.ceil((field * sidePx) / SIDE));
}
