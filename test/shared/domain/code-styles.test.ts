import { describe, expect, test } from 'vitest';
import { guessStyles, normalStyles, otherSpelling, styleOf, stylesProblem } from '../../../shared/domain/code-styles.ts';
import { codeReader, createCodeIndex } from '../../../shared/domain/codes.ts';
import { indicator } from './framework-maker.ts';

describe('a code shows its style, whatever the spelling', () => {
  test.each([
    ['Ⅱ-9-1)', 'Ⅰ-1-1)'],
    ['II—9—1）', 'Ⅰ-1-1)'],
    ['III-1-②', 'Ⅰ-1-①'],
    ['Ⅲ—92', 'Ⅰ-1'],
    ['1.1.2', '1.1.1'],
    ['A1', 'A1'],
    ['X1', 'A1'],
    ['B2-3', 'A1-1'],
    ['（十七）', '(一)'],
    ['第九条', '第一条'],
    ['卫-1-2', '卫-1-1'],
    ['17', '1'],
    ['甲', ''],
  ])('%s is %s', (code, style) => expect(styleOf(code)).toBe(style));
});

test('a guess names the styles of the codes, most frequent first, and not that of a stray one', () => {
  const codes = [...Array.from({ length: 19 }, (_, at) => `(${'一二三四五六七八九十'.charAt(at % 10)})`), 'A1'];
  expect(guessStyles(codes)).toEqual(['(一)']);
  expect(guessStyles(['1.1.1', '1.1.2', 'A1'])).toEqual(['1.1.1', 'A1']);
});

test('styles typed by hand are kept as samples, each once; one without a number is refused in words', () => {
  expect(normalStyles(['Ⅱ-9-1)', 'III—2—7）', 'B7'])).toEqual(['Ⅰ-1-1)', 'A1']);
  expect(stylesProblem(['甲乙'])).toMatch(/“甲乙”里没有能认出的序号/);
  expect(stylesProblem(['Ⅱ-9-1)'])).toBeNull();
});

describe('a declared style is read first', () => {
  const found = (codes: readonly string[], styles: readonly string[], name: string) =>
    createCodeIndex(
      codes.map((id) => indicator({ id })),
      styles,
    )
      .find(name)
      .map((one) => [one.indicator.code, one.certain]);

  test.each(['Ⅲ-1-②志愿服务', 'III—1—② 志愿', '三-1-②', 'Ⅲ-1②', 'III-1-2 志愿'])(
    '%s is the second of its heading, not the first',
    (name) => expect(found(['Ⅲ-1-①', 'Ⅲ-1-②', 'Ⅲ-1'], ['Ⅰ-1-①'], name)).toEqual([['Ⅲ-1-②', true]]),
  );
  test('a circled number that no node has is not taken for another node', () =>
    expect(found(['Ⅲ-1-①', 'Ⅲ-1-②'], ['Ⅰ-1-①'], 'Ⅲ-1-⑤ 记录')).toEqual([]));
  test.each(['Ⅱ-9-1)-②记录', 'ⅱ9-1③', '二-9-1 记录', 'Ⅱ－9－1）'])('%s is Ⅱ-9-1)', (name) =>
    expect(found(['Ⅱ-9-1)', 'Ⅱ-9'], ['Ⅰ-1-1)'], name)).toEqual([['Ⅱ-9-1)', true]]),
  );
  test('what no declared style reads is read as where none is declared', () =>
    expect(found(['Ⅱ-9-1)', 'Ⅱ-9'], ['Ⅰ-1-1)'], 'Ⅱ-9 总述')).toEqual([['Ⅱ-9', true]]));
  test.each(['17、志愿', '17.志愿', '17 志愿', '(17)志愿'])('%s is a running number, and a doubtful code', (name) =>
    expect(found(['1', '17'], ['1'], name)).toEqual([['17', false]]),
  );
  test.each(['17年总结', '17个社区', '2026-3 记录', '17'.padEnd(4, '0')])('%s is no running number', (name) =>
    expect(found(['1', '17'], ['1'], name)).toEqual([]),
  );
  test('a number in brackets may be written with digits', () => {
    expect(found(['(十七)'], ['(一)'], '（17）记录')).toEqual([['(十七)', true]]);
    expect(found(['第九条'], ['第一条'], '《第9条》记录')).toEqual([['第九条', true]]);
  });
  test.each(['1.2亿元', '3月1.2', '1.2万人'])('%s holds no code', (name) => expect(found(['1.2'], ['1.1'], name)).toEqual([]));
  test('nothing declared: as before', () => {
    expect(found(['Ⅲ-1-①'], [], '17、志愿')).toEqual([]);
    expect(found(['17'], [], '17、志愿')).toEqual([]);
  });
});

test.each([
  ['Ⅱ-9-1)', 'Ⅰ-1-1)', 'II—9—1）'],
  ['(十七)', '(一)', '（17）'],
  ['A1', 'A1', 'A-1'],
  ['第九条', '第一条', '第9条'],
])('the example on screen writes %s another way and still reads it', (code, style, written) => {
  expect(otherSpelling(code)).toBe(written);
  expect(codeReader([code], [style])(`${written}通知.docx`)).toBe(code);
});
