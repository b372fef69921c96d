import { dirname, resolve } from 'node:path';
import type { FilingOutputs } from '../../../shared/contract/filing.ts';
import type { CoreContext } from '../core.ts';
import type { Handlers } from '../dispatch.ts';
import {
  learnedDrafts,
  listFilingRules,
  previewRule,
  readRulesFile,
  removeRule,
  rulesFileName,
  saveRules,
  setAutomatic,
  writeRules,
} from '../filing/filing.ts';
import { makeFolders } from '../make-folders.ts';
import { writeOrOffer } from './write-or-offer.ts';

/** Handlers of 归类规则. */
export function filingHandlers(core: CoreContext): Pick<Handlers, keyof FilingOutputs> {
  const by = () => ({ actor: core.actor, now: core.now() });
  return {
    'filing.list': async ({ archive, framework }) => listFilingRules((await core.archive(archive)).db, framework),
    'filing.learned': async ({ archive, framework }) => ({
      drafts: await learnedDrafts((await core.archive(archive)).db, framework),
    }),
    'filing.preview': async ({ archive, rule }) => previewRule((await core.archive(archive)).db, rule),
    'filing.save': async ({ archive, rules }) => saveRules(await core.archive(archive), rules, by()),
    'filing.remove': async ({ archive, id }) => {
      await removeRule(await core.archive(archive), id, by());
      return {};
    },
    'filing.automatic': async ({ archive, ...choice }) => setAutomatic(await core.archive(archive), choice, by()),
    'filing.readFile': async ({ archive, framework, file }) =>
      readRulesFile((await core.archive(archive)).db, framework, resolve(file)),
    'filing.write': async ({ archive, path, ...what }) => {
      const opened = await core.archive(archive);
      const place = { path, name: `${await rulesFileName(opened.db, what.framework)}.${what.format}` };
      const { made: _, ...written } = await writeOrOffer(core, opened, place, (file) => {
        makeFolders(dirname(file));
        return writeRules(opened.db, what, file);
      });
      return written;
    },
  };
}
