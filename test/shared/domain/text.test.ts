import { describe, expect, test } from 'vitest';
import { bigrams, fold, lettersOf } from '../../../shared/domain/text.ts';

describe('folding', () => {
  test.each([
    ['六優(yōu)行動', '六优行动'],
    ['創建文明城市（chuàng）工作', '创建文明城市工作'],
    ['ＡＢＣ１２３', 'abc123'],
    ['Ⅱ—9—1）', 'ii-9-1)'],
    ['Ⅱ－9－1', 'ii-9-1'],
    ['志\u200b愿服务', '志愿服务'],
    ['说明(草案)', '说明(草案)'],
    ['方案(final)', '方案(final)'],
  ])('makes %s into %s', (text, folded) => expect(fold(text)).toBe(folded));

  test('twice is the same as once', () => {
    const text = '臺灣《志願服務條例》（2020）—Ⅱ－9－①';
    expect(fold(fold(text))).toBe(fold(text));
  });

  test('what is as it folds is not looked at further, and no other character is taken for such', () => {
    const others = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter(
      (one) => fold(one) !== '-' && `${fold(one)}-` !== fold(`${one}－`),
    );
    expect(others).toEqual([]);
  });

  test('a reading without a tone mark is text and stays', () => expect(fold('优(you)行')).toBe('优(you)行'));
});

test('letters are what is left without punctuation', () =>
  expect(lettersOf(fold('关于“创城”的通知(1)'))).toBe('关于创城的通知1'));
test('bigrams do not cross punctuation and count rare characters whole', () =>
  expect(bigrams('文明-城市𠮷')).toEqual(['文明', '城市', '市𠮷']));
