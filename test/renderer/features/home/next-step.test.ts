import { expect, test } from 'vitest';
import { nextStep } from '../../../../renderer/features/home/next-step.ts';

const source = { path: 'D:\\材料', files: 80, present: true, indexed: true, received: false };
const totals = { leaves: 10, complete: 10, partial: 0, missing: 0, notApplicable: 0 };
const lastRun = {
  endedAt: '2026-06-30T08:00:00Z',
  sums: { found: 1, indexed: 1, unchanged: 0, missing: 0, skipped: 0, failed: 0, durationMs: 1 },
};

test('the next step follows the order of the work: folder, 编目, 归类, 查缺, 成册', () => {
  const words = (summary: Parameters<typeof nextStep>[0], home: Partial<Parameters<typeof nextStep>[1]> = {}) =>
    nextStep(summary, { lastRun, totals, doubts: 0, ...home }).title;
  expect(words({ sources: [], toTriage: 3 })).toBe('添加材料文件夹');
  expect(words({ sources: [{ ...source, indexed: false }], toTriage: 0 }, { lastRun: null })).toBe('编目');
  expect(words({ sources: [source], toTriage: 3 }, { doubts: 2 })).toBe('核对变了的材料');
  expect(words({ sources: [source], toTriage: 3 })).toBe('归类');
  expect(words({ sources: [source], toTriage: 0 }, { totals: { ...totals, complete: 4, missing: 6 } })).toBe('查缺');
  expect(words({ sources: [source], toTriage: 0 })).toBe('成册');
});

test('a folder added after the last 编目 asks for another one before 归类', () => {
  const step = nextStep(
    { sources: [source, { ...source, path: 'E:\\新', indexed: false }], toTriage: 5 },
    { lastRun, totals, doubts: 0 },
  );
  expect(step).toMatchObject({ title: '编目', to: 'index', text: expect.stringContaining('新加的 1 个') as string });
});

test('a folder that is gone comes before everything else and names itself', () => {
  const step = nextStep(
    { sources: [source, { ...source, path: 'E:\\U 盘', present: false }], toTriage: 5 },
    { lastRun, totals, doubts: 0 },
  );
  expect(step).toMatchObject({ to: 'relink', source: 'E:\\U 盘', text: expect.stringContaining('E:\\U 盘') as string });
});
