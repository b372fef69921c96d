import { createHash } from 'node:crypto';
import type { DocumentType } from '../../../shared/domain/document.ts';
import { PRODUCER } from './document.ts';
import { loadFonts } from './fonts.ts';
import { paintPage } from './layout/canvas.ts';
import { planPages } from './layout/flow.ts';
import { photoFrame } from './layout/frames.ts';
import { OFFICE_TYPES, readOfficePages } from './office/office.ts';
import { embedJpegBytes } from './pdf/images.ts';
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

/** Types that become pages through our own layout, in a volume as in a preview. */
export function hasOwnPages(type: DocumentType): boolean {
  return OFFICE_TYPES.includes(type);
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
  if (blocks.every((block) => block.kind === 'space' || block.kind === 'page-break')) return null;
  const id = createHash('sha256').update(input.out).digest('hex').slice(0, 32);
  const writer = createPdfWriter({ path: input.out, id });
  try {
    const fonts = await loadFonts(writer);
    const plan = planPages(blocks, { frame, fonts });
    const pages = Math.min(plan.pageCount, input.maxPages);
    const written = new Map<Uint8Array, PDFRef>();
    const writeImage = (bytes: Uint8Array): PDFRef => {
      const known = written.get(bytes) ?? embedJpegBytes(writer, bytes);
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
      info: { title: input.title, author: '', subject: '', producer: PRODUCER, creationDate: '2000-01-01T00:00:00' },
      language: 'zh-CN',
    });
    return { pages, allPages: plan.pageCount, notes };
  } catch (error) {
    writer.abort();
    throw error;
  }
}
