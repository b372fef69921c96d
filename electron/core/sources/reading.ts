import type { Buffer } from 'node:buffer';
import { lstatSync } from 'node:fs';
import type { FailedFile } from '../../../shared/contract/results.ts';
import { DOCUMENT_TYPES, type DocumentFacts, type DocumentType, type PictureFacts } from '../../../shared/domain/document.ts';
import { photoHints } from '../../../shared/domain/photo-hints.ts';
import { folderOf, lastName } from '../../../shared/domain/paths.ts';
import type { Archive } from '../archives/archives.ts';
import type { Database, Sql } from '../db/database.ts';
import { markForSearch } from '../documents/documents.ts';
import type { ExtractPool } from '../extract/extract.ts';
import { stopIfCancelled, type JobContext } from '../jobs/jobs.ts';
import { isOnlineOnly } from './online-only.ts';
import { fullPath } from './walk.ts';

export interface FactsInput {
  /** Bare file name. */
  readonly name: string;
  /** Relative folder with `/`, '' for the source's root. */
  readonly folder: string;
  readonly text: string;
  readonly type: DocumentType;
  readonly properties: FileReading['properties'];
  readonly picture: PictureFacts | null;
  /** Local date `YYYY-MM-DD`; later dates are not believed. */
  readonly today: string;
}

export interface ReadingDeps {
  readonly now: () => Date;
  /** Local date `YYYY-MM-DD`. */
  readonly today: string;
  readonly threads: number;
  readonly pool: Pick<ExtractPool, 'read'>;
  readonly extractorVersion: (type: DocumentType) => number;
  readonly readFacts: (input: FactsInput) => DocumentFacts & { readonly titleOrigin: string };
}

interface Pending {
  readonly id: number;
  readonly root: string;
  readonly path: string;
  readonly raw_path: Uint8Array | null;
  readonly size_bytes: number;
  readonly modified_ms: number;
}

type FileReading = NonNullable<Awaited<ReturnType<ExtractPool['read']>>>;

interface Reading {
  readonly documentId: number;
  readonly extraction: FileReading;
  readonly facts: DocumentFacts & { readonly titleOrigin: string };
  readonly text: string;
  /** 照片提示 as JSON; null for what is no picture. */
  readonly hints: string | null;
}

const TYPES_KEY = 'documentTypes';
const SLICE = 500;
const FLUSH_CHARACTERS = 8 << 20;
const FLUSH_MS = 2000;

/**
 * Reads text, pages, pictures and facts of every content that was never read or was read by an older extractor; keyed by
 * content, so a renamed or copied file is never read twice. A file that changed since it was fingerprinted stays pending for
 * the next run. Throws AppError `cancelled`; what was read before is stored.
 */
export async function readPending(archive: Archive, ctx: JobContext, deps: ReadingDeps): Promise<void> {
  const { db } = archive;
  await queueStale(db, deps.extractorVersion);
  const present = `FROM documents d JOIN locations l ON l.document_id = d.id AND l.state = 'ok' AND l.missing_at IS NULL
    JOIN sources s ON s.id = l.source_id WHERE d.text_state = 'pending'`;
  const counted = await db.get<{ n: number }>(`SELECT count(DISTINCT d.id) AS n ${present}`);
  const total = counted?.n ?? 0;
  let [done, after] = [0, 0];
  while (done < total) {
    const slice = await db.all<Pending>(
      `SELECT d.id, s.path AS root, l.path, l.raw_path, d.size_bytes, l.modified_ms, min(l.id) ${present} AND d.id > ?
       GROUP BY d.id ORDER BY d.id LIMIT ${SLICE}`,
      [after],
    );
    if (slice.length === 0) return;
    after = slice.at(-1)?.id ?? after;
    const base = done;
    await readSlice(archive, slice, ctx.signal, deps, (read, label) =>
      ctx.progress({ stage: '读取', done: base + read, total, label }),
    );
    done += slice.length;
  }
}

