import { expect, it } from 'vitest';
import { builtInFormat, formatNumber } from '../../../../electron/core/extract/cell-format.ts';

it.each([
  [43_593, 'yyyy/m/d', '2019-05-08'],
  [43_593, '[$-804]yyyy"年"m"月"d"日";@', '2019-05-08'],
  [43_593, '[$-F800]dddd, mmmm dd, yyyy', '2019-05-08'],
  [43_593, 'yyyy"年"m"月"', '2019年5月'],
  [43_593, 'm"月"d"日"', '5月8日'],
  [43_593.75, 'yyyy-mm-dd hh:mm:ss', '2019-05-08 18:00'],
  [43_593, 'yyyy-mm-dd hh:mm', '2019-05-08'],
  [0.395_833_333, 'h:mm AM/PM', '09:30'],
  [1, 'yyyy-mm-dd', '1900-01-01'],
  [61, 'yyyy-mm-dd', '1900-03-01'],
  [0.1 + 0.2, 'General', '0.3'],
  [12.5, '0.00_);[Red](0.00)', '12.5'],
  [12.5, '#,##0.00"元/day"', '12.5'],
  [0.885, '0.0%', '88.5%'],
  [-5, 'yyyy-mm-dd', '-5'],
  [3_000_000, 'yyyy-mm-dd', '3000000'],
])('shows %d in format %s as %s', (value, format, text) => {
  expect(formatNumber(value, format, '1900')).toBe(text);
});

it('counts days from 1904 where the workbook says so', () => {
  expect(formatNumber(42_131, builtInFormat(14), '1904')).toBe('2019-05-08');
});

it('knows the East Asian built-in date formats', () => {
  expect([27, 31, 57, 58].map((id) => formatNumber(43_593, builtInFormat(id), '1900'))).toEqual([
    '2019年5月',
    '2019-05-08',
    '2019年5月',
    '5月8日',
  ]);
  expect(builtInFormat(0)).toBe('General');
});
