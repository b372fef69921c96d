import { circled } from '../../../shared/domain/circled.ts';
import { nodeKey } from '../../../shared/domain/code-keys.ts';
import type { CodeStyle } from '../../../shared/domain/code-styles.ts';
import { createCodeIndex } from '../../../shared/domain/codes.ts';
import type { DocumentType, Kind } from '../../../shared/domain/document.ts';
import { inEvidenceOrder } from '../../../shared/domain/evidence-order.ts';
import type { GapsResult } from '../../../shared/domain/gaps.ts';
import { CAPTION_ELEMENTS, type PhotoCaption } from '../../../shared/domain/photo-caption.ts';
import type { RedLine } from '../../../shared/domain/red-lines.ts';
import type { PlannedEvidence, PlannedGroup, PlannedIndicator } from '../../../shared/domain/volume.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Database } from '../db/database.ts';
import { VOLUME_PLACE } from '../documents/documents.ts';
import { fullPath } from '../sources/sources.ts';

/** What a volume is to contain, before any page is made. */
export interface Selection {
  /** Codes of leaves or of nodes above them. */
  readonly indicators: readonly string[] | 'with-evidence' | 'all';
}

/** Evidence with the file to read it from. `path` is null when no present location is known. */
export interface EvidenceFile {
  readonly path: string | Uint8Array | null;
  readonly pages: number | null;
  readonly state: 'ok' | 'empty' | 'failed' | 'encrypted' | 'pending';
  readonly stateMessage: string | null;
  /** 编目 decoded this content to look at it: as a picture it can be read. */
  readonly seenAsPicture: boolean;
}

export interface FrameworkPlan {
  readonly frameworkId: string;
  readonly groups: readonly PlannedGroup[];
  readonly files: ReadonlyMap<number, EvidenceFile>;
}

/** Where the materials of some plans lie, by the SHA-256 of their content; those with no present location are left out. */
export function materialsOf(plans: readonly FrameworkPlan[]): ReadonlyMap<string, string | Uint8Array> {
  const found = new Map<string, string | Uint8Array>();
  for (const { groups, files } of plans)
    for (const { sha256, documentId } of groups.flatMap((group) => group.indicators.flatMap((leaf) => leaf.evidence))) {
      const path = files.get(documentId)?.path ?? null;
      if (path !== null) found.set(sha256, path);
    }
  return found;
}

interface IndicatorRow {
  readonly id: number;
  readonly parent_id: number | null;
  readonly level: number;
  readonly leaf: number;
  readonly code: string;
  readonly name: string;
  readonly standard: string;
  readonly methods: string;
  readonly lead_unit: string;
  readonly units: string;
}

interface EvidenceRow {
  readonly indicator_id: number;
  readonly document_id: number;
  readonly sha256: string;
  readonly size_bytes: number;
  readonly type: DocumentType;
  readonly title: string | null;
  readonly kind: Kind | null;
  readonly doc_number: string | null;
  readonly issuer: string | null;
  readonly date: string | null;
  readonly date_origin: string;
  readonly taken_at: string | null;
  readonly caption: string | null;
  /** JSON of the six elements. */
  readonly photo_caption: string;
  readonly caption_id: number | null;
  readonly position: number | null;
  readonly first_page: number | null;
  readonly last_page: number | null;
  /** JSON of `RedLine`s. */
  readonly red_lines: string;
  readonly lines_to_recheck: number;
  readonly path: string | null;
  readonly raw_path: Uint8Array | null;
  readonly source: string | null;
  readonly pages: number | null;
  readonly text_state: EvidenceFile['state'];
  readonly text_message: string | null;
  readonly seen: number;
}

/**
 * Reads what one framework's volume holds: 项目 groups, their leaves with states from `gaps`, and each leaf's confirmed
 * evidence in the clerk's order (then by kind, date and path). Throws AppError `not-found` for an unknown indicator code.
 */
