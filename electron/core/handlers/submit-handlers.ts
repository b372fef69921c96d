import { resolve } from 'node:path';
import type { SubmitCliOutputs, SubmitOutputs } from '../../../shared/contract/submit.ts';
import type { CoreContext } from '../core.ts';
import type { Handlers } from '../dispatch.ts';
import { writeWorkbook } from '../ledgers/ledgers.ts';
import {
  checkPackage,
  checkSituation,
  compareCompared,
  listPackages,
  listRules,
  makePackage,
  readCompared,
  readPackage,
  removeRules,
  reportSheets,
  saveRules,
} from '../submit/submit.ts';
import { localDay } from '../local-day.ts';
import { writeOrOffer } from './write-or-offer.ts';

/** Handlers of 报送包. */
export function submitHandlers(core: CoreContext): Pick<Handlers, keyof SubmitOutputs | keyof SubmitCliOutputs> {
  const by = () => ({ actor: core.actor, now: core.now() });
  return {
    'submit.check': async ({ archive, xlsx, place, ...choice }, ctx) => {
      const opened = await core.archive(archive);
      const input = { ...choice, out: place };
      if (xlsx !== undefined) {
        const { plan, rules } = await checkSituation(opened, input, ctx.signal);
        await writeWorkbook(resolve(xlsx), reportSheets(plan, rules, localDay(core.now())));
      }
      return { ...(await checkPackage(opened, input, ctx.signal)), xlsx: xlsx === undefined ? null : resolve(xlsx) };
    },
    'submit.run': async ({ archive, ...input }, ctx) => makePackage(await core.archive(archive), input, core, ctx),
    'submit.report': async ({ archive, path, place, ...choice }, ctx) => {
      const opened = await core.archive(archive);
      const { plan, rules } = await checkSituation(opened, { ...choice, out: place }, ctx.signal);
      const today = localDay(core.now());
      const { made: _, ...written } = await writeOrOffer(core, opened, { path, name: `报送检查报告_${today}.xlsx` }, (file) =>
        writeWorkbook(file, reportSheets(plan, rules, today)),
      );
      return written;
    },
    'submit.rules': async ({ archive }) => ({ rules: await listRules((await core.archive(archive)).db) }),
    'submit.saveRules': async ({ archive, rules, was }) => {
      await saveRules((await core.archive(archive)).db, rules, was, by());
      return {};
    },
    'submit.removeRules': async ({ archive, name }) => {
      await removeRules((await core.archive(archive)).db, name, by());
      return {};
    },
    'submit.list': async ({ archive }) => ({ packages: await listPackages((await core.archive(archive)).db) }),
    'submit.read': async ({ archive, number }) => readPackage((await core.archive(archive)).db, number),
    'submit.compare': async ({ archive, before, after }) => {
      const { db } = await core.archive(archive);
      return compareCompared(await readCompared(db, before), await readCompared(db, after));
    },
  };
}
