import { expect, test } from 'vitest';
import { carriesRedLines, pagesCarry, straightLine } from '../../../shared/domain/red-lines.ts';

test('a hand that goes across draws a level line where it ended, from left to right', () => {
  expect(straightLine(2, { x: 0.8, y: 0.31 }, { x: 0.2, y: 0.3 }, 0.7)).toEqual({ page: 2, x1: 0.2, y1: 0.3, x2: 0.8, y2: 0.3 });
});

test('a hand that goes down draws an upright line beside the text', () => {
  expect(straightLine(1, { x: 0.11, y: 0.6 }, { x: 0.1, y: 0.2 }, 0.7)).toEqual({ page: 1, x1: 0.1, y1: 0.2, x2: 0.1, y2: 0.6 });
});

test('across and down are weighed as they are seen: a page is not square', () => {
  expect(straightLine(1, { x: 0, y: 0 }, { x: 0.5, y: 0.4 }, 0.5)?.x1).toBe(0.5);
  expect(straightLine(1, { x: 0, y: 0 }, { x: 0.5, y: 0.4 }, 2)?.y1).toBe(0.4);
});

test('a line stays on its page, and a slip of the hand is none', () => {
  expect(straightLine(1, { x: -0.2, y: 0.5 }, { x: 1.4, y: 0.5 }, 1)).toMatchObject({ x1: 0, x2: 1 });
  expect(straightLine(1, { x: 0.5, y: 0.5 }, { x: 0.505, y: 0.5 }, 1)).toBeNull();
});

test('lines are drawn only on what looks the same in the preview and in the volume: of web pages, letters, OFD and slides what an engine printed', () => {
  expect((['pdf', 'jpg', 'docx', 'txt', 'html', 'eml', 'ofd', 'pptx'] as const).every(carriesRedLines)).toBe(true);
  expect((['zip', 'video'] as const).some(carriesRedLines)).toBe(false);
  for (const type of ['html', 'eml', 'ofd', 'pptx'] as const)
    expect([pagesCarry(type, true), pagesCarry(type, false)]).toEqual([true, false]);
  expect(pagesCarry('docx', false)).toBe(true);
});
