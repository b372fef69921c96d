import { mkdirSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createArchive, openArchive, type Archive } from '../../../../electron/core/archives/archives.ts';
import { EMPTY_EXTRACTION } from '../../../../electron/core/extract/extractor.ts';
import type { JobContext, JobProgress } from '../../../../electron/core/jobs/jobs.ts';
import { addSource, fullPath, runIndex, type FactsInput, type IndexDeps } from '../../../../electron/core/sources/sources.ts';
import { readFileSync } from 'node:fs';
import type { IndexResult } from '../../../../shared/contract/results.ts';

/** A real folder with one source `材料` and an archive beside it. */
export interface Place {
  readonly root: string;
  readonly source: string;
  readonly archive: Archive;
  readonly end: () => Promise<void>;
}

export async function makePlace(): Promise<Place> {
  const root = mkdtempSync(join(tmpdir(), 'taizhang-index-'));
  const source = join(root, '材料');
  mkdirSync(source);
  const path = join(root, '档案库');
  const now = () => new Date();
  const archive = await createArchive(
    path,
    { name: '试验', unit: '', baseDate: '2026-06-30' },
    async ({ db }) => void (await addSource(db, source, path, { actor: '资料员', now: now() })),
    { now },
  );
  const end = async () => {
    await archive.close();
    rmSync(root, { recursive: true, force: true });
  };
  return { root, source, archive, end };
}

export const reopen = (archive: Archive): Promise<Archive> => openArchive(archive.path, { now: () => new Date() });

/** Writes a file whose time lies well in the past, so that a later write always shows. */
export function put(folder: string, path: string, content: string | Uint8Array, ageSeconds = 1000): string {
  const full = join(folder, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, content);
  const at = Math.floor(Date.now() / 1000) - ageSeconds;
  utimesSync(full, at, at);
  return full;
}

/** Overwrites a file's bytes but keeps its size and time: only opening it would tell. */
export function changeUnseen(full: string, content: string): void {
  const { size, atime, mtime } = statSync(full);
  writeFileSync(full, content);
  utimesSync(full, atime, mtime);
  if (statSync(full).size !== size) throw new Error('the new content must have the old size');
}

/** A small but real reader: UTF-8 text by name, everything else unread. Counts what it was asked to read. */
export function textDeps(): IndexDeps & { readonly read: string[] } {
  const read: string[] = [];
  return {
    now: () => new Date(),
    today: '2026-06-30',
    threads: 2,
    // Files of a test are written just before.
    settleMs: 0,
    read,
    extractorVersion: (type) => (type === 'txt' || type === 'pdf' ? 1 : 0),
    pool: {
      read: async (file: Parameters<IndexDeps['pool']['read']>[0]) => {
        read.push(String(file.path));
        const type = String(file.path).endsWith('.txt') ? 'txt' : String(file.path).endsWith('.pdf') ? 'pdf' : 'other';
        const named = { type, extractor: 'text', extractorVersion: 1 } as const;
        if (type === 'pdf') return { ...EMPTY_EXTRACTION, ...named, state: 'failed', message: '文件已损坏。请重新导出' };
        if (type !== 'txt') return { ...EMPTY_EXTRACTION, type, extractor: '', extractorVersion: 0 };
        const text = readFileSync(typeof file.path === 'string' ? file.path : Buffer.from(file.path), 'utf8');
        return { ...EMPTY_EXTRACTION, ...named, state: text === '' ? 'empty' : 'ok', text };
      },
    },
    readFacts: ({ name }: FactsInput) => ({
      title: name.replace(/\.[^.]+$/, ''),
      titleOrigin: 'name',
      docNumber: null,
      date: null,
      dateOrigin: 'none',
      issuer: null,
      kind: null,
    }),
  };
}

export interface Ran extends IndexResult {
  readonly progress: readonly JobProgress[];
}

export async function index(
  place: Pick<Place, 'archive'>,
  deps: IndexDeps = textDeps(),
  signal: AbortSignal = new AbortController().signal,
  onProgress?: (progress: JobProgress) => void,
): Promise<Ran> {
  const seen: JobProgress[] = [];
  const ctx: JobContext = {
    signal,
    progress: (progress) => {
      seen.push(progress);
      onProgress?.(progress);
    },
  };
  return { ...(await runIndex(place.archive, ctx, deps)), progress: seen };
}

export { fullPath };
