import { describe, expect, test } from 'vitest';
import { createSuggester, type DecidedExample, type SuggestInput } from '../../../shared/domain/suggest.ts';
import { framework, indicator, NO_WORDS } from './framework-maker.ts';

const tree = framework([
  indicator({ id: 'Ⅱ-9', name: '学雷锋志愿服务', leaf: false, keywords: ['志愿服务', '学雷锋'] }),
  indicator({ id: 'Ⅱ-9-1)', parentId: 'Ⅱ-9', name: '志愿服务制度化', keywords: ['记录办法'], leadUnit: '市文明办' }),
  indicator({ id: 'Ⅱ-9-4)', parentId: 'Ⅱ-9', name: '志愿者注册', keywords: ['注册志愿者', '时长'], leadUnit: '团市委' }),
  indicator({ id: 'Ⅱ-11-1)', name: '文明交通', keywords: ['文明交通', '斑马线'], leadUnit: '市公安局' }),
  indicator({ id: 'Ⅱ-32-2)', name: '无障碍设施', keywords: ['无障碍'], leadUnit: '市住建局' }),
]);
const lexicon = {
  ...NO_WORDS,
  abbreviations: { 车让人: '斑马线' },
  unitAliases: { 市公安局: ['交警大队'] },
  cues: { test: { 'Ⅱ-32-2)': ['盲道', '~通道', '轮椅+坡道'] } },
};
const input = (given: Partial<SuggestInput>): SuggestInput => ({
  name: '材料.docx',
  folders: [],
  title: '',
  text: '',
  kind: null,
  issuer: null,
  ...given,
});
const suggester = createSuggester({ frameworks: [tree], lexicon, decided: [] });
const suggest = (given: Partial<SuggestInput>) => suggester.suggest(input(given));
const first = (given: Partial<SuggestInput>) => suggest(given)[0];

