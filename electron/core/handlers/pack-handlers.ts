import { resolve } from 'node:path';
import { AppError } from '../../../shared/contract/errors.ts';
import type { PackCliOutputs } from '../../../shared/contract/packs.ts';
import { readFacts } from '../../../shared/domain/facts.ts';
import { packFileName } from '../../../shared/domain/pack.ts';
import type { CoreContext } from '../core.ts';
import type { Handlers } from '../dispatch.ts';
import { makePack, mergePack, previewMerge } from '../packs/packs.ts';
import { index } from './index-handlers.ts';
import { localDay } from '../local-day.ts';
import { writeOrOffer } from './write-or-offer.ts';

/** Handlers of 交接包. 编目 follows what came in. */
export function packHandlers(core: CoreContext): Pick<Handlers, keyof PackCliOutputs> {
  const by = () => ({ actor: core.actor, now: core.now() });
  const deps = () => ({ readFacts, today: localDay(core.now()) });
  return {
    'pack.run': async ({ archive, unit, out }, ctx) => {
      const opened = await core.archive(archive);
      const place = { path: out, name: packFileName(unit, localDay(core.now())) };
      const { made, file } = await writeOrOffer(core, opened, place, (to) => makePack(opened, { unit, out: to }, by(), ctx));
      return { ...made, download: file };
    },
    'merge.preview': async ({ archive, file }, ctx) => previewMerge(await core.archive(archive), resolve(file), deps(), ctx),
    'merge.run': async ({ archive, file, take = [] }, ctx) => {
      const merged = await mergePack(await core.archive(archive), { file: resolve(file), take }, by(), deps(), ctx);
      try {
        if (merged.changed) await index(core, archive, ctx);
      } catch (error) {
        // It is taken in; the next 编目 reads what this one could not.
        if (!(error instanceof AppError)) core.logInternal(error);
      }
      return merged;
    },
  };
}
