import { AppError } from '../../../shared/contract/errors.ts';
import type { StatisticsOutputs } from '../../../shared/contract/statistics.ts';
import type { CoreContext } from '../core.ts';
import type { Handlers } from '../dispatch.ts';
import { storeScheme } from '../scoring/scoring.ts';
import { readStatistics, writeStatistics } from '../statistics/statistics.ts';
import { localDate } from './create.ts';
import { writeOrOffer } from './write-or-offer.ts';

/** Handlers of 统计. */
export function statisticsHandlers(core: CoreContext): Pick<Handlers, keyof StatisticsOutputs> {
  return {
    'statistics.read': async ({ archive, framework }) =>
      readStatistics(await core.archive(archive), framework, localDate(core.now())),
    'scoring.change': async ({ archive, framework, scheme }) => {
      const by = { actor: core.actor, now: core.now() };
      await storeScheme((await core.archive(archive)).db, framework, scheme, by);
      return {};
    },
    'statistics.workbook': async ({ archive, framework, path }) => {
      const opened = await core.archive(archive);
      const now = core.now();
      const statistics = await readStatistics(opened, framework, localDate(now));
      const named = await opened.db.get<{ name: string }>('SELECT name FROM frameworks WHERE id = ?', [framework]);
      if (!named) throw new AppError('not-found', `档案库里没有测评体系 ${framework}。请刷新后再试。`);
      const place = { path, name: `统计_${localDate(now)}.xlsx` };
      const { made: _, ...written } = await writeOrOffer(core, opened, place, (file) =>
        writeStatistics(named.name, statistics, file),
      );
      return written;
    },
  };
}
