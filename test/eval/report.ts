import type { LeafName } from '../../shared/domain/crosswalk.ts';
import type { Framework } from '../../shared/domain/framework.ts';
import type { Suggestion } from '../../shared/domain/link.ts';
import type { DecidedExample, Suggester, SuggestInput } from '../../shared/domain/suggest.ts';
import type { LabelledFile } from './labelled.ts';

/** One judged pair: a file and one framework, with what the suggester said. */
export interface Judged {
  readonly file: LabelledFile;
  /** Codes that are right; empty where nothing fits. */
  readonly right: readonly string[];
  /** Codes suggested, best first. */
  readonly codes: readonly string[];
  readonly suggestions: readonly Suggestion[];
}

/** How good suggestions are over judged pairs. Shares are 0..1. */
export interface Quality {
  readonly pairs: number;
  readonly fitting: number;
  /** Of the pairs where a leaf fits: the first, or one of the first three, is right. */
  readonly top1: number;
  readonly top3: number;
  /** Of all high-band first suggestions, the share that is right; and the share of fitting pairs that have one. */
  readonly highPrecision: number;
  readonly highCoverage: number;
  /** Share of the pairs where nothing fits that get no suggestion. */
  readonly noneRecall: number;
  /** Mean distance between score and share accepted, over tenths of the score, weighted by their pairs. */
  readonly calibrationError: number;
}

/** What of a file the suggester is given. */
export interface Given {
  readonly folders: boolean;
  readonly body: boolean;
}

/** Names that say nothing by themselves; names alone are not asked about them. */
export const NAMELESS: readonly string[] = ['相机名', '名称无实义', '正文矛盾'];

/** Asks the suggester about every judged pair of these files. `frameworks` are by short name. */
export function judge(
  files: readonly LabelledFile[],
  frameworks: ReadonlyMap<string, Framework>,
  suggester: Suggester,
  given: Given = { folders: true, body: true },
): Judged[] {
  const codeOf = new Map(
    [...frameworks.values()].flatMap((one) => one.indicators.map(({ id, code }) => [`${one.id} ${id}`, code])),
  );
  return files.flatMap((file) => {
    const all = suggester.suggest(inputOf(file, given));
    return [...file.labels].flatMap(([short, right]) => {
      const id = frameworks.get(short)?.id;
      if (id === undefined) return [];
      const suggestions = all.filter((one) => one.frameworkId === id);
      const codes = suggestions.map((one) => codeOf.get(`${id} ${one.indicatorId}`) ?? '');
      return [{ file, right, codes, suggestions }];
    });
  });
}

/**
 * Asks about files that fit in several frameworks, in each of them as if a person had confirmed the others: what the 指标对照 is for. Pairs
 * are those `judge` would give for such files. `suggester` knows the lines, or does not.
 */
export function judgeBeside(
  files: readonly LabelledFile[],
  frameworks: ReadonlyMap<string, Framework>,
  suggester: Suggester,
): Judged[] {
  return files.flatMap((file) => {
    const fitting = [...file.labels].filter(([, codes]) => codes.length > 0);
    if (fitting.length < 2) return [];
    return fitting.flatMap(([short, right]): Judged[] => {
      const framework = frameworks.get(short);
      if (framework === undefined) return [];
      const confirmed = fitting.flatMap(([other, codes]) => (other === short ? [] : leafNames(frameworks.get(other), codes)));
      const codeOf = new Map(framework.indicators.map(({ id, code }) => [id, code]));
      const all = suggester.suggest({ ...inputOf(file, { folders: true, body: true }), confirmed });
      const suggestions = all.filter((one) => one.frameworkId === framework.id);
      return [{ file, right, codes: suggestions.map((one) => codeOf.get(one.indicatorId) ?? ''), suggestions }];
    });
  });
}

function leafNames(framework: Framework | undefined, codes: readonly string[]): LeafName[] {
  return (framework?.indicators ?? [])
    .filter(({ leaf, code }) => leaf && codes.includes(code))
    .map(({ id }) => ({ frameworkId: framework?.id ?? '', indicatorId: id }));
}

/** What a person would have decided about these files: confirmed what is right in every framework. */
export function decisionsOf(files: readonly LabelledFile[], frameworks: ReadonlyMap<string, Framework>): DecidedExample[] {
  return files.flatMap(({ name, folders, labels }) =>
    [...labels].flatMap(([short, codes]) =>
      leafNames(frameworks.get(short), codes).map((leaf) => ({ ...leaf, confirmed: true, name, folders, title: '' })),
    ),
  );
}

/** Tenths of the score with the pairs whose first suggestion lies there: how many, their mean score, the share that is right. */
export function calibrationOf(judged: readonly Judged[]): { from: number; count: number; mean: number; right: number }[] {
  const made = judged.filter(({ suggestions }) => suggestions.length > 0);
  return Array.from({ length: 10 }, (_, tenth) => {
    const within = made.filter((one) => Math.min(9, Math.floor(scoreOf(one) * 10)) === tenth);
    const mean = within.reduce((sum, one) => sum + scoreOf(one), 0) / (within.length || 1);
    return { from: tenth / 10, count: within.length, mean, right: share(within, isRight) };
  }).filter(({ count }) => count > 0);
}

const scoreOf = ({ suggestions }: Judged): number => suggestions[0]?.score ?? 0;

function inputOf({ name, folders, body }: LabelledFile, given: Given): SuggestInput {
  return { name, folders: given.folders ? folders : [], title: '', text: given.body ? body : '', kind: null, issuer: null };
}

export const isRight = ({ right, codes }: Judged): boolean => right.includes(codes[0] ?? '');

/** The figures of judged pairs. An empty share counts as 1. */
export function qualityOf(judged: readonly Judged[]): Quality {
  const fitting = judged.filter(({ right }) => right.length > 0);
  const none = judged.filter(({ right }) => right.length === 0);
  const high = judged.filter(({ suggestions }) => suggestions[0]?.band === 'high');
  return {
    pairs: judged.length,
    fitting: fitting.length,
    top1: share(fitting, isRight),
    top3: share(fitting, ({ right, codes }) => codes.slice(0, 3).some((code) => right.includes(code))),
    highPrecision: share(high, isRight),
    highCoverage: share(fitting, ({ suggestions }) => suggestions[0]?.band === 'high'),
    noneRecall: share(none, ({ suggestions }) => suggestions.length === 0),
    calibrationError: calibrationError(judged),
  };
}

function share<T>(of: readonly T[], test: (one: T) => boolean): number {
  return of.length === 0 ? 1 : of.filter(test).length / of.length;
}

function calibrationError(judged: readonly Judged[]): number {
  const tenths = calibrationOf(judged);
  const made = tenths.reduce((sum, { count }) => sum + count, 0);
  return tenths.reduce((sum, { count, mean, right }) => sum + Math.abs(mean - right) * count, 0) / (made || 1);
}
