import { DUTY_WORDS, type DutyField } from '../../../shared/domain/duty.ts';
import type { Indicator } from '../../../shared/domain/framework.ts';
import type { Archive } from '../archives/archives.ts';
import { readFrameworks, requirementWords, type StoredFramework } from '../frameworks/frameworks.ts';
import { readHardwareLacks } from '../records/records.ts';
import type { SheetColumn, SheetDefinition } from '../ledgers/ledgers.ts';
import { dutyKey, readDutyRows, type DutyRow } from './duty-rows.ts';

const text = (header: string, widthChars: number): SheetColumn => ({ header, widthChars, type: 'text' });

/**
 * 责任分解一体表 (R1), one A3 sheet a framework: the columns of the published tables (P09, P11, P24) behind the framework's own
 * levels, the lead unit first among the units.
 */
export async function dutySheets(archive: Archive): Promise<readonly SheetDefinition[]> {
  const frameworks = await readFrameworks(archive.db);
  const reasons = await readReasons(archive);
  const duties = await readDutyRows(archive.db);
  return frameworks.map((framework, at) =>
    dutySheet(framework, { reasons, duties, suffix: frameworks.length > 1 ? String(at + 1) : '' }),
  );
}

/** Written reasons of leaves that do not apply, by row id. */
async function readReasons({ db }: Archive): Promise<ReadonlyMap<number, string>> {
  const rows = await db.all<{ id: number; reason: string }>(
    'SELECT id, not_applicable_reason AS reason FROM indicators WHERE not_applicable_reason IS NOT NULL',
  );
  const lacks = await readHardwareLacks(db);
  return new Map([
    ...[...lacks].map(([id, { reason }]): [number, string] => [id, reason]),
    ...rows.map(({ id, reason }): [number, string] => [id, reason]),
  ]);
}

interface DutyFacts {
  readonly reasons: ReadonlyMap<number, string>;
  readonly duties: ReadonlyMap<string, DutyRow>;
  readonly suffix: string;
}

/** Columns behind the published ones, only where somebody filled them in. */
const MORE: readonly DutyField[] = ['leader', 'office', 'task', 'progress', 'responsibility', 'appraisal', 'reward'];

function dutySheet(framework: StoredFramework, { reasons, duties, suffix }: DutyFacts): SheetDefinition {
  const more = MORE.filter((field) => [...duties.values()].some((row) => row[field] !== ''));
  const levels = framework.levelNames.slice(0, -1);
  const byId = new Map(framework.indicators.map((one) => [one.id, one]));
  const leaves = framework.indicators.filter((one) => one.leaf);
  return {
    name: `责任分解一体表${suffix}`,
    title: `${framework.name}责任分解一体表`,
    remarks: [
      [framework.edition === '' ? '' : `版本:${framework.edition}`, `共 ${leaves.length} 条;排在第一位的责任单位为牵头单位`]
        .filter((part) => part !== '')
        .join(';'),
      ...(framework.note === '' ? [] : [framework.note]),
    ],
    paper: 'a3',
    mergeLevels: levels.length,
    columns: [
      ...levels.map((name) => text(name, 14)),
      { header: '序号', widthChars: 6, type: 'number' },
      text('编号', 11),
      text(framework.levelNames.at(-1) ?? '测评标准', 40),
      text('测评方法', 12),
      text('材料要求(具体要求)', 34),
      text('相关提示', 26),
      text('牵头单位', 15),
      text('责任单位', 24),
      text('责任人/联系人', 16),
      text('完成时间', 12),
      text('备注', 16),
      ...more.map((field) => text(DUTY_WORDS[field], 16)),
    ],
    rows: leaves.map((leaf, at) => {
      const id = framework.rowIds.get(leaf.id) ?? 0;
      const reason = reasons.get(id);
      const cell = (field: DutyField): string => partsOf(leadFirst(leaf), (unit) => duties.get(dutyKey(id, unit))?.[field] ?? '');
      const ownDays = leadFirst(leaf)
        .map((unit) => [unit, duties.get(dutyKey(id, unit))?.due ?? ''] as const)
        .filter(([, due]) => due !== '')
        .map(([unit, due]) => `${unit}:${due}`);
      return [
        ...levelCells(leaf, byId, levels.length),
        at + 1,
        leaf.code,
        leaf.name,
        leaf.methods.join('、'),
        leaf.requirements.map(requirementWords).join('\n'),
        leaf.standard === leaf.name ? '' : leaf.standard,
        leaf.leadUnit,
        leadFirst(leaf).join('、'),
        cell('person'),
        [leaf.dueText, ...ownDays].filter((part) => part !== '').join('\n'),
        reason === undefined ? '' : `不适用:${reason}`,
        ...more.map(cell),
      ];
    }),
  };
}

/** What the units of a leaf have in one field: that of the lead unit as it is, those of the others with the unit's name. */
function partsOf(units: readonly string[], of: (unit: string) => string): string {
  return units
    .map((unit, at) => (of(unit) === '' ? '' : at === 0 ? of(unit) : `${unit}:${of(unit)}`))
    .filter((part) => part !== '')
    .join('\n');
}

/** The lead unit, then the others in their printed order (P09, P24: the first unit named leads). */
export function leadFirst({ leadUnit, units }: Pick<Indicator, 'leadUnit' | 'units'>): readonly string[] {
  return [...new Set([leadUnit, ...units])].filter((unit) => unit !== '');
}

function levelCells(leaf: Indicator, byId: ReadonlyMap<string, Indicator>, depth: number): string[] {
  const cells = Array.from({ length: depth }, () => '');
  for (let at = parentOf(leaf, byId); at; at = parentOf(at, byId)) cells[at.level - 1] = `${at.code} ${at.name}`.trim();
  return cells;
}

function parentOf(one: Indicator, byId: ReadonlyMap<string, Indicator>): Indicator | undefined {
  return one.parentId === null ? undefined : byId.get(one.parentId);
}
