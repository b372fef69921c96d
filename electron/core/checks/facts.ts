import { existsSync } from 'node:fs';
import { localDay } from '../local-day.ts';
import type { CheckedDocument, CheckedIndicator, CheckedLink, CheckFacts } from '../../../shared/domain/checks/index.ts';
import type { DocumentType, Kind } from '../../../shared/domain/document.ts';
import { folderOf } from '../../../shared/domain/paths.ts';
import { CAPTION_ELEMENTS, type PhotoCaption } from '../../../shared/domain/photo-caption.ts';
import { unusedCopies, type Archive } from '../archives/archives.ts';
import type { Sql } from '../db/database.ts';
import { readSensitive, VOLUME_PLACE, WHEREABOUTS } from '../documents/documents.ts';
import { stateOf } from '../gaps/gaps.ts';
import { readHardwareLacks } from '../records/records.ts';
import { findReusedPhotos, useSentence } from '../photos/photos.ts';
import { isPresent } from '../present.ts';

interface DocumentRow {
  readonly id: number;
  readonly title: string | null;
  readonly type: DocumentType;
  readonly kind: Kind | null;
  readonly date: string | null;
  readonly doc_number: string | null;
  readonly pages: number | null;
  readonly text_state: string;
  readonly text_message: string | null;
  readonly photo_hints: string | null;
  readonly present: number;
  readonly online_only: number;
  readonly path: string | null;
  readonly source_id: number | null;
  readonly caption: string | null;
}

interface LinkRow {
  readonly id: number;
  readonly document_id: number;
  readonly indicator_id: number;
  readonly kind: Kind | null;
  readonly caption: string | null;
  readonly first_page: number | null;
  readonly last_page: number | null;
  readonly position: number | null;
}

interface IndicatorRow {
  readonly id: number;
  readonly framework_id: string;
  readonly parent_id: number | null;
  readonly leaf: number;
  readonly code: string;
  readonly name: string;
  readonly lead_unit: string;
  readonly units: string;
  readonly methods: string;
  readonly not_applicable_reason: string | null;
  readonly requirements: string;
}

const PROVES = "EXISTS (SELECT 1 FROM links k WHERE k.document_id = d.id AND k.state = 'confirmed')";

/**
 * Reads everything the rules of 体检 look at, a handful of queries whatever the size; no file is opened, only whether each source
 * folder is there and what lies unused among the copies of 交接包. `today` is a local `YYYY-MM-DD`.
 */
export async function readCheckFacts(
  db: Sql,
  { path, settings }: Pick<Archive, 'path' | 'settings'>,
  today: string,
): Promise<CheckFacts> {
  const lacks = await readHardwareLacks(db);
  const indicators = (await readIndicators(db)).map((row) => toIndicator(row, lacks.get(row.id)?.reason ?? null));
  const rows = await readDocuments(db);
  const sensitive = await readSensitive(db, rows.map(({ id }) => id)); // prettier-ignore
  const documents = rows.map((row) => toDocument(row, sensitive.get(row.id) ?? []));
  const leaves = new Map(indicators.map((one) => [one.id, one]));
  const byId = new Map(documents.map((one) => [one.id, one]));
  const links = await db.all<LinkRow>(
    `SELECT l.id, l.document_id, l.indicator_id, coalesce(l.kind, d.kind) AS kind, l.caption, l.first_page, l.last_page, l.position
     FROM links l JOIN documents d ON d.id = l.document_id WHERE l.state = 'confirmed' ORDER BY l.indicator_id, l.id`,
  );
  const photoUses = (await findReusedPhotos(db, { today })).map((use) => ({
    code: use.code,
    documentIds: use.documents.map(({ id }) => id),
    sentence: useSentence(use),
  }));
  const sources = await db.all<{ id: number; path: string; files: number }>(
    `SELECT s.id, s.path, (SELECT count(*) FROM locations l WHERE l.source_id = s.id AND l.missing_at IS NULL) AS files
     FROM sources s ORDER BY s.id`,
  );
  const run = await db.get<{ at: string | null }>('SELECT max(ended_at) AS at FROM runs');
  const edition = await db.get<{ edition: number; createdAt: string }>(
    'SELECT edition, created_at AS createdAt FROM exports ORDER BY edition DESC LIMIT 1',
  );
  const decision = await db.get<{ at: string | null }>('SELECT max(decided_at) AS at FROM links');
  return {
    today,
    baseDate: settings.baseDate,
    unit: settings.unit,
    documents,
    links: links.flatMap((row): CheckedLink[] => {
      const [document, leaf] = [byId.get(row.document_id), leaves.get(row.indicator_id)];
      if (!document || !leaf) return [];
      const { id, kind, position, first_page: firstPage, last_page: lastPage } = row;
      return [{ id, document, leaf, kind, caption: row.caption ?? '', firstPage, lastPage, position }];
    }),
    indicators,
    photoUses,
    sources: sources.map((source) => ({ ...source, present: existsSync(source.path) })),
    unusedCopies: await unusedCopies(db, path),
    indexedOn: run?.at ? localDay(new Date(run.at)) : null,
    lastEdition: edition ?? null,
    lastDecision: decision?.at ?? null,
  };
}

