import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDFDocument, rgb } from 'pdf-lib';
import sharp from 'sharp';

export const PAGES_PER_FILE = 20;

/** So many different pictures of noise; the other pages are these again with another remark in them, so that no two are the same. */
const NOISE = 24;

const DIFFERENT_PHOTOS = 8;

function noisePixels(seed: number, count: number): Uint8Array {
  const pixels = new Uint8Array(count);
  let state = seed * 2654435761 + 1;
  for (let at = 0; at < count; at++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    pixels[at] = state >>> 24;
  }
  return pixels;
}

/** A scan as offices have it: one JPEG of noise a page, about `kb` kilobytes. */
async function noise(seed: number, kb: number): Promise<Buffer> {
  const width = Math.round(Math.sqrt(kb * 1024 * 1.6));
  const height = Math.round(width * 1.414);
  return sharp(noisePixels(seed, width * height), { raw: { width, height, channels: 1 } })
    .jpeg({ quality: 70 })
    .toBuffer();
}

/** Picture `number`: one of `all` with the number as a comment segment after its first marker (ITU-T T.81 §B.2.4.5). */
export function pictureOf(all: readonly Buffer[], number: number): Buffer {
  const plain = all[number % all.length] ?? Buffer.alloc(0);
  const remark = Buffer.from(String(number).padStart(8, '0'), 'latin1');
  return Buffer.concat([plain.subarray(0, 2), Buffer.from([0xff, 0xfe, 0, remark.length + 2]), remark, plain.subarray(2)]);
}

interface Scans {
  readonly pdfs: readonly string[];
  /** The same pages as picture files. */
  readonly pictures: readonly string[];
}

/** Writes so many PDFs of twenty scanned pages into a folder, and each page's picture into another. */
export async function makeScans(folder: string, picturesFolder: string, files: number, kbPerPage: number): Promise<Scans> {
  for (const one of [folder, picturesFolder]) mkdirSync(one, { recursive: true });
  const all: Buffer[] = [];
  for (let seed = 1; seed <= NOISE; seed++) all.push(await noise(seed, kbPerPage));
  const [pdfs, pictures]: [string[], string[]] = [[], []];
  for (let file = 0; file < files; file++) {
    const pdf = await PDFDocument.create();
    for (let at = 0; at < PAGES_PER_FILE; at++) {
      const bytes = pictureOf(all, file * PAGES_PER_FILE + at + 1);
      const picturePath = join(picturesFolder, `${String(pictures.length + 1).padStart(6, '0')}.jpg`);
      writeFileSync(picturePath, bytes);
      pictures.push(picturePath);
      const picture = await pdf.embedJpg(bytes);
      const page = pdf.addPage([595.28, 841.89]);
      page.drawImage(picture, { x: 40, y: 40, width: 515, height: 760 });
      page.drawRectangle({ x: 40, y: 20, width: 100, height: 8, color: rgb(0, 0, 0) });
    }
    const path = join(folder, `会议纪要扫描件${String(file + 1).padStart(4, '0')}.pdf`);
    writeFileSync(path, await pdf.save());
    pdfs.push(path);
  }
  return { pdfs, pictures };
}

/** Photos of 1,960 × 1,470 pixels and about 3.6 MB, as fine as a volume prints them and no finer: `count` files in a folder, no two the same. */
export async function makePhotos(folder: string, count: number): Promise<readonly string[]> {
  mkdirSync(folder, { recursive: true });
  const [width, height] = [1960, 1470];
  const all: Buffer[] = [];
  for (let seed = 1; seed <= DIFFERENT_PHOTOS; seed++) {
    const pixels = noisePixels(seed, width * height * 3);
    const jpeg = { quality: 80, chromaSubsampling: '4:4:4' };
    all.push(
      await sharp(pixels, { raw: { width, height, channels: 3 } })
        .jpeg(jpeg)
        .toBuffer(),
    );
  }
  return Array.from({ length: count }, (_, index) => {
    const path = join(folder, `活动照片${String(index + 1).padStart(4, '0')}.jpg`);
    writeFileSync(path, pictureOf(all, index + 1));
    return path;
  });
}
