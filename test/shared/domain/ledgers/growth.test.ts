import { expect, test } from 'vitest';
import { growthOf } from '../../../support/growth.ts';
import { derivedOf, rowsOf } from './ledger-rows.ts';

test.each([
  ['rizhouyue', (at: number) => ({ day: '2026-11-03', kind: '月评比', unit: `单位 ${at}`, score: at % 97 })],
  ['honghei', (at: number) => ({ period: '2026 年 11 月', kind: '村', name: `村 ${at}`, score: at % 97 })],
  ['zicha', (at: number) => ({ round: `第 ${at % 4} 轮`, indicator: `Ⅱ-${at}`, grade: 'A' })],
] as const)('working out the columns of %s grows with its rows, not with their square', (ledger, rowAt) => {
  const rows = rowsOf(Array.from({ length: 16_000 }, (_, at) => rowAt(at)));
  expect(growthOf((size) => derivedOf(ledger, rows.slice(0, size)), 1_000)).toBeLessThan(4);
});

test('places of a month are shared by equal scores, and other months and kinds do not count', () => {
  const row = (day: string, kind: string, score: number | '') => ({ day, kind, unit: '甲', score });
  const rows = rowsOf([
    row('2026-11-03', '月评比', 90),
    row('2026-11-04', '月评比', 95),
    row('2026-11-05', '月评比', 90),
    row('2026-11-06', '月评比', 80),
    row('2026-10-06', '月评比', 60),
    row('2026-11-07', '日督导', 99),
    row('2026-11-08', '月评比', ''),
  ]);
  expect(derivedOf('rizhouyue', rows).map(({ place }) => place)).toEqual([2, 1, 2, 4, 1, null, null]);
});
