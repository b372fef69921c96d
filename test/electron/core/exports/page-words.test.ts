import { expect, test } from 'vitest';
import { correctedWords } from '../../../../electron/core/exports/page-words.ts';
import type { PlacedWords } from '../../../../shared/domain/reading-order.ts';

const at = (text: string, x0: number, y0: number, x1: number, y1: number): PlacedWords => ({
  text,
  box: [
    { x: x0, y: y0 },
    { x: x1, y: y0 },
    { x: x1, y: y1 },
    { x: x0, y: y1 },
  ],
});
const SEEN = [
  [at('关于开展检杳的通知', 0.2, 0.1, 0.8, 0.14)],
  [at('编号', 0.1, 0.2, 0.2, 0.23), at('2O26', 0.5, 0.2, 0.6, 0.23)],
  [at('特此通知。', 0.1, 0.3, 0.4, 0.33)],
];
const placeOf = ({ text, box }: PlacedWords) => [text, box[0].x, box[0].y, box[2].x, box[2].y];

test('a corrected row stands where the engine saw it, pieces of a table row each in their own place', () => {
  const words = correctedWords(SEEN, '关于开展检查的通知\n编号\t2026\n特此通知。');
  expect(words.map(placeOf)).toEqual([
    ['关于开展检查的通知', 0.2, 0.1, 0.8, 0.14],
    ['编号', 0.1, 0.2, 0.2, 0.23],
    ['2026', 0.5, 0.2, 0.6, 0.23],
    ['特此通知。', 0.1, 0.3, 0.4, 0.33],
  ]);
});

test('rows a person added stand between those above and below; rows they took away are gone', () => {
  const added = correctedWords(SEEN, '关于开展检杳的通知\n编号\t2O26\n附件两份\n特此通知。').map(placeOf);
  expect(added.map(([text]) => text)).toEqual(['关于开展检杳的通知', '编号', '2O26', '附件两份', '特此通知。']);
  expect(added[3]![2]).toBeCloseTo(0.23, 5);
  expect(added[3]![4]).toBeCloseTo(0.3, 5);
  expect(correctedWords(SEEN, '特此通知。').map(placeOf)).toEqual([['特此通知。', 0.1, 0.3, 0.4, 0.33]]);
  expect(correctedWords(SEEN, '  \n')).toEqual([]);
});

test('two rows read instead of three share their room; a page the engine saw nothing on is filled from its head', () => {
  const merged = correctedWords(SEEN, '通知一\n通知二').map(placeOf);
  expect(merged.map(([text]) => text)).toEqual(['通知一', '通知二']);
  expect(merged[0]!.slice(1)).toEqual([0.1, 0.1, 0.8, expect.closeTo(0.215, 5)]);
  const alone = correctedWords([], '手写\t一行').map(placeOf);
  expect(alone).toEqual([['手写 一行', 0.1, 0.1, 0.9, 0.9]]);
});

test('on a page scanned on its head a correction is laid over it as the page is held, and stands where its line stands', () => {
  const onHead = ({ text, box: [a, b, c, d] }: PlacedWords): PlacedWords => ({
    text,
    box: [c, d, a, b].map(({ x, y }) => ({ x, y })) as unknown as PlacedWords['box'],
  });
  const seen = [[onHead(at('关于开展检杳的通知', 0.2, 0.86, 0.8, 0.9))], [onHead(at('特此通知。', 0.6, 0.67, 0.9, 0.7))]];
  const words = correctedWords(seen, '关于开展检查的通知\n附件两份\n特此通知。');
  expect(words.map(({ text }) => text)).toEqual(['关于开展检查的通知', '附件两份', '特此通知。']);
  const [title, added, last] = words.map(({ box }) => box);
  expect(last![0]).toEqual({ x: expect.closeTo(0.9), y: expect.closeTo(0.7) });
  // Begins at its right, below on the sheet, and lies between the two.
  expect(title![0].x).toBeGreaterThan(title![1].x);
  expect(added![0].y).toBeLessThan(title![2].y + 1e-9);
  expect(added![2].y).toBeGreaterThan(last![0].y - 1e-9);
});
