import { expect, test } from 'vitest';
import { cannotEnd, cannotStart } from '../../../../../electron/core/exports/layout/kinsoku.ts';
import { breakLines } from '../../../../../electron/core/exports/layout/text.ts';
import type { Line } from '../../../../../electron/core/exports/layout/text.ts';

/** Chinese characters are as wide as the size, all others half. */
const fonts = { advance: (codePoint: number): number => (codePoint >= 0x2000 ? 1000 : 500) };
const textOf = (line: Line): string => line.pieces.map((piece) => piece.text).join('');
const linesOf = (text: string, chars: number, more = {}): string[] =>
  breakLines([{ text, sizePt: 10 }], { widthPt: chars * 10, fonts, ...more }).map(textOf);

test('closing punctuation that is half outside stays on its line, otherwise it takes the character before along', () => {
  expect(linesOf('一二三四五，六', 5)).toEqual(['一二三四', '五，六']);
  expect(linesOf('一二三四，五六', 5)).toEqual(['一二三四，', '五六']);
  expect(breakLines([{ text: '一二三四，五六', sizePt: 10 }], { widthPt: 45, fonts }).map(textOf)).toEqual([
    '一二三四，',
    '五六',
  ]);
});

test('an opening mark goes to the next line with its word', () => {
  expect(linesOf('一二三四《五六》', 5)).toEqual(['一二三四', '《五六》']);
});

test('a Latin word or number is not torn, one longer than a line is', () => {
  expect(linesOf('一二三four五', 4)).toEqual(['一二三', 'four五']);
  expect(linesOf('abcdefghijkl', 3)).toEqual(['abcdef', 'ghijkl']);
});

test('line feeds end lines, spaces at a line end vanish, an empty text is one empty line', () => {
  expect(linesOf('一二\n\n三', 5)).toEqual(['一二', '', '三']);
  expect(linesOf('ab cd', 1)).toEqual(['ab', 'cd']);
  expect(linesOf('', 5)).toEqual(['']);
  expect(linesOf('一\n', 5)).toEqual(['一', '']);
});

test('no line starts or ends with a forbidden mark and no character is lost, for every width', () => {
  const text =
    '根据《关于印发〈云泽市文明交通行动实施方案（2025—2027年）〉的通知》（云泽府办〔2025〕41号），“礼让斑马线”遵守率达96.5%；其中：城区98.2%、郊区93.7%……继续努力！是否达标？——是。';
  for (let chars = 6; chars < 60; chars += 0.5) {
    const lines = linesOf(text, chars);
    expect(lines.join('')).toBe(text);
    for (const [index, line] of lines.entries()) {
      if (index > 0) expect(cannotStart(line[0]!), line).toBe(false);
      if (index < lines.length - 1) expect(cannotEnd(line.at(-1)!), line).toBe(false);
    }
  }
});

test('a justified line reaches the right edge, the last line does not', () => {
  const lines = breakLines([{ text: '一二三four五六七八', sizePt: 10 }], { widthPt: 53, fonts });
  const first = lines[0]!;
  const end = first.pieces.at(-1)!;
  expect(textOf(first)).toBe('一二三four');
  expect(end.xPt + end.widthPt).toBeCloseTo(53, 6);
  expect(lines.at(-1)!.pieces[0]!.stretchPt).toBe(0);
});

test('the ink of every justified line stays inside the width', () => {
  const text = '为深入开展文明交通行动，全市共设置岗位；“礼让”遵守率上升，同比（三月）下降。'.repeat(4);
  for (let width = 60; width < 300; width += 7) {
    for (const line of breakLines([{ text, sizePt: 10 }], { widthPt: width, fonts })) {
      const piece = line.pieces.at(-1)!;
      const half = /[，；”）。]$/.test(piece.text) ? 5 : 0;
      expect(piece.xPt + piece.widthPt - half).toBeLessThanOrEqual(width + 0.02);
    }
  }
});

test('centred and right-aligned lines and first-line indents start where they should', () => {
  const xOf = (align: 'center' | 'right' | 'left', firstLineIndentPt = 0): number =>
    breakLines([{ text: '一二', sizePt: 10 }], { widthPt: 100, fonts, align, firstLineIndentPt })[0]!.pieces[0]!.xPt;
  expect([xOf('left'), xOf('center'), xOf('right'), xOf('left', 20)]).toEqual([0, 40, 80, 20]);
});

test('a title breaks between words when asked to', () => {
  expect(linesOf('全国文明城市', 5, { wholeWords: true })).toEqual(['全国文明', '城市']);
});

test('runs of different styles keep their order and join without a gap', () => {
  const [line] = breakLines(
    [
      { text: '文明', sizePt: 10 },
      { text: 'AB', sizePt: 20 },
      { text: '交通', sizePt: 10 },
    ],
    { widthPt: 500, fonts },
  );
  expect(line!.pieces.map((piece) => [piece.text, piece.xPt])).toEqual([
    ['文明', 0],
    ['AB', 20],
    ['交通', 40],
  ]);
  expect(line!.sizePt).toBe(20);
});
