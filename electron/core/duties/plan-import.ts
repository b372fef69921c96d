import type { DutyChange, DutyConflict } from '../../../shared/contract/duty-import.ts';
import { hasCircled, leadingCode } from '../../../shared/domain/code-keys.ts';
import { createCodeIndex } from '../../../shared/domain/codes.ts';
import { NO_DUTY, type Duty, type DutyField } from '../../../shared/domain/duty.ts';
import type { Indicator } from '../../../shared/domain/framework.ts';
import { isCircular } from '../../../shared/domain/unit-names.ts';
import { fold } from '../../../shared/domain/text.ts';
import { joinLines, readDue, readUnits, splitCode, type StoredFramework } from '../frameworks/frameworks.ts';
import type { KnownUnits } from './known-units.ts';
import type { SheetLine } from './read-sheet.ts';

/** Who answers for a leaf, by the names as they are now. */
export interface Held {
  readonly due: string;
  readonly lead: boolean;
  readonly duties: readonly Omit<Duty, 'lead'>[];
}

export interface PlannedLeaf extends Held {
  /** Row id. */
  readonly indicator: number;
  readonly code: string;
  readonly name: string;
  /** Row of the table, for messages. */
  readonly row: number;
  readonly change: DutyChange;
}

export interface ImportPlan {
  readonly leaves: readonly PlannedLeaf[];
  readonly empty: number;
  readonly newUnits: readonly string[];
  /** Unit → the unit above it, where the table says one that is not stored yet. */
  readonly parents: ReadonlyMap<string, string>;
  readonly troubles: readonly { readonly row: number; readonly text: string; readonly reason: string }[];
}

export interface PlanOptions {
  readonly framework: StoredFramework;
  readonly known: KnownUnits;
  readonly heldOf: (indicator: number) => Held;
  readonly conflict: DutyConflict;
  readonly newUnits: 'add' | 'skip';
}

interface Draft {
  readonly leaf: Indicator;
  readonly row: number;
  readonly place: string;
  lead: string;
  due: string;
  readonly duties: Map<string, Record<DutyField, string>>;
}

/** As in the contract of `units.save`. */
const MOST_NAME = 60;

const PERSONAL = {
  ...{ 分管领导: 'leader', 责任人: 'person', 责任科室: 'office' },
  ...{ 任务: 'task', 进度: 'progress', 责任: 'responsibility', 考评: 'appraisal', 奖惩: 'reward' },
} as const;

/** Holds a table against what is there. Pure: nothing is written, every line is either used, empty or named with its reason. */
export function planImport(lines: readonly SheetLine[], options: PlanOptions): ImportPlan {
  const { framework, known } = options;
  const troubles: { row: number; text: string; reason: string }[] = [];
  const leaves = framework.indicators.filter((one) => one.leaf);
  const codes = createCodeIndex(leaves, framework.codeStyles);
  const byName = new Map(leaves.map((leaf) => [fold(leaf.name), leaf]));
  const drafts = new Map<string, Draft>();
  const fresh = new Set<string>();
  const parents = new Map<string, string>();
  let empty = 0;
  for (const line of lines) {
    const { row, cells } = line;
    const say = (text: string, reason: string): void => void troubles.push({ row, text: joinLines(text).slice(0, 80), reason });
    const leaf = leafOf(cells.编号 ?? '', cells.指标 ?? '', { exact: codes.exact, byName });
    if (leaf === null) {
      say([cells.编号, cells.指标].filter(Boolean).join(' '), '测评体系里没有这一条,这一行没有用');
      continue;
    }
    const read = unitsOf(cells);
    if (read.units.length === 0) {
      empty++;
      continue;
    }
    const unknown = read.units.filter((unit) => known.unitOf(unit) === null);
    if (unknown.length > 0 && options.newUnits === 'skip') {
      say(unknown.join('、'), '没有这个单位,这一行没有用');
      continue;
    }
    for (const unit of unknown) {
      if (!fresh.has(unit)) say(unit, '档案库里没有这个单位,会作为新单位');
      fresh.add(unit);
    }
    for (const word of read.rest) say(word, '不是单位名称,没有用');
    const before = drafts.get(leaf.id);
    if (before && before.place !== line.place) {
      say(`${leaf.code} ${leaf.name}`, `与第 ${before.row} 行是同一条指标,只用了前一行`);
      continue;
    }
    const draft = before ?? { leaf, row, place: line.place, lead: '', due: '', duties: new Map() };
    drafts.set(leaf.id, draft);
    const present = read.units.map((unit) => known.unitOf(unit) ?? unit);
    if (read.lead !== '' && draft.lead === '') draft.lead = known.unitOf(read.lead) ?? read.lead;
    for (const unit of present) if (!draft.duties.has(unit)) draft.duties.set(unit, { ...NO_DUTY });
    const whose = present[0] ?? '';
    for (const [column, field] of Object.entries(PERSONAL) as [keyof typeof PERSONAL, DutyField][])
      giveOut(draft, { text: cells[column] ?? '', field, whose, known });
    const above = joinLines(cells.上级单位 ?? '').trim();
    if (above !== '' && whose !== '') {
      const reason = placeAbove(parents, { unit: whose, above: known.unitOf(above) ?? above, options });
      if (reason !== null) say(`${whose} → ${above}`, reason);
    }
    if (cells.完成时间 !== undefined) {
      const own = giveOut(draft, { text: cells.完成时间, field: 'due', whose: null, known });
      if (own !== '' && draft.due === '') draft.due = readDue(own);
    }
  }
  const planned = [...drafts.values()].map((draft) => toPlanned(draft, options));
  return { leaves: planned, empty, newUnits: [...fresh], parents, troubles };
}

