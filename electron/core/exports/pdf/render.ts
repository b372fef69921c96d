import { readFile } from 'node:fs/promises';
import { PDFiumLibrary } from '@hyzyla/pdfium';

export interface Picture {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Rows from the top, four bytes a pixel: red, green, blue, alpha. */
  readonly rgba: Uint8Array;
}

let library: Promise<Awaited<ReturnType<typeof PDFiumLibrary.init>>> | null = null;

/**
 * Renders pages (0-based) of a PDF as displayed, with annotations, on white, `widthPx` wide. The whole file is held in memory:
 * for volumes of hundreds of megabytes render from smaller files. Throws where PDFium cannot open the file or has no such page.
 */
export async function renderPages(
  path: string | Uint8Array,
  indexes: readonly number[],
  widthPx: number,
): Promise<readonly Picture[]> {
  library ??= PDFiumLibrary.init();
  const bytes = await readFile(typeof path === 'string' ? path : Buffer.from(path));
  const document = await (await library).loadDocument(bytes);
  try {
    const pictures: Picture[] = [];
    for (const index of indexes) {
      if (!(index >= 0 && index < document.getPageCount())) throw new Error(`there is no page ${index}`);
      const page = document.getPage(index);
      const { originalWidth, originalHeight } = page.getOriginalSize();
      const height = Math.max(1, Math.round((widthPx * originalHeight) / originalWidth));
      const {
        width,
        height: heightPx,
        data,
      } = await page.render({ width: widthPx, height, render: 'bitmap', renderFormFields: true });
      pictures.push({ widthPx: width, heightPx, rgba: data });
    }
    return pictures;
  } finally {
    document.destroy();
  }
}

/**
 * Renders one page (0-based) at a resolution, its longer side kept to `longestPx`. Throws where PDFium cannot open the file or has no
 * such page.
 */
export async function renderPageAt(
  path: string | Uint8Array,
  index: number,
  { dpi, longestPx }: { readonly dpi: number; readonly longestPx: number },
): Promise<Picture> {
  library ??= PDFiumLibrary.init();
  const bytes = await readFile(typeof path === 'string' ? path : Buffer.from(path));
  const document = await (await library).loadDocument(bytes);
  try {
    if (!(index >= 0 && index < document.getPageCount())) throw new Error(`there is no page ${index}`);
    const page = document.getPage(index);
    const { originalWidth, originalHeight } = page.getOriginalSize();
    const scale = Math.min(dpi / 72, longestPx / Math.max(originalWidth, originalHeight, 1));
    const [width, height] = [originalWidth, originalHeight].map((points) => Math.max(1, Math.round(points * scale)));
    const rendered = await page.render({ width: width ?? 1, height: height ?? 1, render: 'bitmap', renderFormFields: true });
    return { widthPx: rendered.width, heightPx: rendered.height, rgba: rendered.data };
  } finally {
    document.destroy();
  }
}
