import type { GapState, Need } from './gaps.ts';

/**
 * 得分, as data a clerk edits: grades (REQUIREMENTS section 4: 状态描述法, P23), shares of the 测评方法 (P28, P29), years (P28) and what
 * must be reached before (P03). Points are percent of an indicator's full mark unless said otherwise.
 */

export interface Grade {
  readonly name: string;
  /** Percent of the full mark, 0–100. */
  readonly points: number;
  /** The least share of an indicator's 材料要求 that must be met for it, 0–1. */
  readonly fromShare: number;
}

/** A part of the whole that some 测评方法 make up. */
export interface ScorePart {
  readonly name: string;
  /** Points of the whole, more than 0. */
  readonly weight: number;
  /** 测评方法 counted here; none: only `entered` can fill it. */
  readonly methods: readonly string[];
  /** Percent reached as a person knows it (问卷, 实地), or null: by the evidence. */
  readonly entered: number | null;
}

export interface ScoreYear {
  readonly year: number;
  readonly weight: number;
  /** Percent reached that year, or null: not known, and for the year of the 测评基准日 what is computed. */
  readonly entered: number | null;
}

export interface ScoringScheme {
  readonly grades: readonly Grade[];
  /** No parts: every indicator weighs the same. */
  readonly parts: readonly ScorePart[];
  readonly years: readonly ScoreYear[];
  /** Something that must reach so many percent, or nothing may be applied for. */
  readonly precondition: { readonly name: string; readonly least: number; readonly entered: number | null } | null;
}

const COMMON_GRADES: readonly Grade[] = [
  { name: 'A', points: 100, fromShare: 1 },
  { name: 'B', points: 66, fromShare: 0.66 },
  { name: 'C', points: 33, fromShare: 0.33 },
  { name: 'C#', points: 0, fromShare: 0 },
];

export const NO_SCHEME: ScoringScheme = { grades: COMMON_GRADES, parts: [], years: [], precondition: null };

const ONLINE = ['网上申报', '材料审核'];

/** Known ways of scoring to begin with; `source` is the row of REQUIREMENTS' list of sources. */
export const SCORING_PRESETS: readonly {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  readonly scheme: ScoringScheme;
}[] = [
  { id: 'even', name: '每条同分', source: 'P23', scheme: NO_SCHEME },
  {
    id: '40-40-20',
    name: '材料 40、实地 40、问卷 20,三年 15/25/60',
    source: 'P28',
    scheme: {
      grades: COMMON_GRADES,
      parts: [
        { name: '网上资料', weight: 40, methods: ONLINE, entered: null },
        { name: '实地考察', weight: 40, methods: ['实地考察', '整体观察', '暗访'], entered: null },
        { name: '问卷调查', weight: 20, methods: ['问卷调查'], entered: null },
      ],
      years: [
        { year: -2, weight: 15, entered: null },
        { year: -1, weight: 25, entered: null },
        { year: 0, weight: 60, entered: null },
      ],
      precondition: { name: '未成年人思想道德建设工作测评', least: 85, entered: null },
    },
  },
  {
    id: '106',
    name: '提名城市 106 分:材料 39.7、实地 46.3、问卷 10、主管意见 10',
    source: 'P29',
    scheme: {
      grades: COMMON_GRADES,
      parts: [
        { name: '材料审核', weight: 39.7, methods: ONLINE, entered: null },
        { name: '实地考察', weight: 46.3, methods: ['实地考察', '整体观察', '暗访'], entered: null },
        { name: '问卷调查', weight: 10, methods: ['问卷调查'], entered: null },
        { name: '主管部门意见', weight: 10, methods: ['主管部门评价', '主管部门评价意见'], entered: null },
      ],
      years: [],
      precondition: null,
    },
  },
  {
    id: 'campus',
    name: '文明校园:A 100、B 66、C 33、D 0',
    source: 'C02',
    scheme: { ...NO_SCHEME, grades: [...COMMON_GRADES.slice(0, 3), { name: 'D', points: 0, fromShare: 0 }] },
  },
];

