import { PDFString, type PDFObject, type PDFRef } from 'pdf-lib';
import type { Archival } from '../../../../shared/domain/volume-look.ts';
import { pdfDate } from '../pdf/metadata.ts';
import { textString } from '../pdf/objects.ts';
import type { PdfWriter } from '../pdf/writer.ts';
import { srgbProfile } from './srgb-profile.ts';

/** A file that lies within the volume (PDF/A-3 only); its stream is written already. */
export interface AttachedFile {
  /** Its name in the list of attachments, unlike all others. */
  readonly name: string;
  readonly description: string;
  readonly stream: PDFRef;
}

/** What a document says of itself as PDF/A, and what lies within it. */
export interface ArchivalFinish {
  readonly profile: Archival;
  readonly attached: readonly AttachedFile[];
}

const CONDITION = 'sRGB IEC61966-2.1';
const REGISTRY = 'http://www.color.org';

/** The one output intent of a volume: what device colours mean (ISO 19005-2 §6.2.3). */
export function outputIntent({ context, alloc, writeStream }: Pick<PdfWriter, 'context' | 'alloc' | 'writeStream'>): PDFObject {
  const profile = alloc();
  writeStream(profile, { N: 3, Alternate: 'DeviceRGB' }, srgbProfile(), { compress: true });
  return context.obj([
    {
      Type: 'OutputIntent',
      S: 'GTS_PDFA1',
      OutputConditionIdentifier: PDFString.of(CONDITION),
      Info: PDFString.of(CONDITION),
      RegistryName: PDFString.of(REGISTRY),
      DestOutputProfile: profile,
    },
  ]);
}

/** Writes a file as it is into the volume; what lies within a PDF/A-3 must say of what kind it is and when it was changed. */
export function writeAttachedStream(
  writer: PdfWriter,
  file: { readonly path: string | Uint8Array; readonly sizeBytes: number; readonly mimeType: string; readonly date: string },
): PDFRef {
  const stream = writer.alloc();
  const dict = {
    Type: 'EmbeddedFile',
    Subtype: file.mimeType,
    Params: { Size: file.sizeBytes, ModDate: PDFString.of(pdfDate(file.date)) },
  };
  writer.writeFileStream(stream, dict, { path: file.path, offset: 0, length: file.sizeBytes });
  return stream;
}

/** File specifications of what lies within, in the order of their names (a name tree asks for it). */
export function attachedFiles(
  { context, alloc, write }: Pick<PdfWriter, 'context' | 'alloc' | 'write'>,
  attached: readonly AttachedFile[],
): readonly { readonly name: PDFObject; readonly file: PDFRef }[] {
  const sorted = [...attached].sort(({ name: a }, { name: b }) => (a < b ? -1 : a > b ? 1 : 0));
  return sorted.map(({ name, description, stream }) => {
    const file = alloc();
    write(
      file,
      context.obj({
        Type: 'Filespec',
        F: textString(name),
        UF: textString(name),
        Desc: textString(description),
        AFRelationship: 'Source',
        EF: { F: stream, UF: stream },
      }),
    );
    return { name: textString(name), file };
  });
}
