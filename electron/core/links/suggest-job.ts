import { createHash } from 'node:crypto';
import type { LeafName } from '../../../shared/domain/crosswalk.ts';
import type { Kind } from '../../../shared/domain/document.ts';
import { BY_A_PERSON } from '../../../shared/domain/filing-rule.ts';
import { LEAST_PAGES, MOST_PAGES, withPageRanges } from '../../../shared/domain/page-ranges.ts';
import { createSuggester, SUGGEST_VERSION, type Suggester } from '../../../shared/domain/suggest.ts';
import type { Archive } from '../archives/archives.ts';
import type { Sql } from '../db/database.ts';
import { readFrameworks } from '../frameworks/frameworks.ts';
import { stopIfCancelled, type JobContext } from '../jobs/jobs.ts';
import { readCrosswalk } from './crosswalk.ts';
import { readDecided } from './decided.ts';
import { readFilingRules } from './filing-rules.ts';
import { suggesterOf } from './held-suggester.ts';
import { openArchiveLexicon } from './lexicon.ts';
import { placeOf } from './place.ts';
import { isReadable, READABLE_IDS } from '../present.ts';

const DOCUMENTS_PER_BATCH = 200;
const ROWS_PER_STATEMENT = 500;
const TEXT_CHARACTERS = 20_000;
const PLACES_READ = 4;

export interface DocumentRow {
  readonly id: number;
  /** JSON list of the paths at which it is present, in order. */
  readonly paths: string;
  /** JSON list of the numbers of their sources. */
  readonly sources: string;
  readonly title: string | null;
  readonly kind: Kind | null;
  readonly issuer: string | null;
  readonly text: string | null;
  /** The whole text of a long document with fixed pages, a form feed between them; null for the others. */
  readonly page_texts: string | null;
  /** JSON list of the leaves (`LeafName`) a person confirmed it for. */
  readonly confirmed: string;
}

interface LinkRow {
  readonly documentId: number;
  readonly indicatorId: number;
  readonly score: number;
  readonly band: string;
  readonly reasons: readonly unknown[];
}

/**
 * 建议: makes the suggestions anew of every document with a file whose own facts changed since, or all where the knowledge behind
 * them changed (frameworks, word list, rules, decisions). Rows a person decided on are never touched; suggestions that no
 * longer hold are removed. Each batch is one transaction, so a cancelled run (AppError `cancelled`) leaves what it finished.
 */
export async function runSuggest(archive: Archive, ctx: JobContext): Promise<void> {
  const { db } = archive;
  const frameworks = await readFrameworks(db);
  const rowIds = new Map(frameworks.map((framework) => [framework.id, framework.rowIds]));
  const knowledge = {
    frameworks,
    decided: await readDecided(db),
    filing: await readFilingRules(db),
    crosswalk: await readCrosswalk(db),
  };
  const lexicon = await openArchiveLexicon(db);
  const key = keyOf([knowledge, lexicon.key]);
  // Not IS NOT: so the index of the key finds the few, or none, that differ.
  const ids = (
    await db.all<{ id: number }>(
      `SELECT id FROM documents d WHERE id IN
         (SELECT id FROM documents WHERE suggested_with IS NULL OR suggested_with < ?1 OR suggested_with > ?1)
         AND ${isReadable('d.id')} ORDER BY 1`,
      [key],
    )
  ).map(({ id }) => id);
  const suggester = ids.length > 0 ? createSuggester({ ...knowledge, lexicon: lexicon.read() }) : NOTHING_TO_SUGGEST;
  for (let done = 0; done < ids.length; done += DOCUMENTS_PER_BATCH) {
    stopIfCancelled(ctx.signal);
    ctx.progress({ stage: '建议', done, total: ids.length, label: '' });
    const batch = ids.slice(done, done + DOCUMENTS_PER_BATCH);
    const rows = (await readDocuments(db, batch)).flatMap((document) => suggestionsOf(suggester, document, rowIds));
    await db.transaction(async (tx) => {
      await replaceSuggestions(tx, batch, rows);
      await tx.run('UPDATE documents SET suggested_with = ? WHERE id IN (SELECT value FROM json_each(?))', [
        key,
        JSON.stringify(batch),
      ]);
    });
  }
  stopIfCancelled(ctx.signal);
  await db.run(
    `DELETE FROM links WHERE state = 'suggested' AND document_id IN (SELECT document_id FROM links EXCEPT ${READABLE_IDS})`,
  );
  ctx.progress({ stage: '建议', done: ids.length, total: ids.length, label: '' });
}

/**
 * Makes the suggestions of these documents anew at once, with all that is known now, in the caller's transaction. For what a person
 * just said and wants to see; everything else follows with the next 编目. Costs these documents and what was decided since the last
 * time (`suggesterOf`).
 */
export async function suggestAnew(tx: Sql, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  const { suggester, rowIds } = await suggesterOf(tx);
  for (let at = 0; at < ids.length; at += DOCUMENTS_PER_BATCH) {
    const batch = ids.slice(at, at + DOCUMENTS_PER_BATCH);
    const rows = (await readDocuments(tx, batch)).flatMap((document) => suggestionsOf(suggester, document, rowIds));
    await replaceSuggestions(tx, batch, rows);
  }
}

const NOTHING_TO_SUGGEST: Pick<Suggester, 'suggest'> = { suggest: () => [] };

