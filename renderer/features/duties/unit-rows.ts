import type { UnitRow } from '../../../shared/contract/duties.ts';

/** A unit as the tree draws it: below the unit it belongs to. */
export interface TreeUnit {
  readonly unit: UnitRow;
  /** 1 at the top. */
  readonly level: number;
}

/**
 * Units in the order of the tree: each below its unit above, siblings as given. A filter keeps what holds the text in a name, a former
 * name or an abbreviation, and everything above it. A unit whose unit above is not known stands at the top.
 */
export function treeOf(units: readonly UnitRow[], text: string): readonly TreeUnit[] {
  const names = new Set(units.map(({ name }) => name));
  const below = new Map<string, UnitRow[]>();
  for (const unit of units) {
    const parent = names.has(unit.parent) ? unit.parent : '';
    const of = below.get(parent);
    if (of) of.push(unit);
    else below.set(parent, [unit]);
  }
  const wanted = text.trim();
  const holds = (unit: UnitRow): boolean =>
    [unit.name, ...unit.formerNames, ...unit.abbreviations].some((name) => name.includes(wanted));
  const walk = (parent: string, level: number): TreeUnit[] =>
    (below.get(parent) ?? []).flatMap((unit) => {
      const under = walk(unit.name, level + 1);
      return holds(unit) || under.length > 0 ? [{ unit, level }, ...under] : [];
    });
  return walk('', 1);
}
