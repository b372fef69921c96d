import type { Input } from '../../../shared/contract/api.ts';
import { isCalendarDate } from '../../../shared/contract/calendar-day.ts';
import type { Person } from '../../../shared/contract/duties.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { addDays } from '../../../shared/domain/periods.ts';
import type { Archive } from '../archives/archives.ts';
import { appendAudit, type By } from '../audit/audit.ts';
import { undoable } from '../undo/undo.ts';

const COLUMNS = 'id, unit, name, post, phone, since, until, note';

/** A unit's people, those in office first, then by the day they came. */
export async function listPeople({ db }: Archive, unit: string): Promise<readonly Person[]> {
  return db.all<Person>(`SELECT ${COLUMNS} FROM people WHERE unit = ? ORDER BY until <> '', until DESC, since, id`, [unit]);
}

export type PersonChange = Omit<Input<'people.save'>, 'archive'>;

/**
 * Adds or changes a person: one step of undo, one audit row. With `replaces` the duties the former one had in this unit go over, and
 * that person's row gets the day of leaving, the local day `today` where none is known: nobody is erased (R6). Throws AppError `usage` for a day that is none, `not-found`.
 */
export async function savePerson(
  archive: Archive,
  { id, replaces, today, ...person }: PersonChange & { readonly today: string },
  by: By,
): Promise<{ readonly id: number; readonly duties: number }> {
  for (const [word, day] of [
    ['任职日期', person.since],
    ['离任日期', person.until],
  ] as const)
    if (day !== '' && !isCalendarDate(day))
      throw new AppError('usage', `${word}“${day}”要写成 YYYY-MM-DD,并且是真实存在的一天。`);
  if (person.until !== '' && person.since > person.until) throw new AppError('usage', '离任日期在任职日期之前。请对调或改正。');
  return archive.db.transaction(async (tx) => {
    const before = replaces === null ? undefined : await tx.get<Person>(`SELECT ${COLUMNS} FROM people WHERE id = ?`, [replaces]);
    if (replaces !== null && !before) throw new AppError('not-found', '要接替的人已经不在名单里。请刷新后重新选择。');
    if (before && before.unit !== person.unit)
      throw new AppError('refused', `“${before.name}”不在“${person.unit}”,不能接替。请在同一个单位里选。`);
    const former = id === null ? undefined : await tx.get<Person>(`SELECT ${COLUMNS} FROM people WHERE id = ?`, [id]);
    if (id !== null && !former) throw new AppError('not-found', '这个人已经不在名单里。请刷新后重新选择。');
    const label = before
      ? `${person.unit}:${person.name} 接替 ${before.name}`
      : `${former ? '修改' : '添加'}人员:${person.unit} ${person.name}`;
    const whole = { where: 'unit = ?', params: [person.unit] };
    const watch = [
      { table: 'people' as const, where: 'unit = ? OR id = ?', params: [person.unit, id ?? -1] },
      { table: 'duties' as const, ...whole },
    ];
    let saved = id ?? 0;
    let moved = 0;
    await undoable(tx, { label, at: by.now, actor: by.actor, watch }, async () => {
      const values = [person.unit, person.name, person.post, person.phone, person.since, person.until, person.note];
      if (id === null)
        saved = (
          await tx.run('INSERT INTO people (unit, name, post, phone, since, until, note) VALUES (?, ?, ?, ?, ?, ?, ?)', values)
        ).lastId;
      else
        await tx.run('UPDATE people SET unit = ?, name = ?, post = ?, phone = ?, since = ?, until = ?, note = ? WHERE id = ?', [
          ...values,
          id,
        ]);
      if (!before) return;
      const left = before.until || (person.since === '' ? today : addDays(person.since, -1));
      await tx.run('UPDATE people SET until = ? WHERE id = ?', [left, before.id]);
      for (const field of ['person', 'leader'])
        moved += (
          await tx.run(`UPDATE duties SET ${field} = ? WHERE unit = ? AND ${field} = ?`, [person.name, person.unit, before.name])
        ).changes;
    });
    const detail = { ...person, id: saved, replaces: before?.name ?? null, duties: moved };
    await appendAudit(tx, { at: by.now.toISOString(), actor: by.actor, action: 'person.save', detail });
    return { id: saved, duties: moved };
  });
}
