import { expect, test } from 'vitest';
import { INPUTS, type Procedure } from '../../../shared/contract/api.ts';
import { inputProblem } from '../../../shared/contract/input-problem.ts';

function problemOf(procedure: Procedure, input: object): string {
  const parsed = INPUTS[procedure].safeParse(input, { reportInput: true });
  if (parsed.success) throw new Error('the contract accepted it');
  return inputProblem(parsed.error.issues[0]!);
}

const EXPORT = { archive: '档案库', out: '成册', draft: false };

test.each([
  ['export.run', { ...EXPORT, maxPages: 1 }, '参数不对:每卷页数(--max-pages)不能小于 10。'],
  ['export.run', { ...EXPORT, maxPages: 20.5 }, '参数不对:每卷页数(--max-pages)要写整数。'],
  ['export.run', { ...EXPORT, maxMillimetres: 1 }, '参数不对:每卷厚度毫米(--max-mm)不能小于 5。'],
  ['export.run', { ...EXPORT, maxMegabytes: 0 }, '参数不对:每卷大小 MB(--max-mb)不能小于 1。'],
  ['export.run', { archive: '档案库', draft: false }, '参数不对:输出文件夹(--out)没有写。'],
  ['documents.list', { archive: '' }, '参数不对:档案库不能空着。'],
  [
    'documents.list',
    { archive: '库', state: 'weird' },
    '参数不对:状态(--state)只能是 ok、empty、failed、missing、online-only、encrypted 之一。',
  ],
  ['links.confirmBand', { archive: '库', band: 'huge' }, '参数不对:把握(--confirm-band)只能是 high、medium、low 之一。'],
  [
    'archive.create',
    { archive: '库', framework: ['x'], sources: [], baseDate: '2026-02-30' },
    '参数不对:测评基准日(--base-date):日期要写成 YYYY-MM-DD,并且是真实存在的一天。',
  ],
] as const)('%s with %j is refused in one Chinese sentence', (procedure, input, sentence) => {
  expect(problemOf(procedure, input)).toBe(sentence);
});

test('no input of the command line or the window is refused with half a sentence in English', () => {
  for (const procedure of Object.keys(INPUTS) as Procedure[]) {
    const parsed = INPUTS[procedure].safeParse({ archive: 7 }, { reportInput: true });
    for (const issue of parsed.error?.issues ?? [])
      expect(inputProblem(issue)).toMatch(/^参数不对:[^ ]+?(没有写|要写|只能|不能|至少|的值)/);
  }
});
