import type { HomeOutputs } from '../../../shared/contract/home.ts';
import type { CoreContext } from '../core.ts';
import type { Handlers } from '../dispatch.ts';
import { readHome } from '../home/home.ts';
import { localDay } from '../local-day.ts';

/** Handlers of the 工作台. */
export function homeHandlers(core: CoreContext): Pick<Handlers, keyof HomeOutputs> {
  return {
    'home.read': async ({ archive, framework }) => readHome(await core.archive(archive), framework, localDay(core.now())),
  };
}
