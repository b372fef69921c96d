import { describe, expect, test } from 'vitest';
import {
  conditionsProblem,
  conditionsText,
  createFilingIndex,
  NO_CONDITIONS,
  type FiledDocument,
  type FilingConditions,
} from '../../../shared/domain/filing-rule.ts';
import { createSuggester } from '../../../shared/domain/suggest.ts';
import { framework, indicator, NO_WORDS } from './framework-maker.ts';

const document = (given: Partial<Omit<FiledDocument, 'text'>> & { text?: string }): FiledDocument => ({
  ...{ name: '材料.docx', folders: [], title: '', issuer: null, kind: null, ...given },
  text: () => given.text ?? '',
});

const fits = (conditions: Partial<FilingConditions>, given: Parameters<typeof document>[0]): boolean =>
  createFilingIndex([
    { id: 1, name: '甲', frameworkId: 'test', indicatorId: 'a', conditions: { ...NO_CONDITIONS, ...conditions } },
  ]).match(document(given)).length === 1;

describe('a condition', () => {
  test('of a folder fits the folder and what lies below, by whole names, alone or several one below the other', () => {
    expect(fits({ folder: '志愿服务' }, { folders: ['2026', '志愿服务', '三月'] })).toBe(true);
    expect(fits({ folder: '2026/志愿服务' }, { folders: ['2026', '志愿服务'] })).toBe(true);
    expect(fits({ folder: '2025\\志愿服务' }, { folders: ['2026', '志愿服务'] })).toBe(false);
    expect(fits({ folder: '志愿' }, { folders: ['2026', '志愿服务'] })).toBe(false);
  });

  test('of words wants all of them, in the name or the title, in any spelling', () => {
    expect(fits({ name: '簡報 志愿' }, { name: '志愿服务简报.docx' })).toBe(true);
    expect(fits({ name: '简报 志愿' }, { name: '0012.pdf', title: '志愿服务简报' })).toBe(true);
    expect(fits({ name: '简报 交通' }, { name: '志愿服务简报.docx' })).toBe(false);
  });

  test('of a series is told by the name of any one of it', () => {
    expect(fits({ series: '志愿服务简报第3期' }, { name: '志愿服务简报第12期.pdf' })).toBe(true);
    expect(fits({ series: '志愿服务简报第3期' }, { name: '文明交通简报第3期.pdf' })).toBe(false);
  });

  test('counts together with the others', () => {
    const conditions = { text: '劝导', issuer: '交警', kind: '工作总结' } as const;
    expect(fits(conditions, { text: '开展交通劝导', issuer: '林邑市交警支队', kind: '工作总结' })).toBe(true);
    expect(fits(conditions, { text: '开展交通劝导', issuer: '林邑市交警支队', kind: '统计表格' })).toBe(false);
    expect(fits(conditions, { text: '开展交通劝导', issuer: null, kind: '工作总结' })).toBe(false);
    expect(fits(conditions, { text: '开展宣传', issuer: '林邑市交警支队', kind: '工作总结' })).toBe(false);
    expect(fits({ kind: '工作总结' }, { kind: '工作总结' })).toBe(true);
  });

  test('never makes evidence of what a program left behind', () => {
    expect(fits({ folder: '志愿服务' }, { name: 'Thumbs.db', folders: ['志愿服务'] })).toBe(false);
  });
});

test('the text is not read where the rest already says no', () => {
  const index = createFilingIndex([
    { id: 1, name: '甲', frameworkId: 'test', indicatorId: 'a', conditions: { ...NO_CONDITIONS, folder: '志愿', text: '劝导' } },
  ]);
  let read = 0;
  const asked = (folders: readonly string[]) =>
    index.match({ ...document({ folders }), text: () => (read++, '交通劝导') }).length;
  expect([asked(['交通']), read, asked(['志愿']), read]).toEqual([0, 0, 1, 1]);
});

test('conditions that say nothing are refused in one sentence, and good ones read as a phrase', () => {
  expect(conditionsProblem(NO_CONDITIONS)).toMatch(/还没有写条件/);
  expect(conditionsProblem({ ...NO_CONDITIONS, name: '表' })).toMatch(/“表”只有一个字/);
  expect(conditionsProblem({ ...NO_CONDITIONS, series: '0012' })).toMatch(/看不出系列/);
  expect(conditionsProblem({ ...NO_CONDITIONS, folder: '/' })).toMatch(/没有写完整/);
  const good: FilingConditions = { ...NO_CONDITIONS, folder: '志愿服务', name: '简报 三月', kind: '工作总结' };
  expect(conditionsProblem(good)).toBeNull();
  expect(conditionsText(good)).toBe('文件夹“志愿服务”、名称含“简报”“三月”、材料类型是工作总结');
});

describe('suggesting by a rule', () => {
  const tree = framework([indicator({ id: 'a', name: '文明交通' }), indicator({ id: 'b', name: '志愿服务' })]);
  const filing = [
    { id: 7, name: '路口照片', frameworkId: 'test', indicatorId: 'a', conditions: { ...NO_CONDITIONS, folder: '路口' } },
  ];
  const given = { frameworks: [tree], lexicon: NO_WORDS, decided: [] };
  const input = { name: 'IMG_2031.jpg', folders: ['路口'], title: '', text: '', kind: null, issuer: null };

  test('gives its leaf, sure enough for the high band, with its own reason', () => {
    expect(createSuggester(given).suggest(input)).toEqual([]);
    const [first] = createSuggester({ ...given, filing }).suggest(input);
    expect(first).toMatchObject({ indicatorId: 'a', band: 'high' });
    expect(first!.reasons).toEqual([{ kind: 'rule', text: '符合归类规则“路口照片”', rule: 7 }]);
  });

  test('is shown first among the reasons and however much speaks for another leaf', () => {
    const strong = framework([
      indicator({ id: 'a', name: '文明交通' }),
      indicator({ id: 'b', code: 'Ⅱ-9-1)', name: '志愿服务', keywords: ['志愿服务记录', '志愿者注册'] }),
    ]);
    const name = 'Ⅱ-9-1 志愿服务记录与志愿者注册.docx';
    const found = createSuggester({ ...given, frameworks: [strong], filing }).suggest({ ...input, name, title: '志愿服务记录' });
    expect(found.map(({ indicatorId }) => indicatorId).sort()).toEqual(['a', 'b']);
    expect(found[0]!.indicatorId).toBe('b');
    expect(found[1]!.reasons[0]!.rule).toBe(7);
  });

  test('reads a reference text that the clerk asks for, and leaves the others alone', () => {
    const reference = { ...input, name: '测评体系.pdf' };
    expect(createSuggester({ ...given, filing }).suggest(reference)[0]?.indicatorId).toBe('a');
    expect(createSuggester({ ...given, filing }).suggest({ ...reference, folders: ['别处'] })).toEqual([]);
  });
});
