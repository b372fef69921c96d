import type { DocumentState, Kind } from './document.ts';
import { addDays, isWithin, windowOf, type Window } from './periods.ts';

/** 缺项: computed, never stored. The ten states, always these words (PRODUCT word list). */
export const GAP_STATES = [
  '齐全',
  '待确认',
  '数量不足',
  '类型不符',
  '超出时限',
  '将到期',
  '已过期',
  '无法读取',
  '缺失',
  '不适用',
] as const;
export type GapState = (typeof GAP_STATES)[number];

/** Nothing is left to do: what is 将到期 counts, and is named by itself. */
export const DONE_STATES: ReadonlySet<GapState> = new Set<GapState>(['齐全', '将到期', '不适用']);

export interface GapRequirement {
  readonly kind: Kind;
  readonly minCount: number;
  readonly windowMonths: number | null;
  readonly windowFrom: string | null;
  readonly windowTo: string | null;
}

/** A document linked to a leaf. `date` is never a file's own time (PRODUCT rule 6). */
export interface GapLink {
  readonly state: 'confirmed' | 'suggested';
  /** The kind the clerk gave this link, else the document's own. */
  readonly kind: Kind | null;
  readonly date: string | null;
  readonly documentState: DocumentState;
}

export interface Need {
  readonly kind: Kind;
  readonly required: number;
  /** Confirmed documents that count: right kind, in the window, readable. */
  readonly confirmed: number;
  /** Suggested ones that would count once confirmed. */
  readonly suggested: number;
  readonly windowFrom: string | null;
  readonly windowTo: string | null;
  readonly state: GapState;
  /** What is lacking and what to do next. */
  readonly message: string;
}

/** Answer of `gaps`; keys are the command line's contract. Leaves only. */
export interface GapsResult {
  readonly frameworks: readonly {
    readonly id: string;
    readonly name: string;
    readonly edition: string;
    /** The sentence that the wording is a reconstruction, else ''. */
    readonly note: string;
    readonly levelNames: readonly string[];
    readonly baseDate: string;
    /** `score`, of `gaps` only: percent by the framework's 评分办法, only complete indicators count; null when none is to be scored. */
    readonly totals: GapTotals & { readonly score?: number | null };
    readonly indicators: readonly {
      readonly code: string;
      readonly name: string;
      readonly leadUnit: string;
      readonly units: readonly string[];
      readonly state: GapState;
      readonly needs: readonly Need[];
      /** Why it does not apply, as written, or null. */
      readonly notApplicable: string | null;
    }[];
  }[];
  /** What of the 负面清单 stands against the whole application. */
  readonly vetoes: readonly { readonly item: string; readonly kind: string; readonly happened: string }[];
}

/** `complete` = 齐全 + 将到期, `missing` = 缺失, `partial` = every other state but 不适用; the four add up to `leaves`. */
export interface GapTotals {
  readonly leaves: number;
  readonly complete: number;
  readonly partial: number;
  readonly missing: number;
  readonly notApplicable: number;
}

/** Kinds that also satisfy a requirement for another: a 工作总结 is a report on the work done (REQUIREMENTS E2: the four-way and the filing kinds overlap). */
const ALSO_SATISFIES: Partial<Record<Kind, readonly Kind[]>> = { 工作总结: ['说明报告'] };

/** Evidence this near to falling out of (or just fallen out of) a months-back window is named 将到期 or 已过期. */
const NEAR_DAYS = 60;

const UNREADABLE: readonly DocumentState[] = ['failed', 'encrypted', 'missing', 'online-only'];

export function satisfies(kind: Kind | null, required: Kind): boolean {
  return kind !== null && (kind === required || (ALSO_SATISFIES[kind]?.includes(required) ?? false));
}

/** Whether a link's document answers a need once confirmed: right kind, readable, inside the window. */
export function countsFor(link: GapLink, need: Pick<Need, 'kind' | 'windowFrom' | 'windowTo'>): boolean {
  return (
    satisfies(link.kind, need.kind) &&
    isReadable(link.documentState) &&
    inWindow(link, { from: need.windowFrom, to: need.windowTo })
  );
}

export function isReadable(state: DocumentState): boolean {
  return !UNREADABLE.includes(state);
}

/** A leaf's state and needs. `notApplicable` is the clerk's written reason, or null. */
export function assessLeaf(input: {
  readonly requirements: readonly GapRequirement[];
  readonly links: readonly GapLink[];
  readonly baseDate: string;
  readonly notApplicable: string | null;
}): { readonly state: GapState; readonly needs: readonly Need[] } {
  const { requirements, links, baseDate } = input;
  if (input.notApplicable !== null) {
    const needs = requirements.map((requirement) => ({
      ...assessNeed(requirement, input),
      state: '不适用' as const,
      message: `不适用:${input.notApplicable ?? ''}`,
    }));
    return { state: '不适用', needs };
  }
  if (requirements.length === 0) return { state: withoutRequirements(links), needs: [] };
  const needs = requirements.map((requirement) => assessNeed(requirement, { requirements, links, baseDate }));
  return { state: worstOf(needs), needs };
}

/** A leaf that asks for nothing in particular is complete with one readable confirmed document. */
function withoutRequirements(links: readonly GapLink[]): GapState {
  const confirmed = links.filter((link) => link.state === 'confirmed');
  if (confirmed.some((link) => !UNREADABLE.includes(link.documentState))) return '齐全';
  if (confirmed.length > 0) return '无法读取';
  return links.length > 0 ? '待确认' : '缺失';
}

