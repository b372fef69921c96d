import { DUTY_FIELDS, DUTY_WORDS, type DutyField } from '../../../shared/domain/duty.ts';
import { canonical, type PackContent } from '../../../shared/domain/pack.ts';
import type { Sql } from '../db/database.ts';
import { dutyKey, readDutyRows } from '../duties/duties.ts';
import { itemOf, type AreaPlan, type Ground, type Item, type LeafHere } from './area.ts';

type PackDuty = PackContent['duties'][number];
type Fields = Readonly<Record<DutyField, string>>;

const fieldsOf = (row: Fields | undefined): Fields =>
  Object.fromEntries(DUTY_FIELDS.map((field) => [field, (row?.[field] ?? '').trim()])) as Record<DutyField, string>;
const isEmpty = (fields: Fields): boolean => DUTY_FIELDS.every((field) => fields[field] === '');

function wordsOf(fields: Fields): string {
  const said = DUTY_FIELDS.filter((field) => fields[field] !== '').map((field) => `${DUTY_WORDS[field]} ${fields[field]}`);
  return said.join(',') || '只列了单位';
}

/** 责任: a unit of the pack takes part in a leaf, with what it was given there. Who leads here stays; nothing is taken away. */
export async function planDuties(sql: Sql, ground: Ground): Promise<AreaPlan> {
  const { content, leaves, unitOf } = ground;
  const here = await readHere(sql, ground);
  const rows = await readDutyRows(sql);
  const said = new Map<
    string,
    { readonly leaf: LeafHere; readonly unit: string; readonly duty: PackDuty; readonly fields: Fields }
  >();
  const items: Item[] = [];
  for (const duty of content.duties) {
    const leaf = leaves[duty.indicator] ?? null;
    const unit = unitOf(duty.unit);
    if (leaf === null || unit === '') continue;
    const key = `duty:${leaf.id}:${unit}`;
    if (said.has(key)) continue;
    const fields = fieldsOf(duty.fields);
    said.set(key, { leaf, unit, duty, fields });
    const held = fieldsOf(rows.get(dutyKey(leaf.id, unit)));
    const takesPart = here.get(leaf.id)?.units.includes(unit) ?? false;
    const base = { key, words: `${unit} → ${leaf.code}`, pack: canonical(fields), here: takesPart ? canonical(held) : null };
    // Nothing was said here of its part: what the unit says fills it in. What the unit leaves open takes nothing away.
    const standing =
      !takesPart || isEmpty(fields) === isEmpty(held)
        ? {}
        : { standing: isEmpty(fields) ? ('same' as const) : ('update' as const) };
    items.push(
      itemOf(ground, { ...base, ...standing, packWords: wordsOf(fields), hereWords: takesPart ? wordsOf(held) : '没有这个单位' }),
    );
  }
  const ids = JSON.stringify([...new Set([...said.values()].map(({ leaf }) => leaf.id))]);
  return {
    ...{ area: '责任', items, troubles: [] },
    watch: () => [
      { table: 'indicators', where: 'id IN (SELECT value FROM json_each(?))', params: [ids] },
      { table: 'duties', where: 'indicator_id IN (SELECT value FROM json_each(?))', params: [ids] },
    ],
    write: async (tx, { chosen }) => {
      const wanted = [...said].filter(([key]) => chosen.has(key)).map(([, one]) => one);
      const named = new Map(here);
      for (const { leaf, unit, duty } of wanted) {
        const { lead, units } = named.get(leaf.id) ?? { lead: '', units: [] };
        named.set(leaf.id, {
          lead: lead === '' && duty.lead ? unit : lead,
          units: units.includes(unit) ? units : [...units, unit],
        });
      }
      const changed = [...new Set(wanted.map(({ leaf }) => leaf.id))].map((id) => ({ id, ...named.get(id) }));
      await tx.run(
        `UPDATE indicators SET lead_unit = r.value ->> '$.lead', units = r.value -> '$.units' FROM json_each(?) r
         WHERE indicators.id = r.value ->> '$.id'`,
        [JSON.stringify(changed)],
      );
      const filled = wanted
        .filter(({ fields }) => !isEmpty(fields))
        .map(({ leaf, unit, fields }) => ({ ...fields, leaf: leaf.id, unit }));
      await tx.run(
        `INSERT INTO duties (indicator_id, unit, ${DUTY_FIELDS.join(', ')})
         SELECT value ->> '$.leaf', value ->> '$.unit', ${DUTY_FIELDS.map((field) => `value ->> '$.${field}'`).join(', ')}
         FROM json_each(?) WHERE true
         ON CONFLICT (indicator_id, unit) DO UPDATE SET ${DUTY_FIELDS.map((field) => `${field} = excluded.${field}`).join(', ')}`,
        [JSON.stringify(filled)],
      );
    },
  };
}

/** Who answers for the leaves of the pack here, under present names. */
async function readHere(sql: Sql, { leaves, known }: Ground) {
  const rows = await sql.all<{ id: number; lead: string; units: string }>(
    'SELECT id, lead_unit AS lead, units FROM indicators WHERE id IN (SELECT value FROM json_each(?))',
    [JSON.stringify(leaves.flatMap((leaf) => (leaf === null ? [] : [leaf.id])))],
  );
  const present = (name: string): string => (name === '' ? '' : (known.unitOf(name) ?? name));
  return new Map(
    rows.map(({ id, lead, units }) => {
      const all = [present(lead), ...(JSON.parse(units) as string[]).map(present)].filter((one) => one !== '');
      return [id, { lead: present(lead), units: [...new Set(all)] as readonly string[] }] as const;
    }),
  );
}
