import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { preferredLeaves } from '../../../../renderer/features/records/preferred-leaves.ts';
import { honours } from '../../../../shared/domain/ledgers/proof.ts';

interface Item {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly parentId: string | null;
  readonly leaf: boolean;
}

/** The nodes of a shipped framework, numbered. */
function nodesOf(framework: string) {
  const { items } = JSON.parse(
    readFileSync(new URL(`../../../../resources/frameworks/${framework}.json`, import.meta.url), 'utf8'),
  ) as { items: readonly Item[] };
  const numbers = new Map(items.map(({ id }, at) => [id, at + 1]));
  return items.map((item) => ({
    ...item,
    id: numbers.get(item.id) ?? 0,
    parentId: item.parentId === null ? null : (numbers.get(item.parentId) ?? null),
  }));
}
const words = honours.columns.find(({ key }) => key === 'indicator')?.prefers ?? [];

test('an honour comes first to the leaves of 创建特色与荣誉, and not to those that only say 中国特色社会主义', () => {
  const { first, others } = preferredLeaves(nodesOf('wenming-chengshi'), words);
  expect(first.map(({ value }) => value)).toEqual(['Ⅱ-51-1)', 'Ⅱ-51-2)']);
  expect(first.length + others.length).toBe(156);
});

test('文明单位 has one such leaf, which a new row of 荣誉与特色 is given', () => {
  expect(preferredLeaves(nodesOf('wen-ming-dan-wei'), words).first.map(({ value }) => value)).toEqual(['单-8-1']);
});

test('without words all leaves are others', () => {
  expect(preferredLeaves(nodesOf('wen-ming-dan-wei'), []).first).toEqual([]);
});
