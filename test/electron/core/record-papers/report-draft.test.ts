import { join } from 'node:path';
import { expect, test } from 'vitest';
import { paperWords } from '../../../support/paper-words.ts';
import { makeRecordCore } from '../records/record-core.ts';

const FRAMEWORK = 'wen-ming-dan-wei';

test('汇报草稿 says only numbers of the ledgers, each with its source and what proves it, and claims nothing', async () => {
  const { call, folder, paper } = await makeRecordCore('report-draft', { indexed: true });
  await call('records.save', {
    ledger: 'wenti',
    values: { site: '滨河路', problem: '占道', found: '2026-11-01', due: '2026-11-10', unit: '城管局' },
  });
  await call('records.save', {
    ledger: 'jishu',
    values: { name: '发放宣传单', value: 300, unitWord: '份', scope: '建成区' },
    documents: [{ documentId: paper, role: 'evidence' }],
  });
  await call('records.save', { ledger: 'jishu', values: { name: '维护', value: 108, unitWord: '次' } });
  const path = join(folder, '草稿.docx');
  expect(await call('records.draft', { framework: FRAMEWORK, format: 'docx', path })).toMatchObject({ pages: null, path });
  const words = await paperWords(path, 'docx');
  const [body, list] = words.split('附:数字来源') as [string, string];
  expect(body).toMatch(/登记问题1个〔\d+〕,已销号0个〔\d+〕,逾期未整改1个〔\d+〕。/);
  expect(body).toMatch(/发放宣传单300份〔\d+〕\(口径:建成区\)。/);
  expect(list).toContain('300份群众性活动计数关于开展文明交通行动的通知');
  expect(list).toContain('108次群众性活动计数没有佐证');
  // Every number of the text stands in the list under its own mark.
  const marks = [...body.matchAll(/〔(\d+)〕/g)].map(([, mark]) => Number(mark));
  expect(marks).toEqual(marks.map((_, at) => at + 1));
  for (const mark of marks) expect(list).toContain(`〔${mark}〕`);
  await expect(call('records.draft', { framework: '没有', format: 'pdf' })).rejects.toMatchObject({ code: 'not-found' });
});
