import type { DocumentType } from '../../../shared/domain/document.ts';
import type { Extractor } from './extractor.ts';

/** Every reader of a format. A new one is one entry here; a type stands in at most one of them. */
export const EXTRACTORS: readonly Extractor[] = [
  {
    id: 'text',
    version: 2,
    types: ['txt', 'csv', 'md', 'html'],
    load: async () => (await import('./extractors/text.ts')).textReader,
  },
  { id: 'docx', version: 2, types: ['docx'], load: async () => (await import('./extractors/docx.ts')).docxReader },
  { id: 'xlsx', version: 4, types: ['xlsx'], load: async () => (await import('./extractors/xlsx.ts')).xlsxReader },
  { id: 'pptx', version: 2, types: ['pptx'], load: async () => (await import('./extractors/pptx.ts')).pptxReader },
  { id: 'doc', version: 2, types: ['doc'], load: async () => (await import('./extractors/doc.ts')).docReader },
  { id: 'rtf', version: 2, types: ['rtf'], load: async () => (await import('./extractors/rtf.ts')).rtfReader },
  { id: 'odf', version: 2, types: ['odt', 'ods', 'odp'], load: async () => (await import('./extractors/odf.ts')).odfReader },
  { id: 'ofd', version: 2, types: ['ofd'], load: async () => (await import('./extractors/ofd.ts')).ofdReader },
  { id: 'epub', version: 2, types: ['epub'], load: async () => (await import('./extractors/epub.ts')).epubReader },
  { id: 'xls', version: 2, types: ['xls'], load: async () => (await import('./extractors/xls.ts')).xlsReader },
  { id: 'ppt', version: 2, types: ['ppt'], load: async () => (await import('./extractors/ppt.ts')).pptReader },
  { id: 'pdf', version: 1, types: ['pdf'], load: async () => (await import('./extractors/pdf.ts')).pdfReader },
  {
    id: 'picture',
    version: 5,
    types: ['jpg', 'png', 'gif', 'bmp', 'tiff', 'webp', 'heic'],
    load: async () => (await import('./extractors/picture.ts')).pictureReader,
  },
  {
    id: 'mail',
    version: 1,
    types: ['eml'],
    load: async () => (await import('./extractors/mail.ts')).createMailReader(extractorFor),
  },
  {
    id: 'outlook',
    version: 1,
    types: ['msg'],
    load: async () => (await import('./extractors/outlook.ts')).createOutlookReader(extractorFor),
  },
  { id: 'media', version: 2, types: ['video', 'audio'], load: async () => (await import('./extractors/media.ts')).mediaReader },
  {
    id: 'zip',
    version: 1,
    types: ['zip'],
    load: async () => (await import('./extractors/zip.ts')).createZipReader(extractorFor),
  },
  {
    id: '7z',
    version: 2,
    types: ['7z', 'rar'],
    load: async () => (await import('./extractors/seven-zip.ts')).createSevenZipReader(extractorFor),
  },
];

/** The extractor of a type, or null when such files are indexed by name only. */
export function extractorFor(type: DocumentType): Extractor | null {
  return EXTRACTORS.find((extractor) => extractor.types.includes(type)) ?? null;
}
