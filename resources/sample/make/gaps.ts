/** One need the demo must report as unmet. */
export interface PlantedGap {
  readonly indicator: string;
  readonly kind: string;
  readonly state: '缺失' | '数量不足' | '超出时限' | '无法读取';
}

/**
 * What the sample lacks on purpose: the state of every unmet need once everything in `intended` is confirmed, for the indicators
 * the sample touches and two it does not touch at all. Written out, so that a change of the files that moves a gap is noticed.
 */
export const GAPS: readonly PlantedGap[] = [
  { indicator: 'Ⅱ-5-2)', kind: '实景图片', state: '数量不足' },
  { indicator: 'Ⅱ-9-1)', kind: '媒体截图', state: '数量不足' },
  { indicator: 'Ⅱ-9-2)', kind: '说明报告', state: '缺失' },
  { indicator: 'Ⅱ-9-2)', kind: '实景图片', state: '数量不足' },
  { indicator: 'Ⅱ-9-3)', kind: '说明报告', state: '缺失' },
  { indicator: 'Ⅱ-9-3)', kind: '实景图片', state: '数量不足' },
  { indicator: 'Ⅱ-9-3)', kind: '工作台账', state: '缺失' },
  { indicator: 'Ⅱ-9-4)', kind: '规范文件', state: '缺失' },
  { indicator: 'Ⅱ-9-4)', kind: '说明报告', state: '缺失' },
  { indicator: 'Ⅱ-11-3)', kind: '规范文件', state: '超出时限' },
  { indicator: 'Ⅱ-11-3)', kind: '实景图片', state: '数量不足' },
  { indicator: 'Ⅱ-11-4)', kind: '说明报告', state: '缺失' },
  { indicator: 'Ⅱ-11-4)', kind: '媒体截图', state: '数量不足' },
  { indicator: 'Ⅱ-12-2)', kind: '说明报告', state: '缺失' },
  { indicator: 'Ⅱ-12-2)', kind: '实景图片', state: '缺失' },
  { indicator: 'Ⅱ-16-2)', kind: '工作台账', state: '缺失' },
  { indicator: 'Ⅱ-16-2)', kind: '实景图片', state: '缺失' },
  { indicator: 'Ⅱ-29-1)', kind: '规范文件', state: '无法读取' },
  { indicator: 'Ⅱ-29-1)', kind: '说明报告', state: '无法读取' },
  { indicator: 'Ⅱ-29-1)', kind: '工作台账', state: '无法读取' },
  { indicator: 'Ⅱ-32-1)', kind: '实景图片', state: '数量不足' },
  { indicator: 'Ⅱ-32-2)', kind: '说明报告', state: '缺失' },
  { indicator: 'Ⅱ-32-2)', kind: '实景图片', state: '缺失' },
  { indicator: 'Ⅱ-34-1)', kind: '说明报告', state: '缺失' },
  { indicator: 'Ⅱ-34-2)', kind: '说明报告', state: '缺失' },
  { indicator: 'Ⅱ-34-2)', kind: '实景图片', state: '缺失' },
  { indicator: 'Ⅱ-34-4)', kind: '规范文件', state: '缺失' },
  { indicator: 'Ⅱ-34-4)', kind: '说明报告', state: '缺失' },
  { indicator: 'Ⅱ-34-4)', kind: '实景图片', state: '缺失' },
  { indicator: 'Ⅱ-39-1)', kind: '规范文件', state: '缺失' },
  { indicator: 'Ⅱ-39-1)', kind: '说明报告', state: '缺失' },
  { indicator: 'Ⅱ-39-1)', kind: '统计表格', state: '缺失' },
  { indicator: 'Ⅱ-46-1)', kind: '规范文件', state: '数量不足' },
  { indicator: 'Ⅱ-46-1)', kind: '说明报告', state: '缺失' },
  { indicator: 'Ⅱ-46-2)', kind: '说明报告', state: '缺失' },
  { indicator: 'Ⅱ-46-2)', kind: '工作台账', state: '缺失' },
  { indicator: 'Ⅱ-49-1)', kind: '说明报告', state: '缺失' },
  { indicator: 'Ⅱ-49-1)', kind: '媒体截图', state: '数量不足' },
];

/** Indicators that are 齐全 once everything in `intended` is confirmed. */
export const COMPLETE: readonly string[] = [
  'Ⅱ-6-2)',
  'Ⅱ-9-5)',
  'Ⅱ-11-1)',
  'Ⅱ-11-5)',
  'Ⅱ-20-3)',
  'Ⅱ-21-3)',
  'Ⅱ-27-1)',
  'Ⅱ-34-3)',
  'Ⅱ-38-2)',
  'Ⅱ-42-1)',
  'Ⅱ-42-3)',
  'Ⅱ-46-3)',
  'Ⅱ-46-5)',
  'Ⅱ-47-1)',
  'Ⅱ-47-2)',
  'Ⅱ-47-3)',
];
