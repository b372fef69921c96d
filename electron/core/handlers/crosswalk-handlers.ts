import { dirname, resolve } from 'node:path';
import type { CrosswalkOutputs } from '../../../shared/contract/crosswalk.ts';
import type { CoreContext } from '../core.ts';
import { listCrosswalk, proposeCrosswalk, readCrosswalkFile, setCrosswalk, writeCrosswalk } from '../crosswalk/crosswalk.ts';
import type { Handlers } from '../dispatch.ts';
import { makeFolders } from '../make-folders.ts';
import { writeOrOffer } from './write-or-offer.ts';

/** Handlers of 指标对照. */
export function crosswalkHandlers(core: CoreContext): Pick<Handlers, keyof CrosswalkOutputs> {
  return {
    'crosswalk.list': async ({ archive, framework, leaf }) => ({
      lines: await listCrosswalk((await core.archive(archive)).db, framework, leaf),
    }),
    'crosswalk.proposals': async ({ archive, framework, other }) => ({
      proposals: await proposeCrosswalk((await core.archive(archive)).db, framework, other),
    }),
    'crosswalk.set': async ({ archive, rows }) =>
      setCrosswalk(await core.archive(archive), rows, { actor: core.actor, now: core.now() }),
    'crosswalk.readFile': async ({ archive, framework, file }) =>
      readCrosswalkFile((await core.archive(archive)).db, framework, resolve(file)),
    'crosswalk.write': async ({ archive, framework, path }) => {
      const opened = await core.archive(archive);
      const { made: _, ...written } = await writeOrOffer(core, opened, { path, name: '指标对照.xlsx' }, (file) => {
        makeFolders(dirname(file));
        return writeCrosswalk(opened.db, framework, file);
      });
      return written;
    },
  };
}
