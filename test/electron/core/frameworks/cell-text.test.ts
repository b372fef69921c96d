import { expect, test } from 'vitest';
import { joinLines, numberOf, readDue, readUnits, splitCode } from '../../../../electron/core/frameworks/cell-text.ts';

test.each([
  ['2026年6月30日', '2026-06-30'],
  ['2026.6.5', '2026-06-05'],
  ['2026-06-30前', '2026-06-30'],
  ['2026年2月底前', '2026-02-28'],
  ['2026年底', '2026-12-31'],
  ['6月底前', '6月底前'],
  ['2026年6月', '2026年6月'],
  ['2026年2月30日', '2026年2月30日'],
  ['长期', '长期'],
  ['每月\n25日前', '每月25日前'],
])('due date %s is kept as %s', (text, expected) => {
  expect(readDue(text)).toBe(expected);
});

test.each([
  ['三', 3],
  ['两', 2],
  ['十', 10],
  ['十二', 12],
  ['二十', 20],
  ['二十三', 23],
  ['15', 15],
  ['很多', Number.NaN],
])('%s is the number %d', (text, expected) => {
  expect(numberOf(text)).toBe(expected);
});

test.each([
  ['一、组织领导', '一', '组织领导', true],
  ['第二部分 社会环境', '第二部分', '社会环境', false],
  ['Ⅱ-9-1)-①制度', 'Ⅱ-9-1)', '-①制度', false],
  ['Ⅲ-1-② 活动记录', 'Ⅲ-1-②', '活动记录', false],
  ['III—1—②活动记录', 'III—1—②', '活动记录', false],
  ['2018-2020年规划', '', '2018-2020年规划', false],
  ['一线职工关爱', '', '一线职工关爱', false],
  ['十佳评选', '', '十佳评选', false],
])('%s has the number “%s”', (text, code, name, local) => {
  const { code: gotCode, name: gotName } = splitCode(text);
  expect([gotCode, code === '' ? gotName : '']).toEqual([code, code === '' ? name : '']);
  if (code !== '') expect(splitCode(text).local).toBe(local);
});

test('line breaks inside Chinese words are layout, brackets keep their separators together', () => {
  expect(joinLines('测评\n项目')).toBe('测评项目');
  expect(readUnits('各县(市、区)、市直各单位等').units).toEqual(['各县(市、区)', '市直各单位']);
  expect(readUnits('各县(市、区)、市直各单位等').rest).toEqual(['等']);
});
