import { BY_A_PERSON } from '../../../shared/domain/filing-rule.ts';
import type { DecidedExample } from '../../../shared/domain/suggest.ts';
import type { Sql } from '../db/database.ts';
import { FIRST_PLACE, FIRST_SOURCE, placeOf } from './place.ts';

/** A decision of a person with its number (later ones have greater ones) and its document. */
export interface NumberedDecision {
  readonly id: number;
  readonly documentId: number;
  readonly example: DecidedExample;
}

/** What a person decided, with where each document lies. Suggestions of the program and what a rule confirmed are never among it. */
export async function readDecided(db: Sql): Promise<DecidedExample[]> {
  return (await readDecisions(db, null)).map(({ example }) => example);
}

/** The same about these documents only, or about all (null), in the order of their numbers. */
export async function readDecisions(db: Sql, documents: readonly number[] | null): Promise<NumberedDecision[]> {
  const rows = await db.all<{
    id: number;
    document: number;
    framework: string;
    key: string;
    state: string;
    path: string | null;
    source: number | null;
    title: string | null;
  }>(
    `SELECT k.id, k.document_id AS document, i.framework_id AS framework, i.key, k.state, ${FIRST_PLACE} AS path,
       ${FIRST_SOURCE} AS source, d.title
     FROM links k JOIN indicators i ON i.id = k.indicator_id JOIN documents d ON d.id = k.document_id
     WHERE k.state <> 'suggested' AND ${BY_A_PERSON} ${documents === null ? '' : 'AND k.document_id IN (SELECT value FROM json_each(?))'}
     ORDER BY k.id`,
    documents === null ? [] : [JSON.stringify(documents)],
  );
  return rows.flatMap(({ id, document, framework, key, state, path, source, title }): NumberedDecision[] => {
    if (path === null || source === null) return [];
    const place = { ...placeOf(path), source, title: title ?? '' };
    return [
      {
        id,
        documentId: document,
        example: { frameworkId: framework, indicatorId: key, confirmed: state === 'confirmed', ...place },
      },
    ];
  });
}
