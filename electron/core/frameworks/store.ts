import { createHash } from 'node:crypto';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Framework, Indicator, NegativeItem, Requirement } from '../../../shared/domain/framework.ts';
import type { Sql } from '../db/database.ts';
import { findTreeProblem } from './schema.ts';

/** A framework read back from an archive; `rowIds` gives the database id of each indicator id. */
export interface StoredFramework extends Framework {
  readonly rowIds: ReadonlyMap<string, number>;
}

const ROWS_PER_STATEMENT = 500;

/** Id of a framework that is made in an archive under this name and edition: the same for the same. */
export function ownFrameworkId(name: string, edition: string): string {
  return `own-${createHash('sha256').update(`${name}\u0000${edition}`).digest('hex').slice(0, 10)}`;
}

/**
 * Writes a framework with its indicators and requirements; call it inside a transaction. `now` is its time of adding.
 * Throws AppError `refused` when the archive already holds a framework with this id, or the tree is not sound.
 */
export async function storeFramework(tx: Sql, framework: Framework, now: Date): Promise<void> {
  const problem = findTreeProblem(framework);
  if (problem) throw new AppError('refused', `测评体系“${framework.name}”不能存入档案库:${problem}。请修改后重新导入。`);
  if (await tx.get('SELECT 1 AS found FROM frameworks WHERE id = ?', [framework.id])) {
    throw new AppError('refused', `档案库中已有测评体系“${framework.name}”(${framework.id})。已有的没有被改动。`);
  }
  await tx.run(
    'INSERT INTO frameworks (id, name, edition, reconstructed, note, level_names, negative_list, code_styles, added_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    [
      framework.id,
      framework.name,
      framework.edition,
      framework.reconstructed ? 1 : 0,
      framework.note,
      JSON.stringify(framework.levelNames),
      JSON.stringify(framework.negativeList ?? []),
      JSON.stringify(framework.codeStyles ?? []),
      now.toISOString(),
    ],
  );
  // Ids are given here, so that parents and requirements need no look-up by key (a join over json_each has no index).
  const last = await tx.get<{ id: number | null }>('SELECT max(id) AS id FROM indicators');
  const firstId = (last?.id ?? 0) + 1;
  const ids = new Map(framework.indicators.map((one, position) => [one.id, firstId + position]));
  const rows = framework.indicators.map((one, position) => ({
    ...one,
    rowId: firstId + position,
    parentRowId: one.parentId === null ? null : (ids.get(one.parentId) ?? null),
    position,
  }));
  for (const batch of chunks(rows)) {
    await tx.run(
      `INSERT INTO indicators (framework_id, id, parent_id, key, position, level, leaf, code, alt_codes, name, standard, methods,
         lead_unit, units, due_text, keywords, weak_keywords, confidence)
       SELECT ?, value ->> '$.rowId', value ->> '$.parentRowId', value ->> '$.id', value ->> '$.position', value ->> '$.level',
         value ->> '$.leaf', value ->> '$.code', value -> '$.altCodes', value ->> '$.name', value ->> '$.standard',
         value -> '$.methods', value ->> '$.leadUnit', value -> '$.units', value ->> '$.dueText', value -> '$.keywords',
         value -> '$.weakKeywords', value ->> '$.confidence'
       FROM json_each(?)`,
      [framework.id, JSON.stringify(batch)],
    );
  }
  const needs = rows.flatMap((row) => row.requirements.map((need, position) => ({ ...need, rowId: row.rowId, position })));
  for (const batch of chunks(needs)) {
    await tx.run(
      `INSERT INTO requirements (indicator_id, position, kind, min_count, window_months, window_from, window_to, note)
       SELECT value ->> '$.rowId', value ->> '$.position', value ->> '$.kind', value ->> '$.minCount', value ->> '$.windowMonths',
         value ->> '$.windowFrom', value ->> '$.windowTo', value ->> '$.note'
       FROM json_each(?)`,
      [JSON.stringify(batch)],
    );
  }
}

