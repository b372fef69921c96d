import { resolve } from 'node:path';
import type { GapsOutputs } from '../../../shared/contract/gaps.ts';
import type { CoreContext } from '../core.ts';
import type { Handlers } from '../dispatch.ts';
import { readGapLeaf, readGapMatrix, readGaps, writeGapsWorkbook, writeMatchingGaps } from '../gaps/gaps.ts';
import { localDay } from '../local-day.ts';
import { writeOrOffer } from './write-or-offer.ts';

/** Handlers of 缺项. */
export function gapsHandlers(core: CoreContext): Pick<Handlers, keyof GapsOutputs | 'gaps.read'> {
  return {
    'gaps.read': async ({ archive, framework, unit, xlsx }) => {
      const result = await readGaps(await core.archive(archive), { frameworkId: framework, unit });
      if (xlsx) await writeGapsWorkbook(result, resolve(xlsx));
      return result;
    },
    'gaps.matrix': async ({ archive, framework, by }) => readGapMatrix(await core.archive(archive), framework, by),
    'gaps.leaf': async ({ archive, framework, indicator }) => readGapLeaf(await core.archive(archive), framework, indicator),
    'gaps.workbook': async ({ archive, framework, path, ...filter }) => {
      const opened = await core.archive(archive);
      const place = { path, name: `缺项表_${localDay(core.now())}.xlsx` };
      const { made, ...written } = await writeOrOffer(core, opened, place, (file) =>
        writeMatchingGaps(opened, framework, filter, file),
      );
      return { leaves: made, ...written };
    },
  };
}
