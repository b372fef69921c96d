import { expect, test } from 'vitest';
import { readRequirements, requirementWords } from '../../../../electron/core/frameworks/requirement-text.ts';

const short = (text: string) =>
  readRequirements(text).requirements.map(({ kind, minCount, windowMonths, windowFrom, windowTo }) =>
    [kind, minCount, windowMonths ?? (windowFrom && `${windowFrom}/${windowTo}`) ?? ''].join(' ').trim(),
  );

test.each([
  ['规范文件1份;说明报告1份(近12个月);实景图片3张(2025年1月至2026年6月)', ['规范文件 1', '说明报告 1 12', '实景图片 3 2025-01-01/2026-06-30']],
  ['文件、照片、总结', ['规范文件 1', '实景图片 1', '工作总结 1']],
  ['近三年文件、照片、总结', ['规范文件 1 36', '实景图片 1 36', '工作总结 1 36']],
  ['照片不少于3张,台账', ['实景图片 3', '工作台账 1']],
  ['三张照片', ['实景图片 3']],
  ['1.实施方案1份;2.活动照片不少于5张;3.工作总结', ['规范文件 1', '实景图片 5', '工作总结 1']],
  ['①通知②照片3张③主管部门证明', ['规范文件 1', '实景图片 3', '评价意见 1']],
  ['2025年以来的会议记录、签到表', ['工作台账 2 2025-01-01/9999-12-31']],
  ['文件、照片各2份(近12个月)', ['规范文件 2 12', '实景图片 2 12']],
  ['2025年、2026年总结', ['工作总结 1 2025-01-01/2026-12-31']],
  ['媒体报道7篇以上;宣传视频1段;志愿者名单', ['媒体截图 7', '影像资料 1', '统计表格 1']],
  ['近半年台帐;近两年统计表', ['工作台账 1 6', '统计表格 1 24']],
  ['近三年;文件;照片', ['规范文件 1 36', '实景图片 1 36']],
])('%s', (text, expected) => {
  expect(short(text)).toEqual(expected);
}); // prettier-ignore

test.each([
  ['若干', '没有认出材料类型'],
  ['近三年', '只有时限'],
  ['文字资料', '按说明报告理解'],
  ['每月1份总结', '每月'],
])('%s is reported for the clerk to look at', (text, reason) => {
  expect(readRequirements(text).doubts.map((one) => one.reason).join()).toContain(reason); // prettier-ignore
});

test('words that name no kind stay in the note of the requirement they belong to', () => {
  const [photo] = readRequirements('学雷锋活动照片3张,须有时间、地点').requirements;
  expect(photo).toMatchObject({ kind: '实景图片', minCount: 3, note: '学雷锋活动照片,须有时间,地点' });
});

test('what is written for a requirement is read back to the same values', () => {
  for (const requirement of [
    {
      kind: '评价意见',
      minCount: 2,
      windowMonths: 24,
      windowFrom: null,
      windowTo: null,
      note: '主管部门出具;含“未发生”证明、照片3张',
    },
    { kind: '实景图片', minCount: 12, windowMonths: null, windowFrom: '2025-01-01', windowTo: '9999-12-31', note: '' },
  ] as const) {
    expect(readRequirements(requirementWords(requirement))).toEqual({ requirements: [requirement], doubts: [] });
  }
});
