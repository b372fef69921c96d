import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { readZipParts } from '../../../../electron/core/zip-parts.ts';
import { paperWords } from '../../../support/paper-words.ts';
import { makeRecordCore } from '../records/record-core.ts';

const { call, folder, photo, paper, clock } = await makeRecordCore('record-papers', { indexed: true });
const at = (name: string): string => join(folder, name);
const WEEK = { from: '2026-11-20', to: '2026-11-26' };

beforeAll(async () => {
  const problem = (site: string, found: string, more: object = {}) => ({
    site,
    problem: `${site}有垃圾`,
    found,
    unit: '城管局',
    ...more,
  });
  await call('records.save', { ledger: 'wenti', values: problem('滨河路', '2026-11-02', { due: '2026-11-10' }) });
  await call('records.save', {
    ledger: 'wenti',
    values: problem('东门小区', '2026-11-22', { due: '2026-12-01', measure: '清运' }),
    documents: [
      { documentId: photo, role: 'after' },
      { documentId: paper, role: 'before' },
    ],
  });
  const id = (await call('records.list', { ledger: 'wenti' })).rows[1]!.id;
  for (const to of ['交办', '整改中', '待验收', '销号']) await call('records.move', { id, to });
});

test.each(['pdf', 'docx'] as const)(
  '周报 as %s says what is new, what was mended, and whose problems are overdue',
  async (format) => {
    clock.day = '2026-11-26';
    const path = at(`周报.${format}`);
    const made = await call('records.paper', { ledger: 'wenti', what: '报告', title: '周报', format, ...WEEK, path });
    expect(made).toMatchObject({ rows: 1, path, file: null });
    expect(made.pages === null).toBe(format === 'docx');
    const words = await paperWords(path, format);
    expect(words).toContain('问题台账周报');
    expect(words).toContain('本期新发现问题1个,销号1个。');
    expect(words).toContain('累计立项2个,已销号1个,整改率50%。');
    expect(words).toContain('逾期未整改1个:城管局1个。');
    expect(words).toContain('东门小区');
    // Found before the week, it stands only among what is overdue.
    expect(words.split('明细')[0]).toContain('滨河路');
    expect(words.split('明细')[1]).not.toContain('滨河路');
  },
);

test('整改前后对照 holds the photo, and says of what is no picture that it is none', async () => {
  const path = at('对照.docx');
  await call('records.paper', { ledger: 'wenti', what: '整改前后对照', title: '整改前后对照', format: 'docx', path });
  const parts = await readZipParts(path, () => true);
  expect([...parts.keys()].filter((name) => name.startsWith('word/media/'))).toEqual(['word/media/image1.jpg']);
  const words = await paperWords(path, 'docx');
  expect(words).toContain('整改前:关于开展文明交通行动的通知(不是图片)');
  expect(words).toContain('状态:销号');
  const pdf = at('对照.pdf');
  const made = await call('records.paper', {
    ledger: 'wenti',
    what: '整改前后对照',
    title: '整改前后对照',
    format: 'pdf',
    path: pdf,
  });
  expect(made).toMatchObject({ rows: 1, pages: 1 });
  expect(readFileSync(pdf).includes('/DCTDecode')).toBe(true);
});

test('nothing to print is refused in words, and no paper is written into a 材料文件夹', async () => {
  const wanted = { what: '报告', title: '周报', format: 'docx' } as const;
  await expect(call('records.paper', { ledger: 'lihui', ...wanted })).rejects.toThrow('还没有内容');
  await expect(
    call('records.paper', { ledger: 'wenti', ...wanted, what: '整改前后对照', from: '2026-11-01', to: '2026-11-05' }),
  ).rejects.toThrow('还没有带照片的问题');
  await expect(
    call('records.paper', { ledger: 'wenti', ...wanted, path: join(folder, '材料', '周报.docx') }),
  ).rejects.toMatchObject({
    code: 'refused',
  });
});
