import { expect, test } from 'vitest';
import { findHits, wordsToFind } from '../../../../renderer/parts/preview/find.ts';

const spots = (pieces: readonly string[], query: string) =>
  findHits(pieces, wordsToFind(query)).map((hit) => hit.map(({ piece, start, end }) => pieces[piece]!.slice(start, end)));

test('a word is found inside one piece and across the end of a line', () => {
  expect(spots(['创建全国文明', '城市工作'], '文明城市')).toEqual([['文明', '城市']]);
  expect(spots(['文 明', ' ', '城市'], '文明城市')).toEqual([['文 明', '城市']]);
});

test('full width, upper case and traditional characters are the same word', () => {
  expect(spots(['志願服務ＡＢＣ'], '志愿')).toEqual([['志願']]);
  expect(spots(['志願服務ＡＢＣ'], 'abc')).toEqual([['ＡＢＣ']]);
});

test('several words are found in reading order and never overlap', () => {
  expect(spots(['交通文明交通'], '文明 交通')).toEqual([['交通'], ['文明'], ['交通']]);
  expect(spots(['文明城市'], '文明城市 城市')).toEqual([['文明城市']]);
});

test('no word, no hit', () => {
  expect(spots(['文明'], '  ')).toEqual([]);
  expect(spots(['文明'], '卫生')).toEqual([]);
});
