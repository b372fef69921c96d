import { expect, test } from 'vitest';
import { growthOf } from './growth.ts';

test('growth tells work that grows with the square from work that grows with the size', () => {
  const numbers = (size: number) => Array.from({ length: size }, (_, at) => at);
  const linear = (size: number) => numbers(size * 200).map((at) => Math.sin(at));
  const quadratic = (size: number) => numbers(size).map((at) => numbers(size).filter((other) => Math.sin(other) > at).length);
  expect(growthOf(linear, 100)).toBeLessThan(4);
  expect(growthOf(quadratic, 100)).toBeGreaterThan(4);
});
