import { expect, test } from 'vitest';
import { sensitiveWords } from '../../../shared/domain/sensitive.ts';

// A number made up so that its check holds (GB 11643-1999, the example of the standard).
const ID = '11010519491231002X';

test('citizen numbers that hold their check and mobile numbers are counted, each where it stands', () => {
  expect(sensitiveWords(['登记表'], `张三 ${ID},电话 13800138000;李四 ${ID.toLowerCase()}`)).toEqual([
    '身份证号 2 处',
    '手机号 1 处',
  ]);
});

test('a wrong check, a day that does not exist, a long number and a landline are nothing', () => {
  for (const text of ['110105194912310021', '110105194913310021', '913800138000123456789', '0470-6221234', '合同号 138001380001'])
    expect([text, sensitiveWords(['通知'], text)]).toEqual([text, []]);
});

test('a list of those who are helped is told by its title or the name of its file', () => {
  expect(sensitiveWords(['2026年低保户花名册'], '')).toEqual(['可能是救助对象名单']);
  expect(sensitiveWords(['附件2', '伤残人员登记表.xls'], '')).toEqual(['可能是救助对象名单']);
  expect(sensitiveWords(['关于做好低保工作的通知', '名册.xls'], '')).toEqual([]);
});
