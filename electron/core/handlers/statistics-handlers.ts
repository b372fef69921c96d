import { resolve } from 'node:path';
import { AppError } from '../../../shared/contract/errors.ts';
import type { RollupOutputs } from '../../../shared/contract/rollup.ts';
import type { StatisticsOutputs } from '../../../shared/contract/statistics.ts';
import type { Archive } from '../archives/archives.ts';
import type { CoreContext } from '../core.ts';
import type { Handlers } from '../dispatch.ts';
import { writeWorkbook } from '../ledgers/ledgers.ts';
import { readRollup, rollupSheets } from '../rollup/rollup.ts';
import { storeScheme } from '../scoring/scoring.ts';
import { readStatistics, writeStatistics } from '../statistics/statistics.ts';
import { localDay } from '../local-day.ts';
import { writeOrOffer } from './write-or-offer.ts';

/** Handlers of 统计. */
export function statisticsHandlers(core: CoreContext): Pick<Handlers, keyof StatisticsOutputs | keyof RollupOutputs> {
  const rollup = async (archive: Archive, framework: string, others: readonly string[]) =>
    readRollup(archive, { framework, others: others.map((one) => resolve(one)), today: localDay(core.now()) }, core.borrow);
  return {
    'rollup.read': async ({ archive, framework, others }) => rollup(await core.archive(archive), framework, others),
    'rollup.workbook': async ({ archive, framework, others, path }) => {
      const opened = await core.archive(archive);
      const read = await rollup(opened, framework, others);
      const today = localDay(core.now());
      const place = { path, name: `档案汇总_${today}.xlsx` };
      const { made: _, ...written } = await writeOrOffer(core, opened, place, (file) =>
        writeWorkbook(file, rollupSheets(read, today)),
      );
      return { rows: read.leaves.length, ...written };
    },
    'statistics.read': async ({ archive, framework }) =>
      readStatistics(await core.archive(archive), framework, localDay(core.now())),
    'scoring.change': async ({ archive, framework, scheme }) => {
      const by = { actor: core.actor, now: core.now() };
      await storeScheme((await core.archive(archive)).db, framework, scheme, by);
      return {};
    },
    'statistics.workbook': async ({ archive, framework, path }) => {
      const opened = await core.archive(archive);
      const now = core.now();
      const statistics = await readStatistics(opened, framework, localDay(now));
      const named = await opened.db.get<{ name: string }>('SELECT name FROM frameworks WHERE id = ?', [framework]);
      if (!named) throw new AppError('not-found', `档案库里没有测评体系 ${framework}。请刷新后再试。`);
      const place = { path, name: `统计_${localDay(now)}.xlsx` };
      const { made: _, ...written } = await writeOrOffer(core, opened, place, (file) =>
        writeStatistics(named.name, statistics, file),
      );
      return written;
    },
  };
}
