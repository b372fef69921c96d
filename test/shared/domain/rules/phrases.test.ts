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
