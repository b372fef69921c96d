import { expect, test } from 'vitest';
import { jobSpanMs, sentenceOf, spanWords } from '../../../renderer/app/job-words.ts';
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
