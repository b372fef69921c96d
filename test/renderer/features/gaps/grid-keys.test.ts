import { describe, expect, test } from 'vitest';
import { movedBy } from '../../../../renderer/features/gaps/grid-keys.ts';

const SIZE = { rows: 10, columns: 4, rowsPerPage: 3 };
const MIDDLE = { row: 5, column: 2 };

describe('keys of the grid', () => {
  test.each([
    ['ArrowDown', 'plain', { row: 6, column: 2 }],
    ['ArrowLeft', 'plain', { row: 5, column: 1 }],
    ['PageUp', 'plain', { row: 2, column: 2 }],
    ['Home', 'plain', { row: 5, column: -1 }],
    ['End', 'plain', { row: 5, column: 3 }],
    ['Home', 'ctrl', { row: 0, column: -1 }],
    ['End', 'ctrl', { row: 9, column: 3 }],
  ] as const)('%s (%s) leads to its place', (key, ctrl, to) => {
    expect(movedBy(key, ctrl, MIDDLE, SIZE)).toEqual(to);
  });

  test('nothing leads out of the grid; a letter leads nowhere', () => {
    expect(movedBy('ArrowUp', 'plain', { row: 0, column: -1 }, SIZE)).toEqual({ row: 0, column: -1 });
    expect(movedBy('ArrowLeft', 'plain', { row: 0, column: -1 }, SIZE)).toEqual({ row: 0, column: -1 });
    expect(movedBy('PageDown', 'plain', { row: 9, column: 3 }, SIZE)).toEqual({ row: 9, column: 3 });
    expect(movedBy('a', 'plain', MIDDLE, SIZE)).toBeNull();
  });
});
