import { KINDS } from './document.ts';
import { countsFor, GAP_STATES, isReadable, WORST_FIRST, type GapLink, type GapState, type Need } from './gaps.ts';
import { addMonths } from './periods.ts';
import { fold } from './text.ts';

/** 缺项矩阵: leaves × 责任单位, 材料类型 or months, made from the same values as the gap list. */
export const MATRIX_BY = ['unit', 'kind', 'month'] as const;
export type MatrixBy = (typeof MATRIX_BY)[number];

/** A leaf as `readGaps` judged it, with the links it was judged by. */
export interface MatrixLeaf {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly leadUnit: string;
  readonly units: readonly string[];
  /** 测评方法 (T6). */
  readonly methods?: readonly string[];
  readonly state: GapState;
  readonly needs: readonly Need[];
  readonly links: readonly GapLink[];
}

/**
 * Counts of a cell, a row or a column. `confirmed` never counts more than a need asks for, so that a surplus of one kind does not
 * hide the lack of another; in a matrix by month it is the number of counted documents and `required` is 0.
 */
export interface GapCount {
  readonly confirmed: number;
  readonly required: number;
  readonly suggested: number;
}

/** Only cells that say something exist. `state` is null by month: a month alone is neither enough nor lacking. */
export interface MatrixCell extends GapCount {
  /** Index into the matrix's columns. */
  readonly column: number;
  readonly state: GapState | null;
  /** Of the column's unit, by unit only. */
  readonly role: 'lead' | 'other' | null;
}

export interface MatrixRow extends GapCount {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly leadUnit: string;
  readonly units: readonly string[];
  readonly methods: readonly string[];
  readonly state: GapState;
  /** What its worst need lacks and what to do next, '' when it needs nothing. */
  readonly lacking: string;
  readonly cells: readonly MatrixCell[];
}

export interface MatrixColumn extends GapCount {
  readonly key: string;
  readonly label: string;
  /** Rows with a cell here, and how many of those are neither 齐全, 将到期 nor 不适用. */
  readonly leaves: number;
  readonly lacking: number;
  readonly state: GapState | null;
}

export interface GapMatrix {
  readonly by: MatrixBy;
  readonly columns: readonly MatrixColumn[];
  readonly rows: readonly MatrixRow[];
  /** Leaves by state, of the rows. */
  readonly states: Readonly<Record<GapState, number>>;
}

export interface MatrixFilter {
  /** Empty: every state. */
  readonly states: readonly GapState[];
  /** Leaves this unit leads or takes part in; '' for all. */
  readonly unit: string;
  /** Leaves judged by this 测评方法; '' or left out for all. */
  readonly method?: string | undefined;
  /** Words of the code, the name or a unit; '' for all. */
  readonly text: string;
}

/** The last column of a matrix by month: counted documents that are older than its months or that need no date. */
export const OTHER_MONTHS = 'other';
const COMPLETE: ReadonlySet<GapState> = new Set(['齐全', '将到期', '不适用']);
const FEWEST_MONTHS = 12;
const MOST_MONTHS = 36;

export function isLacking(state: GapState): boolean {
  return !COMPLETE.has(state);
}

/** The matrix of some leaves, rows in their order. */
export function gapMatrix(leaves: readonly MatrixLeaf[], by: MatrixBy, baseDate: string): GapMatrix {
  const keys = by === 'unit' ? unitsOf(leaves) : by === 'kind' ? kindsOf(leaves) : monthsOf(leaves, baseDate);
  const at = new Map(keys.map((key, index) => [key, index]));
  const rows = leaves.map((leaf): MatrixRow => {
    const { id, code, name, leadUnit, units, state, methods = [] } = leaf;
    const cells = by === 'unit' ? unitCells(leaf, at) : by === 'kind' ? kindCells(leaf, at) : monthCells(leaf, at);
    const worst = WORST_FIRST.map((one) => leaf.needs.find((need) => need.state === one)).find((need) => need !== undefined);
    const lacking = worst?.message ?? (isLacking(state) ? '没有已确认的材料。' : '');
    return { id, code, name, leadUnit, units, methods, state, ...leafCount(leaf), lacking, cells };
  });
  const labels = keys.map((key) => ({ key, label: by === 'month' ? monthLabel(key) : key }));
  return totalled(by, labels, rows);
}

