import { lstatSync } from 'node:fs';
import { AppError } from '../../../shared/contract/errors.ts';
import type { DocumentState, DocumentType } from '../../../shared/domain/document.ts';
import { lastName } from '../../../shared/domain/paths.ts';
import type { Archive } from '../archives/archives.ts';
import { fullPath, isOnlineOnly } from '../sources/sources.ts';

/** A document with the first place where its file lies now; `path` is null when it lies nowhere. */
export interface Original {
  readonly id: number;
  readonly sha256: string;
  readonly type: DocumentType;
  readonly title: string;
  readonly state: Exclude<DocumentState, 'missing'>;
  readonly message: string | null;
  readonly sizeBytes: number;
  readonly path: string | Uint8Array | null;
  /** The name as a person knows it, '' when it lies nowhere. */
  readonly name: string;
  readonly modifiedMs: number;
  readonly pixels: number;
}

interface Row {
  readonly id: number;
  readonly sha256: string;
  readonly type: DocumentType;
  readonly title: string | null;
  readonly state: Original['state'];
  readonly message: string | null;
  readonly size_bytes: number;
  readonly root: string | null;
  readonly path: string | null;
  readonly raw_path: Uint8Array | null;
  readonly modified_ms: number | null;
  readonly picture: string | null;
}

/** Null when the archive has no such document, or one of another content than `sha256Prefix` says. */
export async function findOriginal(archive: Archive, documentId: number, sha256Prefix: string): Promise<Original | null> {
  const row = await archive.db.get<Row>(
    `SELECT d.id, d.sha256, d.type, d.title, CASE d.text_state WHEN 'pending' THEN 'empty' ELSE d.text_state END AS state,
       d.text_message AS message, d.size_bytes, d.picture, s.path AS root, l.path, l.raw_path, l.modified_ms
     FROM documents d LEFT JOIN locations l ON l.document_id = d.id AND l.state = 'ok' AND l.missing_at IS NULL
     LEFT JOIN sources s ON s.id = l.source_id WHERE d.id = ? ORDER BY l.path LIMIT 1`,
    [documentId],
  );
  if (!row || !row.sha256.startsWith(sha256Prefix)) return null;
  const { root, path } = row;
  return {
    id: row.id,
    sha256: row.sha256,
    type: row.type,
    title: row.title ?? '',
    state: row.state,
    message: row.message,
    sizeBytes: row.size_bytes,
    path: root === null || path === null ? null : fullPath(root, path, row.raw_path),
    name: path === null ? '' : lastName(path),
    modifiedMs: row.modified_ms ?? 0,
    pixels: pixelsOf(row.picture),
  };
}

function pixelsOf(picture: string | null): number {
  const facts = picture === null ? null : (JSON.parse(picture) as { widthPx?: number; heightPx?: number });
  return (facts?.widthPx ?? 0) * (facts?.heightPx ?? 0);
}

/** The path of a file that still is what was indexed. Throws AppError `not-found` or `refused` with the sentence for a person. */
export function presentPath(original: Original): string | Uint8Array {
  const { path } = original;
  const gone = '这份材料的文件已经不在原处。请找回文件并重新编目。';
  if (path === null) throw new AppError('not-found', gone);
  const stats = lstatSync(typeof path === 'string' ? path : Buffer.from(path), { throwIfNoEntry: false });
  if (!stats?.isFile()) throw new AppError('not-found', gone);
  if (isOnlineOnly({ name: original.name, sizeBytes: stats.size, blocks: stats.blocks }, process.platform))
    throw new AppError('refused', '这份材料现在只在云盘上。请在云盘软件中把它下载到本机,再看。');
  if (stats.size !== original.sizeBytes || Math.floor(stats.mtimeMs) !== Math.floor(original.modifiedMs))
    throw new AppError('refused', '编目之后这个文件有改动。请重新编目,再看新的内容。');
  return path;
}
