import { AppError } from '../../../shared/contract/errors.ts';
import type { Kind } from '../../../shared/domain/document.ts';
import { assessLeaf, type GapRequirement, type GapsResult } from '../../../shared/domain/gaps.ts';
import type { MatrixLeaf } from '../../../shared/domain/gap-matrix.ts';
import type { Archive } from '../archives/archives.ts';
import type { Database } from '../db/database.ts';
import { readHardwareLacks } from '../records/records.ts';
import { leafLinksOf } from './leaf-links.ts';

export interface GapsFilter {
  readonly frameworkId?: string | undefined;
  /** Leaves this unit leads or takes part in. */
  readonly unit?: string | undefined;
  /** Only these leaves (row ids). */
  readonly leafIds?: readonly number[] | undefined;
}

interface LeafRow {
  readonly id: number;
  readonly framework_id: string;
  readonly code: string;
  readonly name: string;
  readonly lead_unit: string;
  readonly units: string;
  readonly methods: string;
  readonly not_applicable_reason: string | null;
}

interface RequirementRow {
  readonly indicator_id: number;
  readonly kind: Kind;
  readonly min_count: number;
  readonly window_months: number | null;
  readonly window_from: string | null;
  readonly window_to: string | null;
}

export interface AssessedLeaf extends MatrixLeaf {
  readonly methods: readonly string[];
  /** Why it is not counted: the clerk's reason, or the facility the city does not have; null when it counts. */
  readonly notApplicable: string | null;
  /** The row of 硬件缺项清单 that says so, or null. */
  readonly hardware: number | null;
}

export interface AssessedFramework extends Omit<GapsResult['frameworks'][number], 'totals' | 'indicators'> {
  readonly leaves: readonly AssessedLeaf[];
}

/** The values behind `readGaps` and the matrix: every leaf judged, with the links it was judged by. Throws as `readGaps` does. */
export async function readAssessed(archive: Archive, filter: GapsFilter): Promise<readonly AssessedFramework[]> {
  const { db, settings } = archive;
  const frameworks = await db.all<{ id: string; name: string; edition: string; note: string; level_names: string }>(
    'SELECT id, name, edition, note, level_names FROM frameworks ORDER BY added_at, rowid',
  );
  const chosen =
    filter.frameworkId === undefined ? frameworks : frameworks.filter((framework) => framework.id === filter.frameworkId);
  if (chosen.length === 0)
    throw new AppError(
      'not-found',
      `档案库里没有测评体系“${filter.frameworkId ?? ''}”。现有:${frameworks.map((framework) => framework.id).join('、')}。`,
    );
  const only = filter.leafIds === undefined ? null : JSON.stringify(filter.leafIds);
  const leaves = await db.all<LeafRow>(
    `SELECT id, framework_id, code, name, lead_unit, units, methods, not_applicable_reason FROM indicators
     WHERE leaf = 1 ${only === null ? '' : 'AND id IN (SELECT value FROM json_each(?))'} ORDER BY framework_id, position`,
    only === null ? [] : [only],
  );
  const requirements = groupBy(await readRequirements(db), (row) => row.indicator_id);
  const wanted = filter.unit === undefined ? leaves : leavesOfUnit(leaves, filter.unit);
  const lacking = await readHardwareLacks(db);
  const links = await leafLinksOf(db);
  const judge = (leaf: LeafRow): AssessedLeaf => {
    const hardware = lacking.get(leaf.id) ?? null;
    const notApplicable = leaf.not_applicable_reason ?? hardware?.reason ?? null;
    const linked = links.get(leaf.id) ?? [];
    return {
      id: leaf.id,
      code: leaf.code,
      name: leaf.name,
      leadUnit: leaf.lead_unit,
      units: JSON.parse(leaf.units) as string[],
      methods: JSON.parse(leaf.methods) as string[],
      links: linked,
      notApplicable,
      hardware: leaf.not_applicable_reason === null ? (hardware?.recordId ?? null) : null,
      ...assessLeaf({
        requirements: (requirements.get(leaf.id) ?? []).map(toRequirement),
        links: linked,
        baseDate: settings.baseDate,
        notApplicable,
      }),
    };
  };
  return chosen.map((framework) => ({
    id: framework.id,
    name: framework.name,
    edition: framework.edition,
    note: framework.note,
    levelNames: JSON.parse(framework.level_names) as string[],
    baseDate: settings.baseDate,
    leaves: wanted.filter((leaf) => leaf.framework_id === framework.id).map(judge),
  }));
}

function leavesOfUnit(leaves: readonly LeafRow[], unit: string): readonly LeafRow[] {
  const named = (leaf: LeafRow): string[] => [leaf.lead_unit, ...(JSON.parse(leaf.units) as string[])];
  const exact = leaves.filter((leaf) => named(leaf).includes(unit));
  if (exact.length > 0) return exact;
  const near = [...new Set(leaves.flatMap(named))].filter((name) => name.includes(unit) || unit.includes(name));
  const hint = near.length > 0 ? `是不是:${near.slice(0, 5).join('、')}?` : '请用责任分解里的单位名称。';
  throw new AppError('not-found', `没有指标由“${unit}”负责。${hint}`);
}

async function readRequirements(db: Database): Promise<RequirementRow[]> {
  return db.all<RequirementRow>(
    'SELECT indicator_id, kind, min_count, window_months, window_from, window_to FROM requirements ORDER BY indicator_id, position',
  );
}

function toRequirement(row: RequirementRow): GapRequirement {
  return {
    kind: row.kind,
    minCount: row.min_count,
    windowMonths: row.window_months,
    windowFrom: row.window_from,
    windowTo: row.window_to,
  };
}

function groupBy<Row>(rows: readonly Row[], key: (row: Row) => number): Map<number, Row[]> {
  const groups = new Map<number, Row[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(row);
    else groups.set(key(row), [row]);
  }
  return groups;
}
