import { join, resolve } from 'node:path';
import { AppError } from '../../../shared/contract/errors.ts';
import type { FrameworkOutputs } from '../../../shared/contract/frameworks.ts';
import { appendAudit } from '../audit/audit.ts';
import type { CoreContext } from '../core.ts';
import type { Handlers } from '../dispatch.ts';
import { keptCacheFolder } from '../downloads/downloads.ts';
import {
  exportFramework,
  loadBuiltinFramework,
  previewTable,
  readFrameworks,
  readTable,
  storeFramework,
} from '../frameworks/frameworks.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const KEPT_WORKBOOKS = 5;

/** Handlers of 测评体系 in the window. */
export function frameworkHandlers(core: CoreContext): Pick<Handlers, keyof FrameworkOutputs> {
  return {
    'framework.preview': ({ file, mapping }) => previewTable(resolve(file), mapping),
    'framework.adopt': async ({ archive, from }) => {
      const opened = await core.archive(archive);
      const framework = 'reference' in from ? await loadBuiltinFramework(from.reference) : await readTable(from);
      const leaves = framework.indicators.filter((one) => one.leaf).length;
      await opened.db.transaction(async (tx) => {
        await storeFramework(tx, framework, core.now());
        const detail = { id: framework.id, name: framework.name, edition: framework.edition, leaves };
        await appendAudit(tx, { at: core.now().toISOString(), actor: core.actor, action: 'framework.adopt', detail });
      });
      return { id: framework.id, name: framework.name, leaves };
    },
    'framework.workbook': async ({ archive, framework: id, path }) => {
      const opened = await core.archive(archive);
      const framework = (await readFrameworks(opened.db)).find((one) => one.id === id);
      if (!framework) throw new AppError('not-found', `档案库里没有测评体系 ${id}。请刷新后再试。`);
      if (path !== undefined) {
        await exportFramework(framework, resolve(path));
        return { path: resolve(path), file: null };
      }
      const file = join(keptCacheFolder(opened.path, 'tables', KEPT_WORKBOOKS), `测评体系_${core.now().getTime()}.xlsx`);
      await exportFramework(framework, file);
      const name = `${framework.name.replace(/[\\/:*?"<>|]/g, ' ')}.xlsx`;
      return { path: null, file: core.downloads.offer({ file, mime: XLSX, name, disposition: 'attachment' }) };
    },
  };
}
