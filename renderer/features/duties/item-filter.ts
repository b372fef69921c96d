import type { DutyItem } from '../../../shared/contract/duties.ts';

/** What of a list of duties is shown. */
export const SHOWN = ['all', 'lead', 'join', 'unassigned', 'soon', 'overdue'] as const;
export type Shown = (typeof SHOWN)[number];

export const SHOWN_WORDS: Readonly<Record<Shown, string>> = {
  all: '全部',
  lead: '牵头',
  join: '配合',
  unassigned: '未分配',
  soon: '近 7 天到期',
  overdue: '逾期',
};

export function isShown(value: unknown): value is Shown {
  return SHOWN.some((one) => one === value);
}

/** Whether an item belongs to what is shown. `unit`: null for the whole list, where 牵头 and 配合 say nothing. */
export function belongs(item: DutyItem, shown: Shown): boolean {
  switch (shown) {
    case 'all':
      return true;
    case 'lead':
      return item.lead;
    case 'join':
      return !item.lead && item.units.length > 0;
    case 'unassigned':
      return item.units.length === 0;
    default:
      return item.dueState === shown;
  }
}
