import { expect, test } from 'vitest';
import { findTextBoxes, type TextMap } from '../../../../electron/core/ocr/text-boxes.ts';

/** A map of sure text where `inside` says so. */
function map(widthPx: number, heightPx: number, inside: (x: number, y: number) => boolean, share = 0.9): TextMap {
  const values = new Float32Array(widthPx * heightPx);
  for (let y = 0; y < heightPx; y++) for (let x = 0; x < widthPx; x++) if (inside(x, y)) values[y * widthPx + x] = share;
  return { widthPx, heightPx, share: values };
}

test('a level line becomes one box around it, grown on all sides, from its start clockwise', () => {
  const boxes = findTextBoxes(map(200, 100, (x, y) => x >= 40 && x < 160 && y >= 40 && y < 52));
  expect(boxes).toHaveLength(1);
  const [start, end, below, last] = boxes[0]!;
  // Grown by area × 1.6 / circumference: 120 × 12 × 1.6 / 264.
  const grown = 8.73;
  expect(start.x).toBeCloseTo(40 - grown, 0);
  expect(start.y).toBeCloseTo(40 - grown, 0);
  expect(end.x).toBeCloseTo(160 + grown, 0);
  expect(below.y).toBeCloseTo(52 + grown, 0);
  expect(last.x).toBeCloseTo(start.x, 5);
});

test('a skewed line becomes a box with the same slope', () => {
  const slope = Math.tan((2.5 * Math.PI) / 180);
  const [box] = findTextBoxes(map(600, 200, (x, y) => x >= 50 && x < 550 && y >= 60 + x * slope && y < 80 + x * slope));
  const [start, end] = box!;
  expect((Math.atan2(end.y - start.y, end.x - start.x) * 180) / Math.PI).toBeCloseTo(2.5, 0);
});

test('two lines that do not touch are two boxes', () => {
  const boxes = findTextBoxes(map(200, 100, (x, y) => x >= 20 && x < 180 && ((y >= 20 && y < 32) || (y >= 50 && y < 62))));
  expect(boxes).toHaveLength(2);
});

test('specks and doubtful places are no text', () => {
  expect(findTextBoxes(map(100, 100, (x, y) => x === 50 && y === 50))).toEqual([]);
  expect(findTextBoxes(map(100, 100, (x, y) => x >= 20 && x < 80 && y >= 20 && y < 40, 0.4))).toEqual([]);
});
