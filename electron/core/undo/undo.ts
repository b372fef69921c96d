import { AppError } from '../../../shared/contract/errors.ts';
import type { UndoneStep, UndoState } from '../../../shared/contract/undo.ts';
import { appendAudit } from '../audit/audit.ts';
import type { Database, Sql, SqlParams, SqlValue } from '../db/database.ts';

/**
 * Tables a step may change, and the columns a person's step owns there. Columns that a re-run of 编目 or 建议 may change meanwhile
 * are not compared and not put back.
 */
const TABLES = {
  links: [
    'document_id',
    'indicator_id',
    'state',
    'kind',
    'caption',
    'first_page',
    'last_page',
    'position',
    'decided_by',
    'decided_at',
  ],
  documents: ['title', 'title_origin', 'kind', 'kind_origin', 'date', 'date_origin', 'canonical_location_id'],
  frameworks: ['id', 'name', 'edition', 'reconstructed', 'note', 'level_names', 'negative_list', 'code_styles'],
  indicators: [
    ...[
      'parent_id',
      'position',
      'level',
      'leaf',
      'code',
      'alt_codes',
      'name',
      'standard',
      'methods',
      'keywords',
      'weak_keywords',
    ],
    ...['not_applicable_reason', 'lead_unit', 'units', 'due_text'],
  ],
  requirements: ['indicator_id', 'position', 'kind', 'min_count', 'window_months', 'window_from', 'window_to', 'note'],
  triage_later: ['framework_id', 'document_id', 'at'],
  sources: ['path'],
  packs: ['sha256', 'unit', 'made_at', 'content'],
  settings: ['key', 'value'],
  check_mutes: ['rule', 'subject', 'reason', 'muted_by', 'muted_at'],
  doubts: ['answer', 'answered_by', 'answered_at'],
  ocr_pages: ['corrected_text'],
  rules: [
    ...['indicator_id', 'name', 'folder', 'name_words', 'text_words', 'issuer', 'kind', 'series', 'active', 'automatic'],
    ...['made_by', 'made_at'],
  ],
  crosswalk: ['one_id', 'other_id', 'relation', 'decided_by', 'decided_at'],
  units: ['name', 'parent', 'former_names', 'abbreviations'],
  people: ['unit', 'name', 'post', 'phone', 'since', 'until', 'note'],
  duties: [
    ...['indicator_id', 'unit', 'leader', 'person', 'office', 'due'],
    ...['task', 'progress', 'responsibility', 'appraisal', 'reward'],
  ],
  pledges: ['unit', 'signed_on', 'document_id', 'deposit_yuan', 'note'],
  captions: ['document_id', 'event', 'time', 'place', 'people', 'background', 'photographer', 'decided_by', 'decided_at'],
  red_lines: ['document_id', 'indicator_id', 'page', 'x1', 'y1', 'x2', 'y2', 'drawn_by', 'drawn_at', 'recheck'],
  record_documents: ['record_id', 'document_id', 'role', 'position'],
  records: ['ledger', 'position', 'row_values', 'state'],
} as const;
type Table = keyof typeof TABLES;
type Row = Readonly<Record<string, SqlValue>>;

/** Which rows a step may touch: all that fit before it, and all that fit after it. */
export interface Watched {
  readonly table: Table;
  /** SQL condition over the table. */
  readonly where: string;
  readonly params: SqlParams;
}

export interface Step {
  /** What the clerk did, as a message can say it: `确认 3 项`. */
  readonly label: string;
  readonly at: Date;
  readonly actor: string;
  readonly watch: readonly Watched[];
}

interface Change {
  readonly table: Table;
  readonly id: number;
  readonly before: Row | null;
  readonly after: Row | null;
}

/**
 * Does `work` and stores what it changed as one step that can be undone, in the caller's transaction. A step that changed nothing
 * is not stored.
 */
export async function undoable<T>(tx: Sql, step: Step, work: () => Promise<T>): Promise<T> {
  const before = await images(tx, step.watch);
  const result = await work();
  const after = await images(tx, step.watch);
  const changes = [...new Set([...before.keys(), ...after.keys()])].flatMap((key): Change[] => {
    const [table = '', id = ''] = key.split(' ');
    const change = { table: table as Table, id: Number(id), before: before.get(key) ?? null, after: after.get(key) ?? null };
    return same(change.table, change.before, change.after) ? [] : [change];
  });
  if (changes.length > 0) {
    await tx.run("DELETE FROM undo_steps WHERE state = 'undone'");
    await tx.run("INSERT INTO undo_steps (at, actor, label, state, changes) VALUES (?, ?, ?, 'done', ?)", [
      step.at.toISOString(),
      step.actor,
      step.label,
      JSON.stringify(changes),
    ]);
  }
  return result;
}

