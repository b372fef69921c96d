import type { CheckOutputs } from '../../../shared/contract/checks.ts';
import { checkArchive, muteFindings, readConsistency } from '../checks/checks.ts';
import type { CoreContext } from '../core.ts';
import type { Handlers } from '../dispatch.ts';
import { localDate } from './local-date.ts';

/** Handlers of 体检. */
export function checkHandlers(core: CoreContext): Pick<Handlers, keyof CheckOutputs | 'check.run'> {
  return {
    'check.run': async ({ archive }, ctx) => checkArchive(await core.archive(archive), localDate(core.now()), ctx),
    'checks.read': async ({ archive }) => ({
      rules: await readConsistency(await core.archive(archive), localDate(core.now())),
    }),
    'checks.mute': async ({ archive, ...order }) => {
      const by = { actor: core.actor, now: core.now() };
      return { changed: await muteFindings(await core.archive(archive), order, by, localDate(by.now)) };
    },
  };
}
