import { join } from 'node:path';
import { afterAll } from 'vitest';
import { createCore, type Core } from '../../electron/core/core.ts';
import type { JobContext } from '../../electron/core/jobs/jobs.ts';
import type { ArchiveSummary } from '../../shared/contract/session.ts';
import { temporaryFolder } from './folders.ts';

/** A core over a fresh copy of the shipped sample: indexed, suggestions made, those of high confidence confirmed. */
export interface SampleCore {
  readonly core: Core;
  readonly summary: ArchiveSummary;
  readonly archive: string;
  readonly framework: string;
  /** The 材料文件夹 of the sample. */
  readonly source: string;
  readonly folder: string;
}

export const quiet = (): JobContext => ({ signal: new AbortController().signal, progress: () => undefined });

export async function makeSampleCore(name: string, now: () => Date = () => new Date()): Promise<SampleCore> {
  const folder = temporaryFolder(name);
  const core = createCore({
    now,
    logFolder: join(folder, 'log'),
    appFolder: join(folder, 'app'),
    documentsFolder: folder,
    threads: 2,
  });
  afterAll(() => core.close());
  const { archive } = await core.call('archive.createSample', { folder: join(folder, '示例') }, quiet());
  await core.call('index.run', { archive }, quiet());
  await core.call('links.confirmBand', { archive, band: 'high' }, quiet());
  const summary = await core.call('archive.summary', { archive }, quiet());
  return { core, summary, archive, framework: summary.frameworks[0]!.id, source: summary.sources[0]!.path, folder };
}
