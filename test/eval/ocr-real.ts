import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { renderPageAt } from '../../electron/core/pdf-pages/pdf-pages.ts';
import { corporaFolder } from '../support/folders.ts';
import type { OcrCase } from './ocr-pages.ts';
import { REAL_CASES, type RealCase } from './ocr-real-cases.ts';
import { SCANNED_CASES } from './ocr-real-scans.ts';

/** What a page of a PDF is drawn at for recognition. */
const PDF_DPI = 200;

/** Pictures and pages made by others, with what stands on them; none where the corpora are absent, which is said. */
export async function realPages(): Promise<OcrCase[]> {
  const folder = corporaFolder();
  if (folder === null) {
    console.log('The corpora are not here: TAIZHANG_CORPORA names their folder.');
    return [];
  }
  const cases: OcrCase[] = [];
  for (const one of [...REAL_CASES, ...SCANNED_CASES])
    cases.push({ name: one.name, pages: [{ text: one.text.join(''), picture: await pictureOf(folder, one) }] });
  return cases;
}

async function pictureOf(folder: string, { file, page, part }: RealCase): Promise<Buffer> {
  const path = join(folder, file);
  if (page !== undefined) {
    const { widthPx, heightPx, rgba } = await renderPageAt(path, page - 1, { dpi: PDF_DPI, longestPx: 3_000 });
    const drawn = sharp(rgba, { raw: { width: widthPx, height: heightPx, channels: 4 } });
    return (part ? drawn.extract(part) : drawn).png().toBuffer();
  }
  const picture = readFileSync(path);
  return part ? sharp(picture).autoOrient().extract(part).png().toBuffer() : picture;
}
