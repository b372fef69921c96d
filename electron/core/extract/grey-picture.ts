/** A grey picture: one byte a pixel, rows from the top. */
export interface GreyPicture {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly pixels: Uint8Array;
}

/** Tiles along each side over which sharpness is looked at. */
const TILES = 8;
/** One tile in so many may be out of focus, or empty sky, in a sharp picture. */
const SHARPEST_TILE = 6;
/** A tile darker-and-brighter by less than this (standard deviation of 255) shows nothing that could be sharp. */
const FLAT_TILE = 6;

/**
 * How sharp a picture is: the variance of the Laplacian (4-neighbour kernel) over tiles, divided by the tile's own contrast so that a
 * dull day is not taken for a shaken hand; of the tiles with something on them the one at rank SHARPEST_TILE. Null where too few tiles
 * show anything (a wall, a blank page): nothing can be told there.
 */
export function sharpnessOf({ widthPx, heightPx, pixels }: GreyPicture): number | null {
  const found: number[] = [];
  const [stepX, stepY] = [Math.floor(widthPx / TILES), Math.floor(heightPx / TILES)];
  if (stepX < 8 || stepY < 8) return null;
  for (let tileY = 0; tileY < TILES; tileY++) {
    for (let tileX = 0; tileX < TILES; tileX++) {
      let [sum, squares, edge, edges, count] = [0, 0, 0, 0, 0];
      const [fromX, fromY] = [Math.max(1, tileX * stepX), Math.max(1, tileY * stepY)];
      const [toX, toY] = [Math.min(widthPx - 1, (tileX + 1) * stepX), Math.min(heightPx - 1, (tileY + 1) * stepY)];
      for (let y = fromY; y < toY; y++) {
        for (let x = fromX, at = y * widthPx + fromX; x < toX; x++, at++) {
          const value = pixels[at] ?? 0;
          const laplacian =
            (pixels[at - 1] ?? 0) + (pixels[at + 1] ?? 0) + (pixels[at - widthPx] ?? 0) + (pixels[at + widthPx] ?? 0) - 4 * value;
          sum += value;
          squares += value * value;
          edge += laplacian;
          edges += laplacian * laplacian;
          count++;
        }
      }
      const contrast = squares / count - (sum / count) ** 2;
      if (contrast < FLAT_TILE * FLAT_TILE) continue;
      found.push((edges / count - (edge / count) ** 2) / contrast);
    }
  }
  if (found.length <= SHARPEST_TILE) return null;
  return found.sort((a, b) => b - a)[SHARPEST_TILE] ?? null;
}