interface Scope {
  readonly requirements: readonly GapRequirement[];
  readonly links: readonly GapLink[];
  readonly baseDate: string;
}

/**
 * One requirement held against the leaf's links. The first of these that is true names the state:
 * 齐全 enough confirmed · 将到期 enough, but not if the 测评基准日 were 60 days later · 待确认 suggestions would make it enough ·
 * 数量不足 some count · 已过期 it would have been enough with a 测评基准日 60 days earlier · 无法读取 unreadable ones would make it
 * enough · 超出时限 right kind, but outside the window or without a date · 类型不符 confirmed documents fit no requirement ·
 * 待确认 any suggestion · 缺失 nothing.
 */
function assessNeed(requirement: GapRequirement, scope: Scope): Need {
  const { kind, minCount: required } = requirement;
  const window = windowOf(requirement, scope.baseDate);
  const ofKind = scope.links.filter((link) => satisfies(link.kind, kind));
  const confirmedOfKind = ofKind.filter((link) => link.state === 'confirmed');
  const counts = (link: GapLink, accepted: Window): boolean =>
    !UNREADABLE.includes(link.documentState) && inWindow(link, accepted);
  const confirmed = confirmedOfKind.filter((link) => counts(link, window)).length;
  const suggested = ofKind.filter((link) => link.state === 'suggested' && counts(link, window)).length;
  const sliding = requirement.windowFrom === null && requirement.windowTo === null && window.from !== null;
  const shifted = (days: number): number =>
    window.from === null
      ? confirmed
      : confirmedOfKind.filter((link) => counts(link, { from: addDays(window.from ?? '', days), to: window.to })).length;
  const unreadable = confirmedOfKind.filter((link) => UNREADABLE.includes(link.documentState)).length;
  const outside = confirmedOfKind.filter((link) => !UNREADABLE.includes(link.documentState) && !inWindow(link, window));
  const wrongKind = scope.links.filter(
    (link) => link.state === 'confirmed' && !scope.requirements.some((other) => satisfies(link.kind, other.kind)),
  ).length;
  const short = required - confirmed;
  const base = { kind, required, confirmed, suggested, windowFrom: window.from, windowTo: window.to };
  const need = (state: GapState, message: string): Need => ({ ...base, state, message });
  const span = spanText(window);
  if (short <= 0) {
    return sliding && shifted(NEAR_DAYS) < required
      ? need('将到期', `已有 ${confirmed} 份,但其中有的在 ${NEAR_DAYS} 天内就会超出时限。请补一份更近的${kind}。`)
      : need('齐全', `已有 ${confirmed} 份,够 ${required} 份。`);
  }
  const lacking = `还缺 ${short} 份${kind}${span}`;
  const pending = suggested > 0 ? `有 ${suggested} 份待确认,请先到“归类”确认。` : '';
  if (suggested >= short) return need('待确认', `${lacking}。${pending}`);
  if (confirmed > 0) return need('数量不足', `${lacking}。${pending || '请向责任单位催要。'}`);
  if (sliding && shifted(-NEAR_DAYS) >= required)
    return need('已过期', `${lacking}:原有的 ${outside.length} 份刚刚超出时限。请换成时限内的。`);
  if (unreadable >= short)
    return need('无法读取', `${lacking}:已确认的 ${unreadable} 份打不开或不在原处。请更换能打开的原件后重新编目。`);
  if (outside.length > 0) {
    const undated = outside.filter((link) => link.date === null).length;
    const why =
      undated === outside.length
        ? '没有日期,不能算在时限内。请补上日期或换一份'
        : `日期不在时限内${undated > 0 ? `(其中 ${undated} 份没有日期)` : ''}。请补交时限内的`;
    return need('超出时限', `${lacking}:已确认的 ${outside.length} 份${why}。`);
  }
  if (wrongKind > 0)
    return need('类型不符', `${lacking}:已确认的 ${wrongKind} 份不是所要的材料类型。请补交${kind},或改正材料类型。`);
  if (suggested > 0) return need('待确认', `${lacking}。${pending}`);
  return need('缺失', `${lacking}。请向责任单位催要,或立项整改。`);
}

function inWindow(link: GapLink, window: Window): boolean {
  if (window.from === null && window.to === null) return true;
  return link.date !== null && isWithin(link.date, window);
}

function spanText(window: Window): string {
  if (window.from === null && window.to === null) return '';
  return `(${window.from ?? '不限'} 至 ${window.to ?? '不限'})`;
}

/** From worst to best; a leaf takes the worst of its needs. */
export const WORST_FIRST: readonly GapState[] = [
  '缺失',
  '无法读取',
  '类型不符',
  '超出时限',
  '已过期',
  '数量不足',
  '待确认',
  '将到期',
  '齐全',
];

/** The worst need decides, except that a leaf with any counted evidence is never wholly 缺失: then it is 数量不足. */
function worstOf(needs: readonly Need[]): GapState {
  const worst = WORST_FIRST.find((state) => needs.some((need) => need.state === state)) ?? '缺失';
  return worst === '缺失' && needs.some((need) => need.confirmed > 0) ? '数量不足' : worst;
}

export function totalsOf(states: readonly GapState[]): GapTotals {
  const count = (...wanted: GapState[]): number => states.filter((state) => wanted.includes(state)).length;
  const complete = count('齐全', '将到期');
  const missing = count('缺失');
  const notApplicable = count('不适用');
  return { leaves: states.length, complete, missing, notApplicable, partial: states.length - complete - missing - notApplicable };
}
