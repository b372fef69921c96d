import { createHash } from 'node:crypto';
import type { DocumentType } from '../../../shared/domain/document.ts';
import { PRODUCER } from './document.ts';
import { loadFonts, type Fonts } from './fonts.ts';
import { paintPage, type WriteImage } from './layout/canvas.ts';
import type { Block } from './layout/blocks.ts';
import { planPages, type PagePlan } from './layout/flow.ts';
import { photoFrame, type Frame } from './layout/frames.ts';
import { hasContent, readOfficePages } from './office/office.ts';
import { embedJpegBytes, embedPngBytes } from './pdf/images.ts';
import { createPdfWriter } from './pdf/writer.ts';
import type { PDFRef } from 'pdf-lib';

export interface SingleInput {
  readonly path: string;
  readonly type: DocumentType;
  /** What indexing read. */
  readonly storedText: string;
  readonly title: string;
  /** Written directly: give it a `.part` name. */
  readonly out: string;
  readonly maxPages: number;
}

export interface SinglePages {
  readonly pages: number;
  /** Pages it would have without the limit. */
  readonly allPages: number;
  readonly notes: readonly string[];
}

/**
 * Writes one office or text document as a PDF with the pages it would have in a volume, without stamps. Null when there is
 * nothing to print; then no file is left. Throws Error when the file cannot be read, AppError `disk-full`.
 */
export async function writeSingleDocument(input: SingleInput): Promise<SinglePages | null> {
  const frame = photoFrame('front');
  const { blocks, notes } = await readOfficePages({
    path: input.path,
    type: input.type,
    widthPt: frame.width,
    storedText: input.storedText,
  });
  if (!hasContent(blocks)) return null;
  const pages = await writeBlocks(blocks, frame, {
    ...{ out: input.out, title: input.title, author: '', createdAt: '2000-01-01T00:00:00', maxPages: input.maxPages },
  });
  return { ...pages, notes };
}

export interface BlocksOutput {
  /** Written directly: give it a `.part` name. */
  readonly out: string;
  readonly title: string;
  readonly author: string;
  /** Local time, `YYYY-MM-DDTHH:mm:ss`. */
  readonly createdAt: string;
  readonly maxPages: number;
}

/** Writes blocks as a PDF of their own, without stamps. Throws AppError `disk-full`; then no file is left. */
export async function writeBlocks(
  blocks: readonly Block[],
  frame: Frame,
  { out, title, author, createdAt, maxPages }: BlocksOutput,
): Promise<{ readonly pages: number; readonly allPages: number }> {
  return writeLaid((fonts) => planPages(blocks, { frame, fonts }), { out, title, author, createdAt, maxPages });
}

/** Writes pages as `lay` lays them out. Throws AppError `disk-full`; then no file is left. */
export async function writeLaid(
  lay: (fonts: Fonts) => PagePlan,
  { out, title, author, createdAt, maxPages }: BlocksOutput,
): Promise<{ readonly pages: number; readonly allPages: number }> {
  const id = createHash('sha256').update(out).digest('hex').slice(0, 32);
  const writer = createPdfWriter({ path: out, id });
  try {
    const fonts = await loadFonts(writer);
    const plan = lay(fonts);
    const pages = Math.min(plan.pageCount, maxPages);
    const written = new Map<Uint8Array, PDFRef>();
    const writeImage: WriteImage = (bytes, format) => {
      const known = written.get(bytes) ?? (format === 'png' ? embedPngBytes : embedJpegBytes)(writer, bytes);
      written.set(bytes, known);
      return known;
    };
    for (let index = 0; index < pages; index++)
      writer.addPage(await paintPage(plan.page(index), [], { writer, fonts, writeImage }));
    await fonts.embed(writer);
    writer.finish({
      outline: [],
      labels: [],
      destinations: new Map(),
      info: { title, author, subject: '', producer: PRODUCER, creationDate: createdAt },
      language: 'zh-CN',
    });
    return { pages, allPages: plan.pageCount };
  } catch (error) {
    writer.abort();
    throw error;
  }
}
