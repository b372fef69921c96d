import { expect, test } from 'vitest';
import { A4_HEIGHT_PT, A4_WIDTH_PT, mm } from '../../../../../electron/core/exports/layout/drawing.ts';
import type { Drawing } from '../../../../../electron/core/exports/layout/drawing.ts';
import { photoFrame, placedFrame, sideOf, textFrame } from '../../../../../electron/core/exports/layout/frames.ts';
import { STAMP_STRIPS, stampDrawings } from '../../../../../electron/core/exports/layout/stamp.ts';
import type { Stamp } from '../../../../../electron/core/exports/layout/stamp.ts';
import type { NumberPreset } from '../../../../../shared/domain/volume-look.ts';

const fonts = { measure: (text: string, _face: string, sizePt: number): number => Array.from(text).length * sizePt };
const stamp: Stamp = {
  preset: 'official',
  side: 'front',
  number: '128',
  code: 'Ⅱ-9-1)-①',
  codeLink: null,
  header: '云泽市全国文明城市创建迎检档案 · 第 2 卷'.repeat(3),
  marks: ['草稿', '不完整'],
};
const isText = (drawing: Drawing): drawing is Drawing & { kind: 'text' } => drawing.kind === 'text';
const find = (drawings: readonly Drawing[], text: string): Drawing & { kind: 'text' } =>
  drawings.filter(isText).find((drawing) => drawing.text === text)!;

test('every preset and side keeps stamps in the strips, 5 mm from the edges and apart from each other', () => {
  for (const preset of ['official', 'records', 'technical'] as const) {
    for (const side of ['front', 'back'] as const) {
      const texts = stampDrawings({ ...stamp, preset, side }, fonts).filter(isText);
      const boxes = texts.map((text) => ({
        left: text.x,
        right: text.x + fonts.measure(text.text, '', text.sizePt),
        top: text.y - text.sizePt,
        bottom: text.y + text.sizePt * 0.3,
      }));
      for (const box of boxes) {
        expect(box.left).toBeGreaterThanOrEqual(mm(5));
        expect(box.right).toBeLessThanOrEqual(A4_WIDTH_PT - mm(5));
        expect(box.top).toBeGreaterThanOrEqual(mm(5));
        expect(box.bottom).toBeLessThanOrEqual(A4_HEIGHT_PT - mm(5));
        expect(STAMP_STRIPS.some((strip) => box.top >= strip.y && box.bottom <= strip.y + strip.height)).toBe(true);
      }
      for (const [index, a] of boxes.entries()) {
        for (const b of boxes.slice(index + 1))
          expect(a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top).toBe(true);
      }
      expect(texts.every((text) => text.artifact)).toBe(true);
    }
  }
});

test.each<[NumberPreset, 'front' | 'back', 'top' | 'bottom', 'left' | 'middle' | 'right', string]>([
  ['official', 'front', 'bottom', 'middle', '— 128 —'],
  ['official', 'back', 'bottom', 'middle', '— 128 —'],
  ['records', 'front', 'top', 'right', '128'],
  ['records', 'back', 'top', 'left', '128'],
  ['technical', 'front', 'bottom', 'right', '128'],
  ['technical', 'back', 'bottom', 'left', '128'],
])('%s %s puts the number at the %s %s', (preset, side, edge, place, text) => {
  const number = find(stampDrawings({ ...stamp, preset, side }, fonts), text);
  const centre = (number.x + fonts.measure(text, '', number.sizePt) / 2) / A4_WIDTH_PT;
  expect(number.y < A4_HEIGHT_PT / 2 ? 'top' : 'bottom').toBe(edge);
  expect(centre < 0.4 ? 'left' : centre > 0.6 ? 'right' : 'middle').toBe(place);
});

test('the code stands at the outer corner on a white plate', () => {
  const drawings = stampDrawings(stamp, fonts);
  const code = find(drawings, 'Ⅱ-9-1)-①');
  expect(code.x).toBeGreaterThan(A4_WIDTH_PT / 2);
  const plate = drawings.find(
    (drawing) => drawing.kind === 'rect' && drawing.fill === '#ffffff' && drawing.x <= code.x && drawing.y <= code.y,
  );
  expect(drawings.indexOf(plate!)).toBeLessThan(drawings.indexOf(code));
  expect(find(stampDrawings({ ...stamp, side: 'back' }, fonts), 'Ⅱ-9-1)-①').x).toBeLessThan(A4_WIDTH_PT / 2);
});

test('a page without number, code, header and marks stays empty', () => {
  expect(stampDrawings({ ...stamp, number: null, code: null, header: '', marks: [] }, fonts)).toEqual([]);
});

test('frames leave the binding side and the strips free', () => {
  for (const [side, mirrored] of [
    ['front', false],
    ['back', true],
  ] as const) {
    // prettier-ignore
    for (const frameOf of [textFrame, placedFrame, photoFrame]) {
      const frame = frameOf(side);
      const bindingPt = mirrored ? A4_WIDTH_PT - frame.x - frame.width : frame.x;
      expect(bindingPt).toBeGreaterThanOrEqual(mm(25) - 0.01);
      for (const strip of STAMP_STRIPS) {
        expect(frame.y + frame.height <= strip.y + 0.01 || frame.y >= strip.y + strip.height - 0.01).toBe(true);
      }
    }
  }
  const text = textFrame('front');
  expect([text.x, text.y, text.width, text.height].map((value) => Math.round(value / mm(1)))).toEqual([28, 37, 156, 225]);
  expect([sideOf(1, true), sideOf(2, true), sideOf(2, false)]).toEqual(['front', 'back', 'front']);
});
