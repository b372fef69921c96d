import { expect, test } from 'vitest';
import type { Axis } from '../../../../electron/core/charts/chart.ts';
import { formatNumber } from '../../../../electron/core/charts/number-format.ts';
import { valueScale } from '../../../../electron/core/charts/scale.ts';
import { AXES, chartOf, chartPart, columns, series } from './chart-parts.ts';

const plain = chartOf(chartPart(columns(series(0, '甲', [1])) + AXES)).axes.find(({ kind }) => kind === 'value') as Axis;
const ticks = (low: number, high: number, more: Partial<Axis> = {}, intervals = 7) =>
  valueScale({ ...plain, ...more }, low, high, intervals, false).ticks;

test.each([
  [2, 5, [0, 1, 2, 3, 4, 5, 6]],
  [-6, 9, [-10, -5, 0, 5, 10]],
  [95, 100, [92, 94, 96, 98, 100, 102]],
  [-30, -10, [-35, -30, -25, -20, -15, -10, -5, 0]],
  [0, 0, [0, 0.2, 0.4, 0.6, 0.8, 1]],
  [7, 7, [0, 2, 4, 6, 8]],
])('data from %d to %d has steps of 1, 2 or 5', (low, high, expected) => {
  expect(ticks(low, high)).toEqual(expected);
});

test('what the file says of ends and steps holds', () => {
  expect(ticks(1, 5, { min: 0, max: 8, majorUnit: 4 })).toEqual([0, 4, 8]);
  expect(ticks(1, 5, { min: 2 })).toEqual([2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5]);
  expect(ticks(1, 1e9, { majorUnit: 1e-6 }).length).toBeLessThan(20);
  expect(ticks(1, 5, { min: 9, max: 3 }).length).toBeGreaterThan(1);
});

test.each([
  [1234.5, '#,##0.00', '1,234.50'],
  [-1234567, '#,##0', '-1,234,567'],
  [0.285, '0%', '29%'],
  [0.285, '0.00', '0.29'],
  [-0.2, '0', '0'],
  [0.1 + 0.2, 'General', '0.3'],
  [3, 'G/通用格式', '3'],
  [45292, 'yyyy"年"m"月"', '2024年1月'],
  [12, '0"个"', '12个'],
  [5, '[broken', '5'],
])('%d in %s is %s', (value, code, expected) => {
  expect(formatNumber(value, code)).toBe(expected);
});
