import { expect, test } from 'vitest';
import { addDays, addMonths, isWithin, windowOf } from '../../../shared/domain/periods.ts';

test.each([
  ['2026-03-31', -1, '2026-02-28'],
  ['2024-03-31', -1, '2024-02-29'],
  ['2024-02-29', -12, '2023-02-28'],
  ['2026-06-30', -36, '2023-06-30'],
  ['2026-01-15', -1, '2025-12-15'],
  ['2025-12-31', 2, '2026-02-28'],
])('%s moved by %i months is %s', (date, months, moved) => expect(addMonths(date, months)).toBe(moved));

test.each([
  ['2026-02-28', 1, '2026-03-01'],
  ['2024-02-28', 1, '2024-02-29'],
  ['2026-01-01', -1, '2025-12-31'],
])('%s moved by %i days is %s', (date, days, moved) => expect(addDays(date, days)).toBe(moved));

test('a window of months includes both its first day and the 测评基准日, and nothing after it', () => {
  const window = windowOf({ windowMonths: 12, windowFrom: null, windowTo: null }, '2026-06-30');
  expect(window).toEqual({ from: '2025-06-30', to: '2026-06-30' });
  expect(['2025-06-29', '2025-06-30', '2026-06-30', '2026-07-01'].map((date) => isWithin(date, window))).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

test('a fixed window wins over months, and may be open at one end', () => {
  expect(windowOf({ windowMonths: 12, windowFrom: '2012-01-01', windowTo: null }, '2026-06-30')).toEqual({
    from: '2012-01-01',
    to: null,
  });
});
