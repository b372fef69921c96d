import { basename } from 'node:path';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Kind } from '../../../shared/domain/document.ts';
import { DUTY_FIELDS, NO_DUTY, type DutyField } from '../../../shared/domain/duty.ts';
import { LEDGERS } from '../../../shared/domain/ledgers/index.ts';
import { PACK_FORMAT, PACK_VERSION, type PackContent, type PackDocument, type PackLink } from '../../../shared/domain/pack.ts';
import { CAPTION_ELEMENTS, type PhotoCaption } from '../../../shared/domain/photo-caption.ts';
import type { Archive } from '../archives/archives.ts';
import type { By } from '../audit/audit.ts';
import type { Sql } from '../db/database.ts';
import { VOLUME_PLACE } from '../documents/documents.ts';
import { dutyKey, readDutyRows, readKnownUnits, type KnownUnits } from '../duties/duties.ts';
import { readRecords } from '../records/records.ts';

/** These say how the whole application stands; a unit's own must not count against the office above. */
const NOT_HANDED_OVER = ['fumian', 'yingjian'];

/** Everything a pack of a unit says; the originals still have to be copied (`member` is null, `problem` ''). */
export interface Selection {
  readonly content: PackContent;
  /** Database ids of `content.documents`, in the same order. */
  readonly documentIds: readonly number[];
}

/**
 * What a unit hands up: the confirmed evidence of the leaves it or a unit below it leads or takes part in, what a person said of these
 * documents, who answers for what, and the rows of 台账 that name the unit. The archive's own unit (编制单位) hands up all of it.
 * Throws AppError `not-found` for an unknown unit, `refused` when there is nothing to hand over.
 */
export async function selectPack(archive: Archive, unit: string, by: By): Promise<Selection> {
  const { db, settings } = archive;
  const known = await readKnownUnits(db);
  const whole = unit === settings.unit;
  const name = known.unitOf(unit) ?? (whole ? unit : null);
  if (name === null) throw notKnown(unit, known, settings.unit);
  const within = new Set(withThoseBelow(name, known));
  const present = (one: string): string => known.unitOf(one) ?? one;
  const leaves = (await readLeaves(db)).map((leaf) => ({
    ...leaf,
    lead: present(leaf.lead_unit),
    units: (JSON.parse(leaf.units) as string[]).map(present),
  }));
  const own = leaves.filter((leaf) => whole || [leaf.lead, ...leaf.units].some((one) => within.has(one)));
  const links = await readLinks(db, own.map(({ id }) => id)); // prettier-ignore
  const records = await recordsOf(db, (one) => (whole ? one !== '' : within.has(present(one))));
  if (links.length === 0 && records.length === 0)
    throw new AppError('refused', `“${unit}”还没有已确认的佐证,也没有台账,没有可以交接的内容。请先归类确认,再打交接包。`);
  const documents = await readDocuments(db, [
    ...links.map(({ document_id: id }) => id),
    ...records.flatMap((row) => row.documents.map(({ documentId }) => documentId)),
  ]);
  const shaOf = new Map(documents.map(({ id, row }) => [id, row.sha256]));
  const duties = await readDutyRows(db);
  // Only leaves something is said of, so that the list of a small unit stays small.
  const said = new Set(links.map(({ indicator_id: id }) => id));
  const named = own.filter((leaf) => said.has(leaf.id) || [leaf.lead, ...leaf.units].some((one) => within.has(one)));
  const placeOf = new Map(named.map(({ id }, at) => [id, at]));
  const frameworks = await db.all<{ id: string; name: string; edition: string }>(
    'SELECT id, name, edition FROM frameworks ORDER BY added_at, rowid',
  );
  const frameworkAt = new Map(frameworks.map(({ id }, at) => [id, at]));
  const content: PackContent = {
    ...{ format: PACK_FORMAT, version: PACK_VERSION, madeAt: by.now.toISOString(), madeBy: by.actor, unit: name },
    archive: { name: settings.name, unit: settings.unit, baseDate: settings.baseDate },
    units: [...within].slice(0, 2000).map((one) => {
      const stored = known.stored.get(one);
      const { parent = '', formerNames = [], abbreviations = [] } = stored ?? {};
      return { name: one, parent, formerNames: [...formerNames], abbreviations: [...abbreviations] };
    }),
    frameworks,
    indicators: named.map((leaf) => ({
      ...{ framework: frameworkAt.get(leaf.framework_id) ?? 0, code: leaf.code, name: leaf.name },
    })),
    documents: documents.map(({ row }) => row),
    links: links.map((link) => packLink(link, shaOf, placeOf)),
    duties: named.flatMap((leaf, indicator) => {
      const answering = [...new Set([leaf.lead, ...leaf.units])].filter((one) => within.has(one));
      // Who hands evidence up takes part in its leaf: above, the leaf is then found under this unit too.
      return (answering.length > 0 ? answering : [name]).map((one) => {
        const row = duties.get(dutyKey(leaf.id, one));
        const fields = Object.fromEntries(DUTY_FIELDS.map((field) => [field, (row ?? NO_DUTY)[field]]));
        return { indicator, unit: one, lead: leaf.lead === one, fields: fields as Record<DutyField, string> };
      });
    }),
    records: records.map(({ ledger, values, state, documents: attached }) => ({
      ...{ ledger, values: { ...values }, state },
      documents: attached.flatMap(({ documentId, role }) => {
        const document = shaOf.get(documentId);
        return document === undefined ? [] : [{ document, role }];
      }),
    })),
  };
  return { content, documentIds: documents.map(({ id }) => id) };
}

