import type { DrawnLine, Evidence, IndicatorDetail, Requirement } from '../../../shared/contract/indicators.ts';
import type { DateOrigin, DocumentType, Kind } from '../../../shared/domain/document.ts';
import { inEvidenceOrder } from '../../../shared/domain/evidence-order.ts';
import type { Band, LinkState, Reason } from '../../../shared/domain/link.ts';
import type { Archive } from '../archives/archives.ts';
import type { Database } from '../db/database.ts';
import { VOLUME_PLACE, WHEREABOUTS } from '../documents/documents.ts';
import { readAssessed, stateOf } from '../gaps/gaps.ts';
import { placeOf } from '../links/links.ts';
import { gone } from './leaf.ts';
import { readRedLines } from './red-lines.ts';
import { isPresent } from '../present.ts';

interface NodeRow {
  readonly id: number;
  readonly framework: string;
  readonly level: number;
  readonly leaf: number;
  readonly code: string;
  readonly name: string;
  readonly standard: string;
  readonly methods: string;
  readonly lead_unit: string;
  readonly units: string;
  readonly due_text: string;
  readonly note: string;
  readonly level_names: string;
}

/** Everything of one node. A branch has no requirements and no evidence. Throws AppError `not-found`. */
export async function readIndicator(archive: Archive, id: number): Promise<IndicatorDetail> {
  const { db, settings } = archive;
  const row = await db.get<NodeRow>(
    `SELECT i.id, i.framework_id AS framework, i.level, i.leaf, i.code, i.name, i.standard, i.methods, i.lead_unit, i.units,
       i.due_text, f.note, f.level_names
     FROM indicators i JOIN frameworks f ON f.id = i.framework_id WHERE i.id = ?`,
    [id],
  );
  if (!row) throw gone();
  const leaf = row.leaf === 1;
  const [assessed] = leaf ? await readAssessed(archive, { frameworkId: row.framework, leafIds: [id] }) : [];
  const judged = assessed?.leaves.find((one) => one.id === id);
  const links = leaf ? await readLinks(db, id) : [];
  const lines = leaf ? await readRedLines(db, id) : new Map<number, readonly DrawnLine[]>();
  const toEvidence = (link: LinkRow): Evidence => ({ ...evidenceOf(link), redLines: lines.get(link.documentId) ?? [] });
  const of = (state: LinkState): LinkRow[] => links.filter((link) => link.link === state);
  return {
    ...{ id, framework: row.framework, leaf, code: row.code, name: row.name, standard: row.standard, note: row.note },
    levelName: (JSON.parse(row.level_names) as string[])[row.level - 1] ?? '',
    above: await readAbove(db, id),
    methods: JSON.parse(row.methods) as string[],
    leadUnit: row.lead_unit,
    units: JSON.parse(row.units) as string[],
    dueText: row.due_text,
    notApplicable: judged?.notApplicable ?? null,
    hardware: judged?.hardware ?? null,
    baseDate: settings.baseDate,
    state: judged?.state ?? null,
    needs: judged?.needs ?? [],
    requirements: await readRequirements(db, id),
    evidence: inEvidenceOrder(of('confirmed')).map(toEvidence),
    suggestions: of('suggested').map(toEvidence),
    rejected: of('rejected').map(toEvidence),
  };
}

async function readAbove(db: Database, id: number): Promise<string[]> {
  const rows = await db.all<{ text: string }>(
    `WITH RECURSIVE up(id, depth) AS (
       SELECT parent_id, 1 FROM indicators WHERE id = ?
       UNION ALL SELECT i.parent_id, up.depth + 1 FROM up JOIN indicators i ON i.id = up.id)
     SELECT trim(i.code || ' ' || i.name) AS text FROM up JOIN indicators i ON i.id = up.id ORDER BY up.depth DESC`,
    [id],
  );
  return rows.map(({ text }) => text);
}

async function readRequirements(db: Database, id: number): Promise<Requirement[]> {
  return db.all<Requirement>(
    `SELECT kind, min_count AS minCount, window_months AS windowMonths, window_from AS windowFrom, window_to AS windowTo, note
     FROM requirements WHERE indicator_id = ? ORDER BY position`,
    [id],
  );
}

interface LinkRow {
  readonly linkId: number;
  readonly documentId: number;
  readonly sha256: string;
  readonly type: DocumentType;
  readonly title: string | null;
  readonly path: string | null;
  readonly pages: number | null;
  readonly text_state: string;
  readonly present: number;
  readonly online_only: number;
  readonly link: LinkState;
  readonly position: number | null;
  readonly ownKind: Kind | null;
  readonly documentKind: Kind | null;
  readonly kind: Kind | null;
  readonly docNumber: string | null;
  readonly date: string | null;
  readonly takenAt: string | null;
  readonly dateOrigin: DateOrigin;
  readonly caption: string | null;
  readonly firstPage: number | null;
  readonly lastPage: number | null;
  readonly score: number | null;
  readonly band: Band | null;
  readonly reasons: string;
}

/** The path is the one the volume takes: of the present places the one chosen, or seen first, else the last known. */
async function readLinks(db: Database, indicator: number): Promise<LinkRow[]> {
  return db.all<LinkRow>(
    `SELECT k.id AS linkId, d.id AS documentId, d.sha256, d.type, d.title, d.pages, d.text_state, k.state AS link, k.position,
       k.kind AS ownKind, d.kind AS documentKind, coalesce(k.kind, d.kind) AS kind, d.doc_number AS docNumber, d.date,
       d.taken_at AS takenAt, d.date_origin AS dateOrigin, k.caption, k.first_page AS firstPage, k.last_page AS lastPage,
       k.score, k.band, k.reasons,
       ${isPresent('d.id')} AS present,
            ${WHEREABOUTS} = 'online-only' AS online_only,
       coalesce((SELECT p.path FROM locations p WHERE p.id = ${VOLUME_PLACE}),
         (SELECT max(p.path) FROM locations p WHERE p.document_id = d.id)) AS path
     FROM links k JOIN documents d ON d.id = k.document_id WHERE k.indicator_id = ? ORDER BY k.score IS NULL, k.score DESC, k.id`,
    [indicator],
  );
}

function evidenceOf(row: LinkRow): Omit<Evidence, 'redLines'> {
  const { linkId, documentId, sha256, type, pages, link, ownKind, documentKind, docNumber } = row;
  const path = row.path ?? '';
  const taken = row.takenAt?.slice(0, 10) ?? null;
  return {
    ...{ linkId, documentId, sha256, type, pages, link, ownKind, documentKind, docNumber, path },
    title: row.title ?? (placeOf(path).name || sha256),
    state: stateOf(row),
    date: taken ?? row.date,
    dateOrigin: taken === null ? row.dateOrigin : 'exif',
    caption: row.caption ?? '',
    firstPage: row.firstPage,
    lastPage: row.lastPage,
    score: row.score,
    band: row.band,
    reasons: JSON.parse(row.reasons) as Reason[],
  };
}