describe('signs', () => {
  test.each<[string, Partial<SuggestInput>, string, RegExp]>([
    ['a code in the name', { name: 'Ⅱ—9—4）② 名册.xls' }, 'Ⅱ-9-4)', /^名称含编号 Ⅱ-9-4\)$/],
    ['a code in a folder', { name: 'IMG_2031.jpg', folders: ['Ⅱ-9-4) 注册'] }, 'Ⅱ-9-4)', /^文件夹含编号 Ⅱ-9-4\)$/],
    ['a keyword in the name', { name: '斑马线前礼让.jpg' }, 'Ⅱ-11-1)', /^名称命中“斑马线”$/],
    ['a word of the word list', { name: '盲道被占.jpg' }, 'Ⅱ-32-2)', /^名称命中“盲道”$/],
    ['two words of the word list together', { name: '坡道上的轮椅.jpg' }, 'Ⅱ-32-2)', /^名称命中“轮椅”和“坡道”$/],
    ['an abbreviation', { name: '车让人.jpg' }, 'Ⅱ-11-1)', /^名称命中“车让人”$/],
    ['traditional characters', { name: '無障礙設施.jpg' }, 'Ⅱ-32-2)', /^名称命中“无障碍设施”$/],
    ['the folder of a camera picture', { name: 'IMG_2031.jpg', folders: ['文明交通'] }, 'Ⅱ-11-1)', /^位于“文明交通”文件夹$/],
    ['the title', { name: '扫描1.pdf', title: '志愿服务记录办法' }, 'Ⅱ-9-1)', /^题名提到“记录办法”$/],
    [
      'a page of the text',
      { text: `封面\f目录\f本市注册志愿者已达……${'略'.repeat(400)}` },
      'Ⅱ-9-4)',
      /^第 3 页提到“注册志愿者”$/,
    ],
    ['text without pages', { text: '本市注册志愿者' }, 'Ⅱ-9-4)', /^正文提到“注册志愿者”$/],
    ['two words of the list together in the text', { text: '坡道旁停着轮椅' }, 'Ⅱ-32-2)', /^正文开头提到“轮椅”和“坡道”$/],
    ['one in the name, one in the text', { name: '坡道.jpg', text: '借用轮椅' }, 'Ⅱ-32-2)', /^名称和正文开头提到“轮椅”和“坡道”$/],
  ])('%s leads to its leaf and is named as the reason', (_, given, leaf, reason) => {
    expect(first(given)?.indicatorId).toBe(leaf);
    expect(first(given)?.reasons[0]?.text).toMatch(reason);
  });

  test('an unlisted wording leads to the leaf whose words it shares, and the piece is named with its place', () => {
    const [best] = suggest({ name: '无障碍坡改造.doc' });
    expect(best?.indicatorId).toBe('Ⅱ-32-2)');
    const [piece] = suggester.suggest(input({ name: '志愿者注册人数.xls' }));
    expect(piece?.reasons.map(({ text }) => text)).toContainEqual(expect.stringMatching(/^名称/));
  });

  test('a folder that only says whose it is does not speak for a picture, one that says what does', () => {
    const traffic = indicator({ id: 'x', name: '交通局文明交通', keywords: ['交通局'] });
    const small = createSuggester({ frameworks: [framework([traffic])], lexicon: NO_WORDS, decided: [] });
    expect(small.suggest(input({ name: 'IMG_1.jpg', folders: ['交通局'] }))).toEqual([]);
    expect(suggest({ name: 'IMG_1.jpg', folders: ['文明交通'] })).not.toEqual([]);
  });

  test('a code of another edition is weak: the words decide', () => {
    expect(first({ name: 'Ⅱ-9-4) 斑马线前礼让.doc', folders: ['旧目录'] })?.indicatorId).toBe('Ⅱ-11-1)');
    expect(first({ name: 'Ⅱ-9-4) 斑马线前礼让.doc' })?.indicatorId).toBe('Ⅱ-9-4)');
  });

  test('everyday office business needs more than a word', () => {
    expect(first({ name: '盲道.doc' })?.indicatorId).toBe('Ⅱ-32-2)');
    expect(suggest({ name: '盲道报价.doc' })).toEqual([]);
  });

  test('where a text is there and says nothing of the leaf, the name may mislead: not high', () => {
    const name = '无障碍设施盲道.doc';
    const folders = ['无障碍设施'];
    const text = (said: string) => `${said}窗外下着小雨,几位老人坐在亭子里下棋,傍晚才各自回家去了,明天再来继续下完。`;
    expect(first({ name, folders, text: text('盲道') })?.band).toBe('high');
    expect(first({ name, folders, text: text('') })?.band).toBe('medium');
    expect(first({ name, folders })?.band).toBe('high');
  });

  test('so does what lies in a folder of such business or among downloads', () => {
    expect(first({ name: '通道.jpg' })?.indicatorId).toBe('Ⅱ-32-2)');
    expect(suggest({ name: '通道.jpg', folders: ['下载'] })).toEqual([]);
    expect(first({ name: '无障碍设施盲道.jpg', folders: ['下载'] })?.indicatorId).toBe('Ⅱ-32-2)');
  });

  test('words of contracts and sales in the name or the beginning of the text speak against a file, one of them alone does not', () => {
    expect(first({ name: '盲道.doc', folders: ['无障碍设施'], text: '甲方将盲道铺装交由施工队。' })?.indicatorId).toBe('Ⅱ-32-2)');
    expect(suggest({ name: '盲道.doc', text: '甲方委托乙方出售商铺一间,起拍价九十二万元。' })).toEqual([]);
    expect(suggest({ name: '盲道路商铺竞买人起拍价.doc' })).toEqual([]);
  });

  test('a street or a firm that only sounds like a subject says nothing, and does not move what stands after it', () => {
    expect(suggest({ name: '无障碍路门面.doc' })).toEqual([]);
    expect(suggest({ name: '材料.doc', text: '斑马线集团供货' })).toEqual([]);
    expect(first({ name: '无障碍路上的盲道.doc' })?.reasons[0]?.text).toBe('名称命中“盲道”');
  });

  test('a unit only settles a draw', () => {
    expect(suggest({ name: '名单.xls', folders: ['交警大队'] }).every((one) => one.band === 'low')).toBe(true);
    const of = (folder: string) => first({ name: '学雷锋.doc', folders: [folder] })?.indicatorId;
    expect(of('团市委')).toBe('Ⅱ-9-4)');
    expect(of('市文明办')).toBe('Ⅱ-9-1)');
  });

  test('a text that speaks of a leaf often does not outweigh a name', () => {
    const text = '无障碍 盲道 无障碍设施 轮椅 坡道 '.repeat(200);
    expect(first({ name: '文明交通斑马线.doc', text })?.indicatorId).toBe('Ⅱ-11-1)');
  });
});

describe('nothing is suggested for', () => {
  test.each([
    ['a camera name', 'IMG_20190405_112233.jpg'],
    ['a chat program’s name', '微信图片_20190305102233.jpg'],
    ['a default name', '新建 Microsoft Word 文档 (2).doc'],
    ['words that say nothing', '通知方案照片.doc'],
    ['the indicator system itself', '全国文明交通测评体系.doc'],
    ['a manual', '无障碍创建工作手册.doc'],
    ['a lock file', '~$文明交通.docx'],
    ['system files', 'Thumbs.db'],
    ['a document number alone', '志愿服务办〔2018〕31号.pdf'],
    ['another subject', '污水处理厂运行报表.xls'],
  ])('%s', (_, name) => expect(suggest({ name })).toEqual([]));

  test('but a duty table about the indicator system is evidence', () =>
    expect(suggest({ name: '文明交通测评体系责任分工.xls' })).not.toEqual([]));
});

