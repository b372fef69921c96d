import { expect, test } from 'vitest';
import { mayBreak, mayStretch, squeezed } from '../../../../../electron/core/exports/layout/kinsoku.ts';

/** The text with `|` wherever a line may end. */
const breaks = (text: string): string => {
  const chars = Array.from(text);
  return chars.map((char, index) => (index > 0 && mayBreak(chars[index - 1]!, char) ? `|${char}` : char)).join('');
};

test.each([
  ['文明交通', '文|明|交|通'],
  ['行动，方案。', '行|动，|方|案。'],
  ['《通知》（草案）', '《通|知》|（草|案）'],
  ['“礼让”……好', '“礼|让”……|好'],
  ['破折号——后面', '破|折|号——|后|面'],
  ['共128个，96.5%达标', '共|128|个，|96.5%|达|标'],
  ['日期2026-03-05止', '日|期|2026-03-05|止'],
  ['1—3月', '1—3|月'],
  ['open source', 'open |source'],
  ['a/b\\c_d', 'a/|b\\|c_|d'],
  ['25℃以下', '25℃|以|下'],
  ['￥500元', '￥500|元'],
  ['云泽府办〔2025〕41号', '云|泽|府|办|〔2025〕|41|号'],
])('%s breaks as %s', (text, expected) => {
  expect(breaks(text)).toBe(expected);
});

test('justification never stretches inside a Latin word, a number or a dash', () => {
  expect(mayStretch('a', 'b')).toBe(false);
  expect(mayStretch('1', '2')).toBe(false);
  expect(mayStretch('—', '—')).toBe(false);
  expect(mayStretch('文', '明')).toBe(true);
  expect(mayStretch('文', 'a')).toBe(true);
});

test('punctuation marks whose blank halves meet are squeezed', () => {
  expect([squeezed('）', '》'), squeezed('》', '《'), squeezed('（', '《'), squeezed('”', '。')]).toEqual([0.5, 0.5, 0.5, 0.5]);
  expect([squeezed('文', '，'), squeezed('，', '文'), squeezed('《', '文')]).toEqual([0, 0, 0]);
});
