import type { Core } from '../../core/core.ts';
import type { JobContext } from '../../core/jobs/jobs.ts';
import { TEXT } from './text.ts';

/** Indexes now and again whenever the watcher hints that something changed, until Ctrl-C. Returns the exit code. */
export async function watchAndIndex(core: Core, archive: string, ctx: JobContext): Promise<number> {
  await core.watch(archive, ctx, (result) => process.stdout.write(`${TEXT['index.run'](result).join('\n')}\n`));
  return 0;
}
