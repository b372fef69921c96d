import type { FoundIndicator, TriageDocument } from '../../../shared/contract/links.ts';
import type { Band, LinkState } from '../../../shared/domain/link.ts';

/** A row of 归入…: a leaf, and what this document already has to do with it. */
export interface Choice {
  readonly indicator: FoundIndicator;
  readonly link: LinkState | null;
  readonly band: Band | null;
}

export interface ChoicePart {
  readonly title: string;
  readonly choices: readonly Choice[];
}

export interface ChoicesOf {
  readonly found: readonly FoundIndicator[];
  /** The one document that is put, or null for several. */
  readonly document: TriageDocument | null;
  /** Row ids, newest first. */
  readonly recent: readonly number[];
  readonly query: string;
}

/** What the dialog lists: hits of a query; without a query what is suggested and what was chosen last stands first. */
export function choicesOf({ found, document, recent, query }: ChoicesOf): readonly ChoicePart[] {
  const links = new Map((document?.suggestions ?? []).map((one) => [one.indicatorId, one]));
  const choiceOf = (indicator: FoundIndicator): Choice => {
    const link = links.get(indicator.id);
    return { indicator, link: link?.link ?? null, band: link?.link === 'suggested' ? link.band : null };
  };
  if (query.trim() !== '') return part('找到的指标', found.map(choiceOf));
  const byId = new Map(found.map((one) => [one.id, one]));
  const pick = (ids: readonly number[]): Choice[] =>
    ids.flatMap((id) => {
      const indicator = byId.get(id);
      return indicator ? [choiceOf(indicator)] : [];
    });
  const own = [...links.values()].filter((one) => one.link !== 'rejected').map((one) => one.indicatorId);
  const last = recent.filter((id) => !own.includes(id));
  const rest = found.filter(({ id }) => !own.includes(id) && !last.includes(id));
  return [...part('这份材料的建议', pick(own)), ...part('最近归入', pick(last)), ...part('全部指标', rest.map(choiceOf))];
}

function part(title: string, choices: readonly Choice[]): ChoicePart[] {
  return choices.length === 0 ? [] : [{ title, choices }];
}

const MOST_RECENT = 6;

/** Puts new choices before the older ones. */
export function withRecent(recent: readonly number[], chosen: readonly number[]): number[] {
  return [...new Set([...chosen, ...recent])].slice(0, MOST_RECENT);
}