function readDocuments(db: Sql): Promise<DocumentRow[]> {
  return db.all<DocumentRow>(
    `SELECT d.id, d.title, d.type, d.kind, coalesce(substr(d.taken_at, 1, 10), d.date) AS date, d.doc_number, d.pages, d.text_state,
       d.text_message, d.photo_hints, p.path, p.source_id,
       ${isPresent('d.id')} AS present,
       ${WHEREABOUTS} = 'online-only' AS online_only,
       CASE WHEN c.id IS NULL THEN NULL ELSE json_object(${CAPTION_ELEMENTS.map((one) => `'${one}', c.${one}`).join(', ')}) END AS caption
     FROM documents d
     LEFT JOIN captions c ON c.document_id = d.id
     LEFT JOIN locations p ON p.id = coalesce(${VOLUME_PLACE}, (SELECT max(o.id) FROM locations o WHERE o.document_id = d.id))
     WHERE ${PROVES} ORDER BY d.id`,
  );
}

function toDocument(row: DocumentRow, sensitive: readonly string[]): CheckedDocument {
  const { id, type, kind, date, pages } = row;
  const path = row.path ?? '';
  return {
    ...{ id, type, kind, date, pages, path },
    title: row.title ?? (path === '' ? `材料 ${id}` : path),
    folder: `${row.source_id ?? 0} ${folderOf(path)}`,
    docNumber: row.doc_number,
    state: stateOf(row),
    stateMessage: row.text_message,
    photoCaption: row.caption === null ? null : (JSON.parse(row.caption) as PhotoCaption),
    sensitive,
    photoHints: row.photo_hints === null ? [] : (JSON.parse(row.photo_hints) as string[]),
  };
}

function readIndicators(db: Sql): Promise<IndicatorRow[]> {
  return db.all<IndicatorRow>(
    `SELECT i.id, i.framework_id, i.parent_id, i.leaf, i.code, i.name, i.lead_unit, i.units, i.methods, i.not_applicable_reason,
       (SELECT json_group_array(json_object('kind', r.kind, 'minCount', r.min_count, 'windowMonths', r.window_months,
          'windowFrom', r.window_from, 'windowTo', r.window_to) ORDER BY r.position)
        FROM requirements r WHERE r.indicator_id = i.id) AS requirements
     FROM indicators i JOIN frameworks f ON f.id = i.framework_id ORDER BY f.added_at, f.rowid, i.position`,
  );
}

function toIndicator(row: IndicatorRow, lack: string | null): CheckedIndicator {
  return {
    id: row.id,
    framework: row.framework_id,
    parentId: row.parent_id,
    leaf: row.leaf === 1,
    code: row.code,
    name: row.name,
    leadUnit: row.lead_unit,
    units: JSON.parse(row.units) as string[],
    methods: JSON.parse(row.methods) as string[],
    notApplicable: row.not_applicable_reason ?? lack,
    requirements: JSON.parse(row.requirements) as CheckedIndicator['requirements'],
  };
}
