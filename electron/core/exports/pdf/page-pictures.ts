import { closeSync, openSync, readSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import type { Sharp } from 'sharp';
import { fileSource, tiffPageIndexes } from '../../extract/extract.ts';
import { embedJpegBytes } from './images.ts';
import type { PlacedWords } from '../../../../shared/domain/reading-order.ts';
import { openForDrawing, pixelsOf } from '../../pdf-pages/pdf-pages.ts';
import { BARE_FINISH, createPdfWriter } from './writer.ts';

const RESOLUTION = { dpi: 200, longestPx: 4000 };
const JPEG_QUALITY = 85;
/** Below, the number says nothing about paper. */
const MIN_DPI = 72;
const FILE_ID = '00000000000000000000000000000000';
/** A page of one colour: nothing was drawn. */
const BLANK_DEVIATION = 0.5;

/** A page's picture, its words, and the size it is printed in. */
interface Drawn {
  readonly picture: Sharp;
  readonly words: readonly PlacedWords[];
  readonly widthPt: number;
  readonly heightPt: number;
}

/** Whether a file is a TIFF, by its first bytes (TIFF 6.0 section 2, BigTIFF). Throws file system errors. */
export function isTiff(path: string | Uint8Array): boolean {
  const fd = openSync(typeof path === 'string' ? path : Buffer.from(path), 'r');
  try {
    const head = Buffer.alloc(4);
    readSync(fd, head, 0, 4, 0);
    return /^(II[*+]\0|MM\0[*+])$/.test(head.toString('latin1'));
  } finally {
    closeSync(fd);
  }
}

/** The pages of a PDF as PDFium draws them. */
async function* drawnPages(
  source: string | Uint8Array,
  password: string | undefined,
  pages: readonly number[] | null,
): AsyncGenerator<Drawn> {
  const { default: sharp } = await import('sharp');
  const document = await openForDrawing(source, password);
  try {
    for (const index of pages ?? Array.from({ length: document.pageCount }, (_, at) => at)) {
      const size = document.sizeOf(index);
      const { widthPx: width, heightPx: height, rgba } = await document.draw(index, pixelsOf(size, RESOLUTION));
      const picture = sharp(rgba, { raw: { width, height, channels: 4 } }).flatten({ background: '#ffffff' });
      yield { picture, words: pages === null ? [] : document.words(index), ...size };
    }
  } finally {
    document.close();
  }
}

/** The pages of a TIFF in the size its resolution gives, or in that of 200 dots an inch where it names none. */
async function* tiffPictures(path: string | Uint8Array): AsyncGenerator<Drawn> {
  const { default: sharp } = await import('sharp');
  const source = await fileSource(path);
  const indexes = await tiffPageIndexes(source).finally(() => source.close());
  const file = typeof path === 'string' ? path : await readFile(Buffer.from(path));
  for (const page of indexes) {
    const { data, info } = await sharp(file, { page, failOn: 'none' })
      .autoOrient()
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { density } = await sharp(file, { page }).metadata();
    const dpi = density !== undefined && density > MIN_DPI ? density : RESOLUTION.dpi;
    const { width, height, channels } = info;
    yield {
      picture: sharp(data, { raw: { width, height, channels } }).resize({
        width: RESOLUTION.longestPx,
        height: RESOLUTION.longestPx,
        fit: 'inside',
        withoutEnlargement: true,
      }),
      words: [],
      widthPt: (width * 72) / dpi,
      heightPt: (height * 72) / dpi,
    };
  }
}

const wordsFile = (out: string): string => `${out}.words.json`;

/** The words of pages that were written as pictures into `out` because `pages` named them, in their order. Throws file system errors. */
export async function readPictureWords(out: string): Promise<readonly (readonly PlacedWords[])[]> {
  return JSON.parse(await readFile(wordsFile(out), 'utf8')) as readonly (readonly PlacedWords[])[];
}

/**
 * Writes the pages of a PDF that no reader of objects can take (drawn at 200 dpi), or those of a TIFF, as pictures into a new PDF,
 * each page in its displayed size. With `pages` only these (0-based), with their words in a file beside it. Returns the number of pages.
 * Throws where they cannot be drawn, and where all of a whole file come out blank.
 */
export async function writePagePictures(
  source: string | Uint8Array,
  {
    password,
    out,
    pages = null,
  }: { readonly password: string | undefined; readonly out: string; readonly pages?: readonly number[] | null },
): Promise<number> {
  const { default: sharp } = await import('sharp');
  const writer = createPdfWriter({ path: out, id: FILE_ID });
  try {
    let seen = pages !== null;
    let count = 0;
    const allWords: (readonly PlacedWords[])[] = [];
    for await (const { picture, words, ...size } of isTiff(source) ? tiffPictures(source) : drawnPages(source, password, pages)) {
      allWords.push(words);
      const jpeg = await picture.jpeg({ quality: JPEG_QUALITY }).toBuffer();
      seen ||= (await sharp(jpeg).stats()).channels.some(({ stdev }) => stdev > BLANK_DEVIATION);
      const image = embedJpegBytes(writer, jpeg);
      const [widthPt, heightPt] = [Math.max(1, size.widthPt), Math.max(1, size.heightPt)];
      writer.addPage({
        widthPt,
        heightPt,
        content: Buffer.from(`q ${widthPt} 0 0 ${heightPt} 0 0 cm /Page Do Q\n`, 'latin1'),
        resources: writer.context.obj({ XObject: { Page: image } }),
      });
      count++;
    }
    if (!seen) throw new Error('nothing is drawn on any page');
    writer.finish(BARE_FINISH);
    if (pages !== null) await writeFile(wordsFile(out), JSON.stringify(allWords));
    return count;
  } catch (error) {
    writer.abort();
    throw error;
  }
}
