import type { GapsOutputs } from '../../../shared/contract/gaps.ts';
import type { CoreContext } from '../core.ts';
import type { Handlers } from '../dispatch.ts';
import { readGapLeaf, readGapMatrix, writeMatchingGaps } from '../gaps/gaps.ts';
import { localDate } from './create.ts';
import { writeOrOffer } from './write-or-offer.ts';

/** Handlers of 缺项. */
export function gapsHandlers(core: CoreContext): Pick<Handlers, keyof GapsOutputs> {
  return {
    'gaps.matrix': async ({ archive, framework, by }) => readGapMatrix(await core.archive(archive), framework, by),
    'gaps.leaf': async ({ archive, framework, indicator }) => readGapLeaf(await core.archive(archive), framework, indicator),
    'gaps.workbook': async ({ archive, framework, path, ...filter }) => {
      const opened = await core.archive(archive);
      const place = { path, name: `缺项表_${localDate(core.now())}.xlsx` };
      const { made, ...written } = await writeOrOffer(core, opened, place, (file) =>
        writeMatchingGaps(opened, framework, filter, file),
      );
      return { leaves: made, ...written };
    },
  };
}
