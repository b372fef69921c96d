import { describe, expect, test } from 'vitest';
import type { DocumentState, Kind } from '../../../shared/domain/document.ts';
import { assessLeaf, satisfies, totalsOf, type GapLink, type GapRequirement } from '../../../shared/domain/gaps.ts';

const baseDate = '2026-06-30';
const needs = (kind: Kind, minCount = 1, windowMonths: number | null = 12): GapRequirement => ({
  kind,
  minCount,
  windowMonths,
  windowFrom: null,
  windowTo: null,
});
const link = (state: GapLink['state'], kind: Kind | null, date: string | null, documentState: DocumentState = 'ok'): GapLink => ({
  state,
  kind,
  date,
  documentState,
});
const yes = (kind: Kind | null, date: string | null, state: DocumentState = 'ok') => link('confirmed', kind, date, state);
const maybe = (kind: Kind | null, date: string | null) => link('suggested', kind, date);
const assess = (requirements: GapRequirement[], links: GapLink[], notApplicable: string | null = null) =>
  assessLeaf({ requirements, links, baseDate, notApplicable });

describe('one need', () => {
  test.each<[string, GapRequirement, GapLink[], string, number]>([
    ['is 缺失 with nothing', needs('规范文件'), [], '缺失', 0],
    ['is 齐全 with enough confirmed in the window', needs('规范文件'), [yes('规范文件', '2026-03-01')], '齐全', 1],
    ['never counts what is only suggested', needs('规范文件'), [maybe('规范文件', '2026-03-01')], '待确认', 0],
    ['is 数量不足 with some', needs('实景图片', 2), [yes('实景图片', '2026-03-01')], '数量不足', 1],
    [
      'is 待确认 when suggestions make up the rest',
      needs('实景图片', 2),
      [yes('实景图片', '2026-03-01'), maybe('实景图片', '2026-03-02')],
      '待确认',
      1,
    ],
    ['is 类型不符 when the confirmed one fits no requirement', needs('规范文件'), [yes('媒体截图', '2026-03-01')], '类型不符', 0],
    ['is 超出时限 when too old', needs('规范文件'), [yes('规范文件', '2019-03-01')], '超出时限', 0],
    ['is 超出时限 after the 测评基准日', needs('规范文件'), [yes('规范文件', '2026-07-01')], '超出时限', 0],
    ['is 超出时限 without a date, because a date is never guessed', needs('规范文件'), [yes('规范文件', null)], '超出时限', 0],
    ['does not ask for a date when there is no window', needs('规范文件', 1, null), [yes('规范文件', null)], '齐全', 1],
    [
      'counts the first day of the window',
      needs('规范文件'),
      [yes('规范文件', '2025-06-30'), yes('规范文件', '2026-01-01')],
      '齐全',
      2,
    ],
    ['is 已过期 the day before the window', needs('规范文件'), [yes('规范文件', '2025-06-29')], '已过期', 0],
    [
      'is 将到期 when it hangs on one from the first 60 days of the window',
      needs('规范文件'),
      [yes('规范文件', '2025-08-28')],
      '将到期',
      1,
    ],
    ['is 齐全 again 60 days in', needs('规范文件'), [yes('规范文件', '2025-08-29')], '齐全', 1],
    ['is 无法读取 with a broken one', needs('规范文件'), [yes('规范文件', '2026-03-01', 'failed')], '无法读取', 0],
    ['is 无法读取 with an encrypted one', needs('规范文件'), [yes('规范文件', null, 'encrypted')], '无法读取', 0],
    ['is 无法读取 when the file is gone', needs('规范文件'), [yes('规范文件', '2026-03-01', 'missing')], '无法读取', 0],
    ['counts a scan that has no text', needs('规范文件'), [yes('规范文件', '2026-03-01', 'empty')], '齐全', 1],
    ['takes a 工作总结 for a 说明报告', needs('说明报告'), [yes('工作总结', '2026-03-01')], '齐全', 1],
  ])('%s', (_, requirement, links, state, confirmed) => {
    const [need] = assess([requirement], links).needs;
    expect({ state: need!.state, confirmed: need!.confirmed }).toEqual({ state, confirmed });
    expect(need!.message).toMatch(/[。]$/);
  });

  test('says how many are lacking, of which kind, from when to when', () => {
    const [need] = assess([needs('实景图片', 3)], [yes('实景图片', '2026-03-01')]).needs;
    expect(need!.message).toContain('还缺 2 份实景图片(2025-06-30 至 2026-06-30)');
  });

  test('with a fixed window takes exactly that', () => {
    const fixed: GapRequirement = {
      kind: '规范文件',
      minCount: 1,
      windowMonths: null,
      windowFrom: '2012-01-01',
      windowTo: '2013-03-31',
    };
    expect(assess([fixed], [yes('规范文件', '2013-03-31')]).state).toBe('齐全');
    expect(assess([fixed], [yes('规范文件', '2013-04-01')]).state).toBe('超出时限');
  });
});

describe('a leaf', () => {
  test('takes the worst of its needs', () => {
    expect(
      assess([needs('规范文件'), needs('实景图片', 2)], [yes('规范文件', '2026-03-01'), yes('实景图片', '2026-03-01')]).state,
    ).toBe('数量不足');
  });

  test('with any counted evidence is not wholly 缺失', () => {
    expect(assess([needs('规范文件'), needs('实景图片')], [yes('规范文件', '2026-03-01')]).state).toBe('数量不足');
    expect(assess([needs('规范文件'), needs('实景图片')], []).state).toBe('缺失');
  });

  test('a photo that fits another need is not of the wrong kind', () => {
    const { needs: found } = assess([needs('规范文件'), needs('实景图片')], [yes('实景图片', '2026-03-01')]);
    expect(found.map((need) => need.state)).toEqual(['缺失', '齐全']);
  });

  test('that does not apply says why, whatever is linked', () => {
    const result = assess([needs('规范文件')], [], '本市没有地铁');
    expect(result.state).toBe('不适用');
    expect(result.needs[0]!.message).toContain('本市没有地铁');
  });

  test.each<[string, GapLink[], string]>([
    ['nothing', [], '缺失'],
    ['a suggestion', [maybe(null, null)], '待确认'],
    ['a readable confirmed document', [yes(null, null)], '齐全'],
    ['an unreadable confirmed document', [yes(null, null, 'encrypted')], '无法读取'],
  ])('that asks for nothing in particular, with %s', (_, links, state) => expect(assess([], links).state).toBe(state));
});

test('totals add up to the number of leaves', () => {
  const totals = totalsOf(['齐全', '将到期', '缺失', '待确认', '数量不足', '不适用', '无法读取']);
  expect(totals).toEqual({ leaves: 7, complete: 2, missing: 1, notApplicable: 1, partial: 3 });
});

test('a document of no known kind satisfies nothing', () => expect(satisfies(null, '规范文件')).toBe(false));
