import { createSuggester, type Suggester } from '../../../shared/domain/suggest.ts';
import type { Sql } from '../db/database.ts';
import { readFrameworks } from '../frameworks/frameworks.ts';
import { readCrosswalk } from './crosswalk.ts';
import { readDecisions } from './decided.ts';
import { readFilingRules } from './filing-rules.ts';
import { readArchiveLexicon } from './lexicon.ts';

/** A suggester that knows all an archive knows now, and the row ids of leaves by framework and key. */
export interface HeldSuggester {
  readonly suggester: Suggester;
  readonly rowIds: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

interface Held extends HeldSuggester {
  /** Decisions it learned from, by document. */
  readonly learned: Map<number, readonly number[]>;
  /** What the connection's own mark said when this was last true. */
  stamp: number;
}

const held = new WeakMap<Sql, Held>();
let lastStamp = 0;
/** Stands for frameworks, units, 归类规则 and 指标对照 among the numbers of changed documents. */
const KNOWLEDGE = 0;

/**
 * The suggester of a connection. The first call makes it ready; later ones learn the decisions that came, went or changed since, and make
 * it anew where a framework, a unit, a 归类规则 or the 指标对照 changed. What changed is noted by temporary triggers of the connection,
 * which is the only one that writes; a transaction that is rolled back takes the mark back with it, and then all is read again.
 */
export async function suggesterOf(tx: Sql): Promise<HeldSuggester> {
  const known = held.get(tx);
  const changed = known === undefined ? null : await changesSince(tx, known.stamp);
  const current = known === undefined || changed === null ? await load(tx) : known;
  if (changed?.length === 0) return current;
  if (changed !== null) await learn(tx, current, changed);
  current.stamp = ++lastStamp;
  await tx.run('DELETE FROM temp.suggest_changed');
  await tx.run('UPDATE temp.suggest_stamp SET stamp = ?', [current.stamp]);
  held.set(tx, current);
  return current;
}

/** The documents whose decisions or places changed since; null where all must be read again. */
async function changesSince(tx: Sql, stamp: number): Promise<number[] | null> {
  const made = await tx.get("SELECT 1 FROM sqlite_temp_schema WHERE name = 'suggest_stamp'");
  if (!made) return null;
  const mark = await tx.get<{ stamp: number }>('SELECT stamp FROM temp.suggest_stamp');
  if (mark?.stamp !== stamp) return null;
  const rows = await tx.all<{ id: number }>('SELECT document_id AS id FROM temp.suggest_changed');
  const ids = rows.map(({ id }) => id);
  return ids.includes(KNOWLEDGE) ? null : ids;
}

async function load(tx: Sql): Promise<Held> {
  for (const statement of WATCH) await tx.run(statement);
  const frameworks = await readFrameworks(tx);
  const [lexicon, filing, crosswalk] = [await readArchiveLexicon(tx), await readFilingRules(tx), await readCrosswalk(tx)];
  const suggester = createSuggester({ frameworks, lexicon, decided: [], filing, crosswalk });
  const rowIds = new Map(frameworks.map((framework) => [framework.id, framework.rowIds]));
  const fresh: Held = { suggester, rowIds, learned: new Map(), stamp: 0 };
  await take(tx, fresh, null);
  return fresh;
}

async function learn(tx: Sql, current: Held, documents: readonly number[]): Promise<void> {
  for (const document of documents) {
    for (const id of current.learned.get(document) ?? []) current.suggester.learn(id, null);
    current.learned.delete(document);
  }
  await take(tx, current, documents);
}

async function take(tx: Sql, { suggester, learned }: Held, documents: readonly number[] | null): Promise<void> {
  for (const { id, documentId, example } of await readDecisions(tx, documents)) {
    suggester.learn(id, example);
    learned.set(documentId, [...(learned.get(documentId) ?? []), id]);
  }
}

// Not OR IGNORE: an upsert that fires a trigger imposes its own conflict policy on it (sqlite.org, CREATE TRIGGER).
const watch = (name: string, event: string, table: string, when: string, value: string): string =>
  `CREATE TEMP TRIGGER IF NOT EXISTS suggest_${table}_${name} AFTER ${event} ON main.${table} ${when === '' ? '' : `WHEN ${when}`} BEGIN
     INSERT INTO suggest_changed (document_id) SELECT ${value} WHERE ${value} NOT IN (SELECT document_id FROM suggest_changed); END`;
const everyChange = (table: string, columns: string): string[] => [
  watch('added', 'INSERT', table, '', String(KNOWLEDGE)),
  watch('changed', `UPDATE ${columns === '' ? '' : `OF ${columns}`}`, table, '', String(KNOWLEDGE)),
  watch('gone', 'DELETE', table, '', String(KNOWLEDGE)),
];

const WATCH: readonly string[] = [
  'CREATE TEMP TABLE IF NOT EXISTS suggest_changed (document_id INTEGER PRIMARY KEY)',
  'CREATE TEMP TABLE IF NOT EXISTS suggest_stamp (stamp INTEGER)',
  'DELETE FROM temp.suggest_stamp',
  'INSERT INTO temp.suggest_stamp (stamp) VALUES (0)',
  ...everyChange('frameworks', ''),
  ...everyChange(
    'indicators',
    'parent_id, position, leaf, code, alt_codes, name, standard, keywords, weak_keywords, lead_unit, units',
  ),
  ...everyChange('units', ''),
  ...everyChange('rules', ''),
  ...everyChange('crosswalk', ''),
  watch('added', 'INSERT', 'links', "NEW.state <> 'suggested'", 'NEW.document_id'),
  watch('changed', 'UPDATE', 'links', "NEW.state <> 'suggested' OR OLD.state <> 'suggested'", 'NEW.document_id'),
  watch('left', 'UPDATE OF document_id', 'links', "OLD.state <> 'suggested'", 'OLD.document_id'),
  watch('gone', 'DELETE', 'links', "OLD.state <> 'suggested'", 'OLD.document_id'),
  watch('changed', 'UPDATE OF title', 'documents', '', 'NEW.id'),
  watch('added', 'INSERT', 'locations', 'NEW.document_id IS NOT NULL', 'NEW.document_id'),
  watch('changed', 'UPDATE', 'locations', 'NEW.document_id IS NOT NULL', 'NEW.document_id'),
  watch('left', 'UPDATE', 'locations', 'OLD.document_id IS NOT NULL', 'OLD.document_id'),
  watch('gone', 'DELETE', 'locations', 'OLD.document_id IS NOT NULL', 'OLD.document_id'),
];