/** The rows a person asked for, with the totals of just those; columns without any cell are left out but for months. */
export function filterMatrix(matrix: GapMatrix, filter: MatrixFilter): GapMatrix {
  const words = fold(filter.text)
    .split(/\s+/)
    .filter((word) => word !== '');
  const states = new Set(filter.states);
  const rows = matrix.rows.filter((row) => {
    if (states.size > 0 && !states.has(row.state)) return false;
    if (filter.unit !== '' && row.leadUnit !== filter.unit && !row.units.includes(filter.unit)) return false;
    if (filter.method && !row.methods.includes(filter.method)) return false;
    if (words.length === 0) return true;
    const text = fold([row.code, row.name, row.leadUnit, ...row.units].join(' '));
    return words.every((word) => text.includes(word));
  });
  const used = new Set(rows.flatMap((row) => row.cells.map((cell) => cell.column)));
  const kept = matrix.columns
    .map((column, index) => ({ column, index }))
    .filter(({ column, index }) => {
      if (matrix.by === 'unit' && filter.unit !== '') return column.key === filter.unit;
      return matrix.by === 'month' || used.has(index);
    });
  const moved = new Map(kept.map(({ index }, to) => [index, to]));
  const shown = rows.map((row) => ({
    ...row,
    cells: row.cells.flatMap((cell) => {
      const column = moved.get(cell.column);
      return column === undefined ? [] : [{ ...cell, column }];
    }),
  }));
  return totalled(
    matrix.by,
    kept.map(({ column: { key, label } }) => ({ key, label })),
    shown,
  );
}

function totalled(
  by: MatrixBy,
  labels: readonly { readonly key: string; readonly label: string }[],
  rows: readonly MatrixRow[],
): GapMatrix {
  const sums = labels.map((label) => ({
    ...{ ...label, confirmed: 0, required: 0, suggested: 0, leaves: 0, lacking: 0 },
    worst: WORST_FIRST.length,
  }));
  const states = Object.fromEntries(GAP_STATES.map((state) => [state, 0])) as Record<GapState, number>;
  for (const row of rows) {
    states[row.state]++;
    for (const cell of row.cells) {
      const sum = sums[cell.column];
      if (!sum) continue;
      sum.confirmed += cell.confirmed;
      sum.required += cell.required;
      sum.suggested += cell.suggested;
      sum.leaves++;
      if (cell.state === null) continue;
      if (isLacking(cell.state)) sum.lacking++;
      const rank = WORST_FIRST.indexOf(cell.state);
      if (rank >= 0 && rank < sum.worst) sum.worst = rank;
    }
  }
  const columns = sums.map(({ worst, ...sum }): MatrixColumn => ({ ...sum, state: WORST_FIRST[worst] ?? null }));
  return { by, columns, rows, states };
}

/** Units by the leaves they lead, most first, then as they first appear: an order that does not move while work goes on. */
function unitsOf(leaves: readonly MatrixLeaf[]): string[] {
  const led = new Map<string, number>();
  for (const leaf of leaves) {
    if (leaf.leadUnit !== '') led.set(leaf.leadUnit, (led.get(leaf.leadUnit) ?? 0) + 1);
    for (const unit of leaf.units) if (!led.has(unit)) led.set(unit, 0);
  }
  return [...led].sort(([, a], [, b]) => b - a).map(([unit]) => unit);
}

function kindsOf(leaves: readonly MatrixLeaf[]): string[] {
  const asked = new Set(leaves.flatMap((leaf) => leaf.needs.map((need) => need.kind)));
  return KINDS.filter((kind) => asked.has(kind));
}

/** Months back from the newest day any window reaches to the oldest (12 to 36 of them), then the rest if any is there. */
function monthsOf(leaves: readonly MatrixLeaf[], baseDate: string): string[] {
  const oldest = leaves
    .flatMap((leaf) => leaf.needs.map((need) => need.windowFrom))
    .reduce<string>((least, from) => (from !== null && from < least ? from : least), addMonths(baseDate, 1 - FEWEST_MONTHS));
  const newest = leaves
    .flatMap((leaf) => leaf.needs.map((need) => need.windowTo))
    .reduce<string>((most, to) => (to !== null && to > most ? to : most), baseDate);
  const months: string[] = [];
  for (let month = newest.slice(0, 7); month >= oldest.slice(0, 7) && months.length < MOST_MONTHS;) {
    months.push(month);
    month = addMonths(`${month}-01`, -1).slice(0, 7);
  }
  const known = new Set(months);
  const outside = leaves.some((leaf) => leaf.links.some((link) => counted(leaf, link) && !known.has(monthOf(link))));
  return outside ? [...months, OTHER_MONTHS] : months;
}