/** The preset with its years counted from the year of the 测评基准日 (`YYYY-MM-DD`). */
export function presetOf(id: string, baseDate: string): ScoringScheme {
  const scheme = SCORING_PRESETS.find((one) => one.id === id)?.scheme ?? NO_SCHEME;
  const year = Number(baseDate.slice(0, 4));
  return { ...scheme, years: scheme.years.map((one) => ({ ...one, year: year + one.year })) };
}

/** What is needed of a leaf to score it. */
export interface ScoredLeaf {
  readonly state: GapState;
  readonly needs: readonly Need[];
  readonly methods: readonly string[];
}

/** The share of a leaf's 材料要求 that confirmed evidence meets, 0–1; null for 不适用. */
export function shareOf({ state, needs }: Pick<ScoredLeaf, 'state' | 'needs'>): number | null {
  if (state === '不适用') return null;
  if (state === '齐全' || state === '将到期') return 1;
  if (needs.length === 0) return 0;
  const met = needs.reduce((sum, need) => sum + Math.min(1, need.confirmed / need.required), 0);
  // A need that is not met whole keeps the leaf below the whole, whatever the rounding.
  return Math.min(met / needs.length, 0.999);
}

/** The best grade whose share is reached; null for 不适用. */
export function gradeOf(leaf: Pick<ScoredLeaf, 'state' | 'needs'>, grades: readonly Grade[]): Grade | null {
  const share = shareOf(leaf);
  if (share === null) return null;
  return grades.toSorted((a, b) => b.fromShare - a.fromShare).find((one) => share >= one.fromShare) ?? null;
}

export interface PartScore {
  readonly name: string;
  readonly weight: number;
  /** Leaves that count, 不适用 left out; 0 for a part that is only entered. */
  readonly leaves: number;
  readonly complete: number;
  /** Percent: only what is complete counts; null when nothing tells it. */
  readonly score: number | null;
  /** Percent by grades. */
  readonly graded: number | null;
  readonly entered: boolean;
}

export interface Score {
  /** Percent of what can be told, one decimal: only complete indicators count. Null when nothing can be told. */
  readonly score: number | null;
  /** The same by grades: partly met indicators count in part. */
  readonly graded: number | null;
  readonly parts: readonly PartScore[];
  /** Weight of the parts that nothing tells yet. */
  readonly unknownWeight: number;
  /** How it was reckoned, one line of words and figures. */
  readonly formula: string;
}

/** Scores leaves by a scheme. The conservative figure counts only leaves whose confirmed evidence is complete. */
export function scoreOf(leaves: readonly ScoredLeaf[], scheme: ScoringScheme): Score {
  if (scheme.parts.length === 0) {
    const part = partScore('全部指标', 100, leaves, scheme.grades);
    const formula =
      part.score === null ? '没有要计分的指标' : `${part.complete} 条齐全 ÷ ${part.leaves} 条 × 100 = ${part.score}`;
    return { score: part.score, graded: part.graded, parts: [part], unknownWeight: 0, formula };
  }
  const parts = scheme.parts.map((one): PartScore => {
    if (one.entered !== null)
      return {
        name: one.name,
        weight: one.weight,
        leaves: 0,
        complete: 0,
        score: one.entered,
        graded: one.entered,
        entered: true,
      };
    const counted = leaves.filter(({ methods }) => methods.some((method) => one.methods.includes(method)));
    return partScore(one.name, one.weight, counted, scheme.grades);
  });
  const known = parts.filter(({ score }) => score !== null);
  const weight = known.reduce((sum, one) => sum + one.weight, 0);
  const mean = (of: 'score' | 'graded'): number | null =>
    weight === 0 ? null : tenth(known.reduce((sum, one) => sum + one.weight * (one[of] ?? 0), 0) / weight);
  const terms = known.map((one) => `${one.name} ${one.score ?? 0} × ${one.weight}`).join(' + ');
  const score = mean('score');
  const formula = score === null ? '没有能计分的部分' : `(${terms}) ÷ ${tenth(weight)} = ${score}`;
  const unknownWeight = tenth(parts.filter((one) => one.score === null).reduce((sum, one) => sum + one.weight, 0));
  return { score, graded: mean('graded'), parts, unknownWeight, formula };
}

