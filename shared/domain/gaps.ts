/** 缺项: computed, never stored. The ten states, always these words (PRODUCT word list). */
export const GAP_STATES = [
  '齐全',
  '待确认',
  '数量不足',
  '类型不符',
  '超出时限',
  '将到期',
  '已过期',
  '无法读取',
  '缺失',
  '不适用',
] as const;
export type GapState = (typeof GAP_STATES)[number];
