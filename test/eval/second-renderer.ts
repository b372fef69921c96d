import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import type { PagePlace } from '../../electron/core/exports/pdf/compare.ts';

/** Programs that draw PDF pages and share no code with PDFium: poppler's and MuPDF's. */
export type Renderer = 'pdftoppm' | 'mutool';
export const RENDERERS: readonly Renderer[] = ['pdftoppm', 'mutool'];

const LIMIT_MS = 60_000;
const DPI = 144;
const MOST_DPI = 600;
/** Points a side of a cell on the sheet, as `comparePages` has them. */
const CELL_PT = 3;
const GREY_LIMIT = 51;
const SHARE_LIMIT = 0.01;
const INK_BELOW = 200;
const A4 = { width: 595.28, height: 841.89 };

/** Draws one page (0-based) in grey, the box a viewer shows. Null where the program draws none. */
async function draw(renderer: Renderer, file: string, page: number, dpi = DPI): Promise<Sharp | null> {
  const folder = mkdtempSync(join(tmpdir(), 'taizhang-second-'));
  const [number, out] = [String(page + 1), join(folder, 'page')];
  const args =
    renderer === 'pdftoppm'
      ? ['-f', number, '-l', number, '-r', dpi.toFixed(2), '-cropbox', '-gray', '-png', file, out]
      : ['draw', '-q', '-r', dpi.toFixed(2), '-c', 'gray', '-F', 'png', '-o', `${out}.png`, file, number];
  try {
    spawnSync(renderer, args, { timeout: LIMIT_MS, stdio: 'ignore' });
    const made = readdirSync(folder)[0];
    if (made === undefined || !existsSync(join(folder, made))) return null;
    const { data, info } = await sharp(join(folder, made), { limitInputPixels: false })
      .raw()
      .toBuffer({ resolveWithObject: true });
    return sharp(data, { raw: info, limitInputPixels: false });
  } catch {
    return null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether a program shows ink on one of the first pages of a file. */
export async function showsInk(renderer: Renderer, file: string, pages: number): Promise<boolean> {
  for (let page = 0; page < pages; page++) {
    const drawn = await draw(renderer, file, page);
    if (!drawn) continue;
    if ((await drawn.raw().toBuffer()).some((value) => value < INK_BELOW)) return true;
  }
  return false;
}

/**
 * Which share of cells of three points differs by more than a fifth between a source page and the page placed from it, as this program
 * draws both. Null where it draws the source not at all.
 */
export async function differingShare(
  renderer: Renderer,
  source: string,
  volume: string,
  place: PagePlace,
): Promise<number | null> {
  const before = await draw(renderer, source, place.sourcePage);
  if (!before) return null;
  const { width: widePx, height: highPx } = await sizeOf(before);
  // As large as the source's own picture: lines and screens then come out alike.
  const dpi = (72 * (place.turned ? highPx : widePx)) / place.box.width;
  const after = await draw(renderer, volume, place.volumePage, Math.min(dpi, MOST_DPI));
  if (!after) return null;
  const info = await sizeOf(after);
  const [acrossPx, downPx] = [info.width / A4.width, info.height / A4.height];
  const left = Math.round(place.box.x * acrossPx);
  const top = Math.round((A4.height - place.box.y - place.box.height) * downPx);
  const width = Math.max(1, Math.min(Math.round(place.box.width * acrossPx), info.width - left));
  const height = Math.max(1, Math.min(Math.round(place.box.height * downPx), info.height - top));
  const cells = {
    columns: Math.max(1, Math.round(place.box.width / CELL_PT)),
    rows: Math.max(1, Math.round(place.box.height / CELL_PT)),
  };
  const upright = place.turned ? sharp(await before.rotate(270).png().toBuffer()).greyscale() : before;
  const one = await meansOf(upright, cells);
  const other = await meansOf(after.extract({ left, top, width, height }), cells);
  let differing = 0;
  for (const [at, value] of one.entries()) if (Math.abs(value - (other[at] ?? 0)) > GREY_LIMIT) differing++;
  return differing / one.length;
}

async function sizeOf(picture: Sharp): Promise<{ readonly width: number; readonly height: number }> {
  return (await picture.clone().raw().toBuffer({ resolveWithObject: true })).info;
}

/** The mean grey of every cell. */
async function meansOf(
  picture: Sharp,
  { columns, rows }: { readonly columns: number; readonly rows: number },
): Promise<Float64Array> {
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
  const [sums, counts] = [new Float64Array(columns * rows), new Uint32Array(columns * rows)];
  for (let y = 0; y < info.height; y++) {
    const row = columns * Math.floor((y * rows) / info.height);
    for (let x = 0; x < info.width; x++) {
      const cell = row + Math.floor((x * columns) / info.width);
      sums[cell] = (sums[cell] ?? 0) + (data[(y * info.width + x) * info.channels] ?? 0);
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
  }
  return sums.map((sum, cell) => sum / Math.max(1, counts[cell] ?? 1));
}

/** What both programs say of a placed page: the words for the table, and whether one of them calls it alike and none otherwise. */
export async function secondOpinion(
  source: string,
  volume: string,
  place: PagePlace,
): Promise<{ readonly words: string; readonly alike: boolean }> {
  const said = [];
  for (const renderer of RENDERERS) {
    const share = await differingShare(renderer, source, volume, place);
    said.push({ renderer, share });
  }
  const words = said.map(
    ({ renderer, share }) => `${renderer}: ${share === null ? 'draws none' : `${(100 * share).toFixed(1)} %`}`,
  );
  const drawn = said.flatMap(({ share }) => (share === null ? [] : [share]));
  return { words: words.join(', '), alike: drawn.length > 0 && drawn.every((share) => share <= SHARE_LIMIT) };
}
