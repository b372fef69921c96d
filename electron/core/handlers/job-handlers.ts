import type { JobOutputs } from '../../../shared/contract/jobs.ts';
import type { CoreContext } from '../core.ts';
import type { Handlers } from '../dispatch.ts';

/** Handlers of the one lane for long work. */
export function jobHandlers(core: CoreContext): Pick<Handlers, keyof JobOutputs> {
  return {
    'jobs.start': async ({ procedure, input }) => core.lane().start(procedure, input),
    'jobs.list': async () => ({ jobs: core.lane().list() }),
    'jobs.cancel': ({ id }) => core.lane().cancel(id),
    'jobs.pause': ({ id }) => core.lane().pause(id),
    'jobs.resume': async ({ id }) => core.lane().resume(id),
  };
}
