import type { YearEndOutputs } from '../../../shared/contract/year-end.ts';
import type { CoreContext } from '../core.ts';
import type { Handlers } from '../dispatch.ts';
import { readSettings } from '../archives/archives.ts';
import { previewYearEnd, runYearEnd } from '../year-end/year-end.ts';

/** Handlers of 年度结转. */
export function yearEndHandlers(core: CoreContext): Pick<Handlers, keyof YearEndOutputs> {
  return {
    'yearEnd.preview': async ({ archive, ...choice }) => previewYearEnd(await core.archive(archive), choice),
    'yearEnd.run': async ({ archive, ...choice }) => {
      const opened = await core.archive(archive);
      const done = await runYearEnd(opened, choice, { actor: core.actor, now: core.now() });
      core.adopt({ ...opened, settings: await readSettings(opened.db) });
      return done;
    },
  };
}
