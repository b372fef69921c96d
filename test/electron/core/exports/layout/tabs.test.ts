import { expect, test } from 'vitest';
import { A4_HEIGHT_PT, A4_WIDTH_PT, mm } from '../../../../../electron/core/exports/layout/drawing.ts';
import { tabDrawings } from '../../../../../electron/core/exports/layout/tabs.ts';

const fonts = { measure: (text: string, _face: string, sizePt: number): number => Array.from(text).length * sizePt * 0.55 };

function tab(index: number, count: number, text = 'Ⅱ-9', side: 'front' | 'back' = 'front') {
  const drawings = tabDrawings({ index, count, text }, side, fonts);
  const block = drawings.find((one) => one.kind === 'rect')!;
  const words = drawings.flatMap((one) => (one.kind === 'text' ? [one] : []));
  return { block, words };
}

test('tabs follow each other down the edge without touching, between the stamps, and begin again at the top', () => {
  for (const count of [1, 2, 7, 12, 37, 118]) {
    const blocks = Array.from({ length: count }, (_, index) => tab(index, count).block);
    const slots = blocks.findIndex(({ y }, index) => index > 0 && y === blocks[0]!.y);
    const column = slots === -1 ? count : slots;
    blocks.forEach(({ x, y, width, height }, index) => {
      expect(x + width).toBeCloseTo(A4_WIDTH_PT);
      expect([y >= mm(28), y + height <= A4_HEIGHT_PT - mm(28)]).toEqual([true, true]);
      expect(height).toBeGreaterThan(mm(15));
      expect(y).toBe(blocks[index % column]!.y);
      if (index % column > 0) expect(y).toBeGreaterThan(blocks[index - 1]!.y + blocks[index - 1]!.height);
    });
  }
});

test('on the back a tab stands at the left, at the same height: both sides of the sheet show it in one place', () => {
  const [front, back] = [tab(3, 9, 'Ⅱ-9', 'front'), tab(3, 9, 'Ⅱ-9', 'back')];
  expect([back.block.x, back.block.y, back.block.height]).toEqual([0, front.block.y, front.block.height]);
  expect(front.block.x).toBeCloseTo(A4_WIDTH_PT - front.block.width);
});

test.each(['Ⅱ', 'Ⅱ-9', '3.2.10', '创建-2026-12-3', '精神文明建设工作领导小组办公室材料'])(
  'the words of “%s” lie within the tab and within what a printer prints',
  (text) => {
    for (const side of ['front', 'back'] as const) {
      const { block, words } = tab(5, 12, text, side);
      expect(words.length).toBeGreaterThan(0);
      for (const word of words) {
        const right = word.x + fonts.measure(word.text, '', word.sizePt);
        expect(word.x).toBeGreaterThanOrEqual(side === 'front' ? block.x : mm(4.4));
        expect(right).toBeLessThanOrEqual((side === 'front' ? A4_WIDTH_PT - mm(4.4) : block.width) + 0.01);
        expect(word.y - word.sizePt * 0.9).toBeGreaterThanOrEqual(block.y - 0.01);
        expect(word.y).toBeLessThanOrEqual(block.y + block.height);
        expect(word.sizePt).toBeGreaterThanOrEqual(7);
      }
    }
  },
);
