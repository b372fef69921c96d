import { readFile } from 'node:fs/promises';
import { PDFiumLibrary } from '@hyzyla/pdfium';

export interface Picture {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Rows from the top, four bytes a pixel: red, green, blue, alpha. */
  readonly rgba: Uint8Array;
}

let library: Promise<Awaited<ReturnType<typeof PDFiumLibrary.init>>> | null = null;

function toRgba(bgra: Uint8Array): Uint8Array {
  const rgba = new Uint8Array(bgra.length);
  for (let i = 0; i < bgra.length; i += 4) {
    rgba[i] = bgra[i + 2] ?? 0;
    rgba[i + 1] = bgra[i + 1] ?? 0;
    rgba[i + 2] = bgra[i] ?? 0;
    rgba[i + 3] = 255;
  }
  return rgba;
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
      } = await page.render({ width: widthPx, height, render: 'bitmap', renderFormFields: false });
      pictures.push({ widthPx: width, heightPx, rgba: toRgba(data) });
    }
    return pictures;
  } finally {
    document.destroy();
  }
}
