import { expect, test } from 'vitest';
import { AXES, axis, chartPart, columns, fill, filled, marksOf, series, strokes, word, wordsOf } from './chart-parts.ts';

const YEARS = ['2023年', '2024年', '2025年'];
const red = (values: readonly (number | string | null)[], more = '') =>
  series(0, '经费', values, { categories: YEARS, more: fill('c00000') + more });
const blue = (values: readonly (number | null)[]) => series(1, '人员', values, { categories: YEARS, more: fill('0000c0') });
const heights = (marks: Parameters<typeof filled>[0], color: string) =>
  filled(marks, color).map(({ top, bottom }) => Math.round(bottom - top));

test('columns are as high as their values, beside each other, over their categories', () => {
  const marks = marksOf(chartPart(columns(red([10, 20, 40]) + blue([40, 20, 10])) + AXES));
  const [low = 0, middle = 0, high = 0] = heights(marks, '#c00000');
  expect(middle / low).toBeCloseTo(2, 1);
  expect(high / low).toBeCloseTo(4, 1);
  const [reds, blues] = [filled(marks, '#c00000'), filled(marks, '#0000c0')];
  reds.forEach((bar, at) => {
    expect(blues[at]?.left).toBeCloseTo(bar.right, 5);
    expect(word(marks, YEARS[at] ?? '').x).toBeCloseTo(bar.right, 1);
    expect(blues[at]?.bottom).toBeCloseTo(bar.bottom, 5);
  });
  expect(wordsOf(marks)).toEqual(expect.arrayContaining(['0', '5', '40', '45', ...YEARS]));
});

test('what is below zero hangs from the axis, which stands at zero', () => {
  const marks = marksOf(chartPart(columns(red([10, -5, 20])) + AXES));
  const [up, down] = filled(marks, '#c00000');
  expect(down?.top).toBeCloseTo(up?.bottom ?? 0, 5);
  expect(wordsOf(marks)).toContain('-5');
});

test('stacked columns stand on each other, of hundred percent all are equally high', () => {
  const stackedPart = (grouping: string) =>
    chartPart(columns(red([10, 20, 30]) + blue([30, 20, 10]), `<c:grouping val="${grouping}"/><c:overlap val="100"/>`) + AXES);
  const marks = marksOf(stackedPart('stacked'));
  filled(marks, '#c00000').forEach((bar, at) => expect(filled(marks, '#0000c0')[at]?.bottom).toBeCloseTo(bar.top, 5));
  const shares = marksOf(stackedPart('percentStacked'));
  const tops = filled(shares, '#0000c0').map(({ top }) => Math.round(top));
  expect(new Set(tops).size).toBe(1);
  expect(heights(shares, '#c00000').map((height) => height / (heights(shares, '#c00000')[2] ?? 1))).toEqual([
    expect.closeTo(1 / 3, 1),
    expect.closeTo(2 / 3, 1),
    1,
  ]);
  expect(wordsOf(shares)).toContain('100%');
});

test('of three stacked series with values on both sides of zero each side adds up for itself', () => {
  const three = [
    ['c00000', [10]],
    ['0000c0', [-4]],
    ['00c000', [5]],
    ['c0c000', [7]],
  ] as const;
  const stack = three.map(([color, values], at) => series(at, color, values, { more: fill(color) })).join('');
  const marks = marksOf(chartPart(columns(stack, '<c:grouping val="stacked"/><c:overlap val="100"/>') + AXES));
  const [red1, blue1, green1, yellow1] = three.map(([color]) => filled(marks, `#${color}`)[0]);
  expect(green1?.bottom).toBeCloseTo(red1?.top ?? 0, 5);
  expect(yellow1?.bottom).toBeCloseTo(green1?.top ?? 0, 5);
  expect(blue1?.top).toBeCloseTo(red1?.bottom ?? 0, 5);
});

test('bars lie, the first category lowest, or first at the top where the axis is turned round', () => {
  const lying = (scaling: string) => chartPart(columns(red([10, 20, 30])).replace('"col"', '"bar"') + axis('catAx', '1', '2', 'l', '', scaling) + axis('valAx', '2', '1', 'b')); // prettier-ignore
  const marks = marksOf(lying('<c:orientation val="minMax"/>'));
  const bars = filled(marks, '#c00000');
  expect(bars[0]?.top).toBeGreaterThan(bars[2]?.top ?? 0);
  expect((bars[2]?.right ?? 0) - (bars[2]?.left ?? 0)).toBeCloseTo(3 * ((bars[0]?.right ?? 0) - (bars[0]?.left ?? 0)), 1);
  const turned = filled(marksOf(lying('<c:orientation val="maxMin"/>')), '#c00000');
  expect(turned[0]?.top).toBeLessThan(turned[2]?.top ?? 0);
});