async function images(tx: Sql, watch: readonly Watched[]): Promise<Map<string, Row>> {
  const found = new Map<string, Row>();
  for (const { table, where, params } of watch) {
    const rows = await tx.all<Row & { readonly step_row: number }>(
      `SELECT rowid AS step_row, * FROM ${table} WHERE ${where}`,
      params,
    );
    for (const { step_row: id, ...row } of rows) found.set(`${table} ${id}`, row);
  }
  return found;
}

/** Equal in what a person owns. */
function same(table: Table, one: Row | null, other: Row | null): boolean {
  return alike(TABLES[table], one, other);
}

function alike(columns: readonly string[], one: Row | null, other: Row | null): boolean {
  if (one === null || other === null) return one === other;
  return columns.every((column) => one[column] === other[column]);
}

/**
 * Columns a change puts back. Of a document only those the step changed: 编目 may read the others anew meanwhile, and a new date
 * must not stand against taking back a title. Of an indicator too: a step of an older program knew fewer columns.
 */
function ownedBy(table: Table, from: Row | null, to: Row | null): readonly string[] {
  if ((table !== 'documents' && table !== 'indicators') || from === null || to === null) return TABLES[table];
  return TABLES[table].filter((column) => from[column] !== to[column]);
}

interface StoredStep {
  readonly id: number;
  readonly at: string;
  readonly label: string;
  readonly changes: string;
}

const LAST_DONE = "SELECT id, at, label, changes FROM undo_steps WHERE state = 'done' ORDER BY id DESC LIMIT 1";
const FIRST_UNDONE = "SELECT id, at, label, changes FROM undo_steps WHERE state = 'undone' ORDER BY id LIMIT 1";

/** What Ctrl+Z and Ctrl+Y would do now. */
export async function peekUndo(db: Database): Promise<UndoState> {
  const [undo, redo] = [await db.get<StoredStep>(LAST_DONE), await db.get<StoredStep>(FIRST_UNDONE)];
  return { undo: undo ? { label: undo.label, at: undo.at } : null, redo: redo ? { label: redo.label, at: redo.at } : null };
}

/**
 * Who goes back or forth, and what must follow in the same transaction where documents' own facts changed (the search index), or the
 * words recognised on the pages of some.
 */
export interface Mover {
  readonly actor: string;
  readonly now: Date;
  readonly onDocuments: (tx: Sql, documentIds: readonly number[], recognised: readonly number[]) => Promise<void>;
  /** The same for 归类规则 that came, went or changed; left out, their suggestions follow with the next 编目. */
  readonly onRules?: (tx: Sql, ruleIds: readonly number[]) => Promise<void>;
  /** The same for 佐证 and 否决; left out, what had followed them stays until the next 编目. */
  readonly onLinks?: (tx: Sql, pairs: readonly { readonly documentId: number; readonly indicatorId: number }[]) => Promise<void>;
  /** The same for decisions about these documents, and for 指标对照 lines between these leaves (row ids). */
  readonly onCrosswalk?: (
    tx: Sql,
    changed: { readonly documentIds: readonly number[]; readonly leafIds: readonly number[] },
  ) => Promise<void>;
}

/**
 * Takes the last step back, also after a restart. Throws AppError `refused` when there is none, or when what it changed was changed
 * again since by something that is no step.
 */
export function undoLast(db: Database, who: Mover): Promise<UndoneStep> {
  return move(db, who, 'undo');
}

/** Does the step undone last again. Throws as `undoLast`. */
export function redoLast(db: Database, who: Mover): Promise<UndoneStep> {
  return move(db, who, 'redo');
}

