import { expect, test } from 'vitest';
import { shareOut, volumeWordsOf } from '../../../../electron/core/exports/shares.ts';
import type { PlannedEvidence, PlannedGroup, PlannedIndicator } from '../../../../shared/domain/volume.ts';

const LIMITS = { maxPages: 100, maxBytes: 1 << 30, pageCount: () => 1 };
const indicator = (code: string, leadUnit: string, dates: readonly (string | null)[]): PlannedIndicator =>
  ({
    code,
    leadUnit,
    evidence: dates.map((date, index) => ({ materialCode: `${code}-${index}`, date, sizeBytes: 1 }) as PlannedEvidence),
  }) as unknown as PlannedIndicator;
const group = (code: string, indicators: readonly PlannedIndicator[]): PlannedGroup => ({
  ...{ code, name: `项目${code}`, levelName: '测评项目', parents: [] },
  indicators,
});
const GROUPS = [
  group('A', [indicator('A-1', '公安局', ['2025-01-02', '2026-03-01']), indicator('A-2', '', ['2026-05-01', null])]),
  group('B', [indicator('B-1', '城管局', ['2025-02-03']), indicator('B-2', '公安局', [])]),
];
const shape = (by: Parameters<typeof shareOut>[1]) =>
  shareOut(GROUPS, by, LIMITS).map(({ name, groups }) => [
    name,
    groups.flatMap((one) => one.indicators.map(({ code, evidence }) => `${code}×${evidence.length}`)).join(' '),
  ]);

test('by 项目 every group has its own volumes', () => {
  expect(shape('group')).toEqual([
    ['A 项目A', 'A-1×2 A-2×2'],
    ['B 项目B', 'B-1×1 B-2×0'],
  ]);
});

test('by 责任单位 an indicator stands with its lead unit, one without a unit is not lost', () => {
  expect(shape('unit')).toEqual([
    ['公安局', 'A-1×2 B-2×0'],
    ['未定责任单位', 'A-2×2'],
    ['城管局', 'B-1×1'],
  ]);
});

test('by 年度 evidence goes to the volume of its year, each piece once', () => {
  expect(shape('year')).toEqual([
    ['2025 年度', 'A-1×1 B-1×1'],
    ['2026 年度', 'A-1×1 A-2×1'],
    ['没有日期的材料', 'A-2×1 B-2×0'],
  ]);
});

test('each part is divided by size too, and every volume is named with its first and last indicator', () => {
  const large = [
    group(
      'A',
      Array.from({ length: 3 }, (_, n) => indicator(`A-${n}`, '公安局', Array<null>(60).fill(null))),
    ),
  ];
  const shares = shareOut(large, 'unit', LIMITS);
  expect(volumeWordsOf(shares)).toEqual([0, 1, 2].map((n) => ({ number: n + 1, name: '公安局', from: `A-${n}`, to: `A-${n}` })));
  expect(shareOut([], 'year', LIMITS)).toEqual([{ name: '', groups: [] }]);
});
