import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { copySample, SAMPLE } from '../../electron/core/archives/sample.ts';
import { copyPattern as copy, type MakePattern } from '../support/patterns.ts';

/**
 * `created`: the sample archive, not indexed. `indexed`: after 编目, nothing confirmed. `scans`: as `indexed`, of two folders of the
 * sample with a dozen scans and photos, so that reading all of them takes seconds.
 */
export type PatternKind = 'created' | 'indexed' | 'scans';

const FOLDERS_OF_SCANS = ['03 志愿服务', '未整理'];

/** The sample archive of this kind at `archive`, and the sample files it reads at `source`. */
export function copyPattern(kind: PatternKind, archive: string, source: string): Promise<void> {
  return copy(kind, (place) => make(place, kind), archive, source);
}

async function make({ folder, archive, source }: Parameters<MakePattern>[0], kind: PatternKind): Promise<void> {
  // Only the file that makes the pattern loads the core.
  const { createCore } = await import('../../electron/core/core.ts');
  copySample(source);
  if (kind === 'scans')
    for (const name of readdirSync(source)) if (!FOLDERS_OF_SCANS.includes(name)) rmSync(join(source, name), { recursive: true });
  const core = createCore({ now: () => new Date(), logFolder: join(folder, 'logs'), appFolder: join(folder, '.making') });
  const ctx = { signal: new AbortController().signal, progress: () => undefined };
  const { framework, baseDate, unit, name } = SAMPLE;
  await core.call('archive.create', { archive, framework: [framework], sources: [source], baseDate, unit, name }, ctx);
  if (kind !== 'created') await core.call('index.run', { archive }, ctx);
  await core.close();
}
