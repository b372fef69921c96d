import { describe, expect, it } from 'vitest';
import type { PictureFacts } from '../../../shared/domain/document.ts';
import { readFacts, type FactsInput } from '../../../shared/domain/facts.ts';
import { growthOf } from '../../support/growth.ts';

const read = (input: Partial<FactsInput>) =>
  readFacts({
    name: '材料一.docx',
    folder: '',
    text: '',
    type: 'docx',
    properties: { title: null, createdOn: null },
    picture: null,
    today: '2026-06-30',
    ...input,
  });

const PICTURE: PictureFacts = {
  widthPx: 4000,
  heightPx: 3000,
  orientation: 1,
  takenAt: '2026-03-05T09:31:12',
  takenAtOffset: null,
  camera: null,
  latitude: null,
  longitude: null,
  photographer: null,
  software: null,
  sharpness: null,
  hash: null,
};

const ISSUED = [
  '000001',
  '泸 州 市 教 育 局 文 件',
  '泸市教(2019)第22号    签发人:某某',
  '关于深入开展“光盘行动”',
  '推进文明餐桌建设的通知',
  '各区县教育局,市直各学校:',
  '为弘扬勤俭节约美德,根据《方案》(泸文明办〔2018〕7号)要求,现将有关事项通知如下。',
  '一、广泛宣传',
  '请于2019年6月30日前报送。',
  '泸州市教育局',
  '2019年5月8日',
  '附件:1. 责任分解表',
  '泸州市教育局办公室 2019年5月10日印发',
].join('\n');

describe('readFacts on official documents', () => {
  it('reads title, number, date and issuing body of a 红头文件', () => {
    expect(read({ name: '扫描.docx', text: ISSUED })).toEqual({
      title: '关于深入开展“光盘行动”推进文明餐桌建设的通知',
      titleOrigin: 'text',
      docNumber: '泸市教〔2019〕22号',
      date: '2019-05-08',
      dateOrigin: 'text',
      issuer: '泸州市教育局',
      kind: '规范文件',
    });
  });

  it('takes the 印发 date only where there is no signature', () => {
    const text = ISSUED.replace('\n2019年5月8日\n', '\n');
    expect(read({ text })).toMatchObject({ date: '2019-05-10', dateOrigin: 'text' });
  });

  it('reads a title of three lines, and one without an addressee', () => {
    const three =
      '某委员会文件\n某文〔2026〕1号\n关于印发《某区创建全国文明城市\n工作三年规划》和《某区任务\n责任分解表》的通知\n各街道:\n正文。';
    expect(read({ text: three }).title).toBe('关于印发《某区创建全国文明城市工作三年规划》和《某区任务责任分解表》的通知');
    const none = '某某局文件\n某局〔2026〕1号\n占道经营专项整治\n实施方案（试行）\n为巩固成果,制定本方案。';
    expect(read({ text: none }).title).toBe('占道经营专项整治实施方案（试行）');
  });

  it('works with pages separated by form feeds and a seal read after the date', () => {
    const text =
      '某区城市管理局文件\n某城管〔2025〕41号\n养护管理办法\n第一条 为加强管理,制定本办法。\f某区城市管理局\n2025年12月3日\n某\n区 城 市 管 理\n局';
    expect(read({ text, type: 'pdf' })).toMatchObject({ title: '养护管理办法', date: '2025-12-03', issuer: '某区城市管理局' });
  });

  it('takes the main signature, not the one of an attachment behind it', () => {
    const text = `${ISSUED}\f附件1\n实施方案\n一、目标。\n泸州市文明办\n2018年1月1日`;
    expect(read({ text })).toMatchObject({ date: '2019-05-08', issuer: '泸州市教育局' });
  });

  it('does not take a number that the text only cites', () => {
    const text = '工作情况说明\n按照滨文明办〔2026〕5号 要求,现说明如下。\n依据《办法》(滨文〔2025〕7号)。';
    expect(read({ text }).docNumber).toBeNull();
  });

  it('keeps a masked number masked and believes no date beside it', () => {
    const text = '成都市教育局文件\n成教办〔20xx〕13号\n关于做好控烟工作的通知\n各学校:\n正文。\n成都市教育局\n20xx年5月8日';
    const facts = read({ text, properties: { title: null, createdOn: '2025-01-01' } });
    expect(facts).toMatchObject({
      docNumber: '成教办〔20xx〕13号',
      date: null,
      dateOrigin: 'none',
      title: '关于做好控烟工作的通知',
    });
  });

  it('names all bodies that sign together', () => {
    const text = '关于联合执法的通知\n各街道:\n请遵照执行。\n某区公安局\n某区城市管理局\n2026年5月8日';
    expect(read({ text }).issuer).toBe('某区公安局、某区城市管理局');
  });

  it('reads a signature on one line and in Chinese numerals', () => {
    expect(read({ text: '值班制度\n工作日轮值。\n某区文明办(盖章)  二〇二六年五月八日' })).toMatchObject({
      date: '2026-05-08',
      issuer: '某区文明办',
    });
  });
});

