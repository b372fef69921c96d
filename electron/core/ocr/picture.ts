import type { Point, Quad } from '../../../shared/domain/reading-order.ts';

export type { Point, Quad } from '../../../shared/domain/reading-order.ts';

/** Pixels of a page: three bytes each, rows from the top, no padding. */
export interface Picture {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly rgb: Uint8Array;
}

/**
 * Cuts a quad out of a picture into an upright picture of the given size, by straight-line interpolation between its corners and
 * between the four nearest pixels.
 */
export function cutOut(picture: Picture, quad: Quad, size: { readonly widthPx: number; readonly heightPx: number }): Picture {
  const { widthPx, heightPx } = size;
  const rgb = new Uint8Array(widthPx * heightPx * 3);
  const [a, b, c, d] = quad;
  for (let y = 0; y < heightPx; y++) {
    const v = (y + 0.5) / heightPx;
    const left = mix(a, d, v);
    const right = mix(b, c, v);
    for (let x = 0; x < widthPx; x++) {
      const at = mix(left, right, (x + 0.5) / widthPx);
      sample(picture, at.x - 0.5, at.y - 0.5, rgb, (y * widthPx + x) * 3);
    }
  }
  return { widthPx, heightPx, rgb };
}

function mix(from: Point, to: Point, share: number): Point {
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

function sample({ widthPx, heightPx, rgb }: Picture, x: number, y: number, out: Uint8Array, at: number): void {
  const left = Math.max(0, Math.min(widthPx - 1, Math.floor(x)));
  const top = Math.max(0, Math.min(heightPx - 1, Math.floor(y)));
  const right = Math.min(widthPx - 1, left + 1);
  const bottom = Math.min(heightPx - 1, top + 1);
  const u = Math.max(0, Math.min(1, x - left));
  const v = Math.max(0, Math.min(1, y - top));
  const [tl, tr] = [(top * widthPx + left) * 3, (top * widthPx + right) * 3];
  const [bl, br] = [(bottom * widthPx + left) * 3, (bottom * widthPx + right) * 3];
  for (let channel = 0; channel < 3; channel++) {
    const above = (rgb[tl + channel] ?? 0) * (1 - u) + (rgb[tr + channel] ?? 0) * u;
    const below = (rgb[bl + channel] ?? 0) * (1 - u) + (rgb[br + channel] ?? 0) * u;
    out[at + channel] = above * (1 - v) + below * v;
  }
}
