import { seriesOf } from '../series.ts';
import { fold, lettersOf } from '../text.ts';
import type { DecidedExample, Evidence, Habit, PreparedExample, Rule } from './rule.ts';

const ENOUGH_ALIKE = 0.45;
const SAME_FOLDER = 1.5;
const SAME_FOLDER_MORE = 0.5;
/** A shorter subject than this is shared by chance. */
const TELLING_LETTERS = 6;
/** So many confirmations in a folder or series make the rest follow. */
export const HABIT = 5;
/** Of the decisions in that folder or series so many must agree. */
const AGREEMENT = 0.8;
const FOLDER_HABIT = 5.5;
const SERIES_HABIT = 6;
/** About what a folder named after the leaf says for it: the name has to say it then. */
const REFUSED = -12;
const REFUSALS = 3;

/**
 * Where a decided document belongs by its place: its folder (of its source: two sources may have folders of one name), and its series,
 * wherever it lies, where its name has one.
 */
export function habitatsOf({ name, folders, source }: Pick<DecidedExample, 'name' | 'folders' | 'source'>): string[] {
  const folder = folders.map(fold).join('/');
  const series = seriesOf(name);
  return [
    ...(folder === '' ? [] : [`folder:${source ?? ''}:${folder}`]),
    ...(lettersOf(series).length < 3 ? [] : [`series:${series}`]),
  ];
}

/** Counts the decisions of one folder or series, in the order they were made, by leaf. */
export function habitsOf(examples: readonly PreparedExample[]): Habit[] {
  const leaves = new Map<number, Habit>();
  for (const example of examples) {
    const held = leaves.get(example.leaf) ?? { leaf: example.leaf, confirmed: 0, rejected: 0, example };
    const key = example.confirmed ? 'confirmed' : 'rejected';
    leaves.set(example.leaf, { ...held, [key]: held[key] + 1, example: example.confirmed ? example : held.example });
  }
  return [...leaves.values()];
}

/** Whether the decisions of one folder or series about one leaf are so many and so equal that the rest may follow. */
export function isHabit(habit: Pick<Habit, 'confirmed' | 'rejected'>, confirmedThere: number): boolean {
  const decided = Math.max(confirmedThere, habit.confirmed + habit.rejected);
  return habit.confirmed >= HABIT && habit.confirmed / decided >= AGREEMENT;
}

/** How such a suggestion is scored where the rest follows at once, without weighing everything anew. */
export const HABIT_SCORE = 0.96;

/** What a clerk is told of a habit, e.g. `同一文件夹已确认 5 份归入此项`. */
export function habitText(place: string, confirmed: number): string {
  return `${place.startsWith('series:') ? '同一系列' : '同一文件夹'}已确认 ${confirmed} 份归入此项`;
}

/**
 * What a person's decisions teach: likeness to confirmed documents, having been put into the same folder or being of the same
 * series as they. Five equal confirmations there speak strongly; three refusals without a confirmation speak against.
 */
export const learnedRule: Rule = (document, framework) => {
  const { examples } = framework;
  if (examples.isEmpty()) return [];
  const subject = `${document.subject.name} ${document.subject.title}`;
  const telling = Math.min(1, lettersOf(subject).length / TELLING_LETTERS);
  const alike = new Map<number, Evidence>();
  for (const { example, cosine } of examples.alike(subject, ENOUGH_ALIKE)) {
    const weight = cosine * telling;
    if ((alike.get(example.leaf)?.weight ?? 0) >= weight) continue;
    alike.set(example.leaf, {
      leaf: example.leaf,
      weight,
      kind: 'confirmed',
      text: `与已确认的《${example.title || example.name}》相似`,
    });
  }
  const places = habitatsOf({ name: document.fileName, folders: document.folderNames, source: document.source });
  return [...alike.values(), ...places.flatMap((place) => fromHabits(place, examples.habitsAt(place)))];
};

function fromHabits(place: string, habits: readonly Habit[]): Evidence[] {
  const confirmedThere = habits.reduce((sum, one) => sum + one.confirmed, 0);
  const series = place.startsWith('series:');
  return habits.flatMap((habit): Evidence[] => {
    const { leaf, confirmed, rejected, example } = habit;
    if (isHabit(habit, confirmedThere))
      return [{ leaf, weight: series ? SERIES_HABIT : FOLDER_HABIT, kind: 'learned', text: habitText(place, confirmed) }];
    if (confirmed === 0)
      return rejected >= REFUSALS ? [{ leaf, weight: REFUSED, kind: 'learned', text: '同类材料多次被否决' }] : [];
    const text = `与已确认的《${example.title || example.name}》在同一文件夹`;
    const weight =
      (SAME_FOLDER + SAME_FOLDER_MORE * (Math.min(confirmed, HABIT) - 1)) * (confirmed / (confirmedThere + rejected));
    return series ? [] : [{ leaf, weight, kind: 'learned', text }];
  });
}