describe('readFacts on other papers', () => {
  it('reads minutes by their time line', () => {
    const text =
      '某区创城工作联席会议\n会议记录\n(2026年第2次)\n时间:2026年3月18日下午2:30    地点:第二会议室\n会议议定,5月底前完成。';
    expect(read({ text })).toMatchObject({ title: '某区创城工作联席会议会议记录', date: '2026-03-18', kind: '工作台账' });
  });

  it('reads series, issue and article of a briefing', () => {
    const text =
      '创 城 简 报\n第3期    某区创建办编    2026年4月28日\n柳荫街道“巷长制”\n让背街小巷亮起来\n今年以来,街道推行巷长制。';
    expect(read({ text })).toMatchObject({
      title: '创城简报第3期：柳荫街道“巷长制”让背街小巷亮起来',
      date: '2026-04-28',
      issuer: '某区创建办',
    });
  });

  it('reads a table below its sheet name, and a csv from its first line', () => {
    const sheet =
      'Sheet1\n控烟督导巡查登记表\n填报单位:某区卫生健康局 统计日期:2026年3月12日\n序号\t日期\t场所\n1\t2026-04-02\t商场';
    expect(read({ text: sheet, type: 'xlsx', name: '1.xlsx' })).toMatchObject({
      title: '控烟督导巡查登记表',
      date: '2026-03-12',
      dateOrigin: 'text',
      issuer: '某区卫生健康局',
      kind: '工作台账',
    });
    const csv = '第一次模拟测评得分统计表,,,\n填报单位:某区创建办,测评时间:2026年4月8日至10日,,\n点位,得分,率,\n';
    expect(read({ text: csv, type: 'csv', name: '2.csv' })).toMatchObject({ title: '第一次模拟测评得分统计表', date: null });
    const bare = '点位,得分,率\n东门,1,2\n';
    expect(read({ text: bare, type: 'csv', name: '得分表.csv' }).title).toBe('得分表');
  });

  it('takes the article of a web page, not its menu', () => {
    const facts = read({
      type: 'html',
      text: '首页\n政务公开\n公益广告建设情况说明报告\n发布时间:2026年5月22日\n情况如下。',
      properties: { title: '公益广告建设情况说明报告_某区文明网', createdOn: null },
    });
    expect(facts).toMatchObject({ title: '公益广告建设情况说明报告', titleOrigin: 'text' });
  });

  it('takes no running text for a title', () => {
    const text = '2025年以来,我区坚持为民创建,持续开展整治行动,全区面貌焕然一新。\n第二段。';
    expect(read({ text, name: '控烟材料.docx' })).toMatchObject({ title: '控烟材料', titleOrigin: 'name' });
  });

  it.each([
    'Microsoft Word - 文档1',
    '无标题',
    'Slide 1',
    'PowerPoint 演示文稿',
    'WPS Office',
    'untitled',
    'a1',
    '锟斤\uFFFD拷表',
  ])('does not believe the title %s in the properties', (title) => {
    expect(read({ name: '控烟方案.pdf', type: 'pdf', properties: { title, createdOn: null } })).toMatchObject({
      title: '控烟方案',
      titleOrigin: 'name',
    });
  });

  it('takes a meaningful title from the properties', () => {
    const properties = { title: 'Microsoft Word - 关于控烟的通知(终稿).doc', createdOn: null };
    expect(read({ name: '1.pdf', type: 'pdf', properties })).toMatchObject({
      title: '关于控烟的通知',
      titleOrigin: 'properties',
    });
  });
});

