import type { TriageDocument, TriageSuggestion } from '../../../shared/contract/links.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { DateOrigin, DocumentType, Kind } from '../../../shared/domain/document.ts';
import type { Band, LinkState, Reason } from '../../../shared/domain/link.ts';
import type { Archive } from '../archives/archives.ts';
import { readSame, toItem } from './queue.ts';
import { FIRST_PLACE } from './place.ts';

interface DocumentRow {
  readonly id: number;
  readonly sha256: string;
  readonly type: DocumentType;
  readonly title: string | null;
  readonly pages: number | null;
  readonly text_state: string;
  readonly text_message: string | null;
  readonly kind: Kind | null;
  readonly doc_number: string | null;
  readonly issuer: string | null;
  readonly date: string | null;
  readonly date_origin: DateOrigin;
  readonly taken_at: string | null;
  readonly path: string | null;
}

interface LinkRow {
  readonly indicator_id: number;
  readonly code: string;
  readonly name: string;
  readonly standard: string;
  readonly lead_unit: string;
  readonly state: LinkState;
  readonly score: number | null;
  readonly band: Band | null;
  readonly reasons: string;
}

/** One document of 归类 with everything its card shows. Throws AppError `not-found`. */
export async function readTriage(archive: Archive, framework: string, documentId: number): Promise<TriageDocument> {
  const { db } = archive;
  const document = await db.get<DocumentRow>(
    `SELECT id, sha256, type, title, pages, text_state, text_message, kind, doc_number, issuer, date, date_origin, taken_at,
       ${FIRST_PLACE} AS path FROM documents d WHERE d.id = ?`,
    [documentId],
  );
  if (!document) throw new AppError('not-found', '档案库里没有这份材料。请重新编目后再试。');
  const places = await db.all<{ path: string; source: string }>(
    `SELECT l.path, s.path AS source FROM locations l JOIN sources s ON s.id = l.source_id
     WHERE l.document_id = ? AND l.state = 'ok' AND l.missing_at IS NULL ORDER BY l.path`,
    [documentId],
  );
  const links = await db.all<LinkRow>(
    `SELECT k.indicator_id, i.code, i.name, i.standard, i.lead_unit, k.state, k.score, k.band, k.reasons
     FROM links k JOIN indicators i ON i.id = k.indicator_id WHERE k.document_id = ? AND i.framework_id = ?
     ORDER BY CASE k.state WHEN 'confirmed' THEN 0 WHEN 'suggested' THEN 1 ELSE 2 END, k.score DESC, i.position`,
    [documentId, framework],
  );
  const suggestions = await withStates(archive, framework, links);
  const best = suggestions.find((one) => one.link === 'suggested');
  const same = best === undefined ? [] : (await readSame(db, { framework, documentId, indicatorId: best.indicatorId })).items;
  return {
    ...toItem({ ...document, band: best?.band ?? null }),
    source: places[0]?.source ?? '',
    otherPaths: places.slice(1).map((place) => place.path),
    kind: document.kind,
    docNumber: document.doc_number,
    issuer: document.issuer,
    date: document.date,
    dateOrigin: document.date_origin,
    takenAt: document.taken_at,
    message: document.text_message,
    suggestions,
    sameSituation: same.length,
  };
}

async function withStates(archive: Archive, frameworkId: string, links: readonly LinkRow[]): Promise<TriageSuggestion[]> {
  if (links.length === 0) return [];
  const leafIds = links.map((link) => link.indicator_id);
  // 编目 needs none of this and loads this file too.
  const { readAssessed } = await import('../gaps/gaps.ts');
  const [assessed] = await readAssessed(archive, { frameworkId, leafIds });
  const leaves = new Map((assessed?.leaves ?? []).map((leaf) => [leaf.id, leaf]));
  return links.map((link) => {
    const leaf = leaves.get(link.indicator_id);
    const lacking = (leaf?.needs ?? []).filter((need) => need.confirmed < need.required);
    return {
      indicatorId: link.indicator_id,
      code: link.code,
      name: link.name,
      standard: link.standard,
      leadUnit: link.lead_unit,
      link: link.state,
      score: link.score ?? 0,
      band: link.band ?? 'low',
      reasons: JSON.parse(link.reasons) as Reason[],
      state: leaf?.state ?? '缺失',
      lacks:
        lacking.length === 0
          ? ''
          : `还缺 ${lacking.map((need) => `${need.required - need.confirmed} 份${need.kind}`).join('、')}`,
    };
  });
}
