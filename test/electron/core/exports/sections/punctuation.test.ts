import { expect, test } from 'vitest';
import { fullWidthPunctuation } from '../../../../../electron/core/exports/sections/index.ts';

test.each([
  ['对工作作出部署,印发意见;责任到人', '对工作作出部署，印发意见；责任到人'],
  ['滨河区 2026 年迎检档案(示例)', '滨河区 2026 年迎检档案（示例）'],
  ['还缺 1 份实景图片(2025-06-30 至 2026-06-30)。', '还缺 1 份实景图片（2025-06-30 至 2026-06-30）。'],
  ['比例(2011版:API≤100天数)', '比例（2011版：API≤100天数）'],
  ['Ⅱ-9-1)', 'Ⅱ-9-1)'],
  ['指标Ⅱ-9-1)、Ⅱ-9-2)', '指标Ⅱ-9-1)、Ⅱ-9-2)'],
  ['14:32 A=1,B=0.66 f(x)', '14:32 A=1,B=0.66 f(x)'],
])('%s is printed as %s', (typed, printed) => {
  expect(fullWidthPunctuation(typed)).toBe(printed);
});