describe('the date', () => {
  const signed = '工作情况说明\n现说明如下。\n某区文明办\n2026年5月8日';

  it('of the signature wins over the one in the name, and that over the one near the title', () => {
    expect(read({ name: '说明20260601.docx', text: signed })).toMatchObject({ date: '2026-05-08', dateOrigin: 'text' });
    const headed = '工作情况说明\n时间:2026年3月1日\n现说明如下。';
    expect(read({ name: '说明20260601.docx', text: headed })).toMatchObject({ date: '2026-06-01', dateOrigin: 'name' });
    expect(read({ text: headed })).toMatchObject({ date: '2026-03-01', dateOrigin: 'text' });
  });

  it('of the camera wins over the one in the name', () => {
    const photo = { name: '现场20260101.jpg', type: 'jpg', picture: PICTURE } as const;
    expect(read(photo)).toMatchObject({ date: '2026-03-05', dateOrigin: 'exif' });
    expect(read({ ...photo, picture: { ...PICTURE, takenAt: null } })).toMatchObject({ date: '2026-01-01', dateOrigin: 'name' });
    const unset = { ...PICTURE, takenAt: '2000-01-01T00:00:00' };
    expect(read({ ...photo, picture: unset })).toMatchObject({ date: '2026-01-01', dateOrigin: 'name' });
  });

  it('is not taken from the future', () => {
    expect(read({ name: '计划20271001.docx', text: signed.replace('2026', '2027') }).date).toBeNull();
    expect(read({ properties: { title: null, createdOn: '2026-07-01' } }).date).toBeNull();
    expect(read({ type: 'jpg', name: 'a.jpg', picture: { ...PICTURE, takenAt: '2026-07-01T00:00:00' } }).date).toBeNull();
  });

  it('comes from the properties only when nothing else tells, and never beside a masked year', () => {
    const properties = { title: null, createdOn: '2026-01-05' };
    expect(read({ properties })).toMatchObject({ date: '2026-01-05', dateOrigin: 'properties' });
    expect(read({ properties, text: signed })).toMatchObject({ date: '2026-05-08', dateOrigin: 'text' });
    expect(read({ properties, type: 'html' })).toMatchObject({ date: null, dateOrigin: 'none' });
    expect(read({ properties, name: '20xx年控烟方案.docx' })).toMatchObject({ date: null, dateOrigin: 'none' });
    expect(read({ properties, text: '控烟总结\n20XX年,认真开展工作。\n(单位名称)\n20XX年XX月XX日' })).toMatchObject({
      date: null,
      dateOrigin: 'none',
    });
  });

  it('is not guessed between two in the name, nor from a month', () => {
    expect(read({ name: '整改20260501前20260601后.jpg', type: 'jpg' })).toMatchObject({ date: null, dateOrigin: 'none' });
    expect(read({ name: '2019年5月总结.docx' }).date).toBeNull();
    expect(read({ text: '居民公约\n一、禁止堆放。\n某社区居民委员会\n二〇一八年六月' }).date).toBeNull();
  });
});

describe('the title from a name', () => {
  it.each([
    ['Ⅱ-1-2)-②关于学习贯彻的实施方案.pdf', '关于学习贯彻的实施方案'],
    ['II—9—1)② 志愿服务记录办法20251016(盖章扫描件).pdf', '志愿服务记录办法'],
    ['ⅱ9-1③ 情况说明报告.pdf', '情况说明报告'],
    ['汇报材料最终版(改3)最终.doc', '汇报材料'],
    ['控烟方案(1)(1).doc', '控烟方案'],
    ['控烟方案 - 副本.doc', '控烟方案'],
    ['控烟方案_v2.doc', '控烟方案'],
    ['控烟方案0615改.doc', '控烟方案0615改'],
    ['控烟方案(0615改).doc', '控烟方案'],
    ['小区消防通道被占整改.jpg', '小区消防通道被占整改'],
    ['村规民约修订稿.doc', '村规民约修订稿'],
    ['滨宣〔2026〕8号 宣传工作方案.docx', '宣传工作方案'],
    ['天文明办〔2018〕31号.pdf', '天文明办〔2018〕31号'],
    ['IMG_2031 - 副本.jpg', 'IMG_2031'],
    ['微信图片_20260305102233.jpg', '微信图片_20260305102233'],
    ['20260318联席会议现场.jpg', '联席会议现场'],
    ['登记表(2026年6月25日).xlsx', '登记表'],
    ['(1).doc', '(1)'],
    ['.doc', '.doc'],
    ['20260318.pdf', '20260318'],
    ['全国科普日活动总结2019.9.docx', '全国科普日活动总结2019.9'],
  ])('%s is %s', (name, title) => {
    expect(read({ name, type: 'other' })).toMatchObject({ title, titleOrigin: 'name' });
  });
});

describe('hostile texts', () => {
  const pieces = [
    '2019年',
    '〔2011〕',
    '《',
    '滨 ',
    '简报',
    '第1期',
    'a:',
    '。',
    '局\n',
    '\n',
    '\f',
    '2026年5月14日\n',
    '😀',
    '号',
    '\t',
    '“',
    '单位:',
  ];
  it.each(['txt', 'xlsx', 'csv', 'html'] as const)('up to 2 MB take time in proportion to their length as %s', (type) => {
    for (const piece of pieces) {
      const readOf = (length: number) => {
        const text = piece.repeat(Math.ceil(length / piece.length));
        return read({ text, type, name: 'a.bin', properties: { title: text.slice(0, 10_000), createdOn: null } });
      };
      expect(growthOf(readOf, 125_000), JSON.stringify(piece)).toBeLessThan(4);
      expect(readOf(2_000_000).title).not.toBe('');
    }
  });

  it('find the signature at the end of a long text', () => {
    const text = `长篇报告\n${'本段叙述工作情况。\n'.repeat(100_000)}某区文明办\n2026年5月8日\n`;
    expect(read({ text, type: 'txt' })).toMatchObject({ title: '长篇报告', date: '2026-05-08', issuer: '某区文明办' });
  });

  it('cut off anywhere are read without failing', () => {
    for (let length = 0; length <= ISSUED.length; length += 3) expect(read({ text: ISSUED.slice(0, length) }).title).not.toBe('');
  });
});
