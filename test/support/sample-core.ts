import { join } from 'node:path';
import { afterAll } from 'vitest';
import { createCore, type Core } from '../../electron/core/core.ts';
import type { JobContext } from '../../electron/core/jobs/jobs.ts';
import type { ArchiveSummary } from '../../shared/contract/session.ts';
import { temporaryFolder } from './folders.ts';
import { copyPattern, type MakePattern } from './patterns.ts';

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

/** `now`: a clock of one's own; such an archive is made anew, at that time. Without one it is a copy of the one made in this run. */
export async function makeSampleCore(name: string, now?: () => Date): Promise<SampleCore> {
  const folder = temporaryFolder(name);
  const core = coreIn(folder, now);
  afterAll(() => core.close());
  const sample = join(folder, '示例');
  const archive = now ? await makeSample(core, sample) : join(sample, '档案库');
  if (!now) await copyPattern('confirmed', makePattern, archive, join(sample, '材料'));
  const summary = await core.call('archive.summary', { archive }, quiet());
  return { core, summary, archive, framework: summary.frameworks[0]!.id, source: summary.sources[0]!.path, folder };
}

const coreIn = (folder: string, now: () => Date = () => new Date()): Core =>
  createCore({ now, logFolder: join(folder, 'log'), appFolder: join(folder, 'app'), documentsFolder: folder, threads: 2 });

async function makeSample(core: Core, folder: string): Promise<string> {
  const { archive } = await core.call('archive.createSample', { folder }, quiet());
  await core.call('index.run', { archive }, quiet());
  await core.call('links.confirmBand', { archive, band: 'high' }, quiet());
  return archive;
}

/** 打开示例 lays 材料 and 档案库 side by side, as a pattern has them. */
const makePattern: MakePattern = async ({ folder }) => {
  const core = coreIn(join(folder, '.making'));
  await makeSample(core, folder);
  await core.close();
};
