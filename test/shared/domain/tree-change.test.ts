import { expect, test } from 'vitest';
import {
  nextCode,
  stepOf,
  withMoved,
  withNode,
  withoutNode,
  type ChangedTree,
  type TreeNode,
} from '../../../shared/domain/tree-change.ts';

const LEVELS = ['测评项目', '测评内容', '测评标准'];
const node = (id: number, parentId: number | null, level: number, code: string): TreeNode => ({
  ...{ id, parentId, level, code, leaf: ![1, 2, 5].includes(id), name: `条 ${id}` },
});
/** A(1): A1(2): A1-1(3) A1-2(4); B(5): B1(6). */
const TREE = [node(1, null, 1, 'A'), node(2, 1, 2, 'A1'), node(3, 2, 3, 'A1-1'), node(4, 2, 3, 'A1-2'), node(5, null, 1, 'B'), node(6, 5, 2, 'B1')]; // prettier-ignore

const shown = (changed: ChangedTree): string =>
  'problem' in changed
    ? changed.problem
    : changed.nodes.map((one) => `${'-'.repeat(one.level)}${one.id}${one.leaf ? '' : '+'}`).join(' ');

test('a node moves with all beneath it, takes the level of its new place, and a branch without children is a leaf', () => {
  const moved = (id: number, parentId: number | null, before: number | null = null) =>
    shown(withMoved(TREE, LEVELS, id, { parentId, before }));
  expect(moved(4, 2, 3)).toBe('-1+ --2+ ---4 ---3 -5+ --6');
  expect(moved(2, 5, 6)).toBe('-1 -5+ --2+ ---3 ---4 --6');
  expect(moved(6, 2)).toBe('-1+ --2+ ---3 ---4 ---6 -5');
  expect(moved(4, null, 5)).toBe('-1+ --2+ ---3 -4 -5+ --6');
  expect(moved(6, 6)).toContain('不能移到它自己或它的下级下面');
  expect(moved(1, 3)).toContain('不能移到它自己或它的下级下面');
  expect(moved(1, 5)).toBe('放到这里会有第 4 级,这套测评体系只有 3 级(测评项目、测评内容、测评标准)。请放到上一级。');
  expect(moved(3, 5, 4)).toContain('已经不在这个上级下面');
  expect(moved(9, 5)).toContain('已经不在测评体系里');
});

test('a new node is refused without a code or a name, and for a code used already in any spelling', () => {
  const add = (code: string, name = '新的一条', parentId: number | null = 2) =>
    shown(withNode(TREE, LEVELS, { id: 7, code, name, place: { parentId, before: null } }));
  expect(add('A1-3')).toBe('-1+ --2+ ---3 ---4 ---7 -5+ --6');
  expect(add('B1-1', '下级', 6)).toBe('-1+ --2+ ---3 ---4 -5+ --6+ ---7');
  expect(add('', '有名称')).toContain('编号还没有写');
  expect(add('A1-3', '')).toContain('名称还没有写');
  expect(add('A1-2')).toBe('编号“A1-2”已经用在“条 4”上。请换一个编号。');
  expect(add('A1—2)')).toBe('编号“A1—2)”已经用在“条 4”上(写法不同,是同一个编号“A1-2”)。请换一个编号。');
  expect(add('A1-1-1', '太深', 3)).toContain('只有 3 级');
});

test('the last node of a framework stays', () => {
  expect(shown(withoutNode(TREE, 2))).toBe('-1 -5+ --6');
  expect(shown(withoutNode([node(3, null, 1, 'A')], 3))).toContain('至少要有一条指标');
});

test('a step of the keyboard goes up, down, out behind the parent, and in under the neighbour above', () => {
  expect(stepOf(TREE, 4, 'up')).toEqual({ parentId: 2, before: 3 });
  expect(stepOf(TREE, 3, 'up')).toBeNull();
  expect(stepOf(TREE, 3, 'down')).toEqual({ parentId: 2, before: null });
  expect(stepOf(TREE, 4, 'out')).toEqual({ parentId: 1, before: null });
  expect(stepOf(TREE, 2, 'out')).toEqual({ parentId: null, before: 5 });
  expect(stepOf(TREE, 1, 'out')).toBeNull();
  expect(stepOf(TREE, 5, 'in')).toEqual({ parentId: 1, before: null });
});

test.each([
  ['Ⅱ-9-1)', 'Ⅱ-9-2)'],
  ['1.1.9', '1.1.10'],
  ['(十九)', '(二十)'],
  ['第九条', '第十条'],
  ['A09', 'A10'],
  ['附录', ''],
])('after %s the code %s is offered', (last, offered) => {
  expect(nextCode([node(3, null, 1, last)], null)).toBe(offered);
});
