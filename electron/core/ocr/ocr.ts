import { lstatSync } from 'node:fs';
import type { OcrResult } from '../../../shared/contract/ocr.ts';
import type { FailedFile } from '../../../shared/contract/results.ts';
import type { Archive } from '../archives/archives.ts';
import type { Sql } from '../db/database.ts';
import { openSearch, updateSearch } from '../documents/documents.ts';
import { stopIfCancelled, type JobContext } from '../jobs/jobs.ts';
import { fullPath } from '../sources/sources.ts';
import { applyPages, restorePages, type FactsDeps } from './apply.ts';
import type { OcrWorker, PageOutcome } from './ocr-worker.ts';
import { pendingPages, type PendingDocument } from './pending.ts';
import { OCR_VERSION } from './version.ts';

export { applyPages, type FactsDeps } from './apply.ts';
export { correctPage, readPages } from './correct.ts';
export { createOcrWorker } from './ocr-worker.ts';

export interface OcrDeps extends FactsDeps {
  readonly now: () => Date;
  readonly worker: OcrWorker;
}

/**
 * 识别: reads every page that is only a picture and was never read by this engine, and puts the words where search, facts and
 * suggestions find them. Each page is stored as it is read, so a cancelled or killed run is continued by the next. A page that
 * cannot be read is stored with the reason and not tried again. Throws AppError `cancelled`; what was read before is stored.
 */
export async function runOcr(archive: Archive, ctx: JobContext, deps: OcrDeps): Promise<OcrResult> {
  const { db } = archive;
  const startedMs = deps.now().getTime();
  await openSearch(db);
  const pending = await pendingPages(db);
  const total = pending.reduce((sum, { pages }) => sum + pages.length, 0);
  const failed: FailedFile[] = [];
  let [done, documents, withText] = [0, 0, 0];
  const read = async (document: PendingDocument): Promise<void> => {
    const file = await presentFile(archive, document.id);
    for (const page of document.pages) {
      stopIfCancelled(ctx.signal);
      ctx.progress({ stage: '识别', done, total, label: file ? labelOf(file.name, page, document) : '' });
      done++;
      if (!file) continue;
      const outcome = await deps.worker.read({ path: file.path, type: document.type, page }, ctx.signal);
      await db.transaction((tx) => storePage(tx, { documentId: document.id, page, outcome, at: deps.now().toISOString() }));
      if (!outcome.ok)
        failed.push({ path: labelOf(file.name, page, document), code: 'ocr', message: outcome.message, source: file.root });
      else if (outcome.reading.text !== '') withText++;
    }
    if (file) documents++;
  };
  try {
    for (const document of pending) {
      try {
        await read(document);
      } finally {
        // Also what a cancelled run had read of this document.
        await db.transaction(async (tx) => {
          if (await tx.get('SELECT 1 FROM ocr_pages WHERE document_id = ?', [document.id]))
            await applyPages(tx, document.id, deps);
        });
      }
    }
  } finally {
    await updateSearch(db, { ...ctx, signal: new AbortController().signal });
  }
  return { pages: done, documents, withText, failed, durationMs: deps.now().getTime() - startedMs };
}

/** After 编目: documents read anew by a newer reader get their recognised text back. */
export async function keepOcrText(archive: Archive, ctx: JobContext, deps: FactsDeps): Promise<void> {
  await openSearch(archive.db);
  if ((await restorePages(archive.db, deps)) > 0) await updateSearch(archive.db, ctx);
}

const labelOf = (name: string, page: number, { type }: PendingDocument): string =>
  type === 'pdf' ? `${name} 第 ${page} 页` : name;

interface PresentFile {
  readonly root: string;
  readonly name: string;
  readonly path: string | Buffer;
}

/** Where the document lies, unchanged since it was indexed; null when it lies nowhere so. The next 编目 sorts that out. */
async function presentFile({ db }: Archive, id: number): Promise<PresentFile | null> {
  const places = await db.all<{ root: string; path: string; raw: Uint8Array | null; size: number; modified: number }>(
    `SELECT s.path AS root, l.path, l.raw_path AS raw, l.size_bytes AS size, l.modified_ms AS modified
     FROM locations l JOIN sources s ON s.id = l.source_id
     WHERE l.document_id = ? AND l.state = 'ok' AND l.missing_at IS NULL ORDER BY l.path`,
    [id],
  );
  for (const { root, path, raw, size, modified } of places) {
    const full = fullPath(root, path, raw);
    const stats = lstatSync(full, { throwIfNoEntry: false });
    if (stats?.isFile() && stats.size === size && Math.floor(stats.mtimeMs) === Math.floor(modified))
      return { root, name: path, path: full };
  }
  return null;
}

interface StoredPage {
  readonly documentId: number;
  readonly page: number;
  readonly outcome: PageOutcome;
  readonly at: string;
}

async function storePage(tx: Sql, { documentId, page, outcome, at }: StoredPage): Promise<void> {
  const reading = outcome.ok ? outcome.reading : { text: '', confidence: 0, widthPx: 0, heightPx: 0, lines: [] };
  const lines = reading.lines.map(({ text, confidence, box }) => ({
    text,
    confidence: Math.round(confidence * 1000) / 1000,
    box: box.flatMap(({ x, y }) => [Math.round(x), Math.round(y)]),
  }));
  const stored = JSON.stringify({ widthPx: reading.widthPx, heightPx: reading.heightPx, lines });
  await tx.run(
    `INSERT INTO ocr_pages (document_id, page, engine_version, text, confidence, lines, message, read_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (document_id, page) DO UPDATE SET engine_version = excluded.engine_version, text = excluded.text,
       confidence = excluded.confidence, lines = excluded.lines, message = excluded.message, read_at = excluded.read_at`,
    [documentId, page, OCR_VERSION, reading.text, reading.confidence, stored, outcome.ok ? null : outcome.message, at],
  );
}
