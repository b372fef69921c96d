import { statSync } from 'node:fs';
import type { DocumentType } from '../../../../shared/domain/document.ts';
import { lastName } from '../../../../shared/domain/paths.ts';
import type { PlannedEvidence } from '../../../../shared/domain/volume.ts';
import type { Measured } from '../measure.ts';
import { safeFileName } from '../names.ts';
import { measureKey } from '../paginate.ts';
import type { PdfWriter } from '../pdf/writer.ts';
import { writeAttachedStream, type AttachedFile } from './profile.ts';

const UNKNOWN = 'application/octet-stream';
const MIME_TYPES: Readonly<Partial<Record<DocumentType, string>>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  ppt: 'application/vnd.ms-powerpoint',
  rtf: 'application/rtf',
  odt: 'application/vnd.oasis.opendocument.text',
  ofd: 'application/ofd',
  txt: 'text/plain',
  csv: 'text/csv',
  html: 'text/html',
  eml: 'message/rfc822',
  jpg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  bmp: 'image/bmp',
  tiff: 'image/tiff',
  webp: 'image/webp',
  heic: 'image/heic',
};

/**
 * Puts the original of a placed evidence into the volume, byte for byte, each content once, named by the number of the material it proves.
 * One that has no pages of its own is not within: it is named in 未收入材料表. Throws what the writer throws.
 */
export function attachOriginal(
  state: {
    readonly writer: PdfWriter;
    readonly measured: ReadonlyMap<string, Measured>;
    readonly attached: Map<string, AttachedFile>;
  },
  evidence: PlannedEvidence,
): void {
  const measured = state.measured.get(measureKey(evidence));
  if (!measured || measured.kind === 'refused' || state.attached.has(evidence.sha256)) return;
  const path = measured.kind === 'pdf' ? measured.original : measured.path;
  const { size, mtime } = statSync(Buffer.from(path));
  const stream = writeAttachedStream(state.writer, {
    path,
    sizeBytes: size,
    mimeType: MIME_TYPES[evidence.type] ?? UNKNOWN,
    date: `${mtime.toISOString().slice(0, 19)}Z`,
  });
  // A number begins every name, and no two materials have the same one.
  const name = safeFileName(`${evidence.materialCode}_${lastName(evidence.path)}`);
  state.attached.set(evidence.sha256, { name, description: `${evidence.materialCode} ${evidence.title}`, stream });
}
