import { describe, expect, test } from 'vitest';
import { plainUnit, unitSpellings } from '../../../shared/domain/units.ts';

describe('a unit of any town', () => {
  test.each([
    ['市公安局', '公安局'],
    ['滨河区公安局', '公安局'],
    ['满洲里市教育局', '教育局'],
    ['市卫健委(市爱卫办)', '卫健委'],
    ['团市委', '团市委'],
    ['市局', '市局'],
  ])('%s is %s', (name, plain) => expect(plainUnit(name)).toBe(plain));
});

const words = { unitAliases: { 市生态环境局: ['环保局', '环境保护局'], 市民政局: ['民政'] } };

test('a former name leads to the present one and back', () => {
  expect(unitSpellings('市生态环境局', words)).toEqual(['生态环境局', '环保局', '环境保护局']);
  expect(unitSpellings('滨河区环保局', words)).toContain('生态环境局');
});
test('a name too short to mean a unit is left out', () => expect(unitSpellings('市民政局', words)).toEqual(['民政局']));
