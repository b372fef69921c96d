import type { Input } from '../../../shared/contract/api.ts';
import type { DutyChange, DutyImport } from '../../../shared/contract/duty-import.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { DUTY_FIELDS, NO_DUTY } from '../../../shared/domain/duty.ts';
import type { Archive } from '../archives/archives.ts';
import { appendAudit, type By } from '../audit/audit.ts';
import type { Sql } from '../db/database.ts';
import { readFrameworks } from '../frameworks/frameworks.ts';
import { undoable } from '../undo/undo.ts';
import { dutyKey, readDutyRows } from './duty-rows.ts';
import { leadFirst } from './duty-table.ts';
import { readKnownUnits, type KnownUnits } from './known-units.ts';
import { planImport, type Held, type ImportPlan } from './plan-import.ts';
import { readDutySheet, type DutySheet } from './read-sheet.ts';
import { watchedOf, writeAssignment } from './set-duties.ts';

export type TableImport = Omit<Input<'duties.import'>, 'archive'>;

const TROUBLES_SHOWN = 500;
const LEAVES_SHOWN = 200;

/** What a table would change; nothing is written. Throws AppError `refused` or `not-found` for what is no such table. */
export async function previewDuties({ db }: Archive, wanted: TableImport): Promise<DutyImport> {
  const sheet = await readDutySheet(wanted.file, wanted.mapping);
  return answerOf(sheet, (await planOf(db, sheet, wanted)).plan);
}

/**
 * Takes a 责任分解表 over: all of it in one transaction, one step of undo, one audit row. With `stop` one leaf that is given out
 * otherwise refuses the whole. Throws AppError `refused`, `not-found`.
 */
export async function importDuties({ db }: Archive, wanted: TableImport, by: By): Promise<DutyImport> {
  const sheet = await readDutySheet(wanted.file, wanted.mapping);
  return db.transaction(async (tx) => {
    const { plan, known } = await planOf(tx, sheet, wanted);
    const clashes = plan.leaves.filter(({ change }) => change === 'conflict');
    const [first] = clashes;
    if (first)
      throw new AppError(
        'refused',
        `没有导入:有 ${clashes.length} 条已经分配过而且与表格不同,第一条是第 ${first.row} 行“${first.code}”。请改选“跳过”或“更新”。`,
      );
    const written = plan.leaves.filter(({ change }) => change === 'added' || change === 'updated');
    if (written.length === 0 && plan.parents.size === 0) return answerOf(sheet, plan);
    const label = `导入责任分解 ${written.length} 条`;
    const units = { table: 'units' as const, where: '1', params: [] };
    const watch = [units, ...watchedOf(written.map(({ indicator }) => indicator))];
    await undoable(tx, { label, at: by.now, actor: by.actor, watch }, async () => {
      for (const leaf of written) await writeAssignment(tx, { ...leaf, duties: [...leaf.duties] }, known);
      for (const [unit, parent] of plan.parents)
        await tx.run(
          'INSERT INTO units (name, parent, former_names, abbreviations) VALUES (?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET parent = excluded.parent',
          [unit, parent, '[]', '[]'],
        );
    });
    const detail = {
      file: wanted.file,
      framework: wanted.framework,
      written: written.length,
      codes: written.map(({ code }) => code),
      parents: Object.fromEntries(plan.parents),
    };
    await appendAudit(tx, { at: by.now.toISOString(), actor: by.actor, action: 'duty.import', detail });
    return answerOf(sheet, plan);
  });
}

async function planOf(
  sql: Sql,
  sheet: DutySheet,
  wanted: TableImport,
): Promise<{ readonly plan: ImportPlan; readonly known: KnownUnits }> {
  const framework = (await readFrameworks(sql)).find((one) => one.id === wanted.framework);
  if (!framework) throw new AppError('not-found', `档案库里没有测评体系“${wanted.framework}”。请刷新后重新选择。`);
  const known = await readKnownUnits(sql);
  const rows = await readDutyRows(sql);
  const present = (unit: string): string => (unit === '' ? '' : (known.unitOf(unit) ?? unit));
  const held = new Map(
    framework.indicators.map((one): [number, Held] => {
      const id = framework.rowIds.get(one.id) ?? 0;
      const units = leadFirst({ leadUnit: present(one.leadUnit), units: one.units.map(present) });
      const duties = units.map((unit) => {
        const row = rows.get(dutyKey(id, unit));
        return { ...NO_DUTY, ...Object.fromEntries(DUTY_FIELDS.map((field) => [field, row?.[field] ?? ''])), unit };
      });
      return [id, { due: one.dueText, lead: one.leadUnit !== '', duties }];
    }),
  );
  const none: Held = { due: '', lead: false, duties: [] };
  const { conflict, newUnits } = wanted;
  const plan = planImport(sheet.lines, { framework, known, conflict, newUnits, heldOf: (id) => held.get(id) ?? none });
  return { plan, known };
}

function answerOf(sheet: DutySheet, plan: ImportPlan): DutyImport {
  const count = (change: DutyChange): number => plan.leaves.filter((leaf) => leaf.change === change).length;
  return {
    ...{ sheet: sheet.sheet, sheets: sheet.sheets, headerRow: sheet.headerRow, columns: sheet.columns },
    ...{ lines: sheet.lines.length, leaves: plan.leaves.length, empty: plan.empty, newUnits: plan.newUnits },
    ...{ added: count('added'), updated: count('updated'), same: count('same'), skipped: count('skipped') },
    conflicts: count('conflict'),
    troubles: plan.troubles.slice(0, TROUBLES_SHOWN),
    troubleCount: plan.troubles.length,
    first: plan.leaves.slice(0, LEAVES_SHOWN).map(({ code, name, duties, due, change }) => ({
      ...{ code, name, due, change },
      units: duties.map(({ unit }) => unit),
    })),
  };
}
