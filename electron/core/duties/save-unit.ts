import type { Input } from '../../../shared/contract/api.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { isCircular } from '../../../shared/domain/unit-names.ts';
import type { Archive } from '../archives/archives.ts';
import { appendAudit, type By } from '../audit/audit.ts';
import { undoable } from '../undo/undo.ts';
import { readKnownUnits } from './known-units.ts';

export type UnitChange = Omit<Input<'units.save'>, 'archive'>;

/**
 * Saves a unit (R6, U2): its name, the unit above, former names, abbreviations; one step of undo, one audit row. A new name goes to
 * every indicator, duty, person and 责任状 of the unit, and the old one stays as a former name; what documents say of their issuer
 * is history and stays. Throws AppError `not-found` for a unit nobody knows, `refused` for a circle or a name that is taken.
 */
export async function saveUnit(archive: Archive, wanted: UnitChange, by: By): Promise<{ name: string; indicators: number }> {
  return archive.db.transaction(async (tx) => {
    const known = await readKnownUnits(tx);
    const { name, newName } = wanted;
    const parent = wanted.parent.trim();
    const stored = known.stored.get(name);
    const renamed = newName !== name;
    const takenBy = renamed ? known.unitOf(newName) : null;
    if (takenBy !== null && takenBy !== name)
      throw new AppError('refused', `没有改名:“${newName}”已经是“${takenBy}”的名称或曾用名。请先改那一个单位。`);
    const above = (unit: string): string => (unit === name || unit === newName ? parent : (known.stored.get(unit)?.parent ?? ''));
    if (parent !== '' && (parent === newName || isCircular(newName, parent, above) || isCircular(name, parent, above)))
      throw new AppError('refused', `没有保存:“${newName}”的上级不能是它自己或它的下级“${parent}”。请换一个上级单位。`);
    const clean = (names: readonly string[]): string[] =>
      [...new Set(names.map((one) => one.trim()))].filter((one) => one !== '' && one !== newName);
    const former = clean(renamed ? [...wanted.formerNames, name] : wanted.formerNames);
    const abbreviations = clean(wanted.abbreviations);
    for (const other of [...former, ...abbreviations]) {
      const owner = [...known.stored.values()].find(
        (unit) => unit.name !== name && [unit.name, ...unit.formerNames, ...unit.abbreviations].includes(other),
      );
      if (owner)
        throw new AppError('refused', `没有保存:“${other}”已经是“${owner.name}”的名称或曾用名。一个名称只能属于一个单位。`);
    }
    const all = { params: [] as const, where: '1' };
    const touched = ['units', 'people', 'duties', 'pledges'] as const;
    const watch = [
      ...touched.map((table) => ({ table, ...all })),
      {
        table: 'indicators' as const,
        where:
          'lead_unit = ?1 OR EXISTS (SELECT 1 FROM json_each(indicators.units) WHERE value = ?1) OR lead_unit = ?2 OR EXISTS (SELECT 1 FROM json_each(indicators.units) WHERE value = ?2)',
        params: [name, newName],
      },
    ];
    let indicators = 0;
    const label = renamed ? `单位改名:${name} → ${newName}` : `修改单位:${name}`;
    await undoable(tx, { label, at: by.now, actor: by.actor, watch }, async () => {
      const values = [newName, parent, JSON.stringify(former), JSON.stringify(abbreviations)];
      if (stored)
        await tx.run('UPDATE units SET name = ?, parent = ?, former_names = ?, abbreviations = ? WHERE id = ?', [
          ...values,
          stored.id,
        ]);
      else await tx.run('INSERT INTO units (name, parent, former_names, abbreviations) VALUES (?, ?, ?, ?)', values);
      if (!renamed) return;
      await tx.run('UPDATE units SET parent = ? WHERE parent = ?', [newName, name]);
      for (const table of ['people', 'duties', 'pledges'])
        await tx.run(`UPDATE ${table} SET unit = ? WHERE unit = ?`, [newName, name]);
      const named = await tx.get<{ n: number }>(
        `SELECT count(*) AS n FROM indicators WHERE leaf = 1 AND (lead_unit = ?1 OR EXISTS (SELECT 1 FROM json_each(indicators.units) WHERE value = ?1))`,
        [name],
      );
      await tx.run(
        `UPDATE indicators SET lead_unit = CASE lead_unit WHEN ?1 THEN ?2 ELSE lead_unit END,
           units = (SELECT coalesce(json_group_array(CASE value WHEN ?1 THEN ?2 ELSE value END), '[]') FROM json_each(indicators.units))
         WHERE lead_unit = ?1 OR EXISTS (SELECT 1 FROM json_each(indicators.units) WHERE value = ?1)`,
        [name, newName],
      );
      indicators = named?.n ?? 0;
    });
    const detail = { name, newName, parent, formerNames: former, abbreviations, indicators };
    await appendAudit(tx, { at: by.now.toISOString(), actor: by.actor, action: 'unit.save', detail });
    return { name: newName, indicators };
  });
}
