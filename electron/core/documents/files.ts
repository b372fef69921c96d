import { join } from 'node:path';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Archive } from '../archives/archives.ts';

/** What a page may ask of a document's bytes: as it lies in its folder, as pages to look at, as a small picture. */
export interface DocumentFileRequest {
  readonly documentId: number;
  readonly form: 'original' | 'preview' | 'thumbnail';
}

/** A file on disk that a host sends as it is. */
export interface ServedFile {
  readonly file: string;
  readonly mime: string;
}

const MIME: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  jpg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  bmp: 'image/bmp',
  webp: 'image/webp',
  txt: 'text/plain; charset=utf-8',
  md: 'text/plain; charset=utf-8',
  csv: 'text/plain; charset=utf-8',
};

/** The original of a document at the first place where it is present. Throws AppError `not-found`. */
export async function originalFile(archive: Archive, documentId: number): Promise<ServedFile> {
  const place = await archive.db.get<{ root: string; path: string; type: string }>(
    `SELECT s.path AS root, l.path, d.type FROM documents d JOIN locations l ON l.document_id = d.id JOIN sources s ON s.id = l.source_id
     WHERE d.id = ? AND l.state = 'ok' AND l.missing_at IS NULL ORDER BY l.path LIMIT 1`,
    [documentId],
  );
  if (!place) throw new AppError('not-found', '这份材料的文件已经不在原处。请找回文件并重新编目。');
  return { file: join(place.root, place.path), mime: MIME[place.type] ?? 'application/octet-stream' };
}
