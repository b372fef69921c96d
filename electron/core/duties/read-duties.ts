import type { DutyItem, DutyOutputs, IndicatorDuties, UnitRow } from '../../../shared/contract/duties.ts';
import { DUTY_FIELDS, NO_DUTY, dueStateOf, isLacking, type Duty, type DutyField } from '../../../shared/domain/duty.ts';
import type { MatrixLeaf } from '../../../shared/domain/gap-matrix.ts';
import type { Need } from '../../../shared/domain/gaps.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Archive } from '../archives/archives.ts';
import { readAssessed } from '../gaps/gaps.ts';
import { dutyKey, readDutyRows, type DutyRow } from './duty-rows.ts';
import { leadFirst } from './duty-table.ts';
import { readKnownUnits, type KnownUnits } from './known-units.ts';

/** A leaf with its units under their present names, and the due date of each. */
export interface AssignedLeaf {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly state: DutyItem['state'];
  readonly needs: readonly Need[];
  readonly leadUnit: string;
  readonly units: readonly string[];
  readonly due: string;
  readonly dutyOf: (unit: string) => DutyRow | undefined;
}

/** The leaves of a framework and who answers for them. `judged`: its leaves where the caller has judged them already. Throws AppError `not-found` for an unknown framework. */
export async function readAssigned(
  archive: Archive,
  framework: string,
  judged?: readonly MatrixLeaf[],
): Promise<{ readonly known: KnownUnits; readonly leaves: readonly AssignedLeaf[] }> {
  const { db } = archive;
  const assessed = judged ?? (await readAssessed(archive, { frameworkId: framework }))[0]?.leaves ?? [];
  const known = await readKnownUnits(db);
  const duties = await readDutyRows(db);
  const dues = await db.all<{ id: number; due: string }>('SELECT id, due_text AS due FROM indicators WHERE framework_id = ?', [
    framework,
  ]);
  const dueOf = new Map(dues.map(({ id, due }) => [id, due]));
  const present = (name: string): string => (name === '' ? '' : (known.unitOf(name) ?? name));
  const leaves = assessed.map((leaf): AssignedLeaf => {
    const leadUnit = present(leaf.leadUnit);
    return {
      ...{ id: leaf.id, code: leaf.code, name: leaf.name, state: leaf.state, needs: leaf.needs, leadUnit },
      units: leadFirst({ leadUnit, units: leaf.units.map(present) }),
      due: dueOf.get(leaf.id) ?? '',
      dutyOf: (unit) => duties.get(dutyKey(leaf.id, unit)),
    };
  });
  return { known, leaves };
}

/** Every unit with what it carries; `today` is a local day. Throws AppError `not-found` for an unknown framework. */
export async function readUnits(archive: Archive, framework: string, today: string): Promise<DutyOutputs['duties.units']> {
  const { known, leaves } = await readAssigned(archive, framework);
  const inOffice = await archive.db.all<{ unit: string; n: number }>(
    "SELECT unit, count(*) AS n FROM people WHERE until = '' GROUP BY unit",
  );
  const people = new Map(inOffice.map(({ unit, n }) => [unit, n]));
  const byUnit = new Map<string, AssignedLeaf[]>();
  for (const leaf of leaves)
    for (const unit of leaf.units) {
      const of = byUnit.get(unit);
      if (of) of.push(leaf);
      else byUnit.set(unit, [leaf]);
    }
  const units = known.names.map((name): UnitRow => {
    const of = byUnit.get(name) ?? [];
    const late = of.map((leaf) => dueStateOf(dueOf(leaf, name), leaf.state, today));
    const unit = known.stored.get(name);
    return {
      ...{ name, parent: unit?.parent ?? '', formerNames: unit?.formerNames ?? [], abbreviations: unit?.abbreviations ?? [] },
      leads: of.filter((leaf) => leaf.leadUnit === name).length,
      joins: of.filter((leaf) => leaf.leadUnit !== name).length,
      lacking: of.filter((leaf) => isLacking(leaf.state)).length,
      overdue: late.filter((one) => one === 'overdue').length,
      soon: late.filter((one) => one === 'soon').length,
      people: people.get(name) ?? 0,
    };
  });
  const unassigned = leaves.filter((leaf) => leaf.units.length === 0).length;
  return { units, leaves: leaves.length, unassigned, ...countDue(leaves, today) };
}

