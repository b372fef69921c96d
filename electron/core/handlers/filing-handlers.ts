import { dirname, join, resolve } from 'node:path';
import type { FilingOutputs } from '../../../shared/contract/filing.ts';
import type { CoreContext } from '../core.ts';
import type { Handlers } from '../dispatch.ts';
import { keptCacheFolder } from '../downloads/downloads.ts';
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

const MIME = { json: 'application/json', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' } as const;
const KEPT_FILES = 5;

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
      if (path !== undefined) {
        makeFolders(dirname(resolve(path)));
        await writeRules(opened.db, what, resolve(path));
        return { path: resolve(path), file: null };
      }
      const name = `${await rulesFileName(opened.db, what.framework)}.${what.format}`;
      const file = join(keptCacheFolder(opened.path, 'tables', KEPT_FILES), `归类规则_${core.now().getTime()}.${what.format}`);
      await writeRules(opened.db, what, file);
      return { path: null, file: core.downloads.offer({ file, mime: MIME[what.format], name, disposition: 'attachment' }) };
    },
  };
}