interface FrameworkRow {
  readonly id: string;
  readonly name: string;
  readonly edition: string;
  readonly reconstructed: number;
  readonly note: string;
  readonly level_names: string;
  readonly negative_list: string;
  readonly code_styles: string;
}

interface IndicatorRow {
  readonly id: number;
  readonly framework_id: string;
  readonly key: string;
  readonly parent_key: string | null;
  readonly level: number;
  readonly leaf: number;
  readonly code: string;
  readonly alt_codes: string;
  readonly name: string;
  readonly standard: string;
  readonly methods: string;
  readonly lead_unit: string;
  readonly units: string;
  readonly due_text: string;
  readonly keywords: string;
  readonly weak_keywords: string;
  readonly confidence: string;
}

interface RequirementRow extends Omit<Requirement, 'kind'> {
  readonly indicatorId: number;
  readonly kind: Requirement['kind'];
}

/** Every framework of an archive in the order of adding, indicators in print order, equal to what was stored. */
export async function readFrameworks(db: Sql): Promise<StoredFramework[]> {
  const frameworks = await db.all<FrameworkRow>(
    'SELECT id, name, edition, reconstructed, note, level_names, negative_list, code_styles FROM frameworks ORDER BY added_at, rowid',
  );
  const indicators = await db.all<IndicatorRow>(
    `SELECT one.*, parent.key AS parent_key FROM indicators AS one
     LEFT JOIN indicators AS parent ON parent.id = one.parent_id ORDER BY one.framework_id, one.position`,
  );
  const needs = groupedBy(
    await db.all<RequirementRow>(
      `SELECT indicator_id AS indicatorId, kind, min_count AS minCount, window_months AS windowMonths,
         window_from AS windowFrom, window_to AS windowTo, note FROM requirements ORDER BY indicator_id, position`,
    ),
    (row) => row.indicatorId,
  );
  const byFramework = groupedBy(indicators, (row) => row.framework_id);
  return frameworks.map((row) => {
    const rows = byFramework.get(row.id) ?? [];
    const negativeList = JSON.parse(row.negative_list) as readonly NegativeItem[];
    const codeStyles = stringsOf(row.code_styles);
    return {
      id: row.id,
      name: row.name,
      edition: row.edition,
      reconstructed: row.reconstructed === 1,
      note: row.note,
      levelNames: stringsOf(row.level_names),
      indicators: rows.map((one) => toIndicator(one, needs.get(one.id) ?? [])),
      ...(negativeList.length > 0 ? { negativeList } : {}),
      ...(codeStyles.length > 0 ? { codeStyles } : {}),
      rowIds: new Map(rows.map((one) => [one.key, one.id])),
    };
  });
}

function toIndicator(row: IndicatorRow, needs: readonly RequirementRow[]): Indicator {
  return {
    id: row.key,
    code: row.code,
    altCodes: stringsOf(row.alt_codes),
    name: row.name,
    level: row.level,
    parentId: row.parent_key,
    leaf: row.leaf === 1,
    standard: row.standard,
    methods: stringsOf(row.methods),
    leadUnit: row.lead_unit,
    units: stringsOf(row.units),
    dueText: row.due_text,
    keywords: stringsOf(row.keywords),
    weakKeywords: stringsOf(row.weak_keywords),
    confidence: row.confidence,
    requirements: needs.map(({ kind, minCount, windowMonths, windowFrom, windowTo, note }) => ({
      kind,
      minCount,
      windowMonths,
      windowFrom,
      windowTo,
      note,
    })),
  };
}

function groupedBy<Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}

function stringsOf(json: string): string[] {
  return JSON.parse(json) as string[];
}

function chunks<T>(values: readonly T[]): T[][] {
  const count = Math.ceil(values.length / ROWS_PER_STATEMENT);
  return Array.from({ length: count }, (_, at) => values.slice(at * ROWS_PER_STATEMENT, (at + 1) * ROWS_PER_STATEMENT));
}
