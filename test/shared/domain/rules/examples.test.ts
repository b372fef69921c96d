import { expect, test } from 'vitest';
import { createExamples } from '../../../../shared/domain/rules/examples.ts';
import type { PreparedExample } from '../../../../shared/domain/rules/rule.ts';

const example = (name: string, folder: string, leaf: number, confirmed = true): PreparedExample => ({
  ...{ frameworkId: 'f', indicatorId: `i${leaf}`, leaf, confirmed, name, folders: [folder], title: '', source: 1 },
});
const book = () => createExamples((text) => text);

test('a habit counts the decisions of its folder, and forgets one that was taken back', () => {
  const examples = book();
  for (let id = 1; id <= 3; id++) examples.put(id, example(`IMG_${id}.jpg`, '路口', 7));
  examples.put(4, example('IMG_4.jpg', '路口', 7, false));
  examples.put(5, example('IMG_5.jpg', '别处', 7));
  expect(examples.habitsAt('folder:1:路口')).toMatchObject([{ leaf: 7, confirmed: 3, rejected: 1 }]);
  examples.put(2, null);
  examples.put(4, example('IMG_4.jpg', '路口', 8));
  expect(examples.habitsAt('folder:1:路口')).toMatchObject([
    { leaf: 7, confirmed: 2, rejected: 0 },
    { leaf: 8, confirmed: 1, rejected: 0 },
  ]);
  for (const id of [1, 3, 4]) examples.put(id, null);
  expect(examples.habitsAt('folder:1:路口')).toEqual([]);
});

test('likeness is to confirmed names only, in the order of deciding, and gone with them', () => {
  const examples = book();
  examples.put(9, example('春季灭鼠活动方案.doc', '甲', 1));
  examples.put(3, example('秋季灭鼠活动方案.doc', '乙', 2));
  examples.put(5, example('冬季灭鼠活动方案.doc', '丙', 3, false));
  expect(examples.alike('灭鼠活动方案', 0.3).map(({ example: { leaf } }) => leaf)).toEqual([2, 1]);
  examples.put(3, null);
  expect(examples.alike('灭鼠活动方案', 0.3).map(({ example: { leaf } }) => leaf)).toEqual([1]);
  examples.put(9, null);
  expect(examples.isEmpty()).toBe(false);
  examples.put(5, null);
  expect([examples.isEmpty(), examples.alike('灭鼠活动方案', 0)]).toEqual([true, []]);
});
