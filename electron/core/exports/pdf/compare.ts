import type { Frame } from './place.ts';
import { A4 } from './geometry.ts';
import { openForDrawing, type DrawnDocument, type Picture } from '../../pdf-pages/pdf-pages.ts';

/** `unseen`: there is no picture of the source to compare with. */
export type Likeness = 'same' | 'differs' | 'blank' | 'unseen';

/** A source page and where it lies in a volume. Pages are 0-based. */
export interface PagePlace {
  readonly sourcePage: number;
  readonly volumePage: number;
  /** On the sheet as displayed, points from the lower left corner. */
  readonly box: Frame;
  readonly turned: boolean;
}

export interface ComparedFiles {
  readonly source: string | Uint8Array;
  readonly password: string | undefined;
  /** Read whole into memory: a few pages, not a large volume. */
  readonly volume: string;
}

/** Small pictures first; what looks otherwise in them is drawn larger: thin lines and fine screens come out by chance where a pixel is a point. */
const PIXELS_PER_POINT = [1, 3] as const;
/** Anti-aliasing and hinting vanish in the mean of a cell so wide, a missing word does not. */
const CELL_PT = 3;
/** A channel of a cell is off by more than a fifth. */
const CHANNEL_LIMIT = 51;
const SHARE_LIMIT = 0.01;
const INK_BELOW = 200;
/** Cells with ink from which a page counts as not blank. */
const INK_CELLS = 4;

interface Cells {
  readonly means: Float64Array;
  readonly inked: number;
}

/** Which share of the cell number a pixel's column and its row give; -1 where they lie outside the compared picture. */
interface Grid {
  readonly cells: number;
  readonly ofColumn: Int32Array;
  readonly ofRow: Int32Array;
}

/** For each of `pixels`, counted from `from` on, its part among `parts` of `length` pixels, times `step`; -1 outside. */
function partsOf(
  pixels: number,
  span: { readonly from: number; readonly length: number },
  parts: number,
  step: number,
): Int32Array {
  return Int32Array.from({ length: pixels }, (_, pixel) => {
    const at = pixel - span.from;
    return at < 0 || at >= span.length ? -1 : step * Math.min(parts - 1, Math.floor((at * parts) / span.length));
  });
}

/** Means of red, green and blue of every cell. */
function cellsOf({ widthPx, heightPx, rgba }: Picture, { cells, ofColumn, ofRow }: Grid): Cells {
  const sums = new Float64Array(cells * 3);
  const counts = new Uint32Array(cells);
  for (let y = 0; y < heightPx; y++) {
    const row = ofRow[y] ?? -1;
    if (row < 0) continue;
    for (let x = 0; x < widthPx; x++) {
      const column = ofColumn[x] ?? -1;
      if (column < 0) continue;
      const cell = row + column;
      const from = 4 * (y * widthPx + x);
      counts[cell] = (counts[cell] ?? 0) + 1;
      sums[3 * cell] = (sums[3 * cell] ?? 0) + (rgba[from] ?? 0);
      sums[3 * cell + 1] = (sums[3 * cell + 1] ?? 0) + (rgba[from + 1] ?? 0);
      sums[3 * cell + 2] = (sums[3 * cell + 2] ?? 0) + (rgba[from + 2] ?? 0);
    }
  }
  let inked = 0;
  for (let cell = 0; cell < cells; cell++) {
    const count = Math.max(1, counts[cell] ?? 1);
    for (let at = 3 * cell; at < 3 * cell + 3; at++) sums[at] = (sums[at] ?? 0) / count;
    if ((sums[3 * cell + 1] ?? 0) < INK_BELOW) inked++;
  }
  return { means: sums, inked };
}

/** Compares one placed page with its source by their pictures. Throws where PDFium cannot draw the volume's page. */
async function compareOne(source: DrawnDocument, volume: DrawnDocument, place: PagePlace) {
  const [small, large] = PIXELS_PER_POINT;
  const found = await compareAt(small, source, volume, place);
  return found.likeness === 'same' || found.likeness === 'unseen' ? found : compareAt(large, source, volume, place);
}

async function compareAt(
  pixelsPerPoint: number,
  source: DrawnDocument,
  volume: DrawnDocument,
  { sourcePage, volumePage, box, turned }: PagePlace,
): Promise<{ readonly likeness: Likeness; readonly share: number }> {
  const sheet = { widthPx: Math.round(A4.widthPt * pixelsPerPoint), heightPx: Math.round(A4.heightPt * pixelsPerPoint) };
  const left = Math.round(box.x * pixelsPerPoint);
  const top = Math.round((A4.heightPt - box.y - box.height) * pixelsPerPoint);
  const widthPx = Math.max(1, Math.min(Math.round(box.width * pixelsPerPoint), sheet.widthPx - left));
  const heightPx = Math.max(1, Math.min(Math.round(box.height * pixelsPerPoint), sheet.heightPx - top));
  const columns = Math.max(1, Math.round(widthPx / (CELL_PT * pixelsPerPoint)));
  const rows = Math.max(1, Math.round(heightPx / (CELL_PT * pixelsPerPoint)));
  const cells = columns * rows;
  let original: Picture;
  try {
    original = await source.draw(sourcePage, turned ? { widthPx: heightPx, heightPx: widthPx } : { widthPx, heightPx });
  } catch {
    return { likeness: 'unseen' as const, share: 0 };
  }
  // A turned page is drawn upright: its rows run along the columns of the sheet, its columns up the rows.
  const before = cellsOf(original, {
    cells,
    ofColumn: turned
      ? partsOf(original.widthPx, { from: 0, length: heightPx }, rows, columns).reverse()
      : partsOf(original.widthPx, { from: 0, length: widthPx }, columns, 1),
    ofRow: turned
      ? partsOf(original.heightPx, { from: 0, length: widthPx }, columns, 1)
      : partsOf(original.heightPx, { from: 0, length: heightPx }, rows, columns),
  });
  const placed = await volume.draw(volumePage, sheet);
  const after = cellsOf(placed, {
    cells,
    ofColumn: partsOf(placed.widthPx, { from: left, length: widthPx }, columns, 1),
    ofRow: partsOf(placed.heightPx, { from: top, length: heightPx }, rows, columns),
  });
  let differing = 0;
  for (let cell = 0; cell < before.means.length; cell += 3) {
    const off = (channel: number): number => Math.abs((before.means[cell + channel] ?? 0) - (after.means[cell + channel] ?? 0));
    if (Math.max(off(0), off(1), off(2)) > CHANNEL_LIMIT) differing++;
  }
  const share = (3 * differing) / before.means.length;
  const likeness: Likeness = before.inked >= INK_CELLS && after.inked === 0 ? 'blank' : share > SHARE_LIMIT ? 'differs' : 'same';
  return { likeness, share };
}

/**
 * Compares placed pages with their sources as PDFium draws both. Returns for each place what it found, and the share of its
 * cells (3 × 3 points) that differ. Throws where PDFium cannot open or draw the volume.
 */
export async function comparePages(
  files: ComparedFiles,
  places: readonly PagePlace[],
): Promise<readonly { readonly likeness: Likeness; readonly share: number }[]> {
  const volume = await openForDrawing(files.volume);
  try {
    const source = await openForDrawing(files.source, files.password).catch(() => null);
    if (!source) return places.map(() => ({ likeness: 'unseen', share: 0 }));
    try {
      const found = [];
      for (const place of places) found.push(await compareOne(source, volume, place));
      return found;
    } finally {
      source.close();
    }
  } finally {
    volume.close();
  }
}
