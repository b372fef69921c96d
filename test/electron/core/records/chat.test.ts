import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { treeHash } from '../../../support/folders.ts';
import { makeRecordCore } from './record-core.ts';

const sample = (name: string): string =>
  fileURLToPath(new URL(`../../../../resources/sample/files/照片/2026年3月学雷锋/${name}`, import.meta.url));

test('a folder of a WeChat group becomes problems with their photos, as the person took them, in one step of undo', async () => {
  const { call, list, folder } = await makeRecordCore('chat');
  const group = join(folder, '材料', '创城工作群');
  mkdirSync(group);
  cpSync(sample('IMG_2031.jpg'), join(group, '微信图片_20260315091230.jpg'));
  writeFileSync(
    join(group, '聊天记录.txt'),
    '2026-03-15 09:12:00 张三\n滨河路菜市场门口:占道经营\n2026-03-15 09:14:00 李四\n收到\n2026-03-15 15:00:00 张三\n井盖坏了',
  );
  await call('index.run', {});
  const before = treeHash(join(folder, '材料'));
  const { folders } = await call('records.chatFolders', {});
  expect(folders).toEqual([expect.objectContaining({ folder: '创城工作群', name: '材料/创城工作群', photos: 1 })]);
  const [{ sourceId }] = folders as [(typeof folders)[number]];
  const read = () => call('records.chat', { sourceId, folder: '创城工作群' });
  const found = await read();
  expect(found.groups.map(({ text, site, photos }) => [text, site, photos.length])).toEqual([
    ['滨河路菜市场门口:占道经营', '滨河路菜市场门口', 1],
    ['井盖坏了', '', 0],
  ]);
  expect(found).toMatchObject({ messages: 3, alreadyUsed: 0, leftOut: [{ text: '收到' }] });
  const row = (site: string, problem: string, documents: readonly number[]) => ({
    values: { site, problem, found: '2026-03-15' },
    documents: documents.map((documentId) => ({ documentId, role: 'before' })),
  });
  const rows = [row('滨河路菜市场门口', '占道经营', found.groups[0]!.photos), row('', '井盖坏了', [])];
  await expect(call('records.addMany', { ledger: 'wenti', from: '微信群', rows })).rejects.toThrow(
    '没有导入:第 2 个点位没有填。',
  );
  expect(await list('wenti')).toEqual([]);
  rows[1]!.values.site = '东门';
  expect(await call('records.addMany', { ledger: 'wenti', from: '微信群', rows })).toEqual({ added: 2 });
  expect((await list('wenti')).map(({ state, documents }) => [state, documents.map(({ role }) => role)])).toEqual([
    ['立项', ['before']],
    ['立项', []],
  ]);
  // What hangs on a problem is not proposed again.
  expect(await read()).toMatchObject({ alreadyUsed: 1, photos: [] });
  await call('undo.run', {});
  expect(await list('wenti')).toEqual([]);
  expect((await read()).alreadyUsed).toBe(0);
  expect(treeHash(join(folder, '材料'))).toBe(before);
});
