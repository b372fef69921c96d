import { existsSync } from 'node:fs';
import { mkdir, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { UnitPackages } from '../../../shared/contract/submit.ts';
import { safePart, withGbkOnly } from '../../../shared/domain/safe-names.ts';
import type { Archive } from '../archives/archives.ts';
import { isGbk } from '../gbk.ts';
import { stopIfCancelled, type JobContext } from '../jobs/jobs.ts';
import { writeWorkbook } from '../ledgers/ledgers.ts';
import { localDay } from '../local-day.ts';
import { makeFolders } from '../make-folders.ts';
import {
  baseOf,
  findingsIn,
  NOTHING_TO_SEND,
  spaceProblem,
  totalsOf,
  type CheckedPackages,
  type PackageInput,
  type Situation,
} from './check.ts';
import { readCompared } from './compare.ts';
import { keepRecord, refuseUnready, resultOf, writePackage, type PackageDeps, type WrittenPackage } from './make.ts';
import { defaultPlace, placeProblem, renameWhenFree, stagingPlace, UNFINISHED, UNFINISHED_TEXT } from './place.ts';
import { planPackage, readPackageScope, type PackageScope } from './plan.ts';
import { nextNumber } from './record.ts';
import { resolveRules } from './rules.ts';
import { reportSheets, unitsSheets } from './tables.ts';

/** 按责任单位分包: every unit that leads an indicator of the scope gets a package of its own, all made in one go in one folder. */

/** The list of all packages made in one go, beside them. */
export const UNITS_FILE = '各单位报送包.xlsx';
/** Indicators nobody leads have a package too, called as in 成册. */
const NO_UNIT = '未定责任单位';

/** The package of one unit as it would be made. */
export interface UnitSituation extends Situation {
  readonly unit: string;
  /** Name of its folder or, without suffix, of its ZIP. */
  readonly name: string;
}

export interface UnitSituations {
  readonly out: string;
  readonly number: number;
  readonly rules: Situation['rules'];
  readonly packages: readonly UnitSituation[];
  /** Units all of whose material is left out with a reason: no package, but a report. */
  readonly withheld: readonly UnitSituation[];
  /** Units that have no package: nothing is confirmed, or all is left out. */
  readonly empty: readonly string[];
  readonly blockers: readonly string[];
}

/** Looks at a choice without writing anything. `input.out` is the folder for all. Throws what `checkSituation` throws. */
export async function checkUnits(archive: Archive, input: PackageInput, signal: AbortSignal): Promise<UnitSituations> {
  const first = await nextNumber(archive.db);
  const form = input.form ?? 'folder';
  const out = input.out ?? defaultPlace(archive, first, 'folder', '起的报送包');
  const rules = await resolveRules(archive.db, input.rules);
  const since = input.since === undefined ? null : await readCompared(archive.db, input.since);
  const base = baseOf(input.target, out);
  const [packages, withheld]: [UnitSituation[], UnitSituation[]] = [[], []];
  const empty: string[] = [];
  const taken = new Set<string>();
  for (const [unit, scope] of byLeadUnit(await readPackageScope(archive, input, { rules, signal }))) {
    const name = folderName(unit, taken);
    const baseLength = base.length + 1 + name.length;
    const plan = planPackage(scope, input, { rules, baseLength });
    if (plan.pieces.length === 0) empty.push(unit);
    if (plan.pieces.length === 0 && plan.leftOut.length === 0) continue;
    const number = first + packages.length;
    const place = join(out, form === 'zip' ? `${name}.zip` : name);
    (plan.pieces.length === 0 ? withheld : packages).push({
      ...{ unit, name, input: { ...input, unit }, number, out: place, form, rules, plan, baseLength, since },
      ...{ blockers: typeof plan.names === 'string' ? [`${unit}:${plan.names}`] : [], totals: totalsOf(plan) },
    });
  }
  const place = await placeProblem(archive, out, 'folder');
  const bytes = packages.reduce((sum, { totals }) => sum + totals.sizeBytes, 0);
  const blockers = [
    ...(packages.length === 0 ? [NOTHING_TO_SEND] : packages.flatMap((one) => one.blockers)),
    ...(place === null ? [] : [place]),
    ...(await spaceProblem(out, bytes)),
  ];
  return { out, number: first, rules, packages, withheld, empty, blockers };
}

/** What stands against the packages of all units, before they are made. Throws what `checkUnits` throws. */
export async function checkUnitPackages(archive: Archive, input: PackageInput, signal: AbortSignal): Promise<CheckedPackages> {
  const { out, number, rules, packages, withheld, empty, blockers } = await checkUnits(archive, input, signal);
  return {
    ...{ number, out, form: input.form ?? 'folder', rules, blockers },
    ...findingsIn([...packages, ...withheld]),
    units: packages.map((one) => ({ unit: one.unit, number: one.number, totals: one.totals, open: one.plan.open.length })),
    emptyUnits: empty,
  };
}

/** In the order of their first indicator. */
function byLeadUnit({ frameworks, leaves, pieces }: PackageScope): ReadonlyMap<string, PackageScope> {
  const units = [...new Set(leaves.map(({ leadUnit }) => leadUnit))];
  return new Map(
    units.map((unit) => {
      const own = pieces.filter(({ nameable }) => nameable.leadUnit === unit);
      const ids = new Set(own.map(({ ruled }) => ruled.framework));
      return [
        unit || NO_UNIT,
        {
          frameworks: frameworks.filter(({ id }) => ids.has(id)),
          leaves: leaves.filter(({ leadUnit }) => leadUnit === unit),
          pieces: own,
        },
      ];
    }),
  );
}

/** A unit's name as a folder; two that come out alike are numbered. */
function folderName(unit: string, taken: Set<string>): string {
  const plain = safePart(withGbkOnly(unit, isGbk).text, NO_UNIT);
  for (let n = 1; ; n++) {
    const name = n === 1 ? plain : `${plain}_${n}`;
    if (taken.has(name.toLowerCase())) continue;
    taken.add(name.toLowerCase());
    return name;
  }
}

/**
 * Makes the packages of all units in `input.out` (a folder, new or empty): a folder or ZIP each, beside it its check report, and one list of all.
 * They get their place together at the end: a crash or a cancel leaves none. Throws what `makePackage` throws.
 */
export async function makeUnitPackages(
  archive: Archive,
  input: PackageInput & { readonly out: string },
  deps: PackageDeps,
  ctx: JobContext,
): Promise<Omit<UnitPackages, 'registered'>> {
  const started = deps.now();
  const situations = await checkUnits(archive, input, ctx.signal);
  const { packages, empty, blockers } = situations;
  refuseUnready(blockers, packages);
  const out = resolve(input.out);
  const made = makeFolders(dirname(out));
  const staging = await stagingPlace(out, 'folder');
  try {
    await mkdir(staging);
    await writeFile(join(staging, UNFINISHED), `\ufeff${UNFINISHED_TEXT}`);
    const written = await writeAll(archive, packages, { staging, out, started }, ctx);
    await writeReports(staging, situations, localDay(started));
    stopIfCancelled(ctx.signal);
    await rm(join(staging, UNFINISHED));
    if (existsSync(out)) await rmdir(out);
    await renameWhenFree(staging, out);
    await archive.db.transaction(async (tx) => {
      for (const one of written) await keepRecord(tx, one, deps.actor);
    });
    const durationMs = deps.now().getTime() - started.getTime();
    return {
      ...{ out, empty, durationMs },
      packages: written.map((one, at) => ({ unit: packages[at]?.unit ?? '', ...resultOf(one, durationMs) })),
    };
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    if (made !== undefined) await rm(made, { recursive: true, force: true });
    throw error;
  }
}

async function writeAll(
  archive: Archive,
  packages: readonly UnitSituation[],
  place: { readonly staging: string; readonly out: string; readonly started: Date },
  ctx: JobContext,
): Promise<readonly WrittenPackage[]> {
  const total = packages.reduce((sum, { totals }) => sum + totals.files, 0);
  const written: WrittenPackage[] = [];
  let before = 0;
  for (const one of packages) {
    const [staging, out] = [place.staging, place.out].map((at) => join(at, one.form === 'zip' ? `${one.name}.zip` : one.name));
    const done = before;
    const own: JobContext = {
      ...ctx,
      progress: (step) => ctx.progress({ ...step, done: done + step.done, total, label: `${one.unit} ${step.label}`.trim() }),
    };
    written.push(await writePackage(archive, one, { staging: staging ?? '', out: out ?? '', started: place.started }, own));
    before += one.totals.files;
  }
  return written;
}

/** A check report of every unit with anything to send or to withhold, and the list of all. */
async function writeReports(folder: string, { packages, withheld, empty }: UnitSituations, today: string): Promise<void> {
  for (const { name, plan, rules } of [...packages, ...withheld])
    await writeWorkbook(join(folder, `${name}_检查报告.xlsx`), reportSheets(plan, rules, today));
  const rows = packages.map(({ unit, number, totals, plan, form, name }) => ({
    ...{ unit, number, totals, accepted: plan.accepted.length, leftOut: plan.leftOut.length },
    file: form === 'zip' ? `${name}.zip` : name,
  }));
  await writeWorkbook(join(folder, UNITS_FILE), unitsSheets(rows, empty, today));
}
