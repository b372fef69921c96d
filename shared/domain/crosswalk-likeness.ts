import type { Relation } from './crosswalk.ts';
import type { Framework, Indicator } from './framework.ts';
import { createSubjectOf } from './rules/document.ts';
import { createTermIndex, termsOf } from './rules/similarity.ts';
import { fold, lettersOf } from './text.ts';

/** Less shared wording than this is chance. */
const LEAST = 0.22;
/** Called the same but for a word or two. */
const SAME = 0.8;
const EACH = 2;

/** Two leaves whose names are alike, with the share of wording they have in common (0..1, cosine of weighed pairs of characters). */
export interface AlikeLeaves {
  readonly one: Indicator;
  readonly other: Indicator;
  readonly relation: Relation;
  readonly likeness: number;
}

/**
 * Leaves of two frameworks whose names are alike, at most two for each leaf of the first, the likest first. A name that holds the
 * whole other one is taken for a part of it (the longer name narrows), else for related. Costs the pairs of characters the names
 * share, not leaves × leaves. `generic` are words that say nothing of a subject.
 */
export function alikeLeaves(one: Framework, other: Framework, generic: readonly string[]): AlikeLeaves[] {
  const subjectOf = createSubjectOf(generic);
  const wordsOf = (leaf: Indicator): string => subjectOf(fold(`${leaf.name} ${leaf.keywords.join(' ')}`));
  const [from, to] = [one, other].map(({ indicators }) => indicators.filter(({ leaf }) => leaf)) as [Indicator[], Indicator[]];
  const index = createTermIndex(to.map((leaf) => termsOf(wordsOf(leaf))));
  return from
    .flatMap((leaf) =>
      [...index.similarities(wordsOf(leaf))]
        .filter(([, likeness]) => likeness >= LEAST)
        .sort((a, b) => b[1] - a[1] || a[0] - b[0])
        .slice(0, EACH)
        .flatMap(([entry, likeness]): AlikeLeaves[] => {
          const found = to[entry];
          if (found === undefined) return [];
          return [{ one: leaf, other: found, relation: relationOf(leaf, found, likeness), likeness: Math.min(1, likeness) }];
        }),
    )
    .sort((a, b) => b.likeness - a.likeness);
}

function relationOf(one: Indicator, other: Indicator, likeness: number): Relation {
  const [a, b] = [lettersOf(fold(one.name)), lettersOf(fold(other.name))];
  if (a === b || likeness >= SAME) return 'equal';
  if (b.length >= 3 && a.includes(b)) return 'part';
  if (a.length >= 3 && b.includes(a)) return 'whole';
  return 'related';
}
