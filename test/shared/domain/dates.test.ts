import { describe, expect, it } from 'vitest';
import { findDates, hasMaskedYear } from '../../../shared/domain/dates.ts';
import { growthOf } from '../../support/growth.ts';

const TODAY = '2026-06-30';
const inText = (text: string) => findDates(text, TODAY).map(({ date, precision }) => date ?? precision);
const inName = (text: string) => findDates(text, TODAY, { fileName: true }).map(({ date, precision }) => date ?? precision);

describe('findDates', () => {
  it.each([
    ['二〇一九年五月八日', '2019-05-08'],
    ['二○一九年十二月二十一日', '2019-12-21'],
    ['二零二〇年十月廿三日', '2020-10-23'],
    ['二OO八年三月三十一日', '2008-03-31'],
    ['二〇二六年一月十日', '2026-01-10'],
    ['一九九八年十一月三十日', '1998-11-30'],
    ['二〇一九年5月8日', '2019-05-08'],
    ['2019年5月8日', '2019-05-08'],
    ['2019 年 05 月 08 日', '2019-05-08'],
    ['２０１９年５月８日', '2019-05-08'],
    ['２０１９－０５－０８', '2019-05-08'],
    ['2019.5.8', '2019-05-08'],
    ['2019-05-08', '2019-05-08'],
    ['2019/5/8', '2019-05-08'],
    ['20190508', '2019-05-08'],
    ['2019年5月8日印发', '2019-05-08'],
    ['2020年2月29日', '2020-02-29'],
  ])('reads %s as the day %s', (text, date) => {
    expect(inText(text)).toEqual([date]);
  });

  it.each([
    ['IMG_20190305_102233', '2019-03-05'],
    ['IMG20190305102233', '2019-03-05'],
    ['微信图片_20190305102233', '2019-03-05'],
    ['mmexport1554711203345', '2019-04-08'],
    ['会议记录190226', '2019-02-26'],
    ['2019 05 08 照片', '2019-05-08'],
    ['Screenshot_2024-03-05-10-22-33', '2024-03-05'],
  ])('reads the file name %s as %s', (name, date) => {
    expect(inName(name)).toEqual([date]);
  });

  it('reads the milliseconds of phones in UTC+8', () => {
    // 2019-04-08T16:30:00Z is already the 9th in China.
    expect(inName(`mmexport${Date.UTC(2019, 3, 8, 16, 30)}`)).toEqual(['2019-04-09']);
    expect(inName(`mmexport${Date.UTC(2019, 3, 8, 15, 30)}`)).toEqual(['2019-04-08']);
  });

  it('takes six digits and phone times only from file names', () => {
    expect(inText('共计190508元,编码1554711203345')).toEqual([]);
    expect(inName('发放慰问金190508元')).toEqual([]);
    expect(inName('会议记录991231')).toEqual([]);
  });

  it.each([
    ['2019年上半年', 'period'],
    ['2026年一季度', 'period'],
    ['2026年第二季度', 'period'],
    ['2019年1-9月', 'period'],
    ['2018-2020', 'period'],
    ['2011-2013年', 'period'],
    ['第15周', 'period'],
    ['2026年4月8日至10日', 'period'],
    ['2026年4月8日—4月10日', 'period'],
    ['2026年1月1日至6月15日', 'period'],
    ['2025年7月至2026年5月', 'period'],
    ['20190301-20190305', 'period'],
    ['2019.3.1—2019.3.5', 'period'],
    ['2019年5月', 'month'],
    ['二〇一八年六月', 'month'],
    ['2019年第6次', 'year'],
    ['2019年13月1日', 'year'],
  ])('never completes %s to a day', (text, precision) => {
    expect(inText(text)).toEqual([precision]);
    expect(findDates(text, TODAY).every(({ date }) => date === null)).toBe(true);
  });

  it.each(['201909', '200512', '总结2019.9', '2019-09'])('reads the file name %s as a month', (name) => {
    expect(inName(name)).toEqual(['month']);
  });

  it.each([
    '20xx年5月8日',
    'XX年XX月XX日',
    '201×年3月',
    '××××年5月8日',
    '20××年度(2019年5月8日)',
    '20xx-05-08',
    '2019-02-30',
    '2019年2月30日',
    '20190231',
    '泸市体〔2011〕141号',
    '泸宣发(2011)26号',
    '〔20xx〕13号',
    '电话:0830-20190508',
    '编号:20190508',
    '510502199003071234',
    '51050219900307123X',
    '13820190508',
    'WT20260101',
    '2019.5.8.1',
    '5月8日',
  ])('finds no date in %s', (text) => {
    expect(inText(text)).toEqual([]);
  });

  it('keeps a date outside the phrase of a masked year', () => {
    expect(inText('20xx年工作总结。本总结形成于2019年5月8日')).toEqual(['2019-05-08']);
    expect(hasMaskedYear('20xx年创文工作量化考核表')).toBe(true);
    expect(hasMaskedYear('市城管局XX年工作')).toBe(true);
    expect(hasMaskedYear('XX市2019年方案')).toBe(false);
    expect(['XX年', '201×年', 'XX年'].map(hasMaskedYear)).toEqual([true, true, true]);
  });

  it('tells position, words and whether the day lies ahead', () => {
    const text = '请于2026年7月1日前、原定２０２５年１月２日';
    const found = findDates(text, TODAY);
    expect(found.map(({ index, length }) => text.slice(index, index + length))).toEqual(['2026年7月1日', '２０２５年１月２日']);
    expect(found.map(({ text: words, future }) => [words, future])).toEqual([
      ['2026年7月1日', true],
      ['２０２５年１月２日', false],
    ]);
    expect(findDates('2026年6月30日', TODAY)[0]?.future).toBe(false);
  });

  it('takes time in proportion to the length of any text', () => {
    for (const piece of [
      '2019',
      '2019年',
      '2019年 5月 8',
      '1-',
      '二〇',
      'x',
      '20xx年',
      '〔',
      '2019-',
      ' ',
      '2019年5月8日至',
      '9',
    ]) {
      const find = (length: number) => findDates(piece.repeat(Math.floor(length / piece.length)), TODAY, { fileName: true });
      expect(growthOf(find, 30_000), JSON.stringify(piece)).toBeLessThan(4);
    }
  });
});
