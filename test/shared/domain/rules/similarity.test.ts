import { describe, expect, test } from 'vitest';
import { createTermIndex, termsOf } from '../../../../shared/domain/rules/similarity.ts';

const index = createTermIndex(['春季灭鼠活动方案', '市民文明公约修订', '春季植树活动'].map(termsOf));

describe('likeness', () => {
  test('of a text to itself is complete', () => expect(index.similarities('市民文明公约修订').get(1)).toBeCloseTo(1, 5));
  test('does not see numbers, which change from one document to its sister', () =>
    expect(index.similarities('2024春季灭鼠活动方案3').get(0)).toBeCloseTo(1, 5));
  test('rare characters weigh more than frequent ones', () => {
    const like = index.similarities('灭鼠活动');
    expect(like.get(0) ?? 0).toBeGreaterThan((like.get(2) ?? 0) * 2);
  });
  test('entries without a shared pair are not visited', () => expect(index.similarities('污水处理').size).toBe(0));
});
