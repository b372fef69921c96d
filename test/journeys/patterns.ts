import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copySample, SAMPLE } from '../../electron/core/archives/sample.ts';
import { createCore } from '../../electron/core/core.ts';
import { openDatabase } from '../../electron/core/db/database.ts';

/** `created`: the sample archive, not indexed. `indexed`: after 编目, nothing confirmed. */
export type PatternKind = 'created' | 'indexed';

interface Pattern {
  readonly archive: string;
  readonly folder: string;
}

const made = new Map<PatternKind, Promise<Pattern>>();

/**
 * The sample archive of this kind at `archive`, reading the sample files at `source`. Made once a test file through the core, then
 * copied: only the path of its source is another one, and no step of that can be undone.
 */
export async function copyPattern(kind: PatternKind, archive: string, source: string): Promise<void> {
  const pattern = made.get(kind) ?? makePattern(kind);
  made.set(kind, pattern);
  cpSync((await pattern).archive, archive, { recursive: true, preserveTimestamps: true });
  const db = await openDatabase({ path: join(archive, 'archive.sqlite') });
  await db.run('UPDATE sources SET path = ?', [source]);
  await db.close();
}

async function makePattern(kind: PatternKind): Promise<Pattern> {
  const folder = mkdtempSync(join(tmpdir(), 'taizhang-pattern-'));
  const [source, archive] = [join(folder, '材料'), join(folder, '档案库')];
  copySample(source);
  const core = createCore({ now: () => new Date(), logFolder: join(folder, 'logs'), appFolder: join(folder, '.making') });
  const ctx = { signal: new AbortController().signal, progress: () => undefined };
  const { framework, baseDate, unit, name } = SAMPLE;
  await core.call('archive.create', { archive, framework: [framework], sources: [source], baseDate, unit, name }, ctx);
  if (kind === 'indexed') await core.call('index.run', { archive }, ctx);
  await core.close();
  return { archive, folder };
}

/** Removes the patterns of this test file. */
export async function removePatterns(): Promise<void> {
  for (const pattern of await Promise.allSettled(made.values()))
    if (pattern.status === 'fulfilled') rmSync(pattern.value.folder, { recursive: true, force: true, maxRetries: 3 });
  made.clear();
}
