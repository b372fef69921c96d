import { assessLeaf, countsFor, DONE_STATES, type GapLink } from './gaps.ts';
import type { Framework, Requirement } from './framework.ts';
import { addMonths, windowOf } from './periods.ts';

/** 年度结转: what of a year holds in the next one. */

const YEAR = 12;

/** A day one year later, where it is a full date; other words (`长期`) stay. */
export function nextYear(day: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(day) ? addMonths(day, YEAR) : day;
}

/** A requirement of the next year: a fixed window goes on by a year, one that counts back from the 测评基准日 moves by itself. */
export function nextRequirement<Need extends Pick<Requirement, 'windowFrom' | 'windowTo'>>(need: Need): Need {
  const { windowFrom, windowTo } = need;
  return {
    ...need,
    windowFrom: windowFrom === null ? null : nextYear(windowFrom),
    windowTo: windowTo === null ? null : nextYear(windowTo),
  };
}

/** The framework of the next year: the same nodes, its windows and days a year later. */
export function nextFramework(from: Framework, named: Pick<Framework, 'id' | 'edition'>): Framework {
  return {
    ...from,
    ...named,
    indicators: from.indicators.map((one) => ({
      ...one,
      dueText: nextYear(one.dueText),
      requirements: one.requirements.map(nextRequirement),
    })),
  };
}

/** Whether evidence of this year is evidence in the next one: it answers a need there, by its kind and its date, and can be read. */
export function lasts(link: GapLink, needs: readonly Requirement[], baseDate: string): boolean {
  return needs.map(nextRequirement).some((need) => {
    const window = windowOf(need, baseDate);
    return countsFor(link, { kind: need.kind, windowFrom: window.from, windowTo: window.to });
  });
}

/** Whether a leaf lacks something in the next year with these links. */
export function lacks(
  leaf: { readonly requirements: readonly Requirement[]; readonly notApplicable: string | null },
  links: readonly GapLink[],
  baseDate: string,
): boolean {
  const requirements = leaf.requirements.map(nextRequirement);
  return !DONE_STATES.has(assessLeaf({ requirements, links, baseDate, notApplicable: leaf.notApplicable }).state);
}
