import type { DocumentType } from '../../../shared/domain/document.ts';
import type { Extractor } from './extractor.ts';
import { docExtractor } from './extractors/doc.ts';
import { docxExtractor } from './extractors/docx.ts';
import { epubExtractor } from './extractors/epub.ts';
import { odfExtractor } from './extractors/odf.ts';
import { ofdExtractor } from './extractors/ofd.ts';
import { pptExtractor } from './extractors/ppt.ts';
import { rtfExtractor } from './extractors/rtf.ts';
import { pdfExtractor } from './extractors/pdf.ts';
import { pictureExtractor } from './extractors/picture.ts';
import { pptxExtractor } from './extractors/pptx.ts';
import { createMailExtractor } from './extractors/mail.ts';
import { mediaExtractor } from './extractors/media.ts';
import { createOutlookExtractor } from './extractors/outlook.ts';
import { createSevenZipExtractor } from './extractors/seven-zip.ts';
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
  rtfExtractor,
  odfExtractor,
  ofdExtractor,
  epubExtractor,
  xlsExtractor,
  pptExtractor,
  pdfExtractor,
  pictureExtractor,
  createMailExtractor(extractorFor),
  createOutlookExtractor(extractorFor),
  mediaExtractor,
  createZipExtractor(extractorFor),
  createSevenZipExtractor(extractorFor),
];

/** The reader of a type, or null when such files are indexed by name only. */
export function extractorFor(type: DocumentType): Extractor | null {
  return EXTRACTORS.find((extractor) => extractor.types.includes(type)) ?? null;
}