export async function planFramework(
  db: Database,
  options: { frameworkId: string; levelNames: readonly string[]; gaps: GapsResult['frameworks'][number]; selection: Selection },
): Promise<FrameworkPlan> {
  const rows = await db.all<IndicatorRow>(
    'SELECT id, parent_id, level, leaf, code, name, standard, methods, lead_unit, units FROM indicators WHERE framework_id = ? ORDER BY position',
    [options.frameworkId],
  );
  const declared = await db.get<{ styles: string }>('SELECT code_styles AS styles FROM frameworks WHERE id = ?', [
    options.frameworkId,
  ]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const ancestors = (row: IndicatorRow): IndicatorRow[] => {
    const parent = row.parent_id === null ? undefined : byId.get(row.parent_id);
    return parent ? [...ancestors(parent), parent] : [];
  };
  const evidence = await readEvidence(db, options.frameworkId);
  const chosen = chooseLeaves(rows, {
    ancestors,
    evidence,
    selection: options.selection,
    states: new Set(options.gaps.indicators.map((gap) => gap.code)),
    styles: JSON.parse(declared?.styles ?? '[]') as string[],
  });
  const groupLevel = groupLevelOf(options.levelNames);
  const groups = new Map<number, { row: IndicatorRow; leaves: PlannedIndicator[] }>();
  const gapsByCode = new Map(options.gaps.indicators.map((gap) => [gap.code, gap]));
  for (const leaf of chosen) {
    const row = ancestors(leaf).find((ancestor) => ancestor.level === groupLevel) ?? ancestors(leaf).at(-1) ?? leaf;
    const group = groups.get(row.id) ?? { row, leaves: [] };
    groups.set(row.id, group);
    group.leaves.push(toIndicator(leaf, evidence.get(leaf.id) ?? [], gapsByCode.get(leaf.code)));
  }
  const files = new Map<number, EvidenceFile>();
  for (const leaf of chosen) for (const row of evidence.get(leaf.id) ?? []) files.set(row.document_id, toFile(row));
  return {
    frameworkId: options.frameworkId,
    files,
    groups: [...groups.values()].map(({ row, leaves }) => ({
      code: row.code,
      name: row.name,
      levelName: options.levelNames[row.level - 1] ?? '',
      parents: ancestors(row).map((ancestor) => ancestor.name),
      indicators: leaves,
    })),
  };
}

/** 项目 is the level that gets a 分隔页: the first level named so, else the top one. */
function groupLevelOf(levelNames: readonly string[]): number {
  const named = levelNames.findIndex((name, index) => name.includes('项目') && index < levelNames.length - 1);
  return named < 0 ? 1 : named + 1;
}

function chooseLeaves(
  rows: readonly IndicatorRow[],
  context: {
    ancestors: (row: IndicatorRow) => IndicatorRow[];
    evidence: ReadonlyMap<number, readonly EvidenceRow[]>;
    selection: Selection;
    states: ReadonlySet<string>;
    styles: readonly CodeStyle[];
  },
): IndicatorRow[] {
  const leaves = rows.filter((row) => row.leaf === 1 && context.states.has(row.code));
  const wanted = context.selection.indicators;
  if (wanted === 'all') return leaves;
  if (wanted === 'with-evidence') return leaves.filter((leaf) => (context.evidence.get(leaf.id)?.length ?? 0) > 0);
  const { exact } = createCodeIndex(rows, context.styles);
  const keys = new Set(
    wanted.map((code) => {
      const row = rows.find((one) => one.code === code) ?? exact(code);
      if (row) return nodeKey(row.code);
      throw new AppError('not-found', `测评体系里没有编号“${code}”。请用 taizhang framework show 查看编号。`);
    }),
  );
  return leaves.filter((leaf) => [leaf, ...context.ancestors(leaf)].some(({ code }) => keys.has(nodeKey(code))));
}

/** The red lines of a link, in the order they were drawn, as JSON. */
const RED_LINES = `(SELECT json_group_array(json_object('page', r.page, 'x1', r.x1, 'y1', r.y1, 'x2', r.x2, 'y2', r.y2) ORDER BY r.id)
  FROM red_lines r WHERE r.indicator_id = l.indicator_id AND r.document_id = l.document_id AND r.recheck = 0)`;
/** How many of its lines were drawn on a former content and wait for a person. */
const TO_RECHECK = `(SELECT count(*) FROM red_lines r
  WHERE r.indicator_id = l.indicator_id AND r.document_id = l.document_id AND r.recheck = 1)`;

async function readEvidence(db: Database, frameworkId: string): Promise<Map<number, EvidenceRow[]>> {
  const rows = await db.all<EvidenceRow>(
    `SELECT l.indicator_id, d.id AS document_id, d.sha256, d.size_bytes, d.type, d.title, coalesce(l.kind, d.kind) AS kind, d.doc_number,
            d.issuer, d.date, d.date_origin, d.taken_at, l.caption, json_object(${CAPTION_ELEMENTS.map((element) => `'${element}', c.${element}`).join(', ')}) AS photo_caption, c.id AS caption_id, l.position, l.first_page, l.last_page, ${RED_LINES} AS red_lines, ${TO_RECHECK} AS lines_to_recheck, p.path, p.raw_path, s.path AS source, d.pages, d.text_state, d.text_message,
            coalesce(d.picture ->> 'sharpness', d.picture ->> 'hash') IS NOT NULL AS seen
       FROM links l
       JOIN indicators i ON i.id = l.indicator_id
       JOIN documents d ON d.id = l.document_id
       LEFT JOIN captions c ON c.document_id = d.id
       LEFT JOIN locations p ON p.id = ${VOLUME_PLACE}
       LEFT JOIN sources s ON s.id = p.source_id
      WHERE i.framework_id = ? AND l.state = 'confirmed'
      ORDER BY l.indicator_id, l.position IS NULL, l.position, l.id`,
    [frameworkId],
  );
  const lastPaths = await lastKnownPaths(db);
  const byIndicator = new Map<number, EvidenceRow[]>();
  for (const row of rows) {
    const known = row.path === null ? { ...row, path: lastPaths.get(row.document_id) ?? row.title ?? row.sha256 } : row;
    byIndicator.set(row.indicator_id, [...(byIndicator.get(row.indicator_id) ?? []), known]);
  }
  for (const [id, list] of byIndicator) byIndicator.set(id, inEvidenceOrder(list));
  return byIndicator;
}

/** Where a document that is now gone was last seen, so that the omission names a file. */
async function lastKnownPaths(db: Database): Promise<Map<number, string>> {
  const rows = await db.all<{ document_id: number; path: string }>(
    'SELECT document_id, max(path) AS path FROM locations WHERE document_id IS NOT NULL AND missing_at IS NOT NULL GROUP BY document_id',
  );
  return new Map(rows.map((row) => [row.document_id, row.path]));
}

function toIndicator(
  leaf: IndicatorRow,
  rows: readonly EvidenceRow[],
  gap: GapsResult['frameworks'][number]['indicators'][number] | undefined,
): PlannedIndicator {
  return {
    id: leaf.id,
    code: leaf.code,
    name: leaf.name,
    standard: leaf.standard,
    methods: JSON.parse(leaf.methods) as string[],
    leadUnit: leaf.lead_unit,
    units: JSON.parse(leaf.units) as string[],
    state: gap?.state ?? '缺失',
    notApplicable: gap?.notApplicable ?? null,
    needs: (gap?.needs ?? []).map((need) => ({
      kind: need.kind,
      required: need.required,
      confirmed: need.confirmed,
      state: need.state,
      message: need.message,
    })),
    evidence: rows.map((row, index): PlannedEvidence => {
      const ordinal = index + 1;
      return {
        mark: circled(ordinal),
        materialCode: `${leaf.code}-${circled(ordinal)}`,
        documentId: row.document_id,
        sha256: row.sha256,
        sizeBytes: row.size_bytes,
        type: row.type,
        title: row.title ?? row.path ?? row.sha256,
        kind: row.kind,
        docNumber: row.doc_number,
        issuer: row.issuer,
        date: row.date,
        takenAt: believedTime(row),
        caption: row.caption,
        photoCaption: row.caption_id === null ? null : (JSON.parse(row.photo_caption) as PhotoCaption),
        firstPage: row.first_page,
        lastPage: row.last_page,
        redLines: JSON.parse(row.red_lines) as RedLine[],
        linesToRecheck: row.lines_to_recheck,
        path: row.path ?? '',
        source: row.source ?? '',
      };
    }),
  };
}

/** A day put right by hand means that the camera's clock is not believed. */
function believedTime({ date, date_origin: origin, taken_at: takenAt }: EvidenceRow): string | null {
  return origin === 'manual' && date !== (takenAt ?? '').slice(0, 10) ? null : takenAt;
}

function toFile(row: EvidenceRow): EvidenceFile {
  return {
    path: row.source === null || row.path === null ? null : fullPath(row.source, row.path, row.raw_path),
    pages: row.pages,
    state: row.text_state,
    stateMessage: row.text_message,
    seenAsPicture: row.seen === 1,
  };
}