function notKnown(unit: string, known: KnownUnits, own: string): AppError {
  const near = [own, ...known.names].filter((name) => name !== '' && (name.includes(unit) || unit.includes(name)));
  const hint = near.length > 0 ? `是不是:${near.slice(0, 5).join('、')}?` : '请用责任分解里的单位名称,或档案库自己的编制单位。';
  return new AppError('not-found', `档案库里没有单位“${unit}”。${hint}`);
}

/** The unit and all below it, as far as a person said so. */
function withThoseBelow(name: string, known: KnownUnits): readonly string[] {
  const below = new Map<string, string[]>();
  for (const unit of known.stored.values()) below.set(unit.parent, [...(below.get(unit.parent) ?? []), unit.name]);
  const found = new Set([name]);
  for (const one of found) for (const child of below.get(one) ?? []) found.add(child);
  return [...found];
}

interface LeafRow {
  readonly id: number;
  readonly framework_id: string;
  readonly code: string;
  readonly name: string;
  readonly lead_unit: string;
  readonly units: string;
}

function readLeaves(db: Sql): Promise<LeafRow[]> {
  return db.all<LeafRow>(
    'SELECT id, framework_id, code, name, lead_unit, units FROM indicators WHERE leaf = 1 ORDER BY framework_id, position',
  );
}

interface LinkRow {
  readonly document_id: number;
  readonly indicator_id: number;
  readonly kind: Kind | null;
  readonly caption: string | null;
  readonly first_page: number | null;
  readonly last_page: number | null;
  readonly position: number | null;
  readonly decided_by: string | null;
  readonly decided_at: string | null;
  readonly red_lines: string;
}

function readLinks(db: Sql, leaves: readonly number[]): Promise<LinkRow[]> {
  return db.all<LinkRow>(
    `SELECT k.document_id, k.indicator_id, k.kind, k.caption, k.first_page, k.last_page, k.position, k.decided_by, k.decided_at,
       (SELECT json_group_array(json_object('page', r.page, 'x1', r.x1, 'y1', r.y1, 'x2', r.x2, 'y2', r.y2) ORDER BY r.id)
        FROM red_lines r WHERE r.indicator_id = k.indicator_id AND r.document_id = k.document_id AND r.recheck = 0) AS red_lines
     FROM links k JOIN indicators i ON i.id = k.indicator_id
     WHERE k.state = 'confirmed' AND k.indicator_id IN (SELECT value FROM json_each(?))
     ORDER BY i.framework_id, i.position, k.position IS NULL, k.position, k.id`,
    [JSON.stringify(leaves)],
  );
}

