import { fold, lettersOf } from '../text.ts';
import { habitatsOf, habitsOf } from './learned.ts';
import type { DecidedExample, Examples, Habit, PreparedExample } from './rule.ts';
import { createTermIndex, termsOf } from './similarity.ts';

/**
 * Makes a book of what a person decided in one framework, empty at first. `subjectOf` takes out of a folded text what says nothing of a
 * subject. A decision that comes, goes or changes costs its own words and its own places; the habits of a place are counted when they
 * are first asked for after a change there.
 */
export function createExamples(subjectOf: (folded: string) => string): Examples {
  const examples = new Map<number, PreparedExample>();
  const terms = createTermIndex();
  const places = new Map<string, { readonly ids: Set<number>; habits: readonly Habit[] | null }>();
  const placed = (id: number, example: PreparedExample, what: 'add' | 'delete'): void => {
    for (const place of habitatsOf(example)) {
      const held = places.get(place) ?? { ids: new Set<number>(), habits: null };
      held.ids[what](id);
      held.habits = null;
      if (held.ids.size === 0) places.delete(place);
      else places.set(place, held);
    }
  };
  const byOrder = (ids: Iterable<number>): number[] => [...ids].sort((a, b) => a - b);
  const known = (id: number): PreparedExample[] => {
    const example = examples.get(id);
    return example === undefined ? [] : [example];
  };
  return {
    put: (id, example) => {
      if (example === null && !examples.has(id)) return;
      for (const former of known(id)) placed(id, former, 'delete');
      if (example === null) examples.delete(id);
      else {
        examples.set(id, example);
        placed(id, example, 'add');
      }
      terms.put(id, example === null ? null : example.confirmed ? termsOf(subjectOf(wordsOf(example))) : []);
    },
    isEmpty: () => examples.size === 0,
    alike: (folded, least) => {
      const near = [...terms.similarities(folded)].filter(([, cosine]) => cosine >= least).sort((a, b) => a[0] - b[0]);
      return near.flatMap(([id, cosine]) => known(id).map((example) => ({ example, cosine })));
    },
    habitsAt: (place) => {
      const held = places.get(place);
      if (held === undefined) return [];
      held.habits ??= habitsOf(byOrder(held.ids).flatMap(known));
      return held.habits;
    },
  };
}

function wordsOf({ name, title }: DecidedExample): string {
  const stem = fold(name).replace(/\.[a-z0-9]{1,5}$/u, '');
  const heading = fold(title);
  return lettersOf(heading) === lettersOf(stem) ? stem : `${stem} ${heading}`;
}
