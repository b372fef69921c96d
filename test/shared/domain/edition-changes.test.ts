import { expect, test } from 'vitest';
import { changeLines, compareEditions, type PlacedItem } from '../../../shared/domain/edition-changes.ts';

const item = (indicator: string, name: string, sha256: string, page: number): PlacedItem => ({
  ...{ indicator, materialCode: `${indicator}-${name}`, title: name, path: `${name}.pdf`, sha256 },
  ...{ volume: '一.pdf', firstLabel: String(page), lastLabel: String(page + 1) },
});

const BEFORE = [item('A', '甲', 'x1', 1), item('A', '乙', 'x2', 3), item('B', '丙', 'x3', 5), item('C', '丁', 'x4', 7)];
const AFTER = [item('A', '甲', 'x1', 1), item('A', '乙', 'y2', 3), item('A', '戊', 'x5', 5), item('C', '改名', 'x4', 9)];

test('by content: what is new, what was replaced in its place, what is gone, what stayed although it was renamed', () => {
  const changes = compareEditions(BEFORE, AFTER, null);
  const names = (items: readonly PlacedItem[]): string[] => items.map(({ title }) => title);
  expect(names(changes.added)).toEqual(['戊']);
  expect(names(changes.removed)).toEqual(['丙']);
  expect(changes.replaced.map(({ before, after }) => [before.sha256, after.sha256])).toEqual([['x2', 'y2']]);
  expect(changes.kept.map(({ before, after }) => `${before.title} ${after.title}`)).toEqual(['甲 甲', '丁 改名']);
});

test('an edition of a part does not call the rest removed', () => {
  expect(compareEditions(BEFORE, [], new Set(['A'])).removed.map(({ title }) => title)).toEqual(['甲', '乙']);
});

test('one paper under two indicators is two items; the lines say page n and page m', () => {
  const twice = [item('A', '甲', 'x1', 1), item('B', '甲', 'x1', 8)];
  const lines = changeLines(compareEditions(twice, [item('A', '甲', 'x1', 1), item('B', '甲', 'x1', 12)], null));
  expect(lines).toMatchObject([{ kind: '页号变化', indicator: 'B', beforePages: '8–9', afterPages: '12–13' }]);
});
