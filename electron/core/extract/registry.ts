import type { DocumentType } from '../../../shared/domain/document.ts';
import type { Extractor } from './extractor.ts';
import { docExtractor } from './extractors/doc.ts';
import { docxExtractor } from './extractors/docx.ts';
import { pdfExtractor } from './extractors/pdf.ts';
import { pictureExtractor } from './extractors/picture.ts';
import { pptxExtractor } from './extractors/pptx.ts';
import { textExtractor } from './extractors/text.ts';
import { xlsExtractor } from './extractors/xls.ts';
import { xlsxExtractor } from './extractors/xlsx.ts';
import { createZipExtractor } from './extractors/zip.ts';

/** Every reader of a format. A new one is one line here; a type stands in at most one of them. */
export const EXTRACTORS: readonly Extractor[] = [
  textExtractor,
  docxExtractor,
  xlsxExtractor,
  pptxExtractor,
  docExtractor,
  xlsExtractor,
  pdfExtractor,
  pictureExtractor,
  createZipExtractor(extractorFor),
];

/** The reader of a type, or null when such files are indexed by name only. */
export function extractorFor(type: DocumentType): Extractor | null {
  return EXTRACTORS.find((extractor) => extractor.types.includes(type)) ?? null;
}
