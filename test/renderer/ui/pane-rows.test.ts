import { expect, test } from 'vitest';
import { rowsOf } from '../../../renderer/ui/pane-rows.ts';

const PANES = [
  { id: 'tree', minPx: 260 },
  { id: 'node', minPx: 380 },
  { id: 'preview', minPx: 250 },
] as const;

const idsAt = (widthPx: number) => rowsOf(PANES, widthPx).map((row) => row.map((pane) => pane.id));

test('panes stand beside each other as long as each has its smallest width', () => {
  expect(idsAt(900)).toEqual([['tree', 'node', 'preview']]);
  expect(idsAt(899)).toEqual([['tree', 'node'], ['preview']]);
  expect(idsAt(645)).toEqual([['tree', 'node'], ['preview']]);
});

test('in a narrow window they go below each other in their order, and none is lost', () => {
  expect(idsAt(644)).toEqual([['tree'], ['node', 'preview']]);
  expect(idsAt(607)).toEqual([['tree'], ['node'], ['preview']]);
  expect(idsAt(100)).toEqual([['tree'], ['node'], ['preview']]);
});
