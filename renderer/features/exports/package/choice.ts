import { LAYOUTS, DEFAULT_PATTERN, type PackageLayout } from '../../../../shared/domain/package-names.ts';
import { PACKAGE_FORMS, type PackageAnswer, type PackageForm } from '../../../../shared/contract/submit.ts';
import type { ScopeNode } from '../../../../shared/contract/exports.ts';
import { NO_RULES } from '../../../../shared/domain/package-rules.ts';
import { rangeInput } from '../choice.ts';
import type { Range } from '../RangePanel.tsx';

/** What the person chose for a package; kept for the next time. */
export interface PackageChoice extends Range {
  readonly form: PackageForm;
  readonly pattern: string;
  readonly layout: PackageLayout;
  /** Name of 报送要求. */
  readonly rules: string;
  /** Where the receiver opens it; '' for where it is made. */
  readonly target: string;
  /** '' for the default place. */
  readonly place: string;
  /** Number of the package to compare with; '' for none. */
  readonly since: string;
  /** A package for every 责任单位; absent in what older versions stored. */
  readonly byUnit?: boolean;
  /** 报送对象, to enter each of them in 报送登记; '' enters none. */
  readonly to?: string;
}

export function initialPackage(framework: string): PackageChoice {
  return {
    ...{ framework, unit: '', leaves: null, form: 'folder', pattern: DEFAULT_PATTERN, layout: 'group' },
    ...{ rules: NO_RULES.name, target: '', place: '', since: '' },
  };
}

/** True for what this version stores, or nothing. */
export function isStoredPackage(value: unknown): value is PackageChoice | null {
  if (value === null) return true;
  const one = value as Partial<Record<keyof PackageChoice, unknown>> | undefined;
  return (
    typeof one === 'object' &&
    (one.leaves === null || (Array.isArray(one.leaves) && one.leaves.every((id) => typeof id === 'number'))) &&
    PACKAGE_FORMS.some((form) => form === one.form) &&
    LAYOUTS.some((layout) => layout === one.layout) &&
    [one.framework, one.unit, one.pattern, one.rules, one.target, one.place, one.since, one.to ?? ''].every(
      (text) => typeof text === 'string',
    ) &&
    [true, false, undefined].some((is) => is === one.byUnit)
  );
}

/** Answers to the findings of one package: what was let pass then says nothing of the next. */
export interface AnswersOf {
  readonly number: number;
  readonly answers: readonly PackageAnswer[];
}

/** True for what this version stored. */
export function isAnswers(value: unknown): value is AnswersOf {
  const { number, answers } = (value ?? {}) as Partial<AnswersOf>;
  return (
    typeof number === 'number' &&
    Array.isArray(answers) &&
    answers.every(
      (one: Partial<PackageAnswer> | null) =>
        typeof one?.of === 'string' && typeof one.reason === 'string' && (one.action === 'accept' || one.action === 'leave-out'),
    )
  );
}

/** What `submit.check`, `submit.report` and, with their `out`, `submit.run` and `submit.runByUnit` take alike. */
export function packageInput(
  archive: string,
  choice: PackageChoice,
  { answers, nodes }: { readonly answers: readonly PackageAnswer[]; readonly nodes: readonly ScopeNode[] },
) {
  return {
    archive,
    ...rangeInput(choice, nodes),
    ...(choice.target === '' ? {} : { target: choice.target }),
    ...(choice.since === '' ? {} : { since: choice.since }),
    ...{ form: choice.form, pattern: choice.pattern, layout: choice.layout, rules: choice.rules },
    answers: [...answers],
  };
}
