import { expect, test } from 'vitest';
import { jobSpanMs, sentenceOf, spanWords, troublesOf } from '../../../renderer/app/job-words.ts';
import type { Job } from '../../../shared/contract/jobs.ts';

const job: Job = {
  ...{ id: '1', procedure: 'export.run', status: 'running', stage: '成册', done: 3, total: 9, label: '甲.pdf' },
  ...{ startedAt: '2026-06-30T08:00:00.000Z', endedAt: null, result: null, error: null },
};

test('time is said as a person says it', () => {
  expect([0, 59_999, 125_000, 3_600_000, 3_780_000].map(spanWords)).toEqual([
    '0 秒',
    '59 秒',
    '2 分 5 秒',
    '1 小时 0 分',
    '1 小时 3 分',
  ]);
});

test('a job counts on while it runs and stands still once it ended; a clock set back gives no time below zero', () => {
  const startMs = Date.parse(job.startedAt);
  expect(jobSpanMs(job, startMs + 4_000)).toBe(4_000);
  expect(jobSpanMs({ ...job, endedAt: '2026-06-30T08:00:07.000Z' }, startMs + 60_000)).toBe(7_000);
  expect(spanWords(jobSpanMs(job, startMs - 9_000))).toBe('0 秒');
});

test('a job that failed says why', () => {
  expect(sentenceOf(job)).toBe('成册 3 / 9 甲.pdf');
  const error = { code: 'refused', message: '磁盘空间不够。' };
  expect(sentenceOf({ ...job, status: 'failed', error })).toBe('磁盘空间不够。');
});

test('packs say what went along and what came in, and name what did not', () => {
  const done = { ...job, status: 'done' as const };
  const made = { unit: '市教育局', links: 3, copied: 1, omitted: [{ path: '走了.txt', reason: '原件不在原处' }] };
  const packed: Job = { ...done, procedure: 'pack.run', result: made };
  expect(sentenceOf(packed)).toBe('“市教育局”的交接包打好了:佐证 3 项,原件 1 份,1 份原件没有随包');
  expect(troublesOf(packed)).toEqual([{ what: '走了.txt', why: '原件不在原处' }]);
  const conflict = { key: 'a', area: '佐证', words: '甲.txt → Ⅱ-1', here: '已否决', pack: '已确认', taken: false };
  const merge = {
    ...{ unit: '市教育局', changed: true, documents: { added: 1 }, troubles: ['这里没有指标“Ⅱ-9”'] },
    ...{ counts: [{ area: '佐证', added: 2, updated: 1 }], conflicts: [conflict, { ...conflict, key: 'b', taken: true }] },
  };
  const merged: Job = { ...done, procedure: 'merge.run', result: merge };
  expect(sentenceOf(merged)).toBe('收进“市教育局”的佐证 4 项、材料 1 份');
  expect(troublesOf(merged).map(({ what }) => what)).toEqual(['收不进来', '甲.txt → Ⅱ-1']);
  expect(sentenceOf({ ...merged, result: { ...merge, changed: false } })).toBe('“市教育局”的都已经收过,没有改动');
  expect(troublesOf({ ...merged, procedure: 'merge.preview' })).toEqual([]);
});

test('a package says how many originals went in, and names those left out with both reasons', () => {
  const totals = { files: 62, indicators: 30, sizeBytes: 1 };
  const leftOut = [{ indicator: 'Ⅱ-9-1)', path: '截图.png', why: '格式:png', reason: '系统不收' }];
  const made: Job = { ...job, procedure: 'submit.run', status: 'done', result: { number: 2, totals, leftOut } };
  expect(sentenceOf(made)).toBe('第 2 号报送包,62 件原件,不报 1 件');
  expect(troublesOf(made)).toEqual([{ what: 'Ⅱ-9-1) 截图.png', why: '不报:格式:png。系统不收' }]);
});