describe('answers', () => {
  test('come best first, at most five, with at most three reasons each and a score below 1', () => {
    const many = framework(
      Array.from({ length: 9 }, (_, n) => indicator({ id: `${n}`, code: '', keywords: ['文明交通', '斑马线', '礼让', '头盔'] })),
    );
    const all = createSuggester({ frameworks: [many], lexicon: NO_WORDS, decided: [] }).suggest(
      input({ name: '文明交通斑马线礼让头盔.doc', title: '文明交通' }),
    );
    expect(all.length).toBeLessThanOrEqual(5);
    for (const [at, one] of all.entries()) {
      expect(one.reasons.length).toBeLessThanOrEqual(3);
      expect(one.score).toBeLessThanOrEqual(all[at - 1]?.score ?? 0.99);
    }
  });
  test('that tie are not given as certain', () => {
    const twins = framework(['a', 'b'].map((id) => indicator({ id, keywords: ['文明交通'] })));
    const both = createSuggester({ frameworks: [twins], lexicon: NO_WORDS, decided: [] }).suggest(
      input({ name: '文明交通.doc' }),
    );
    expect(both.map((one) => one.band)).not.toContain('high');
  });
  test('are given for each framework by itself', () => {
    const other = { ...tree, id: 'other' };
    const both = createSuggester({ frameworks: [tree, other], lexicon, decided: [] });
    expect(new Set(both.suggest(input({ name: '斑马线.jpg' })).map((one) => one.frameworkId))).toEqual(
      new Set(['test', 'other']),
    );
  });
  test('do not change from run to run', () =>
    expect(suggest({ name: '志愿服务.doc' })).toEqual(suggest({ name: '志愿服务.doc' })));
});

describe('learning from what a person confirmed', () => {
  const example = (name: string, indicatorId: string, folders: readonly string[] = []): DecidedExample => ({
    frameworkId: 'test',
    indicatorId,
    confirmed: true,
    name,
    folders,
    title: '',
  });
  const decided = [
    example('林邑讲坛第一期签到.jpg', 'Ⅱ-9-1)'),
    example('林邑讲坛第二期签到.jpg', 'Ⅱ-9-1)'),
    example('盛世嘉苑圆桌会.jpg', 'Ⅱ-9-4)'),
    example('圣地之光展板.jpg', 'Ⅱ-32-2)'),
    example('三优一满意.doc', 'Ⅱ-11-1)', ['局办公室', '竞赛']),
  ];
  const taught = createSuggester({ frameworks: [tree], lexicon: NO_WORDS, decided });

  test('a sister of a confirmed document is suggested, with that document as the reason', () => {
    const [best] = taught.suggest(input({ name: '林邑讲坛第八期签到.jpg' }));
    expect(best?.indicatorId).toBe('Ⅱ-9-1)');
    expect(best?.reasons[0]?.text).toMatch(/^与已确认的《林邑讲坛第.期签到/);
    expect(suggest({ name: '林邑讲坛第八期签到.jpg' })).toEqual([]);
  });
  test('a document in the same folder is a weak hint', () => {
    const [best] = taught.suggest(input({ name: 'IMG_7.jpg', folders: ['局办公室', '竞赛'] }));
    expect(best?.indicatorId).toBe('Ⅱ-11-1)');
    expect(best?.band).not.toBe('high');
  });
  test('a confirmed document whose name says nothing teaches nothing', () => {
    const plain = createSuggester({
      frameworks: [tree],
      lexicon: NO_WORDS,
      decided: [example('通知.doc', 'Ⅱ-9-1)'), example('IMG_1.jpg', 'Ⅱ-9-4)')],
    });
    expect(['通知(1).doc', '方案通知.doc', 'IMG_2.jpg', 'DSC0001.jpg'].flatMap((name) => plain.suggest(input({ name })))).toEqual(
      [],
    );
  });
  test('with five examples it abstains from what it was not taught', () => {
    const strangers = [
      '月报',
      '年度决算',
      '合同扫描',
      '采购清单',
      '值班表',
      '党费收缴',
      '办公用品',
      '车辆维修',
      '工资表',
      '保密协议',
    ];
    expect(strangers.filter((name) => taught.suggest(input({ name: `${name}.doc` })).length > 0)).toEqual([]);
  });
});
