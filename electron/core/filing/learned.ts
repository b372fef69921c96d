import type { LearnedDraft } from '../../../shared/contract/filing.ts';
import { conditionsText, NO_CONDITIONS, type FilingConditions } from '../../../shared/domain/filing-rule.ts';
import { habitatsOf } from '../../../shared/domain/rules/learned.ts';
import type { Sql } from '../db/database.ts';
import { readDecided } from '../links/links.ts';
import { conditionsOf, readRules } from './list.ts';

/** So many equal decisions make a habit worth a rule, if nearly all there went the same way. */
const ENOUGH = 3;
const AGREEMENT = 0.8;
const MOST_NAMED = 20;

interface Habit {
  readonly place: string;
  readonly conditions: FilingConditions;
  readonly key: string;
  readonly confirmed: number;
}

/**
 * 从我的确认中提取: folders and series in which a person confirmed at least three documents under one leaf, and little else, as rules
 * to look at; those already kept are left out. The most telling first. Costs the decisions, not the documents.
 */
export async function learnedDrafts(db: Sql, framework: string): Promise<LearnedDraft[]> {
  const decided = (await readDecided(db)).filter((one) => one.frameworkId === framework && one.confirmed);
  const habits = new Map<string, Habit>();
  const there = new Map<string, number>();
  for (const example of decided)
    // The folder of a rule is one of any source.
    for (const place of habitatsOf({ name: example.name, folders: example.folders })) {
      there.set(place, (there.get(place) ?? 0) + 1);
      const id = `${example.indicatorId} ${place}`;
      const conditions = place.startsWith('series:')
        ? { ...NO_CONDITIONS, series: example.name.replace(/\.[A-Za-z0-9]{1,5}$/u, '') }
        : { ...NO_CONDITIONS, folder: example.folders.join('/') };
      const held = habits.get(id);
      habits.set(id, held ? { ...held, confirmed: held.confirmed + 1 } : { place, conditions, key: example.indicatorId, confirmed: 1 }); // prettier-ignore
    }
  const rows = await db.all<{ id: number; key: string; code: string; name: string }>(
    'SELECT id, key, code, name FROM indicators WHERE framework_id = ? AND leaf = 1',
    [framework],
  );
  const leaves = new Map(rows.map((row) => [row.key, row]));
  const kept = new Set((await readRules(db, framework)).map((row) => `${row.indicator_id} ${conditionsText(conditionsOf(row))}`));
  return [...habits.values()]
    .flatMap(({ place, conditions, key, confirmed }): LearnedDraft[] => {
      const leaf = leaves.get(key);
      const all = there.get(place) ?? confirmed;
      if (leaf === undefined || confirmed < ENOUGH || confirmed / all < AGREEMENT) return [];
      if (kept.has(`${leaf.id} ${conditionsText(conditions)}`)) return [];
      const name = conditions.series === '' ? (conditions.folder.split('/').at(-1) ?? '') : conditions.series;
      return [
        {
          ...{ indicatorId: leaf.id, code: leaf.code, indicatorName: leaf.name, conditions, confirmed, decided: all },
          name: name.slice(0, MOST_NAMED),
        },
      ];
    })
    .sort((a, b) => b.confirmed - a.confirmed || a.name.localeCompare(b.name));
}
