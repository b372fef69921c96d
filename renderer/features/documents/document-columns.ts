import type { Sorting } from './chosen.ts';

export type ColumnKey = 'date' | 'type' | 'size' | 'links';
/** Columns beside the title, in order. */
export const COLUMNS: readonly {
  readonly key: ColumnKey;
  readonly label: string;
  readonly sort: Sorting['sort'] | null;
  readonly px: number;
}[] = [
  { key: 'date', label: '日期', sort: 'date', px: 86 },
  { key: 'type', label: '格式', sort: 'type', px: 56 },
  { key: 'size', label: '大小', sort: 'size', px: 66 },
  { key: 'links', label: '佐证', sort: null, px: 80 },
];

/** Widths a person drew, px by column. */
export type Widths = Readonly<Record<string, number>>;
export const isWidths = (value: unknown): value is Widths =>
  typeof value === 'object' && value !== null && Object.values(value).every((px) => typeof px === 'number');
