import type { Doubt, DoubtCandidate, DoubtLink, DoubtReason } from '../../../shared/contract/doubts.ts';
import type { DocumentType } from '../../../shared/domain/document.ts';
import { titleOfPath } from '../../../shared/domain/paths.ts';
import type { Database } from '../db/database.ts';
import { isReadable } from '../present.ts';

/** SQL over `doubts b`: open, the former lies nowhere any more and still proves something, the candidate is there. */
const OPEN = `b.answer IS NULL
  AND EXISTS (SELECT 1 FROM links k WHERE k.document_id = b.former_id AND k.state = 'confirmed')
  AND NOT EXISTS (SELECT 1 FROM locations l WHERE l.document_id = b.former_id AND l.missing_at IS NULL)
  AND ${isReadable('b.candidate_id')}`;

interface Row {
  readonly formerId: number;
  readonly candidateId: number;
  readonly formerPath: string;
  readonly samePlace: number;
  readonly sameFileId: number;
  readonly sameName: number;
  readonly noticedAt: string;
  readonly confirmed: number;
  readonly path: string;
  readonly source: string;
  readonly former: string;
  readonly candidate: string;
}

interface Facts {
  readonly sha256: string;
  readonly type: DocumentType;
  readonly title: string | null;
  readonly sizeBytes: number;
  readonly pages: number | null;
  readonly date: string | null;
}

/** How many confirmed contents wait for an answer. */
export async function countDoubts(db: Database): Promise<number> {
  const row = await db.get<{ n: number }>(`SELECT count(DISTINCT b.former_id) AS n FROM doubts b WHERE ${OPEN}`);
  return row?.n ?? 0;
}

/** Every open doubt with all its candidates, by the path of the former content. */
export async function listDoubts(db: Database): Promise<readonly Doubt[]> {
  const facts = (document: string): string => `json_object('sha256', ${document}.sha256,
    'type', ${document}.type, 'title', ${document}.title, 'sizeBytes', ${document}.size_bytes,
    'pages', ${document}.pages, 'date', coalesce(substr(${document}.taken_at, 1, 10), ${document}.date))`;
  const rows = await db.all<Row>(
    `SELECT b.former_id AS formerId, b.candidate_id AS candidateId, b.path AS formerPath, b.same_place AS samePlace,
       b.same_file_id AS sameFileId, b.same_name AS sameName, b.noticed_at AS noticedAt, l.path, s.path AS source,
       ${facts('f')} AS former, ${facts('c')} AS candidate,
       (SELECT count(*) FROM links k WHERE k.document_id = b.candidate_id AND k.state = 'confirmed') AS confirmed
     FROM doubts b JOIN documents f ON f.id = b.former_id JOIN documents c ON c.id = b.candidate_id
     JOIN locations l ON l.id = (SELECT o.id FROM locations o WHERE o.document_id = c.id AND o.state = 'ok' AND o.missing_at IS NULL
       ORDER BY o.path = b.path DESC, o.path LIMIT 1)
     JOIN sources s ON s.id = l.source_id
     WHERE ${OPEN} ORDER BY b.path, b.former_id, b.same_place DESC, b.same_file_id DESC, l.path`,
  );
  const links = await linksOf(db, [...new Set(rows.map((row) => row.formerId))]);
  const doubts = new Map<number, { first: Row; candidates: DoubtCandidate[] }>();
  for (const row of rows) {
    const found = doubts.get(row.formerId) ?? { first: row, candidates: [] };
    doubts.set(row.formerId, found);
    found.candidates.push(candidateOf(row));
  }
  return [...doubts].map(([id, { first, candidates }]) => {
    const { title, ...rest } = JSON.parse(first.former) as Facts;
    const path = first.formerPath;
    return {
      former: { id, path, title: title ?? titleOfPath(path), ...rest, evidence: links.get(id) ?? [] },
      candidates,
      noticedAt: first.noticedAt,
    };
  });
}

function candidateOf(row: Row): DoubtCandidate {
  const { title, ...rest } = JSON.parse(row.candidate) as Facts;
  const reasons: DoubtReason[] = [];
  if (row.samePlace === 1) reasons.push('place');
  if (row.sameFileId === 1) reasons.push('fileId');
  if (row.sameName === 1 && row.samePlace === 0) reasons.push('name');
  const { candidateId: id, path, source, confirmed } = row;
  return { id, path, source, title: title ?? titleOfPath(path), ...rest, reasons, confirmed };
}

async function linksOf(db: Database, ids: readonly number[]): Promise<Map<number, DoubtLink[]>> {
  const rows = await db.all<DoubtLink & { readonly id: number }>(
    `SELECT k.document_id AS id, i.framework_id AS framework, i.code, i.name, k.decided_by AS decidedBy
     FROM links k JOIN indicators i ON i.id = k.indicator_id
     WHERE k.state = 'confirmed' AND k.document_id IN (SELECT value FROM json_each(?)) ORDER BY i.framework_id, i.position`,
    [JSON.stringify(ids)],
  );
  const links = new Map<number, DoubtLink[]>();
  for (const { id, ...link } of rows) links.set(id, [...(links.get(id) ?? []), link]);
  return links;
}