function monthLabel(key: string): string {
  return key === OTHER_MONTHS ? '更早或无日期' : `${key.slice(0, 4)}年${Number(key.slice(5))}月`;
}

function monthOf(link: GapLink): string {
  return link.date?.slice(0, 7) ?? OTHER_MONTHS;
}

/** Counts for at least one of the leaf's needs; a leaf that asks for nothing in particular takes any readable document. */
function counted(leaf: MatrixLeaf, link: GapLink): boolean {
  return leaf.needs.length === 0 ? isReadable(link.documentState) : leaf.needs.some((need) => countsFor(link, need));
}

/** A leaf that asks for nothing in particular needs one document. */
function leafCount(leaf: MatrixLeaf): GapCount {
  if (leaf.needs.length > 0) return sumOf(leaf.needs);
  const readable = (state: GapLink['state']): number =>
    leaf.links.filter((link) => link.state === state && isReadable(link.documentState)).length;
  return {
    confirmed: Math.min(1, readable('confirmed')),
    required: leaf.state === '不适用' ? 0 : 1,
    suggested: readable('suggested'),
  };
}

function sumOf(needs: readonly Need[]): GapCount {
  return {
    confirmed: needs.reduce((sum, need) => sum + Math.min(need.confirmed, need.required), 0),
    required: needs.reduce((sum, need) => sum + need.required, 0),
    suggested: needs.reduce((sum, need) => sum + need.suggested, 0),
  };
}

function unitCells(leaf: MatrixLeaf, at: ReadonlyMap<string, number>): MatrixCell[] {
  const count = leafCount(leaf);
  const units = [...new Set([leaf.leadUnit, ...leaf.units])];
  return units.flatMap((unit) => {
    const column = at.get(unit);
    const role = unit === leaf.leadUnit ? 'lead' : 'other';
    return column === undefined ? [] : [{ column, ...count, state: leaf.state, role }];
  });
}

function kindCells(leaf: MatrixLeaf, at: ReadonlyMap<string, number>): MatrixCell[] {
  const kinds = [...new Set(leaf.needs.map((need) => need.kind))];
  return kinds.flatMap((kind) => {
    const column = at.get(kind);
    const needs = leaf.needs.filter((need) => need.kind === kind);
    const state = worstState(needs.map((need) => need.state));
    return column === undefined ? [] : [{ column, ...sumOf(needs), state, role: null }];
  });
}

function monthCells(leaf: MatrixLeaf, at: ReadonlyMap<string, number>): MatrixCell[] {
  if (leaf.state === '不适用') return [];
  const cells = new Map<number, { confirmed: number; suggested: number }>();
  for (const link of leaf.links) {
    if (!counted(leaf, link)) continue;
    const column = at.get(monthOf(link)) ?? at.get(OTHER_MONTHS);
    if (column === undefined) continue;
    const cell = cells.get(column) ?? { confirmed: 0, suggested: 0 };
    cell[link.state]++;
    cells.set(column, cell);
  }
  return [...cells].map(([column, count]) => ({ column, ...count, required: 0, state: null, role: null }));
}

function worstState(states: readonly GapState[]): GapState {
  return WORST_FIRST.find((state) => states.includes(state)) ?? '不适用';
}

/** Why a linked document does not count for its leaf, in words; null when it counts, or will once confirmed. */
export function whyNotCounted(link: GapLink, needs: readonly Need[]): string | null {
  if (!isReadable(link.documentState)) return link.documentState === 'missing' ? '文件不在原处' : '打不开';
  if (needs.length === 0) return null;
  if (needs.some((need) => countsFor(link, need))) return null;
  const ofKind = needs.filter((need) => countsFor({ ...link, date: null }, { ...need, windowFrom: null, windowTo: null }));
  if (ofKind.length === 0) return link.kind === null ? '没有定材料类型' : `不是所要的材料类型(它是${link.kind})`;
  return link.date === null ? '没有日期,不能算在时限内' : `日期不在时限内(${link.date})`;
}
