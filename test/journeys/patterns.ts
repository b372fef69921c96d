import { join } from 'node:path';
import { copySample, SAMPLE } from '../../electron/core/archives/sample.ts';
import { copyPattern as copy, type MakePattern } from '../support/patterns.ts';

/** `created`: the sample archive, not indexed. `indexed`: after 编目, nothing confirmed. */
export type PatternKind = 'created' | 'indexed';

/** The sample archive of this kind at `archive`, reading the sample files at `source`. */
export function copyPattern(kind: PatternKind, archive: string, source: string): Promise<void> {
  return copy(kind, kind === 'indexed' ? makeIndexed : makeCreated, archive, source);
}

const makeCreated: MakePattern = (place) => make(place, false);
const makeIndexed: MakePattern = (place) => make(place, true);

async function make({ folder, archive, source }: Parameters<MakePattern>[0], indexed: boolean): Promise<void> {
  // Only the file that makes the pattern loads the core.
  const { createCore } = await import('../../electron/core/core.ts');
  copySample(source);
  const core = createCore({ now: () => new Date(), logFolder: join(folder, 'logs'), appFolder: join(folder, '.making') });
  const ctx = { signal: new AbortController().signal, progress: () => undefined };
  const { framework, baseDate, unit, name } = SAMPLE;
  await core.call('archive.create', { archive, framework: [framework], sources: [source], baseDate, unit, name }, ctx);
  if (indexed) await core.call('index.run', { archive }, ctx);
  await core.close();
}
