import { describe, expect, test } from 'vitest';
import { codeKey } from '../../../shared/domain/code-keys.ts';
import { createCodeIndex } from '../../../shared/domain/codes.ts';
import { indicator } from './framework-maker.ts';

describe('one key for all spellings', () => {
  test.each(['Ⅱ-9-1)', 'II—9—1）', 'Ⅱ－9－1', 'ⅱ9-1', 'Ⅱ-9-1)-①', 'II-9-1', 'Ⅱ—9—1)', 'Ⅱ.9.1', 'Ⅱ-09-01', ' ii 9 1 '])(
    '%s',
    (spelling) => expect(codeKey(spelling)).toBe('ii.9.1'),
  );
  test.each([
    ['(十七)', '(十八)'],
    ['1.1.2', '1.12'],
    ['A1', 'A11'],
    ['卫-1-1', '校-1-1'],
    ['Ⅱ-1-11)', 'Ⅱ-11-1)'],
  ])('%s and %s stay apart', (one, other) => expect(codeKey(one)).not.toBe(codeKey(other)));
});

const leaves = ['Ⅱ-9-1)', 'Ⅱ-9-2)', 'Ⅱ-1-11)', '卫-1-1', '校-1-1', '(十七)', '1.1.2', '1.2', 'A1'];
const index = createCodeIndex([
  ...leaves.map((code) => indicator({ id: code, altCodes: code === 'A1' ? ['Ⅲ-5'] : [] })),
  indicator({ id: 'X1', altCodes: ['Ⅲ-7', 'Ⅱ-9-1)'] }),
  indicator({ id: 'X2', altCodes: ['Ⅲ-7'] }),
]);
const found = (text: string) => index.find(text).map((one) => one.indicator.code);

describe('the style of a code is that of its own framework', () => {
  test.each([
    ['Ⅱ-9-1)', ['Ⅱ-9-1)记录', 'II-9-1) 记录', 'Ⅱ—9—1)记录', 'Ⅱ－9－1 记录', 'ⅱ9-1记录', 'Ⅱ-9-1)-①记录']],
    ['(十七)', ['(十七)记录', '（十七）记录', '十七、记录', '(十七)-① 记录']],
    ['1.1.2', ['1.1.2 记录', '1．1．2记录', '1-1-2 记录', '1.1.2-① 记录']],
    ['A1', ['A1 记录', 'A-1 记录', 'Ａ1、记录', 'A1-① 记录']],
    ['B2-3', ['B2-3 记录', 'B2—3记录', 'B2.3 记录']],
    ['卫-1-2', ['卫-1-2 记录', '卫1-2记录', '卫—1—2 记录']],
    ['第九条', ['第九条 记录', '第9条记录', '第 9 条 记录', '《第九条》记录', '第九条-①记录']],
  ])('%s is found as %j, and prints as it is', (code, names) => {
    const own = createCodeIndex([indicator({ id: code })]);
    expect(names.map((name) => own.find(name)[0]?.indicator.code)).toEqual(names.map(() => code));
  });
  test.each(['第九条 记录', '第9条记录'])('%s is no code of a framework without articles', (name) =>
    expect(createCodeIndex([indicator({ id: '(九)' }), indicator({ id: '9' })]).find(name)).toEqual([]),
  );
  test('第九十条 is not 第九条', () => expect(createCodeIndex([indicator({ id: '第九条' })]).find('第九十条 记录')).toEqual([]));
});

describe('codes in names', () => {
  test.each([
    ['Ⅱ-9-1)-②志愿服务记录办法', 'Ⅱ-9-1)'],
    ['II—9—1)② 滨河区志愿服务记录办法20251016(盖章扫描件)', 'Ⅱ-9-1)'],
    ['ⅱ9-1③ 2025年志愿服务制度化', 'Ⅱ-9-1)'],
    ['材料（Ⅱ－9－2）最终版', 'Ⅱ-9-2)'],
    ['Ⅱ-1-11) 情况说明', 'Ⅱ-1-11)'],
    ['卫-1-1爱国卫生规划', '卫-1-1'],
    ['校—1—1 党建', '校-1-1'],
    ['(十七)无障碍设施', '(十七)'],
    ['1.1.2 会议记录', '1.1.2'],
    ['1.2 会议记录', '1.2'],
    ['A1 领导小组', 'A1'],
    ['Ⅲ-5 旧编号', 'A1'],
  ])('%s belongs to %s', (name, code) => expect(found(name)).toContain(code));

  test.each([
    '2019-9-1 会议记录',
    '会议记录2019.1.2',
    '联系电话0951-1-1234567',
    'V1.2 最终版',
    '邹创城办〔2017〕9号 责任清单',
    '天文明办〔2018〕1-1号',
    'GB9-1',
    'COVIDII-9-1',
    '1.2万人参加',
    'IMG_20190901_112233',
    '抗疫卫-9-9',
    '9-1班教室',
  ])('%s holds none', (name) => expect(found(name)).toEqual([]));

  test('another code that two indicators share points to neither', () => expect(found('Ⅲ-7 资料')).toEqual([]));
  test('an indicator’s own code wins over the same code of another edition', () =>
    expect(index.exact('II-9-1')?.code).toBe('Ⅱ-9-1)'));
  test('a longer code is not cut down to a shorter one that exists', () => expect(found('Ⅱ-9-12) 资料')).toEqual([]));
});

test('an ordinary-looking number is less certain than a code with its prefix', () => {
  expect(index.find('1.2 会议记录')[0]?.certain).toBe(false);
  expect(index.find('Ⅱ-9-1)会议记录')[0]?.certain).toBe(true);
});
