import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import type { PlacedWords } from '../../../shared/domain/reading-order.ts';
import { pageWords, type TextEngine } from './page-text.ts';

export interface Picture {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Rows from the top, four bytes a pixel: red, green, blue, alpha. */
  readonly rgba: Uint8Array;
}

let library: Promise<Awaited<ReturnType<typeof PDFiumLibrary.init>>> | null = null;

/** A document opened by PDFium, held whole in memory until it is closed. */
export interface DrawnDocument {
  readonly pageCount: number;
  /** Points, as displayed. Throws where PDFium cannot read the page. */
  readonly sizeOf: (index: number) => { readonly widthPt: number; readonly heightPt: number };
  /** The page (0-based) as displayed, with annotations and form fields, on white. */
  readonly draw: (index: number, size: { readonly widthPx: number; readonly heightPx: number }) => Promise<Picture>;
  /** The words of the page's text layer where they stand on the page as displayed. */
  readonly words: (index: number) => readonly PlacedWords[];
  readonly close: () => void;
}

/** Bit 9 of a locked document's permissions: filling in of form fields (ISO 32000-1 table 22). */
const MAY_FILL_IN = 0x100;
const FOR_DISPLAY = 0;

/** What of the library's inside is needed beyond its own methods. */
interface Inside {
  readonly module: TextEngine & {
    readonly _FPDF_GetDocPermissions: (document: number) => number;
    readonly _FPDF_LoadPage: (document: number, index: number) => number;
    readonly _FPDFPage_Flatten: (page: number, use: number) => number;
    readonly _FPDF_ClosePage: (page: number) => void;
  };
  readonly documentIdx: number;
}

/**
 * PDFium leaves out form fields where the document's lock forbids filling them in, although every reader shows them. Made part of the
 * page's content, in memory only, they are drawn like the rest.
 */
function keepFields(document: object): (index: number) => void {
  const { module, documentIdx } = document as Inside;
  const done = new Set<number>();
  if ((module._FPDF_GetDocPermissions(documentIdx) & MAY_FILL_IN) !== 0) return () => undefined;
  return (index) => {
    if (done.has(index)) return;
    done.add(index);
    const page = module._FPDF_LoadPage(documentIdx, index);
    if (page === 0) return;
    module._FPDFPage_Flatten(page, FOR_DISPLAY);
    module._FPDF_ClosePage(page);
  };
}

/** The memory one file after another is read into: files of some megabytes, taken and given back in turn, leave a thread's memory in pieces. */
let room = Buffer.alloc(0);
const MOST_KEPT_BYTES = 16 << 20;
const ROOM_STEP_BYTES = 1 << 20;

/** The bytes of a file that is not too large; they hold until the next call. */
function readIntoRoom(file: string | Buffer): Uint8Array | null {
  const fd = openSync(file, 'r');
  try {
    const { size } = fstatSync(fd);
    if (size > MOST_KEPT_BYTES) return null;
    if (room.length < size) room = Buffer.allocUnsafeSlow(Math.ceil(size / ROOM_STEP_BYTES) * ROOM_STEP_BYTES);
    let done = 0;
    while (done < size) {
      const count = readSync(fd, room, done, size - done, done);
      if (count === 0) break;
      done += count;
    }
    return room.subarray(0, done);
  } finally {
    closeSync(fd);
  }
}

/** Opens a PDF for drawing. Throws where PDFium cannot open it, also for want of the password. */
export async function openForDrawing(path: string | Uint8Array, password = ''): Promise<DrawnDocument> {
  library ??= PDFiumLibrary.init();
  const file = typeof path === 'string' ? path : Buffer.from(path);
  const loader = await library;
  // The library copies the bytes before it returns, so that the next file may be read over them.
  const document = await loader.loadDocument(readIntoRoom(file) ?? (await readFile(file)), password);
  const pageCount = document.getPageCount();
  const withFields = keepFields(document);
  const pageAt = (index: number) => {
    if (!(index >= 0 && index < pageCount)) throw new Error(`there is no page ${index}`);
    return document.getPage(index);
  };
  return {
    pageCount,
    sizeOf: (index) => {
      const { originalWidth: widthPt, originalHeight: heightPt } = pageAt(index).getOriginalSize();
      return { widthPt, heightPt };
    },
    draw: async (index, { widthPx, heightPx }) => {
      withFields(index);
      const drawn = await pageAt(index).render({ width: widthPx, height: heightPx, render: 'bitmap', renderFormFields: true });
      return { widthPx: drawn.width, heightPx: drawn.height, rgba: drawn.data };
    },
    words: (index) => {
      const { module, documentIdx } = document as unknown as Inside;
      return pageWords(module, documentIdx, index);
    },
    close: () => document.destroy(),
  };
}

/**
 * Renders pages (0-based) of a PDF as displayed, with annotations, on white, `widthPx` wide. The whole file is held in memory:
 * for volumes of hundreds of megabytes render from smaller files. Throws where PDFium cannot open the file or has no such page.
 */
export async function renderPages(
  path: string | Uint8Array,
  indexes: readonly number[],
  widthPx: number,
): Promise<readonly Picture[]> {
  const document = await openForDrawing(path);
  try {
    const pictures: Picture[] = [];
    for (const index of indexes) {
      const { widthPt, heightPt } = document.sizeOf(index);
      pictures.push(await document.draw(index, { widthPx, heightPx: Math.max(1, Math.round((widthPx * heightPt) / widthPt)) }));
    }
    return pictures;
  } finally {
    document.close();
  }
}

/**
 * Renders one page (0-based) at a resolution, its longer side kept to `longestPx`. Throws where PDFium cannot open the file or has no
 * such page.
 */
export async function renderPageAt(
  path: string | Uint8Array,
  index: number,
  resolution: { readonly dpi: number; readonly longestPx: number },
): Promise<Picture> {
  const document = await openForDrawing(path);
  try {
    return await document.draw(index, pixelsOf(document.sizeOf(index), resolution));
  } finally {
    document.close();
  }
}

/** Words that moved by less than this share of the page stand where they stood. */
const SAME_PLACE = 1 / 500;

/**
 * For each of some pages (1-based) a digest (SHA-256, hex) of what its words say and where they stand: another one, and a line under some
 * of them may have come under others. Pages the document has not are left out. Throws where PDFium cannot open the file.
 */
export async function wordPlaces(path: string, pages: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const document = await openForDrawing(path);
  try {
    const there = pages.filter((page) => page >= 1 && page <= document.pageCount);
    return new Map(
      there.map((page) => {
        const hash = createHash('sha256');
        for (const { text, box } of document.words(page - 1)) {
          const places = box.flatMap(({ x, y }) => [x, y].map((share) => Math.round(share / SAME_PLACE)));
          hash.update(`${JSON.stringify(text)} ${places.join(' ')}\n`);
        }
        return [page, hash.digest('hex')];
      }),
    );
  } finally {
    document.close();
  }
}

/** Pixels of a page at a resolution, its longer side kept to `longestPx`. */
export function pixelsOf(
  { widthPt, heightPt }: { readonly widthPt: number; readonly heightPt: number },
  { dpi, longestPx }: { readonly dpi: number; readonly longestPx: number },
): { readonly widthPx: number; readonly heightPx: number } {
  const scale = Math.min(dpi / 72, longestPx / Math.max(widthPt, heightPt, 1));
  return { widthPx: Math.max(1, Math.round(widthPt * scale)), heightPx: Math.max(1, Math.round(heightPt * scale)) };
}
