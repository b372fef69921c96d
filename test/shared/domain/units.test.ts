import { describe, expect, test } from 'vitest';
import { createUnitSpeller, plainUnit } from '../../../shared/domain/units.ts';

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

const spellingsOf = createUnitSpeller({ unitAliases: { 市生态环境局: ['环保局', '环境保护局'], 市民政局: ['民政'] } });

test('a former name leads to the present one and back', () => {
  expect(spellingsOf('市生态环境局')).toEqual(['生态环境局', '环保局', '环境保护局']);
  expect(spellingsOf('滨河区环保局')).toContain('生态环境局');
});
test('a name too short to mean a unit is left out', () => expect(spellingsOf('市民政局')).toEqual(['民政局']));
