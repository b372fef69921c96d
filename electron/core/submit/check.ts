import { resolve } from 'node:path';
import type {
  PackageCheck,
  PackageFinding,
  PackageFindings,
  PackageForm,
  PackageTotals,
} from '../../../shared/contract/submit.ts';
import type { PackageRules, RuleCode, RuleFinding } from '../../../shared/domain/package-rules.ts';
import { NEVER, RULE_WORDS } from '../../../shared/domain/package-rules.ts';
import type { Archive } from '../archives/archives.ts';
import { freeBytesAt } from '../exports/exports.ts';
import { readCompared, type Compared } from './compare.ts';
import { defaultPlace, formOf, placeProblem } from './place.ts';
import {
  canLeaveOutAll,
  planPackage,
  readPackageScope,
  type AnsweredFinding,
  type PackageChoice,
  type PackagePlan,
} from './plan.ts';
import { nextNumber } from './record.ts';
import { resolveRules } from './rules.ts';

export interface PackageInput extends PackageChoice {
  readonly out?: string | undefined;
  readonly form?: PackageForm | undefined;
  readonly target?: string | undefined;
  readonly rules?: string | PackageRules | undefined;
  readonly since?: string | undefined;
}

/** Everything that is known before a package is made. */
export interface Situation {
  readonly input: PackageInput;
  readonly number: number;
  readonly out: string;
  readonly form: PackageForm;
  readonly rules: PackageRules;
  readonly plan: PackagePlan;
  readonly blockers: readonly string[];
  readonly totals: PackageTotals;
  /** UTF-16 units of the folder it will be opened in. */
  readonly baseLength: number;
  readonly since: Compared | null;
}

/** Left free beyond what the package takes. */
const SPARE_BYTES = 64 << 20;
const SHOWN = 200;
const EXAMPLES = 12;

/** Looks at a choice without writing anything. Throws AppError `not-found`, `usage`, `refused` (an earlier package that is none), `cancelled`. */
export async function checkSituation(archive: Archive, input: PackageInput, signal: AbortSignal): Promise<Situation> {
  const number = await nextNumber(archive.db);
  const form = formOf(input.out ?? '', input.form);
  const out = input.out === undefined ? defaultPlace(archive, number, form) : input.out;
  const rules = await resolveRules(archive.db, input.rules);
  const baseLength = baseOf(input.target, form === 'zip' ? out.replace(/\.zip$/i, '') : out).length;
  const scope = await readPackageScope(archive, input, { rules, signal });
  const plan = planPackage(scope, input, { rules, baseLength });
  const place = await placeProblem(archive, out, form);
  const totals = totalsOf(plan);
  return {
    ...{ input, number, out, form, rules, plan, baseLength, totals },
    blockers: [
      ...(plan.pieces.length === 0 ? [NOTHING_TO_SEND] : []),
      ...(typeof plan.names === 'string' ? [plan.names] : []),
      ...(place === null ? [] : [place]),
      ...(await spaceProblem(out, totals.sizeBytes)),
    ],
    since: input.since === undefined ? null : await readCompared(archive.db, input.since),
  };
}

export const NOTHING_TO_SEND = '所选范围里没有可以报送的材料。请先到“归类”确认,或改选范围。';

/** The folder a package will be opened in: the receiver's, or where it is made. */
export function baseOf(target: string | undefined, out: string): string {
  return (target?.trim() || resolve(out)).replace(/[\\/]+$/, '');
}

/** What would go into a package. */
export function totalsOf({ pieces }: PackagePlan): PackageTotals {
  return {
    files: pieces.length,
    indicators: new Set(pieces.map(({ ruled }) => `${ruled.framework} ${ruled.indicator}`)).size,
    sizeBytes: pieces.reduce((sum, piece) => sum + piece.ruled.sizeBytes, 0),
  };
}

/** One sentence where so many bytes will not fit, else none. */
export async function spaceProblem(out: string, sizeBytes: number): Promise<readonly string[]> {
  const free = await freeBytesAt(out);
  const gigabytes = (bytes: number): string => (bytes / 1073741824).toFixed(2);
  if (free === null || free >= sizeBytes + SPARE_BYTES) return [];
  return [`磁盘空间不足:大约需要 ${gigabytes(sizeBytes + SPARE_BYTES)} GB,只剩 ${gigabytes(free)} GB。请换一个磁盘,或腾出空间。`];
}