/** Names the knowledge that suggestions are made with: equal keys give equal suggestions for an unchanged document. */
function keyOf(knowledge: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify([SUGGEST_VERSION, knowledge]))
    .digest('hex')
    .slice(0, 16);
}

/**
 * A document that lies in several places is judged by the place that tells most, one that a clerk's rule fits before others: a copy in
 * 未整理 must not hide the photo's folder.
 */
function suggestionsOf(
  suggester: Pick<Suggester, 'suggest'>,
  document: DocumentRow,
  rowIds: ReadonlyMap<string, ReadonlyMap<string, number>>,
): LinkRow[] {
  const { title, kind, issuer, text } = document;
  const confirmed = JSON.parse(document.confirmed) as LeafName[];
  const sources = JSON.parse(document.sources) as number[];
  const places = (JSON.parse(document.paths) as string[]).map((path, at) => {
    const suggestions = suggester.suggest({
      ...placeOf(path),
      source: sources[at],
      title: title ?? '',
      text: text ?? '',
      kind,
      issuer,
      confirmed,
    });
    const ruled = suggestions.filter(({ reasons }) => reasons.some(({ rule }) => rule !== undefined)).length;
    return { suggestions, ruled, best: Math.max(0, ...suggestions.map((one) => one.score)) };
  });
  const [telling] = places.sort((a, b) => b.ruled - a.ruled || b.best - a.best);
  const found = telling?.suggestions ?? [];
  const input = { name: '', folders: [], title: title ?? '', text: '', kind, issuer };
  const all = document.page_texts === null ? found : withPageRanges(suggester, input, document.page_texts.split('\f'), found);
  return all.flatMap(({ frameworkId, indicatorId, score, band, reasons }) => {
    const rowId = rowIds.get(frameworkId)?.get(indicatorId);
    return rowId === undefined ? [] : [{ documentId: document.id, indicatorId: rowId, score, band, reasons }];
  });
}

/** What suggesting looks at of these documents. A title taken from a file name is left out: it may be the name of a copy, or from before the file was renamed. */
export async function readDocuments(
  db: Sql,
  ids: readonly number[],
  texts: 'with text' | 'without text' = 'with text',
): Promise<DocumentRow[]> {
  const text = texts === 'with text' ? `(SELECT substr(c.text, 1, ${TEXT_CHARACTERS}) FROM contents c WHERE c.document_id = d.id)` : 'NULL'; // prettier-ignore
  const pages =
    texts === 'with text'
      ? `CASE WHEN d.pages BETWEEN ${LEAST_PAGES} AND ${MOST_PAGES} THEN (SELECT c.text FROM contents c WHERE c.document_id = d.id
           AND instr(c.text, char(12)) > 0) END`
      : 'NULL';
  const places = (column: 'path' | 'source_id'): string =>
    `(SELECT json_group_array(${column}) FROM (SELECT l.${column} FROM locations l WHERE l.document_id = d.id AND l.state = 'ok'
       AND l.missing_at IS NULL ORDER BY l.path, l.source_id LIMIT ${PLACES_READ}))`;
  return db.all<DocumentRow>(
    `SELECT d.id, ${places('path')} AS paths, ${places('source_id')} AS sources,
        CASE d.title_origin WHEN 'name' THEN NULL ELSE d.title END AS title, d.kind, d.issuer, ${text} AS text, ${pages} AS page_texts,
        (SELECT json_group_array(json_object('frameworkId', i.framework_id, 'indicatorId', i.key)) FROM links k JOIN indicators i ON i.id = k.indicator_id
         WHERE k.document_id = d.id AND k.state = 'confirmed' AND ${BY_A_PERSON}) AS confirmed
     FROM documents d WHERE d.id IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(ids)],
  );
}

async function replaceSuggestions(tx: Sql, documents: readonly number[], rows: readonly LinkRow[]): Promise<void> {
  const kept = new Set(rows.map((row) => `${row.documentId} ${row.indicatorId}`));
  const old = await tx.all<{ id: number; document_id: number; indicator_id: number }>(
    "SELECT id, document_id, indicator_id FROM links WHERE state = 'suggested' AND document_id IN (SELECT value FROM json_each(?))",
    [JSON.stringify(documents)],
  );
  const stale = old.filter((row) => !kept.has(`${row.document_id} ${row.indicator_id}`)).map(({ id }) => id);
  for (const batch of batches(stale))
    await tx.run('DELETE FROM links WHERE id IN (SELECT value FROM json_each(?))', [JSON.stringify(batch)]);
  for (const batch of batches(rows))
    await tx.run(
      `INSERT INTO links (document_id, indicator_id, state, score, band, reasons)
       SELECT value ->> '$.documentId', value ->> '$.indicatorId', 'suggested', value ->> '$.score', value ->> '$.band',
         value -> '$.reasons'
       FROM json_each(?) WHERE true
       ON CONFLICT (document_id, indicator_id) DO UPDATE SET score = excluded.score, band = excluded.band, reasons = excluded.reasons
       WHERE links.state = 'suggested'`,
      [JSON.stringify(batch)],
    );
}

function batches<T>(values: readonly T[]): T[][] {
  const count = Math.ceil(values.length / ROWS_PER_STATEMENT);
  return Array.from({ length: count }, (_, at) => values.slice(at * ROWS_PER_STATEMENT, (at + 1) * ROWS_PER_STATEMENT));
}