function partScore(name: string, weight: number, leaves: readonly ScoredLeaf[], grades: readonly Grade[]): PartScore {
  const counted = leaves.filter(({ state }) => state !== '不适用');
  const complete = counted.filter((leaf) => shareOf(leaf) === 1).length;
  const points = counted.reduce((sum, leaf) => sum + (gradeOf(leaf, grades)?.points ?? 0), 0);
  const none = counted.length === 0;
  return {
    ...{ name, weight, leaves: counted.length, complete, entered: false },
    score: none ? null : tenth((complete / counted.length) * 100),
    graded: none ? null : tenth(points / counted.length),
  };
}

export interface YearsScore {
  readonly score: number | null;
  readonly formula: string;
  /** Years nobody has said anything about. */
  readonly unknown: readonly number[];
}

/** The weighted mean of the years that are known; `now` is this year's computed percent. Null without years. */
export function yearsScore(years: readonly ScoreYear[], baseYear: number, now: number | null): YearsScore | null {
  if (years.length === 0) return null;
  const told = years.map((one) => ({ ...one, score: one.entered ?? (one.year === baseYear ? now : null) }));
  const known = told.filter(({ score }) => score !== null);
  const weight = known.reduce((sum, one) => sum + one.weight, 0);
  const score = weight === 0 ? null : tenth(known.reduce((sum, one) => sum + one.weight * (one.score ?? 0), 0) / weight);
  const terms = known.map((one) => `${one.year} 年 ${one.score ?? 0} × ${one.weight}`).join(' + ');
  return {
    score,
    formula: score === null ? '各年都还没有分数' : `(${terms}) ÷ ${tenth(weight)} = ${score}`,
    unknown: told.filter((one) => one.score === null).map(({ year }) => year),
  };
}

/** The first thing wrong with a scheme, one sentence, or null. */
export function schemeProblem({ grades, parts, years, precondition }: ScoringScheme): string | null {
  const percent = (value: number | null): boolean => value === null || (value >= 0 && value <= 100);
  if (grades.length === 0 || !grades.some(({ fromShare }) => fromShare === 0))
    return '要有一个不看材料也能得的最低等级(达到 0%)。';
  if (new Set(grades.map(({ name }) => name.trim())).size < grades.length) return '两个等级的名称相同。';
  if (!grades.every((one) => percent(one.points) && one.fromShare >= 0 && one.fromShare <= 1 && one.name.trim() !== ''))
    return '等级的得分要在 0 到 100 之间,达到的比例在 0% 到 100% 之间,名称不能空。';
  if (!parts.every((one) => one.name.trim() !== '' && one.weight > 0 && percent(one.entered)))
    return '每个部分要有名称,权重大于 0,填写的得分在 0 到 100 之间。';
  if (!parts.every((one) => one.methods.length > 0 || one.entered !== null)) {
    const empty = parts.find((one) => one.methods.length === 0 && one.entered === null);
    return `“${empty?.name ?? ''}”没有选测评方法,也没有填写得分。`;
  }
  if (!years.every((one) => Number.isInteger(one.year) && one.weight > 0 && percent(one.entered)))
    return '年份要写成四位数,权重大于 0,得分在 0 到 100 之间。';
  if (new Set(years.map(({ year }) => year)).size < years.length) return '同一年写了两次。';
  if (precondition && (precondition.name.trim() === '' || !percent(precondition.least) || !percent(precondition.entered)))
    return '前置条件要有名称,分数在 0 到 100 之间。';
  return null;
}

const tenth = (value: number): number => Math.round(value * 10) / 10;
