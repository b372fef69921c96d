/** Places of a 评比: equal scores share a place, the next one is counted on (1、1、3). */
export interface Ranked<Item> {
  readonly item: Item;
  readonly score: number;
  readonly place: number;
}

/** Sorts by score, highest first; ties keep the given order. */
export function rank<Item>(items: readonly Item[], scoreOf: (item: Item) => number): readonly Ranked<Item>[] {
  const sorted = items.map((item) => ({ item, score: scoreOf(item) })).toSorted((a, b) => b.score - a.score);
  let place = 0;
  return sorted.map((one, at) => {
    if (at === 0 || one.score !== sorted[at - 1]?.score) place = at + 1;
    return { ...one, place };
  });
}

/** The place of each item among those of its group, by id: one sort a group. */
export function placesWithin<Item extends { readonly id: number }>(
  groups: Iterable<readonly Item[]>,
  scoreOf: (item: Item) => number,
): ReadonlyMap<number, number> {
  return new Map([...groups].flatMap((group) => rank(group, scoreOf).map(({ item, place }) => [item.id, place] as const)));
}

/** The first `count` places, with all that share the last of them; so 20 places may be 21 units. */
export function firstPlaces<Item>(ranked: readonly Ranked<Item>[], count: number): readonly Ranked<Item>[] {
  return ranked.filter((one) => one.place <= count);
}

/** The last `count`, with all that share the score at the edge; never one that also belongs to the `first` places. */
export function lastPlaces<Item>(ranked: readonly Ranked<Item>[], count: number, first: number): readonly Ranked<Item>[] {
  const edge = ranked[Math.max(0, ranked.length - count)];
  if (!edge) return [];
  return ranked.filter((one) => one.score <= edge.score && one.place > first);
}

/** A 点位 or an item by how many faults were found: 0 → A, 1 → B, 2 → C, 3 or more → C#. 测评细则: 满分 × 100 / 66 / 33 / 0 %. */
export const GRADES = ['A', 'B', 'C', 'C#'] as const;
export type Grade = (typeof GRADES)[number];

/** Share of the full score a grade gives, percent. */
export const GRADE_PERCENT: Readonly<Record<Grade, number>> = { A: 100, B: 66, C: 33, 'C#': 0 };

/** The grade of so many faults. */
export function gradeOf(faults: number): Grade {
  return faults <= 0 ? 'A' : faults === 1 ? 'B' : faults === 2 ? 'C' : 'C#';
}

/** True for one of the four grades. */
export function isGrade(word: string): word is Grade {
  return GRADES.some((grade) => grade === word);
}
