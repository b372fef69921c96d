import { setTimeout as sleep } from 'node:timers/promises';
import type { FailedFile, IndexResult } from '../../../shared/contract/results.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Archive } from '../archives/archives.ts';
import { markForSearch, openSearch, updateSearch } from '../documents/documents.ts';
import { noticeGone } from '../doubts/doubts.ts';
import { stopIfCancelled, type JobContext } from '../jobs/jobs.ts';
import { fingerprintInThreads } from './file-threads.ts';
import { CHANGING, type Fingerprint } from './fingerprint.ts';
import { storeFingerprints, type ChangedFile } from './locations.ts';
import { readPending, unreadableFiles, type ReadingDeps } from './reading.ts';
import { sourcePaths } from './source-list.ts';
import { surveySource, type Survey } from './survey.ts';

export interface IndexDeps extends ReadingDeps {
  readonly now: () => Date;
  /** Threads that read files; also how many files are extracted at a time. */
  readonly threads: number;
  /** Files stored in one transaction (default 500); a kill loses at most one such batch. */
  readonly batchSize?: number;
  /** A file changed so shortly before is read last, and only if it stayed the same so long; default 2 seconds. */
  readonly settleMs?: number;
  /** Whose rules tell a file that is only in the cloud; default: this machine's. */
  readonly platform?: NodeJS.Platform;
}

/**
 * Brings an archive up to date with its sources, touching only what changed: walk, compare size and time, fingerprint, read
 * text and facts, search index. Whatever is finished is stored in batches, so a cancelled or killed run is continued by the
 * next. Files are only ever read. `found = indexed + unchanged + skipped + failed` always holds. `missing` counts files that
 * this run found gone and whose content did not turn up elsewhere. Throws AppError `cancelled`, `refused` when no source can
 * be reached.
 */
export async function runIndex(archive: Archive, ctx: JobContext, deps: IndexDeps): Promise<IndexResult> {
  const startedAt = deps.now();
  const at = startedAt.toISOString();
  await openSearch(archive.db);
  const { lastId: runId } = await archive.db.run('INSERT INTO runs (started_at) VALUES (?)', [at]);
  const surveys: Survey[] = [];
  for (const source of await sourcePaths(archive.db)) {
    const before = surveys.reduce((sum, survey) => sum + survey.found, 0);
    const count = (found: number) => ctx.progress({ stage: '清点', done: before + found, total: null, label: source.path });
    surveys.push(
      await surveySource(archive, source, { runId, at }, { signal: ctx.signal, count }, deps.platform ?? process.platform),
    );
  }
  refuseAllGone(surveys);
  const read = await fingerprintChanged(archive, surveys, { runId, at, batchSize: deps.batchSize ?? 500 }, ctx, deps);
  await noticeChanges(archive, at);
  await readPending(archive, ctx, deps);
  await updateSearch(archive.db, ctx);
  const found = surveys.reduce((sum, survey) => sum + survey.found, 0);
  const result: IndexResult = {
    found,
    indexed: read.indexed,
    unchanged: surveys.reduce((sum, survey) => sum + survey.unchanged, 0),
    moved: surveys.reduce((sum, survey) => sum + survey.respelled, 0) + read.moved,
    missing: read.missing,
    skipped: surveys.flatMap((survey) => survey.skipped),
    failed: [...surveys.flatMap((survey) => survey.failed), ...read.failed],
    unreadable: await unreadableFiles(archive.db),
    bytes: read.bytes,
    durationMs: deps.now().getTime() - startedAt.getTime(),
  };
  if (found !== result.indexed + result.unchanged + result.skipped.length + result.failed.length) {
    throw new Error(`index totals do not add up: ${JSON.stringify(countsOf(result))}`);
  }
  await archive.db.run('UPDATE runs SET ended_at = ?, result = ? WHERE id = ?', [
    deps.now().toISOString(),
    JSON.stringify(countsOf(result)),
    runId,
  ]);
  return result;
}

/** Also of runs that were cut short: their files are not read again. */
async function noticeChanges({ db }: Archive, at: string): Promise<void> {
  const since = await db.get<{ run: number }>(
    'SELECT min(id) AS run FROM runs WHERE id > coalesce((SELECT max(id) FROM runs WHERE ended_at IS NOT NULL), 0)',
  );
  await db.transaction((tx) => noticeGone(tx, since?.run ?? 0, at));
}

const countsOf = (result: IndexResult) => ({
  ...result,
  skipped: result.skipped.length,
  failed: result.failed.length,
  unreadable: result.unreadable.length,
});

