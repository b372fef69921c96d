import { crosswalkText, inverse, type CrosswalkPair, type LeafName, type Relation } from '../crosswalk.ts';
import type { Framework } from '../framework.ts';
import type { CrosswalkPartner, Evidence, Rule } from './rule.ts';

/** Log odds that a file confirmed under a leaf proves this one too, by how this leaf stands to that one. */
const WEIGHTS: Readonly<Record<Relation, number>> = { equal: 6.5, whole: 4.5, part: 2.8, related: 1.6 };

/** One spelling for a leaf in a map. */
export function leafKey({ frameworkId, indicatorId }: LeafName): string {
  return JSON.stringify([frameworkId, indicatorId]);
}

/** For each leaf of other frameworks, the leaves of this one it has a line with. Costs the lines once. */
export function partnersOf(
  framework: Framework,
  all: readonly Framework[],
  pairs: readonly CrosswalkPair[],
  leafOf: ReadonlyMap<string, number>,
): Map<string, CrosswalkPartner[]> {
  const names = new Map(all.map((one) => [one.id, { name: one.name, codes: new Map(one.indicators.map((leaf) => [leaf.id, leaf.code])) }])); // prettier-ignore
  const partners = new Map<string, CrosswalkPartner[]>();
  const put = (here: LeafName, there: LeafName, relation: Relation) => {
    const leaf = here.frameworkId === framework.id ? leafOf.get(here.indicatorId) : undefined;
    const known = names.get(there.frameworkId);
    const code = known?.codes.get(there.indicatorId);
    if (leaf === undefined || known === undefined || code === undefined) return;
    const key = leafKey(there);
    partners.set(key, [...(partners.get(key) ?? []), { leaf, relation, framework: known.name, code }]);
  };
  for (const { one, other, relation } of pairs) {
    put(one, other, relation);
    put(other, one, inverse(relation));
  }
  return partners;
}

/** What a person confirmed for this very file in another framework, through the 指标对照; the strongest line of each leaf counts. */
export const crosswalkRule: Rule = (document, framework) => {
  const best = new Map<number, Evidence>();
  for (const confirmed of document.confirmed)
    for (const { leaf, relation, framework: name, code } of framework.partners.get(leafKey(confirmed)) ?? []) {
      const weight = WEIGHTS[relation];
      if ((best.get(leaf)?.weight ?? 0) >= weight) continue;
      best.set(leaf, { leaf, weight, kind: 'crosswalk', text: crosswalkText(document.fileName, name, code, relation) });
    }
  return [...best.values()];
};
