import { expect, test } from 'vitest';
import { drawnWith, isDrawn } from '../../../renderer/ui/active-row.ts';

const RANGE = { startIndex: 20, endIndex: 22, overscan: 1, count: 100 };

test('the active row is drawn wherever the list is scrolled, in its place', () => {
  expect(drawnWith(3)(RANGE)).toEqual([3, 19, 20, 21, 22, 23]);
  expect(drawnWith(99)(RANGE)).toEqual([19, 20, 21, 22, 23, 99]);
  expect(drawnWith(21)(RANGE)).toEqual([19, 20, 21, 22, 23]);
});

test('no active row, or one the list no longer has, adds nothing', () => {
  for (const active of [-1, 100, 250]) expect(drawnWith(active)(RANGE)).toEqual([19, 20, 21, 22, 23]);
});

test('a list without height draws nothing, so no row of it can be named', () => {
  expect(isDrawn([], 3)).toBe(false);
  expect(isDrawn([{ index: 3 }], 3)).toBe(true);
});
