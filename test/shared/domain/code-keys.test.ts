import { describe, expect, test } from 'vitest';
import { isWrittenOf, leadingCode, nodeKey, sameNodeCode } from '../../../shared/domain/code-keys.ts';
import { createCodeIndex } from '../../../shared/domain/codes.ts';
import { matchEditions } from '../../../shared/domain/edition-match.ts';
import { nextCode, namingProblem } from '../../../shared/domain/tree-change.ts';
import { indicator } from './framework-maker.ts';

test('two nodes whose codes differ by a circled number only are two, whatever the spelling', () => {
  expect(sameNodeCode('Ⅲ-1-①', 'Ⅲ-1-②')).toBe(false);
  expect(sameNodeCode('Ⅲ-1-①', 'III—1—①')).toBe(true);
  expect(nodeKey('Ⅲ-1-②')).toBe(nodeKey('iii－1❷'));
  expect(nodeKey('Ⅲ-1-②')).not.toBe(nodeKey('Ⅲ-1-2'));
});

test('of two leaves the number of a material makes no difference; a branch holds no materials', () => {
  expect(sameNodeCode('Ⅱ-9-1)', 'Ⅱ-9-1)-①')).toBe(true);
  expect(sameNodeCode('Ⅲ-1', 'Ⅲ-1-①', true)).toBe(false);
});

test('what is written of a node may carry the number of a material, where the node has none of its own', () => {
  expect(isWrittenOf('II-9-1)-③', 'Ⅱ-9-1)')).toBe(true);
  expect(isWrittenOf('III-1-②', 'Ⅲ-1-②')).toBe(true);
  expect(isWrittenOf('Ⅲ-1-③', 'Ⅲ-1-②')).toBe(false);
  expect(isWrittenOf('Ⅲ-1', 'Ⅲ-1-②')).toBe(false);
});

test.each([
  ['Ⅲ-1-② 活动记录', 'Ⅲ-1-②'],
  ['Ⅱ-9-1)-①制度', 'Ⅱ-9-1)-①'],
  ['卫-1-1爱国卫生', '卫-1-1'],
  ['(十七)', '(十七)'],
  ['', ''],
])('the code of “%s” is “%s”', (cell, code) => expect(leadingCode(cell)).toBe(code));

describe('the index of a framework whose codes end in circled numbers', () => {
  const codes = ['Ⅲ-1', 'Ⅲ-1-①', 'Ⅲ-1-②', 'Ⅱ-9-1)'];
  const nodes = codes.map((code) => ({ code }));
  const declared = createCodeIndex(nodes, ['Ⅰ-1-①']);
  const found = (written: string): string | undefined => declared.exact(written)?.code;
  test.each([
    ['Ⅲ-1-②', 'Ⅲ-1-②'],
    ['III—1—②', 'Ⅲ-1-②'],
    ['Ⅲ-1-2', 'Ⅲ-1-②'],
    ['Ⅲ-1-②-③', 'Ⅲ-1-②'],
    ['II-9-1-④', 'Ⅱ-9-1)'],
    ['iii-1', 'Ⅲ-1'],
  ])('%s is %s', (written, code) => expect(found(written)).toBe(code));
  test('undeclared, they are still never taken for each other', () => {
    const index = createCodeIndex(nodes.filter(({ code }) => code !== 'Ⅲ-1'));
    expect(index.exact('III—1—②')?.code).toBe('Ⅲ-1-②');
    expect([index.exact('Ⅲ-1')?.code, index.exact('Ⅲ-1-⑤')?.code]).toEqual([undefined, undefined]);
    expect(index.exact('Ⅱ-9-1)-⑤')?.code).toBe('Ⅱ-9-1)');
  });
  test('where a node and another one with a circled number behind it are declared, the longer one is meant', () => {
    const index = createCodeIndex([{ code: 'Ⅱ-9-1)' }, { code: 'Ⅱ-9-1)-②' }], ['Ⅰ-1-1)', 'Ⅰ-1-1)-①']);
    expect(index.find('Ⅱ—9—1）-②台账').map((one) => one.indicator.code)).toEqual(['Ⅱ-9-1)-②']);
    expect(index.find('Ⅱ-9-1) 台账').map((one) => one.indicator.code)).toEqual(['Ⅱ-9-1)']);
  });
  test('an empty cell names no node, not even one without a code', () =>
    expect(createCodeIndex([{ code: '' }, { code: '1.1' }]).exact('')).toBeUndefined());
});

test('换版 pairs nodes of the same words by the circled numbers of their codes', () => {
  const edition = (codes: readonly string[]) =>
    codes.map((code) => indicator({ id: code, name: '志愿服务队伍有制度、有记录、有成效' }));
  const pairs = matchEditions(edition(['Ⅱ-9-1)-①', 'Ⅱ-9-1)-②']), edition(['Ⅱ-9-1)-②', 'Ⅱ-9-1)-①', 'Ⅱ-9-1)-③']));
  expect(pairs.map(({ from, to, sure }) => [from, to, sure])).toEqual([
    ['Ⅱ-9-1)-①', 'Ⅱ-9-1)-①', true],
    ['Ⅱ-9-1)-②', 'Ⅱ-9-1)-②', true],
  ]);
});

test('under a branch the next circled number is offered, and it may be used beside the branch’s own code', () => {
  const nodes = [
    { id: 1, parentId: null, level: 1, leaf: false, code: 'Ⅲ-1', name: '志愿服务' },
    { id: 2, parentId: 1, level: 2, leaf: true, code: 'Ⅲ-1-①', name: '队伍' },
    { id: 3, parentId: 1, level: 2, leaf: true, code: 'Ⅲ-1-②', name: '记录' },
  ];
  expect(nextCode(nodes, 1)).toBe('Ⅲ-1-③');
  expect(namingProblem(nodes, { id: null, code: 'Ⅲ-1-③', name: '保障' })).toBe(null);
  expect(namingProblem(nodes, { id: 1, code: 'Ⅲ－1', name: '志愿服务' })).toBe(null);
  expect(namingProblem(nodes, { id: 2, code: 'III-1-②', name: '队伍' })).toContain('已经用在“记录”上');
});
