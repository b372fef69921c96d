import { readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeRecordCore } from '../records/record-core.ts';

const LONG_AGO = new Date('2026-03-05T02:00:00Z');
// A number made up so that its check holds (GB 11643-1999, the example of the standard).
const PERSONAL = '张三 11010519491231002X,电话 13800138000';

test('个人信息 is said of a document where it is looked at, in 体检 and before 成册, until it is ignored with a reason; the original stays', async () => {
  const { call, folder } = await makeRecordCore('sensitive', { indexed: true });
  const file = join(folder, '材料', '残疾人员花名册.txt');
  writeFileSync(file, PERSONAL);
  utimesSync(file, LONG_AGO, LONG_AGO);
  await call('index.run', {});
  const { documents } = await call('documents.list', { query: '', limit: 10 });
  const idOf = (path: string): number => documents.find((one) => one.path === path)!.id;
  const id = idOf('残疾人员花名册.txt');
  const words = ['身份证号 1 处', '手机号 1 处', '可能是救助对象名单'];
  expect((await call('documents.read', { id, query: '' })).sensitive).toEqual(words);
  expect((await call('documents.read', { id: idOf('通知.txt'), query: '' })).sensitive).toEqual([]);

  const reminded = async () => (await call('exports.check', { draft: true })).reminders.find(({ code }) => code === 'sensitive');
  const found = async () => (await call('checks.read', {})).rules.find(({ rule }) => rule === 'document-sensitive')!;
  expect([await reminded(), (await found()).open]).toEqual([undefined, 0]);
  for (const indicator of ['单-1-1', '单-1-2']) {
    await call('links.decide', { document: '残疾人员花名册.txt', indicator, action: 'confirm' });
    await call('links.decide', { document: '通知.txt', indicator, action: 'confirm' });
  }
  expect((await found()).findings).toMatchObject([{ message: `${words.join('、')}。` }]);
  expect(await reminded()).toMatchObject({
    ...{ count: 1, title: '1 份材料里有个人信息' },
    items: [{ why: words.join('、'), to: { screen: 'documents', params: { document: String(id) } } }],
  });
  await call('checks.mute', { rule: 'document-sensitive', subjects: [`document ${id}`], reason: '上级要求附花名册' });
  expect(await reminded()).toBeUndefined();
  expect(readFileSync(file, 'utf8')).toBe(PERSONAL);
});