interface Above {
  readonly unit: string;
  readonly above: string;
  readonly options: PlanOptions;
}

/** Puts a unit below another in the plan; says why where it stays as it is. */
function placeAbove(parents: Map<string, string>, { unit, above, options: { known, conflict } }: Above): string | null {
  const stored = known.stored.get(unit)?.parent ?? '';
  const before = parents.get(unit) ?? stored;
  if (before === above) return null;
  if (above.length > MOST_NAME) return '上级单位写得太长,没有用';
  if (parents.has(unit)) return `上级单位与前面写的“${before}”不同,只用了前一个`;
  if (stored !== '' && conflict !== 'update') return `上级单位已经是“${stored}”,没有改`;
  const parentOf = (one: string): string => parents.get(one) ?? known.stored.get(one)?.parent ?? '';
  if (above === unit || isCircular(unit, above, parentOf)) return '上级单位是它自己或它的下级,没有用';
  parents.set(unit, above);
  return null;
}

interface Lookup {
  readonly exact: (code: string) => Indicator | undefined;
  readonly byName: ReadonlyMap<string, Indicator>;
}

/** By the number's own cell, by the number in front of the name, or by the whole name. */
function leafOf(code: string, text: string, { exact, byName }: Lookup): Indicator | null {
  const name = joinLines(text);
  const split = splitCode(name);
  if (code.trim() !== '') {
    const found = exact(code.trim());
    if (found) return found;
  }
  const word = leadingCode(name);
  return (
    (split.code === '' || split.local ? undefined : exact(hasCircled(word) ? word : split.code)) ??
    byName.get(fold(name)) ??
    byName.get(fold(split.name)) ??
    null
  );
}

/** The lead unit first: its own column, a mark in the list, or else the first unit named (P09, P24). */
function unitsOf(cells: SheetLine['cells']): {
  readonly lead: string;
  readonly units: readonly string[];
  readonly rest: readonly string[];
} {
  const lead = readUnits(cells.牵头单位 ?? '');
  const units = readUnits(cells.责任单位 ?? '');
  const partners = readUnits(cells.配合单位 ?? '');
  const leads = lead.units[0] ?? (units.lead || (units.units[0] ?? ''));
  const all = [...new Set([leads, ...lead.units, ...units.units, ...partners.units])].filter((unit) => unit !== '');
  return { lead: leads, units: all, rest: [...lead.rest, ...units.rest, ...partners.rest] };
}

/** `单位:内容` lines go to their unit; other text to `whose`, or comes back when that is null. */
function giveOut(
  draft: Draft,
  {
    text,
    field,
    whose,
    known,
  }: { readonly text: string; readonly field: DutyField; readonly whose: string | null; readonly known: KnownUnits },
): string {
  const rest: string[] = [];
  for (const line of text.split('\n').map((one) => one.trim())) {
    if (line === '') continue;
    const match = /^([^::]{2,40})[::]\s*(.+)$/.exec(line);
    const unit = match ? (known.unitOf(match[1] ?? '') ?? (match[1] ?? '').trim()) : '';
    const duty = draft.duties.get(unit);
    if (match && duty) duty[field] = field === 'due' ? readDue(match[2] ?? '') : (match[2] ?? '');
    else rest.push(line);
  }
  const left = rest.join('\n');
  const mine = whose === null ? undefined : draft.duties.get(whose);
  if (mine && left !== '') mine[field] = joinLines(left);
  return left;
}

/** What the table does not say stays as it is: an empty cell never erases. */
function toPlanned(draft: Draft, { framework, heldOf, conflict }: PlanOptions): PlannedLeaf {
  const indicator = framework.rowIds.get(draft.leaf.id) ?? 0;
  const held = heldOf(indicator);
  const order = [...new Set([draft.lead, ...draft.duties.keys()])].filter((unit) => unit !== '');
  const duties = order.map((unit) => {
    const before: Readonly<Record<string, string>> = held.duties.find((one) => one.unit === unit) ?? NO_DUTY;
    const said = draft.duties.get(unit) ?? NO_DUTY;
    const fields = Object.fromEntries(
      Object.entries(said).map(([field, value]) => [field, value === '' ? (before[field] ?? '') : value]),
    ) as Record<DutyField, string>;
    return { ...fields, unit };
  });
  const next: Held = { due: draft.due === '' ? held.due : draft.due, lead: draft.lead !== '', duties };
  const change: DutyChange =
    imageOf(next) === imageOf(held)
      ? 'same'
      : held.duties.length === 0
        ? 'added'
        : conflict === 'update'
          ? 'updated'
          : conflict === 'skip'
            ? 'skipped'
            : 'conflict';
  return { ...next, indicator, code: draft.leaf.code, name: draft.leaf.name, row: draft.row, change };
}

function imageOf({ due, lead, duties }: Held): string {
  return JSON.stringify([due, lead, duties.map((duty) => Object.entries(duty).toSorted(([a], [b]) => (a < b ? -1 : 1)))]);
}
