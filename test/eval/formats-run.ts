import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openArchive } from '../../electron/core/archives/archives.ts';
import { createCore } from '../../electron/core/core.ts';
import type { ArchiveMember } from '../../electron/core/extract/extractor.ts';
import type { IndexResult } from '../../shared/contract/results.ts';
import type { DocumentType, PictureFacts } from '../../shared/domain/document.ts';

/** One file of a folder as a real run left it. */
export interface FileRead {
  readonly root: string;
  /** Relative to `root`, with `/`. */
  readonly path: string;
  /** Null where the file was left out by the walk (`skipped`) or could not be reached. */
  readonly type: DocumentType | null;
  readonly state: 'ok' | 'empty' | 'failed' | 'encrypted' | 'skipped';
  /** The sentence a clerk reads, or null. */
  readonly message: string | null;
  readonly text: string;
  readonly pages: number | null;
  readonly picture: PictureFacts | null;
  readonly members: readonly ArchiveMember[] | null;
}

interface Row {
  readonly root: string;
  readonly path: string;
  readonly state: string;
  readonly reason: string | null;
  readonly type: DocumentType | null;
  readonly textState: FileRead['state'] | null;
  readonly message: string | null;
  readonly text: string | null;
  readonly pages: number | null;
  readonly picture: string | null;
  readonly members: string | null;
}

/**
 * Indexes folders with the product itself, in an archive that is removed afterwards. Returns the run's result and every file with
 * what was stored for it. Files are only read.
 */
export async function indexFolders(folders: readonly string[]): Promise<{ result: IndexResult; files: readonly FileRead[] }> {
  const place = mkdtempSync(join(tmpdir(), 'taizhang-formats-'));
  const now = () => new Date();
  const ctx = { signal: new AbortController().signal, progress: () => undefined };
  const archive = join(place, 'archive');
  try {
    const core = createCore({ now, logFolder: join(place, 'log'), threads: 2 });
    let result: IndexResult;
    try {
      await core.call('archive.create', { archive, framework: ['wenming-chengshi'], sources: [...folders] }, ctx);
      result = await core.call('index.run', { archive }, ctx);
    } finally {
      await core.close();
    }
    return { result, files: await storedFiles(archive, now) };
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/** Every file an archive knows of, with what was stored for it. */
export async function storedFiles(path: string, now: () => Date): Promise<readonly FileRead[]> {
  const archive = await openArchive(path, { now });
  try {
    const rows = await archive.db.all<Row>(
      `SELECT s.path AS root, l.path, l.state, l.reason, d.type, d.text_state AS textState, d.text_message AS message, c.text,
         d.pages, d.picture, d.members
       FROM locations l JOIN sources s ON s.id = l.source_id LEFT JOIN documents d ON d.id = l.document_id
       LEFT JOIN contents c ON c.document_id = d.id ORDER BY s.id, l.path`,
    );
    return rows.map((row) => ({
      root: row.root,
      path: row.path,
      type: row.type,
      state: row.state === 'ok' ? (row.textState ?? 'failed') : row.state === 'skipped' ? 'skipped' : 'failed',
      message: row.state === 'ok' ? row.message : row.reason,
      text: row.text ?? '',
      pages: row.pages,
      picture: row.picture === null ? null : (JSON.parse(row.picture) as PictureFacts),
      members: row.members === null ? null : (JSON.parse(row.members) as ArchiveMember[]),
    }));
  } finally {
    await archive.close();
  }
}
