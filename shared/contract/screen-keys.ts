/** Keys that belong to one screen and are not commands of the window; the `?` table and the manual name them. */
export interface ScreenKey {
  readonly keys: readonly string[];
  readonly label: string;
}

/** Keys in the tree of 指标 that change a framework of one's own, as `renderer/features/indicators/nodes/node-acts.ts` answers them. */
export const INDICATOR_KEYS: readonly ScreenKey[] = [
  { keys: ['Insert'], label: '增加同级指标' },
  { keys: ['Shift+Insert'], label: '增加下级指标' },
  { keys: ['F2'], label: '改名、改编号' },
  { keys: ['Alt+↑', 'Alt+↓'], label: '上移、下移' },
  { keys: ['Alt+←', 'Alt+→'], label: '升一级、降一级' },
  { keys: ['Delete'], label: '删除指标' },
];

/** Plain keys of 待核对, as `renderer/features/home/DoubtsDialog.tsx` answers them. */
export const DOUBT_KEYS: readonly ScreenKey[] = [
  { keys: ['↑', '↓'], label: '上一份、下一份' },
  { keys: ['1', '2', '3'], label: '看第几个候选文件' },
  { keys: ['Enter'], label: '就是这个文件,佐证沿用' },
  { keys: ['0'], label: '都不是' },
];

/** Plain keys of 体检, as `renderer/features/checks/FindingList.tsx` answers them. */
export const CHECK_KEYS: readonly ScreenKey[] = [
  { keys: ['↑', '↓'], label: '上一条、下一条' },
  { keys: ['→'], label: '从规则到发现的问题' },
  { keys: ['←'], label: '回到规则' },
  { keys: ['Enter'], label: '去修改' },
  { keys: ['I'], label: '忽略,或重新算数' },
];

/** Plain keys of 归类, as `renderer/features/triage/use-triage-keys.ts` answers them. */
export const TRIAGE_KEYS: readonly ScreenKey[] = [
  { keys: ['1', '2', '3'], label: '确认第几条建议,去下一份' },
  { keys: ['Shift+1', 'Shift+2', 'Shift+3'], label: '确认但留在这一份' },
  { keys: ['0', 'X'], label: '都不合适' },
  { keys: ['U'], label: '以后再看' },
  { keys: ['Z'], label: '撤销' },
  { keys: ['T'], label: '其余同样情况一并确认' },
  { keys: ['←', '→'], label: '上一份、下一份' },
];