test('a label says the value in its format over its column, one of a single point says its own words', () => {
  const own = '<c:dLbls><c:dLbl><c:idx val="1"/><c:tx><c:rich><a:p><a:r><a:t>试点</a:t></a:r></a:p></c:rich></c:tx><c:showVal val="1"/></c:dLbl><c:numFmt formatCode="0.0" sourceLinked="0"/><c:showVal val="1"/></c:dLbls>'; // prettier-ignore
  const marks = marksOf(chartPart(columns(red([1.26, 2, 3], own)) + AXES));
  expect(wordsOf(marks)).toEqual(expect.arrayContaining(['1.3', '试点', '3.0']));
  expect(word(marks, '3.0').y).toBeLessThan(filled(marks, '#c00000')[2]?.top ?? 0);
});

test('all zero, one point, values that are no numbers and none at all are drawn as they are', () => {
  expect(heights(marksOf(chartPart(columns(red([0, 0, 0])) + AXES)), '#c00000')).toEqual([0, 0, 0]);
  expect(heights(marksOf(chartPart(columns(red([7])) + AXES)), '#c00000')).toHaveLength(1);
  expect(filled(marksOf(chartPart(columns(red(['NaN', 3, '#N/A', '1e308'])) + AXES)), '#c00000')).toHaveLength(1);
});

test('ends the file sets hold, and what reaches beyond them is cut there', () => {
  const part = chartPart(columns(red([10, 200, 30])) + axis('catAx', '1', '2', 'b') + axis('valAx', '2', '1', 'l', '', '<c:max val="100"/><c:min val="0"/>')); // prettier-ignore
  const marks = marksOf(part);
  expect(word(marks, '100').y).toBeGreaterThan(0);
  expect(wordsOf(marks)).not.toContain('200');
  const [ten = 0, most = 0] = heights(marks, '#c00000');
  expect(most / ten).toBeCloseTo(10, 0);
});

test('a deleted axis has no line and no words, a second one stands at the right with its own values', () => {
  const second = `<c:lineChart>${series(1, '率', [0.2, 0.5, 0.9], { format: '0%' })}<c:axId val="3"/><c:axId val="4"/></c:lineChart>`;
  const axes = `${AXES}${axis('catAx', '3', '4', 'b', '<c:delete val="1"/>')}${axis('valAx', '4', '3', 'r', '').replace('</c:valAx>', '<c:crosses val="max"/></c:valAx>')}`;
  const marks = marksOf(chartPart(columns(red([100, 200, 300])) + second + axes));
  expect(word(marks, '300').x).toBeLessThan(60);
  expect(word(marks, '80%').x).toBeGreaterThan(340);
  expect(wordsOf(marks).filter((text) => text === '2024年')).toHaveLength(1);
  const bare = marksOf(chartPart(columns(red([100, 200, 300])) + axis('catAx', '1', '2', 'b', '<c:delete val="1"/>') + axis('valAx', '2', '1', 'l', '<c:delete val="1"/>'))); // prettier-ignore
  expect(wordsOf(bare)).toEqual([]);
  expect(strokes(bare, '#868686', 0.75)).toHaveLength(1);
});

test('colours of a theme and of the order of series stand in for those the file leaves open', () => {
  const part = chartPart(columns(series(0, '甲', [1, 2])) + AXES);
  expect(filled(marksOf(part), '#112233')).toHaveLength(2);
  const varied = chartPart(columns(series(0, '甲', [1, 2]), '<c:varyColors val="1"/>') + AXES);
  expect(filled(marksOf(varied), '#112233')).toHaveLength(1);
});

test('thousands of columns cost no more than the paper shows, and the highest stays', () => {
  const values = Array.from({ length: 20_000 }, (_, at) => (at === 12_345 ? 1000 : at % 100));
  const marks = marksOf(chartPart(columns(red(values)) + AXES));
  const bars = filled(marks, '#c00000');
  expect(bars.length).toBeLessThan(5_000);
  expect(Math.max(...bars.map(({ top, bottom }) => bottom - top)) / 200).toBeGreaterThan(1);
});