/** Puts contents read by an older version of their extractor back into the queue. */
async function queueStale(db: Database, currentVersion: (type: DocumentType) => number): Promise<void> {
  // A program that knows more formats looks again at what had no reader, or was only a container.
  const types = DOCUMENT_TYPES.join(' ');
  const stored = await db.get<{ value: string }>(`SELECT value FROM settings WHERE key = '${TYPES_KEY}'`);
  if (stored && stored.value !== types) {
    await db.run(`UPDATE documents SET text_state = 'pending' WHERE type IN ('other', 'zip')`);
  }
  await db.run(
    `INSERT INTO settings (key, value) VALUES ('${TYPES_KEY}', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
    [types],
  );
  const pairs = await db.all<{ type: string; version: number }>(
    `SELECT DISTINCT type, extractor_version AS version FROM documents WHERE text_state <> 'pending'`,
  );
  for (const { type, version } of pairs) {
    const known = DOCUMENT_TYPES.find((one) => one === type);
    if (known && version >= currentVersion(known)) continue;
    await db.run(
      `UPDATE documents SET text_state = 'pending' WHERE type = ? AND extractor_version = ? AND text_state <> 'pending'`,
      [type, version],
    );
  }
}

async function readSlice(
  archive: Archive,
  slice: readonly Pending[],
  signal: AbortSignal,
  deps: ReadingDeps,
  progress: (read: number, label: string) => void,
): Promise<void> {
  let open: Reading[] = [];
  let [characters, read, flushedAt] = [0, 0, deps.now().getTime()];
  const flush = async () => {
    const batch = open;
    open = [];
    characters = 0;
    flushedAt = deps.now().getTime();
    if (batch.length > 0) await archive.db.transaction((tx) => storeReadings(tx, batch));
  };
  const queue = slice.values();
  const worker = async () => {
    for (const file of queue) {
      stopIfCancelled(signal);
      const reading = await readOne(file, signal, deps);
      if (reading) {
        open.push(reading);
        characters += reading.text.length;
      }
      progress(++read, file.path);
      if (characters > FLUSH_CHARACTERS || deps.now().getTime() - flushedAt > FLUSH_MS) await flush();
    }
  };
  const workers = await Promise.allSettled(Array.from({ length: Math.max(1, deps.threads) }, worker));
  await flush();
  stopIfCancelled(signal);
  const broken = workers.find((result) => result.status === 'rejected');
  if (broken) throw broken.reason;
}

async function readOne(file: Pending, signal: AbortSignal, deps: ReadingDeps): Promise<Reading | null> {
  const path = fullPath(file.root, file.path, file.raw_path);
  const name = lastName(file.path);
  if (!isUntouched(path, file)) return null;
  const extraction = await deps.pool.read({ path, sizeBytes: file.size_bytes }, signal);
  stopIfCancelled(signal);
  // Of what could not be opened, or changed meanwhile, the next run tries again.
  if (extraction === null || !isUntouched(path, file)) return null;
  const text = cleanText(extraction.text);
  const { type, properties, picture } = extraction;
  const facts = deps.readFacts({ name, folder: folderOf(file.path), text, type, properties, picture, today: deps.today });
  const hints = picture === null ? null : JSON.stringify(photoHints({ picture, name, text }));
  return { documentId: file.id, extraction, facts, text, hints };
}

function isUntouched(path: string | Buffer, file: Pending): boolean {
  try {
    const stats = lstatSync(path);
    if (isOnlineOnly({ name: '', sizeBytes: stats.size, blocks: stats.blocks }, process.platform)) return false;
    return stats.isFile() && stats.size === file.size_bytes && Math.floor(stats.mtimeMs) === file.modified_ms;
  } catch {
    return false;
  }
}

/** SQLite ends a text at NUL in many functions, and half a surrogate pair is not storable. */
const cleanText = (text: string): string => text.replaceAll('\0', ' ').replace(/\p{Surrogate}/gu, '\uFFFD');

async function storeReadings(tx: Sql, batch: readonly Reading[]): Promise<void> {
  const rows = batch.map(({ documentId, extraction, facts, hints }) => [
    documentId,
    extraction.type,
    extraction.state,
    extraction.message,
    extraction.extractor,
    extraction.extractorVersion,
    extraction.pages,
    facts.title,
    facts.titleOrigin,
    facts.kind,
    facts.docNumber,
    facts.issuer,
    facts.date,
    facts.dateOrigin,
    extraction.picture?.takenAt ?? null,
    extraction.picture ? JSON.stringify(extraction.picture) : null,
    extraction.members ? JSON.stringify(extraction.members) : null,
    hints,
  ]);
  // What a person entered (origin manual) is never overwritten by a re-run.
  await tx.run(
    `UPDATE documents SET type = r.value ->> 1, text_state = r.value ->> 2, text_origin = 'file', text_message = r.value ->> 3,
       extractor = r.value ->> 4, extractor_version = r.value ->> 5, pages = r.value ->> 6,
       title = CASE title_origin WHEN 'manual' THEN title ELSE r.value ->> 7 END,
       title_origin = CASE title_origin WHEN 'manual' THEN title_origin ELSE r.value ->> 8 END,
       kind = CASE kind_origin WHEN 'manual' THEN kind ELSE r.value ->> 9 END, doc_number = r.value ->> 10, issuer = r.value ->> 11,
       date = CASE date_origin WHEN 'manual' THEN date ELSE r.value ->> 12 END,
       date_origin = CASE date_origin WHEN 'manual' THEN date_origin ELSE r.value ->> 13 END,
       taken_at = r.value ->> 14, picture = r.value ->> 15, members = r.value ->> 16, photo_hints = r.value ->> 17
     FROM json_each(?) AS r WHERE documents.id = r.value ->> 0`,
    [JSON.stringify(rows)],
  );
  const ids = batch.map(({ documentId }) => documentId);
  await tx.run('DELETE FROM contents WHERE document_id IN (SELECT value FROM json_each(?))', [JSON.stringify(ids)]);
  const texts = batch.filter(({ text }) => text !== '');
  if (texts.length > 0) {
    await tx.run(
      `INSERT INTO contents (document_id, text) VALUES ${texts.map(() => '(?, ?)').join(', ')}`,
      texts.flatMap(({ documentId, text }) => [documentId, text]),
    );
  }
  await markForSearch(tx, ids);
}

/** Present files whose content could not be read, with the sentence stored for them. */
export async function unreadableFiles(db: Database): Promise<FailedFile[]> {
  const rows = await db.all<{ path: string; source: string; code: string; message: string | null }>(
    `SELECT l.path, s.path AS source, d.text_state AS code, d.text_message AS message
     FROM documents d JOIN locations l ON l.document_id = d.id AND l.state = 'ok' AND l.missing_at IS NULL
     JOIN sources s ON s.id = l.source_id WHERE d.text_state IN ('failed', 'encrypted') ORDER BY s.id, l.path`,
  );
  return rows.map(({ path, source, code, message }) => ({
    path,
    code,
    message: message ?? '这个文件无法读取。请打开检查后重新编目',
    source,
  }));
}