async function move(
  db: Database,
  { actor, now, onDocuments, onRules, onLinks, onCrosswalk }: Mover,
  way: 'undo' | 'redo',
): Promise<UndoneStep> {
  return db.transaction(async (tx) => {
    const step = await tx.get<StoredStep>(way === 'undo' ? LAST_DONE : FIRST_UNDONE);
    if (!step) throw new AppError('refused', way === 'undo' ? '没有可以撤销的操作。' : '没有可以重做的操作。');
    const changes = JSON.parse(step.changes) as Change[];
    const forth = changes.map(({ table, id, before, after }) =>
      way === 'undo' ? { table, id, from: after, to: before } : { table, id, from: before, to: after },
    );
    // What lay in a folder that goes has to be looked at by the search index too.
    const leaving = await tx.all<{ id: number }>(
      'SELECT DISTINCT document_id AS id FROM locations WHERE document_id IS NOT NULL AND source_id IN (SELECT value FROM json_each(?))',
      [JSON.stringify(forth.filter(({ table, to }) => table === 'sources' && to === null).map(({ id }) => id))],
    );
    // Rows that must go are taken away first, the last ones before what they hang on: a row put back may need their place (one link a pair).
    for (const change of [...forth.filter(({ to }) => to === null).reverse(), ...forth.filter(({ to }) => to !== null)])
      await put(tx, change, step.label);
    await onDocuments(
      tx,
      [...changes.filter(({ table }) => table === 'documents'), ...leaving].map(({ id }) => id),
      changes.flatMap(({ table, before }) => (table === 'ocr_pages' ? [Number(before?.['document_id'])] : [])),
    );
    const rules = changes.filter(({ table }) => table === 'rules').map(({ id }) => id);
    await onRules?.(tx, rules);
    const pairs = changes.flatMap(({ table, before, after }) => {
      const row = after ?? before;
      return table === 'links' && row
        ? [{ documentId: Number(row['document_id']), indicatorId: Number(row['indicator_id']) }]
        : [];
    });
    await onLinks?.(tx, pairs);
    const valuesOf = (wanted: Table, columns: readonly string[]) => [
      ...new Set(
        changes.flatMap(({ table, before, after }) =>
          table === wanted
            ? columns
                .flatMap((column) => [before?.[column], after?.[column]])
                .flatMap((one) => (typeof one === 'number' ? [one] : []))
            : [],
        ),
      ),
    ];
    await onCrosswalk?.(tx, {
      documentIds: valuesOf('links', ['document_id']),
      leafIds: valuesOf('crosswalk', ['one_id', 'other_id']),
    });
    await tx.run('UPDATE undo_steps SET state = ? WHERE id = ?', [way === 'undo' ? 'undone' : 'done', step.id]);
    const detail = { label: step.label, at: step.at, changes: changes.length };
    await appendAudit(tx, { at: now.toISOString(), actor, action: way === 'undo' ? 'undo' : 'redo', detail });
    const indexAgain = changes.some(({ table }) => table === 'sources');
    return { label: step.label, changes: changes.length, indexAgain };
  });
}

async function put(
  tx: Sql,
  { table, id, from, to }: { readonly table: Table; readonly id: number; readonly from: Row | null; readonly to: Row | null },
  label: string,
): Promise<void> {
  const [where, params] = identityOf(table, id, from ?? to);
  const now = (await tx.get<Row>(`SELECT * FROM ${table} WHERE ${where}`, params)) ?? null;
  // A suggestion may have come or gone by itself: only what a person decided stands against undoing.
  const owned = ownedBy(table, from, to);
  const asLeft = alike(owned, now, from) || (table === 'links' && isOpen(now) && isOpen(from));
  const decidedSince = to === null && table === 'indicators' && (await hasDecisions(tx, id));
  if (!asLeft || decidedSince)
    throw new AppError('refused', `不能撤销“${label}”:其中的内容后来又改过。请到对应的材料或指标核对后再改。`);
  if (to === null) {
    await tx.run(`DELETE FROM ${table} WHERE ${where}`, params);
    return;
  }
  const columns = now === null ? Object.keys(to).filter((column) => column !== 'id' || table === 'frameworks') : owned;
  const values = columns.map((column) => to[column] ?? null);
  if (now === null) {
    const own: Record<string, SqlValue> = table === 'links' ? {} : { rowid: id };
    const names = [...Object.keys(own), ...columns];
    await tx.run(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`, [
      ...Object.values(own),
      ...values,
    ]);
  } else
    await tx.run(`UPDATE ${table} SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE ${where}`, [
      ...values,
      ...params,
    ]);
}

/** What finds a row again: its number, but a link by its pair, since a suggestion may have come for the pair, or taken the number. */
function identityOf(table: Table, id: number, row: Row | null): readonly [where: string, params: readonly SqlValue[]] {
  if (table !== 'links' || row === null) return ['rowid = ?', [id]];
  return ['document_id = ? AND indicator_id = ?', [row['document_id'] ?? null, row['indicator_id'] ?? null]];
}

/** Decisions made by something that is no step would go with their indicator. */
async function hasDecisions(tx: Sql, indicator: number): Promise<boolean> {
  const found = await tx.get("SELECT 1 AS found FROM links WHERE indicator_id = ? AND state <> 'suggested' LIMIT 1", [indicator]);
  return found !== undefined && found !== null;
}

function isOpen(row: Row | null): boolean {
  return row === null || row['state'] === 'suggested';
}
