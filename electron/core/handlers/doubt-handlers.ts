import type { DoubtCliOutputs, DoubtOutputs } from '../../../shared/contract/doubts.ts';
import type { CoreContext } from '../core.ts';
import type { Handlers } from '../dispatch.ts';
import { answerDoubt, listDoubts, settleDoubt } from '../doubts/doubts.ts';

/** Handlers of 待核对. */
export function doubtHandlers(core: CoreContext): Pick<Handlers, keyof DoubtOutputs | keyof DoubtCliOutputs> {
  return {
    'doubts.list': async ({ archive }) => ({ doubts: await listDoubts((await core.archive(archive)).db) }),
    'doubts.settle': async ({ archive, ...answer }) =>
      settleDoubt(await core.archive(archive), { ...answer, actor: core.actor, now: core.now() }),
    'doubts.answer': async ({ archive, ...answer }) =>
      answerDoubt(await core.archive(archive), { ...answer, actor: core.actor, now: core.now() }),
  };
}
