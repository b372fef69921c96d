import { expect, test } from 'vitest';
import { createPhraseIndex } from '../../../../shared/domain/rules/phrases.ts';

const phrase = (...words: string[]) => ({ words, leaves: [{ leaf: 0, weight: 1 }] });
const index = createPhraseIndex([
  phrase('志愿服务'),
  phrase('志愿'),
  phrase('服务站'),
  phrase('学雷锋'),
  phrase('核心价值观', '照片'),
]);
const words = (text: string) => index.find(text).map((hit) => hit.phrase.words[0]);

test('the longest word at a place stands and hides the words inside it', () =>
  expect(words('志愿服务活动')).toEqual(['志愿服务']));
test('words that overlap without containing each other both stand', () =>
  expect(words('志愿服务站')).toEqual(['志愿服务', '服务站']));
test('a hit tells where it stands', () => expect(index.find('春季学雷锋')[0]).toMatchObject({ start: 2, length: 3 }));
test('words that must stand together may stand in different texts', () => {
  expect(index.findTogether(['核心价值观展示', '现场照片']).map((one) => one.words)).toEqual([['核心价值观', '照片']]);
  expect(index.findTogether(['核心价值观展示'])).toEqual([]);
});
test('words that must stand together come in the order in which the first word of each stands', () => {
  const three = createPhraseIndex([phrase('清单', '照片'), phrase('活动', '照片'), phrase('照片', '照片')]);
  const together = (text: string) => three.findTogether([text]).map((one) => one.words.join('+'));
  expect(together('活动照片、活动照片和清单')).toEqual(['活动+照片', '清单+照片', '照片+照片']);
  expect(together('活动清单')).toEqual([]);
});
test('a beginning that the index cannot tell from another is told by the text', () => {
  const far = String.fromCharCode('一'.charCodeAt(0) + 0x4000);
  const near = createPhraseIndex([phrase('一体'), phrase('一体', '照片')]);
  expect(near.find(`${far}体`)).toEqual([]);
  expect(near.findTogether([`${far}体照片`])).toEqual([]);
  expect(near.findTogether(['一体照片'])).toHaveLength(1);
});
