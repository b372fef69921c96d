import type { IndicatorOutputs } from '../../../shared/contract/indicators.ts';
import type { Archive } from '../archives/archives.ts';
import type { CoreContext } from '../core.ts';
import type { Handlers } from '../dispatch.ts';
import {
  describeLink,
  drawRedLines,
  eraseRedLines,
  keepRedLines,
  linedPagesOf,
  orderEvidence,
  readIndicator,
  readTree,
  rememberWordPlaces,
  setNotApplicable,
  setRequirements,
  tryRequirements,
} from '../indicators/indicators.ts';
import { printedWordPlaces } from '../previews/previews.ts';

/** Handlers of 指标. */
export function indicatorHandlers(core: CoreContext): Pick<Handlers, keyof IndicatorOutputs> {
  const by = () => ({ actor: core.actor, now: core.now() });
  /** A person has just looked at these pages of a document: as their words stand now, their lines are right. */
  const noteWordPlaces = async (archive: Archive, documentId: number, pages: readonly number[]): Promise<void> =>
    rememberWordPlaces(archive.db, documentId, await printedWordPlaces(archive, { documentId, pages }, core.previews));
  return {
    'indicators.tree': async ({ archive, framework }) => readTree(await core.archive(archive), framework),
    'indicators.read': async ({ archive, indicator }) => readIndicator(await core.archive(archive), indicator),
    'indicators.tryRequirements': async ({ archive, indicator, requirements }) =>
      tryRequirements(await core.archive(archive), indicator, requirements),
    'indicators.setRequirements': async ({ archive, indicator, requirements }) => {
      await setRequirements(await core.archive(archive), { indicator, requirements }, by());
      return {};
    },
    'indicators.setNotApplicable': async ({ archive, indicator, reason }) => {
      await setNotApplicable(await core.archive(archive), { indicator, reason }, by());
      return {};
    },
    'links.describe': async ({ archive, ...description }) => {
      await describeLink(await core.archive(archive), description, by());
      return {};
    },
    'redLines.draw': async ({ archive, ...drawn }) => {
      const opened = await core.archive(archive);
      await drawRedLines(opened, drawn, by());
      await noteWordPlaces(opened, drawn.documentId, [...new Set(drawn.lines.map(({ page }) => page))]);
      return {};
    },
    'redLines.keep': async ({ archive, ...place }) => {
      const opened = await core.archive(archive);
      await keepRedLines(opened, place, by());
      await noteWordPlaces(opened, place.documentId, await linedPagesOf(opened.db, place));
      return {};
    },
    'redLines.erase': async ({ archive, ...erased }) => {
      await eraseRedLines(await core.archive(archive), erased, by());
      return {};
    },
    'links.order': async ({ archive, ...order }) => {
      await orderEvidence(await core.archive(archive), order, by());
      return {};
    },
  };
}
