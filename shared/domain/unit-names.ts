import type { Lexicon } from './lexicon.ts';
import { fold } from './text.ts';

/** A unit and what else it is or was called. */
export interface NamedUnit {
  readonly name: string;
  readonly formerNames: readonly string[];
  readonly abbreviations: readonly string[];
}

/** Finds the unit a name means, by its present name; null for a name nobody knows. */
export type UnitIndex = (name: string) => string | null;

/**
 * Index over units. A name means a unit when it is its name, one of its former names or abbreviations, or when the word list has
 * both under one unit (市卫计委 is 市卫生健康委) and only one known unit stands there. Spelling is folded, nothing is guessed beyond.
 */
export function createUnitIndex(units: readonly NamedUnit[], lexicon: Pick<Lexicon, 'unitAliases'>): UnitIndex {
  const byName = new Map<string, string>();
  for (const { name } of units) byName.set(fold(name), name);
  for (const { name, formerNames, abbreviations } of units)
    for (const other of [...formerNames, ...abbreviations]) if (!byName.has(fold(other))) byName.set(fold(other), name);
  const own = new Map(byName);
  for (const [head, others] of Object.entries(lexicon.unitAliases)) {
    // 卫生局 under 市卫生健康委 is also written 市卫生局; 滨河区卫生局 is another unit.
    const level = /^[市县区]/.exec(head)?.[0] ?? '';
    const names = [head, ...others, ...others.map((other) => `${level}${other}`)].map(fold);
    const known = [...new Set(names.flatMap((one) => own.get(one) ?? []))];
    const headUnit = own.get(fold(head));
    const unit = known.length === 1 ? known[0] : headUnit;
    if (unit === undefined) continue;
    for (const one of names) if (!byName.has(one)) byName.set(one, unit);
  }
  return (name) => byName.get(fold(name.trim())) ?? null;
}

/** Below this share of common characters two names are not near each other. */
const NEAR = 0.5;

/**
 * The known name that a name nobody knows is nearest to, or null. Short forms keep the order of the characters (市城管局 in 市城市管理局), so
 * what is counted is the longest common run of characters in order, against the length of both. Costs the characters of all names.
 */
export function nearestUnit(name: string, names: readonly string[]): string | null {
  const wanted = fold(name);
  let best: { readonly name: string; readonly likeness: number } | null = null;
  for (const one of names) {
    const likeness = (2 * commonInOrder(wanted, fold(one))) / (wanted.length + one.length || 1);
    if (likeness >= NEAR && likeness > (best?.likeness ?? 0)) best = { name: one, likeness };
  }
  return best?.name ?? null;
}

function commonInOrder(one: string, other: string): number {
  let row = new Array<number>(other.length + 1).fill(0);
  for (const char of one) {
    const next = [0];
    for (let at = 0; at < other.length; at++)
      next.push(char === other[at] ? (row[at] ?? 0) + 1 : Math.max(row[at + 1] ?? 0, next[at] ?? 0));
    row = next;
  }
  return row[other.length] ?? 0;
}

/** The unit above would end below itself: its chain of parents, from `name` up, meets `name` again. */
export function isCircular(name: string, parent: string, parentOf: (unit: string) => string): boolean {
  const seen = new Set<string>();
  for (let at = parent; at !== '' && !seen.has(at); at = parentOf(at)) {
    if (at === name) return true;
    seen.add(at);
  }
  return false;
}