/** How many leaves are 逾期 and 近 7 天到期, of leaves that were judged before (工作台). */
export async function readDueCounts(
  archive: Archive,
  framework: string,
  { today, leaves }: { readonly today: string; readonly leaves: readonly MatrixLeaf[] },
): Promise<{ readonly overdue: number; readonly soon: number }> {
  return countDue((await readAssigned(archive, framework, leaves)).leaves, today);
}

function countDue(leaves: readonly AssignedLeaf[], today: string): { readonly overdue: number; readonly soon: number } {
  const late = leaves.map((leaf) => dueStateOfLeaf(leaf, today));
  return { overdue: late.filter((one) => one === 'overdue').length, soon: late.filter((one) => one === 'soon').length };
}

/** When a unit must be done: its own day, else the leaf's. */
function dueOf(leaf: AssignedLeaf, unit: string): string {
  return leaf.dutyOf(unit)?.due || leaf.due;
}

/** The most pressing of all its units' days and its own. */
function dueStateOfLeaf(leaf: AssignedLeaf, today: string): DutyItem['dueState'] {
  const states = [leaf.due, ...leaf.units.map((unit) => dueOf(leaf, unit))].map((due) => dueStateOf(due, leaf.state, today));
  return states.includes('overdue') ? 'overdue' : states.includes('soon') ? 'soon' : null;
}

/** The leaves of one unit (R2 “本局18项”), or all, in print order. Throws AppError `not-found` for an unknown framework. */
export async function readItems(
  archive: Archive,
  { framework, unit, today }: { readonly framework: string; readonly unit: string | null; readonly today: string },
): Promise<readonly DutyItem[]> {
  const { leaves } = await readAssigned(archive, framework);
  const of = unit === null ? leaves : leaves.filter((leaf) => leaf.units.includes(unit));
  return of.map((leaf): DutyItem => {
    const whose = unit ?? leaf.leadUnit;
    const duty = leaf.dutyOf(whose);
    const due = unit === null ? leaf.due || (duty?.due ?? '') : dueOf(leaf, unit);
    return {
      ...{ id: leaf.id, code: leaf.code, name: leaf.name, state: leaf.state, leadUnit: leaf.leadUnit, units: leaf.units, due },
      lacking: lackingWords(leaf.needs).join('、'),
      lead: unit === null ? leaf.leadUnit !== '' : leaf.leadUnit === unit,
      dueState: unit === null ? dueStateOfLeaf(leaf, today) : dueStateOf(due, leaf.state, today),
      person: duty?.person ?? '',
      office: duty?.office ?? '',
    };
  });
}

/** `规范文件 1 份`: what a leaf still needs. */
export function lackingWords(needs: readonly Need[]): readonly string[] {
  return needs
    .filter((need) => need.state !== '不适用' && need.confirmed < need.required)
    .map(({ kind, required, confirmed }) => `${kind} ${required - confirmed} 份`);
}

/** Who answers for one leaf. Throws AppError `not-found`. */
export async function readIndicatorDuties(archive: Archive, id: number): Promise<IndicatorDuties> {
  const row = await archive.db.get<{ framework: string; standard: string }>(
    'SELECT framework_id AS framework, standard FROM indicators WHERE id = ? AND leaf = 1',
    [id],
  );
  const leaf = row ? (await readAssigned(archive, row.framework)).leaves.find((one) => one.id === id) : undefined;
  if (!row || !leaf) throw new AppError('not-found', '这条指标已经不在测评体系里。请刷新后重新选择。');
  return {
    ...{ id, code: leaf.code, name: leaf.name, state: leaf.state, due: leaf.due },
    standard: row.standard === leaf.name ? '' : row.standard,
    lacking: lackingWords(leaf.needs),
    duties: leaf.units.map((unit): Duty => ({ ...fieldsOf(leaf.dutyOf(unit)), unit, lead: unit === leaf.leadUnit })),
  };
}

function fieldsOf(row: DutyRow | undefined): Readonly<Record<DutyField, string>> {
  if (row === undefined) return NO_DUTY;
  return Object.fromEntries(DUTY_FIELDS.map((field) => [field, row[field]])) as Record<DutyField, string>;
}
