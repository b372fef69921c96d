import { expect, test } from 'vitest';
import { AXES, axis, chartPart, filled, fill, lines, marksOf, numbers, read, series, stroke, strokes, texts, word, wordsOf } from './chart-parts.ts'; // prettier-ignore

const line = (values: readonly (number | null)[], more = '') => series(0, '得分', values, { more: stroke('c00000') + more });
const drawn = (part: string) => strokes(marksOf(part), '#c00000', 2);

test('a line goes through its values, and is parted where one is missing, joined or down to zero as the file says', () => {
  const values = [1, 2, null, 4, 5];
  const withBlanks = (how: string) => chartPart(lines(line(values)) + AXES, { after: `<c:dispBlanksAs val="${how}"/>` });
  expect(drawn(withBlanks('gap')).map((piece) => piece.length)).toEqual([2, 2]);
  expect(drawn(withBlanks('span')).map((piece) => piece.length)).toEqual([4]);
  const [zero] = drawn(withBlanks('zero'));
  expect(zero).toHaveLength(5);
  expect(zero?.[2]?.[1]).toBeGreaterThan(zero?.[0]?.[1] ?? 0);
});

test('points have the marks the file says', () => {
  const marker = '<c:marker><c:symbol val="square"/><c:size val="8"/><c:spPr><a:solidFill><a:srgbClr val="00c000"/></a:solidFill></c:spPr></c:marker>'; // prettier-ignore
  const marks = marksOf(chartPart(lines(line([1, 2, 3], marker)) + AXES));
  expect(filled(marks, '#00c000').map(({ left, right }) => Math.round(right - left))).toEqual([8, 8, 8]);
  expect(filled(marksOf(chartPart(lines(line([1, 2, 3], '<c:marker><c:symbol val="none"/></c:marker>'), '<c:marker val="1"/>') + AXES)), '#c00000')).toEqual([]); // prettier-ignore
});

test('dates stand as far from each other as they are and are shown in their format', () => {
  const dated = `<c:ser><c:idx val="0"/><c:order val="0"/>${stroke('c00000')}<c:cat>${numbers([45292, 45323, 45658], 'yyyy"年"m"月"')}</c:cat><c:val>${numbers([1, 2, 3])}</c:val></c:ser>`;
  const marks = marksOf(chartPart(lines(dated) + axis('dateAx', '1', '2', 'b') + axis('valAx', '2', '1', 'l', '')));
  const [first, second, third] = strokes(marks, '#c00000', 2)[0] ?? [];
  expect(((third?.[0] ?? 0) - (second?.[0] ?? 0)) / ((second?.[0] ?? 0) - (first?.[0] ?? 0))).toBeCloseTo(335 / 31, 1);
  expect(wordsOf(marks)).toContain('2025年1月');
});

test('a scatter has its points at their x, two lines of numbers at its sides', () => {
  const xy = `<c:scatterChart><c:scatterStyle val="lineMarker"/><c:ser><c:idx val="0"/><c:order val="0"/>${stroke('c00000')}<c:marker><c:symbol val="none"/></c:marker><c:xVal>${numbers([0, 10, 40])}</c:xVal><c:yVal>${numbers([5, 1, 9])}</c:yVal></c:ser><c:axId val="1"/><c:axId val="2"/></c:scatterChart>`;
  const marks = marksOf(chartPart(xy + axis('valAx', '1', '2', 'b') + axis('valAx', '2', '1', 'l')));
  const [a, b, c] = strokes(marks, '#c00000', 2)[0] ?? [];
  expect(((c?.[0] ?? 0) - (b?.[0] ?? 0)) / ((b?.[0] ?? 0) - (a?.[0] ?? 0))).toBeCloseTo(3, 5);
  expect(word(marks, '40').x).toBeCloseTo(c?.[0] ?? 0, 3);
});

test('areas that are stacked lie on each other', () => {
  const area = (index: number, color: string, values: number[]) => series(index, color, values, { more: fill(color) });
  const part = `<c:areaChart><c:grouping val="stacked"/>${area(0, 'c00000', [1, 2])}${area(1, '0000c0', [3, 3])}<c:axId val="1"/><c:axId val="2"/></c:areaChart>`;
  const marks = marksOf(chartPart(part + AXES));
  expect(filled(marks, '#0000c0')[0]?.top).toBeLessThan(filled(marks, '#c00000')[0]?.top ?? 0);
});

test('crowded names are slanted, and of very many only every n-th is shown', () => {
  const names = (count: number) => Array.from({ length: count }, (_, at) => `第${at + 1}街道办事处`);
  const named = (count: number) => {
    const values = names(count).map((_, at) => at);
    return marksOf(chartPart(lines(series(0, '数', values, { categories: names(count) })) + AXES));
  };
  const few = named(4);
  expect(word(few, '第1街道办事处').turn).toBe(0);
  const many = named(20);
  expect(word(many, '第1街道办事处').turn).toBe(-45);
  expect(wordsOf(many).filter((text) => text.startsWith('第'))).toHaveLength(20);
  const most = wordsOf(named(300)).filter((text) => text.startsWith('第'));
  expect(most.length).toBeGreaterThan(10);
  expect(most.length).toBeLessThan(60);
});

test('levels of categories are said together', () => {
  const level = (values: readonly [number, string][]) => `<c:lvl>${values.map(([at, text]) => `<c:pt idx="${at}"><c:v>${text}</c:v></c:pt>`).join('')}</c:lvl>`; // prettier-ignore
  const cat = `<c:cat><c:multiLvlStrRef><c:f>x</c:f><c:multiLvlStrCache><c:ptCount val="3"/>${level([[0, '一季度'], [1, '二季度'], [2, '一季度']])}${level([[0, '2024'], [2, '2025']])}</c:multiLvlStrCache></c:multiLvlStrRef></c:cat>`; // prettier-ignore
  const ser = `<c:ser><c:idx val="0"/><c:order val="0"/>${cat}<c:val>${numbers([1, 2, 3])}</c:val></c:ser>`;
  expect(wordsOf(marksOf(chartPart(lines(ser) + AXES)))).toEqual(
    expect.arrayContaining(['2024 一季度', '2024 二季度', '2025 一季度']),
  );
});

test('thousands of points are drawn with their least and greatest, too many are refused with a sentence', () => {
  const values = Array.from({ length: 30_000 }, (_, at) => (at === 17_000 ? 500 : at === 18_000 ? -500 : at % 7));
  const piece = drawn(chartPart(lines(line(values)) + AXES))[0] ?? [];
  const ys = piece.map(([, y]) => y);
  expect(piece.length).toBeLessThan(8_000);
  const all = Math.max(...ys) - Math.min(...ys);
  const few = drawn(chartPart(lines(line([500, -500, 0])) + AXES))[0]?.map(([, y]) => y) ?? [];
  expect(all).toBeCloseTo(Math.max(...few) - Math.min(...few), 0);
  const many = Array.from({ length: 50_001 }, () => 1);
  expect(read(chartPart(lines(line(many)) + AXES))).toEqual({ reason: '图表的一个系列超过 50000 个点' });
  const claimed = chartPart(lines(`<c:ser><c:idx val="0"/><c:val><c:numRef><c:numCache><c:ptCount val="4000000000"/></c:numCache></c:numRef></c:val></c:ser>`) + AXES); // prettier-ignore
  expect(read(claimed)).toEqual({ reason: '图表的一个系列超过 50000 个点' });
  expect(texts([])).toContain('ptCount val="0"');
});
