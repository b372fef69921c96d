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
  const mean = small.reduce((sum, value) => sum + value, 0) / small.length;
  if (Math.sqrt(small.reduce((sum, value) => sum + (value - mean) ** 2, 0) / small.length) < FLAT) return null;
  const waves = amplitudes(small);
  const sorted = waves.toSorted();
  const median = ((sorted[BITS / 2 - 1] ?? 0) + (sorted[BITS / 2] ?? 0)) / 2;
  let hex = '';
  for (let at = 0; at < BITS; at += 4)
    hex += [0, 1, 2, 3].reduce((digit, bit) => digit * 2 + ((waves[at + bit] ?? 0) > median ? 1 : 0), 0).toString(16);
  return hex;
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
  const sums = new Float64Array(SIDE * SIDE);
  const counts = new Float64Array(SIDE * SIDE);
  for (let y = 0; y < heightPx; y++) {
    const row = Math.floor((y * SIDE) / heightPx) * SIDE;
    for (let x = 0; x < widthPx; x++) {
      const field = row + Math.floor((x * SIDE) / widthPx);
      sums[field] = (sums[field] ?? 0) + (pixels[y * widthPx + x] ?? 0);
      counts[field] = (counts[field] ?? 0) + 1;
    }
  }
  return sums.map((sum, field) => sum / (counts[field] ?? 1));
}
