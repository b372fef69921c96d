import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { proposeDocuments } from '../../../../shared/domain/ledgers/proposals.ts';
import { events } from '../../../../shared/domain/ledgers/proof.ts';
import { growthOf } from '../../../support/growth.ts';
import { makeRecordCore } from './record-core.ts';

const PHOTO = fileURLToPath(new URL('../../../../resources/sample/files/照片/2026年3月学雷锋/IMG_2031.jpg', import.meta.url));
const VALUES = { name: '学雷锋广场志愿服务活动', day: '2026-03-05', place: '人民广场' };

test('the papers of an activity are found by name, day and folder, each with its role and reason, and attached in one step of undo', async () => {
  const { call, list, folder } = await makeRecordCore('proposals');
  const own = join(folder, '材料', '学雷锋广场志愿服务活动');
  mkdirSync(own);
  const paper = (name: string): void => writeFileSync(join(folder, '材料', name), `${name}\n人民广场`);
  paper('关于开展学雷锋广场志愿服务活动的方案20260301.txt');
  paper('学雷锋广场志愿服务活动签到表20260305.txt');
  paper('学雷锋广场志愿服务活动简报20260306.txt');
  // Last year's and another occasion's: not of this one.
  paper('关于开展学雷锋广场志愿服务活动的方案20250301.txt');
  paper('清明节网上祭扫活动方案20260303.txt');
  cpSync(PHOTO, join(own, '活动现场20260305.jpg'));
  await call('index.run', {});
  const ask = (attached: readonly number[]) =>
    call('records.proposals', { ledger: 'huodong', values: VALUES, attached: [...attached] });
  const { documents } = await ask([]);
  expect(documents.map(({ role, path, reasons, sure }) => [role, path, reasons.join(','), sure])).toEqual([
    ['plan', '关于开展学雷锋广场志愿服务活动的方案20260301.txt', '名称相符,相差 4 天', true],
    ['attendance', '学雷锋广场志愿服务活动签到表20260305.txt', '名称相符,同一天', true],
    ['photo', '学雷锋广场志愿服务活动/活动现场20260305.jpg', '名称相符,同一天', true],
    ['bulletin', '学雷锋广场志愿服务活动简报20260306.txt', '名称相符,相差 1 天', true],
  ]);
  await call('records.save', {
    ledger: 'huodong',
    values: VALUES,
    documents: documents.map(({ documentId, role }) => ({ documentId, role })),
  });
  expect((await list('huodong'))[0]).toMatchObject({ lacking: ['总结'] });
  expect((await ask(documents.map(({ documentId }) => documentId))).documents).toEqual([]);
  await call('undo.run', {});
  expect(await list('huodong')).toEqual([]);
});

test('a row without a name asks for nothing, and a ledger there is not is named', async () => {
  const { call } = await makeRecordCore('proposals-none');
  const ask = (ledger: string) => call('records.proposals', { ledger, values: { day: '2026-03-05' }, attached: [] });
  expect(await ask('huodong')).toEqual({ documents: [] });
  await expect(ask('没有')).rejects.toThrow('没有叫 没有 的台账');
});

test('looking for the papers of a row costs one pass over the documents', () => {
  const files = (count: number) =>
    Array.from({ length: count }, (_, at) => ({
      documentId: at + 1,
      type: 'docx' as const,
      title: `学雷锋广场志愿服务活动方案 ${at}`,
      path: `活动/${at}/方案.docx`,
      date: '2026-03-05',
    }));
  const made = new Map([500, 8_000].map((count) => [count, files(count)]));
  expect(growthOf((count) => proposeDocuments(events, VALUES, made.get(count)!, []), 500)).toBeLessThan(3);
});
