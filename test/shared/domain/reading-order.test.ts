import { expect, test } from 'vitest';
import type { Quad } from '../../../shared/domain/reading-order.ts';
import { pageText, rowsOf, type OcrLine } from '../../../shared/domain/reading-order.ts';

const box = (x: number, y: number, width = 100, height = 20, slope = 0): Quad => [
  { x, y },
  { x: x + width, y: y + width * slope },
  { x: x + width, y: y + height + width * slope },
  { x, y: y + height },
];
const line = (text: string, at: Quad): OcrLine => ({ text, confidence: 1, box: at });

test('lines are read from top to bottom, whatever order they were found in', () => {
  expect(pageText([line('丙', box(0, 80)), line('甲', box(0, 0)), line('乙', box(0, 40))])).toBe('甲\n乙\n丙');
});

test('cells of a table row stay in one line, parted by tabs, also when they stand a little apart in height', () => {
  const lines = [line('15 人', box(400, 3)), line('社区', box(0, 0)), line('人数', box(200, -4)), line('下一行', box(0, 30))];
  expect(pageText(lines)).toBe('社区\t人数\t15 人\n下一行');
});

test('lines that slope are one row each, not mixed with the next', () => {
  const slope = Math.tan((2.5 * Math.PI) / 180);
  const lines = [0, 1, 2].map((at) => line(`第${at}行`, box(0, at * 30, 600, 20, slope)));
  expect(rowsOf(lines).map((row) => row.length)).toEqual([1, 1, 1]);
});

test('a page without lines has no text', () => {
  expect(pageText([])).toBe('');
});
