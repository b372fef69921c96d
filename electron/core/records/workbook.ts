import type { Figure, LedgerDefinition, StoredColumn, Value } from '../../../shared/domain/ledgers/ledger.ts';
import { among, textOf } from '../../../shared/domain/ledgers/ledger.ts';
import type { Archive } from '../archives/archives.ts';
import { writeWorkbook, type SheetColumn, type SheetDefinition } from '../ledgers/ledgers.ts';
import { derivedOf } from './list.ts';
import { STATE_HEADER } from './read-table.ts';
import { definitionOf, readAttached, readRecords, type StoredRecord } from './store.ts';

export interface WorkbookRequest {
  readonly ledger: string;
  /** Days, both inclusive; only rows of a ledger with a day of its own are chosen by them. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly today: string;
}

const DEFAULT_WIDTH = 16;

/**
 * Writes a ledger: its rows with what is worked out, and a sheet of its numbers. With days it is a report of that period. Returns how
 * many rows. Throws AppError `not-found` for the ledger, `refused` when the file cannot be written.
 */
export async function writeRecords(archive: Archive, request: WorkbookRequest, path: string): Promise<number> {
  const { rows, numbers } = await recordSheets(archive, request);
  await writeWorkbook(path, [rows, ...numbers]);
  return rows.rows.length;
}

/** The sheets of a ledger: one of its rows and one of its numbers, where there are numbers. Throws AppError `not-found` for an unknown ledger. */
export async function recordSheets(
  { db }: Archive,
  request: WorkbookRequest,
): Promise<{ readonly rows: SheetDefinition; readonly numbers: readonly SheetDefinition[] }> {
  const definition = definitionOf(request.ledger);
  const all = await readRecords(db);
  const around = among(all, request.today);
  const rows = (all.get(definition.id) ?? []).filter((row) => isChosen(definition, row, request));
  const attached = await readAttached(db, definition.id);
  const roles = definition.roles ?? [];
  const period =
    request.from === undefined && request.to === undefined ? '' : `(${request.from ?? ''} 至 ${request.to ?? request.today})`;
  const sheet: SheetDefinition = {
    name: definition.name.replace(/[\\/?*[\]:]/g, '与').slice(0, 28),
    title: `${definition.name}${period}`,
    remarks: [`${request.today} 导出,共 ${rows.length} 行`],
    columns: [
      { header: '序号', widthChars: 6, type: 'number' },
      ...definition.columns.map(sheetColumn),
      ...(definition.states ? [{ header: STATE_HEADER, widthChars: 10, type: 'text' as const }] : []),
      ...(definition.derived ?? []).map(({ header, type, widthChars = DEFAULT_WIDTH }) => ({ header, type, widthChars })),
      ...roles.map(({ label }) => ({ header: label, widthChars: 24, type: 'text' as const })),
    ],
    rows: rows.map((row, at) => {
      const derived = derivedOf(definition, row, around);
      return [
        at + 1,
        ...definition.columns.map((column) => row.values[column.key] ?? null),
        ...(definition.states ? [row.state] : []),
        ...(definition.derived ?? []).map((column) => derived[column.key] ?? null),
        ...roles.map(({ role }) => {
          const own = (attached.get(row.id) ?? []).filter((one) => one.role === role);
          return own.length === 0 ? null : own.map(({ title }) => title).join('\n');
        }),
      ];
    }),
  };
  const figures = rows.length === 0 ? [] : (definition.figures?.(rows, around) ?? []);
  return { rows: sheet, numbers: figureSheets(definition, figures) };
}

function sheetColumn(column: StoredColumn): SheetColumn {
  const type = column.type === 'number' || column.type === 'date' ? column.type : 'text';
  return { header: column.header, widthChars: column.widthChars ?? DEFAULT_WIDTH, type };
}

/** Whether a row belongs to the days asked for; a ledger without a day of its own gives all. */
export function isChosen(
  definition: LedgerDefinition,
  row: StoredRecord,
  { from, to }: Pick<WorkbookRequest, 'from' | 'to'>,
): boolean {
  if (definition.dayKey === undefined || (from === undefined && to === undefined)) return true;
  const day = textOf(row, definition.dayKey);
  return day !== '' && day >= (from ?? '') && day <= (to ?? '9999');
}

/** One sheet with every number that the screen shows, so that a report can be printed; none where there is nothing. */
function figureSheets(definition: LedgerDefinition, figures: readonly Figure[]): readonly SheetDefinition[] {
  const rows = figures.flatMap(figureRows);
  if (rows.length === 0) return [];
  const width = Math.max(...rows.map((row) => row.length));
  return [
    {
      name: '统计',
      title: `${definition.name} 统计`,
      remarks: [],
      columns: Array.from({ length: width }, (_, at) => ({
        header: at === 0 ? '内容' : `数据 ${at}`,
        widthChars: at === 0 ? 30 : 22,
        type: 'text',
      })),
      rows: rows.map((row) => Array.from({ length: width }, (_, at) => row[at] ?? null)),
    },
  ];
}

function figureRows(figure: Figure): readonly (readonly Value[])[] {
  switch (figure.kind) {
    case 'number':
      return [[figure.label, figure.value, figure.note]];
    case 'bars':
      return [[figure.title], ...figure.bars.map(({ label, words }) => [label, words])];
    case 'line':
      return [[figure.title], ...figure.points.map(({ label, value }) => [label, value])];
    case 'table':
      return [[figure.title, ...(figure.note ? [figure.note] : [])], figure.headers, ...figure.rows];
    case 'calendar':
      return [];
  }
}
