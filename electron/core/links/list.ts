import type { SuggestResult } from '../../../shared/contract/results.ts';
import type { Band, Reason } from '../../../shared/domain/link.ts';
import type { Archive } from '../archives/archives.ts';
import { FIRST_PLACE, findDocument } from './place.ts';

interface Row {
  readonly id: number;
  readonly framework: string;
  readonly indicator: string;
  readonly name: string;
  readonly score: number;
  readonly band: Band;
  readonly reasons: string;
}

/**
 * Open suggestions (not yet decided) of every present document, by path, best first; a document without any has an empty list.
 * With `path` only that document's. Throws AppError `not-found` or `usage` as `findDocument`.
 */
export async function listSuggestions(archive: Archive, options: { readonly path?: string | undefined }): Promise<SuggestResult> {
  const { db } = archive;
  const wanted = options.path === undefined ? null : await findDocument(db, options.path);
  const only = wanted === null ? '' : 'AND d.id = ?';
  const params = wanted === null ? [] : [wanted.id];
  const documents = await db.all<{ id: number; path: string }>(
    `SELECT * FROM (SELECT d.id, ${FIRST_PLACE} AS path FROM documents d WHERE true ${only}) WHERE path IS NOT NULL ORDER BY path`,
    params,
  );
  const rows = await db.all<Row>(
    `SELECT d.document_id AS id, i.framework_id AS framework, i.code AS indicator, i.name, d.score, d.band, d.reasons
     FROM links d JOIN indicators i ON i.id = d.indicator_id JOIN frameworks f ON f.id = i.framework_id
     WHERE d.state = 'suggested' ${only.replace('d.id', 'd.document_id')} ORDER BY f.added_at, f.rowid, d.score DESC, i.position`,
    params,
  );
  const byDocument = new Map<number, Row[]>();
  for (const row of rows) {
    const list = byDocument.get(row.id);
    if (list) list.push(row);
    else byDocument.set(row.id, [row]);
  }
  return {
    documents: documents.map(({ id, path }) => ({
      path,
      suggestions: (byDocument.get(id) ?? []).map(({ framework, indicator, name, score, band, reasons }) => ({
        framework,
        indicator,
        name,
        score,
        band,
        reasons: JSON.parse(reasons) as Reason[],
      })),
    })),
  };
}
