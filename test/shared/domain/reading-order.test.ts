import { expect, test } from 'vitest';
import type { Quad } from '../../../shared/domain/reading-order.ts';
import { pageText, rowsOf, turnedLeft, turnsOf, type OcrLine, type QuarterTurns } from '../../../shared/domain/reading-order.ts';

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

test.each([1, 2, 3] as const)('a page scanned so that it must be turned to the left %i times is read as it is held', (turns) => {
  const upright = [line('标题', box(100, 0)), line('社区', box(0, 40)), line('15 人', box(300, 42)), line('落款', box(200, 80))];
  const scanned = upright.map(({ box: corners, ...rest }) => {
    const back = ((4 - turns) % 4) as QuarterTurns;
    return { ...rest, box: corners.map((corner) => turnedLeft(corner, back)) as unknown as Quad };
  });
  expect(turnsOf(scanned)).toBe(turns);
  expect(pageText(scanned.toReversed())).toBe('标题\n社区\t15 人\n落款');
});

test('a stamp on its side does not turn the page, and stands in the row it crosses', () => {
  const stamp = line('已归档', [{ x: 420, y: 0 }, { x: 420, y: 60 }, { x: 400, y: 60 }, { x: 400, y: 0 }]); // prettier-ignore
  expect(pageText([stamp, line('关于开展检查的通知', box(0, 20))])).toBe('关于开展检查的通知\t已归档');
});

test('columns of upright characters are read from right to left', () => {
  const column = (text: string, x: number): OcrLine =>
    line(text, [{ x: x + 20, y: 0 }, { x: x + 20, y: 200 }, { x, y: 200 }, { x, y: 0 }]); // prettier-ignore
  expect(pageText([column('下联', 0), column('上联', 60)])).toBe('上联\n下联');
});
