import { describe, expect, test } from 'vitest';
import { withPageRanges } from '../../../shared/domain/page-ranges.ts';
import { createSuggester } from '../../../shared/domain/suggest.ts';
import { framework, indicator, NO_WORDS } from './framework-maker.ts';

const tree = framework([
  indicator({ id: 'a', name: '文明交通', keywords: ['文明交通', '礼让斑马线'] }),
  indicator({ id: 'b', name: '志愿服务', keywords: ['志愿服务记录', '志愿者注册'] }),
  indicator({ id: 'c', name: '控烟', keywords: ['公共场所控烟', '无烟单位'] }),
]);
const suggester = createSuggester({ frameworks: [tree], lexicon: NO_WORDS, decided: [] });
const input = { name: '2026年工作总结.pdf', folders: [], title: '', text: '', kind: null, issuer: null };

const PLAIN = '有关数据见下表\n一二三四五六七八';
const TRAFFIC = '一、文明交通\n组织开展文明交通劝导,礼让斑马线成为习惯';
const HELP = '二、志愿服务\n做好志愿服务记录和志愿者注册,志愿服务记录齐全';
const SMOKE = '三、公共场所控烟\n公共场所控烟检查,创建无烟单位';

const rangesIn = (pages: readonly string[], given: Partial<typeof input> = {}) => {
  const one = { ...input, ...given, text: pages.join('\f') };
  return withPageRanges(suggester, one, pages, suggester.suggest(one)).flatMap(({ indicatorId, band, reasons }) =>
    reasons[0]?.pages ? [[indicatorId, ...reasons[0].pages, band === 'high']] : [],
  );
};

describe('a long document that proves several indicators', () => {
  test('gets the pages of each, pages that continue it included, and never in the high band', () => {
    expect(rangesIn([PLAIN, TRAFFIC, PLAIN, HELP, PLAIN, HELP, SMOKE, PLAIN]).toSorted()).toEqual([
      ['a', 2, 3, false],
      ['b', 4, 6, false],
      ['c', 7, 7, false],
    ]);
  });

  test('says where and why', () => {
    const pages = [PLAIN, TRAFFIC, PLAIN, HELP, HELP, PLAIN];
    const all = withPageRanges(suggester, input, pages, []);
    const traffic = all.find(({ indicatorId }) => indicatorId === 'a');
    expect(traffic?.reasons[0]).toEqual({ kind: 'pages', text: '第 2–3 页说的是这一条', pages: [2, 3] });
    expect(traffic?.reasons[1]?.text).toMatch(/^第 2 页:/);
  });
});

describe('pages are not singled out', () => {
  test('in a short document, in one of a single subject, or where one subject fills it', () => {
    expect(rangesIn([TRAFFIC, HELP, SMOKE])).toEqual([]);
    expect(rangesIn([PLAIN, TRAFFIC, PLAIN, PLAIN, PLAIN, PLAIN, PLAIN])).toEqual([]);
    expect(rangesIn([TRAFFIC, TRAFFIC, TRAFFIC, TRAFFIC, TRAFFIC, TRAFFIC, HELP])).toEqual([]);
  });

  test('where the whole document is sure of one leaf', () => {
    const pages = [PLAIN, TRAFFIC, PLAIN, HELP, HELP, PLAIN];
    const whole = suggester.suggest({ ...input, name: '文明交通礼让斑马线.pdf', folders: ['文明交通'], text: pages.join('\f') });
    expect(whole[0]).toMatchObject({ indicatorId: 'a', band: 'high' });
    expect(withPageRanges(suggester, input, pages, whole)).toEqual(whole);
  });
});
