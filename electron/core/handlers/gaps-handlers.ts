import { basename, join, resolve } from 'node:path';
import type { GapsOutputs } from '../../../shared/contract/gaps.ts';
import type { CoreContext } from '../core.ts';
import type { Handlers } from '../dispatch.ts';
import { keptCacheFolder } from '../downloads/downloads.ts';
import { readGapLeaf, readGapMatrix, writeMatchingGaps } from '../gaps/gaps.ts';
import { localDate } from './create.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const KEPT_WORKBOOKS = 5;

/** Handlers of 缺项. */
export function gapsHandlers(core: CoreContext): Pick<Handlers, keyof GapsOutputs> {
  return {
    'gaps.matrix': async ({ archive, framework, by }) => readGapMatrix(await core.archive(archive), framework, by),
    'gaps.leaf': async ({ archive, framework, indicator }) => readGapLeaf(await core.archive(archive), framework, indicator),
    'gaps.workbook': async ({ archive, framework, path, ...filter }) => {
      const opened = await core.archive(archive);
      if (path !== undefined) {
        const leaves = await writeMatchingGaps(opened, framework, filter, resolve(path));
        return { leaves, path: resolve(path), file: null };
      }
      const now = core.now();
      const name = `缺项表_${localDate(now)}_${String(now.getTime() % 86_400_000)}.xlsx`;
      const file = join(keptCacheFolder(opened.path, 'tables', KEPT_WORKBOOKS), name);
      const leaves = await writeMatchingGaps(opened, framework, filter, file);
      const saved = `缺项表_${localDate(now)}.xlsx`;
      return {
        leaves,
        path: null,
        file: core.downloads.offer({ file, mime: XLSX, name: basename(saved), disposition: 'attachment' }),
      };
    },
  };
}
