import { expect, test } from 'vitest';
import { splitGroups } from '../../../../electron/core/exports/split.ts';
import type { PlannedEvidence, PlannedGroup, PlannedIndicator } from '../../../../shared/domain/volume.ts';

const LIMITS = { maxPages: 1000, maxBytes: 1 << 30 };

function group(indicators: number, each: { readonly evidence: number; readonly sizeBytes: number }): PlannedGroup {
  const items = Array.from({ length: each.evidence }, () => ({ sizeBytes: each.sizeBytes }) as PlannedEvidence);
  return {
    code: 'Ⅰ-1',
    name: '项目',
    levelName: '测评项目',
    parents: [],
    indicators: Array.from(
      { length: indicators },
      (_, index) => ({ code: `Ⅱ-1-${index}`, evidence: items }) as unknown as PlannedIndicator,
    ),
  };
}

const shape = (shares: readonly (readonly PlannedGroup[])[]): number[][] =>
  shares.map((share) => share.map((one) => one.indicators.length));

test('the pages of the lists count too: 900 pages of evidence in 900 pieces are more than one volume of 1,000 pages', () => {
  const shares = splitGroups([group(20, { evidence: 45, sizeBytes: 1 })], { ...LIMITS, pageCount: () => 1 });
  expect(shape(shares)).toEqual([[17], [3]]);
});

test('an indicator larger than a volume gets one of its own and is not divided', () => {
  const shares = splitGroups([group(1, { evidence: 1, sizeBytes: 1 }), group(1, { evidence: 2000, sizeBytes: 1 })], {
    ...LIMITS,
    pageCount: () => 1,
  });
  expect(shape(shares)).toEqual([[1], [1]]);
});

test('bytes divide as pages do, and no evidence is still one volume', () => {
  const shares = splitGroups([group(3, { evidence: 1, sizeBytes: 600 << 20 })], { ...LIMITS, pageCount: () => 1 });
  expect(shape(shares)).toEqual([[1], [1], [1]]);
  expect(splitGroups([], { ...LIMITS, pageCount: () => 1 })).toEqual([[]]);
});
