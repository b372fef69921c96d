import { describe, expect, test } from 'vitest';
import type { Need } from '../../../shared/domain/gaps.ts';
import { elapsedShare, heatDays, heatLevel, paceOf, pointsBetween, ranked } from '../../../shared/domain/progress.ts';
import {
  gradeOf,
  NO_SCHEME,
  presetOf,
  schemeProblem,
  scoreOf,
  SCORING_PRESETS,
  yearsScore,
  type ScoredLeaf,
} from '../../../shared/domain/scoring.ts';

const need = (confirmed: number, required: number): Need => ({
  ...{ kind: '说明报告', required, confirmed, suggested: 0, windowFrom: null, windowTo: null, message: '' },
  state: confirmed >= required ? '齐全' : '数量不足',
});
const leaf = (state: ScoredLeaf['state'], needs: readonly Need[] = [], methods: readonly string[] = []): ScoredLeaf => ({
  state,
  needs,
  methods,
});

describe('the score', () => {
  test('counts only complete indicators, leaves 不适用 out, and says how it was reckoned', () => {
    const leaves = [leaf('齐全'), leaf('将到期'), leaf('数量不足', [need(1, 2)]), leaf('待确认', [need(0, 1)]), leaf('不适用')];
    expect(scoreOf(leaves, NO_SCHEME)).toMatchObject({ score: 50, formula: '2 条齐全 ÷ 4 条 × 100 = 50' });
  });

  test('by grades gives A 100, B 66, C 33 and C# 0 by the share of what is asked', () => {
    const shares = [need(3, 3), need(2, 3), need(1, 3), need(0, 3)];
    const names = shares.map((one) => gradeOf(leaf(one.confirmed === 3 ? '齐全' : '数量不足', [one]), NO_SCHEME.grades)?.name);
    expect(names).toEqual(['A', 'B', 'C', 'C#']);
    expect(gradeOf(leaf('不适用'), NO_SCHEME.grades)).toBeNull();
    expect(scoreOf([leaf('数量不足', [need(2, 3)])], NO_SCHEME)).toMatchObject({ score: 0, graded: 66 });
  });

  test('an indicator whose state is worse than its counts is never graded as complete', () => {
    expect(gradeOf(leaf('待确认', [need(5, 5), need(5, 5)]), NO_SCHEME.grades)?.name).toBe('B');
  });

  test('weighs the parts 40/40/20 by 测评方法, and says which weight nothing tells yet', () => {
    const scheme = presetOf('40-40-20', '2026-06-30');
    const leaves = [
      leaf('齐全', [], ['网上申报']),
      leaf('缺失', [need(0, 1)], ['材料审核']),
      leaf('齐全', [], ['实地考察', '材料审核']),
    ];
    const score = scoreOf(leaves, scheme);
    expect(score.parts.map((part) => [part.name, part.complete, part.leaves, part.score])).toEqual([
      ['网上资料', 2, 3, 66.7],
      ['实地考察', 1, 1, 100],
      ['问卷调查', 0, 0, null],
    ]);
    expect(score).toMatchObject({
      score: 83.4,
      unknownWeight: 20,
      formula: '(网上资料 66.7 × 40 + 实地考察 100 × 40) ÷ 80 = 83.4',
    });
    const told = { ...scheme, parts: scheme.parts.map((part) => (part.name === '问卷调查' ? { ...part, entered: 90 } : part)) };
    expect(scoreOf(leaves, told)).toMatchObject({ unknownWeight: 0, score: 84.7 });
  });

  test('weighs three years 15/25/60, the year of the 测评基准日 by what is computed', () => {
    const { years } = presetOf('40-40-20', '2026-06-30');
    expect(years.map(({ year }) => year)).toEqual([2024, 2025, 2026]);
    expect(yearsScore(years, 2026, 80)).toEqual({ score: 80, formula: '(2026 年 80 × 60) ÷ 60 = 80', unknown: [2024, 2025] });
    const told = years.map((one) => (one.year === 2025 ? { ...one, entered: 60 } : one));
    expect(yearsScore(told, 2026, 80)).toMatchObject({ score: 74.1, unknown: [2024] });
    expect(yearsScore([], 2026, 80)).toBeNull();
  });

  test('every preset can be stored as it is, and what makes no sense cannot', () => {
    for (const { id } of SCORING_PRESETS) expect(schemeProblem(presetOf(id, '2026-06-30'))).toBeNull();
    const { grades } = NO_SCHEME;
    expect(schemeProblem({ ...NO_SCHEME, grades: grades.slice(0, 2) })).toContain('最低等级');
    expect(schemeProblem({ ...NO_SCHEME, parts: [{ name: '材料', weight: 0, methods: ['材料审核'], entered: null }] })).toContain(
      '权重',
    );
    expect(schemeProblem({ ...NO_SCHEME, parts: [{ name: '问卷', weight: 20, methods: [], entered: null }] })).toContain(
      '“问卷”',
    );
    const twice = [2026, 2026].map((year) => ({ year, weight: 1, entered: null }));
    expect(schemeProblem({ ...NO_SCHEME, years: twice })).toContain('同一年');
  });
});

describe('progress', () => {
  test('is held against the time that is over', () => {
    expect(elapsedShare('2026-01-01', '2026-12-31', '2026-07-02')).toBeCloseTo(0.5, 2);
    expect([
      elapsedShare('2026-01-01', '2026-01-01', '2026-01-01'),
      elapsedShare('2026-02-01', '2026-03-01', '2026-01-01'),
    ]).toEqual([1, 0]);
    expect(paceOf(0.5, 0.3)).toEqual({ word: '落后', sentence: '时间过去 50%,任务完成 30%,落后 20 个百分点' });
    expect([paceOf(0.5, 0.52).word, paceOf(0.5, 0.6).word]).toEqual(['同步', '领先']);
  });

  test('points lie evenly between two days with both ends, and ranks are shared by equals', () => {
    expect(pointsBetween('2026-01-01', '2026-01-05', 3)).toEqual(['2026-01-01', '2026-01-03', '2026-01-05']);
    expect(pointsBetween('2026-01-01', '2026-01-01', 27)).toEqual(['2026-01-01']);
    expect(ranked([{ n: 9 }, { n: 7 }, { n: 7 }, { n: 1 }], ({ n }) => n).map(({ rank }) => rank)).toEqual([1, 2, 2, 4]);
  });

  test('a heat map covers the twelve months up to a day, Monday in the first row', () => {
    const days = heatDays(['2026-03-05', '2026-03-05', '2024-01-01'], '2026-06-30');
    expect([days[0]!.day, days.at(-1)!.day, days.length]).toEqual(['2025-07-01', '2026-06-30', 365]);
    expect(days.find(({ day }) => day === '2026-03-05')).toMatchObject({ count: 2, weekday: 3 });
    expect(days.reduce((sum, one) => sum + one.count, 0)).toBe(2);
    expect([0, 1, 3, 7, 8].map(heatLevel)).toEqual([0, 1, 2, 3, 4]);
  });
});