function packLink(link: LinkRow, shaOf: ReadonlyMap<number, string>, placeOf: ReadonlyMap<number, number>): PackLink {
  return {
    ...{ document: shaOf.get(link.document_id) ?? '', indicator: placeOf.get(link.indicator_id) ?? 0, kind: link.kind },
    ...{ caption: link.caption, firstPage: link.first_page, lastPage: link.last_page, position: link.position },
    redLines: JSON.parse(link.red_lines) as PackLink['redLines'],
    ...{ decidedBy: link.decided_by ?? '', decidedAt: link.decided_at ?? '' },
  };
}

async function recordsOf(db: Sql, isOurs: (unit: string) => boolean) {
  const rows = await readRecords(db);
  return LEDGERS.filter(({ id }) => !NOT_HANDED_OVER.includes(id)).flatMap((definition) => {
    const keys = definition.columns.filter(({ type }) => type === 'unit').map(({ key }) => key);
    return (rows.get(definition.id) ?? []).filter((row) => keys.some((key) => isOurs(String(row.values[key] ?? '').trim())));
  });
}

interface DocumentRow {
  readonly id: number;
  readonly sha256: string;
  readonly size_bytes: number;
  readonly source: string | null;
  readonly path: string | null;
  readonly doc_number: string | null;
  readonly title: string | null;
  readonly title_origin: string | null;
  readonly kind: Kind | null;
  readonly kind_origin: string | null;
  readonly date: string | null;
  readonly date_origin: string;
  readonly caption: string | null;
  readonly corrections: string;
}

async function readDocuments(
  db: Sql,
  ids: readonly number[],
): Promise<readonly { readonly id: number; readonly row: PackDocument }[]> {
  const rows = await db.all<DocumentRow>(
    `SELECT d.id, d.sha256, d.size_bytes, s.path AS source, l.path, d.doc_number, d.title, d.title_origin, d.kind, d.kind_origin, d.date,
       d.date_origin,
       (SELECT json_object(${CAPTION_ELEMENTS.map((one) => `'${one}', c.${one}`).join(', ')}) FROM captions c
        WHERE c.document_id = d.id) AS caption,
       (SELECT json_group_array(json_object('page', o.page, 'engineVersion', o.engine_version, 'read', o.text,
          'confidence', o.confidence, 'picture', json(o.lines), 'corrected', o.corrected_text) ORDER BY o.page)
        FROM ocr_pages o WHERE o.document_id = d.id AND o.corrected_text IS NOT NULL) AS corrections
     FROM documents d
     LEFT JOIN locations l ON l.id = coalesce(${VOLUME_PLACE}, (SELECT max(g.id) FROM locations g WHERE g.document_id = d.id))
     LEFT JOIN sources s ON s.id = l.source_id
     WHERE d.id IN (SELECT value FROM json_each(?)) ORDER BY s.path, l.path, d.sha256`,
    [JSON.stringify([...new Set(ids)])],
  );
  return rows.map((row) => ({
    id: row.id,
    row: {
      ...{ sha256: row.sha256, sizeBytes: row.size_bytes, member: null, problem: '' },
      ...{ source: basename(row.source ?? ''), path: row.path ?? row.sha256, number: row.doc_number ?? '' },
      title: row.title_origin === 'manual' ? row.title : null,
      kind: row.kind_origin === 'manual' ? row.kind : null,
      date: row.date_origin === 'manual' ? row.date : null,
      caption: row.caption === null ? null : (JSON.parse(row.caption) as PhotoCaption),
      corrections: JSON.parse(row.corrections) as PackDocument['corrections'],
    },
  }));
}
