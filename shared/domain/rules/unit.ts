import type { Evidence, Rule } from './rule.ts';

/** A unit named in the folders, the name or as 责任者 is a weak sign for the leaves it leads: it only settles a draw. */
export const unitRule: Rule = (document, framework) => {
  const places = [...document.folders, document.name, document.issuer];
  const best = new Map<number, Evidence>();
  for (const text of places)
    for (const { phrase } of framework.units.find(text))
      for (const { leaf, weight } of phrase.leaves)
        if ((best.get(leaf)?.weight ?? 0) < weight)
          best.set(leaf, { leaf, weight, kind: 'unit', text: `材料来自责任单位“${phrase.words[0] ?? ''}”` });
  return [...best.values()];
};
