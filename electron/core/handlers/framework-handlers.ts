import { dirname, resolve } from 'node:path';
import { AppError } from '../../../shared/contract/errors.ts';
import type { FrameworkOutputs } from '../../../shared/contract/frameworks.ts';
import type { Framework } from '../../../shared/domain/framework.ts';
import { appendAudit } from '../audit/audit.ts';
import type { CoreContext } from '../core.ts';
import type { Handlers } from '../dispatch.ts';
import { renameFramework, saveFrameworkAs, setCodeStyles } from '../editions/editions.ts';
import {
  exportFramework,
  listBuiltinFrameworks,
  loadBuiltinFramework,
  previewFramework,
  previewTable,
  readFrameworks,
  readTable,
  resolveFramework,
  storeFramework,
} from '../frameworks/frameworks.ts';
import { makeFolders } from '../make-folders.ts';
import { withNegativeRows } from '../records/records.ts';
import { writeOrOffer } from './write-or-offer.ts';

/** A framework of an archive as it is now, with its 负面清单 as the ledger has it. Throws AppError `not-found`. */
async function ownFramework(core: CoreContext, archive: string, id: string): Promise<Framework> {
  const { db } = await core.archive(archive);
  const framework = (await readFrameworks(db)).find((one) => one.id === id);
  if (!framework) throw new AppError('not-found', `档案库里没有测评体系 ${id}。请刷新后再试。`);
  return withNegativeRows(db, framework);
}

type FrameworkProcedure = keyof FrameworkOutputs | `framework.${'add' | 'list' | 'show' | 'import' | 'export' | 'setCodeStyles'}`;

/** Handlers of 测评体系. */
export function frameworkHandlers(core: CoreContext): Pick<Handlers, FrameworkProcedure> {
  const add = async (archive: string, framework: Framework): Promise<FrameworkOutputs['framework.adopt']> => {
    const opened = await core.archive(archive);
    const leaves = framework.indicators.filter((one) => one.leaf).length;
    await opened.db.transaction(async (tx) => {
      await storeFramework(tx, framework, core.now());
      const detail = { id: framework.id, name: framework.name, edition: framework.edition, leaves };
      await appendAudit(tx, { at: core.now().toISOString(), actor: core.actor, action: 'framework.adopt', detail });
    });
    return { id: framework.id, name: framework.name, leaves };
  };
  return {
    'framework.list': async () => ({ frameworks: await listBuiltinFrameworks() }),
    'framework.show': ({ id }) => resolveFramework(id),
    'framework.import': ({ file, map }) => previewFramework(file, map),
    'framework.export': async ({ id, out, archive }) => {
      const framework = archive === undefined ? await resolveFramework(id) : await ownFramework(core, archive, id);
      makeFolders(dirname(resolve(out)));
      await exportFramework(framework, resolve(out));
      return { file: resolve(out) };
    },
    'framework.add': async ({ archive, framework }) => add(archive, await resolveFramework(framework)),
    'framework.preview': ({ file, mapping }) => previewTable(resolve(file), mapping),
    'framework.adopt': async ({ archive, from }) =>
      add(archive, 'reference' in from ? await loadBuiltinFramework(from.reference) : await readTable(from)),
    'framework.saveAs': async ({ archive, ...wanted }) => ({
      id: await saveFrameworkAs(await core.archive(archive), wanted, { actor: core.actor, now: core.now() }),
    }),
    'framework.rename': async ({ archive, ...wanted }) => {
      await renameFramework(await core.archive(archive), wanted, { actor: core.actor, now: core.now() });
      return {};
    },
    'framework.setCodeStyles': async ({ archive, ...wanted }) => ({
      codeStyles: await setCodeStyles(await core.archive(archive), wanted, { actor: core.actor, now: core.now() }),
    }),
    'framework.workbook': async ({ archive, framework: id, path }) => {
      const opened = await core.archive(archive);
      const framework = await ownFramework(core, archive, id);
      const place = { path, name: `${framework.name}.xlsx` };
      const { made: _, ...written } = await writeOrOffer(core, opened, place, (file) => exportFramework(framework, file));
      return written;
    },
  };
}
