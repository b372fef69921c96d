import { resolve } from 'node:path';
import type { SubmitCliOutputs, SubmitOutputs } from '../../../shared/contract/submit.ts';
import { NO_RULES } from '../../../shared/domain/package-rules.ts';
import type { CoreContext } from '../core.ts';
import type { Handlers } from '../dispatch.ts';
import { writeWorkbook, type SheetDefinition } from '../ledgers/ledgers.ts';
import {
  checkPackage,
  checkSituation,
  checkUnitPackages,
  checkUnits,
  compareCompared,
  joined,
  listPackages,
  listRules,
  makePackage,
  makeUnitPackages,
  readCompared,
  readPackage,
  removeRules,
  reportSheets,
  saveRules,
  type PackageInput,
} from '../submit/submit.ts';
import { saveRecord } from '../records/records.ts';
import type { Archive } from '../archives/archives.ts';
import { localDay } from '../local-day.ts';
import { writeOrOffer } from './write-or-offer.ts';

/** Handlers of 报送包. */
export function submitHandlers(core: CoreContext): Pick<Handlers, keyof SubmitOutputs | keyof SubmitCliOutputs> {
  const by = () => ({ actor: core.actor, now: core.now() });
  const reportOf = async (
    archive: Archive,
    input: PackageInput,
    byUnit: boolean,
    signal: AbortSignal,
  ): Promise<readonly SheetDefinition[]> => {
    const today = localDay(core.now());
    if (byUnit) {
      const { packages, withheld } = await checkUnits(archive, input, signal);
      const all = [...packages, ...withheld];
      return reportSheets(joined(all), all[0]?.rules ?? NO_RULES, today);
    }
    const { plan, rules } = await checkSituation(archive, input, signal);
    return reportSheets(plan, rules, today);
  };
  return {
    'submit.check': async ({ archive, xlsx, place, byUnit, ...choice }, ctx) => {
      const opened = await core.archive(archive);
      const input = { ...choice, out: place };
      if (xlsx !== undefined) await writeWorkbook(resolve(xlsx), await reportOf(opened, input, byUnit, ctx.signal));
      const check = byUnit ? checkUnitPackages : checkPackage;
      return { ...(await check(opened, input, ctx.signal)), xlsx: xlsx === undefined ? null : resolve(xlsx) };
    },
    'submit.run': async ({ archive, ...input }, ctx) => makePackage(await core.archive(archive), input, core, ctx),
    'submit.runByUnit': async ({ archive, to, ...input }, ctx) => {
      const opened = await core.archive(archive);
      const made = await makeUnitPackages(opened, input, core, ctx);
      if (to === undefined) return { ...made, registered: 0 };
      for (const { unit, number, totals } of made.packages) {
        const what = `${unit}报送包,${totals.files} 件原件`;
        const values = { day: localDay(core.now()), what, edition: `第 ${number} 号报送包`, to };
        await saveRecord(opened, { ledger: 'baosong', values }, by());
      }
      return { ...made, registered: made.packages.length };
    },
    'submit.report': async ({ archive, path, place, byUnit, ...choice }, ctx) => {
      const opened = await core.archive(archive);
      const sheets = await reportOf(opened, { ...choice, out: place }, byUnit, ctx.signal);
      const name = `报送检查报告_${localDay(core.now())}.xlsx`;
      const { made: _, ...written } = await writeOrOffer(core, opened, { path, name }, (file) => writeWorkbook(file, sheets));
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