/** What stands against a package and how its files will be called, before it is made. Throws what `checkSituation` throws. */
export async function checkPackage(archive: Archive, input: PackageInput, signal: AbortSignal): Promise<CheckedPackages> {
  const situation = await checkSituation(archive, input, signal);
  const { number, out, form, rules, blockers } = situation;
  return { ...{ number, out, form, rules, blockers, units: [], emptyUnits: [] }, ...findingsIn([situation]) };
}

export type CheckedPackages = Omit<PackageCheck, 'xlsx'>;

/** The findings, totals and names of packages that are made in one go. */
export function findingsIn(
  situations: readonly Situation[],
): Pick<CheckedPackages, 'findings' | 'open' | 'leftOut' | 'totals' | 'names'> {
  const names = situations.flatMap(({ plan, baseLength }) =>
    typeof plan.names === 'string' ? [] : plan.names.map((name) => ({ ...name, length: name.path.length + 1 + baseLength })),
  );
  const replaced = new Map(names.flatMap((name) => name.replaced.map((one) => [one.char, one] as const)));
  const plan = joined(situations);
  const sum = (of: (totals: PackageTotals) => number): number => situations.reduce((all, { totals }) => all + of(totals), 0);
  return {
    findings: groupsOf(plan),
    open: plan.open.length,
    leftOut: plan.leftOut.length,
    totals: {
      files: sum(({ files }) => files),
      indicators: sum(({ indicators }) => indicators),
      sizeBytes: sum(({ sizeBytes }) => sizeBytes),
    },
    names: {
      examples: names.slice(0, EXAMPLES).map(({ path }) => path),
      shortened: names.filter((name) => name.shortened).length,
      numbered: names.filter((name) => name.numbered).length,
      replaced: [...replaced.values()],
      longest: names.reduce((most, { length }) => Math.max(most, length), 0),
    },
  };
}

type Findings = Pick<PackagePlan, 'open' | 'accepted' | 'leftOut'>;

/** The findings of several packages; one of a whole package says of which unit. */
export function joined(situations: readonly Situation[]): Findings & Pick<PackagePlan, 'pieces'> {
  const plans = situations.map(({ plan }) => plan);
  return {
    pieces: plans.flatMap(({ pieces }) => pieces),
    open: plans.flatMap(({ open }) => open),
    accepted: plans.flatMap(({ accepted }) => accepted),
    leftOut: plans.flatMap(({ leftOut }) => leftOut),
  };
}

function groupsOf(plan: Findings): readonly PackageFindings[] {
  const rows = new Map<RuleCode, PackageFinding[]>();
  const put = (finding: RuleFinding, answer: AnsweredFinding['answer'] | null): void => {
    const row: PackageFinding = {
      ...{ key: finding.key, indicator: finding.item?.indicator ?? '', title: finding.item?.title ?? '整包' },
      materialCode: finding.item?.materialCode ?? '',
      ...{ path: finding.item?.path ?? '', documentId: finding.item?.documentId ?? null },
      ...{ limit: finding.limit, found: finding.found, advice: finding.advice },
      answer: answer && { action: answer.action, reason: answer.reason },
    };
    const known = rows.get(finding.code);
    if (known) known.push(row);
    else rows.set(finding.code, [row]);
  };
  for (const finding of plan.open) put(finding, null);
  for (const { finding, answer } of plan.accepted) put(finding, answer);
  for (const { why } of plan.leftOut) put(why.finding, why.answer);
  return (Object.keys(RULE_WORDS) as RuleCode[]).flatMap((code) => {
    const found = rows.get(code);
    if (!found) return [];
    return [
      {
        ...{ code, title: RULE_WORDS[code], count: found.length, open: found.filter(({ answer }) => answer === null).length },
        ...{ canAccept: !NEVER.has(code), canLeaveOut: canLeaveOutAll(code), items: found.slice(0, SHOWN) },
      },
    ];
  });
}
