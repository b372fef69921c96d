import { expect, test } from 'vitest';
import { createVocabulary } from '../../../../shared/domain/rules/vocabulary.ts';

test('the pieces of a leaf’s words are its characters and pairs of characters, rare ones beyond 16 bits and digits too', () => {
  const vocabulary = createVocabulary([
    [
      { text: '𠮷祥-路2', weight: 1 },
      { text: '祥路', weight: 0.5 },
    ],
    [{ text: '𠮷路', weight: 1 }],
  ]);
  const leavesOf = Object.fromEntries([...vocabulary].map(([piece, list]) => [piece, list.map(({ leaf }) => leaf)]));
  expect(leavesOf).toEqual({
    ...{ 𠮷: [0, 1], 𠮷祥: [0], 祥: [0], 路: [0, 1], 路2: [0], '2': [0] },
    ...{ 祥路: [0], 𠮷路: [1] },
  });
  const weightOf = (piece: string) => vocabulary.get(piece)?.[0]?.weight ?? 0;
  expect(weightOf('祥路')).toBeCloseTo((Math.log(1 + 60) * 0.5) / 1.5);
  expect(weightOf('祥')).toBeCloseTo((0.3 * Math.log(1 + 60) * 1.5) / 2.5);
  expect(weightOf('𠮷')).toBeCloseTo((0.3 * Math.log(1 + 60 / 2) * 1) / 2);
});