function refuseAllGone(surveys: readonly Survey[]): void {
  if (surveys.length === 0 || !surveys.every((survey) => survey.gone)) return;
  const paths = surveys.map((survey) => survey.source.path).join('、');
  throw new AppError(
    'refused',
    `材料文件夹都打不开:${paths}。可能是移动硬盘或网络盘没有接上。请接好后重新编目,或用 source relink 指到新位置;已有编目没有改动。`,
  );
}

interface Read {
  readonly indexed: number;
  readonly moved: number;
  readonly missing: number;
  readonly bytes: number;
  readonly failed: readonly FailedFile[];
}

async function fingerprintChanged(
  archive: Archive,
  surveys: readonly Survey[],
  run: { readonly runId: number; readonly at: string; readonly batchSize: number },
  ctx: JobContext,
  deps: IndexDeps,
): Promise<Read> {
  const changed = surveys.flatMap((survey) => survey.changed);
  const gone = goneByDocument(surveys);
  const failed: FailedFile[] = [];
  let [indexed, moved, bytes, done] = [0, 0, 0, 0];
  let open: { file: ChangedFile; result: Fingerprint }[] = [];
  const flush = async () => {
    const batch = open;
    open = [];
    if (batch.length === 0) return;
    const stored = await archive.db.transaction(async (tx) => {
      const files = batch.map(({ file }) => file);
      const results = batch.map(({ result }) => result);
      const kept = await storeFingerprints(tx, files, results, { id: run.runId, at: run.at });
      await markForSearch(tx, [
        ...kept.map((one) => one?.documentId ?? null),
        ...files.map((file) => file.known?.documentId ?? null),
      ]);
      return kept;
    });
    for (const [index, { file, result }] of batch.entries()) {
      const one = stored[index];
      if (!result.ok || !one) {
        const { code, reason } = result.ok ? { code: 'EIO', reason: '' } : result;
        failed.push({ path: file.path, code, message: reason, source: file.root });
        continue;
      }
      indexed++;
      bytes += result.sizeBytes;
      const left = gone.get(one.documentId) ?? 0;
      if (left > 0) gone.set(one.documentId, left - 1);
      if (file.known?.documentId !== one.documentId && (left > 0 || one.returned)) moved++;
    }
  };
  const wanted = changed.length;
  const settleMs = deps.settleMs ?? 2000;
  const { settled, fresh } = byAge(changed, settleMs);
  const take = async (files: readonly ChangedFile[], results: readonly Fingerprint[]) => {
    for (const [index, file] of files.entries()) {
      const result = results[index];
      if (result)
        open.push({ file, result: result.ok && isBeingWritten(file, result, settleMs) ? { ok: false, ...CHANGING } : result });
    }
    done += files.length;
    ctx.progress({ stage: '指纹', done, total: wanted, label: files.at(-1)?.path ?? '' });
    if (open.length >= run.batchSize) await flush();
  };
  const reading = { threads: deps.threads, signal: ctx.signal };
  try {
    await fingerprintInThreads(settled, reading, take);
    await wait(
      fresh.reduce((ms, file) => Math.max(ms, file.modifiedMs + settleMs - Date.now()), 0),
      ctx.signal,
    );
    await fingerprintInThreads(fresh, reading, take);
  } finally {
    await flush();
  }
  stopIfCancelled(ctx.signal);
  return { indexed, moved, missing: [...gone.values()].reduce((sum, left) => sum + left, 0), bytes, failed };
}

/** Files changed just now may still be written to: they come last. A time in the future is a clock that goes wrong, not a writer. */
function byAge(changed: readonly ChangedFile[], settleMs: number): { settled: ChangedFile[]; fresh: ChangedFile[] } {
  const [settled, fresh]: [ChangedFile[], ChangedFile[]] = [[], []];
  const now = Date.now();
  for (const file of changed) (Math.abs(now - file.modifiedMs) < settleMs ? fresh : settled).push(file);
  return { settled, fresh };
}

/** Two readings that differ, the second from just now. */
function isBeingWritten(file: ChangedFile, read: { sizeBytes: number; modifiedMs: number }, settleMs: number): boolean {
  const same = read.sizeBytes === file.sizeBytes && read.modifiedMs === file.modifiedMs;
  return !same && Math.abs(Date.now() - read.modifiedMs) < settleMs;
}

/** Waits, or until the person cancels. */
async function wait(ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0 && !signal.aborted) await sleep(ms, undefined, { signal }).catch(() => undefined);
}

/** How many paths of each content this run found gone. */
function goneByDocument(surveys: readonly Survey[]): Map<number, number> {
  const gone = new Map<number, number>();
  for (const { documentId } of surveys.flatMap((survey) => survey.vanished)) {
    if (documentId !== null) gone.set(documentId, (gone.get(documentId) ?? 0) + 1);
  }
  return gone;
}
