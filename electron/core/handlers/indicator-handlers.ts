import type { IndicatorOutputs } from '../../../shared/contract/indicators.ts';
import type { CoreContext } from '../core.ts';
import type { Handlers } from '../dispatch.ts';
import {
  describeLink,
  drawRedLines,
  eraseRedLines,
  keepRedLines,
  orderEvidence,
  readIndicator,
  readTree,
  setNotApplicable,
  setRequirements,
  tryRequirements,
} from '../indicators/indicators.ts';

/** Handlers of 指标. */
export function indicatorHandlers(core: CoreContext): Pick<Handlers, keyof IndicatorOutputs> {
  const by = () => ({ actor: core.actor, now: core.now() });
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
      await drawRedLines(await core.archive(archive), drawn, by());
      return {};
    },
    'redLines.keep': async ({ archive, ...place }) => {
      await keepRedLines(await core.archive(archive), place, by());
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
