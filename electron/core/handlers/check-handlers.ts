import type { CheckCliOutputs, CheckOutputs } from '../../../shared/contract/checks.ts';
import { checkArchive, cleanCopies, muteFindings, readConsistency } from '../checks/checks.ts';
import type { CoreContext } from '../core.ts';
import type { Handlers } from '../dispatch.ts';
import { localDay } from '../local-day.ts';

/** Handlers of 体检. */
export function checkHandlers(core: CoreContext): Pick<Handlers, keyof CheckOutputs | keyof CheckCliOutputs | 'check.run'> {
  return {
    'check.run': async ({ archive }, ctx) => checkArchive(await core.archive(archive), localDay(core.now()), ctx),
    'checks.read': async ({ archive }) => ({
      rules: await readConsistency(await core.archive(archive), localDay(core.now())),
    }),
    'checks.cleanCopies': async ({ archive, folders }) =>
      cleanCopies(await core.archive(archive), folders, { actor: core.actor, now: core.now() }),
    'checks.mute': async ({ archive, ...order }) => {
      const by = { actor: core.actor, now: core.now() };
      return { changed: await muteFindings(await core.archive(archive), order, by, localDay(by.now)) };
    },
  };
}
