import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { createPreviewPool } from '../../electron/core/previews/previews.ts';
import { peer } from './cost.ts';
import { cpuMs } from './own-cost.ts';
import { rounded, type Result, type Row } from './sections.ts';

const SAMPLE = fileURLToPath(new URL('../../resources/sample/files/', import.meta.url));
const SIZES = [
  { words: '1.9 megapixels', width: 1600 },
  { words: '12 megapixels', width: 4000 },
] as const;

/** Thumbnails (256 px, WebP) of so many photos, and of a quarter as many from a 12 megapixel camera, beside two programs that do only that. */
export async function thumbnailBench(count: number): Promise<Result> {
  const rows: Row[] = [];
  for (const { words, width } of SIZES) {
    const folder = mkdtempSync(join(tmpdir(), 'taizhang-bench-thumbnails-'));
    try {
      const photos = await makePhotos(join(folder, '照片'), width === 1600 ? count : Math.ceil(count / 4), width);
      const [before, started] = [cpuMs(), performance.now()];
      const pool = createPreviewPool(null);
      mkdirSync(join(folder, 'ours'));
      for (let at = 0; at < photos.length; at += 50)
        await Promise.all(
          photos.slice(at, at + 50).map((path, n) => pool.make({ kind: 'thumbnail', path, out: join(folder, 'ours', `${at + n}.webp`) })), // prettier-ignore
        );
      await pool.close();
      const ours = { cpuMs: cpuMs() - before, wallMs: performance.now() - started };
      for (const name of ['vips', 'magick']) mkdirSync(join(folder, name));
      const row = (program: string, cost: { cpuMs: number; wallMs: number } | null) => {
        const figures: Row = cost
          ? {
              'a second of wall': rounded((photos.length / cost.wallMs) * 1000, 1),
              'a second of CPU': rounded((photos.length / cost.cpuMs) * 1000, 1),
              'CPU ms each': rounded(cost.cpuMs / photos.length, 1),
              'its CPU / ours': rounded(cost.cpuMs / ours.cpuMs, 2),
            }
          : { 'a second of wall': 'not installed' };
        rows.push({ photos: `${photos.length} of ${words}`, program, ...figures });
      };
      row('taizhang', ours);
      row(
        'vipsthumbnail',
        peer('vipsthumbnail', ['--size', '256', '-o', `${join(folder, 'vips')}/%s.webp[Q=78,effort=2,strip]`, ...photos]),
      );
      row('mogrify (ImageMagick)', peer('mogrify', ['-path', join(folder, 'magick'), '-format', 'webp', '-thumbnail', '256x256', ...photos])); // prettier-ignore
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return {
    rows,
    notes: [
      'Ours includes starting the thread. One thumbnail at a time, as in the window. vipsthumbnail writes the same WebP: quality 78, effort 2, nothing of Exif.',
    ],
  };
}

/** Photos of the sample at that width; the same few in turn, each a file of its own. */
async function makePhotos(folder: string, count: number, width: number): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const names = readdirSync(SAMPLE, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.jpg'));
  const bases = await Promise.all(
    names.sort().slice(0, 6).map((name) => sharp(readFileSync(join(SAMPLE, name))).resize({ width }).jpeg({ quality: 85 }).toBuffer()),
  ); // prettier-ignore
  bases.forEach((bytes, at) => writeFileSync(join(folder, `base${at}.jpg`), bytes));
  const paths = Array.from({ length: count }, (_, at) => join(folder, `IMG_${at}.jpg`));
  paths.forEach((path, at) => copyFileSync(join(folder, `base${at % bases.length}.jpg`), path));
  return paths;
}
