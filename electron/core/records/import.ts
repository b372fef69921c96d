import { basename } from 'node:path';
import { AppError } from '../../../shared/contract/errors.ts';
import type { RecordImport } from '../../../shared/contract/records.ts';
import { checkValues, keyOf, wordsOf } from '../../../shared/domain/ledgers/check-values.ts';
import type { LedgerDefinition, Values } from '../../../shared/domain/ledgers/ledger.ts';
import type { Archive } from '../archives/archives.ts';
import { appendAudit, type By } from '../audit/audit.ts';
import type { Sql } from '../db/database.ts';
import { undoable } from '../undo/undo.ts';
import { readTableFor, STATE_HEADER, STATE_KEY, type ReadTable, type TableRequest } from './read-table.ts';
import { definitionOf, readRecords, type StoredRecord } from './store.ts';
import { createUnitCells, type UnitNames } from './unit-cells.ts';
import { insertRecord, watchRecords } from './write.ts';

export interface ImportRequest extends TableRequest {
  readonly ledger: string;
  /** What happens to rows that are known by their key columns. */
  readonly conflict: 'skip' | 'update' | 'stop';
  /** Name of a unit as written → the unit that is meant. */
  readonly units?: Readonly<Record<string, string>> | undefined;
}

/** Reads the units of the archive, in the transaction that stores. */
export type ReadUnitNames = (sql: Sql) => Promise<UnitNames>;

const MOST_SHOWN = 200;
const MOST_PROBLEMS = 500;

interface PlannedRow {
  readonly row: number;
  readonly values: Values;
  readonly state: string | null;
  readonly known: StoredRecord | null;
}

interface Plan {
  readonly rows: readonly PlannedRow[];
  readonly problems: RecordImport['problems'];
  readonly refused: number;
  readonly units: RecordImport['units'];
  readonly unitNames: readonly string[];
}

/** What importing a table would do, without storing anything. Throws as `readTableFor`. */
export async function previewImport({ db }: Archive, request: ImportRequest, readUnits: ReadUnitNames): Promise<RecordImport> {
  const definition = definitionOf(request.ledger);
  const table = await readTableFor(definition, request);
  return resultOf(
    definition,
    table,
    await planOf(db, table, { definition, request, units: await readUnits(db) }),
    request.conflict,
  );
}

/**
 * Imports a table: the rows that were understood, units under their present names or those the person chose, all or none, as one step of undo and one audit row; what was not understood is told
 * row by row. Throws as `readTableFor`, and AppError `refused` when `conflict` is `stop` and a row is known already.
 */
export async function importRecords(
  { db }: Archive,
  request: ImportRequest,
  readUnits: ReadUnitNames,
  by: By,
): Promise<RecordImport> {
  const definition = definitionOf(request.ledger);
  const file = basename(request.file);
  const table = await readTableFor(definition, request);
  return db.transaction(async (tx) => {
    const plan = await planOf(tx, table, { definition, request, units: await readUnits(tx) });
    const known = plan.rows.filter((row) => row.known !== null);
    const [first] = known;
    if (request.conflict === 'stop' && first)
      throw new AppError(
        'refused',
        `没有导入:${file} 第 ${first.row} 行“${wordsOf(definition, first.values)}”等 ${known.length} 行在“${definition.name}”里已经有了。请改选“跳过”或“更新”再导入。`,
      );
    const result = resultOf(definition, table, plan, request.conflict);
    const last = await tx.get<{ id: number | null }>('SELECT max(id) AS id FROM records');
    const ids = JSON.stringify(known.map((row) => row.known?.id ?? 0));
    const watch = watchRecords('id > ? OR id IN (SELECT value FROM json_each(?))', [last?.id ?? 0, ids]);
    const label = `导入${definition.name}:${file}`;
    await undoable(tx, { label, at: by.now, actor: by.actor, watch }, async () => {
      for (const row of plan.rows)
        if (row.known === null) await insertRecord(tx, definition, row, by);
        else if (request.conflict === 'update') await updateRecord(tx, row.known, row, by);
    });
    const { added, updated, skipped, refused } = result;
    const detail = { ledger: definition.name, file, sheet: table.sheet, added, updated, skipped, refused };
    await appendAudit(tx, { at: by.now.toISOString(), actor: by.actor, action: 'record.import', detail });
    return result;
  });
}

/** What the table says wins; what it leaves empty stays. */
async function updateRecord(tx: Sql, known: StoredRecord, row: PlannedRow, by: By): Promise<void> {
  await tx.run('UPDATE records SET row_values = ?, state = ?, updated_at = ?, updated_by = ? WHERE id = ?', [
    JSON.stringify({ ...known.values, ...row.values }),
    row.state ?? known.state,
    by.now.toISOString(),
    by.actor,
    known.id,
  ]);
}

interface PlanFor {
  readonly definition: LedgerDefinition;
  readonly request: ImportRequest;
  readonly units: UnitNames;
}

async function planOf(db: Sql, table: ReadTable, { definition, request, units }: PlanFor): Promise<Plan> {
  const file = basename(request.file);
  const cells = createUnitCells(definition, units, request.units ?? {});
  const stored = (await readRecords(db)).get(definition.id) ?? [];
  const known = new Map(stored.map((row) => [keyOf(definition, row.values), row]));
  const letters = new Map(table.columns.map(({ key, letter }) => [key, letter]));
  const seen = new Map<string, number>();
  const rows: PlannedRow[] = [];
  const problems: RecordImport['problems'][number][] = [];
  let refused = 0;
  for (const { row, written } of table.rows) {
    const { values: read, problems: found } = checkValues(definition, written);
    const values = found.length > 0 ? read : cells.named(read);
    const own = found.map(({ key, text, reason }) => ({ row, column: letters.get(key) ?? '', text, reason }));
    const state = stateOf(definition, written[STATE_KEY] ?? '');
    if (state === undefined)
      own.push({
        row,
        column: letters.get(STATE_KEY) ?? '',
        text: written[STATE_KEY] ?? '',
        reason: `${STATE_HEADER}“${written[STATE_KEY] ?? ''}”看不懂,只能是${(definition.states ?? []).map(({ name }) => name).join('、')}。`,
      });
    const key = keyOf(definition, values);
    const former = key === null ? undefined : seen.get(key);
    if (former !== undefined) own.push({ row, column: '', text: wordsOf(definition, values), reason: `与第 ${former} 行重复。` });
    if (own.length > 0) {
      refused++;
      problems.push(...own);
      continue;
    }
    if (key !== null) seen.set(key, row);
    const match = key === null ? null : (known.get(key) ?? null);
    rows.push(explained(definition, { row, values, state: state ?? null, known: match }, file));
  }
  return { rows, problems: problems.slice(0, MOST_PROBLEMS), refused, ...unitsOf(cells.met(), units) };
}

function unitsOf(met: RecordImport['units'], { names }: UnitNames): Pick<Plan, 'units' | 'unitNames'> {
  return { units: met, unitNames: met.some(({ present }) => present === null) ? names : [] };
}

/** Null where the table does not say; undefined for a word that is no state. */
function stateOf(definition: LedgerDefinition, word: string): string | null | undefined {
  const text = word.replace(/\s+/g, '');
  if (!definition.states || text === '') return null;
  return definition.states.find(({ name, synonyms = [] }) => name === text || synonyms.includes(text))?.name;
}

/** A new row begins in the first state; one that comes closed without its proof says in writing where that was said. */
function explained(definition: LedgerDefinition, row: PlannedRow, file: string): PlannedRow {
  const state = row.state ?? (row.known ? null : (definition.states?.[0]?.name ?? null));
  const move = definition.moves?.find(({ to, needsRole }) => to === state && needsRole !== undefined);
  const reasonKey = move?.reasonKey;
  if (!move || reasonKey === undefined || row.known?.state === state) return { ...row, state };
  const proved = row.known?.documents.some(({ role }) => role === move.needsRole) ?? false;
  if (proved || (row.values[reasonKey] ?? row.known?.values[reasonKey] ?? '') !== '') return { ...row, state };
  return { ...row, state, values: { ...row.values, [reasonKey]: `导入时 ${file} 已写明${state ?? ''},没有带照片` } };
}

function resultOf(definition: LedgerDefinition, table: ReadTable, plan: Plan, conflict: ImportRequest['conflict']): RecordImport {
  const known = plan.rows.filter((row) => row.known !== null).length;
  const updated = conflict === 'update' ? known : 0;
  return {
    sheet: table.sheet,
    sheets: table.sheets,
    headerRow: table.headerRow,
    columns: table.columns,
    found: table.rows.length,
    added: plan.rows.length - known,
    updated,
    skipped: known - updated,
    refused: plan.refused,
    problems: plan.problems,
    units: plan.units,
    unitNames: plan.unitNames,
    preview: plan.rows.slice(0, MOST_SHOWN).map((row) => ({
      row: row.row,
      what: row.known === null ? ('新增' as const) : conflict === 'update' ? ('更新' as const) : ('跳过' as const),
      words: wordsOf(definition, row.values),
    })),
  };
}
